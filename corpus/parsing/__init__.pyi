from .deadlines import parse_deadline
from .header.agencies import find_agency_type
from .parse import parse_plan
from .parsed import PARSER_VERSION, ParsedPlan

__all__ = [
    "PARSER_VERSION",
    "ParsedPlan",
    "find_agency_type",
    "parse_deadline",
    "parse_plan",
]
