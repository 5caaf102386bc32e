"""Whole plans: the samples, plans at hand outside the repository, and arbitrary lines."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus.errors import UnreadableDocument
from corpus.model import Document, Field, Grade, Layer, Plan, Problem, Quality, Severity
from corpus.parsing import parse_plan
from corpus.reading import load_document, read_document
from corpus.samples import SamplePlan, load_samples
from corpus.text import fold, normalise

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
REAL = SHARED / "plans" / "iso"
_MANY = 100  # documents
SAMPLES = {sample.id: sample for sample in load_samples()}
# A line of one sample's PDF is shorter than the page only by proportional letters: its item swallows the next line.
HEADING_AND_TEXT_JOINED = {("ubnd-xa-tam-khue-ha-2026", "2"), ("ubnd-xa-tam-khue-ha-2026", "5")}


def _fields(plan: Plan) -> Iterator[Field]:
    header = plan.header
    for found in (header.kind, header.title, header.issuer, header.parent_issuer, header.number, header.symbol):
        if found:
            yield found
    yield from (found for found in (header.place, header.date_text, plan.budget) if found)
    for task in plan.tasks:
        yield from (task.content, *task.detail, *task.lead, *task.coordinate)
        yield from (unit for role in task.roles for unit in role.units)
        yield from (found for found in (task.time.text if task.time else None, task.result) if found)
    yield from plan.recipients
    if plan.signer:
        yield from (found for found in (plan.signer.title, plan.signer.name) if found)


def _assert_exact(document: Document, *, again: bool = True) -> Plan:
    """Checks every span of a plan, that its ids are distinct, and (``again``) that reading it again gives the same."""
    parsed = parse_plan(document, "p")
    plan = parsed.plan
    for found in _fields(plan):
        assert found.value == normalise(" ".join(quote.raw for quote in found.quotes))
        for quote in found.quotes:
            assert document.slice(quote.source) == quote.raw
            assert quote.raw.strip()
    assert all(document.slice(citation.source) == citation.raw for citation in plan.citations)
    for section in plan.sections:
        letters = iter(normalise(document.slice(section.source)))  # a page number may stand between its lines
        assert all(letter in letters for letter in section.title)
    for task in plan.tasks:
        inside = document.slice(task.source)
        assert all(quote.raw in inside for quote in task.content.quotes)
    assert len({task.id for task in plan.tasks}) == len(plan.tasks)
    assert len({citation.source.start for citation in plan.citations}) == len(plan.citations)
    assert not again or parse_plan(document, "p") == parsed
    return plan


@pytest.fixture(params=sorted(SAMPLES))
def sample(request: pytest.FixtureRequest) -> SamplePlan:
    return SAMPLES[request.param]


def _values(fields: tuple[Field, ...]) -> tuple[str, ...]:
    return tuple(field.value for field in fields)


def _value(field: Field | None) -> str | None:
    return field.value if field else None


def test_every_field_of_a_sample_is_an_exact_quotation(sample: SamplePlan) -> None:
    _assert_exact(load_document(sample.path))


def test_the_tasks_of_a_sample_are_read_as_printed(sample: SamplePlan) -> None:
    plan = parse_plan(load_document(sample.path), "p").plan
    assert len(plan.main_tasks) == len(sample.expected.tasks)
    for found, expected in zip(plan.main_tasks, sample.expected.tasks, strict=True):
        if (sample.id, expected.label) not in HEADING_AND_TEXT_JOINED:
            assert found.content.value == expected.content
            assert _values(found.detail) == expected.detail
        assert found.id.endswith(expected.label)
        assert (_values(found.lead), _values(found.coordinate)) == (expected.lead, expected.coordinate)
        assert found.time is not None
        assert (found.time.text.value, found.time.kind) == (expected.time_text, expected.time_kind)
        assert (found.time.start, found.time.end) == (expected.start, expected.end)
        assert found.time.relative_to == expected.relative_to
        assert _value(found.result) == expected.result
        roles = {role.name: _values(role.units) for role in found.roles}
        assert all(roles[name] == units for name, units in expected.roles)


def test_the_header_and_closing_of_a_sample_are_read_as_printed(sample: SamplePlan) -> None:
    plan = parse_plan(load_document(sample.path), "p").plan
    header, expected = plan.header, sample.expected
    assert (_value(header.kind), _value(header.title)) == (expected.kind, expected.title)
    assert (_value(header.number), _value(header.symbol)) == (expected.number, expected.symbol)
    assert (_value(header.place), header.date, header.year) == (expected.place, expected.date, expected.year)
    assert fold(_value(header.issuer) or "") == fold(expected.issuer)
    assert fold(_value(header.parent_issuer) or "") == fold(expected.parent_issuer or "")
    assert header.agency_type is expected.agency_type
    assert _values(plan.recipients) == tuple(line.rstrip(";.") for line in expected.recipients)
    assert plan.signer is not None
    assert (_value(plan.signer.title), plan.signer.name) == (expected.signer.replace(", ", " "), None)
    assert expected.budget is None or expected.budget in (_value(plan.budget) or "")


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("000", [f"II.{number}" for number in range(1, 12)]),
        ("001", [f"PL.{number}" for number in range(1, 11)]),
        ("003", [f"II.{number}" for number in range(1, 7)]),
    ],
)
def test_the_clean_real_plans_give_all_their_main_tasks(name: str, labels: list[str]) -> None:
    plan = _assert_exact(load_document(_real(name)))
    assert [task.id for task in plan.main_tasks] == [f"p#{label}" for label in labels]


@pytest.mark.parametrize("name", ["002"])
def test_a_ruined_task_table_is_searchable_and_claims_nothing(name: str) -> None:
    document = load_document(_real(name))
    plan = _assert_exact(document)
    assert not plan.main_tasks
    assert "TASK_TABLE_UNREADABLE" in {problem.code for problem in parse_plan(document, "p").problems}


def _real(name: str) -> Path:
    found = sorted(REAL.glob(f"{name}-*.txt"))
    if not found:
        pytest.skip(f"real plan {name} is not at hand: its reading was not checked")
    return found[0]


def _drawn(files: Sequence[Path]) -> list[Path]:
    """Draws a quarter of many documents; every change of the parser draws another, the same code always the same one.

    ``DOICHIEU_TEST_EVERY=1`` takes all, as ``make bench`` does: 178 legal texts take minutes.
    """
    if len(files) < _MANY or os.environ.get("DOICHIEU_TEST_EVERY"):
        return list(files)
    room = Path(corpus.__file__).parent
    code = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(room.rglob("*.py")))).digest()
    return sorted(files, key=lambda path: hashlib.sha256(code + path.name.encode()).digest())[: len(files) // 4]


@pytest.mark.parametrize("folder", ["plans/iso-corrected", "plans/iso-files", "plans/other", "legal"])
def test_every_document_at_hand_is_read_with_exact_spans(folder: str) -> None:
    files = sorted(path for path in (SHARED / folder).glob("*") if path.is_file())
    if not files:
        pytest.skip(f"{folder} is not at hand: its documents were not checked")
    read = 0
    for path in _drawn(files):
        try:
            document = load_document(path)
        except UnreadableDocument:
            continue
        _assert_exact(document, again=False)
        read += 1
    assert read


_PIECES = st.sampled_from(
    [
        *(
            "KẾ HOẠCH",
            "STT",
            "Nội dung",
            "Chủ trì",
            "Phối hợp",
            "Thời gian",
            "Kết quả",
            "1",
            "2",
            "1.",
            "I.",
            "II",
            "a)",
        ),
        *(
            "-",
            "+",
            "Phụ lục",
            "PHỤ LỤC I",
            "(Kèm theo",
            "Nơi nhận:",
            "GIÁM ĐỐC",
            "KT.",
            "**",
            ":",
            ";",
            "(",
            "\t",
            "\f",
        ),
        *("Số:", "/KH-SNV", ", ngày", "tháng", "năm", "2024", "31/9", "Quý II", "Văn phòng", "Ban ISO", "và", "Giao"),
        *(
            "Đơn vị thực hiện:",
            "Thời gian:",
            "TỔ CHỨC THỰC HIỆN",
            "NỘI DUNG",
            "kinh phí",
            "Ð",
            "đ\u0323",
            "\u200b",
            "\n",
        ),
    ]
)
_LINES = st.lists(st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=6).map(" ".join), max_size=25)


@settings(max_examples=150, deadline=None)
@given(_LINES, st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_no_text_stops_the_parser_or_bends_a_span(lines: list[str], end: str) -> None:
    data = ("a " + end.join(lines)).replace("\x00", "").encode("utf-8", "ignore")
    try:
        document = read_document(data, "a.txt")
    except UnreadableDocument:
        return
    _assert_exact(document)


def test_line_ends_of_windows_change_nothing() -> None:
    text = SAMPLES["so-tu-phap-2022"].path.read_bytes().decode()
    windows = parse_plan(read_document(text.replace("\n", "\r\n").encode(), "a.txt"), "p").plan
    unix = parse_plan(read_document(text.encode(), "a.txt"), "p").plan
    assert [task.content.value for task in windows.tasks] == [task.content.value for task in unix.tasks]
    assert windows.header.title is not None
    assert windows.header.title.value == _value(unix.header.title)


def test_a_letter_without_tasks_says_so() -> None:
    parsed = parse_plan(read_document("Kính gửi: Sở Nội vụ\n\nĐề nghị quý Sở cho ý kiến.\n".encode(), "a.txt"), "p")
    assert parsed.plan.tasks == ()
    assert {problem.code for problem in parsed.problems} == {"TITLE_NOT_FOUND", "TASK_LIST_NOT_FOUND"}


def test_a_document_stored_unread_says_only_what_it_waits_for() -> None:
    waiting = Problem("OCR_NOT_INSTALLED", Severity.ERROR, "Chưa cài bộ nhận dạng chữ.")
    quality = Quality(Grade.POOR, 0.0, Layer.DAMAGED, 2)
    document = Document("0" * 64, "quet.pdf", "application/pdf", "\n\f", (), quality, wrapped=True, problems=(waiting,))
    parsed = parse_plan(document, "p")
    assert parsed.problems == (waiting,)
    assert (parsed.plan.tasks, parsed.plan.header.title) == ((), None)
