from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Document, Grade, Layer, Quality
from corpus.parsing.tables import Column, RawTask, read_tables
from corpus.reading.builder import CellText, TextBuilder

C = Column
HEAD = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian")

Row = tuple[int, Sequence[str | None]]
"""Page, and the texts of the cells; ``None`` for a cell covered from above."""


def _read(*rows: Row, wrapped: bool = True) -> tuple[Document, list[RawTask]]:
    builder = TextBuilder()
    for page, cells in rows:
        texts = [CellText(None, "above") if cell is None else CellText(cell) for cell in cells]
        builder.row(texts, 0, page)
    quality = Quality(Grade.GOOD, 1.0, Layer.NATIVE)
    document = Document("0" * 64, "a", "text/plain", builder.text, builder.blocks, quality, wrapped)
    return document, [task for table in read_tables(document) for task in table.tasks]


def _values(task: RawTask) -> dict[Column, str]:
    return {column: cell.value for column, cell in task.cells.items()}


def test_each_row_is_a_task_with_its_cells() -> None:
    document, tasks = _read((1, HEAD), (1, ("1", "Rà soát quy trình", "Văn phòng", "Các phòng", "Quý I")))
    assert [_values(task) for task in tasks] == [
        {
            C.ORDINAL: "1",
            C.CONTENT: "Rà soát quy trình",
            C.LEAD: "Văn phòng",
            C.COORDINATE: "Các phòng",
            C.TIME: "Quý I",
        }
    ]
    assert document.slice(tasks[0].source) == "1\tRà soát quy trình\tVăn phòng\tCác phòng\tQuý I"


def test_a_heading_in_two_rows_names_its_lower_columns() -> None:
    head = ("STT", "Nội dung", "Đơn vị thực hiện", "", "Thời gian")
    _, tasks = _read(
        (1, head), (1, ("", "", "Chủ trì", "Phối hợp", "")), (1, ("1", "Họp xem xét", "Sở", "Các phòng", "Quý IV"))
    )
    assert _values(tasks[0])[C.COORDINATE] == "Các phòng"
    assert len(tasks) == 1


def test_a_cell_merged_downwards_counts_for_every_row() -> None:
    _, tasks = _read(
        (1, HEAD),
        (1, ("1", "Lập kế hoạch", "Văn phòng", "Các phòng", "Quý I")),
        (1, ("2", "Họp xem xét", None, "Các phòng", "Quý II")),
        (1, ("3", "Báo cáo", None, "Các phòng", "Quý III")),
    )
    assert [_values(task)[C.LEAD] for task in tasks] == ["Văn phòng"] * 3


def test_rows_of_a_group_know_their_heading() -> None:
    _, tasks = _read(
        (1, HEAD),
        (1, ("I", "XÂY DỰNG", "", "", "")),
        (1, ("1", "Lập kế hoạch", "Văn phòng", "", "Quý I")),
        (1, ("II", "DUY TRÌ", "", "", "")),
        (1, ("1", "Họp xem xét", "Văn phòng", "", "Quý IV")),
    )
    assert [(task.group, task.ordinal) for task in tasks] == [("I. XÂY DỰNG", "1"), ("II. DUY TRÌ", "1")]


def test_a_row_cut_by_a_page_break_goes_on() -> None:
    document, tasks = _read(
        (1, HEAD),
        (1, ("1", "Rà soát các", "Văn phòng", "Các phòng", "Quý I")),
        (2, ("", "quy trình", "", "chuyên môn", "")),
        (2, ("2", "Báo cáo", "Văn phòng", "", "Quý IV")),
    )
    assert [_values(task)[C.CONTENT] for task in tasks] == ["Rà soát các quy trình", "Báo cáo"]
    quotes = tasks[0].cells[C.COORDINATE].quotes
    assert [document.slice(quote.source) for quote in quotes] == ["Các phòng", "chuyên môn"]


def test_a_heading_repeated_on_the_next_page_is_no_task() -> None:
    _, tasks = _read(
        (1, HEAD), (1, ("1", "A b c", "Sở", "", "Quý I")), (2, HEAD), (2, ("2", "D e f", "Sở", "", "Quý II"))
    )
    assert [task.ordinal for task in tasks] == ["1", "2"]


def test_short_and_long_rows_do_no_harm() -> None:
    _, tasks = _read((1, HEAD), (1, ("1", "Họp")), (1, ("2", "Báo cáo", "Sở", "", "Quý I", "thừa", "thừa")))
    assert [_values(task)[C.CONTENT] for task in tasks] == ["Họp", "Báo cáo"]
