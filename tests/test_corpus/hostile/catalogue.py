"""The table of hostile and odd files."""

from __future__ import annotations

import codecs
import unicodedata
import zipfile

from corpus.reading.tools import Tool

from . import compound, packages, pictures, portable, texts
from .case import Case
from .packages import PLAN, document_xml, docx, odt, odt_xml, paragraph, plain_docx, row_xml, sheet_xml, xlsx

_WORDS = "đánh giá nội bộ"
_LONG = f"{PLAN}. Các phòng thuộc Sở thực hiện các nhiệm vụ được giao và báo cáo kết quả trước ngày 15 tháng 11.\n" * 3
_TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
_FOREIGN = ("UNKNOWN_ENCODING", "UNKNOWN_FORMAT")
_IMAGE = ("IMAGE_DAMAGED", "IMAGE_TOO_LARGE")
_BAD_XML = ("ARCHIVE_SUSPICIOUS", "DOCX_DAMAGED", "XLSX_DAMAGED", "ODT_DAMAGED")
_NOTHING = ("NO_TEXT",)


def _cut(data: bytes, share: float = 0.6) -> bytes:
    return data[: int(len(data) * share)]


def _deep(inner: str, depth: int) -> bytes:
    opening, closing = _TABLE.split("{}")
    return plain_docx(opening * depth + inner + closing * depth)


def _deep_boxes(depth: int) -> bytes:
    opening = "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    closing = "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    body = opening * depth + paragraph() + closing * depth
    return docx(document_xml(body).replace("xmlns:w=", 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w=', 1))


def _many_paragraphs() -> bytes:
    return plain_docx("".join(paragraph(f"Nhiệm vụ {number}") for number in range(15_000)))


def _wide_row() -> bytes:
    span = '<w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
    return plain_docx(f"<w:tbl><w:tr><w:tc>{span}{paragraph()}</w:tc></w:tr></w:tbl>")


def _far_row() -> bytes:
    return xlsx(sheet_xml(row_xml(1) + row_xml(1_048_576, "Cuối bảng"), dimension="A1:XFD1048576"))


def _merged_sheet() -> bytes:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return xlsx(sheet_xml(row_xml(), more=merge))


def _encrypted_odt() -> bytes:
    data = '<manifest:encryption-data manifest:checksum="x"/>'
    return odt("xx", f'<manifest:file-entry manifest:full-path="content.xml">{data}</manifest:file-entry>')


def _twice(name: str) -> bytes:
    return packages.package({name: "một", f"../../{name}": "hai", f"C:\\{name}": "ba", f"/etc/{name}": "bốn"})


TEXTS = (
    Case("an empty file", lambda: b"", codes=("EMPTY_FILE",)),
    Case("one letter", lambda: b"a", reads="a"),
    Case("one NUL", lambda: b"\0", codes=(*_FOREIGN, *_NOTHING)),
    Case("nothing but NULs", lambda: bytes(10_000), codes=(*_FOREIGN, *_NOTHING)),
    Case("random bytes", lambda: texts.random_bytes(20_000), codes=_FOREIGN),
    Case("white space", lambda: b" \n\t\r\n \xc2\xa0 " * 100, codes=_NOTHING),
    Case("a mark of UTF-8 alone", lambda: codecs.BOM_UTF8, codes=_NOTHING),
    Case("a mark of UTF-16 alone", lambda: codecs.BOM_UTF16_LE, codes=_NOTHING),
    Case("dots and dashes", lambda: b"..... ----- /././ ....", codes=_NOTHING),
    Case("a line of 4 MB", lambda: texts.one_line(4), reads=_WORDS, apart=True),
    Case("one word of 600 kB", lambda: "ạ".encode() * 200_000, reads="ạạạ", apart=True),
    Case("2,000 form feeds", lambda: f"{PLAN}\f".encode() * 2000, reads=_WORDS),
    Case("half characters", lambda: f"{PLAN} \ud83d.\n{_LONG}".encode("utf-8", "surrogatepass"), reads=_WORDS),
    Case("right-to-left marks", f"\u202e{PLAN}\u202c\n\u2067{_LONG}".encode, reads=_WORDS),
    Case("zero-width characters", f"{PLAN}\u200b\u200d\ufeff\n".encode, reads=_WORDS),
    Case("a few control characters", f"\x0c{_LONG}\x1a".encode, reads=_WORDS),
    Case("many control characters", lambda: b"\x01a\x02b\x03" * 500, codes=("UNKNOWN_FORMAT",)),
    Case("composed and decomposed", (PLAN + unicodedata.normalize("NFD", _LONG)).encode, reads=_WORDS),
    Case("line ends of old Macs", lambda: _LONG.replace("\n", "\r").encode(), reads=_WORDS),
    Case("UTF-16 LE without a mark", lambda: _LONG.encode("utf-16-le"), reads=_WORDS),
    Case("UTF-16 BE without a mark", lambda: _LONG.encode("utf-16-be"), reads=_WORDS),
    Case("UTF-16 cut inside a character", lambda: codecs.BOM_UTF16_LE + _LONG.encode("utf-16-le")[:-1],
         reads=_WORDS, codes=_FOREIGN),
    Case("UTF-32", lambda: _LONG.encode("utf-32"), reads=_WORDS),
    Case("UTF-8 cut inside a character", lambda: _LONG.encode() + "ế".encode()[:-1], reads=_WORDS),
    Case("UTF-7", lambda: _LONG.encode("utf-7"), reads="2024", codes=_FOREIGN, layer="damaged"),
    Case("GB18030", lambda: texts.CHINESE.encode("gb18030"), codes=_FOREIGN),
    Case("Shift-JIS", lambda: texts.JAPANESE.encode("shift-jis"), codes=_FOREIGN),
    Case("CSV", texts.CSV.encode, reads="Văn phòng Sở"),
    Case("source code", texts.CODE.encode, reads="os.listdir", layer="damaged"),
    Case("English", texts.ENGLISH.encode, reads="quality management", layer="damaged"),
    Case("a text that mentions %PDF-1.4", f"{PLAN} dạng %PDF-1.4".encode, reads=_WORDS),
    Case("a text that begins with PK", f"PK\n{PLAN}".encode, reads=_WORDS),
)  # fmt: skip

PACKAGES = (
    Case("a Word bomb", lambda: packages.word_bomb(300), codes=("ARCHIVE_SUSPICIOUS",), apart=True),
    Case("a Word bomb of wrong size", lambda: packages.word_bomb(300, said=10), codes=_BAD_XML, apart=True),
    Case("an Excel bomb", lambda: packages.sheet_bomb(300), codes=_BAD_XML, apart=True),
    Case("a bomb within a bomb", packages.nested_bomb, codes=("ARCHIVE_OF_FILES", "ARCHIVE_SUSPICIOUS"), apart=True),
    Case("entries that overlap", packages.overlapping, codes=("ARCHIVE_SUSPICIOUS",), apart=True),
    Case("100,000 entries", lambda: packages.many_entries(100_000), codes=("ARCHIVE_SUSPICIOUS",), apart=True),
    Case("zip64", lambda: packages.zip64(plain_docx()), reads=_WORDS, codes=("ARCHIVE_SUSPICIOUS",)),
    Case("names that climb out", lambda: _twice("passwd"), codes=("ARCHIVE_OF_FILES",)),
    Case("a zip of documents", lambda: packages.package({"a.docx": plain_docx()}), codes=("ARCHIVE_OF_FILES",)),
    Case("a zip of nothing", lambda: packages.package({}), codes=("ARCHIVE_OF_FILES", "ZIP_DAMAGED", "NO_TEXT")),
    Case("an encrypted zip", lambda: packages.flagged(packages.package({"a.txt": PLAN})),
         codes=("ARCHIVE_ENCRYPTED", "ARCHIVE_OF_FILES")),
    Case("a zip cut off", lambda: _cut(packages.package({"a.txt": PLAN * 9})), codes=("ZIP_DAMAGED",)),
    Case("Word cut off", lambda: _cut(plain_docx()), codes=("DOCX_DAMAGED",)),
    Case("Word of encrypted entries", lambda: packages.flagged(plain_docx()), codes=("DOCX_ENCRYPTED",)),
    Case("Word packed by LZMA", lambda: docx(document_xml(paragraph()), method=zipfile.ZIP_LZMA),
         reads=_WORDS, codes=("DOCX_DAMAGED",)),
    Case("Word with an entry that climbs out", lambda: docx(document_xml(paragraph()), {"../../x": "x"}), reads=_WORDS),
    Case("slides", lambda: packages.package({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}),
         codes=("FORMAT_NOT_SUPPORTED",)),
    Case("Excel cut off", lambda: _cut(xlsx(sheet_xml(row_xml()))), codes=("XLSX_DAMAGED",)),
)  # fmt: skip

MARKUP = (
    Case("billion laughs in Word", lambda: docx(document_xml(paragraph("&lol;"), texts.laughs("w:document"))),
         codes=_BAD_XML, apart=True),
    Case("billion laughs in Excel", lambda: xlsx(sheet_xml(row_xml(1, "&lol;"), texts.laughs("worksheet"))),
         codes=_BAD_XML, apart=True),
    Case("billion laughs in odt", lambda: odt(odt_xml("&lol;", texts.laughs("office:document-content"))),
         codes=_BAD_XML, needs=Tool.OFFICE, apart=True),
    Case("billion laughs in HTML",
         lambda: texts.page(f"<p>{PLAN}</p><svg><text>&lol;</text></svg>", texts.laughs("html")),
         reads=_WORDS, absent="ha ha", codes=("HTML_DAMAGED",), apart=True),
    Case("a file of the machine in Word",
         lambda: docx(document_xml(paragraph(f"{PLAN} &lol;"), texts.outside("w:document"))),
         reads=_WORDS, absent="root:", codes=_BAD_XML),
    Case("a file of the machine in HTML", lambda: texts.page(f"<p>{PLAN} &lol;</p>", texts.outside("html")),
         reads=_WORDS, absent="root:", codes=("HTML_DAMAGED",)),
    Case("Word without text", lambda: plain_docx("<w:p/>"), codes=_NOTHING),
    Case("Word of broken markup", lambda: docx(document_xml(paragraph())[:-20]), codes=("DOCX_DAMAGED",)),
    Case("Word with an empty main part", lambda: docx(""), codes=("DOCX_DAMAGED",)),
    Case("Word in UTF-16", lambda: docx(document_xml(paragraph()).replace("UTF-8", "UTF-16").encode("utf-16")),
         reads=_WORDS),
    Case("5,000 tables in one another in Word", lambda: _deep(paragraph(), 5000), reads=_WORDS, codes=_BAD_XML,
         apart=True),
    Case("30 tables in one another in Word", lambda: _deep(paragraph(), 30), reads=_WORDS),
    Case("2,000 text boxes in one another", lambda: _deep_boxes(2000), reads=_WORDS, codes=_BAD_XML, apart=True),
    Case("a cell over a billion columns", _wide_row, reads=_WORDS, codes=_BAD_XML, apart=True),
    Case("15,000 paragraphs", _many_paragraphs, reads="Nhiệm vụ 14999", apart=True),
    Case("a sheet of a million rows", _far_row, reads="Cuối bảng", apart=True),
    Case("a merge over a whole sheet", _merged_sheet, reads=_WORDS, apart=True),
    Case("a workbook without sheets", lambda: xlsx(sheet_xml(""), sheets=False), codes=("NO_TEXT", "XLSX_DAMAGED")),
    Case("an empty sheet", lambda: xlsx(sheet_xml("")), codes=_NOTHING),
    Case("a sheet of broken markup", lambda: xlsx(sheet_xml(row_xml())[:-30]), codes=("XLSX_DAMAGED",)),
    Case("20,000 boxes in one another in HTML", lambda: texts.page(texts.nested("div", 20_000)),
         reads=_WORDS, codes=("HTML_DAMAGED", "HTML_TOO_LARGE"), apart=True),
    Case("2,000 tables in one another in HTML", lambda: texts.page(texts.nested("table", 2000)), reads=_WORDS,
         codes=("HTML_DAMAGED", "HTML_TOO_LARGE"), apart=True),
    Case("100,000 tags never closed", lambda: texts.page("<b>" * 100_000 + PLAN),
         reads=_WORDS, codes=("HTML_DAMAGED", "HTML_TOO_LARGE"), apart=True),
    Case("a line of 4 MB in HTML", lambda: texts.page(texts.one_line(4).decode()), reads=_WORDS, apart=True),
    Case("a cell over a million rows in HTML",
         lambda: texts.page(f'<table><tr><td rowspan="1000000000" colspan="1000000000">{PLAN}</td></tr></table>'),
         reads=_WORDS, apart=True),
    Case("HTML of nothing but a script", lambda: texts.page("<script>var a = 'b'</script>"), codes=_NOTHING),
)  # fmt: skip

PORTABLE = (
    Case("a PDF without pages", portable.no_pages, codes=("PDF_DAMAGED",)),
    Case("pages in a circle", portable.pages_in_a_circle, codes=("PDF_DAMAGED", *_NOTHING)),
    Case("tables in a circle", portable.circular_tables, reads="2024", codes=("PDF_DAMAGED",)),
    Case("a form that draws itself", portable.form_in_itself, reads="2024", codes=("PDF_DAMAGED",)),
    Case("2,000 pages", lambda: portable.many_pages(2000), codes=("FILE_TOO_LARGE",)),
    Case("a billion pages promised", lambda: portable.promised_pages(10**9), reads="2024",
         codes=("FILE_TOO_LARGE", "PDF_DAMAGED"), apart=True),
    Case("a page that inflates to 2 GB", lambda: portable.inflating(2000), codes=("ARCHIVE_SUSPICIOUS",), apart=True),
    Case("10,000 rules", lambda: portable.rules(10_000), reads="2024", apart=True),
    Case("paper of 14 km", lambda: portable.ascii_page(b"0 0 40000000 40000000"), reads="2024", codes=("PDF_DAMAGED",),
         apart=True),
    Case("a scan on paper of 14 km", lambda: portable.picture_page(800, 800, b"0 0 40000000 40000000"),
         codes=("PDF_DAMAGED", *_NOTHING, *_IMAGE), needs=Tool.OCR, apart=True),
    Case("a scan of 100,000 pixels each way", lambda: portable.picture_page(100_000, 100_000),
         codes=("PDF_DAMAGED", *_NOTHING, *_IMAGE), needs=Tool.OCR, apart=True),
    Case("a blank scan", lambda: portable.picture_page(1240, 1754), codes=_NOTHING, needs=Tool.OCR),
    Case("a blank page", lambda: portable.one_page(b""), codes=_NOTHING),
    Case("a PDF with a password", portable.locked, codes=("PDF_ENCRYPTED",)),
    Case("a PDF that only its owner may change", lambda: portable.written(password=""), reads=_WORDS),
    Case("a PDF cut off", lambda: _cut(portable.written()), codes=("PDF_DAMAGED",)),
    Case("a PDF behind foreign bytes", lambda: b"\r\n\0\0" + portable.written(), reads=_WORDS),
    Case("a PDF head alone", lambda: b"%PDF-1.7\n", codes=("PDF_DAMAGED",)),
)  # fmt: skip

_LINE = "ánh giá"

PICTURES = (
    Case("PNG cut off", lambda: _cut(pictures.saved(pictures.printed(), "PNG")), codes=_IMAGE, needs=Tool.OCR),
    Case("JPEG cut off", lambda: _cut(pictures.saved(pictures.printed(), "JPEG"), 0.5), reads="", codes=_IMAGE,
         needs=Tool.OCR),
    Case("TIFF cut off", lambda: _cut(pictures.pages_tiff(2), 0.5), reads="", codes=_IMAGE, needs=Tool.OCR),
    Case("a PNG of 30,000 pixels each way", pictures.huge_png, codes=_IMAGE, needs=Tool.OCR, apart=True),
    Case("a JPEG of 65,000 pixels each way", pictures.huge_jpeg, codes=_IMAGE, needs=Tool.OCR, apart=True),
    Case("one pixel", lambda: pictures.saved(pictures.blank((1, 1)), "PNG"), codes=(*_NOTHING, *_IMAGE),
         needs=Tool.OCR),
    Case("a white page", lambda: pictures.saved(pictures.blank(), "PNG"), codes=_NOTHING, needs=Tool.OCR),
    Case("a black page", lambda: pictures.saved(pictures.blank(level=0), "PNG"), codes=_NOTHING, needs=Tool.OCR),
    Case("grey", lambda: pictures.saved(pictures.printed(), "PNG"), reads=_LINE, layer="ocr", needs=Tool.OCR),
    Case("a palette", lambda: pictures.saved(pictures.printed(mode="P"), "PNG"), reads=_LINE, needs=Tool.OCR),
    Case("black and white", lambda: pictures.saved(pictures.printed(mode="1"), "PNG"), reads=_LINE, needs=Tool.OCR),
    Case("transparent", lambda: pictures.saved(pictures.transparent(), "PNG"), reads=_LINE, needs=Tool.OCR),
    Case("16 bits", pictures.deep, reads=_LINE, needs=Tool.OCR),
    Case("two frames", pictures.moving, reads=_LINE, needs=Tool.OCR),
    Case("CMYK", lambda: pictures.saved(pictures.printed(mode="CMYK"), "JPEG", quality=90), reads=_LINE,
         needs=Tool.OCR),
    Case("turned by Exif", pictures.lying_on_its_side, reads=_LINE, needs=Tool.OCR),
    Case("three pages of TIFF", lambda: pictures.pages_tiff(3), reads="Trang số 3", needs=Tool.OCR),
    Case("TIFF pages in a circle", pictures.circular_tiff, reads=_LINE, codes=_IMAGE, needs=Tool.OCR),
    Case("GIF", lambda: pictures.saved(pictures.printed(), "GIF"), codes=("FORMAT_NOT_SUPPORTED",)),
)  # fmt: skip

OFFICE = (
    Case("an encrypted .doc", compound.encrypted_doc, codes=("DOC_ENCRYPTED",)),
    Case("an encrypted .docx", compound.encrypted_docx, codes=("DOCX_ENCRYPTED",)),
    Case("an encrypted .xls", compound.encrypted_xls, codes=("XLS_ENCRYPTED", "XLSX_ENCRYPTED")),
    Case("an encrypted .odt", _encrypted_odt, codes=("ODT_ENCRYPTED",)),
    Case("a .doc cut off", lambda: compound.encrypted_doc()[:700], codes=("DOC_DAMAGED",)),
    Case("a .doc of nothing but its name", lambda: compound.compound({"WordDocument": bytes(5000)}),
         codes=("DOC_DAMAGED", "OFFICE_FAILED", "NO_TEXT"), needs=Tool.OFFICE),
    Case("a compound file in a circle", compound.looped, codes=("DOC_DAMAGED", "FORMAT_NOT_SUPPORTED")),
    Case("slides of PowerPoint 97", lambda: compound.compound({"PowerPoint Document": b"x"}),
         codes=("FORMAT_NOT_SUPPORTED",)),
    Case("a head of Office 97 alone", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", codes=("DOC_DAMAGED",)),
    Case("10,000 groups in one another in RTF", lambda: texts.rich("{" * 10_000 + PLAN + "}" * 10_000),
         reads=_WORDS, codes=("OFFICE_FAILED", "RTF_DAMAGED"), needs=Tool.OFFICE),
)  # fmt: skip

NAMES = (
    Case("PNG called .docx", lambda: pictures.saved(pictures.printed(), "PNG"), reads=_LINE, needs=Tool.OCR,
         file_name="kế hoạch.docx"),
    Case("Word called .pdf", plain_docx, reads=_WORDS, file_name="kế hoạch.pdf"),
    Case("HTML called .doc", lambda: texts.page(f"<p>{PLAN}</p>"), reads=_WORDS, file_name="kế hoạch.doc"),
    Case("RTF called .doc", lambda: texts.rich(PLAN), reads=_WORDS, needs=Tool.OFFICE, file_name="kế hoạch.doc"),
    Case("PDF called .txt", portable.written, reads=_WORDS, file_name="kế hoạch.txt"),
    Case("a name of 5,000 letters", PLAN.encode, reads=_WORDS, file_name="ế" * 5000 + ".txt"),
    Case("a name with a line feed", PLAN.encode, reads=_WORDS, file_name="kế\nhoạch.txt"),
    Case("a name that climbs out", PLAN.encode, reads=_WORDS, file_name="../../etc/passwd"),
    Case("a name in an old encoding", PLAN.encode, reads=_WORDS, file_name="k\udce1 ho\udcb9ch.txt"),
    Case("no name", PLAN.encode, reads=_WORDS, file_name=""),
)  # fmt: skip

CASES = (*TEXTS, *PACKAGES, *MARKUP, *PORTABLE, *PICTURES, *OFFICE, *NAMES)
