"""The commands: answers, JSON, exit codes and messages."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from indexer.calibration import load_built_in, write_calibration

TASK = {
    "id", "ordinal", "group", "content", "lead", "coordinate", "roles", "time", "result", "main", "source", "sources"
}  # fmt: skip
CITATION = {
    "raw", "start", "end", "kind", "type", "number", "year", "key", "issuer", "date", "title", "role", "damaged"
}  # fmt: skip
PLAN = {
    "id", "title", "kind", "number", "symbol", "issuer", "parent_issuer", "agency_type", "place", "date", "year",
    "legal_bases", "citations", "sections", "tasks", "budget", "recipients", "signer",
}  # fmt: skip


def start(*arguments, home, **options):
    code = "from api.cli import main; main()"
    environment = os.environ | {"DOICHIEU_HOME": str(home), "COLUMNS": "100"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).resolve().parents[2],
        **options,
    )


def test_help_answers_without_loading_anything_heavy():
    heavy = {"torch", "faiss", "pandas", "fastapi", "underthesea", "sqlalchemy", "pydantic", "numpy", "docx", "lxml"}
    code = f"import sys; from api.cli import run; run(['--help']); print({heavy} & set(sys.modules), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr.strip()) == (0, "set()")
    for name in ("ingest", "parse", "citations", "tasks", "bases", "plans", "gaps", "serve", "demo"):
        assert f" {name} " in ran.stdout


def test_every_span_of_a_parsed_plan_is_exact(command, plan_files):
    for path in plan_files:
        body = command("parse", path, "--json").json
        text, plan = body["document"]["text"], body["plan"]
        quotes = [quote for field in plan["sources"].values() for quote in field]
        for task in plan["tasks"]:
            sources = task["sources"]
            nested = [*sources["detail"], *sources["lead"], *sources["coordinate"]]
            nested += [unit for units in sources["roles"].values() for unit in units]
            quotes += [*sources["content"], *sources["time"], *sources["result"], *(q for unit in nested for q in unit)]
            assert [" ".join(q["raw"] for q in unit) != "" for unit in nested] == [True] * len(nested)
        quotes += plan["citations"]
        assert len(quotes) > 60
        assert [quote for quote in quotes if text[quote["start"] : quote["end"]] != quote["raw"]] == []


def test_parse_has_the_agreed_names(command, plan_files):
    body = command("parse", plan_files[0], "--json").json
    assert set(body) >= {"plan", "quality", "problems"}
    assert set(body["quality"]) == {"grade", "score", "layer", "pages", "ocr_pages"}
    plan = body["plan"]
    assert set(plan) >= PLAN
    assert set(plan["signer"]) >= {"title", "name"}
    assert all(set(task) >= TASK for task in plan["tasks"])
    assert all(set(task["time"]) >= {"text", "kind", "start", "end", "relative_to"} for task in plan["tasks"])
    assert all(set(citation) >= CITATION for citation in plan["citations"])
    assert set(plan["sections"][0]) == {"label", "title", "level", "source"}
    assert [basis["role"] for basis in plan["legal_bases"]] == ["basis"] * len(plan["legal_bases"])


def test_parse_stores_nothing(command, home, plan_files):
    assert command("parse", plan_files[0]).code == 0
    assert not home.exists()


def test_parse_shows_people_the_plan_and_where_it_stands(command, plan_files):
    ran = command("parse", next(path for path in plan_files if path.stem == "so-noi-vu-2024"))
    assert ran.code == 0
    for words in ("SỞ NỘI VỤ", "18/KH-SNV", "Sở, ngành cấp tỉnh", "QĐ 19/2014/QĐ-TTg", "căn cứ", "vị trí", "tốt"):
        assert words in ran.out


@pytest.mark.parametrize(
    ("content", "code", "exit_code"),
    [
        (b"", "EMPTY_FILE", 3),
        (b"\x89PNG\r\n\x1a\n1234", "IMAGE_DAMAGED", 3),
        (b"%PDF-1.7 broken", "PDF_DAMAGED", 3),
        (None, "FILE_NOT_FOUND", 4),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_an_exit_code(command, tmp_path, content, code, exit_code):
    path = tmp_path / "ke hoach.pdf"
    if content is not None:
        path.write_bytes(content)
    for name in ("parse", "citations"):
        for options in ((), ("--json",)):
            ran = command(name, path, *options)
            assert (ran.code, ran.out) == (exit_code, "")
            assert ran.err.startswith(f"{code}: ")
            assert ran.err.count("\n") == 1


def test_citations_of_standard_input(command, monkeypatch):
    text = "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    body = command("citations", "-", "--json").json
    (citation,) = body["citations"]
    assert body["total"] == 1
    assert set(citation) >= CITATION
    assert (citation["key"], citation["date"]) == ("QĐ 19/2014/QĐ-TTg", "2014-03-05")
    assert text[citation["start"] : citation["end"]] == citation["raw"]


def test_citations_as_text(command, tmp_path):
    path = tmp_path / "van-ban.txt"
    path.write_text("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.")
    ran = command("citations", path)
    assert ran.code == 0
    assert "NĐ 30/2020/NĐ-CP" in ran.out
    assert "05/03/2020" in ran.out
    assert "vị trí 5–" in ran.out


@pytest.mark.usefixtures("filled_home")
def test_tasks_have_the_agreed_names(command):
    body = command("tasks", "đánh giá nội bộ", "--limit", "3", "--json").json
    assert set(body) == {"query", "like", "understood", "total", "offset", "limit", "filtered", "facets", "hits"}
    assert body["facets"] is None
    assert (body["query"], body["understood"]) == ("đánh giá nội bộ", None)
    assert len(body["hits"]) == 3 <= body["total"]
    for hit in body["hits"]:
        assert set(hit) == {"task", "plan", "score", "band", "scores", "matched", "guess"}
        assert set(hit["task"]) >= TASK
        assert set(hit["plan"]) >= {"id", "title", "issuer", "year"}
        assert set(hit["scores"]) == {"dense", "concept", "lexical", "skeleton"}
        assert hit["matched"]
        assert all(start < end for start, end in hit["matched"])


@pytest.mark.usefixtures("filled_home")
def test_tasks_say_what_a_question_was_read_as(command):
    assert command("tasks", "dgnb hang nam", "--json").json["understood"] == "đánh giá nội bộ hằng năm"
    assert command("tasks", "dgnb hang nam").out.startswith("Đã hiểu là: “đánh giá nội bộ hằng năm”.\n")
    assert command("tasks", "danh gia noi bo", "--year", "1999", "--json").json["understood"] == "đánh giá nội bộ"
    assert "Đã hiểu" not in command("tasks", "đánh giá nội bộ").out


@pytest.mark.usefixtures("filled_home")
def test_abbreviations_of_the_users_own_are_understood_and_wrong_files_refused(command, monkeypatch, tmp_path):
    path = tmp_path / "cua-toi.csv"
    path.write_text("viết tắt;viết đủ\nHCKX;hiệu chuẩn cân\n", "utf-8")
    ran = command("abbreviations", path)
    assert (ran.code, ran.out) == (0, "1 chữ viết tắt dùng được; 0 lỗi.\n")
    monkeypatch.setenv("DOICHIEU_ABBREVIATIONS", str(path))
    assert command("tasks", "hckx", "--json").json["understood"] == "hiệu chuẩn cân"
    body = command("abbreviations", "--json").json
    assert body["total"] == len(body["abbreviations"]) > 300
    assert {"short": "HCKX", "full": ["hiệu chuẩn cân"], "strength": "sure"} in body["abbreviations"]
    path.write_text("viết tắt;viết đủ\nHCKX;\n", "utf-8")
    ran = command("tasks", "hckx")
    assert ran.code == 1
    assert ran.err.startswith("ABBREVIATIONS_INVALID: cua-toi.csv, dòng 2, cột “viết đủ”: ")
    ran = command("abbreviations", path, "--json")
    assert ran.code == 1
    (issue,) = ran.json["issues"]
    assert (issue["file"], issue["line"], issue["column"]) == ("cua-toi.csv", 2, "viết đủ")
    assert command("abbreviations", tmp_path / "mat.csv").code == 4


@pytest.mark.usefixtures("filled_home")
def test_tasks_show_people_the_passage_and_its_place(command):
    ran = command("tasks", "đánh giá nội bộ", "--limit", "1")
    assert ran.code == 0
    assert "ánh giá nội bộ" in ran.out
    for label in ("Kế hoạch", "Chủ trì", "Phối hợp", "Thời gian", "Kết quả", "Trích từ", "vị trí "):
        assert label in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.usefixtures("filled_home")
def test_filters_narrow_the_answer(command):
    def years(*options):
        return {hit["plan"]["year"] for hit in command("tasks", "đánh giá", *options, "--json").json["hits"]}

    assert len(years("--limit", "100")) == 4
    assert years("--year", "2024") == {2024}
    assert years("--agency-type", "chi_cuc") == {2023}
    assert years("--agency", "phuong cua vong") == {2025}
    assert years("--plan", "so-tu-phap") == {2022}
    assert years("--year", "1999") == set()


@pytest.mark.parametrize(
    ("arguments", "exit_code", "code"),
    [
        (("tasks", ""), 2, "QUERY_EMPTY"),
        (("tasks", " ?! "), 2, "QUERY_EMPTY"),
        (("tasks", "x" * 2001), 2, "QUERY_TOO_LONG"),
        (("tasks", "kiểm tra", "--year", "1800"), 2, "YEAR_INVALID"),
        (("tasks", "kiểm tra", "--year", "3000"), 2, "YEAR_INVALID"),
        (("tasks", "kiểm tra", "--year", "hai nghìn"), 2, "YEAR_INVALID"),
        (("tasks", "kiểm tra", "--year", "²"), 2, "YEAR_INVALID"),
        (("tasks", "kiểm tra", "--limit", "0"), 2, "LIMIT_INVALID"),
        (("tasks", "kiểm tra", "--limit", "-5"), 2, "LIMIT_INVALID"),
        (("tasks", "kiểm tra", "--offset", "-5"), 2, "OFFSET_INVALID"),
        (("tasks", "kiểm tra", "--page", "0"), 2, "PAGE_INVALID"),
        (("tasks", "kiểm tra", "--page", "2", "--offset", "10"), 2, "PAGING_AMBIGUOUS"),
        (("plans", "--offset", "1e3"), 2, "OFFSET_INVALID"),
        (("tasks", "kiểm tra", "--agency-type", "bo"), 2, "AGENCY_TYPE_INVALID"),
        (("tasks", "kiểm tra", "--grade", "vừa"), 2, "GRADE_INVALID"),
        (("tasks", "kiểm tra", "--due-from", "31/5/2024"), 2, "DATE_INVALID"),
        (("tasks", "kiểm tra", "--due-to", "2024-02-30"), 2, "DATE_INVALID"),
        (("tasks", "kiểm tra", "--due-to", "20240301"), 2, "DATE_INVALID"),
        (("tasks", "kiểm tra", "--due-from", "2024-06-01", "--due-to", "2024-05-31"), 2, "PERIOD_INVALID"),
        (("tasks", "kiểm tra", "--lead", "…"), 2, "FILTER_EMPTY"),
        (("tasks", "--like", "so-noi-vu#II.11", "--place", "=!"), 2, "FILTER_EMPTY"),
        (("tasks", "kiểm tra", "--plan", "khong-co"), 4, "PLAN_NOT_FOUND"),
        (("tasks", "kiểm tra", "--plan", "so-"), 2, "PLAN_AMBIGUOUS"),
        (("bases", ""), 2, "QUERY_EMPTY"),
        (("bases", "19/2014", "--year", "abc"), 2, "YEAR_INVALID"),
        (("bases", "19/2014", "--role", "own"), 2, "ROLE_INVALID"),
        (("bases", "19/2014", "--limit", "0"), 2, "LIMIT_INVALID"),
        (("bases", "19/2014", "-o", "bang.docx"), 2, "EXPORT_FORMAT_INVALID"),
        (("plans", "--year", "1800"), 2, "YEAR_INVALID"),
        (("gaps", "khong-co"), 4, "PLAN_NOT_FOUND"),
        (("gaps", "so-noi-vu", "--framework", "khong-co"), 4, "FRAMEWORK_NOT_FOUND"),
        (("gaps", "so-noi-vu", "--agency-type", "x"), 2, "AGENCY_TYPE_INVALID"),
        (("gaps", "so-noi-vu", "--docx", "bao-cao.doc"), 2, "EXPORT_FORMAT_INVALID"),
        (("gaps", "so-noi-vu", "--docx", "khong/co.docx"), 2, "DOCX_NOT_WRITABLE"),
        (("plans", "?!"), 2, "QUERY_EMPTY"),
        (("plans", "--like", "khong-co"), 4, "PLAN_NOT_FOUND"),
        (("plans", "nội vụ", "--like", "so-noi-vu"), 2, "QUERY_AMBIGUOUS"),
        (("compare", "khong-co"), 4, "PLAN_NOT_FOUND"),
        (("compare", "so-noi-vu", "khong-co"), 4, "PLAN_NOT_FOUND"),
        (("compare",), 2, "USAGE"),
        (("khong-co-lenh",), 2, "USAGE"),
        ((), 2, "USAGE"),
        (("tasks",), 2, "QUERY_EMPTY"),
        (("tasks", "kiểm tra", "--like", "so-noi-vu#II.1"), 2, "QUERY_AMBIGUOUS"),
        (("tasks", "--like", "so-noi-vu#99"), 4, "TASK_NOT_FOUND"),
        (("tasks", "--like", "khong-co#1"), 4, "PLAN_NOT_FOUND"),
        (("tasks", "đánh", "giá"), 2, "USAGE"),
        (("tasks", "x", "--khong-co"), 2, "USAGE"),
        (("serve", "--port", "abc"), 2, "USAGE"),
        (("serve", "--port", "99999"), 2, "USAGE"),
        (("ingest",), 2, "USAGE"),
    ],
)
@pytest.mark.usefixtures("filled_home")
def test_a_wrong_question_is_one_vietnamese_line(command, arguments, exit_code, code):
    for options in ((), ("--json",)):
        if options and arguments[:1] in ((), ("khong-co-lenh",), ("serve",)):
            continue
        ran = command(*arguments, *options)
        assert (ran.code, ran.out) == (exit_code, "")
        assert ran.err.startswith(f"{code}: ")
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err


@pytest.mark.usefixtures("filled_home")
def test_bases_say_who_cites_a_document_and_with_which_date(command):
    body = command("bases", "19/2014", "--json").json
    assert set(body) == {"query", "total", "documents", "slips"}
    document = body["documents"][0]
    assert set(document) == {
        "key", "type", "name", "title", "issuer", "dates", "titles", "issuers", "untold", "ambiguous", "unyeared",
        "plans", "copies", "bases", "undated", "damaged", "backrefs", "years", "first_date", "last_date", "citing",
        "companions", "mentions",
    }  # fmt: skip
    assert document["key"] == "QĐ 19/2014/QĐ-TTg"
    plans = sorted({mention["plan"]["id"] for mention in document["mentions"]})
    assert document["plans"] == len(plans) == 4
    assert {"date": "2014-03-05", "plans": 4, "plan_ids": plans} in document["dates"]
    assert sorted(citing["plan"]["id"] for citing in document["citing"]) == plans
    assert sum(year["plans"] for year in document["years"]) == 4
    assert [year["year"] for year in document["years"]] == [2022, 2023, 2024, 2025]
    (framework, *_) = document["companions"]
    assert framework["key"] == "QĐ 101/QĐ-BKHCN@2019"
    assert framework["share"] == framework["plans"] / framework["among"]
    mention = document["mentions"][0]
    assert set(mention) == {
        "plan", "raw", "kind", "key", "role", "date", "issuer", "title", "damaged", "source",
    }  # fmt: skip
    ran = command("bases", "19/2014")
    assert "QĐ 19/2014/QĐ-TTg" in ran.out
    assert "05/03/2014 (4 kế hoạch)" in ran.out
    assert "4 kế hoạch, trong đó 4 dùng làm căn cứ" in ran.out
    assert "từ năm 2022 đến năm 2025" in ran.out
    assert f"QĐ 101/QĐ-BKHCN@2019: {framework['plans']} trong 4 kế hoạch" in ran.out
    assert mention["plan"]["id"] in ran.out


@pytest.mark.usefixtures("filled_home")
def test_bases_are_filtered_like_tasks(command):
    body = command("bases", "19/2014", "--year", "2024", "--agency", "so noi vu", "--role", "basis", "--json").json
    (document,) = body["documents"]
    assert {mention["plan"]["year"] for mention in document["mentions"]} == {2024}
    assert {mention["role"] for mention in document["mentions"]} == {"basis"}
    assert command("bases", "19/2014", "--role", "mention", "--json").json["documents"] == []
    assert command("bases", "19/2014", "--agency-type", "truong", "--json").json["documents"] == []
    limited = command("bases", "quyet dinh", "--limit", "1", "--json").json
    assert len(limited["documents"]) == 1 < limited["total"]


@pytest.mark.usefixtures("filled_home")
def test_a_slip_of_the_question_is_said(command):
    ran = command("bases", "hệ thống quản lý chất lượngg")
    assert "QĐ 19/2014/QĐ-TTg" in ran.out
    assert "“luongg” được hiểu là “luong”" in ran.out


@pytest.mark.usefixtures("filled_home")
@pytest.mark.parametrize("option", ["-o", "--export"])
def test_bases_are_exported(command, tmp_path, option):
    body = command("bases", "19/2014", "--json").json
    mentions = sum(len(document["mentions"]) for document in body["documents"])
    ran = command("bases", "19/2014", option, tmp_path / "bang.csv")
    assert ran.code == 0
    assert f"Đã ghi {mentions} chỗ viện dẫn vào bang.csv." in ran.err
    with (tmp_path / "bang.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Mã kế hoạch"] for row in rows[:1]] == [body["documents"][0]["mentions"][0]["plan"]["id"]]
    assert len(rows) == mentions
    command("bases", "19/2014", option, tmp_path / "bang.xlsx")
    book = openpyxl.load_workbook(tmp_path / "bang.xlsx")
    assert book.sheetnames == ["Kế hoạch viện dẫn", "Văn bản", "Căn cứ đi cùng"]
    assert [sheet.max_row - 1 for sheet in book][:2] == [mentions, len(body["documents"])]


@pytest.mark.usefixtures("filled_home")
def test_bases_of_an_unknown_document_are_an_answer(command):
    ran = command("bases", "99999/1999")
    assert ran.code == 0
    assert "Không tìm thấy văn bản có số, ký hiệu" in ran.out


@pytest.mark.usefixtures("filled_home")
def test_plans_list_every_plan_with_its_whole_id(command):
    body = command("plans", "--json").json
    assert set(body) == {"query", "like", "copies", "total", "offset", "limit", "plans"}
    assert body["total"] == 4
    ran = command("plans")
    assert all(plan["id"] in ran.out for plan in body["plans"])
    assert "4 kế hoạch." in ran.out
    assert command("plans", "so noi vu", "--json").json["plans"][0]["year"] == 2024
    assert {plan["places"] for plan in body["plans"]} == {None}


@pytest.mark.usefixtures("filled_home")
def test_plans_are_found_by_their_whole_text_with_exact_passages(command, filled):
    body = command("plans", "“đánh giá nội bộ”", "--json").json
    assert body["total"] == 4
    for plan in body["plans"]:
        text = filled.store.load_plan(plan["id"]).document.text
        assert plan["places"] >= len(plan["passages"]) > 0
        for passage in plan["passages"]:
            assert text[passage["start"] : passage["end"]] == passage["raw"]
            matched = [text[start:end].lower() for start, end in passage["matched"]]
            assert set(matched) == {"đánh", "giá", "nội", "bộ"}
    ran = command("plans", "“đánh giá nội bộ”")
    assert f"{body['plans'][0]['places']} chỗ trong văn bản" in ran.out
    assert "Không có kế hoạch nào chứa “nấu phở bò”." in command("plans", "nấu phở bò").out


@pytest.mark.usefixtures("filled_home")
def test_the_pages_of_an_answer_hold_every_hit_once_in_its_order(command):
    for question, name in (("tasks", "hits"), ("plans", "plans")):
        words = ("đánh giá nội bộ",) if question == "tasks" else ()
        whole = command(question, *words, "--limit", "1000", "--json").json
        size = 3
        pages = [
            command(question, *words, "--limit", size, "--page", page, "--json").json
            for page in range(1, -(-whole["total"] // size) + 2)
        ]
        assert [hit for page in pages for hit in page[name]] == whole[name]
        assert [page["offset"] for page in pages] == list(range(0, size * len(pages), size))
        assert {(page["total"], page["limit"]) for page in pages} == {(whole["total"], size)}
        assert command(question, *words, "--limit", size, "--offset", "1", "--json").json[name] == whole[name][1:4]


@pytest.mark.usefixtures("filled_home")
def test_tasks_like_a_task_name_it_and_leave_it_out(command):
    body = command("tasks", "--like", "so-noi-vu#II.11", "--limit", "3", "--json").json
    assert body["like"]["task"]["id"].endswith("#II.11")
    assert body["query"] == body["like"]["task"]["content"]
    assert body["like"]["task"]["id"] not in {hit["task"]["id"] for hit in body["hits"]}
    ran = command("tasks", "--like", body["like"]["task"]["id"], "--limit", "3")
    assert f"({body['like']['task']['id']}):" in ran.out
    assert all(hit["task"]["id"] in ran.out for hit in body["hits"])


@pytest.mark.usefixtures("filled_home")
def test_plans_like_a_plan_are_shown_with_the_reason(command, plan_files):
    body = command("plans", "--like", "so-noi-vu", "--json").json
    assert body["like"]["id"].startswith("so-noi-vu-2024")
    assert body["copies"] == []
    assert body["like"]["id"] not in {plan["id"] for plan in body["plans"]}
    assert body["plans"][0]["likeness"]["reasons"]
    scores = [plan["score"] for plan in body["plans"]]
    assert scores == sorted(scores, reverse=True)
    shown = " ".join(command("plans", "--like", "so-noi-vu").out.split())
    assert "Kế hoạch tương tự với: SỞ NỘI VỤ, năm 2024" in shown
    reason = body["plans"][0]["likeness"]["reasons"][0]
    assert f"{reason['first']['content']} ↔ {reason['second']['content']}" in shown
    file = next(path for path in plan_files if path.stem == "so-noi-vu-2024")
    assert command("plans", "--like", file, "--json").json == body
    assert {plan["likeness"] for plan in command("plans", "--json").json["plans"]} == {None}


@pytest.mark.usefixtures("filled_home")
def test_two_plans_are_shown_side_by_side_with_what_only_one_has(command, plan_files):
    body = command("compare", "so-noi-vu", "so-tu-phap", "--json").json
    ran = command("compare", "so-noi-vu", "so-tu-phap")
    assert body["pairs"]
    assert body["only_first"]
    shown = " ".join(ran.out.split())
    assert f"Chỉ có ở kế hoạch A ({len(body['only_first'])})" in shown
    assert f"{len(body['pairs'])} cặp nhiệm vụ" in shown
    assert all(lone["task"]["content"] in shown for lone in body["only_first"])
    assert {lone["task"]["id"] for lone in body["only_first"]}.isdisjoint(
        {pair["first"]["id"] for pair in body["pairs"]}
    )
    file = next(path for path in plan_files if path.stem == "so-tu-phap-2022")
    assert command("compare", "so-noi-vu", file, "--json").json["pairs"] == body["pairs"]


@pytest.mark.usefixtures("filled_home")
def test_a_plan_is_compared_with_the_whole_store(command, tmp_path):
    table = tmp_path / "kho.csv"
    body = command("compare", "so-noi-vu", "--json", "--csv", table).json
    assert len(body["tasks"]) == 15
    assert all(bool(line["total"]) == bool(line["nearest"]) for line in body["tasks"])
    assert any(line["total"] for line in body["tasks"])
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Nội dung (A)"] for row in rows] == [line["task"]["content"] for line in body["tasks"]]
    ran = command("compare", "so-noi-vu")
    alone = sum(not line["total"] for line in body["tasks"])
    assert f"15 nhiệm vụ, {alone} nhiệm vụ không kế hoạch nào khác có." in " ".join(ran.out.split())


@pytest.mark.usefixtures("filled_home")
def test_a_later_page_counts_on_and_says_what_it_shows(command):
    ran = command("tasks", "đánh giá nội bộ", "--limit", "2", "--page", "2")
    assert "hiện từ 3 đến 4." in ran.out
    assert " 3. [" in ran.out
    assert "trang này không có kết quả nào" in command("tasks", "đánh giá nội bộ", "--page", "900").out
    assert "4 kế hoạch, hiện 3 kế hoạch đầu." in command("plans", "--limit", "3").out


@pytest.mark.usefixtures("filled_home")
def test_gaps_have_the_agreed_names(command):
    body = command("gaps", "so-noi-vu", "--json").json
    assert set(body) == {"framework", "plan", "agency_type", "items", "checks", "summary", "dropped_decisions"}
    assert set(body["framework"]) >= {"id", "version"}
    assert set(body["summary"]) == {"covered", "partial", "missing", "not_applicable", "unclear", "contrary"}
    assert sum(body["summary"].values()) == len(body["items"]) > 0
    for item in body["items"]:
        assert set(item) >= {
            "step", "title", "requirement", "verdict", "machine_verdict", "decision", "confidence", "evidence",
            "nearest", "reasons",
        }  # fmt: skip
        for passage in (*item["evidence"], *item["nearest"]):
            assert set(passage) >= {"task", "text", "score", "source"}
    assert any(item["evidence"] for item in body["items"])


@pytest.mark.usefixtures("filled_home")
def test_gaps_of_a_file_agree_with_those_of_the_stored_plan(command, plan_files):
    path = next(path for path in plan_files if path.stem == "so-tu-phap-2022")
    of_file, of_plan = command("gaps", path, "--json").json, command("gaps", path.name, "--json").json
    assert of_file == of_plan
    ran = command("gaps", path)
    assert ran.code == 0
    assert "Tổng hợp: Đạt " in ran.out
    assert "vị trí " in ran.out


@pytest.mark.usefixtures("filled_home")
def test_tables_are_written_for_excel(command, tmp_path):
    for name, arguments in {"tasks": ("đánh giá",), "plans": (), "gaps": ("so-noi-vu",)}.items():
        path = tmp_path / f"{name}.csv"
        assert command(name, *arguments, "--csv", path).code == 0
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert len(data.decode("utf-8-sig").splitlines()) > 4
    ran = command("plans", "--csv", tmp_path / "khong-co" / "x.csv")
    assert (ran.code, ran.err.split(":")[0]) == (2, "CSV_NOT_WRITABLE")


def test_an_empty_home_answers_at_once_and_says_so(command, home):
    found = command("tasks", "đánh giá nội bộ", "--json").json
    page = {"total": 0, "offset": 0, "limit": 10, "filtered": 0, "facets": None, "hits": []}
    nothing = {"like": None, "understood": None} | page
    assert found == {"query": "đánh giá nội bộ"} | nothing
    for arguments in (("tasks", "đánh giá"), ("bases", "19/2014"), ("plans",)):
        ran = command(*arguments)
        assert ran.code == 0
        assert "Kho trống" in ran.out
    assert not (home / "index").exists()


@pytest.mark.usefixtures("filled_home")
@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux")
def test_a_file_whose_name_is_in_no_encoding_is_checked(command, plan_files, tmp_path):
    odd = tmp_path / os.fsdecode(b"k\xff.docx")
    odd.write_bytes(plan_files[0].read_bytes())
    assert command("gaps", str(odd), "--csv", str(tmp_path / "a.csv")).code == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    missing = command("gaps", str(tmp_path / os.fsdecode(b"l\xff.docx")))
    assert (missing.code, missing.err.split(":")[0]) == (4, "PLAN_NOT_FOUND")


def test_ingest_goes_on_after_an_unreadable_file_and_a_second_run_changes_nothing(command, home, plan_files, tmp_path):
    folder = tmp_path / "ho so"
    (folder / "con").mkdir(parents=True)
    for path in plan_files[:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "con" / plan_files[2].name).write_bytes(plan_files[2].read_bytes())

    first = command("ingest", folder, "--json")
    assert first.code == 3
    assert first.json["counts"] == {"added": 2, "updated": 0, "unchanged": 0, "failed": 1}
    (failed,) = [file for file in first.json["files"] if file["status"] == "failed"]
    assert failed["error"]["code"] in first.err
    assert first.err.count("hong.docx") == 1
    generation = (home / "index" / "CURRENT").read_text()

    (folder / "hong.docx").unlink()
    second = command("ingest", folder)
    assert second.code == 0
    assert "không có gì thay đổi" in second.out
    assert (home / "index" / "CURRENT").read_text() == generation

    third = command("ingest", folder, "--recursive", "--json")
    assert third.json["counts"] == {"added": 1, "updated": 0, "unchanged": 2, "failed": 0}
    assert (home / "index" / "CURRENT").read_text() == generation, "the index follows without being built anew"
    assert command("plans", "--json").json["total"] == 3
    assert command("doctor").code == 0


def test_doctor_names_what_is_wrong_and_mends_it(command, home, plan_files):
    assert command("doctor", "--json").json == {"healthy": True, "fixed": False, "findings": [], "left": []}
    assert command("ingest", *plan_files).code == 0
    assert "khớp với kho" in command("doctor").out
    (home / "index" / "CURRENT").unlink()
    sick = command("doctor", "--json")
    assert sick.code == 1
    assert "INDEX_MISSING" in [finding["code"] for finding in sick.json["findings"]]
    assert not sick.json["healthy"]
    shown = command("doctor")
    assert shown.code == 1
    assert "INDEX_MISSING: Chưa có chỉ mục tìm kiếm." in shown.out
    assert "--fix" in shown.out
    mended = command("doctor", "--fix", "--json")
    assert mended.code == 0
    assert (mended.json["healthy"], mended.json["fixed"], mended.json["left"]) == (True, True, [])
    assert command("doctor").code == 0


def test_another_model_shows_bands_once_it_is_calibrated(command, home, plan_files, monkeypatch, tmp_path):
    def bands() -> set[str | None]:
        return {hit["band"] for hit in command("tasks", "đánh giá nội bộ", "--json").json["hits"]}

    assert command("ingest", plan_files[0]).code == 0
    assert bands() == {None}
    generation = (home / "index" / "CURRENT").read_text()
    path = tmp_path / "hieu-chuan.json"
    write_calibration(path, dataclasses.replace(load_built_in(), model="tiny/32"))
    monkeypatch.setenv("DOICHIEU_CALIBRATION", str(path))
    sick = command("doctor")
    assert sick.code == 1
    assert "INDEX_CALIBRATION: Chỉ mục giữ bản hiệu chuẩn khác với bản đang dùng." in sick.out
    assert None not in bands()
    assert command("doctor").code == 0
    assert (home / "index" / "CURRENT").read_text() == generation, "nothing is built anew"
    write_calibration(path, load_built_in())
    refused = command("tasks", "đánh giá nội bộ")
    assert refused.code == 1
    assert refused.err.startswith("CALIBRATION_INVALID: Tệp hiệu chuẩn là của mô hình “multilingual-e5-small")
    path.unlink()
    assert command("doctor").err.startswith("CALIBRATION_INVALID: Không đọc được tệp hiệu chuẩn “hieu-chuan.json”")
    monkeypatch.delenv("DOICHIEU_CALIBRATION")
    assert bands() == {None}


def test_an_index_of_another_model_is_rebuilt_before_it_answers(command, home, plan_files):
    assert command("ingest", plan_files[0]).code == 0
    manifest = next((home / "index").glob("*/manifest.json"))
    manifest.write_text(manifest.read_text().replace("tiny/32", "other/32"))
    ran = command("tasks", "đánh giá nội bộ", "--json")
    assert ran.code == 0
    assert ran.json["hits"]
    assert "Đang lập chỉ mục" in ran.err
    current = home / "index" / (home / "index" / "CURRENT").read_text() / "manifest.json"
    assert json.loads(current.read_text())["model"] == "tiny/32"


def test_a_stopped_ingest_keeps_what_it_stored(command, home, plan_files, tmp_path):
    folder = tmp_path / "nhieu"
    folder.mkdir()
    text = next(path for path in plan_files if path.suffix == ".txt").read_text()
    for number in range(250):
        (folder / f"{number:03}.txt").write_text(f"{text}\nBản số {number}\n")
    process = start("ingest", folder, home=home)
    database = home / "doichieu.db"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None and count_plans(database) < 3:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "INTERRUPTED: Đã dừng theo yêu cầu" in err
    assert "Traceback" not in err
    stored = command("plans", "--json").json["total"]
    assert 3 <= stored < 250
    hits = command("tasks", "đánh giá", "--limit", "1000", "--json").json
    assert len({hit["plan"]["id"] for hit in hits["hits"]}) == stored


def count_plans(database):
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute("select count(*) from plans").fetchone()[0]
    except sqlite3.OperationalError:  # not migrated yet
        return 0


def test_a_closed_pipe_is_no_error(filled, plan_files):
    with start("parse", plan_files[0], "--json", home=filled.settings.folder) as process:
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=60)) == ("", 0)


@pytest.mark.usefixtures("filled_home")
def test_an_unforeseen_error_is_one_line_and_a_traceback_only_for_developers(command, monkeypatch):
    def fail(*_arguments, **_options):
        raise RuntimeError("hỏng")

    monkeypatch.setattr("search.find_bases", fail)
    ran = command("bases", "19/2014")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("INTERNAL_ERROR: Có lỗi ngoài dự kiến (RuntimeError)")
    assert ran.err.count("\n") == 1
    monkeypatch.setenv("DOICHIEU_DEBUG", "1")
    assert "Traceback" in command("bases", "19/2014").err


@pytest.mark.usefixtures("home")
def test_a_wrong_setting_is_named(command, monkeypatch):
    monkeypatch.setenv("DOICHIEU_PORT", "cổng")
    ran = command("plans")
    assert (ran.code, ran.err) == (2, "SETTING_INVALID: Biến môi trường không hợp lệ: DOICHIEU_PORT.\n")


@pytest.mark.usefixtures("filled_home")
def test_a_taken_port_is_one_line(command):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = command("serve", "--port", str(taken.getsockname()[1]))
    assert ran.code == 1
    assert ran.err.startswith("ADDRESS_UNUSABLE: ")


@pytest.mark.usefixtures("home")
def test_the_demo_answers_three_questions(command):
    ran = command("demo", "--no-serve")
    assert ran.code == 0
    for words in ("doichieu tasks “đánh giá nội bộ”", "QĐ 19/2014/QĐ-TTg", "doichieu gaps ", "Tổng hợp: Đạt "):
        assert words in ran.out
    assert command("plans", "--json").json["total"] >= 12
