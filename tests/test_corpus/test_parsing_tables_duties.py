"""One column for those who lead and those who coordinate."""

from __future__ import annotations

import pytest

from corpus.model import Quote, Source
from corpus.parsing import parse_plan
from corpus.parsing.tables import Column
from corpus.parsing.tables.duties import split_duties
from corpus.reading import read_document
from corpus.text import field

CELLS = [
    ("CT: Văn phòng\nPH: Các phòng", ["CT: Văn phòng\nPH: Các phòng"], [], True),
    ("CT - Văn phòng; PH - Các phòng", ["CT - Văn phòng; PH - Các phòng"], [], True),
    ("Văn phòng (chủ trì), Thanh tra, Tổ ISO", ["Văn phòng"], ["Thanh tra", "Tổ ISO"], True),
    ("Thanh tra (PH); Văn phòng (CT)", ["Văn phòng"], ["Thanh tra"], True),
    ("Văn phòng; Thanh tra (phối hợp)", ["Văn phòng"], ["Thanh tra"], True),
    ("Văn phòng / Các phòng", ["Văn phòng"], ["Các phòng"], True),
    ("Văn phòng", ["Văn phòng"], [], True),
    ("Văn phòng; Các phòng", ["Văn phòng; Các phòng"], [], False),
    ("Chủ trì: Văn phòng. Phối hợp: Tổ ISO", ["Chủ trì: Văn phòng. Phối hợp: Tổ ISO"], [], True),
]


@pytest.mark.parametrize(("text", "lead", "coordinate", "sure"), CELLS)
def test_a_cell_is_split_where_it_says_who_leads(text: str, lead: list[str], coordinate: list[str], sure: bool) -> None:
    split = split_duties(field([Quote(text, Source(0, len(text)))]), slash=True)
    parts = {column: [quote.raw for quote in cell.quotes] for column, cell in split.cells.items()}
    assert parts == {Column.LEAD: lead} | ({Column.COORDINATE: coordinate} if coordinate else {})
    assert split.sure is sure
    for cell in split.cells.values():
        assert all(text[quote.source.start : quote.source.end] == quote.raw for quote in cell.quotes)


def test_a_slash_parts_nothing_where_the_heading_has_none() -> None:
    text = "Phòng Quản lý khoa học / Tổ ISO"
    assert split_duties(field([Quote(text, Source(0, len(text)))]), slash=False).sure is False


@pytest.mark.parametrize("heading", ["Trách nhiệm thực hiện", "Phân công", "Trách nhiệm/Tham mưu/Phối hợp/Phê duyệt"])
def test_a_cell_of_several_roles_is_handed_over_whole(heading: str) -> None:
    cell = "- Trách nhiệm: Giám đốc<br>- Tham mưu: Văn phòng<br>- Phối hợp: Các phòng<br>- Phê duyệt: Ban Giám đốc"
    page = f"<table><tr><th>TT<th>Nội dung<th>{heading}<tr><td>1<td>Xem xét của lãnh đạo<td>{cell}</table>"
    task = parse_plan(read_document(page.encode(), "plan.html"), "p").plan.main_tasks[0]
    assert [(role.name, [unit.value for unit in role.units]) for role in task.roles] == [
        ("Trách nhiệm", ["Giám đốc"]),
        ("Tham mưu", ["Văn phòng"]),
        ("Phối hợp", ["Các phòng"]),
        ("Phê duyệt", ["Ban Giám đốc"]),
    ]
