from __future__ import annotations

import pytest

from corpus.model import Field, Quote, Source
from corpus.parsing.body.labels import read_labels
from corpus.parsing.tables import Column


def _field(text: str) -> Field:
    return Field(text, (Quote(text, Source(0, len(text))),))


LINES = [
    ("- Đơn vị thực hiện: Văn phòng Sở.", "Đơn vị thực hiện", "Văn phòng Sở"),
    ("Thời gian hoàn thành : Quý I;", "Thời gian hoàn thành", "Quý I"),
    ("+ Sản phẩm: Báo cáo.", "Sản phẩm", "Báo cáo"),
    ("a) Đơn vị phối hợp: Các phòng", "Đơn vị phối hợp", "Các phòng"),
    ("Hoàn thành trước ngày 30/6/2025.", "Hoàn thành", "trước ngày 30/6/2025"),
    ("Chịu trách nhiệm: Phòng Hành chính", "Chịu trách nhiệm", "Phòng Hành chính"),
]


@pytest.mark.parametrize(("text", "label", "value"), LINES)
def test_a_labelled_line_is_a_label_and_a_value(text: str, label: str, value: str) -> None:
    before, labels = read_labels(_field(text))
    assert before is None
    assert [(found.name, found.value and found.value.value) for found in labels] == [(label, value)]
    assert labels[0].value is not None
    quote = labels[0].value.quotes[0]
    assert text[quote.source.start : quote.source.end] == quote.raw


OTHER_LINES = [
    "Thời gian qua: các đơn vị đã làm tốt",
    "Nội dung: rà soát",
    "Đơn vị thực hiện:",
    "Tổ chức thực hiện: các phòng báo cáo",
    "Ban Chỉ đạo: họp hằng quý",
    "Hoàn thành trước mắt các việc được giao",
]


@pytest.mark.parametrize("text", OTHER_LINES)
def test_other_lines_are_no_labels(text: str) -> None:
    before, labels = read_labels(_field(text))
    assert before is not None or all(found.value is None for found in labels)


SEVERAL = [
    (
        "Chủ trì thực hiện: Phòng Dịch vụ; phối hợp: các phòng; thời gian: Quý I; kết quả: Báo cáo.",
        None,
        [
            (Column.LEAD, "Phòng Dịch vụ"),
            (Column.COORDINATE, "các phòng"),
            (Column.TIME, "Quý I"),
            (Column.RESULT, "Báo cáo"),
        ],
    ),
    (
        "Đánh giá nội bộ (Chủ trì: Ban ISO; thời gian: Quý III).",
        "Đánh giá nội bộ",
        [(Column.LEAD, "Ban ISO"), (Column.TIME, "Quý III")],
    ),
    (
        "Rà soát tài liệu - Thời hạn: 31/3 - Kinh phí: không",
        "Rà soát tài liệu",
        [(Column.TIME, "31/3"), (Column.OTHER, "không")],
    ),
    ("Báo cáo gồm các nội dung sau; kết quả: đạt", "Báo cáo gồm các nội dung sau; kết quả: đạt", []),
    ("Đơn vị chủ trì, phối hợp: Văn phòng; các phòng", None, [(Column.OTHER, "Văn phòng; các phòng")]),
]


@pytest.mark.parametrize(("text", "before", "values"), SEVERAL)
def test_labels_are_read_from_one_line(text: str, before: str | None, values: list[tuple[Column, str]]) -> None:
    rest, labels = read_labels(_field(text))
    assert (rest.value if rest else None) == before
    assert [(label.column, label.value.value if label.value else None) for label in labels] == values
