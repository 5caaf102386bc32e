"""The values of a framework model (mô hình khung): what a plan is checked against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.frameworks.kinds import CounterKind, Obligation, PlanPart, Reach, Requirement, Strength
from corpus.model import AgencyType


@dataclass(frozen=True, slots=True)
class Cue:
    """Wording that points at a step: every term must stand near the first, each in one of its phrasings.

    Attributes:
        written: the terms as written in the file, for people.
        terms: per term its phrasings; a phrasing is a tuple of accent-free pieces that follow each other with a gap,
            each between single spaces (`` danh gia ``) so that words are found whole. Abbreviations are already
            spelled both ways.
        heads: how each phrasing of the first term begins, two words or the only one ("danh gia"): a sentence without
            any of them does not hold the cue.
    """

    written: tuple[str, ...]
    terms: tuple[tuple[tuple[str, ...], ...], ...]
    heads: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first = self.terms[0] if self.terms else ()
        heads = frozenset(" ".join(phrasing[0].split()[:2]) for phrasing in first)
        object.__setattr__(self, "heads", heads)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words after which a cue is only mentioned, not planned ("đã tổ chức …", "nhằm …", "Quyết định số … về việc …").

    Attributes:
        id: name of the kind of mention (``past``, ``purpose``, ``title``, ``event``).
        reach: how far it cancels the cues that follow it.
        cues: its wording.
        unless: wording that overlaps a marker and makes it harmless ("quy trình đã ban hành").
    """

    id: str
    reach: Reach
    cues: tuple[Cue, ...]
    unless: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalSource:
    """A clause that a step rests on.

    Attributes:
        document: canonical key, as of :attr:`corpus.model.Citation.key` (``QĐ 19/2014/QĐ-TTg``).
        clause: place in the document ("Điều 4 khoản 2 điểm b").
        strength: how the clause supports the step.
        quote: the words of the clause; given exactly when ``strength`` is quoted.
    """

    document: str
    clause: str
    strength: Strength
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedBasis:
    """A legal document that a plan of this framework is expected to name among its bases.

    Attributes:
        document: canonical key.
        reason: why it is expected, a Vietnamese sentence.
        required_for: kinds of agency that it binds; to any other it is only a suggestion.
        valid_from: first day of a plan that is expected to name it; ``None`` is unbounded.
        valid_until: last such day.
    """

    document: str
    reason: str
    required_for: tuple[AgencyType, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def expected_on(self, day: date) -> bool:
        """Tells whether a plan of ``day`` is expected to name it."""
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document the framework was built from; ``read`` is False where its text was not available."""

    document: str
    title: str
    read: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Applicability:
    """One kind of agency a step applies to; both dates are inclusive, ``None`` is unbounded."""

    agency: AgencyType
    obligation: Obligation = Obligation.MUST
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A phase of the framework with the clauses that name it, ``()`` where none does."""

    id: str
    title: str
    legal_sources: tuple[LegalSource, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence that looks like a step and is not; ``step`` is the id of the one it is where its kind says so."""

    kind: CounterKind
    text: str
    step: str | None = None


@dataclass(frozen=True, slots=True)
class StepPart:
    """A part of a step, or what says it in general: a plan with nothing more realises the step in part.

    Attributes:
        has: what is there then ("việc phổ biến tài liệu"): follows "mới nêu".
        lacks: what is not ("việc phê duyệt, ban hành"): follows "chưa thấy".
        examples: differently worded tasks or sentences that are this part and no more.
    """

    has: str
    lacks: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a plan should (or, when contrary, must not) hold. Texts are Vietnamese.

    Attributes:
        id: stable over versions (``S19``).
        group: id of its :class:`Group`; ``None`` only for a contrary rule, which belongs to every phase.
        title: short name.
        asks: what it asks, in one or two sentences.
        requirement: see :class:`Requirement`.
        condition: when a conditional step applies; ``None`` otherwise.
        condition_cues: wording whose presence in a plan shows that the condition holds; ``()`` unless conditional.
        condition_steps: ids of steps that a plan has only where the condition holds; ``()`` unless conditional.
        agencies: kinds of agency and dates it applies to.
        iso_clauses: clauses of TCVN ISO 9001:2015; ``()`` for a purely legal step.
        legal_sources: clauses it rests on; ``()`` where only the standard or custom asks for it.
        record: the expected output.
        usual_time: when it is usually done; a local habit, never a legal deadline unless ``asks`` says so.
        after: ids of steps that come before it.
        examples: differently worded tasks that realise it.
        cues: any of them points at the step.
        counter_cues: wording that overlaps a cue and takes it back.
        counters: sentences that look alike but are another step, or no step.
        parts: what is only a part of it; ``()`` where a plan has it whole or not at all.
        plan_part: part of the plan that itself realises the step, or ``None``.
        note: a caution for the reader.
    """

    id: str
    group: str | None
    title: str
    asks: str
    requirement: Requirement
    condition: str | None
    condition_cues: tuple[Cue, ...]
    condition_steps: tuple[str, ...]
    agencies: tuple[Applicability, ...]
    iso_clauses: tuple[str, ...]
    legal_sources: tuple[LegalSource, ...]
    record: str | None
    usual_time: str | None
    after: tuple[str, ...]
    examples: tuple[str, ...]
    cues: tuple[Cue, ...]
    counter_cues: tuple[Cue, ...]
    counters: tuple[CounterExample, ...]
    parts: tuple[StepPart, ...] = ()
    plan_part: PlanPart | None = None
    note: str | None = None

    @property
    def counter_examples(self) -> tuple[str, ...]:
        """The sentences that look alike, whatever they are instead."""
        return tuple(counter.text for counter in self.counters)

    @property
    def agency_types(self) -> tuple[AgencyType, ...]:
        """The kinds of agency it names, whatever the date."""
        return tuple(dict.fromkeys(row.agency for row in self.agencies))

    def applies(self, agency: AgencyType, day: date | None = None) -> bool | None:
        """Tells whether the step applies to ``agency`` on ``day``.

        Returns:
            ``None`` where it cannot be told: the agency is of an unknown kind, or no day is given and the kind is
            bounded in time.
        """
        if agency is AgencyType.KHAC and agency not in self.agency_types:
            return None
        rows = [row for row in self.agencies if row.agency is agency]
        if not rows:
            return False
        if day is None:
            return True if any(row.valid_from is None and row.valid_until is None for row in rows) else None
        return any((row.valid_from or date.min) <= day <= (row.valid_until or date.max) for row in rows)


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework model: versioned data, checked by :func:`corpus.frameworks.load_framework`.

    Attributes:
        id: stable name (``khung-101``).
        version: version of this file.
        title: Vietnamese title.
        publication: day this version was written.
        language: BCP 47 tag of its texts.
        sources: documents it was built from.
        notes: cautions that a report must be able to show.
        groups: phases in order.
        steps: in order; contrary rules last.
        mentions: markers shared by all steps.
        subject: wording of a title that shows a plan to be of this framework; bases are expected of no other plan.
        bases: legal documents that such a plan is expected to name.
    """

    id: str
    version: str
    title: str
    publication: date
    language: str
    sources: tuple[SourceDocument, ...]
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    steps: tuple[Step, ...]
    mentions: tuple[Mention, ...]
    subject: tuple[Cue, ...] = ()
    bases: tuple[ExpectedBasis, ...] = ()

    def step(self, step_id: str) -> Step | None:
        """Returns the step with this id, or ``None``."""
        return next((step for step in self.steps if step.id == step_id), None)

    @property
    def info(self) -> FrameworkInfo:
        """What a list shows of it."""
        return FrameworkInfo(self.id, self.version, self.title, self.publication, self.language, len(self.steps))


@dataclass(frozen=True, slots=True)
class FrameworkInfo:
    """What a list of frameworks shows."""

    id: str
    version: str
    title: str
    publication: date
    language: str
    steps: int
