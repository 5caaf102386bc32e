from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import (
    AgencyType,
    Citation,
    CitationKind,
    CitationRole,
    Field,
    Header,
    Plan,
    Source,
    hull,
)

_SOURCES = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Source(min(pair), max(pair)))


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (5, 4)])
def test_a_source_is_a_range(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a range"):
        Source(start, end)


def test_a_field_needs_its_passage() -> None:
    with pytest.raises(ValueError, match="passage"):
        Field("Văn phòng", ())


@given(st.lists(_SOURCES, min_size=1, max_size=6))
def test_a_hull_holds_all_and_no_more(sources: list[Source]) -> None:
    found = hull(*sources)
    assert (found.start, found.end) == (min(s.start for s in sources), max(s.end for s in sources))


def test_legal_bases_are_the_basis_citations() -> None:
    def cite(type_: str, role: CitationRole) -> Citation:
        return Citation("x", Source(0, 1), CitationKind.NUMBERED, type_, "1", None, f"{type_} {role}", role=role)

    citations = (
        cite("Quyết định", CitationRole.BASIS),
        cite("Quyết định", CitationRole.MENTION),
    )
    plan = Plan("p", Header(agency_type=AgencyType.KHAC), citations, (), (), None, (), None)
    assert plan.legal_bases == citations[:1]
    assert plan.main_tasks == ()
