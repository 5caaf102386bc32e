"""Blocks → plan: header, legal bases, sections, tasks with who, when and with what result."""

from corpus.parsing.parse import PARSER_VERSION, ParsedPlan, parse_plan

__all__ = ["PARSER_VERSION", "ParsedPlan", "parse_plan"]
