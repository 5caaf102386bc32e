"""Programs and data of the system that reading may need, and what a document says that was stored without them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from corpus.model import Problem, Severity

_TESSDATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
)
_LANGUAGE = "vie.traineddata"


class Tool(StrEnum):
    """What may have to be installed; the value is the code of the problem where it is missing."""

    OCR = "OCR_NOT_INSTALLED"
    OFFICE = "OFFICE_NOT_INSTALLED"


_SWITCHED_OFF = "OCR_SWITCHED_OFF"
_MESSAGES = {
    Tool.OCR: (
        "Máy chưa cài bộ nhận dạng chữ tiếng Việt nên các trang quét chưa được đọc; "
        "hãy chạy “sudo apt-get install tesseract-ocr-vie tesseract-ocr-osd” rồi nạp lại tệp."
    ),
    Tool.OFFICE: (
        "Máy chưa cài LibreOffice nên tệp .doc, .odt, .rtf, .xls, .ods chưa được đọc; hãy chạy "
        "“sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui” rồi nạp lại tệp."
    ),
}


def missing(tool: Tool) -> Problem:
    """Builds the problem of a document that was stored unread, in whole or in part, for want of ``tool``."""
    return Problem(tool.value, Severity.ERROR, _MESSAGES[tool])


def ocr_switched_off() -> Problem:
    """Builds the problem of a document with pages that would have been recognised, had the caller let them be."""
    message = "Chức năng nhận dạng chữ (OCR) đang tắt nên các trang quét chưa được đọc; hãy bật OCR rồi nạp lại tệp."
    return Problem(_SWITCHED_OFF, Severity.WARNING, message)


def awaits_tool(problems: Iterable[Problem]) -> bool:
    """Tells whether a document waits for a tool that was missing or switched off, whatever has become of it."""
    return any(problem.code in (*Tool, _SWITCHED_OFF) for problem in problems)


def can_be_read_further(problems: Iterable[Problem], *, ocr: bool) -> bool:
    """Tells whether a document that was stored for want of a tool could be read with what there is now.

    Args:
        problems: those of the document.
        ocr: whether recognition is switched on.
    """
    codes = {problem.code for problem in problems}
    recognised = ocr and bool(codes & {Tool.OCR.value, _SWITCHED_OFF}) and is_installed(Tool.OCR)
    return recognised or (Tool.OFFICE.value in codes and is_installed(Tool.OFFICE))


def is_installed(tool: Tool) -> bool:
    """Tells whether ``tool`` can be used on this machine."""
    return find_tessdata() is not None if tool is Tool.OCR else find_office() is not None


@cache
def find_tessdata() -> Path | None:
    """Returns the folder that holds Vietnamese data for Tesseract, ``TESSDATA_PREFIX`` first; ``None`` without it."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(folder) for folder in ([named] if named else []) + list(_TESSDATA_FOLDERS)]
    return next((folder for folder in folders if (folder / _LANGUAGE).is_file()), None)


@cache
def find_office() -> Path | None:
    """Returns the LibreOffice program; ``None`` without it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None
