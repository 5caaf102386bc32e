"""The sample plans: what is printed in the built files agrees with what a reader is expected to find."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path

import docx
import pdfplumber
import pytest

from corpus.model import AgencyType, TimeKind
from corpus.samples import SamplePlan, load_samples
from corpus.samples.source import read_sources
from corpus.text import fold, normalise

SAMPLES = load_samples()
SOURCES = {source.id: source for source in read_sources()}
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
STEPS = {f"S{number:02d}" for number in range(1, 30)}
TABLES = [sample for sample in SAMPLES if sample.layout != "narrative"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SURNAMES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Trịnh|Đinh"
# "Nguyễn Văn An", "LÊ THỊ BA"; not "Hồ sơ", not "Đông Nguyên Hải".
NAME = re.compile(rf"\b(?:{SURNAMES}|(?:{SURNAMES.upper()}))(?: [A-ZÀ-ỸĐ][\wÀ-ỹ]*){{2,3}}\b")

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)


def read_lines(sample: SamplePlan) -> list[str]:
    """The paragraphs or lines of the built file, cells included, each normalised."""
    if sample.format == "txt":
        lines = re.split(r"[\n\t]", sample.path.read_text(encoding="utf-8"))
    elif sample.format == "docx":
        body = docx.Document(str(sample.path)).element.body
        lines = ["".join(text.text or "" for text in par.iter(f"{W}t")) for par in body.iter(f"{W}p")]
    else:
        with pdfplumber.open(sample.path) as pdf:
            lines = [line for page in pdf.pages for line in page.extract_text().split("\n")]
            cells = [cell for page in pdf.pages for table in page.extract_tables() for row in table for cell in row]
        lines += [cell for cell in cells if cell]
    return [normalise(line) for line in lines if line.strip()]


def read_text(sample: SamplePlan) -> str:
    return normalise(" ".join(read_lines(sample)))


def read_rows(sample: SamplePlan) -> list[list[str]]:
    """The rows of the task table as an independent reader sees them; a merged cell repeats its text."""
    heads = [normalise(head) for head in SOURCES[sample.id].table.heads]
    if sample.format == "txt":
        grid = [line.split("\t") for line in sample.path.read_text(encoding="utf-8").splitlines()]
        grid = [row + [""] * (len(heads) - len(row)) for row in grid]
    elif sample.format == "docx":
        tables = docx.Document(str(sample.path)).tables
        grid = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    else:
        with pdfplumber.open(sample.path) as pdf:
            grid = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    clean = [[normalise(cell or "") for cell in row] for row in grid]
    return [row for row in clean[clean.index(heads) :] if len(row) == len(heads)]


def test_there_are_at_least_fourteen_plans_with_ids_of_their_own() -> None:
    assert len(SAMPLES) >= 14
    assert len({sample.id for sample in SAMPLES}) == len(SAMPLES)
    assert len({sample.expected.title for sample in SAMPLES}) == len(SAMPLES)


def test_formats_layouts_years_and_agency_types_are_all_there() -> None:
    formats = Counter(sample.format for sample in SAMPLES)
    assert formats["docx"] >= 5
    assert formats["txt"] >= 4
    assert formats["pdf"] >= 4
    layouts = Counter(sample.layout for sample in SAMPLES)
    assert min(layouts[layout] for layout in ("body_table", "annex_table", "narrative", "role_cell")) >= 3
    assert {sample.expected.year for sample in SAMPLES} >= {2022, 2023, 2024, 2025, 2026}
    assert {sample.expected.agency_type for sample in SAMPLES} >= {
        AgencyType.SO,
        AgencyType.CHI_CUC,
        AgencyType.UBND_HUYEN,
        AgencyType.UBND_XA,
        AgencyType.TRUONG,
        AgencyType.DON_VI_SU_NGHIEP,
    }


def test_every_kind_of_time_but_none_is_there() -> None:
    kinds = {task.time_kind for sample in SAMPLES for task in sample.expected.tasks}
    assert kinds == set(TimeKind) - {TimeKind.NONE}


@every_sample
def test_the_built_file_prints_every_expected_field(sample: SamplePlan) -> None:
    text = read_text(sample)
    expected = sample.expected
    fields = [expected.kind, expected.symbol, expected.issuer, expected.title, expected.signer.split(", ")[0]]
    fields += [part for part in (expected.budget, expected.parent_issuer) if part]
    for task in expected.tasks:
        fields += [task.content, task.time_text, *task.detail, *task.lead, *task.coordinate]
        fields += [task.result] if task.result else []
        fields += [unit for _, units in task.roles for unit in units]
    # pdfplumber reads a two-column letterhead across: its words are all there, not always side by side.
    absent = [field for field in fields if normalise(field) not in text]
    words = set(text.split())
    assert not [field for field in absent if sample.format == "txt" or not set(field.split()) <= words]
    assert not [task.content for task in expected.tasks if task.content in absent]


@every_sample
def test_the_printed_number_and_date_are_those_expected(sample: SamplePlan) -> None:
    text = read_text(sample)
    expected = sample.expected
    printed = re.search(r"Số: ?(\d*) ?/", text)
    assert printed is not None
    assert (printed[1] or None) == expected.number
    assert f"ngày {expected.date:%d} tháng {expected.date:%m} năm {expected.date.year}" in re.sub(
        r"tháng (\d)\b", r"tháng 0\1", text
    )


@pytest.mark.parametrize("sample", TABLES, ids=lambda sample: sample.id)
def test_each_row_of_the_built_table_holds_the_expected_task(sample: SamplePlan) -> None:
    rows = [row for row in read_rows(sample) if row[0].isdecimal()]
    columns = SOURCES[sample.id].table.columns
    for row, task in zip(rows, sample.expected.tasks, strict=True):
        cells = dict(zip(columns, row, strict=True))
        assert cells["ordinal"] == task.label.rpartition(".")[2]
        assert (cells["content"], cells["time"]) == (task.content, task.time_text)
        if "roles" in columns:
            named = {name: "; ".join(units) for name, units in task.roles}
            parts = re.split(r" ?-? ?(Trách nhiệm|Chịu trách nhiệm|Tham mưu|Phối hợp): ", cells["roles"])[1:]
            printed = dict(zip(parts[::2], parts[1::2], strict=True))
            assert (printed.pop("Trách nhiệm", None) or printed.pop("Chịu trách nhiệm")) == "; ".join(task.lead)
            assert printed.pop("Phối hợp", "") == "; ".join(task.coordinate)
            assert printed == named
        else:
            assert cells["lead"] == "; ".join(task.lead)
            assert cells["coordinate"] == "; ".join(task.coordinate)
        assert cells.get("result") == task.result


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.layout == "narrative"], ids=lambda sample: sample.id)
def test_each_narrative_item_is_followed_by_its_units_and_time(sample: SamplePlan) -> None:
    text = read_text(sample)
    tasks = sample.expected.tasks
    starts = [text.index(f"{task.label}. {task.content}") for task in tasks]
    assert starts == sorted(starts)
    for task, start, end in zip(tasks, starts, [*starts[1:], starts[-1] + 700], strict=True):
        item = text[start:end]
        wanted = ["; ".join(task.lead), "; ".join(task.coordinate), f": {task.time_text}", task.result or ""]
        assert not [part for part in wanted if part not in item]


@every_sample
def test_expected_days_are_in_order_and_in_or_near_the_year(sample: SamplePlan) -> None:
    for task in sample.expected.tasks:
        if task.start and task.end:
            assert task.start <= task.end
        assert (task.relative_to is not None) == (task.time_kind is TimeKind.EVENT)
        if task.relative_to:
            assert task.relative_to.casefold() in task.time_text.casefold()
        for day in (task.start, task.end):
            assert day is None or str(day.year) in task.time_text or day.year == sample.expected.year


@every_sample
def test_steps_are_divided_without_rest(sample: SamplePlan) -> None:
    expected = sample.expected
    listed = (*expected.present, *expected.partial, *expected.missing)
    assert Counter(listed) == Counter(STEPS)
    assert len(expected.missing) >= 4
    assert 6 <= len(expected.tasks) <= 20


@every_sample
def test_every_slip_with_a_quote_is_printed_and_legal_bases_stand_above_the_body(sample: SamplePlan) -> None:
    text = read_text(sample)
    assert not [slip for slip in sample.expected.slips if slip.quote and normalise(slip.quote) not in text]
    bases = normalise(SOURCES[sample.id].bases)
    for key in sample.expected.bases:
        number = key.partition(" ")[2].partition("@")[0]
        assert number in bases
        assert normalise(number) in text


def test_slips_are_planted_in_most_plans_and_some_plans_are_clean() -> None:
    clean = [sample.id for sample in SAMPLES if not sample.expected.slips]
    assert 2 <= len(clean) <= 5
    codes = {slip.code for sample in SAMPLES for slip in sample.expected.slips}
    assert codes >= {
        "basis_wrong_date",
        "basis_wrong_year",
        "superseded_basis",
        "number_blank",
        "annex_number_mismatch",
        "review_before_audit",
        "certification_hired",
    }


@every_sample
def test_nobody_is_named(sample: SamplePlan) -> None:
    lines = read_lines(sample)
    assert not [match[0] for line in lines for match in NAME.finditer(line)]
    last = sample.expected.signer.split(", ")[-1]
    if sample.format == "docx":
        cells = [cell.text for table in docx.Document(str(sample.path)).tables for cell in table.rows[0].cells]
        signature = next(cell for cell in cells if cell.removesuffix("\n(đã ký)").endswith(last))
        assert set(signature.split("\n")) <= {*sample.expected.signer.split(", "), "(đã ký)"}
    elif sample.format == "txt":
        after = lines[len(lines) - lines[::-1].index(last) :]
        assert not after or after[0] == "(đã ký)" or after[0].startswith("PHỤ LỤC")
        assert "(đã ký)" not in after[1:]
    else:
        with pdfplumber.open(sample.path) as pdf:
            halves = [page.crop((page.width / 2, 60, page.width, page.height)) for page in pdf.pages]
            below = [half.extract_text().rpartition(last)[2] for half in halves if last in half.extract_text()]
        assert below[-1].strip() in ("", "(đã ký)")


def test_a_table_runs_over_two_pages_with_its_head_repeated() -> None:
    repeated = 0
    for sample in TABLES:
        if sample.format == "pdf":
            heads = [normalise(head) for head in SOURCES[sample.id].table.heads]
            with pdfplumber.open(sample.path) as pdf:
                tops = [table[0] for page in pdf.pages for table in page.extract_tables()]
            repeated += [[normalise(cell or "") for cell in top] for top in tops].count(heads) > 1
    assert repeated >= 1


def test_a_word_table_has_a_cell_merged_downwards_and_one_merged_across() -> None:
    bodies = [docx.Document(str(sample.path)).element.body for sample in SAMPLES if sample.format == "docx"]
    assert sum(1 for body in bodies if list(body.iter(f"{W}vMerge"))) >= 2
    assert sum(1 for body in bodies if list(body.iter(f"{W}gridSpan"))) >= 2


def test_place_names_are_not_those_of_real_units() -> None:
    found = importlib.util.find_spec("underthesea")
    path = Path(str(found.origin)).parent / "address" / "data" / "mapping.json" if found else Path()
    if not path.is_file():
        pytest.skip("the list of administrative units of underthesea is absent: made-up place names not checked")
    units = json.dumps(json.loads(path.read_text(encoding="utf-8")))
    assert "tinhhaugiang" in units
    places = {sample.expected.issuer for sample in SAMPLES} | {SOURCES[sample.id].header.place for sample in SAMPLES}
    names = {re.sub(r"^(uy ban nhan dan )?(huyen|xa|phuong|tinh) ", "", fold(place)) for place in places}
    assert len(names) >= 10
    for name in names:
        joined = name.replace(" ", "")
        assert not re.search(rf'"(tinh|thanhpho|huyen|xa|phuong|thitran){joined}"', units)


def _sentences(text: str) -> set[str]:
    """Sentences of at least twelve syllables, without the Căn cứ lines, whose titles are those of the law."""
    text = re.sub(r"-\n", "-", text)
    paragraphs = re.sub(r"(?<![.;:])\n(?=[^\n])", " ", re.sub(r" *\n\s*\n? *", "\n", text)).split("\n")
    parts = [normalise(part) for par in paragraphs for part in re.split(r"(?<=[.;:]) |\|", par)]
    return {part.strip(" .;:-").casefold() for part in parts if len(part.split()) >= 12 and "Căn cứ" not in part}


def test_no_sentence_is_shared_with_the_real_plans() -> None:
    files = sorted((SHARED / "plans").glob("iso*/*.txt"))
    files = [path for path in files if "iso-files" not in str(path)]
    if not files:
        pytest.skip("the real plans are absent: sentences not compared")
    real = {sentence for path in files for sentence in _sentences(path.read_text(encoding="utf-8"))}
    assert len(real) > 100
    own = {
        sentence
        for source in SOURCES.values()
        for sentence in _sentences(
            "\n".join([source.opening, source.body, source.table.rows.replace("|", "\n") if source.table else ""])
        )
    }
    assert len(own) > 100
    assert own & real == set()
