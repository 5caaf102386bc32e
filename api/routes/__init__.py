"""The addresses of the web application, a module for each kind of thing."""

from fastapi import FastAPI

from api.routes import documents, frameworks, pages, plans, questions

__all__ = ["add_routes"]


def add_routes(app: FastAPI) -> None:
    """Adds every address to an app."""
    for module in (questions, plans, documents, frameworks):
        app.include_router(module.router, prefix="/api/v1")
    app.include_router(pages.router)
