"""Framework models on the command line and over HTTP: list, show, lint, diff, and a user's own file."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from corpus.frameworks import list_frameworks, load_framework

IDS = [info.id for info in list_frameworks()]


@pytest.fixture
def own_file(tmp_path):
    """A copy of the shipped framework that a test may change."""
    path = tmp_path / "khung-cua-toi.yaml"
    path.write_bytes((files("corpus.frameworks") / "data" / "khung-101.yaml").read_bytes())
    return path


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_list_is_the_same_on_the_command_line_and_over_http(command, client):
    body = command("frameworks", "list", "--json").json
    assert [one["id"] for one in body["frameworks"]] == IDS
    assert body["total"] == len(IDS)
    assert client.get("/api/v1/frameworks").json() == body
    out = command("frameworks", "list").out
    assert all(name in out for name in IDS)


@pytest.mark.parametrize("framework", IDS)
def test_a_framework_is_shown_with_its_law_and_its_strength(command, client, framework):
    body = command("frameworks", "show", framework, "--json").json
    loaded = load_framework(framework)
    assert [step["id"] for step in body["steps"]] == [step.id for step in loaded.steps]
    assert client.get(f"/api/v1/frameworks/{framework}").json() == body
    out = " ".join(command("frameworks", "show", framework).out.split())
    for step in loaded.steps:
        assert f"{step.id} {step.title}" in out
        for source in step.legal_sources:
            assert source.clause in out
    assert "(nguyên văn): “" in out
    assert "(theo nội dung)" in out


def test_one_step_is_shown_with_its_wording(command):
    out = " ".join(command("frameworks", "show", "khung-101", "--step", "S19").out.split())
    step = load_framework("khung-101").step("S19")
    for text in (*step.examples, *step.counter_examples, "việc đã làm", "bước khác (S10)"):
        assert text in out
    body = command("frameworks", "show", "khung-101", "--step", "S19", "--json").json
    assert [one["id"] for one in body["steps"]] == ["S19"]
    assert body["steps"][0]["counter_examples"][0]["kind"] == "other_step"
    assert body["steps"][0]["legal_sources"][0]["strength"] == "quoted"


def test_the_parts_of_a_step_are_shown_with_what_they_lack(command):
    out = " ".join(command("frameworks", "show", "khung-101", "--step", "S23").out.split())
    (first, *_) = load_framework("khung-101").step("S23").parts
    assert f"{first.has}, chưa có {first.lacks}: {first.examples[0]}" in out
    assert "Bước cho thấy điều kiện - S08 - S22" in out
    (step,) = command("frameworks", "show", "khung-101", "--step", "S23", "--json").json["steps"]
    assert step["parts"][0] == {"has": first.has, "lacks": first.lacks, "examples": list(first.examples)}
    assert step["condition_steps"] == ["S08", "S22"]


def test_a_file_without_faults_is_told_so(command, own_file):
    ran = command("frameworks", "lint", own_file)
    assert (ran.code, ran.out.strip()) == (0, "khung-cua-toi.yaml: 30 bước dùng được; 0 lỗi, 0 cảnh báo.")


def test_every_fault_of_a_file_is_told(command, own_file):
    edit(own_file, "asks: Người đứng đầu phê duyệt", "ask: Người đứng đầu phê duyệt")
    edit(own_file, "after: [S11, S12]", "after: [S11, S99]")
    edit(own_file, 'version: "0.3.0"', "version: 3")
    ran = command("frameworks", "lint", own_file)
    assert ran.code == 1
    for part in ('bước S01, trường "asks": thiếu trường này', 'bước S01, trường "ask"', 'trường "version"',
                 'bước S14, trường "after": không có bước S99', "4 lỗi, 0 cảnh báo", "chưa dùng được"):  # fmt: skip
        assert part in " ".join(ran.out.split())
    lint = command("frameworks", "lint", own_file, "--json")
    assert lint.code == 1
    body = json.loads(lint.out)
    assert (body["errors"], body["warnings"], body["files"][0]["framework"]) == (4, 0, None)
    lines = own_file.read_text(encoding="utf-8").splitlines()
    (after,) = [issue for issue in body["files"][0]["issues"] if issue["field"] == "after"]
    assert "S99" in lines[after["line"] - 1]
    used = command("frameworks", "show", own_file)
    assert used.code == 1
    assert used.err.startswith("FRAMEWORK_INVALID: Tệp khung khung-cua-toi.yaml: ")


def test_a_warning_leaves_the_file_usable(command, own_file):
    edit(own_file, "      - Đánh giá nội bộ\n", "      - Soi chiếu trong nhà\n")
    ran = command("frameworks", "lint", own_file)
    assert ran.code == 0
    assert "FRAMEWORK_EXAMPLE_NOT_FOUND" in ran.out
    assert "không dấu hiệu nào nhận ra ví dụ “Soi chiếu trong nhà”" in " ".join(ran.out.split())


def test_two_versions_are_compared(command, own_file):
    edit(own_file, "  - id: S29\n", "  - id: S30\n")
    edit(own_file, "step: S29,", "step: S30,")
    edit(own_file, "title: Đánh giá nội bộ\n", "title: Đánh giá nội bộ hằng năm\n")
    edit(own_file, "usual_time: Tháng 1 đến tháng 3", "usual_time: Tháng 2")
    body = command("frameworks", "diff", "khung-101", own_file, "--json").json
    assert body["summary"] == {"kept": 26, "changed": 3, "new": 1, "dropped": 1}
    steps = {step["step"]: step for step in body["steps"]}
    assert (steps["S30"]["state"], steps["S29"]["state"]) == ("new", "dropped")
    assert steps["S19"]["changes"] == [
        {"field": "title", "removed": ["Đánh giá nội bộ"], "added": ["Đánh giá nội bộ hằng năm"]}
    ]
    assert (steps["S19"]["asks_otherwise"], steps["S01"]["asks_otherwise"]) == (True, False)
    out = " ".join(command("frameworks", "diff", "khung-101", own_file).out.split())
    for part in ("S30 Thuê tư vấn: bước mới", "S29 Thuê tư vấn: bị bỏ", "+ usual_time: Tháng 2",
                 "Tổng hợp: giữ nguyên 26; thay đổi 3; bước mới 1; bị bỏ 1."):  # fmt: skip
        assert part in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("frameworks",), 2, "USAGE: Thiếu tên lệnh."),
        (("frameworks", "xem"), 2, "USAGE: Không có lệnh “xem”."),
        (("frameworks", "show", "khung-999"), 4, "FRAMEWORK_NOT_FOUND: Không có mô hình khung “khung-999”"),
        (("frameworks", "show", "khong-co.yaml"), 4, "FRAMEWORK_NOT_FOUND: Không có tệp khung “khong-co.yaml”"),
        (("frameworks", "show", "khung-101", "--step", "S77"), 4, "STEP_NOT_FOUND"),
        (("frameworks", "lint", "khong-co.yaml"), 4, "FRAMEWORK_NOT_FOUND"),
        (("frameworks", "diff", "khung-101", "khung-999"), 4, "FRAMEWORK_NOT_FOUND"),
    ],
)
def test_what_is_not_there_is_said(command, arguments, code, said):
    ran = command(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(said)


def test_an_unknown_framework_over_http_is_a_problem_and_a_path_is_none(client, own_file):
    for name in ("khung-999", str(own_file).replace("/", "%2F"), "..%2Fkhung-101"):
        answer = client.get(f"/api/v1/frameworks/{name}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] in {"FRAMEWORK_NOT_FOUND", "PAGE_NOT_FOUND"}


@pytest.mark.usefixtures("home")
def test_the_title_of_a_plan_chooses_the_framework(command, tmp_path):
    path = tmp_path / "van-thu.txt"
    path.write_text(
        "UBND TỈNH LAM SƠN THƯỢNG\nSỞ NGHIÊN CỨU\nSố: 9/KH-SNC\nLam Sơn Thượng, ngày 15 tháng 01 năm 2026\nKẾ HOẠCH\n"
        "Công tác văn thư, lưu trữ năm 2026\nI. NỘI DUNG\nTT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian\n"
        "1\tLập Danh mục hồ sơ năm 2026\tVăn phòng\tCác phòng\tTháng 01\n",
        encoding="utf-8",
    )
    body = command("gaps", path, "--json").json
    assert body["framework"]["id"] == "van-thu-30"
    assert {item["step"]: item["verdict"] for item in body["items"]}["V03"] == "covered"
    assert command("gaps", path, "--framework", "khung-101", "--json").json["framework"]["id"] == "khung-101"


@pytest.mark.usefixtures("filled_home")
@pytest.mark.parametrize("question", ["gaps", "check"])
def test_a_plan_is_checked_against_a_users_own_file(command, own_file, question):
    edit(own_file, "id: khung-101", "id: khung-cua-toi")
    edit(own_file, "required_for: [so, chi_cuc, vp_ubnd_tinh, ubnd_huyen]", "required_for: []")
    ran = command(question, "so-noi-vu-2024.docx", "--framework", own_file, "--json")
    assert ran.code == 0
    if question == "gaps":
        assert ran.json["framework"]["id"] == "khung-cua-toi"
