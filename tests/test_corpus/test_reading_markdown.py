from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import BlockKind
from corpus.reading.text.markdown import looks_like_markdown, read_markdown

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def _said(text: str) -> list[str | list[str | None]]:
    """Every block as its text, or as the list of its cells (``None`` for a covered one)."""
    reading = read_markdown(text.encode())
    return [
        [reading.text[cell.source.start : cell.source.end] if cell.source else None for cell in block.cells]
        if block.kind is BlockKind.ROW
        else reading.text[block.source.start : block.source.end]
        for block in reading.blocks
    ]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("# KẾ HOẠCH **năm 2024**\n\nMục tiêu\n---\n", ["KẾ HOẠCH năm 2024", "Mục tiêu"]),
        ("*một* __hai__ ~~ba~~ `bốn` \\*năm\\* a_b_c 2 * 3", ["một hai ba bốn *năm* a_b_c 2 * 3"]),
        ("**Mục tiêu:**nâng cao", ["Mục tiêu:nâng cao"]),
        ("A &amp; B &lt;5&#37;", ["A & B <5%"]),
        ("- một\n- hai\n  + ba\n\n1. bốn\n2) năm\n* sáu", ["- một", "- hai", "+ ba", "1. bốn", "2) năm", "* sáu"]),
        ("3. ba\n4. bốn", ["3. ba", "4. bốn"]),
        ("1. Việc một\n   tiếp\n\n   đoạn hai\n   a) con", ["1. Việc một tiếp", "đoạn hai", "a) con"]),
        ("- \n- a", ["-", "- a"]),
        ("> trích\n\n![ảnh](a.png) [nghị định](http://x) <http://y>", ["trích", "ảnh nghị định http://y"]),
        ("một  \nhai\\\nba<br>bốn", ["một\nhai\nba\nbốn"]),
        ("```\nmã   một\n\n# hai\n```", ["mã   một", "# hai"]),
        ("    thụt vào nhưng là chữ", ["thụt vào nhưng là chữ"]),
        ("<ten co quan> và <Tên người ký>", ["<ten co quan> và <Tên người ký>"]),
        ("<ten co quan>\n\na <!-- ẩn --> b\n\n<!-- ẩn\n-->", ["<ten co quan>", "a  b"]),
        ("<div>\n<b>một</b> &amp; hai\n</div>\n", ["một & hai"]),
        ("---\ntitle: Kế hoạch\n---\n\nMột", ["title: Kế hoạch", "Một"]),
        ("Một\r\n\r\nHai\r\n", ["Một", "Hai"]),
        ("", []),
    ],
)
def test_markup_becomes_plain_paragraphs(source: str, blocks: list[str]) -> None:
    assert _said(source) == blocks


def test_a_pipe_table_becomes_rows_with_cells() -> None:
    source = (
        "Bảng\n\n| TT | Nội dung | Hạn |\n|:---|:---:|---|\n| 1 | Họp \\| bàn<br>**kế hoạch** | 30/9 |\n"
        "| 2 | | |\n| 3 | thiếu |\n| 4 | a | b | thừa *c* |\n\nHết\n\nA | B\n--|--\nx | y\n"
    )
    assert _said(source) == [
        "Bảng",
        ["TT", "Nội dung", "Hạn"],
        ["1", "Họp | bàn\nkế hoạch", "30/9"],
        ["2", "", ""],
        ["3", "thiếu", ""],
        ["4", "a", "b | thừa c"],
        "Hết",
        ["A", "B"],
        ["x", "y"],
    ]
    tables = [block.table for block in read_markdown(source.encode()).blocks if block.table is not None]
    assert tables == [0] * 5 + [1] * 2


def test_an_html_table_inside_becomes_rows_and_counts_as_a_table() -> None:
    table = "<table>\n<tr><td rowspan=2>a</td><td>b</td></tr>\n<tr><td>c</td></tr>\n</table>\n"
    source = f"{table}\n| d | e |\n|---|---|\n| f | g |\n"
    assert _said(source) == [["a", "b"], [None, "c"], ["d", "e"], ["f", "g"]]
    assert [block.table for block in read_markdown(source.encode()).blocks] == [0, 0, 1, 1]


def test_wrapped_lines_are_joined_and_lines_that_were_not_wrapped_stay_apart() -> None:
    source = (
        "Căn cứ Nghị định của Chính phủ quy định chức năng, nhiệm vụ,\nquyền hạn và cơ cấu tổ chức của các cơ quan"
        " chuyên môn;\n\nNơi nhận:\nNhư trên\nLưu văn thư\n\na) Rà soát toàn bộ quy trình, trình người có thẩm quyền"
        "\nb) Ban hành quy trình\nĐiều 2. Tổ chức thực hiện\n"
    )
    assert _said(source) == [
        "Căn cứ Nghị định của Chính phủ quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của các cơ quan "
        "chuyên môn;",
        "Nơi nhận:",
        "Như trên",
        "Lưu văn thư",
        "a) Rà soát toàn bộ quy trình, trình người có thẩm quyền",
        "b) Ban hành quy trình",
        "Điều 2. Tổ chức thực hiện",
    ]


def test_an_old_encoding_is_decoded_before_the_markup_is_read() -> None:
    reading = read_markdown(b"# K\xd5 ho\xb9ch\n\n- \xa7\xb8nh gi\xb8 n\xe9i b\xe9\n")
    assert reading.text == "Kế hoạch\n- Đánh giá nội bộ"
    assert [problem.code for problem in reading.problems] == ["LEGACY_ENCODING"]


def test_signs_nested_beyond_reason_do_not_swallow_the_text() -> None:
    assert _said("> " * 20_000 + "chữ") == ["chữ"]
    assert _said("- " * 20_000 + "chữ") == ["chữ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| A | B |\n|---|:-:|\n| 1 | 2 |", False),
        ("# Một\n\n## Hai\n\n### Ba\n", False),
        ("# Một\n\n**Hai** rồi\n\n## Ba", True),
        ("**a** **b** **c** **d** **e** **f**", True),
        ("- Một\n- Hai\n+ Ba\n* Bốn\n", False),
        ("# Về việc ban hành kế hoạch\nNội dung\n", False),
        ("ỦY BAN NHÂN DÂN | CỘNG HÒA\n------- | -------\nSố: 5", False),
        ("UBND XÃ    | CỘNG HÒA XÃ HỘI\n-------      ---------------\n", False),
        ("| A | B |\n|---|\n", False),
        ("a | b | c\n", False),
        ("1. Một\n2. Hai\n-------\n*****\n", False),
        ("Giá ** rất ** cao, 2 * 3 * 4, __________ ký tên __________", False),
        ("#1 #2 #3 #hashtag\n#4\n#5\n", False),
        ("", False),
    ],
)
def test_only_text_marked_up_throughout_is_taken_for_markdown(text: str, expected: bool) -> None:
    assert looks_like_markdown(text) is expected


@given(st.text(alphabet=st.sampled_from("ađ1 #*|-\n<>`_[]()&;:.\t"), max_size=80))
def test_blocks_are_ordered_and_no_letter_outside_tags_and_links_is_lost(text: str) -> None:
    reading = read_markdown(text.encode())
    position = 0
    for block in reading.blocks:
        assert block.source.start >= position
        position = block.source.end
        assert reading.text[block.source.start : position].strip() or block.cells
    if not set("<[`&") & set(text):
        assert sorted(c for c in reading.text if c in "ađ") == sorted(c for c in text if c in "ađ")


@pytest.mark.skipif(not SHARED.is_dir(), reason="no real files beside the repository: none is told apart as Markdown")
def test_of_the_real_plans_only_those_with_its_signs_are_taken_for_markdown() -> None:
    paths = sorted(
        path for folder in ("iso", "iso-corrected", "other") for path in (SHARED / "plans" / folder).iterdir()
    )
    for path in (path for path in paths if path.suffix == ".txt"):
        text = path.read_text("utf-8-sig")
        assert looks_like_markdown(text) is (text.count("**") >= 12), path.name
