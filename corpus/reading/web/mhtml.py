"""Web pages saved with their pictures as one file (MHTML, RFC 2557), which Word also writes under the name .doc."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import UnreadableDocument

if TYPE_CHECKING:
    from email.message import Message

# Matches header lines down to MIME-Version, which stand at the very beginning; refuses a page that quotes them.
_MESSAGE = re.compile(rb"\s*(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:\s*1", re.IGNORECASE)
# Matches a page with what belongs to it; refuses "Content-Type: multipart/mixed", a letter with attachments.
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEAD = 8 * 1024
# A page with frames comes in several parts; the longest holds the document.
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_MAX_PARTS = 5_000


def is_message(data: bytes) -> bool:
    """Tells whether ``data`` has the headers of a message: a saved page or a letter."""
    return _MESSAGE.match(data[:_HEAD]) is not None


def is_mhtml(data: bytes) -> bool:
    """Tells whether ``data`` is a page saved as one file."""
    return is_message(data) and _RELATED.search(data[:_HEAD]) is not None


def find_page(data: bytes) -> tuple[bytes, str | None]:
    """Finds the page inside ``data``.

    Returns:
        The bytes of the longest HTML part, its transfer encoding undone, and the charset that its header names.

    Raises:
        UnreadableDocument: ``HTML_DAMAGED`` where there is no such part.
    """
    from email import message_from_bytes, policy

    if data.count(b"\nContent-Type:") > _MAX_PARTS:
        raise _damaged()
    message = message_from_bytes(data.lstrip(), policy=policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() in _PAGE_TYPES]
    found = [(content, part.get_content_charset()) for part in pages if (content := _content(part))]
    if not found:
        raise _damaged()
    return max(found, key=lambda page: len(page[0]))


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "Trang web lưu thành một tệp (MHTML) bị hỏng; hãy mở bằng trình duyệt hoặc Word và lưu lại dạng .docx.",
        code="HTML_DAMAGED",
    )
