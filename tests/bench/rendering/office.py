"""LibreOffice as a renderer: many files in one call, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

# What --convert-to takes for each extension; plain names leave the choice of filter to LibreOffice.
FILTERS = {
    "pdf": "pdf",
    "doc": "doc:MS Word 97",
    "odt": "odt",
    "rtf": "rtf",
    "html": "html:HTML (StarWriter)",
    "xls": "xls:MS Excel 97",
    "ods": "ods",
}
_LIMIT = 300.0


def find_office() -> str | None:
    """Returns the program, if installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(paths: Sequence[Path], extension: str, out: Path) -> None:
    """Converts ``paths`` into files of ``extension`` in the folder ``out``.

    Raises:
        RuntimeError: LibreOffice is absent or wrote fewer files than asked.
        subprocess.TimeoutExpired: it did not end.
    """
    office = find_office()
    if office is None:
        raise RuntimeError("LibreOffice is absent: on Debian apt-get install libreoffice-writer-nogui")
    out.mkdir(parents=True, exist_ok=True)
    profile = (out.parent / "profile").resolve().as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to"]
    subprocess.run(
        [*command, FILTERS[extension], "--outdir", str(out), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=_LIMIT,
    )
    absent = [path.name for path in paths if not (out / f"{path.stem}.{extension}").is_file()]
    if absent:
        raise RuntimeError(f"LibreOffice did not write {absent} as {extension}")
