"""The whole text of plans in the store: found by its words, replaced and deleted with its plan."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from corpus.corrections import Subject
from corpus.errors import NotFound
from corpus.model import CorrectedField
from corpus.parsing import parse_plan
from corpus.reading import load_document, read_document
from corpus.samples import load_samples
from corpus.store import DATABASE, PlanFilter, Sought, Store, find_numbers, open_store
from corpus.text import fold

RUINED = (
    "KE HOACH\nDuy tri hé théng quan ly chat lugng nam 2024\n\nII. NOI DUNG\n"
    "1. To chtrc danh gia ndi bd hé théng quan ly chat lugng cua cac phong chuyén mén thudc Uy ban nhan dan huyén\n"
    "2. Hop xem xét cta lanh dao vé két qua danh gia ndi bd va viéc thyc hién muc tiéu chat lugng trong nam\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home")
    yield opened
    opened.close()


def save(store: Store, plan_id: str, text: str, name: str | None = None) -> None:
    document = read_document(text.encode(), name or f"{plan_id}.txt")
    store.save_plan(document, text.encode(), parse_plan(document, plan_id))


def near(words: str, *, accented: bool = False) -> Sought:
    parts = tuple(words.split())
    return Sought(tuple(fold(word) for word in parts), parts if accented else None, "near", 2 * len(parts))


def ask(store: Store, *sought: Sought, chosen: PlanFilter | None = None) -> list[str]:
    found = [one.plan.id for one in store.texts.search(sought, chosen or PlanFilter(), limit=100)]
    assert store.texts.count(sought, chosen or PlanFilter()) == len(found)
    return found


def words_of_index(store: Store) -> list[tuple[str, int]]:
    """What the table of words holds, asked past the texts: word and number of plans."""
    with closing(sqlite3.connect(store.home / DATABASE)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, plan_words, row)")
        return connection.execute("SELECT term, doc FROM temp.held ORDER BY term").fetchall()


def is_consistent(store: Store) -> bool:
    """Whether the table of words agrees with the texts (SQLite's own check)."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO plan_words(plan_words, rank) VALUES ('integrity-check', 1)")
    return True


def test_words_must_stand_near_each_other_in_any_order(store: Store) -> None:
    save(store, "a", "Họp để xem xét kết quả đánh giá nội bộ.")
    save(store, "b", "Đánh giá mới. " + "từ " * 40 + "Nội bộ.")
    assert ask(store, near("danh gia noi bo")) == ["a"]
    assert ask(store, near("bo noi gia danh")) == ["a"]
    assert ask(store, near("danh gia")) == ["a", "b"] or ask(store, near("danh gia")) == ["b", "a"]
    assert ask(store, near("khong co")) == []


def test_a_phrase_stands_word_behind_word(store: Store) -> None:
    save(store, "a", "Đánh giá nội bộ.")
    save(store, "b", "Đánh giá lại nội bộ.")
    assert ask(store, Sought(("danh", "gia", "noi", "bo"), None, "phrase")) == ["a"]
    assert sorted(ask(store, Sought(("noi", "bo"), None, "phrase"))) == ["a", "b"]


def test_accents_that_were_typed_tell_words_of_sound_text_apart(store: Store) -> None:
    save(store, "a", "Kế hoạch hoà giải ở cơ sở: giá trị của hồ sơ được bàn giao đúng hạn cho Ủy ban nhân dân.")
    save(store, "b", "Kế hoạch tham gia bản tin của cơ quan: hồ sơ được giao lại đúng hạn cho Ủy ban nhân dân.")
    assert ask(store, near("giá", accented=True)) == ["a"]
    assert sorted(ask(store, near("gia"))) == ["a", "b"]
    assert ask(store, near("bàn giao", accented=True)) == ["a"]
    assert ask(store, near("hòa giải", accented=True)) == ["a"]


def test_ruined_text_is_found_as_it_was_meant_and_as_it_was_found(store: Store) -> None:
    save(store, "hong", RUINED)
    assert store.load_plan("hong").document.restored
    assert ask(store, near("đánh giá nội bộ", accented=True)) == ["hong"]
    assert ask(store, near("danh gia noi bo")) == ["hong"]
    assert ask(store, near("danh gia ndi bd")) == ["hong"]
    assert ask(store, near("nấu phở bò", accented=True)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("quyet dinh so 19/2014/qd-ttg ngay", ["19x2014xqdxttg"]),
        ("so 05 / kh-ubnd.", ["5xkhxubnd"]),
        ("nghi quyet 66-nq/tw va 66.13/2026/nq-cp", ["66xnqxtw", "66x13x2026xnqxcp"]),
        ("theo 19/2014, ngay 05/03/2014 hoac 5.3.2014", ["19x2014", "5x3x2014", "5x3x2014"]),
        ("va/hoac 2024, tcvn iso 9001:2015, 5 - thuc hien, 24/7", []),
    ],
)
def test_numbers_have_one_form_however_they_are_written(text: str, words: list[str]) -> None:
    assert [number.word for number in find_numbers(text)] == words


def test_a_number_matches_whole_or_by_its_beginning_at_a_stroke(store: Store) -> None:
    save(store, "a", "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014;")
    save(store, "b", "Căn cứ Quyết định số 119/2014/QĐ-TTg ngày 05/3/2015;")
    for word in ("19x2014xqdxttg", "19x2014", "19x2014xqd", "5x3x2014"):
        assert ask(store, Sought((word,), None, "number")) == ["a"]
    assert ask(store, Sought(("19x201",), None, "number")) == []
    assert ask(store, Sought(("2014xqd",), None, "number")) == []


def test_every_part_must_be_there_and_a_filter_holds(store: Store) -> None:
    for sample in load_samples():
        document = load_document(sample.path)
        store.save_plan(document, sample.path.read_bytes(), parse_plan(document, sample.id))
    everywhere = ask(store, near("chất lượng", accented=True))
    assert len(everywhere) == 15
    audited = set(ask(store, near("kiểm lâm", accented=True)))
    both = ask(store, near("kiểm lâm", accented=True), Sought(("30x2020xndxcp",), None, "number"))
    assert set(both) < set(everywhere)
    assert set(both) <= audited
    year = ask(store, near("chất lượng", accented=True), chosen=PlanFilter(year=2023))
    assert year == [plan for plan in everywhere if plan in {one.id for one in store.list_plans(PlanFilter(year=2023))}]


def test_words_of_the_title_come_first_and_ties_in_the_order_of_ids(store: Store) -> None:
    for sample in load_samples():
        document = load_document(sample.path)
        store.save_plan(document, sample.path.read_bytes(), parse_plan(document, sample.id))
    assert ask(store, near("kiem lam"))[0] == "chi-cuc-kiem-lam-2026"
    assert ask(store, near("so noi vu 2024 docx"))[0] == "so-noi-vu-2024"
    save(store, "z", "Kế hoạch qzvx.", name="cung-ten.txt")
    save(store, "y", "Kế hoạch qzvx. ", name="cung-ten.txt")
    assert ask(store, near("qzvx")) == ["y", "z"]
    pages = [store.texts.search([near("chat luong")], PlanFilter(), limit=4, offset=at) for at in range(0, 16, 4)]
    assert [one.plan.id for page in pages for one in page] == ask(store, near("chat luong"))


def test_the_text_goes_with_its_plan(store: Store) -> None:
    save(store, "a", "Kế hoạch tuần tra rừng.")
    save(store, "b", "Kế hoạch trồng cây.")
    alone = words_of_index(store)
    document = read_document("Kế hoạch tuần tra rừng.".encode(), "khac.txt")
    store.save_plan(document, b"", parse_plan(document, "c"))  # the same bytes: the document is replaced, and its plan
    assert ask(store, near("tuan tra")) == ["c"]
    assert ask(store, near("a txt")) == []
    store.delete_plan("c")
    assert ask(store, near("tuan tra")) == []
    assert "rừng" not in dict(words_of_index(store))
    assert is_consistent(store)
    save(store, "a", "Kế hoạch tuần tra rừng.")
    assert words_of_index(store) == alone
    with pytest.raises(NotFound):
        store.texts.load_document("c")
    assert store.texts.load_document("a").text == "Kế hoạch tuần tra rừng."


def test_a_corrected_title_is_found_and_the_older_one_is_not(store: Store) -> None:
    sample = next(sample for sample in load_samples() if sample.id == "so-noi-vu-2024")
    document = load_document(sample.path)
    store.save_plan(document, sample.path.read_bytes(), parse_plan(document, sample.id))
    when = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)
    store.correct_plan(sample.id, Subject(CorrectedField.TITLE), ["Thuần hóa voi rừng"], who="a", when=when)
    assert ask(store, near("thuan hoa voi")) == [sample.id]
    assert is_consistent(store)


def test_what_could_not_be_stored_leaves_no_words(store: Store) -> None:
    save(store, "a", "Kế hoạch tuần tra rừng.")
    before = words_of_index(store)
    document = read_document("Kế hoạch khai thác mỏ.".encode(), "b.txt")
    with pytest.raises(Exception, match="UNIQUE"):
        store.save_plan(document, b"", parse_plan(document, "a"))  # the id is another document's
    assert words_of_index(store) == before
    assert is_consistent(store)


def test_a_store_of_an_older_release_is_filled(store: Store) -> None:
    for sample in load_samples()[:3]:
        document = load_document(sample.path)
        store.save_plan(document, sample.path.read_bytes(), parse_plan(document, sample.id))
    save(store, "hong", RUINED)
    words = words_of_index(store)
    config = Config()
    config.set_main_option("script_location", "corpus.store:migrations")
    config.set_main_option("version_locations", "corpus.store:migrations/versions")
    config.set_main_option("path_separator", "space")
    config.attributes["version_table"] = "corpus_version"
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "corpus_0008")
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
        assert not [name for name in tables if name.startswith(("plan_words", "plan_texts"))]
    with closing(open_store(store.home)) as again:
        assert words_of_index(again) == words
        assert ask(again, near("danh gia ndi bd")) == ["hong"]
        again.delete_plan("hong")
        assert ask(again, near("danh gia ndi bd")) == []
        assert is_consistent(again)
