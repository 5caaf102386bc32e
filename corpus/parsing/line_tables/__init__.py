"""Task tables that reached us as plain lines: flattened, aligned, interleaved, or beyond reading."""

from corpus.parsing.line_tables.aligned.read import relay_tables
from corpus.parsing.line_tables.find import LineTables, find_line_tables
from corpus.parsing.line_tables.spread import read_roles

__all__ = ["LineTables", "find_line_tables", "read_roles", "relay_tables"]
