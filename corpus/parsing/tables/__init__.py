"""Task tables: which column is what, and one task for each row."""

from corpus.parsing.tables.columns import WORK, Column, find_column, find_columns
from corpus.parsing.tables.labels import parse_ordinal
from corpus.parsing.tables.reading import TableReading, read_tables
from corpus.parsing.tables.rows import RawTask

__all__ = [
    "WORK",
    "Column",
    "RawTask",
    "TableReading",
    "find_column",
    "find_columns",
    "parse_ordinal",
    "read_tables",
]
