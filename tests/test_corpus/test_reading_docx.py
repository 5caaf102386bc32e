import io
import struct
import zipfile
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.model import BlockKind, Document, Severity
from corpus.reading import load_document, read_document

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "iso-files"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _zip(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _docx(body: str, **parts: str) -> bytes:
    document = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
    return _zip({"word/document.xml": document} | {f"word/{name}.xml": content for name, content in parts.items()})


def _p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblGrid/>{''.join(rows)}</w:tbl>"


def _said(document: Document) -> list[str | list[str | None]]:
    """Every block as its text, or as the list of its cells (a covered cell as "^" or "<")."""
    signs = {"above": "^", "left": "<"}
    return [
        [document.slice(cell.source) if cell.source else signs[cell.merged or ""] for cell in block.cells]
        if block.kind is BlockKind.ROW
        else document.slice(block.source)
        for block in document.blocks
    ]


def _read(body: str, **parts: str) -> list[str | list[str | None]]:
    return _said(read_document(_docx(body, **parts), "a.docx"))


def _code(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.docx")
    assert caught.value.message
    return caught.value.code


def test_paragraphs_and_rows_come_in_document_order_with_exact_ranges() -> None:
    body = _p("Một") + _p("  ") + _tbl(_tr(_tc(_p("a") + _p("b")), _tc(_p("")), _tc(_p("c")))) + _p("Hai")
    document = read_document(_docx(body), "thư mục/kh.docx")
    assert _said(document) == ["Một", ["a\nb", "", "c"], "Hai"]
    assert document.text == "Một\na\nb\t\tc\nHai"
    assert (document.wrapped, document.quality.pages, document.name) == (False, None, "kh.docx")


def test_tabs_breaks_and_hyphens_inside_runs_are_kept() -> None:
    run = (
        "<w:p><w:r><w:t>Số</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>KH</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r></w:p>"
    )
    assert _read(run) == ["Số\t12\nKH-UBND"]


def test_tracked_insertions_are_kept_and_deletions_and_hidden_text_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>y</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>z</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>c</w:t></w:r>'
        "<w:hyperlink><w:r><w:t>d</w:t></w:r></w:hyperlink></w:p>"
    )
    assert _read(body) == ["abcd"]


def test_moved_text_smart_tags_results_of_fields_and_formulas_stand_once() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = (
        "<w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo>"
        "<w:smartTag><w:r><w:t>b</w:t></w:r></w:smartTag>"
        '<w:fldSimple w:instr="DATE"><w:r><w:t>c</w:t></w:r></w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f"<m:oMath {math}><m:r><m:t>d</m:t></m:r></m:oMath></w:p>"
        f"<w:moveFrom>{_p('y')}</w:moveFrom><w:moveTo>{_p('e')}</w:moveTo>"
    )
    assert _read(body) == ["abcd", "e"]


def test_what_is_kept_in_another_file_or_in_notes_is_reported() -> None:
    document = read_document(
        _docx(_p("a") + '<w:altChunk/><w:p><w:r><w:t>b</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'), "a"
    )
    assert _said(document) == ["a", "b"]
    assert [(problem.code, problem.severity) for problem in document.problems] == [
        ("CONTENT_NOT_READ", Severity.WARNING),
        ("CONTENT_NOT_READ", Severity.INFO),
    ]
    assert all(problem.message.endswith(".") for problem in document.problems)


def test_signs_of_symbol_fonts_are_shown_and_unknown_ones_kept() -> None:
    def sign(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    wingdings = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>\uf0fc\uf0a8</w:t></w:r>'
    body = (
        f"<w:p>{sign('Symbol', 'F0B7')}<w:r><w:t> Họp \uf0b7 </w:t></w:r>{sign('Wingdings', 'F0FE')}"
        f"{sign('Symbol', 'B3')}{sign('Webdings', 'F041')}{sign('Symbol', 'xyz')}{sign('Symbol', '')}{wingdings}</w:p>"
    )
    assert _read(body) == ["- Họp - ☑≥\uf041✓☐"]


def _run(text: str, font: str = "", **slots: str) -> str:
    slots = slots or ({"ascii": font, "hAnsi": font} if font else {})
    fonts = "".join(f' w:{slot}="{name}"' for slot, name in slots.items())
    properties = f"<w:rPr><w:rFonts{fonts}/></w:rPr>" if fonts else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([_run("KÕ ho¹ch ®¸nh gi¸", ".VnTime")], "Kế hoạch đánh giá"),
        ([_run("KÕ", ".VnTime"), _run(" ho", ".VnTime"), _run("¹ch", ".VnArial")], "Kế hoạch"),
        ([_run("céng hßa", ".VnTimeH"), _run(" x· héi", ".VnTime")], "CỘNG HÒA xã hội"),
        ([_run("SỞ ", "Times New Roman"), _run("y tÕ", ".vntimeh")], "SỞ Y TẾ"),
        ([_run("Quye", "VNI-Times"), _run("át ñònh", "VNI-Times")], "Quyết định"),
        ([_run("ban haønh", "VNI-Helve"), _run(" Quyết định", "Arial")], "ban hành Quyết định"),
        ([_run("\uf04b\uf0d5 ho\uf0b9ch", ".VnTime")], "Kế hoạch"),
        ([_run("tr\u00ad\u00ebng", hAnsi=".VnTime", ascii="Times New Roman")], "trưởng"),
        ([_run("tr\u00ad\u00ebng", ascii=".VnTime")], "trưởng"),
        ([_run("tr\u00ad\u00ebng", cs=".VnTime")], "trưởng"),
        ([_run("Sè 5", ".VnTime")], "Số 5"),
        ([_run("tr^\u00ebng", ".VnTime").replace("^", "</w:t><w:softHyphen/><w:t>")], "trưởng"),
        ([_run("chủ^đề ", "Arial").replace("^", "</w:t><w:softHyphen/><w:t>"), _run("Sè", ".VnTime")], "chủđề Số"),
    ],
)
def test_runs_in_old_fonts_are_decoded_by_their_font(runs: list[str], text: str) -> None:
    document = read_document(_docx(_paragraph(*runs)), "a.docx")
    assert document.text == text
    assert [(problem.code, problem.severity) for problem in document.problems] == [("LEGACY_FONT", Severity.INFO)]


@pytest.mark.parametrize(
    "runs",
    [
        [_run("Kế hoạch của Ủy ban", ".VnTime")],
        [_run("báo cáo các lý do, ghi chú", ".VnTime")],  # every letter of it stands in Latin-1 too
        [_run("bào chữa, ô tô", "VNI-Times")],
        [_run("Kế hoạch", ascii="Times New Roman", hAnsi="Times New Roman", cs=".VnTime")],
        [_run("Sè 5", "Times New Roman")],
        [_run("chú ", ".VnTime"), _run("báo cáo", ".VnTime"), _run(" chú", ".VnTimeH"), _run(" Ủy ban", ".VnTime")],
        [_run("", ".VnTime"), _run("ISO 9001", ".VnTime")],
    ],
)
def test_unicode_in_a_run_that_still_names_an_old_font_is_not_touched(runs: list[str]) -> None:
    document = read_document(_docx(_paragraph(*runs)), "a.docx")
    assert document.text == "".join(run.split(">")[-3].split("<")[0] for run in runs)
    assert document.problems == ()


STYLES = (
    f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:rFonts %s/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="N"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="L"/></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("default", "normal", "paragraph", "text"),
    [
        (".VnTime", "", _paragraph(_run("KÕ ho¹ch")), "Kế hoạch"),
        ("Arial", 'w:hAnsi=".VnTime"', _paragraph(_run("KÕ ho¹ch")), "Kế hoạch"),
        ("Arial", 'w:hAnsi="VNI-Times"', _paragraph(_run("Keá hoaïch"), style="A"), "Kế hoạch"),
        ("Arial", 'w:hAnsi=".VnTime"', _paragraph(_run("Sè"), style="B"), "Sè"),
        ("Arial", "", _paragraph(_run("Sè").replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="C"/></w:rPr>')), "Số"),
        (".VnTime", "", _paragraph(_run("Sè"), style="L"), "Số"),
        (".VnTime", 'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"', _paragraph(_run("Sè")), "Sè"),
        (".VnTime", "", _paragraph(_run("Sè", "Arial")), "Sè"),
    ],
)
def test_the_font_comes_from_run_style_and_defaults_in_that_order(
    default: str, normal: str, paragraph: str, text: str
) -> None:
    assert _read(paragraph, styles=STYLES % (default, default, normal)) == [text]


def test_old_fonts_are_decoded_in_cells_and_old_text_without_its_font_by_its_spelling() -> None:
    body = _tbl(_tr(_tc(_paragraph(_run("Néi dung", ".VnTime"))), _tc(_p("")))) + _p("KÕ ho¹ch cña Së Y tÕ n¨m nay")
    document = read_document(_docx(body), "a")
    assert _said(document) == [["Nội dung", ""], "Kế hoạch của Sở Y tế năm nay"]
    assert [problem.code for problem in document.problems] == ["LEGACY_FONT", "LEGACY_ENCODING"]


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    assert _read(_p("Kế ", "<w:rPr><w:del/></w:rPr>") + _p("hoạch")) == ["Kế hoạch"]


def test_content_controls_and_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{_p('khung')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtContent>{_p('khối')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>dòng</w:t></w:r></w:sdtContent></w:sdt><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + _p("sau")
    )
    assert _read(body) == ["khối", "dòng", "khung", "sau"]


def test_merged_cells_keep_their_column() -> None:
    start, go = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = _tbl(
        _tr(_tc(_p("nhóm"), '<w:gridSpan w:val="3"/>')),
        _tr(_tc(_p("1")), _tc(_p("Phòng"), start), _tc(_p("x"))),
        _tr(_tc(_p("2")), _tc(_p("ẩn"), go), _tc(_p("y"))),
        _tr(_tc(_p("z")), properties='<w:gridBefore w:val="2"/>'),
    )
    assert _read(body) == [["nhóm", "<", "<"], ["1", "Phòng", "x"], ["2", "^", "y"], ["", "", "z"]]


def test_a_deleted_row_is_left_out_and_a_nested_table_flattened() -> None:
    inner = _tbl(_tr(_tc(_p("i")), _tc(_p("ii"))))
    body = _tbl(_tr(_tc(_p("bỏ")), properties="<w:del/>"), _tr(_tc(_p("a") + inner + _p("b")), _tc(_p("c"))))
    assert _read(body) == [["a\ni\tii\nb", "c"]]


def _level(depth: int, kind: str, template: str, start: int = 1) -> str:
    what = f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{template}"/>'
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/>{what}</w:lvl>'


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    + _level(0, "upperRoman", "%1.")
    + _level(1, "decimal", "%2.")
    + _level(2, "lowerLetter", "%2.%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + _level(0, "bullet", "\uf0b7")
    + _level(1, "bullet", "+")
    + _level(2, "chineseCounting", "%3")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="4"/></w:lvlOverride>'
    "</w:num></w:numbering>"
)


def _numbered(text: str, list_id: int, depth: int = 0) -> str:
    return _p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_automatic_numbers_are_shown_as_word_shows_them() -> None:
    steps = [("A", 1, 0), ("B", 1, 1), ("C", 1, 2), ("D", 1, 2), ("E", 1, 1), ("F", 1, 2), ("G", 1, 0), ("H", 1, 1)]
    body = "".join(_numbered(*step) for step in steps) + _numbered("K", 3) + _numbered("L", 3) + _p("M")
    shown = ["I. A", "1. B", "1.a) C", "1.b) D", "2. E", "2.a) F", "II. G", "1. H", "IV. K", "V. L", "M"]
    assert _read(body, numbering=NUMBERING) == shown


def test_bullets_are_dashes_and_an_unknown_format_gives_no_label() -> None:
    body = _numbered("a", 2) + _numbered("b", 2, 1) + _numbered("c", 2, 2) + _numbered("d", 9) + _numbered("e", 0)
    assert _read(body, numbering=NUMBERING) == ["- a", "+ b", "c", "d", "e"]


def test_an_empty_numbered_cell_shows_its_number() -> None:
    body = _tbl(*(_tr(_tc(_numbered("", 1, 1)), _tc(_p(text))) for text in ("Họp", "Báo cáo")))
    assert _read(body, numbering=NUMBERING) == [["1.", "Họp"], ["2.", "Báo cáo"]]


def test_numbering_may_come_from_a_style_or_the_style_it_is_based_on() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="K"><w:basedOn w:val="H"/></w:style><w:style w:styleId="L"><w:basedOn w:val="L"/></w:style>'
        "</w:styles>"
    )
    body = _p("a", '<w:pStyle w:val="H"/>') + _p("b", '<w:pStyle w:val="K"/>') + _p("c", '<w:pStyle w:val="L"/>')
    assert _read(body, numbering=NUMBERING, styles=styles) == ["I. a", "II. b", "c"]


@pytest.mark.parametrize("number", ["1" * 400, "-3", "x", "99999"])
def test_absurd_numbers_in_properties_do_no_harm(number: str) -> None:
    body = _tbl(_tr(_tc(_p("a"), f'<w:gridSpan w:val="{number}"/>')))
    assert _read(body) == [["a"]]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("<w:document", "DOCX_DAMAGED"),
        (f"<w:document {W}/>", "DOCX_DAMAGED"),
        (f"<w:document {W}><w:body/></w:document>", "NO_TEXT"),
        (
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {W}>&x;</w:document>',
            "ARCHIVE_SUSPICIOUS",
        ),
        (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
            "ARCHIVE_SUSPICIOUS",
        ),
        (f"<w:document {W}><w:body>{_p('a')}<!-- {'x' * 40_000_000} --></w:body></w:document>", "ARCHIVE_SUSPICIOUS"),
        (
            f"<w:document {W}><w:body>{'<w:ins>' * 9000}{_p('a')}{'</w:ins>' * 9000}</w:body></w:document>",
            "DOCX_DAMAGED",
        ),
        (
            f"<w:document {W}><w:body>{'<w:ins>' * 1500}{_p('a')}{'</w:ins>' * 1500}</w:body></w:document>",
            "DOCX_DAMAGED",
        ),
        (f"<w:document {W}><w:body>{'<w:ins>' * 240}{_p('a')}{'</w:ins>' * 240}</w:body></w:document>", None),
    ],
    ids=["cut", "no body", "blank", "entity", "entity in UTF-16", "bomb", "far too deep", "too deep", "deep"],
)
def test_hostile_parts_are_refused(part: str | bytes, code: str | None) -> None:
    data = _zip({"word/document.xml": part})
    if code is None:
        assert _said(read_document(data, "a")) == ["a"]
    else:
        assert _code(data) == code


def test_a_bomb_in_a_part_that_is_not_needed_is_never_inflated() -> None:
    data = _docx(_p("a"), media="0" * 60_000_000)
    assert _said(read_document(data, "a")) == ["a"]


@pytest.mark.parametrize("claimed", [10, 2**31])
def test_a_zip_that_lies_about_sizes_is_refused(claimed: int) -> None:
    data = bytearray(_docx(_p("a") * 30_000))
    directory = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, directory + 24, claimed)
    assert _code(bytes(data)) in {"DOCX_DAMAGED", "ARCHIVE_SUSPICIOUS"}


def test_a_zip_of_too_many_entries_is_refused() -> None:
    assert _code(_zip({f"word/{number}": "" for number in range(5_001)})) == "ARCHIVE_SUSPICIOUS"


def test_a_password_on_the_zip_is_named() -> None:
    data = bytearray(_docx(_p("a")))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert _code(bytes(data)) == "DOCX_ENCRYPTED"


def test_a_cut_docx_is_damaged() -> None:
    data = _docx(_p("a") * 100)
    assert _code(data[: len(data) // 2]) == "DOCX_DAMAGED"


@pytest.mark.skipif(not FILES.is_dir(), reason="no real files beside the repository: the real Word plan is unchecked")
def test_the_real_plan_is_read_as_labelled_by_hand() -> None:
    import json

    gold = json.loads((FILES / "001.gold.json").read_text("utf-8"))
    document = load_document(FILES / "001.docx")
    assert "".join(document.text.split()) == "".join(gold["linear_text"].split())
    rows = [row for row in _said(document) if isinstance(row, list)][-len(gold["table"]["rows"]) :]
    filled: list[list[str | None]] = []
    for row in rows:
        filled.append([filled[-1][place] if cell == "^" else cell for place, cell in enumerate(row)])
    assert filled == gold["table"]["rows"]


@pytest.mark.skipif(
    not FILES.is_dir(), reason="no real files beside the repository: tracked changes in one are unchecked"
)
def test_insertions_boxes_and_controls_of_a_real_file_stand_once_and_deletions_nowhere() -> None:
    plain = load_document(FILES / "001.docx").text
    text = load_document(FILES / "001.trap-trackchange-textbox-sdt.docx").text
    extra = [line for line in text.split("\n") if line not in plain.split("\n")]
    assert len(extra) == 3
    assert [text.count(word) for word in ("CHEN-THEM", "TEXTBOX-KHUNG", "SDT-KHOI")] == [1, 1, 1]
