"""Images: cut off, said to be huge, blank, turned, in every colour and depth; a line of a plan where there is print."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.samples.render_pdf import FONTS

from .packages import PLAN

if TYPE_CHECKING:
    from PIL.Image import Image

_SIZE = (1100, 220)
_DPI = (200, 200)
_ORIENTATION = 0x0112  # Exif


def printed(lines: Sequence[str] = (PLAN,), mode: str = "L", size: tuple[int, int] = _SIZE) -> Image:
    """Returns a white picture with ``lines`` of print, as scanned at 200 dpi."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", size, 255)
    font = ImageFont.truetype(str(FONTS / "DejaVuSerif.ttf"), 36)
    for index, line in enumerate(lines):
        ImageDraw.Draw(picture).text((60, 70 + 60 * index), line, fill=0, font=font)
    return picture.convert(mode)


def saved(picture: Image, kind: str, **options: object) -> bytes:
    """Returns ``picture`` in the format ``kind``."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, dpi=_DPI, **options)
    return buffer.getvalue()


def blank(size: tuple[int, int] = (1654, 2339), level: int = 255) -> Image:
    """Returns a page of one grey level."""
    from PIL import Image

    return Image.new("L", size, level)


def noise(size: tuple[int, int] = (600, 400)) -> Image:
    """Returns a picture of noise, without a letter."""
    from PIL import Image

    return Image.frombytes("L", size, random.Random(7).randbytes(size[0] * size[1]))  # noqa: S311 - a picture


def transparent() -> Image:
    """Returns black print on a ground that is transparent, and black where nothing shows it."""
    from PIL import Image

    print_ = printed().point(lambda level: 255 - level)
    picture = Image.new("RGBA", print_.size, (0, 0, 0, 0))
    picture.putalpha(print_)
    return picture


def deep() -> bytes:
    """Returns a grey PNG of 16 bits."""
    import numpy as np
    from PIL import Image

    levels = np.asarray(printed(), dtype=np.uint16) * 257
    return saved(Image.fromarray(levels), "PNG")


def moving() -> bytes:
    """Returns a PNG of two frames."""
    return saved(printed(), "PNG", save_all=True, append_images=[printed(["Khung hình thứ hai"])], duration=500)


def lying_on_its_side() -> bytes:
    """Returns a photograph that is to be turned by its Exif orientation."""
    from PIL import Image

    exif = Image.Exif()
    exif[_ORIENTATION] = 6  # shown turned by 90° with the clock
    return saved(printed().rotate(90, expand=True), "JPEG", exif=exif, quality=90)


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """Returns a PNG said to be huge, whose few bytes inflate to white for all of it."""
    head = struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (width // 8)
    rows = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def huge_jpeg() -> bytes:
    """Returns a JPEG said to be 65,000 pixels each way."""
    data = bytearray(saved(printed(), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    struct.pack_into(">2H", data, at, 65_000, 65_000)
    return bytes(data)


def pages_tiff(count: int) -> bytes:
    """Returns a TIFF of so many printed pages."""
    first, *rest = [printed([PLAN, f"Trang số {page}"]) for page in range(1, count + 1)]
    return saved(first, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw")


def circular_tiff() -> bytes:
    """Returns a TIFF whose page is followed by itself."""
    data = bytearray(saved(printed(), "TIFF"))
    (start,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, start)
    struct.pack_into("<I", data, start + 2 + 12 * count, start)
    return bytes(data)
