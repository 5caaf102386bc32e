"""Task tables: which column is what, and one task for each row."""

from corpus.parsing.tables.columns import Column, find_columns
from corpus.parsing.tables.reading import TableReading, read_tables
from corpus.parsing.tables.rows import RawTask

__all__ = ["Column", "RawTask", "TableReading", "find_columns", "read_tables"]
