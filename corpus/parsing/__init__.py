"""Blocks → plan: header, legal bases, sections, tasks with who, when and with what result."""

from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.header.agencies import find_agency_type
from corpus.parsing.parse import PARSER_VERSION, ParsedPlan, parse_plan

__all__ = ["PARSER_VERSION", "ParsedPlan", "find_agency_type", "parse_deadline", "parse_plan"]
