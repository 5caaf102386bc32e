"""A registry file as rows of named cells, from YAML or CSV, each cell with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from corpus.issues import Issue, Place
from corpus.text import fold

# The shipped file is 12 KB; a registry of every document of a province is far below this.
MAX_BYTES = 5_000_000
LIST_SEPARATOR = ";"
_YAML_SUFFIXES = (".yaml", ".yml")

# Name of a field and what else its column may be called, accents and case aside.
FIELDS = {
    "type": ("loại", "loại văn bản", "tên loại"),
    "number": ("số", "số, ký hiệu", "số ký hiệu", "số hiệu"),
    "date": ("ngày", "ngày ban hành"),
    "issuer": ("cơ quan", "cơ quan ban hành"),
    "title": ("trích yếu", "tên văn bản"),
    "status": ("tình trạng", "hiệu lực"),
    "superseded_by": ("thay thế bởi", "văn bản thay thế"),
    "effective_from": ("hiệu lực từ", "ngày có hiệu lực"),
    "ended_on": ("hết hiệu lực từ", "ngày hết hiệu lực"),
    "suspended": ("tạm không áp dụng", "điều khoản tạm không áp dụng"),
    "suspended_from": ("tạm không áp dụng từ",),
    "suspended_until": ("áp dụng lại từ",),
    "suspended_by": ("tạm không áp dụng theo",),
    "source": ("nguồn",),
    "checked_on": ("ngày kiểm tra", "kiểm tra ngày"),
    "strength": ("độ chắc", "mức tin cậy"),
    "note": ("ghi chú",),
}
_NAMES = {fold(name): field for field, others in FIELDS.items() for name in (field, *others)}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one field, with its line in the file (from 1)."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One document as written.

    Attributes:
        line: its first line in the file.
        cells: its cells by field; blank ones are left out.
        columns: what the file calls a field; a field that it does not have is missing.
    """

    line: int
    cells: dict[str, Cell]
    columns: dict[str, str]

    def place(self, file: str, field: str) -> Place:
        """Returns where a field stands or should stand."""
        cell = self.cells.get(field)
        return Place(file, cell.line if cell else self.line, self.columns.get(field, field))


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file and what is wrong with its form."""

    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]


def parse_table(data: bytes, name: str) -> Table:
    """Parses the bytes of a registry file; YAML by its suffix, anything else is CSV.

    Args:
        data: UTF-8, with or without a byte order mark.
        name: file name.
    """
    if len(data) > MAX_BYTES:
        return _unreadable(name, None, f"Tệp lớn hơn {MAX_BYTES // 1_000_000} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unreadable(name, None, "Tệp không phải UTF-8; trong bảng tính hãy lưu dạng “CSV UTF-8”.")
    return _parse_yaml(text, name) if name.lower().endswith(_YAML_SUFFIXES) else _parse_csv(text, name)


def _unreadable(name: str, line: int | None, message: str) -> Table:
    return Table((), (Issue("REGISTRY_UNREADABLE", Place(name, line), message),))


def _parse_csv(text: str, name: str) -> Table:
    """Parses comma-, semicolon- or tab-separated rows; the first line names the columns."""
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    issues: list[Issue] = []
    rows: list[Row] = []
    columns: list[str | None] | None = None
    names: dict[str, str] = {}
    line = 1
    try:
        for record in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in record):
                continue
            if columns is None:
                columns = [_column(cell, Place(name, start, cell.strip() or None), issues) for cell in record]
                issues.extend(_repeated(columns, Place(name, start)))
                names = {field: cell.strip() for field, cell in zip(columns, record, strict=True) if field}
                continue
            if len(record) > len(columns) and any(cell.strip() for cell in record[len(columns) :]):
                message = (
                    f"Dòng có {len(record)} ô, bảng chỉ có {len(columns)} cột; ô có dấu phân cách phải trong ngoặc kép."
                )
                issues.append(Issue("REGISTRY_ROW_INVALID", Place(name, start), message))
                continue
            pairs = zip(columns, record, strict=False)
            cells = {field: Cell(cell.strip(), start) for field, cell in pairs if field and cell.strip()}
            rows.append(Row(start, cells, names))
    except csv.Error:
        return _unreadable(name, line, "Không đúng cách viết CSV (dấu ngoặc kép chưa đóng?).")
    return Table(tuple(rows), tuple(issues))


def _parse_yaml(text: str, name: str) -> Table:
    """Parses ``documents:`` with one mapping a document; every value is taken as it is written, never as a type."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        return _unreadable(name, _line(error.problem_mark), "Không đúng cú pháp YAML.")
    except (yaml.YAMLError, ValueError, RecursionError):
        return _unreadable(name, None, "Không đúng cú pháp YAML.")
    documents = _documents(root)
    if documents is None:
        return _unreadable(name, 1, "Tệp YAML phải có mục “documents” là danh sách văn bản.")
    issues: list[Issue] = []
    rows = [row for node in documents for row in _yaml_row(node, name, issues)]
    return Table(tuple(rows), tuple(issues))


def _documents(root: yaml.Node | None) -> list[yaml.Node] | None:
    if not isinstance(root, yaml.MappingNode) or len(root.value) != 1:
        return None
    key, value = root.value[0]
    return value.value if key.value == "documents" and isinstance(value, yaml.SequenceNode) else None


def _yaml_row(node: yaml.Node, name: str, issues: list[Issue]) -> Iterator[Row]:
    line = _line(node.start_mark) or 1
    if not isinstance(node, yaml.MappingNode):
        issues.append(Issue("REGISTRY_ROW_INVALID", Place(name, line), "Mỗi văn bản phải là các cặp “tên: giá trị”."))
        return
    cells: dict[str, Cell] = {}
    names: dict[str, str] = {}
    for key, value in node.value:
        place = Place(name, _line(key.start_mark), str(key.value) if isinstance(key, yaml.ScalarNode) else None)
        field = _column(place.column or "", place, issues)
        words = _scalars(value)
        if field is not None:
            names[field] = place.column or field
        if words is None:
            issues.append(
                Issue("REGISTRY_VALUE_INVALID", place, "Giá trị phải là một dòng chữ, hoặc danh sách dòng chữ.")
            )
        elif field is not None and field in cells:
            issues.append(Issue("REGISTRY_COLUMN_REPEATED", place, f"Trường “{place.column}” được viết hai lần."))
        elif field is not None and words:
            cells[field] = Cell(LIST_SEPARATOR.join(words), _line(value.start_mark) or line)
    yield Row(line, cells, names)


def _scalars(node: yaml.Node) -> list[str] | None:
    """Returns the words of a scalar or of a flat list, blank ones left out; ``None`` for anything else."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in nodes):
        return None
    texts = [" ".join(item.value.split()) for item in nodes if item.tag != "tag:yaml.org,2002:null"]
    return [text for text in texts if text]


def _column(written: str, place: Place, issues: list[Issue]) -> str | None:
    field = _NAMES.get(" ".join(fold(written).split()))
    if field is None and written.strip():
        known = ", ".join(f"{others[0]} ({name})" for name, others in FIELDS.items())
        issues.append(Issue("REGISTRY_COLUMN_UNKNOWN", place, f"Không có cột “{written.strip()}”; các cột: {known}."))
    return field


def _repeated(columns: list[str | None], place: Place) -> Iterator[Issue]:
    for field in dict.fromkeys(columns):
        if field is not None and columns.count(field) > 1:
            yield Issue("REGISTRY_COLUMN_REPEATED", place, f"Cột “{field}” có hai lần.")


def _line(mark: object) -> int | None:
    line = getattr(mark, "line", None)
    return line + 1 if isinstance(line, int) else None
