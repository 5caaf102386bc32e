"""What every file that people export shares: the end of its name, what XML can hold, how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import InvalidRequest

# Characters that XML 1.0 cannot hold; recognition leaves control characters, names of files lone surrogates. Matches a
# form feed; refuses a tab.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def drop_controls(text: str) -> str:
    """Returns a text without the characters that XML 1.0 cannot hold."""
    return _CONTROLS.sub("", text)


def check_ending(path: Path, endings: Sequence[str]) -> str:
    """Returns the end of a file's name in small letters, one of ``endings`` (``.csv``).

    Raises:
        InvalidRequest: it is none of them (``EXPORT_FORMAT_INVALID``).
    """
    suffix = path.suffix.lower()
    if suffix not in endings:
        known = " hoặc ".join(endings)
        raise InvalidRequest(
            f"Chưa ghi được tệp “{path.name}”: tên tệp phải có đuôi {known}.", code="EXPORT_FORMAT_INVALID"
        )
    return suffix


def write_export(data: bytes, path: Path, code: str) -> None:
    """Writes a file.

    Raises:
        InvalidRequest: it cannot be written (``code``).
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InvalidRequest(
            f"Không ghi được tệp “{path.name}”; hãy kiểm tra thư mục và quyền ghi.", code=code
        ) from error
