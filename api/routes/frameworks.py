"""``/api/v1/frameworks``: the shipped framework models."""

from __future__ import annotations

from fastapi import APIRouter

from api.bodies import FrameworkDetailBody, FrameworksBody
from corpus.frameworks import list_frameworks, load_framework

router = APIRouter(prefix="/frameworks")


@router.get("")
def frameworks() -> FrameworksBody:
    """Answers ``doichieu frameworks list``."""
    return FrameworksBody.from_list(list_frameworks())


@router.get("/{framework_id}")
def framework(framework_id: str) -> FrameworkDetailBody:
    """Answers ``doichieu frameworks show``."""
    return FrameworkDetailBody.from_framework(load_framework(framework_id))
