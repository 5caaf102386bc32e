"""Parsing an XML part of a document of unknown origin: no entities, no network, bounded depth and size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from corpus.reading.container.archive import Package

# Both markings of WordprocessingML: transitional (what Word writes) and strict (ISO/IEC 29500-1).
WORD_NAMESPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off"))


def parse_part(data: bytes, package: Package = Package.DOCX) -> etree._Element:
    """Parses one part of an Office package.

    Raises:
        UnreadableDocument: the damaged code of ``package`` (``DOCX_DAMAGED``) for XML that is not well formed,
            ``ARCHIVE_SUSPICIOUS`` for a part with a DOCTYPE, which no Office program writes and which serves to read
            files or to exhaust memory.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    # UTF-16 hides the letters from the first look; the second look, after parsing, finds the DOCTYPE there.
    suspicious = _DOCTYPE.search(data) is not None
    try:
        root = None if suspicious else etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise package.damaged() from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise package.suspicious("chứa khai báo DOCTYPE bất thường")
    return root


def word_name(element: etree._Element) -> str | None:
    """Returns the local name of a WordprocessingML element (``"p"``), ``None`` for anything else."""
    if not isinstance(element.tag, str):  # a comment or processing instruction
        return None
    name = etree.QName(element)
    return name.localname if name.namespace in WORD_NAMESPACES else None


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yields the Word children called ``name``; none of ``None``."""
    if element is not None:
        yield from (child for child in element if word_name(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Returns the first Word descendant along ``path``, or ``None``."""
    for name in path:
        element = next(children(element, name), None)
    return element


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Returns the Word attribute ``name``, or ``None``."""
    if element is None:
        return None
    values = (element.get(f"{{{namespace}}}{name}") for namespace in sorted(WORD_NAMESPACES))
    return next((value for value in values if value is not None), None)


def value(element: etree._Element | None, *path: str) -> str | None:
    """Returns ``w:val`` of the descendant along ``path``, or ``None``."""
    return attribute(child(element, *path), "val")


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Tells whether the on/off property along ``path`` is set."""
    found = child(element, *path)
    return found is not None and (attribute(found, "val") or "1") not in _OFF


def integer(text: str | None, default: int, *, low: int = 0, high: int = 32767) -> int:
    """Reads a whole number within ``low..high``; ``default`` for anything else."""
    if text is None or not re.fullmatch(r"-?[0-9]{1,9}", text):
        return default
    number = int(text)
    return number if low <= number <= high else default
