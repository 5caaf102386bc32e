"""Whatever befalls a plan on its way – cut lines, lost blanks, ruined letters – places stay exact."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Document, Field, Layer, Quote, RestoredWord, Source
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import load_document, read_document
from corpus.samples import load_samples

TEXTS = tuple(load_document(sample.path).text for sample in load_samples())
# How recognition without Vietnamese ruins letters, as in the ruined plans at hand.
RUINED = str.maketrans("đĐốồổếềểậấầưươơịỉĩ", "dD666éééaaauuwoiii")


def _quotes(value: object) -> Iterator[Quote]:
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _quotes(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from _quotes(getattr(value, part.name))


def _sources(value: object) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _sources(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from _sources(getattr(value, part.name))


def _assert_sound(document: Document, parsed: ParsedPlan) -> None:
    plan = parsed.plan
    for quote in _quotes(plan):
        assert document.text[quote.source.start : quote.source.end] == quote.raw
        assert quote.raw == quote.raw.strip()
    for source in (*_sources(plan), *_sources(parsed.problems)):
        assert 0 <= source.start <= source.end <= len(document.text)
    ids = {task.id for task in plan.tasks}
    assert len(ids) == len(plan.tasks)
    for task in plan.tasks:
        if task.time is not None:
            days = [day for day in (task.time.start, task.time.end) if day is not None]
            assert days == sorted(days)
            assert task.time.reference is None or task.time.reference in ids - {task.id}


def _edit(text: str, seed: int) -> str:
    """Does to a text what copying, printing and clerks do to it."""
    chance = random.Random(seed)  # noqa: S311 - chosen for tests
    lines = text.split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            case 3:
                cut = chance.randint(0, len(lines[at]))
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case 4:
                lines.insert(at, "\f")
            case 5:
                lines[at] = lines[at].replace("\t", " ").replace(". ", ".")
            case 6:
                lines[at] = lines[at].translate(RUINED)
            case _:
                lines[at] = lines[at].upper()
        lines = lines or [""]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 2**32))
def test_a_plan_that_was_edited_is_read_with_exact_places(text: str, seed: int) -> None:
    edited = _edit(text, seed)
    if not any(char.isalpha() for char in edited):
        return
    document = read_document(edited.encode(), "k.txt")
    _assert_sound(document, parse_plan(document, "p"))


def _ruin(document: Document, seed: int) -> Document:
    """Ruins words of a document and gives each the guess that it was; some words are cut, some run together."""
    chance = random.Random(seed)  # noqa: S311 - chosen for tests
    parts: list[str] = []
    words: list[RestoredWord] = []
    moved: list[int] = []
    length, at = 0, 0
    text = document.text
    while at < len(text):
        end = at
        while end < len(text) and text[end].isalpha():
            end += 1
        end = max(end, at + 1)
        piece = found = text[at:end]
        if piece.isalpha() and chance.random() < 0.6:
            found = piece.translate(RUINED)[: chance.randint(1, len(piece) + 1)] + chance.choice(("", "", "1", "’"))
            words.append(RestoredWord(Source(length, length + len(found)), piece, confident=chance.random() < 0.9))
        moved += [length + min(offset, len(found)) for offset in range(len(piece))]
        parts.append(found)
        length, at = length + len(found), end
    moved.append(length)

    def place(source: Source) -> Source:
        return Source(moved[source.start], moved[source.end], source.page)

    blocks = tuple(
        dataclasses.replace(
            block,
            source=place(block.source),
            cells=tuple(
                dataclasses.replace(cell, source=place(cell.source) if cell.source else None) for cell in block.cells
            ),
        )
        for block in document.blocks
    )
    quality = dataclasses.replace(document.quality, layer=Layer.DAMAGED)
    return dataclasses.replace(document, text="".join(parts), blocks=blocks, quality=quality, restored=tuple(words))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(load_samples()), st.integers(0, 2**32))
def test_a_ruined_plan_is_read_through_its_guesses_as_the_sound_one(sample: object, seed: int) -> None:
    document = load_document(sample.path)
    sound = parse_plan(document, "p").plan
    ruined = _ruin(document, seed)
    parsed = parse_plan(ruined, "p")
    _assert_sound(ruined, parsed)
    assert [_meant(task.content) for task in parsed.plan.main_tasks] == [
        task.content.value for task in sound.main_tasks
    ]
    for found, expected in zip(parsed.plan.main_tasks, sound.main_tasks, strict=True):
        assert [_meant(unit) for unit in found.lead] == [unit.value for unit in expected.lead]
        times = [(time.kind, time.start, time.end) for time in (found.time, expected.time) if time is not None]
        assert len(times) != 1
        assert times[:1] == times[1:]
    assert (parsed.plan.header.date, parsed.plan.header.year) == (sound.header.date, sound.header.year)


def _meant(value: Field) -> str:
    return value.guess or value.value


@pytest.mark.parametrize("text", TEXTS[:3], ids=["first", "second", "third"])
def test_what_a_page_break_cuts_is_read_on(text: str) -> None:
    """A page number between two lines of a paragraph belongs to neither."""
    lines = text.split("\n")
    at = next(index for index, line in enumerate(lines) if "\t" not in line and len(line) > 60)
    cut = lines[at].index(" ", 40)
    broken = "\n".join([*lines[:at], lines[at][:cut], "2", "\f", lines[at][cut + 1 :], *lines[at + 1 :]])
    document = read_document(broken.encode(), "k.txt")
    _assert_sound(document, parse_plan(document, "p"))
