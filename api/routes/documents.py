"""``/api/v1/parse``, ``/citations``, ``/check`` of a document; ``/registry`` and ``/health`` of the service."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, UploadFile

from api.bodies import Body, CitationChecksBody, CitationsBody, ParseBody, RegistryBody
from api.files import read_citations, read_plan
from api.requests import choose_framework
from api.routes.opened import Opened
from corpus.citations.registry import lint_files
from search import check_citations

router = APIRouter()


class TextBody(Body):
    """A text to read; the spans of the answer count its code points."""

    text: str


class HealthBody(Body):
    """The service is there, and what it holds."""

    status: str
    version: str
    plans: int
    revision: int


@router.post("/parse")
def parse(workspace: Opened, file: UploadFile) -> ParseBody:
    """Answers ``doichieu parse`` for an uploaded file; nothing is stored."""
    return ParseBody.from_stored(read_plan(file.file.read(), file.filename or "tai-len", workspace.settings))


@router.post("/citations")
def citations(workspace: Opened, body: TextBody) -> CitationsBody:
    """Answers ``doichieu citations`` for a text."""
    return CitationsBody.from_citations(read_citations(body.text, workspace.settings))


@router.post("/check")
def check(workspace: Opened, file: UploadFile, framework: str | None = None) -> CitationChecksBody:
    """Answers ``doichieu check`` for an uploaded file; nothing is stored."""
    stored = read_plan(file.file.read(), file.filename or "tai-len", workspace.settings)
    report = check_citations(workspace.store, stored, workspace.registry, choose_framework(framework, stored))
    return CitationChecksBody.from_report(report)


@router.get("/registry")
def registry(workspace: Opened) -> RegistryBody:
    """Answers ``doichieu registry``: the documents that are known."""
    return RegistryBody.from_linted(lint_files(workspace.settings.registry_files))


@router.get("/health")
def health(workspace: Opened) -> HealthBody:
    """Tells that the store can be read."""
    plans = workspace.store.count_plans()
    return HealthBody(status="ok", version=version("doichieu"), plans=plans, revision=workspace.store.revision)
