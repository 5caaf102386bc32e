"""What the tests of `bases` cite, and how they read its answer."""

from __future__ import annotations

import datetime

from corpus.model import CitationRole
from search import BaseHits

KEY = "QĐ 19/2014/QĐ-TTg"
RIGHT, WRONG = datetime.date(2014, 3, 5), datetime.date(2014, 5, 3)
BASIS, MENTION, OWN = CitationRole.BASIS, CitationRole.MENTION, CitationRole.OWN
LAW = "Luật Tổ chức chính quyền địa phương@2015-06-19"


def list_keys(hits: BaseHits) -> list[tuple[str, int]]:
    """Returns key and number of plans of each document of an answer."""
    return [(document.key, document.plans) for document in hits.documents]
