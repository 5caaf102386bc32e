import base64
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.model import BlockKind, Document
from corpus.reading import read_document
from corpus.reading.encodings.tcvn3 import LETTERS
from corpus.reading.web.html import MAX_TAGS, read_html
from corpus.reading.web.tables import MAX_COLUMNS

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "iso-files"
SENTENCE = "Kế hoạch triển khai thực hiện nhiệm vụ quản lý chất lượng của các cơ quan nhà nước năm nay"


def _said(document: Document) -> list[str | list[str]]:
    """Every block as its text, or as the list of its cells (a covered cell as "^" or "<")."""
    signs = {"above": "^", "left": "<"}
    return [
        [document.slice(cell.source) if cell.source else signs[cell.merged or ""] for cell in block.cells]
        if block.kind is BlockKind.ROW
        else document.slice(block.source)
        for block in document.blocks
    ]


def _read(page: str | bytes) -> list[str | list[str]]:
    data = page if isinstance(page, bytes) else f"<html><body>{page}".encode()
    return _said(read_document(data, "a.html"))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "<p>Kế <b>hoạch</b>\n   năm&nbsp;&nbsp;2024 </p><div>Hai<h1>Ba</h1>Bốn",
            ["Kế hoạch năm 2024", "Hai", "Ba", "Bốn"],
        ),
        ("Một<br>dòng<br/> nữa", ["Một\ndòng\nnữa"]),
        ("Đoạn một<br> <br>Đoạn hai<br><br><br>", ["Đoạn một", "Đoạn hai"]),
        ("<pre>a\n  b</pre>c", ["a\nb", "c"]),
        ("<ol start=3><li>a<li value=7>b<li><p>c</p><p>d</p></ol>", ["3. a", "7. b", "8. c", "d"]),
        ("<ol type=I><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", ["I. a", "a. b", "b. c", "II. d"]),
        ('<ol style="list-style-type: upper-roman"><li>a<li>b<li>c<li>d', ["I. a", "II. b", "III. c", "IV. d"]),
        ("<ul><li>a<li>b</ul>", ["- a", "- b"]),
        ('<ul style="list-style:none"><li>a', ["a"]),
        ("<p>a<del>xóa</del><ins>thêm</ins><s>gạch</s></p>", ["athêmgạch"]),
        ('a<span style="DISPLAY : none">x</span>b<i hidden>y</i>c<span style="mso-hide:all">z</span>', ["abc"]),
        ('<span style="display:block">a</span>', ["a"]),
        ("<title>t</title><script>s()</script><style>p{}</style>a<!-- b --><select><option>o</select>", ["a"]),
        ("<![if !supportLists]><span>1.<span>&nbsp; </span></span><![endif]>Mục đích<o:p></o:p>", ["1. Mục đích"]),
        ('a<div style="mso-element:footnote-list"><p>ghi chú</div>', ["a"]),
        ("m<sup>2</sup>", ["m2"]),
        ("<p>Kính gửi<p>Các đơn vị</table></td>cuối", ["Kính gửi", "Các đơn vịcuối"]),
        ("&#75;&#7871; ho&#x1EA1;ch &amp; &lt;x&gt;", ["Kế hoạch & <x>"]),
    ],
)
def test_text_is_cut_into_paragraphs_as_a_browser_shows_it(page: str, said: list[str]) -> None:
    assert _read(page) == said


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<table><caption>Bảng</caption><tr><th>a<th>b<tr><td>c<td></table>d", ["Bảng", ["a", "b"], ["c", ""], "d"]),
        (
            "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td rowspan=9>f<td>g</table>",
            [["a", "b", "<"], ["^", "c", "d"], ["e", "f", "g"]],
        ),
        (
            "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f",
            [["a", "<", "b"], ["^", "^", "c"], ["d", "e", "f"]],
        ),
        ("<table><tr><td colspan=1000>a<tr><td>b<td>c</table>", [["a", "<"], ["b", "c"]]),
        ("<table><tr><td><p>a</p><p>b<br>c</p><td>d</table>", [["a\nb\nc", "d"]]),
        ("<table><tr><td>a<td>b<tr><td> <td>&nbsp;<tr></tr><tr><td>c<td>d</table>", [["a", "b"], ["c", "d"]]),
        (
            "<table><tr><td>a dài hơn<td>b<table><tr><td>c<td>d<tr><td>e<td>f</table></table>",
            [["a dài hơn", "b\nc\td\ne\tf"]],
        ),
        ("<table><tr><td><p>a<p>b</table>", ["a", "b"]),
        ("<table><tr><td>a<tr><td>b</table>", ["a", "b"]),
        ("<table><tr><td>&nbsp;<td><p>a<tr><td><td>b</table>", ["a", "b"]),
        ('<table role="presentation"><tr><td>a<td>b</table>', ["a", "b"]),
        (
            "<table><tr><td>Tin<td>a<table><tr><td>Nội dung<td>Đơn vị<tr><td>Rà soát<td>Văn phòng</table></table>",
            ["Tin", "a", ["Nội dung", "Đơn vị"], ["Rà soát", "Văn phòng"]],
        ),
    ],
)
def test_tables_become_rows_and_layout_tables_running_text(page: str, said: list[str | list[str]]) -> None:
    assert _read(page) == said


def test_tables_are_told_apart_by_number() -> None:
    document = read_document(b"<html><table><tr><td>a<td>b</table><table><tr><td>c<td>d<tr><td>e<td>f</table>", "a")
    assert [block.table for block in document.blocks] == [0, 1, 1]
    assert not document.wrapped


@pytest.mark.parametrize("tag", ["<nav>{}</nav>", '<div id="nav">{}</div>', '<ul class="x main-menu">{}</ul>'])
def test_a_menu_is_left_out_and_reported(tag: str) -> None:
    document = read_document(f"<html>{tag.format('<li>Trang chủ')}<p>Kế hoạch".encode(), "a")
    assert _said(document) == ["Kế hoạch"]
    assert [problem.code for problem in document.problems] == ["MENU_LEFT_OUT"]


@pytest.mark.parametrize(
    "tag",
    [
        '<div class="navy">{}</div>',
        '<div class="menu-content">{}</div>',
        "<div id=nav>{}<table><tr><td>a</table></div>",
    ],
)
def test_what_only_sounds_like_a_menu_is_kept(tag: str) -> None:
    document = read_document(f"<html>{tag.format('Kế hoạch')}".encode(), "a")
    assert "Kế hoạch" in document.text
    assert document.problems == ()


def _tcvn3(text: str) -> str:
    codes = {letter: code for code, letter in LETTERS.items()}
    return "".join(codes.get(char, char) for char in text)


PAGE = '<html><head><meta charset="{}"></head><body><p>{}</p><table><tr><td>1<td>{}</table>'


@pytest.mark.parametrize(
    "data",
    [
        PAGE.format("utf-8", SENTENCE, SENTENCE).encode(),
        b"\xef\xbb\xbf" + PAGE.format("x", SENTENCE, SENTENCE).encode(),
        PAGE.format("iso-8859-1", SENTENCE, SENTENCE).encode(),
        PAGE.format("utf-16", SENTENCE, SENTENCE).encode("utf-16"),
        PAGE.format("utf-16", SENTENCE, SENTENCE).encode("utf-16-be"),
        PAGE.format("x-user-defined", _tcvn3(SENTENCE), _tcvn3(SENTENCE)).encode("latin-1"),
        PAGE.format("utf-8", *2 * [f'<font face=".VnTime">{_tcvn3(SENTENCE)}</font>']).encode(),
        PAGE.format("utf-8", *2 * ["".join(f"&#{ord(char)};" for char in _tcvn3(SENTENCE))]).encode(),
    ],
    ids=["utf-8", "mark", "wrongly named", "utf-16", "utf-16 bare", "tcvn3 bytes", "tcvn3 font", "tcvn3 references"],
)
def test_a_page_is_decoded_whatever_it_says_of_itself(data: bytes) -> None:
    assert _read(data) == [SENTENCE, ["1", SENTENCE]]


def test_windows_1258_is_decoded_with_its_combining_marks() -> None:
    marks = {
        "ế": "ê\u0301",
        "ạ": "a\u0323",
        "ể": "ê\u0309",
        "ự": "ư\u0323",
        "ệ": "ê\u0323",
        "ụ": "u\u0323",
        "ấ": "â\u0301",
    }
    marks |= {"ả": "a\u0309", "ý": "y\u0301", "ượ": "ươ\u0323", "ủ": "u\u0309", "ớ": "ơ\u0301", "à": "à", "á": "á"}
    text = SENTENCE
    for letter, parts in marks.items():
        text = text.replace(letter, parts)
    assert _read(f"<html><p>{text}".encode("cp1258")) == [text]


def test_bytes_of_no_encoding_are_refused_and_a_few_broken_ones_reported() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_html(b"<html><p>" + bytes(range(0xA1, 0x100)) * 3)
    assert caught.value.code == "UNKNOWN_ENCODING"
    page = PAGE.format("utf-8", SENTENCE * 30, "b").encode()
    document = read_document(page.replace(b"nay", b"nay\xe1", 1), "a")
    assert "nay\ufffd" in document.text
    assert [problem.code for problem in document.problems] == ["BYTES_NOT_READ"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("folder", ["", "multipart/alternative"])
def test_a_page_saved_as_one_file_is_read_from_its_html_part(charset: str, folder: str) -> None:
    content = base64.encodebytes(f"<html><p>{SENTENCE}".encode(charset)).decode()
    page = f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n{content}\n"
    if folder:
        page = f"Content-Type: {folder}; boundary=in\n\n--in\n{page}--in--\n"
    picture = "--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    message = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n{page}{picture}--x--\n"
    assert _read(message.replace("\n", "\r\n").encode()) == [SENTENCE]


def test_a_saved_page_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_html(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\n--x--"
        )
    assert caught.value.code == "HTML_DAMAGED"


@pytest.mark.parametrize(
    ("page", "code"),
    [("<div>" * 3000 + "a", "HTML_DAMAGED"), ("<b>" * (MAX_TAGS + 1), "HTML_TOO_LARGE"), ("", "HTML_DAMAGED")],
    ids=["deep", "many tags", "empty"],
)
def test_a_page_beyond_the_limits_is_refused(page: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_html(page.encode())
    assert caught.value.code == code
    assert "hãy" in caught.value.message


@pytest.mark.parametrize("deep", ["<div>", "<font><b>", "<table><tr><td>a<td>", "<ul><li>"])
def test_forgotten_end_tags_lose_no_text(deep: str) -> None:
    assert "Kế hoạch" in read_html((f"<html>{deep * 500}Kế hoạch").encode()).text


def test_spans_cannot_ask_for_more_than_the_limits() -> None:
    row = "<tr>" + "<td rowspan=1000 colspan=1000>a" * 400
    reading = read_html(f"<html><table>{row}{'<tr><td>b' * 5000}</table>".encode())
    assert max(len(block.cells) for block in reading.blocks) == MAX_COLUMNS
    assert [problem.code for problem in reading.problems] == ["TABLE_CUT"]


class _Plain(HTMLParser):
    """An independent reader: all text outside of scripts, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


WORDS = st.text(st.sampled_from("abcđ ế<>&\n\t1"), max_size=12).map(lambda text: text.replace("<", "&lt;"))
TAGS = st.sampled_from(["p", "div", "b", "i", "table", "tr", "td", "th", "ul", "li", "h1", "br", "span", "o:p"])
PARTS = st.lists(st.one_of(WORDS, TAGS.map("<{}>".format), TAGS.map("</{}>".format)), max_size=30)


@given(PARTS)
def test_no_letter_is_lost_or_added_whatever_the_markup(parts: list[str]) -> None:
    page = "<html><body>" + "".join(parts).replace("<li>", "") + " "
    plain = _Plain()
    plain.feed(page)
    plain.close()
    reading = read_html(page.encode())
    assert "".join(reading.text.split()) == "".join(plain.text.split())


@pytest.mark.skipif(not FILES.is_dir(), reason="no real page beside the repository: a page of a portal is not read")
def test_a_real_page_gives_the_cells_and_paragraphs_of_its_gold() -> None:
    gold = json.loads((FILES / "001.gold.json").read_text("utf-8"))
    said = _said(read_document((FILES / "001.html").read_bytes(), "a"))
    rows = [row for row in said if isinstance(row, list)]
    paragraphs = [line for item in said if isinstance(item, str) for line in item.split("\n")]
    assert gold["table"]["columns"] in rows
    filled = [
        [cell if cell not in "^<" else above for cell, above in zip(row, rows[at], strict=True)]
        for at, row in enumerate(rows[-10:], len(rows) - 11)
    ]
    assert [row[1] for row in filled] == [row[1] for row in gold["table"]["rows"]]
    assert [text for text in gold["paragraphs"] if text not in paragraphs] == []


def test_a_list_that_begins_beyond_reason_is_numbered_in_figures() -> None:
    page = "<!doctype html><ol type=a start=200000000><li>một</ol><ol type=I start=5000><li>hai</ol>"
    reading = read_html(page.encode())
    assert reading.text.split("\n") == ["200000000. một", "5000. hai"]
