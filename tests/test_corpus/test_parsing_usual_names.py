from __future__ import annotations

from collections import Counter

import pytest

from corpus import abbreviations
from corpus.abbreviations import Use, load_shipped
from corpus.parsing.actors.usual_names import find_usual_name, load_usual_names, parse_usual_names, unit_key

HEAD = "name\tcanonical\tstrength\tagencies\tnote\n"


def test_no_name_stands_twice_in_the_table_for_one_kind_of_agency() -> None:
    rows = load_usual_names()
    counts = Counter((unit_key(row.name), agency) for row in rows for agency in row.agencies or {None})
    assert [key for key, count in counts.items() if count > 1] == []


def test_a_full_name_of_the_table_never_goes_by_another_name() -> None:
    rows = load_usual_names()
    full = {unit_key(row.canonical): row.canonical for row in rows}
    assert sorted(set(full.values())) == sorted({row.canonical for row in rows})
    for row in rows:
        again = find_usual_name(row.canonical, None)
        assert again is None or again.canonical == row.canonical


def test_words_inside_names_are_sure() -> None:
    words = [row for row in load_shipped() if row.use is Use.UNIT]
    assert len(words) >= 20
    assert {row.strength for row in words} == {abbreviations.Strength.SURE}


WRONG = [
    ("name\n", "units.tsv, row 1"),
    (HEAD + "Ban ISO\tBan\n", "row 2: 2 columns"),
    (HEAD + "A\tB\tsure\t*\t\nA\tB\tmaybe\t*\t\n", "row 3, column strength"),
    (HEAD + " A\tB\tsure\t*\t\n", "row 2, column name"),
    (HEAD + "A\t\tsure\t*\t\n", "row 2, column canonical"),
    (HEAD + "A\tB\tsure\tsở\t\n", "row 2, column agencies"),
    (HEAD + "A\tB\tsure\t\t\n", "row 2, column agencies"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_wrong_table_is_refused_with_file_row_and_column(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_usual_names(text)


SAME = [
    ("Phòng chuyên môn, nghiệp vụ", "phòng chuyên môn nghiệp vụ"),
    ("Văn phòng HĐND-UBND", "VP HĐND & UBND"),
    ("Ban Chỉ đạo xây dựng, áp dụng HTQLCL", "BCĐ ISO 9001:2015"),
    ("Phòng Nội vụ và Lao động", "Phòng Nội vụ, Lao động"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


def test_other_names_keep_keys_apart() -> None:
    names = [
        "Thư ký ISO",
        "Tổ Thư ký ISO",
        "Ban Thư ký ISO",
        "Ban Chỉ đạo ISO",
        "Ban ISO",
        "Ban Chỉ đạo áp dụng pháp luật",
    ]
    assert len({unit_key(name) for name in names}) == len(names)
