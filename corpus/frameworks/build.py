"""From the entries of a file to the framework."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.frameworks.cues import parse_cue
from corpus.frameworks.model import (
    Applicability,
    CounterExample,
    Cue,
    ExpectedBasis,
    Framework,
    Group,
    LegalSource,
    Mention,
    SourceDocument,
    Step,
    StepPart,
)
from corpus.frameworks.schema import FrameworkEntry, LegalEntry, Path


@dataclass(frozen=True, slots=True)
class Built:
    """A framework, and the places of cues without any word, which it lacks."""

    framework: Framework
    empty_cues: tuple[Path, ...]


def build_framework(entry: FrameworkEntry, mentions: tuple[Mention, ...] = ()) -> Built:
    """Builds a framework.

    Args:
        entry: the file.
        mentions: markers taken over from another framework; they come before its own.
    """
    builder = _Builder(entry, [])
    framework = Framework(
        id=entry.id,
        version=entry.version,
        title=entry.title,
        publication=entry.publication,
        language=entry.language,
        sources=tuple(SourceDocument(s.document, s.title, s.read, s.note) for s in entry.sources),
        notes=tuple(entry.notes),
        groups=tuple(Group(group.id, group.title, _legal(group.legal_sources)) for group in entry.groups),
        steps=tuple(builder.step(position) for position in range(len(entry.steps))),
        mentions=(*mentions, *builder.mentions()),
        subject=builder.cues(entry.subject, ("subject",)),
        bases=tuple(
            ExpectedBasis(basis.document, basis.reason, tuple(basis.required_for), basis.valid_from, basis.valid_until)
            for basis in entry.bases
        ),
    )
    return Built(framework, tuple(builder.empty))


def build_mentions(entry: FrameworkEntry) -> tuple[Mention, ...]:
    """Builds the markers that a file writes itself."""
    return _Builder(entry, []).mentions()


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds what holds cues; ``empty`` collects the places of those that have no word."""

    entry: FrameworkEntry
    empty: list[Path]

    def mentions(self) -> tuple[Mention, ...]:
        return tuple(
            Mention(
                mention.id,
                mention.reach,
                self.cues(mention.cues, ("mentions", position, "cues")),
                self.cues(mention.unless, ("mentions", position, "unless")),
            )
            for position, mention in enumerate(self.entry.mentions)
        )

    def step(self, position: int) -> Step:
        step, at = self.entry.steps[position], ("steps", position)
        agencies = self.entry.agencies if step.agencies is None else step.agencies
        return Step(
            id=step.id,
            group=step.group,
            title=step.title,
            asks=step.asks,
            requirement=step.requirement,
            condition=step.condition,
            condition_cues=self.cues(step.condition_cues, (*at, "condition_cues")),
            condition_steps=tuple(step.condition_steps),
            agencies=tuple(Applicability(a.agency, a.obligation, a.valid_from, a.valid_until) for a in agencies),
            iso_clauses=tuple(step.iso_clauses),
            legal_sources=_legal(step.legal_sources),
            record=step.record,
            usual_time=step.usual_time,
            after=tuple(step.after),
            examples=tuple(step.examples),
            cues=self.cues(step.cues, (*at, "cues")),
            counter_cues=self.cues(step.counter_cues, (*at, "counter_cues")),
            counters=tuple(CounterExample(c.kind, c.text, c.step) for c in step.counter_examples),
            parts=tuple(StepPart(part.has, part.lacks, tuple(part.examples)) for part in step.parts),
            plan_part=step.plan_part,
            note=step.note,
        )

    def cues(self, written: Sequence[list[str]], at: Path) -> tuple[Cue, ...]:
        cues = []
        for position, terms in enumerate(written):
            try:
                cues.append(parse_cue(terms, self.entry.abbreviations))
            except ValueError:
                self.empty.append((*at, position))
        return tuple(cues)


def _legal(entries: Sequence[LegalEntry]) -> tuple[LegalSource, ...]:
    return tuple(LegalSource(one.document, one.clause, one.strength, one.quote) for one in entries)
