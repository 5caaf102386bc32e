"""The whole text of plans as it is searched: SQLite's FTS5 over the faces of the text, kept with the plan.

FTS5 ranks words and phrases over 20,000 plans of 8,500 characters in 20 ms of processor time where few hold them and in
60 to 210 ms where nearly all do, a scan with LIKE that ranks nothing takes 158 ms (tests/bench/bench_full_text.py); it
stands in the file of the plans, so that a plan and its words are written, replaced and deleted in one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, column, func, literal_column, select, table
from sqlalchemy.orm import Session, sessionmaker

from corpus.errors import plan_not_found
from corpus.model import Document, Layer
from corpus.store.listing import build_conditions, select_summaries
from corpus.store.records import parse_document_row, parse_summary
from corpus.store.schema import DocumentRow, PlanRow, TextRow
from corpus.store.values import PlanFilter, PlanSummary
from corpus.text import fold, normalise, place_tones, reading_text

# The number of a document, whole or its beginning, and a day, in a folded text; without a stroke or a year it is none.
# Matched: "19/2014/qd-ttg", "05 / kh-ubnd", "66-nq/tw", "66.13/2026/nq-cp", "19/2014", "15/3/2024".
# Refused: "va/hoac", "2024", "9001:2015", "5 - thuc hien".
_NUMBER = re.compile(
    r"(?<![\w/.\-])(?:(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:19|20)\d\d(?![\d/])"
    r"|\d{1,5}[a-z]?(?:\.\d{1,3}(?=/))?(?: ?/ ?(?:19|20)\d\d(?!\d))?(?: ?[/\-–] ?[a-z][a-z0-9]*){1,5}"
    r"|\d{1,5}/(?:19|20)\d\d(?![\d/]))"
)
_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
_PART = re.compile(r"[^\W_]+")
# Columns of the table of words, in their order, with the weight of a word found there: one of the title, the agency or
# the file says more about the plan than one of its text.
_WEIGHTS = {"names": 5, "folded": 1, "accented": 1, "unsure": 1, "found": 1, "numbers": 2}
_ANYWHERE = "{folded unsure found}"
_RUINED = "{unsure found}"


@dataclass(frozen=True, slots=True)
class Sought:
    """One part of a question to the text of plans; a plan must have every part.

    Attributes:
        words: the words, folded; of a number the canonical form (:func:`find_numbers`) alone.
        accented: the same with their accents, where those were typed: sound text must have them too.
        kind: ``near`` – each word, within ``reach`` words of each other, or all of them in the names of the plan;
            ``phrase`` – one behind the other; ``number`` – the number of a document, whole or its beginning.
        reach: words that may stand between the first and the last.
    """

    words: tuple[str, ...]
    accented: tuple[str, ...] | None
    kind: str
    reach: int = 0


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan that holds what was sought; ``score`` is comparable within one answer only, higher is better."""

    plan: PlanSummary
    score: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a folded text: its range, and its canonical form as one word."""

    start: int
    end: int
    word: str


def find_numbers(folded: str) -> tuple[Number, ...]:
    """Finds the numbers of documents and days in a folded text.

    ``"05 / KH-UBND"`` and ``"5/kh-ubnd"`` have one form, ``"5xkhxubnd"``: digits without leading zeros, ``x`` between.
    """
    return tuple(
        Number(match.start(), match.end(), "x".join(part.lstrip("0") or "0" for part in _PART.findall(match[0])))
        for match in _NUMBER.finditer(folded)
        if "/" in match[0] or _DAY.fullmatch(match[0])
    )


def build_text_row(document: Document, plan: PlanRow) -> TextRow:
    """Builds the row of a plan's text.

    Sound text is kept folded and with its accents. Where letters were recognised or are ruined, accents cannot be told:
    it is kept folded only, as it was probably meant, and what is ruined also as found.
    """
    read = reading_text(document.text, document.restored, 0, len(document.text))
    folded = fold(read)
    sound = document.quality.layer is Layer.NATIVE
    return TextRow(
        plan=plan.id,
        names=fold(f"{plan.title or ''} {plan.issuer or ''} {document.name} {plan.id}"),
        folded=folded if sound else "",
        accented=place_tones(normalise(read)).lower() if sound else "",
        unsure="" if sound else folded,
        found=fold(document.text) if document.restored else "",
        numbers=" ".join(number.word for number in find_numbers(folded)),
    )


class PlanTexts:
    """Questions to the whole text of plans."""

    def __init__(self, session: sessionmaker[Session]) -> None:
        self._session = session

    def search(
        self, sought: Sequence[Sought], chosen: PlanFilter, *, limit: int, offset: int = 0
    ) -> tuple[FoundPlan, ...]:
        """Finds the plans of a filter that have every part of a question, best first (BM25), ties by id."""
        words = table("plan_words", column("rowid"))
        score = func.bm25(literal_column("plan_words"), *_WEIGHTS.values()).label("score")
        match = literal_column("plan_words").op("MATCH")(_build_match(sought))
        # Materialised, so that SQLite does not go through the plans and ask for the words of each.
        found = select(words.c.rowid.label("row"), score).where(match).cte("found").prefix_with("MATERIALIZED")
        query = select(TextRow.plan, found.c.score).join(found, found.c.row == TextRow.id)
        if conditions := build_conditions(chosen):
            query = query.join(PlanRow, PlanRow.id == TextRow.plan).where(and_(*conditions))
        query = query.order_by(found.c.score, TextRow.plan).limit(limit).offset(offset)
        with self._session() as session:
            rows = session.execute(query).all()
            ids = [row[0] for row in rows]
            lines = session.execute(select_summaries().where(PlanRow.id.in_(ids)))
            plans = {summary.id: summary for summary in (parse_summary(*line) for line in lines)}
        return tuple(FoundPlan(plans[plan], -float(score)) for plan, score in rows)

    def count(self, sought: Sequence[Sought], chosen: PlanFilter) -> int:
        """Counts the plans of a filter that have every part of a question."""
        match: ColumnElement[bool] = literal_column("plan_words").op("MATCH")(_build_match(sought))
        words = table("plan_words", column("rowid"))
        query = select(func.count()).select_from(words).where(match)
        if conditions := build_conditions(chosen):
            found = select(words.c.rowid.label("row")).where(match).cte("found").prefix_with("MATERIALIZED")
            query = select(func.count()).select_from(found).join(TextRow, TextRow.id == found.c.row)
            query = query.join(PlanRow, PlanRow.id == TextRow.plan).where(and_(*conditions))
        with self._session() as session:
            return session.scalar(query) or 0

    def load_document(self, plan_id: str) -> Document:
        """Loads the document of a plan, without the plan.

        Raises:
            NotFound: no plan has that id.
        """
        query = select(DocumentRow).join(PlanRow, PlanRow.document == DocumentRow.sha256).where(PlanRow.id == plan_id)
        with self._session() as session:
            row = session.scalar(query)
            if row is None:
                raise plan_not_found(plan_id)
            return parse_document_row(row)


def _build_match(sought: Sequence[Sought]) -> str:
    """Builds the question in the language of FTS5; every word is letters and digits, in quotation marks."""
    return " AND ".join(f"({_build_part(part)})" for part in sought)


def _build_part(part: Sought) -> str:
    if part.kind == "number":
        (word,) = part.words
        return f'numbers : ("{word}" OR "{word}x" *)'
    folded = _build_run(part, part.words)
    if part.accented is None:
        text = f"{_ANYWHERE} : {folded}"
    else:
        text = f"accented : {_build_run(part, part.accented)} OR {_RUINED} : {folded}"
    named = " ".join(f'"{word}"' for word in part.words) if part.kind == "near" else folded
    return f"{text} OR names : ({named})"


def _build_run(part: Sought, words: Sequence[str]) -> str:
    if part.kind == "phrase":
        return f'"{" ".join(words)}"'
    quoted = " ".join(f'"{word}"' for word in words)
    return f"NEAR({quoted}, {part.reach})" if len(words) > 1 else quoted
