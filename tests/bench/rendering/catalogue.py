"""Every format that archives hold, as a table: how a plan is rendered in it, and what may be asked of its reading."""

from __future__ import annotations

import codecs
import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from corpus.samples.render_docx import render_docx
from corpus.samples.render_pdf import render_pdf
from corpus.samples.source import SampleSource, read_sources
from rendering import scans
from rendering.legacy import encode_cp1258, encode_tcvn3, encode_twice, encode_vni
from rendering.office import convert
from rendering.text import render_flattened, render_html, render_markdown, render_plain, render_workbook
from rendering.truth import Truth, one_page, truth_of
from rendering.word import repacked, with_tcvn3_fonts, with_traces, with_vni_font

# A body table with a vertical merge, an annex with groups and merges, roles in one cell with line breaks, a narrative.
PLANS = ("so-noi-vu-2024", "chi-cuc-kiem-lam-2026", "so-cong-thuong-2025", "benh-vien-phuc-hoi-2026")
QUICK_PLANS = (PLANS[0], PLANS[3])


class Family(StrEnum):
    """Formats of which the same is asked."""

    NATIVE = "native"
    CLEAN = "clean scan"
    NOISY = "noisy scan"


@dataclass(frozen=True, slots=True)
class Target:
    """The highest character error rate and the lowest F1 of cells that a family is held to."""

    rate: float
    cells: float


TARGETS = {
    Family.NATIVE: Target(0.001, 1.0),
    Family.CLEAN: Target(0.0015, 0.95),
    Family.NOISY: Target(0.008, 0.80),
}


class Workshop:
    """Makes files of the plans in one folder; what LibreOffice makes is made once for all plans."""

    def __init__(self, folder: Path, plans: Sequence[str]) -> None:
        self.folder = folder
        self.sources = {source.id: source for source in read_sources() if source.id in plans}

    def office(self, source: SampleSource, extension: str, start: str = "docx") -> bytes:
        """Returns the plan as LibreOffice saves its .docx (or .xlsx)."""
        made = self.folder / "office" / f"{start}-{extension}"
        if not made.is_dir():
            kept = self.folder / "office" / start
            kept.mkdir(parents=True, exist_ok=True)
            render = render_docx if start == "docx" else render_workbook
            paths = [kept / f"{name}.{start}" for name in self.sources]
            for path in paths:
                path.write_bytes(render(self.sources[path.stem]))
            convert(paths, extension, made)
        return (made / f"{source.id}.{extension}").read_bytes()

    def pdf(self, source: SampleSource) -> bytes:
        """Returns the plan as LibreOffice prints it."""
        return self.office(source, "pdf")


Render = Callable[[Workshop, SampleSource], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: how the bench lists it.
        extension: of the file; readers must not believe it.
        render: makes the bytes.
        family: what is asked of its reading.
        cells: whether the format shows the table as one.
        caseless: whether the encoding loses capitals.
        page: whether only one page is rendered, of a plan cut down to it.
    """

    name: str
    extension: str
    render: Render
    family: Family = Family.NATIVE
    cells: bool = True
    caseless: bool = False
    page: bool = False

    def source(self, source: SampleSource) -> SampleSource:
        """Returns what of ``source`` is rendered."""
        return one_page(source) if self.page else source

    def truth(self, source: SampleSource) -> Truth:
        """Returns what a reader should find."""
        truth = truth_of(self.source(source))
        return truth if self.cells else Truth(truth.units)


def _docx(edit: Callable[[bytes], bytes]) -> Render:
    return lambda _shop, source: edit(render_docx(source))


def _text(encode: Callable[[str], bytes], *, wrapped: bool = True) -> Render:
    return lambda _shop, source: encode(render_plain(source, wrapped=wrapped))


def _office(extension: str, start: str = "docx") -> Render:
    return lambda shop, source: shop.office(source, extension, start)


def _printed(spoil: Callable[[bytes], bytes]) -> Render:
    return lambda shop, source: spoil(shop.pdf(source))


def _html(charset: str, encode: Callable[[str], bytes]) -> Render:
    return lambda _shop, source: encode(render_html(source, charset))


def _with_garbage(shop: Workshop, source: SampleSource) -> bytes:
    lines = [" ".join(unit) for unit in truth_of(source).units]
    return scans.garbage_layer(shop.pdf(source), lines)


def _page(kind: str) -> Render:
    def render(_shop: Workshop, source: SampleSource) -> bytes:
        return scans.to_image(scans.page_images(render_pdf(source), scans.CLEAN_DPI)[0], kind)

    return render


def _fax(shop: Workshop, source: SampleSource) -> bytes:
    return scans.to_fax(scans.page_images(shop.pdf(source), scans.CLEAN_DPI))


def _utf16(order: str, bom: bytes) -> Callable[[str], bytes]:
    return lambda text: bom + text.encode(order)


def _decomposed(text: str) -> bytes:
    return unicodedata.normalize("NFD", text).encode("utf-8")


def _bundle(_shop: Workshop, source: SampleSource) -> bytes:
    """A zip of the plan in three formats; it is ingested, not read as one document."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("kế hoạch.docx", render_docx(source))
        archive.writestr("phụ lục/kế hoạch.txt", render_plain(source))
        archive.writestr("phụ lục/kế hoạch.html", render_html(source))
    return repacked(buffer.getvalue())


_CLEAN = partial(Format, family=Family.CLEAN)

FORMATS = (
    Format("docx", "docx", _docx(lambda data: data)),
    Format("docx TCVN3 fonts", "docx", _docx(with_tcvn3_fonts)),
    Format("docx VNI font", "docx", _docx(with_vni_font)),
    Format("docx traces", "docx", _docx(with_traces)),
    Format("doc", "doc", _office("doc")),
    Format("odt", "odt", _office("odt")),
    Format("rtf", "rtf", _office("rtf")),
    Format("html LibreOffice", "html", _office("html")),
    Format("html", "html", _html("utf-8", str.encode)),
    Format("html 1258", "html", _html("windows-1258", encode_cp1258)),
    Format("md", "md", lambda _shop, source: render_markdown(source).encode()),
    Format("xlsx", "xlsx", lambda _shop, source: render_workbook(source)),
    Format("xls", "xls", _office("xls", "xlsx")),
    Format("ods", "ods", _office("ods", "xlsx")),
    Format("txt", "txt", _text(str.encode)),
    Format("txt BOM", "txt", _text(lambda text: codecs.BOM_UTF8 + text.encode())),
    Format("txt CRLF long lines", "txt", _text(lambda text: text.replace("\n", "\r\n").encode(), wrapped=False)),
    Format("txt UTF-16LE", "txt", _text(_utf16("utf-16-le", codecs.BOM_UTF16_LE))),
    Format("txt UTF-16BE", "txt", _text(_utf16("utf-16-be", codecs.BOM_UTF16_BE))),
    Format("txt UTF-16LE no BOM", "txt", _text(_utf16("utf-16-le", b""))),
    Format("txt NFD", "txt", _text(_decomposed)),
    Format("txt UTF-8 twice", "txt", _text(encode_twice)),
    Format("txt cp1258", "txt", _text(encode_cp1258)),
    Format("txt TCVN3", "txt", _text(encode_tcvn3), caseless=True),
    Format("txt VNI", "txt", _text(encode_vni)),
    Format("txt flattened", "txt", lambda _shop, source: render_flattened(source).encode(), cells=False),
    Format("pdf LibreOffice", "pdf", _printed(lambda data: data)),
    Format("pdf reportlab", "pdf", lambda _shop, source: render_pdf(source)),
    Format("pdf /Rotate upright", "pdf", _printed(partial(scans.turned_native, upright=True))),
    Format("pdf /Rotate sideways", "pdf", _printed(partial(scans.turned_native, upright=False))),
    _CLEAN("pdf native + scanned", "pdf", _printed(scans.mixed)),
    _CLEAN("scan 200 dpi", "pdf", _printed(scans.clean_scan)),
    _CLEAN("scan garbage layer", "pdf", _with_garbage),
    _CLEAN("scan turned, /Rotate", "pdf", _printed(partial(scans.turned_scan, flagged=True))),
    _CLEAN("scan turned", "pdf", _printed(partial(scans.turned_scan, flagged=False))),
    _CLEAN("png page", "png", _page("png"), page=True),
    _CLEAN("jpg page", "jpg", _page("jpeg"), page=True),
    _CLEAN("tiff fax", "tiff", _fax),
    Format("scan 150 dpi noisy", "pdf", _printed(scans.noisy_scan), family=Family.NOISY),
)
BUNDLE = Format("zip", "zip", _bundle)


def render(shop: Workshop, form: Format) -> dict[str, Path]:
    """Writes every plan of ``shop`` in one format, unless it is there; returns the files by plan."""
    folder = shop.folder / form.name.replace(" ", "_").replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, Path] = {}
    for name, source in shop.sources.items():
        files[name] = folder / f"{name}.{form.extension}"
        if not files[name].is_file():
            files[name].write_bytes(form.render(shop, form.source(source)))
    return files
