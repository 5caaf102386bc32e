"""A legal document and who cites it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.model import Citation, CitationRole
from corpus.store import PlanSummary, StoredCitation

Value = TypeVar("Value", str, datetime.date, int)


@dataclass(frozen=True, slots=True)
class Given(Generic[Value]):
    """What plans give for a document (a date, a title, a key), the ids of those that do, in order, and their number.

    A plan that lies in the store as several files has several ids and counts once.
    """

    value: Value
    plans: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CitingPlan:
    """A plan that cites a document: ``BASIS`` where any of its mentions is one, and the mentions in their order.

    ``copy_of`` is the id of the plan of which it is another file, if that one cites the document too and stands for
    both; ``None`` for any other plan.
    """

    plan: PlanSummary
    role: CitationRole
    mentions: tuple[Citation, ...]
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Companion:
    """A document that plans rest on beside another one.

    Attributes:
        key: canonical key.
        type: document type as a full word, or ``None``.
        title: the title most often given with it, or ``None``.
        issuer: the body that gave the number, where many bodies give such numbers and plans tell which; else ``None``.
        plans: how many of the plans that cite the other document rest on it.
        among: how many plans cite the other document.
        elsewhere: how many of the remaining plans rest on it.
        remaining: number of plans, of those asked about, that do not cite the other document.
    """

    key: str
    type: str | None
    title: str | None
    issuer: str | None
    plans: int
    among: int
    elsewhere: int
    remaining: int

    @property
    def share(self) -> float:
        """Share, 0 to 1, of the plans citing the other document that rest on this one."""
        return self.plans / self.among

    @property
    def lift(self) -> float:
        """How many times more often than in all plans asked about; above 1 they go together, 1 is chance."""
        return self.share * (self.among + self.remaining) / (self.plans + self.elsewhere)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A legal document and who cites it.

    What ruined letters say is counted as a mention and for the dates, never as a title or an issuer. A plan that lies
    in the store as several files (:class:`corpus.store.Families`) is counted once everywhere; its files are all listed.

    Attributes:
        key: canonical key.
        type: document type as a full word, by majority; ``None`` where no mention has one.
        name: the name of a law most often given, without its type word.
        title: the title most often given with it.
        issuer: the body that gave the number, its name completed from the headers of the citing plans, where many
            bodies give such numbers ("UBND tỉnh" where the province is not known); else the issuer most often given.
        dates: each date given with it, the most frequent first.
        titles: each title given with it, accents and case aside, the most frequent first; so for ``issuers``.
        issuers: each issuer given with it.
        shared: many bodies give such numbers; those of different bodies are documents of their own.
        untold: number of plans that do not tell which of these bodies gave it. They are counted here because the plans
            of the store name no other document of the number that they may mean; or none tells, and ``issuer`` is
            ``None`` or a name that many bodies have.
        ambiguous: these may be several documents: there are such plans, and not all plans give one and the same date;
            or plans give several dates, and another province may have a body of that name ("UBND xã Tân Lập").
        unyeared: the keys without a year by which some plans cite it: it is the only one of its number with a year.
        plans: number of plans that cite it.
        copies: number of further files of these plans.
        bases: number of plans that cite it as a legal basis.
        undated: number of plans that cite it and give no date.
        damaged: number of mentions found through recognition errors.
        backrefs: number of mentions that only point back ("Quyết định này").
        years: each year of a plan that cites it and those plans, the earliest first.
        first_date: date of the earliest plan that cites it, of those with a date; ``None`` where none has.
        last_date: date of the latest.
        citing: the plans that cite it, the latest first.
        mentions: every mention, in the order of plan id and place; the plan's own number is none.
        companions: documents that the same plans rest on, the most frequent first.
    """

    key: str
    type: str | None
    name: str | None
    title: str | None
    issuer: str | None
    dates: tuple[Given[datetime.date], ...]
    titles: tuple[Given[str], ...]
    issuers: tuple[Given[str], ...]
    shared: bool
    untold: int
    ambiguous: bool
    unyeared: tuple[Given[str], ...]
    plans: int
    copies: int
    bases: int
    undated: int
    damaged: int
    backrefs: int
    years: tuple[Given[int], ...]
    first_date: datetime.date | None
    last_date: datetime.date | None
    citing: tuple[CitingPlan, ...]
    mentions: tuple[StoredCitation, ...]
    companions: tuple[Companion, ...] = ()
