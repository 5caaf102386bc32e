"""Are the legal citations of this plan right?"""

from search.citations.check import CitationReport, check_citations

__all__ = ["CitationReport", "check_citations"]
