"""Answers that a browser saves as a file."""

from __future__ import annotations

from fastapi import Response

CSV = "text/csv; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attach(data: bytes, name: str, media_type: str) -> Response:
    """Builds the answer that a browser saves as a file.

    Args:
        data: the file.
        name: of the file, of letters, digits, dots and hyphens.
        media_type: of the file.
    """
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
