"""Errors over HTTP: RFC 9457 problem documents for programs, a plain page for people."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.rendering import render_page
from corpus.errors import (
    AbbreviationsError,
    CalibrationError,
    DoichieuError,
    InvalidRequest,
    ModelUnavailable,
    NotFound,
    RegistryError,
    StoreError,
    UnreadableDocument,
)

API = "/api/"
MEDIA_TYPE = "application/problem+json"
_UNSUPPORTED = frozenset({"UNKNOWN_FORMAT", "FORMAT_NOT_SUPPORTED", "ARCHIVE_OF_FILES"})
_TOO_LARGE = frozenset({"FILE_TOO_LARGE", "HTML_TOO_LARGE", "IMAGE_TOO_LARGE"})
_TITLES = {
    400: "Yêu cầu chưa hợp lệ",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Cách gọi không được hỗ trợ",
    413: "Tệp quá lớn",
    415: "Loại tệp chưa đọc được",
    422: "Không đọc được",
    500: "Lỗi máy chủ",
    503: "Tạm thời chưa phục vụ được",
}
_UNFORESEEN = "Có lỗi ngoài dự kiến trên máy chủ; hãy thử lại hoặc báo người quản trị."


@dataclass(frozen=True, slots=True)
class ProblemDetail:
    """What went wrong, for programs (``code``) and for people (Vietnamese ``detail``)."""

    status: int
    code: str
    detail: str

    @property
    def title(self) -> str:
        """The short Vietnamese name of the status."""
        return _TITLES.get(self.status, HTTPStatus(self.status).phrase)


def status_of(error: DoichieuError) -> int:
    """Returns the HTTP status of a foreseen error."""
    if error.code in _TOO_LARGE:
        return 413
    if error.code in _UNSUPPORTED:
        return 415
    kinds: tuple[tuple[type[DoichieuError], int], ...] = (
        (NotFound, 404),
        (InvalidRequest, 400),
        (UnreadableDocument, 422),
        (ModelUnavailable, 503),
        (StoreError, 503),
        (RegistryError, 503),
        (AbbreviationsError, 503),
        (CalibrationError, 503),
    )
    return next((status for kind, status in kinds if isinstance(error, kind)), 500)


def add_error_handlers(app: FastAPI) -> None:
    """Makes every error of an app a problem document under ``/api/`` and a page elsewhere."""

    @app.exception_handler(DoichieuError)
    def foreseen(request: Request, error: DoichieuError) -> Response:
        return respond(request, ProblemDetail(status_of(error), error.code, error.message))

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        names = sorted({str(part["loc"][-1]) for part in error.errors() if part["loc"]})
        detail = f"Thiếu hoặc sai tham số: {', '.join(names)}." if names else "Yêu cầu không đúng dạng."
        return respond(request, ProblemDetail(400, "REQUEST_INVALID", detail))

    @app.exception_handler(HTTPException)
    def protocol(request: Request, error: HTTPException) -> Response:
        known = {
            403: ("ORIGIN_FOREIGN", "Yêu cầu thay đổi phải gửi từ chính trang này, không qua trang của nơi khác."),
            404: ("PAGE_NOT_FOUND", "Không có địa chỉ này."),
            405: ("METHOD_NOT_ALLOWED", "Địa chỉ này không nhận cách gọi đó."),
            413: ("BODY_TOO_LARGE", "Nội dung gửi lên lớn quá mức cho phép."),
        }
        code, detail = known.get(error.status_code, ("HTTP_ERROR", "Yêu cầu không xử lý được."))
        return respond(request, ProblemDetail(error.status_code, code, detail), dict(error.headers or {}))

    @app.exception_handler(Exception)
    def unforeseen(request: Request, _error: Exception) -> Response:
        return respond(request, ProblemDetail(500, "INTERNAL_ERROR", _UNFORESEEN))


def respond(request: Request, problem: ProblemDetail, headers: dict[str, str] | None = None) -> Response:
    """Builds the answer of a failed request in the form that its address asks for."""
    if not request.url.path.startswith(API):
        return render_page(request, "error.html", {"problem": problem}, status=problem.status, headers=headers)
    body = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    return JSONResponse(body, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)
