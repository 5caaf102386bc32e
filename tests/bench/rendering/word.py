"""Word files with what clerks leave in them: TCVN3 and VNI fonts, tracked changes, a text box, a content control."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from rendering.legacy import encode_tcvn3, encode_vni

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PART = "word/document.xml"
_DELETED = "nội dung đã bị xóa khi theo dõi thay đổi"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Every third paragraph carries an insertion and a deletion.
_TRACK_EVERY = 3
ElementTree.register_namespace("w", _W)


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def with_tcvn3_fonts(docx: bytes) -> bytes:
    """Returns ``docx`` with its text as in the days of TCVN3: .VnTime, and .VnTimeH for capitals."""
    return _edited(docx, lambda root: _with_font(root, _tcvn3_runs))


def with_vni_font(docx: bytes) -> bytes:
    """Returns ``docx`` with its text in VNI-Times."""
    return _edited(
        docx, lambda root: _with_font(root, lambda text: [(encode_vni(text).decode("latin-1"), "VNI-Times")])
    )


def with_traces(docx: bytes) -> bytes:
    """Returns ``docx`` with tracked insertions and deletions, one paragraph in a text box, one in a content control.

    Insertions belong to the text, deletions do not.
    """
    return _edited(docx, _trace)


def repacked(data: bytes, parts: dict[str, bytes] | None = None) -> bytes:
    """Packs a zip anew, each entry of the same date, with some parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *(parts or {})]):
            content = (parts or {}).get(name)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, old.read(name) if content is None else content)
    return buffer.getvalue()


def _edited(docx: bytes, edit: Callable[[ElementTree.Element], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read(_PART))  # noqa: S314 - our own file
    edit(root)
    return repacked(docx, {_PART: ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)})


def _tcvn3_runs(text: str) -> list[tuple[str, str]]:
    """Cuts ``text`` into stretches of one font: a capital with a tone is a small letter in .VnTimeH."""
    if text.isupper():
        return [(encode_tcvn3(text).decode("latin-1"), ".VnTimeH")]
    runs: list[tuple[str, str]] = []
    for char in text:
        toned_capital = char != char.lower() and encode_tcvn3(char) == encode_tcvn3(char.lower())
        font = ".VnTimeH" if toned_capital else ".VnTime"
        code = encode_tcvn3(char).decode("latin-1")
        if runs and runs[-1][1] == font:
            runs[-1] = (runs[-1][0] + code, font)
        else:
            runs.append((code, font))
    return runs


def _with_font(root: ElementTree.Element, encode: Callable[[str], list[tuple[str, str]]]) -> None:
    for paragraph in root.iter(_w("p")):
        for place, run in reversed(list(enumerate(paragraph))):
            text = run.find(_w("t")) if run.tag == _w("r") else None
            if text is None or not text.text:
                continue
            paragraph.remove(run)
            for offset, (code, font) in enumerate(encode(text.text)):
                paragraph.insert(place + offset, _run(run, code, font))


def _run(like: ElementTree.Element, text: str, font: str | None = None) -> ElementTree.Element:
    """Returns a run of ``text`` with the properties of ``like`` and, where named, another font."""
    run = ElementTree.Element(_w("r"))
    properties = like.find(_w("rPr"))
    if properties is not None:
        run.append(copy.deepcopy(properties))
    if font is not None:
        kept = run.find(_w("rPr"))
        if kept is None:
            kept = ElementTree.SubElement(run, _w("rPr"))
        for old in kept.findall(_w("rFonts")):
            kept.remove(old)
        kept.insert(0, ElementTree.Element(_w("rFonts"), {_w("ascii"): font, _w("hAnsi"): font, _w("cs"): font}))
    space = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    ElementTree.SubElement(run, _w("t"), space).text = text
    return run


def _trace(root: ElementTree.Element) -> None:
    body = root.find(_w("body"))
    if body is None:
        raise ValueError("no body")
    plain = [(paragraph, run, text) for paragraph, run, text in _plain_paragraphs(body) if len(text.split()) > 3]
    for paragraph, run, text in plain[2::_TRACK_EVERY]:
        _track(paragraph, run, text)
    _box(body, plain[0][0])
    _control(body, plain[1][0])


def _plain_paragraphs(body: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, ElementTree.Element, str]]:
    for paragraph in body.findall(_w("p")):
        runs = paragraph.findall(_w("r"))
        text = runs[0].find(_w("t")) if len(runs) == 1 else None
        if text is not None and text.text:
            yield paragraph, runs[0], text.text


def _track(paragraph: ElementTree.Element, run: ElementTree.Element, text: str) -> None:
    """Makes the second half of a paragraph an insertion, behind a deletion."""
    half = text.index(" ", len(text) // 2) if " " in text[len(text) // 2 :] else len(text) // 2
    author = {_w("author"): "A", _w("date"): "2024-01-02T00:00:00Z"}
    paragraph.remove(run)
    paragraph.append(_run(run, text[:half]))
    deletion = ElementTree.SubElement(paragraph, _w("del"), {_w("id"): "901", **author})
    gone = ElementTree.SubElement(deletion, _w("r"))
    ElementTree.SubElement(gone, _w("delText")).text = f" {_DELETED}"
    insertion = ElementTree.SubElement(paragraph, _w("ins"), {_w("id"): "902", **author})
    insertion.append(_run(run, text[half:]))


def _box(body: ElementTree.Element, paragraph: ElementTree.Element) -> None:
    """Moves ``paragraph`` into a text box: a choice in DrawingML with its copy in VML, as Word writes it."""
    place = list(body).index(paragraph)
    body.remove(paragraph)
    inner = ElementTree.tostring(paragraph, encoding="unicode")
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    extent = '<wp:extent cx="5000000" cy="900000"/><wp:docPr id="7" name="Khung"/>'
    data = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    xml = f"""<w:p xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
      xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
      xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="{data}"
      xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
      <wp:inline>{extent}<a:graphic><a:graphicData uri="{data}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>
      <a:off x="0" y="0"/><a:ext cx="5000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>
      <wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>
      </mc:Choice><mc:Fallback><w:pict><v:shape style="width:400pt;height:70pt"><v:textbox>{content}</v:textbox>
      </v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    body.insert(place, ElementTree.fromstring(xml))  # noqa: S314 - our own text


def _control(body: ElementTree.Element, paragraph: ElementTree.Element) -> None:
    place = list(body).index(paragraph)
    body.remove(paragraph)
    control = ElementTree.Element(_w("sdt"))
    ElementTree.SubElement(ElementTree.SubElement(control, _w("sdtPr")), _w("id"), {_w("val"): "11"})
    ElementTree.SubElement(control, _w("sdtContent")).append(paragraph)
    body.insert(place, control)
