"""Formats that LibreOffice reads (.doc, .odt, .rtf, .xls, .ods): turned by it into .docx or .xlsx, then read as such.

LibreOffice is a large program that is given a file of unknown origin. It gets a profile and a home of its own, thrown
away afterwards, so that two may run at once and the user's settings change nothing; no macros, no linked files, no
network; bounded memory and time. A plan takes 1.1 s; a server that stays would save most of it and share one fate.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.reading.builder import Reading
from corpus.reading.container.archive import ZIP_MAGICS, Archive, Package, declares_entities
from corpus.reading.container.package import is_encrypted_workbook
from corpus.reading.tools import Tool, find_office, missing

# The slowest of 38 files took 3.1 s; a machine under load may need ten times that.
TIMEOUT_S = 60.0
# LibreOffice maps .5 GB to read a plan; a file that needs more than this is made to exhaust memory.
MAX_MEMORY_KB = 4 * 1024 * 1024
MAX_RESULT_BYTES = 256 * 1024 * 1024

# What the profile sets: links are not followed, macros not run, and the proxy is a port where nothing answers.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


def read_office_text(data: bytes) -> Reading:
    """Reads a text document of LibreOffice's formats; without LibreOffice the reading is empty and says so.

    Raises:
        UnreadableDocument: ``OFFICE_FAILED``, ``OFFICE_TIMED_OUT``, ``ODT_DAMAGED``, ``ARCHIVE_SUSPICIOUS``.
    """
    from corpus.reading.word.docx import read_docx

    converted = _convert(data, "docx", Package.ODT)
    return _unread() if converted is None else read_docx(converted)


def read_office_workbook(data: bytes) -> Reading:
    """Reads a workbook of LibreOffice's formats; without LibreOffice the reading is empty and says so.

    Raises:
        UnreadableDocument: ``OFFICE_FAILED``, ``OFFICE_TIMED_OUT``, ``XLS_ENCRYPTED``, ``ODS_DAMAGED``,
            ``ARCHIVE_SUSPICIOUS``.
    """
    from corpus.reading.workbook.reader import read_workbook

    try:
        converted = _convert(data, "xlsx", Package.ODS)
        if converted is None and is_encrypted_workbook(data):
            raise _encrypted_workbook()
        reading = _unread() if converted is None else read_workbook(converted)
    except UnreadableDocument as error:
        if error.code == "OFFICE_FAILED" and is_encrypted_workbook(data):
            raise _encrypted_workbook() from error
        raise
    # Asked only now: Excel also encrypts workbooks that no one needs a password to open.
    if not reading.blocks and not reading.problems and is_encrypted_workbook(data):
        raise _encrypted_workbook()
    return reading


def _encrypted_workbook() -> UnreadableDocument:
    return UnreadableDocument(
        "Bảng tính Excel (.xls) được đặt mật khẩu; hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại dạng .xlsx.",
        code="XLS_ENCRYPTED",
    )


def _unread() -> Reading:
    return Reading("", (), wrapped=False, problems=(missing(Tool.OFFICE),))


def _convert(data: bytes, target: str, package: Package) -> bytes | None:
    """Returns ``data`` in the format ``target`` (``docx`` or ``xlsx``); ``None`` without LibreOffice."""
    _check(data, package)
    office = find_office()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="doichieu-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # Without a suffix LibreOffice tells the format from the content, as we do.
        (folder / "source").write_bytes(data)
        _write_profile(folder / "profile")
        _run(office, folder, target)
        result = folder / "out" / f"source.{target}"
        if not result.is_file() or not 0 < result.stat().st_size <= MAX_RESULT_BYTES:
            raise UnreadableDocument(
                "LibreOffice không mở được tệp (có thể tệp hỏng hoặc tải chưa hết); hãy mở bằng Word hoặc Excel, "
                "lưu lại dạng .docx, .xlsx rồi tải lên lần nữa.",
                code="OFFICE_FAILED",
            )
        return result.read_bytes()


def _check(data: bytes, package: Package) -> None:
    """Refuses what is made to exhaust memory, before LibreOffice sees it."""
    if data.startswith(ZIP_MAGICS):
        Archive(data, package).check()
    elif declares_entities(data):
        raise package.suspicious("chứa khai báo ENTITY bất thường")


def _write_profile(folder: Path) -> None:
    (folder / "user").mkdir(parents=True)
    items = "".join(_SETTING.format(*setting) for setting in _SETTINGS)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items), "utf-8")


def _run(office: Path, folder: Path, target: str) -> None:
    """Runs LibreOffice on ``folder/source``; what it makes of it, if anything, lies in ``folder/out``.

    Raises:
        UnreadableDocument: ``OFFICE_TIMED_OUT``.
    """
    command = [
        *("/bin/sh", "-c", f'ulimit -v {MAX_MEMORY_KB}; exec "$@"', "sh"),
        *(str(office), f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", target, "--outdir", str(folder / "out"), str(folder / "source")),
    ]
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 - the program is found by tools, the arguments are ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(TIMEOUT_S)
        except subprocess.TimeoutExpired as error:
            raise UnreadableDocument(
                f"LibreOffice đọc tệp quá {TIMEOUT_S:.0f} giây nên đã bị dừng; hãy mở bằng Word hoặc Excel, lưu lại "
                "dạng .docx, .xlsx rồi tải lên lần nữa.",
                code="OFFICE_TIMED_OUT",
            ) from error
        finally:
            # The program that does the work is a child of the one started; the group is gone after a good end.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
