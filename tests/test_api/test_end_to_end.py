"""The whole way with the real language model: files in, answers out."""

from __future__ import annotations

import functools

import api.workspace
from api.workspace import Workspace
from indexer import DEFAULT_MODEL_ID


def test_a_question_finds_its_task_with_and_without_accents(command, monkeypatch, tmp_path, plan_files, embedder):
    monkeypatch.setenv("DOICHIEU_HOME", str(tmp_path))
    load = lambda _model: embedder  # noqa: E731 - loaded once for the whole run
    monkeypatch.setattr(api.workspace, "Workspace", functools.partial(Workspace, load=load))
    assert command("ingest", *plan_files).code == 0

    for query in ("đánh giá nội bộ", "danh gia noi bo"):
        hits = command("tasks", query, "--json").json["hits"]
        assert hits[0]["band"] == "rất gần"
        assert "đánh giá nội bộ" in hits[0]["task"]["content"].lower()
        assert hits[0]["scores"]["dense"] > 0
    far = command("tasks", "công thức nấu phở bò", "--json").json["hits"]
    assert {hit["band"] for hit in far} <= {"có liên quan"}
    shown = command("tasks", "đánh giá nội bộ").out
    assert "[rất gần]" in shown

    report = command("gaps", "so-noi-vu", "--json").json
    assert report["summary"]["covered"] >= 10
    assert all(item["evidence"] for item in report["items"] if item["verdict"] == "covered")


def test_the_identity_of_the_built_in_model_is_known_before_it_is_loaded(embedder):
    assert embedder.model_id == DEFAULT_MODEL_ID
