import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.restoration.words import Kind, find_tokens, spell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s6 19/2014/Qb-TTg ngay 05/3/2014", ["w:s6", "s:19/2014/Qb-TTg", "w:ngay", "n:05/3/2014"]),
        ("Sé: 41 /KH-UBND Ha Noi", ["w:Sé", "s:41 /KH-UBND", "w:Ha", "w:Noi"]),
        ("57-NQ/TW va 206-CP", ["s:57-NQ/TW", "w:va", "s:206-CP"]),
        ("Luat 08/2020/QH14", ["w:Luat", "s:08/2020/QH14"]),
        ("HDND-UBND, xa/thi tran", ["w:HDND", "w:UBND", "w:xa", "w:thi", "w:tran"]),
        ("TCVN ISO9001:2015; 1SO", ["w:TCVN", "w:ISO", "n:9001", "n:2015", "w:1SO"]),
        ("S¢ KH&CN x@ c&", ["w:S¢", "w:KH", "w:CN", "w:x@", "w:c&"]),
        ("dO’l’l vi dé)ng chi (néu cé) d(f)ng", ["w:dO’l’l", "w:vi", "w:dé)ng", "w:chi", "w:néu", "w:cé", "w:d(f)ng"]),
        ("2023cua 0S x4", ["n:2023", "w:cua", "w:0S", "w:x4"]),
        ("vé|ving", ["w:vé", "w:ving"]),
        ("xem vp@tinh.gov.vn hay truong.edu.vn", ["w:xem", "a:vp@tinh.gov.vn", "w:hay", "a:truong.edu.vn"]),
    ],
)
def test_text_is_cut_into_words_numbers_symbols_and_addresses(text: str, expected: list[str]) -> None:
    assert [f"{token.kind.value[0]}:{token.text}" for token in find_tokens(text)] == expected


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("mot hai. Ba bon", ["mot", "Ba"]),
        ("mot hai\nba bon", ["mot"]),
        ("mot | hai\tba", ["mot", "hai", "ba"]),
        ("TCVN 9001: 2015", ["TCVN"]),
        ("gom: mot; hai", ["gom", "mot", "hai"]),
    ],
)
def test_sentences_cells_and_items_open_anew_and_wrapped_lines_do_not(text: str, opening: list[str]) -> None:
    assert [token.text for token in find_tokens(text) if token.opens] == opening


def test_only_words_one_blank_apart_may_be_one() -> None:
    assert [token.beside for token in find_tokens("tr ien\nkhai, va  hop")] == [False, True, False, False, False]


@given(st.text(alphabet="aầđ1 5/-.,;:|&@¢’()\n\tQĐTg\u0301"))
def test_tokens_lie_in_order_and_say_what_stands_in_the_text(text: str) -> None:
    end = 0
    for token in find_tokens(text):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        end = token.end


def test_a_range_is_read_as_if_nothing_stood_around_it() -> None:
    tokens = list(find_tokens("khong mot hai khong", 6, 13))
    assert [(token.start, token.text, token.opens) for token in tokens] == [(6, "mot", True), (10, "hai", False)]
    assert tokens[0].kind is Kind.WORD


def test_a_word_is_counted_under_one_spelling() -> None:
    assert {spell("Hoà"), spell("HÒA"), spell("ho\u0300a"), spell("hòa")} == {"hòa"}
