"""Office Open XML packages (.docx, .xlsx) whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile

# The first day a ZIP entry can carry.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def fix_dates(data: bytes) -> bytes:
    """Packs a package anew with the same date in every entry, so that equal content gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
