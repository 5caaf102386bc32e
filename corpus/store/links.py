"""Links between near-duplicate plans, kept in the store."""

from __future__ import annotations

import numpy as np
from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from corpus.model import Document, Layer, Plan
from corpus.store.identity import Identity, build_identity, contradict
from corpus.store.resemblance import SIMILAR, Shingles, build_buckets, build_shingles, compare
from corpus.store.schema import BucketRow, PlanRow, ShinglesRow, SimilarRow


def save_links(session: Session, document: Document, plan: Plan) -> None:
    """Links a plan that was just added to the plans it is a near-duplicate of.

    The links do not depend on the order in which plans are added.
    """
    shingles = build_shingles(document)
    buckets = build_buckets(shingles)
    number = plan.header.number.value if plan.header.number else None
    found = _find_candidates(session, plan.id, buckets)
    session.add(ShinglesRow(plan=plan.id, number=number, shingles=shingles.astype("<u4").tobytes()))
    session.flush()
    session.add_all(BucketRow(bucket=bucket, plan=plan.id) for bucket in buckets)
    issuer = plan.header.issuer.value if plan.header.issuer else None
    identity = build_identity(plan.header.year, number, issuer, certain=document.quality.layer is Layer.NATIVE)
    for other, its_identity, its_shingles in found:
        score = compare(shingles, its_shingles)
        if score >= SIMILAR and not contradict(identity, its_identity):
            session.add_all(
                (SimilarRow(plan=plan.id, other=other, score=score), SimilarRow(plan=other, other=plan.id, score=score))
            )


def similar_ids() -> ScalarSelect[str]:
    """Builds the column of a plan's near-duplicates: a JSON list of ids, in no order."""
    return (
        select(func.json_group_array(SimilarRow.other))
        .where(SimilarRow.plan == PlanRow.id)
        .correlate(PlanRow)
        .scalar_subquery()
    )


def _find_candidates(session: Session, plan_id: str, buckets: tuple[int, ...]) -> list[tuple[str, Identity, Shingles]]:
    """Returns the other plans that share a bucket, in the order of ids."""
    sharing = select(BucketRow.plan).where(BucketRow.bucket.in_(buckets), BucketRow.plan != plan_id).distinct()
    query = (
        select(PlanRow.id, PlanRow.year, PlanRow.issuer, PlanRow.layer, ShinglesRow.number, ShinglesRow.shingles)
        .join(ShinglesRow, ShinglesRow.plan == PlanRow.id)
        .where(PlanRow.id.in_(sharing))
        .order_by(PlanRow.id)
    )
    return [
        (
            other,
            build_identity(year, number, issuer, certain=layer == Layer.NATIVE),
            np.frombuffer(shingles, "<u4").astype(np.uint32),
        )
        for other, year, issuer, layer, number, shingles in session.execute(query)
    ]
