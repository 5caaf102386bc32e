"""The addresses of the web application, a module for each kind of thing."""

from fastapi import FastAPI

from api.routes import (
    decisions,
    documents,
    frameworks,
    gap_matrix,
    gap_matrix_pages,
    gap_pages,
    pages,
    plans,
    questions,
)

__all__ = ["add_routes"]


def add_routes(app: FastAPI) -> None:
    """Adds every address to an app."""
    for module in (questions, plans, gap_matrix, decisions, documents, frameworks):
        app.include_router(module.router, prefix="/api/v1")
    for module in (pages, gap_pages, gap_matrix_pages):
        app.include_router(module.router)
