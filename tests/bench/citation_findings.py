"""What ``check`` finds in a plan of which the slips are known: each finding judged, and the slips that are missed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from check_truth import CheckTruth, draft_truth, load_labels, plan_truth
from planted_slips import plant_slips
from rendering.invented import InventedPlan, load_plans
from rendering.labelled import sample_plans
from slip_draft import Slip

from corpus.citations.keys import plain_key
from corpus.frameworks import load_framework
from corpus.model import Citation, Layer, Severity
from corpus.store import StoredPlan
from search import Check


@dataclass(frozen=True, slots=True)
class Case:
    """A plan, what may be found in it, and the plan it was made from."""

    plan: InventedPlan
    truth: CheckTruth
    origin: str

    @property
    def planted(self) -> bool:
        """Whether slips were planted."""
        return self.plan.id != self.origin

    @property
    def half(self) -> str:
        """The half whose errors may be looked at, or the other."""
        return "dev" if hashlib.sha256(self.origin.encode()).digest()[0] % 2 else "held-out"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, whether the source bears it out, and whether a damaged citation weighs more than a hint."""

    slip: Slip
    severity: Severity
    right: bool
    message: str
    too_sure: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One plan in one condition."""

    condition: str
    case: Case
    findings: tuple[Finding, ...]
    missed: tuple[Slip, ...]

    @property
    def wrong(self) -> list[str]:
        """What is wrong, as the baseline names it."""
        false = [f"false {each.slip.code} {each.slip.subject}" for each in self.findings if not each.right]
        return sorted({*false, *(f"missed {slip.code} {slip.subject}" for slip in self.missed)})


def load_cases(folder: Path, patterns: Sequence[str], *, planted: bool) -> list[Case]:
    """Returns the samples and invented plans, and the drafts with planted slips."""
    framework, labels = load_framework("khung-101"), load_labels()
    cases = []
    for plan in (*sample_plans(), *load_plans(folder)):
        if not any(fnmatch(plan.id, pattern) for pattern in patterns):
            continue
        own = labels.get(plan.id, set())
        cases.append(Case(plan, plan_truth(plan, own, framework), plan.id))
        drafts = plant_slips(plan) if planted else ()
        cases += [Case(draft.plan, draft_truth(draft, own, framework), plan.id) for draft in drafts]
    return cases


def judge(check: Check, stored: StoredPlan, truth: CheckTruth) -> Finding:
    """Tells which slip a finding names, and whether the source has it."""
    citation = _citation_at(check, stored.plan.citations)
    if check.code == "CITATION_FORM" and check.expected is not None:
        subject = "line ends"
    elif check.code == "BASIS_MISSING":
        subject = plain_key(check.expected or "")
    elif citation is None:
        subject = "?"
    else:
        subject = plain_key(citation.key) if citation.key else " ".join(citation.raw.split())
    slip = Slip(check.code, subject.removeprefix("TCVN ") if check.code == "STANDARD_EDITION" else subject)
    damaged = stored.document.quality.layer is Layer.DAMAGED or (citation is not None and citation.damaged)
    too_sure = damaged and (check.severity is not Severity.INFO or "cần kiểm tra" not in check.message.casefold())
    return Finding(slip, check.severity, slip in truth.owed | truth.allowed, check.message, too_sure)


def _citation_at(check: Check, citations: Iterable[Citation]) -> Citation | None:
    if check.source is None:
        return None
    for citation in citations:
        parts = [part for part in (citation.source, citation.date_source, citation.issuer_source) if part is not None]
        if any(part.start <= check.source.start < part.end for part in parts):
            return citation
    return None
