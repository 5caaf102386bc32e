from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from corpus.corrections import Subject
from corpus.errors import InvalidRequest, NotFound, StoreError
from corpus.model import AgencyType, CorrectedField, Document, RestoredWord, Source
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import load_document, read_document
from corpus.samples import SamplePlan, load_samples
from corpus.store import DATABASE, PlanFilter, Store, digest, open_store
from corpus.store.records import PLAN
from corpus.text import fold

SAMPLES = load_samples()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home")
    yield opened
    opened.close()


def _save(store: Store, sample: SamplePlan) -> tuple[Document, ParsedPlan]:
    document = load_document(sample.path)
    parsed = parse_plan(document, sample.id)
    store.save_plan(document, sample.path.read_bytes(), parsed)
    return document, parsed


def _rows(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - fixed names
            for table in ("documents", "plans", "tasks", "citations")
        }


def _originals(store: Store) -> list[str]:
    return sorted(path.name for path in (store.home / "originals").rglob("*") if path.is_file())


def test_what_is_stored_comes_back_equal(store: Store) -> None:
    saved = {sample.id: _save(store, sample) for sample in SAMPLES}
    for found in (store.load_plan(plan.id) for plan in store.list_plans()):
        document, parsed = saved.pop(found.plan.id)
        assert (found.plan, found.document, found.problems) == (parsed.plan, document, parsed.problems)
    assert not saved


def test_the_original_is_kept_under_its_digest(store: Store) -> None:
    document, _ = _save(store, SAMPLES[0])
    data = SAMPLES[0].path.read_bytes()
    assert document.sha256 == digest(data)
    assert store.original_path(document.sha256).read_bytes() == data
    assert _originals(store) == [document.sha256]


def test_saving_again_replaces_and_never_doubles(store: Store) -> None:
    _save(store, SAMPLES[0])
    rows, revision = _rows(store), store.revision
    _save(store, SAMPLES[0])
    assert _rows(store) == rows
    assert store.revision == revision + 1


def test_a_failure_in_the_middle_leaves_nothing_behind(store: Store) -> None:
    _save(store, SAMPLES[0])
    rows, revision, originals = _rows(store), store.revision, _originals(store)
    document = load_document(SAMPLES[1].path)
    parsed = parse_plan(document, "p")
    twice = dataclasses.replace(parsed.plan, tasks=(*parsed.plan.tasks, parsed.plan.tasks[0]))  # an id that exists
    with pytest.raises(Exception, match="UNIQUE"):
        store.save_plan(document, SAMPLES[1].path.read_bytes(), ParsedPlan(twice, ()))
    assert (_rows(store), store.revision, _originals(store)) == (rows, revision, originals)


def test_a_failed_replacement_keeps_the_older_parse(store: Store) -> None:
    document, parsed = _save(store, SAMPLES[0])
    twice = dataclasses.replace(parsed.plan, tasks=(*parsed.plan.tasks, parsed.plan.tasks[0]))
    with pytest.raises(Exception, match="UNIQUE"):
        store.save_plan(document, b"", ParsedPlan(twice, ()))
    assert store.load_plan(SAMPLES[0].id).plan == parsed.plan


def test_deleting_removes_every_trace(store: Store) -> None:
    _save(store, SAMPLES[0])
    _save(store, SAMPLES[1])
    kept = _save(store, SAMPLES[2])[0].sha256
    store.delete_plan(SAMPLES[0].id)
    store.delete_plan(SAMPLES[1].id)
    assert [plan.id for plan in store.list_plans()] == [SAMPLES[2].id]
    assert _rows(store)["documents"] == 1
    assert {row["plan"] for row in _mentions(store)} == {SAMPLES[2].id}
    assert _originals(store) == [kept]
    with pytest.raises(NotFound) as caught:
        store.delete_plan(SAMPLES[0].id)
    assert caught.value.code == "PLAN_NOT_FOUND"


def test_readers_may_read_while_one_writes(store: Store) -> None:
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_opening_again_changes_nothing(store: Store) -> None:
    _, parsed = _save(store, SAMPLES[0])
    again = open_store(store.home)
    assert again.load_plan(SAMPLES[0].id).plan == parsed.plan
    assert again.revision == store.revision
    again.close()


def test_a_store_of_a_newer_release_is_refused(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE corpus_version SET version_num = 'corpus-9999'")
    with pytest.raises(StoreError) as caught:
        open_store(store.home)
    assert caught.value.code == "STORE_NEWER"


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"no database" * 500)
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path)
    assert caught.value.code == "STORE_UNUSABLE"
    assert str(tmp_path) not in caught.value.message


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(StoreError):
        open_store(tmp_path / "home")


def _text(store: Store, name: str, plan_id: str) -> None:
    data = f"KẾ HOẠCH {plan_id}".encode()
    document = read_document(data, name)
    store.save_plan(document, data, parse_plan(document, plan_id))


RESOLVED = [("ke-a", "ke-a"), ("ke-a-1", "ke-a-1"), ("so", "so-b"), ("Kế hoạch.txt", "so-b")]


@pytest.mark.parametrize(("reference", "plan"), RESOLVED)
def test_a_plan_is_found_by_id_its_beginning_or_file_name(store: Store, reference: str, plan: str) -> None:
    for name, plan_id in (("a.txt", "ke-a"), ("b.txt", "ke-a-1"), ("Kế hoạch.txt", "so-b")):
        _text(store, name, plan_id)
    assert store.resolve_plan(reference) == plan


@pytest.mark.parametrize(
    ("reference", "error", "code"),
    [
        ("k", InvalidRequest, "PLAN_AMBIGUOUS"),
        ("x", NotFound, "PLAN_NOT_FOUND"),
        ("", NotFound, "PLAN_NOT_FOUND"),
        ("%", NotFound, "PLAN_NOT_FOUND"),
    ],
)
def test_no_plan_or_several_are_told_apart(store: Store, reference: str, error: type[Exception], code: str) -> None:
    _text(store, "a.txt", "ke-a")
    _text(store, "b.txt", "ke-b")
    with pytest.raises(error) as caught:
        store.resolve_plan(reference)
    assert getattr(caught.value, "code", None) == code


def test_filters_choose_plans_with_or_without_accents(store: Store) -> None:
    for sample in SAMPLES:
        _save(store, sample)

    def chosen(wanted: PlanFilter) -> set[str]:
        return {plan.id for plan in store.list_plans(wanted)}

    expected = {sample.id: sample.expected for sample in SAMPLES}
    assert chosen(PlanFilter()) == set(expected)
    assert chosen(PlanFilter(year=2024)) == {id_ for id_, plan in expected.items() if plan.year == 2024}
    schools = {id_ for id_, plan in expected.items() if plan.agency_type is AgencyType.TRUONG}
    assert chosen(PlanFilter(agency_type=AgencyType.TRUONG)) == schools
    named = {id_ for id_, plan in expected.items() if "chi cuc" in fold(f"{plan.issuer} {plan.parent_issuer}")}
    assert named
    assert chosen(PlanFilter(agency="Chi cục")) == chosen(PlanFilter(agency="chi cuc")) == named
    assert chosen(PlanFilter(agency="100%")) == set()
    assert chosen(PlanFilter(plan=SAMPLES[0].id, year=SAMPLES[0].expected.year)) == {SAMPLES[0].id}


def test_a_summary_counts_the_main_tasks(store: Store) -> None:
    for sample in SAMPLES:
        _save(store, sample)
    counts = {plan.id: plan.main_tasks for plan in store.list_plans()}
    assert counts == {sample.id: len(sample.expected.tasks) for sample in SAMPLES}


def test_citations_are_found_by_key_and_by_words(store: Store) -> None:
    for sample in SAMPLES:
        _save(store, sample)
    key = "QĐ 19/2014/QĐ-TTg"
    assert key in store.cited.list_numbered("19")
    documents = store.cited.find_keyed([key])
    found = store.cited.load_mentions(documents, PlanFilter())
    assert found
    assert {mention.stored.citation.key for mention in found} == {key}
    worded = store.cited.find_worded([["he"], ["thong"], ["quan"], ["ly"]])
    assert set(documents) <= {one.document for one in worded}
    mentions = store.cited.load_mentions([one.document for one in worded], PlanFilter())
    places = [(mention.stored.plan.id, mention.stored.citation.source.start) for mention in mentions]
    assert places == sorted(places)


def test_an_unknown_plan_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.load_plan("x")


def test_a_document_is_known_by_its_bytes(store: Store) -> None:
    document, parsed = _save(store, SAMPLES[0])
    known = store.find_document(document.sha256)
    assert known is not None
    assert (known.plan_id, known.current, known.problems) == (SAMPLES[0].id, True, parsed.problems)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE plans SET parser_version = 0")
    older = store.find_document(document.sha256)
    assert older is not None
    assert not older.current
    assert store.find_document("0" * 64) is None


def _downgrade(store: Store, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "corpus.store:migrations")
    config.set_main_option("version_locations", "corpus.store:migrations/versions")
    config.set_main_option("path_separator", "space")
    config.attributes["version_table"] = "corpus_version"
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _mentions(store: Store) -> list[dict[str, object]]:
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM citations ORDER BY plan, start").mappings()
        return [dict(row) for row in rows]


def _record(store: Store) -> object:
    with store.engine.connect() as connection:
        return json.loads(connection.exec_driver_sql("SELECT record FROM documents").scalar_one())


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_store_of_the_first_release_is_read_after_migration(store: Store, *, wrapped: bool) -> None:
    document, parsed = _save(store, next(sample for sample in SAMPLES if (sample.path.suffix == ".txt") is wrapped))
    assert document.wrapped is wrapped
    mentions = _mentions(store)
    assert mentions
    _downgrade(store, "corpus_0001")
    with store.engine.begin() as connection:  # what release 0.1.0 wrote: four values told apart by their place
        named = json.loads(connection.exec_driver_sql("SELECT record FROM documents").scalar_one())
        fields = named if isinstance(named, list) else [named[name] for name in _FIRST_RELEASE]
        assert len(fields) == len(_FIRST_RELEASE)
        assert fields[0] is wrapped
        record = json.dumps(fields, ensure_ascii=False)
        connection.exec_driver_sql("UPDATE documents SET record = ?", (record,))
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        assert "similar_plans" not in tables
    again = open_store(store.home)
    assert isinstance(_record(again), dict)
    assert _mentions(again) == mentions
    stored = again.load_plan(parsed.plan.id)
    kept = ("sha256", "name", "media_type", "text", "blocks", "quality", "wrapped", "problems")
    assert [getattr(stored.document, name) for name in kept] == [getattr(document, name) for name in kept]
    assert stored.plan == parsed.plan
    assert (stored.document.restored, again.find_similar(parsed.plan.id)) == ((), ())
    again.close()


def test_bodies_are_named_by_the_corrected_header_after_migration(store: Store) -> None:
    sample = next(sample for sample in SAMPLES if sample.id == "so-noi-vu-2024")
    document, parsed = _save(store, sample)
    with store.engine.begin() as connection:
        record = connection.exec_driver_sql("SELECT record FROM citations").scalars().first()
        changed = json.loads(record) | {"key": "KH 45/KH-UBND@2024", "issuer": "UBND tỉnh", "damaged": False}
        plan = PLAN.dump_python(parsed.plan, mode="json")
        plan["citations"] = [changed]
    parsed = dataclasses.replace(parsed, plan=PLAN.validate_python(plan))
    store.save_plan(document, sample.path.read_bytes(), parsed)
    subject = Subject(CorrectedField.PARENT_ISSUER)
    when = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)
    store.correct_plan(parsed.plan.id, subject, ["UBND TỈNH HÀ VỌNG"], who="a", when=when)
    mentions = _mentions(store)
    assert [(row["body"], row["body_name"]) for row in mentions] == [
        ("/uy ban nhan dan/tinh/ha vong/", "UBND tỉnh Hà Vọng")
    ]
    _downgrade(store, "corpus_0005")
    again = open_store(store.home)
    assert _mentions(again) == mentions
    again.close()


def test_a_fingerprint_tells_of_every_change_of_a_plan_and_of_nothing_else(store: Store) -> None:
    document, parsed = _save(store, SAMPLES[0])
    _save(store, SAMPLES[1])
    plan = parsed.plan.id
    first = store.list_fingerprints()
    assert set(first) == store.list_plan_ids()
    assert len(set(first.values())) == 2
    store.save_plan(document, SAMPLES[0].path.read_bytes(), parsed)
    assert store.list_fingerprints() == first
    when = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)
    correction = store.correct_plan(plan, Subject(CorrectedField.YEAR), ["2031"], who="a", when=when)
    corrected = store.list_fingerprints()
    assert [one for one in first if corrected[one] != first[one]] == [plan]
    assert store.list_plan_ids(PlanFilter(year=2031)) == {plan}
    store.withdraw_correction(plan, correction.id)
    assert store.list_fingerprints() == first
    guess = RestoredWord(Source(0, 1), "x", confident=False)
    store.save_plan(dataclasses.replace(document, restored=(guess,)), SAMPLES[0].path.read_bytes(), parsed)
    assert store.list_fingerprints()[plan] != first[plan], "what is read of the text is found by it"


def test_plans_of_an_older_release_have_fingerprints_after_migration(store: Store) -> None:
    for sample in SAMPLES[:3]:
        _save(store, sample)
    _downgrade(store, "corpus_0006")
    again = open_store(store.home)
    found = again.list_fingerprints()
    assert len(set(found.values())) == 3
    assert all(found.values())
    again.close()


_FIRST_RELEASE = ("wrapped", "quality", "blocks", "problems")
