"""The web application: JSON under ``/api/v1``, pages for people elsewhere."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import BodyLimit
from api.problems import add_error_handlers
from api.routes import add_routes
from api.workspace import Workspace

_STATIC = Path(__file__).parent / "static"
# Own style sheet and nothing else: no script, no frame, no other host.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(workspace: Workspace) -> FastAPI:
    """Builds the web application over an opened home."""
    # The interactive documentation of FastAPI is left out: it loads scripts from another host.
    app = FastAPI(title="Đối chiếu", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.workspace = workspace
    add_routes(app)
    add_error_handlers(app)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(BodyLimit, limit=workspace.settings.max_upload_mb * 2**20)
    app.add_middleware(SecurityHeaders)
    return app


class SecurityHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and adds the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
