"""Texts with every mention of a legal document labelled by hand: those beside the repository, and labels of our own.

Our labels (``citation_labels/``) hold places, keys and dates only; the texts themselves stay beside the repository.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.model import CitationKind, CitationRole

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "citations"
LEGAL = SHARED / "legal"
OWN = Path(__file__).parent / "citation_labels"
# Texts whose errors are not looked at, so that their figures say how the next text will be read.
HELD_OUT = frozenset(
    {
        *("079", "096", "104", "110", "112", "135", "136", "138", "140", "142", "147", "150", "151"),
        *("155", "158", "160", "161", "181", "182", "183", "184", "190", "191"),
    }
)
_OCR_GOLD = {"21": "OCR vie", "23": "OCR without vie"}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """One mention.

    Attributes:
        start, end: the mention.
        kind: numbered, named or backref.
        number: place of its number.
        key: canonical key; of a back reference that of its target; ``None`` where a reader is not sure.
        date: ISO date, ``None`` where the mention has none; not compared where it stands elsewhere.
        issuer, title: words as written.
        role: basis, own or mention.
        elsewhere: parts that the text gives in another place ("date", "issuer").
        optional: neither a miss nor a false positive.
    """

    start: int
    end: int
    kind: CitationKind
    number: Span | None
    key: str | None
    date: str | None
    issuer: str | None
    title: str | None
    role: CitationRole
    elsewhere: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with its labels.

    Attributes:
        name: short name of the text.
        part: ``gold``, or of our own labels ``dev`` or ``held-out``.
        condition: ``clean``, ``OCR vie`` or ``OCR without vie``.
    """

    name: str
    part: str
    condition: str
    text: str
    labels: tuple[Label, ...]


def load_texts() -> Iterator[LabelledText]:
    """Yields every labelled text that is present beside the repository, by name.

    Raises:
        ValueError: a text is not the one that was labelled.
    """
    for path in sorted(GOLD.glob("*.gold.json")):
        name = path.name[:2]
        text = (GOLD / f"{name}.txt").read_bytes().decode("utf-8")
        labels = tuple(map(_gold_label, json.loads(path.read_text(encoding="utf-8"))))
        yield LabelledText(name, "gold", _OCR_GOLD.get(name, "clean"), text, labels)
    for path in sorted(OWN.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        place = LEGAL / record["text"]
        if not place.is_file():
            continue
        data = place.read_bytes()
        if not hashlib.sha256(data).hexdigest().startswith(record["sha256"]):
            raise ValueError(f"{path.name}: {place.name} is not the text that was labelled")
        text = data.decode("utf-8")[: record.get("until")]
        part = "held-out" if path.stem in HELD_OUT else "dev"
        labels = tuple(_own_label(text, mention) for mention in record["mentions"])
        yield LabelledText(path.stem, part, _condition(place.name), text, labels)


def _condition(name: str) -> str:
    return "OCR vie" if "_ocr-vie" in name else "OCR without vie" if "_ocr-eng" in name else "clean"


def _gold_label(mention: dict[str, Any]) -> Label:
    numbered = mention["number_start"] is not None
    elsewhere = {part for part in ("date", "issuer") if mention.get(part) and not mention.get(f"{part}_in_raw")}
    return Label(
        mention["start"],
        mention["end"],
        CitationKind(mention["kind"]),
        (mention["number_start"], mention["number_end"]) if numbered else None,
        mention.get("refers_to") or mention.get("canonical"),
        mention.get("date"),
        mention.get("issuer"),
        mention.get("title"),
        CitationRole(mention["role"]),
        frozenset(elsewhere),
        bool(mention.get("optional")),
    )


def _own_label(text: str, mention: dict[str, Any]) -> Label:
    def words(part: str) -> str | None:
        return text[slice(*mention[part])] if part in mention else None

    return Label(
        mention["start"],
        mention["end"],
        CitationKind(mention["kind"]),
        tuple(mention["number"]) if "number" in mention else None,
        mention.get("refers_to") or mention.get("key"),
        mention.get("date"),
        words("issuer"),
        words("title"),
        CitationRole(mention["role"]),
        frozenset(part for part in ("date", "issuer") if mention.get(f"{part}_elsewhere")),
        mention.get("optional", False),
    )
