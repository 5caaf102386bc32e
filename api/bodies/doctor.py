"""The state of the index as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from api.bodies.places import Body
from indexer import Finding


class FindingBody(Body):
    """Something wrong with the index: a stable code and a sentence."""

    code: str
    message: str


class DoctorBody(Body):
    """What was found, and after mending what is left; ``healthy`` where nothing is."""

    healthy: bool
    fixed: bool
    findings: list[FindingBody]
    left: list[FindingBody]

    @classmethod
    def from_findings(cls, found: Sequence[Finding], left: Sequence[Finding]) -> DoctorBody:
        """Builds the body; without mending both are the same."""
        return cls(healthy=not left, fixed=bool(found) and not left, findings=_list(found), left=_list(left))


def _list(findings: Sequence[Finding]) -> list[FindingBody]:
    return [FindingBody(code=one.code, message=one.message) for one in findings]
