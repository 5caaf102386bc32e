"""Many plans against a framework: on the command line, over HTTP, on the page, as files."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from fastapi.testclient import TestClient
from lxml import html

from api.app import create_app
from api.labels import VERDICTS
from api.settings import Settings
from api.workspace import Workspace
from corpus.ingest import ingest_file
from search.gap_matrix import crew

API = "/api/v1/gaps"
PLAN = """UBND TỈNH LAM SƠN
=CMD|' /C calc'!A0 SỞ NGHIÊN CỨU
Số: 12/KH-SNC
Lam Sơn, ngày 15 tháng 01 năm 2026
KẾ HOẠCH
Duy trì hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 <script>alert(1)</script>
II. NỘI DUNG THỰC HIỆN
TT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian
1\t=HYPERLINK("http://x") tổ chức đánh giá nội bộ hệ thống quản lý chất lượng\tBan ISO\tCác phòng\tTháng 9
2\t+Báo cáo tình hình áp dụng hệ thống quản lý chất lượng\tVăn phòng\tCác phòng\tTháng 10
"""
TITLE = "Duy trì hệ thống quản lý chất lượng theo TCVN ISO 9001:2015"
OTHER = PLAN.replace(TITLE, "=Công tác văn thư, lưu trữ năm 2026")


@pytest.fixture
def own(home, load_tiny, plan_files, tmp_path):
    """A home with a sample, a plan full of formulas and one of another framework, which a test may change."""
    with Workspace(Settings(home=home), load=load_tiny) as workspace:
        ingest_file(workspace.store, next(path for path in plan_files if path.suffix == ".txt"))
        for name, text in (("cong-thuc.txt", PLAN), ("van-thu.txt", OTHER)):
            (tmp_path / name).write_text(text, encoding="utf-8")
            assert ingest_file(workspace.store, tmp_path / name).plan_id
        workspace.engine()
        yield workspace


@pytest.fixture
def web(own):
    with TestClient(create_app(own), raise_server_exceptions=False) as opened:
        yield opened


def words(element):
    return " ".join(element.text_content().split())


def read_book(data):
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(data))}


def read_rows(sheet):
    names, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("?limit=4", ()),
        ("?limit=2&agency_type=so", ("--agency-type", "so")),
        ("?limit=1&year=2024&agency=so noi", ("--year", "2024", "--agency", "so noi")),
        ("?limit=4&framework=khung-101", ("--framework", "khung-101")),
        ("?limit=1&place=thuận lâm", ("--place", "thuận lâm")),
    ],
)
@pytest.mark.usefixtures("filled_home")
def test_http_and_the_command_line_answer_alike(client, command, path, arguments):
    answer = client.get(API + path)
    assert answer.status_code == 200
    body = command("gaps", "--all", *arguments, "--json").json
    assert answer.json() == body
    assert body["rows"]


def test_the_matrix_says_what_each_plan_has_alone(client):
    body = client.get(API).json()
    assert body["total"] == body["plans"] == len(body["rows"]) == 4
    for row in body["rows"]:
        alone = client.get(f"/api/v1/plans/{row['plan']['id']}/gaps").json()
        assert row["summary"] == alone["summary"]
        assert {step: cell["verdict"] for step, cell in row["cells"].items()} == {
            item["step"]: item["verdict"] for item in alone["items"]
        }
    assert body["summary"] == {
        verdict: sum(row["summary"][verdict] for row in body["rows"]) for verdict in body["summary"]
    }


def test_rows_come_in_pages_and_counts_are_over_all(client):
    whole = client.get(API).json()
    pages = [client.get(f"{API}?limit=3&page={page}").json() for page in (1, 2)]
    assert [row for page in pages for row in page["rows"]] == whole["rows"]
    for page in pages:
        assert {**page, "rows": [], "limit": 0, "offset": 0} == {**whole, "rows": [], "limit": 0, "offset": 0}


def test_a_plan_of_another_framework_is_told_everywhere(web, command):
    body = web.get(API).json()
    (aside,) = body["aside"]
    assert (aside["code"], aside["framework"], body["plans"]) == ("OTHER_FRAMEWORK", "van-thu-30", 2)
    assert aside["plan"]["id"] not in {row["plan"]["id"] for row in body["rows"]}
    ran = command("gaps", "--all")
    assert ran.code == 0
    assert f"{aside['plan']['id']}: OTHER_FRAMEWORK: Trích yếu thuộc khung van-thu-30" in ran.out
    page = html.fromstring(web.get("/doi-chieu").content)
    assert "Trích yếu thuộc khung van-thu-30" in words(page.xpath("//section[@aria-labelledby='khong-kiem-tra']")[0])
    book = read_book(web.get("/doi-chieu.xlsx").content)
    assert [row["Mã lỗi"] for row in read_rows(book["Không kiểm tra được"])] == ["OTHER_FRAMEWORK"]
    assert aside["plan"]["id"] not in {row["Mã kế hoạch"] for row in read_rows(book["Chi tiết"])}


def test_a_plan_that_fails_is_named_with_its_code(own, command, monkeypatch):
    bad = own.store.resolve_plan("cong-thuc.txt")
    judge = crew.judge_steps

    def fail(engine, stored, framework, agency):
        if stored.plan.id == bad:
            raise ZeroDivisionError
        return judge(engine, stored, framework, agency)

    monkeypatch.setattr(crew, "judge_steps", fail)
    body = command("gaps", "--all", "--json").json
    assert {aside["plan"]["id"]: aside["code"] for aside in body["aside"]}[bad] == "PLAN_NOT_JUDGED"
    assert body["plans"] == 1
    assert f"{bad}: PLAN_NOT_JUDGED" in command("gaps", "--all").out


def test_a_persons_verdict_is_counted_and_seen_everywhere(web, own, command):
    plan = own.store.resolve_plan("cong-thuc.txt")
    before = web.get(API).json()["summary"]
    step = "S02"
    machine = web.get(f"/api/v1/plans/{plan}/gaps").json()["items"][1]["verdict"]
    made = {"step": step, "verdict": "partial", "reason": "=Xem bản gốc", "by": "Thanh tra"}
    assert web.post(f"/api/v1/plans/{plan}/decisions", json=made).status_code == 201
    body = web.get(API).json()
    assert body["decided"] == 1
    assert body["summary"]["partial"] == before["partial"] + 1
    cell = next(row for row in body["rows"] if row["plan"]["id"] == plan)["cells"][step]
    assert (cell["verdict"], cell["machine_verdict"]) == ("partial", machine)
    assert cell["decision"]["made"]["by"] == "Thanh tra"
    assert "1 kết luận của người" in command("gaps", "--all").out
    page = html.fromstring(web.get("/doi-chieu").content)
    assert "Một phần (người)" in [words(link) for link in page.xpath("//table[@class='matrix']//td/a")]
    book = read_book(web.get("/doi-chieu.xlsx").content)
    names = [cell.value for cell in book["Ma trận"][1]]
    column = next(number for number, name in enumerate(names) if name.startswith("S02"))
    shown = {row[0].value: row[column].value for row in book["Ma trận"].iter_rows(min_row=2)}
    assert shown[plan] == "Một phần (người)"
    details = [row for row in read_rows(book["Chi tiết"]) if row["Kết luận của người"]]
    assert [(row["Mã kế hoạch"], row["Bước"], row["Kết luận"]) for row in details] == [(plan, step, "Một phần")]
    assert "Thanh tra" in details[0]["Kết luận của người"]
    assert details[0]["Kết luận của máy"] == VERDICTS[machine]


@pytest.mark.usefixtures("own")
def test_the_files_hold_every_cell_and_no_formula(command, tmp_path):
    ran = command("gaps", "--all", "--xlsx", tmp_path / "a.xlsx", "--csv", tmp_path / "a.csv", "--json")
    body = ran.json
    assert "Đã ghi 2 kế hoạch vào a.xlsx." in ran.err
    book = read_book((tmp_path / "a.xlsx").read_bytes())
    assert list(book) == ["Ma trận", "Từng bước", "Xu hướng", "Chi tiết", "Không kiểm tra được", "Ghi chú"]
    cells = [cell for sheet in book.values() for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")) for cell in cells)
    assert any(isinstance(cell.value, str) and cell.value.startswith("'=Công tác") for cell in cells)
    steps = len(body["steps"])
    for rows in (
        read_rows(book["Chi tiết"]),
        list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig")))),
    ):
        assert len(rows) == 2 * steps
        told = {(row["Mã kế hoạch"], row["Bước"]): row["Kết luận"] for row in rows}
        assert told == {
            (row["plan"]["id"], step): VERDICTS[cell["verdict"]]
            for row in body["rows"]
            for step, cell in row["cells"].items()
        }
        for row in rows:
            assert row["Lý do của máy"]
            assert row["Dẫn chứng của máy"] or row["Kết luận"] not in {"Đạt", "Một phần", "Trái quy định"}
            assert "vị trí" in (row["Dẫn chứng của máy"] or row["Đoạn gần nhất"] or "vị trí")
    matrix = book["Ma trận"]
    assert matrix.freeze_panes == "C2"
    assert matrix.auto_filter.ref == matrix.dimensions
    (rules,) = [each.rules for each in matrix.conditional_formatting]
    assert [rule.text for rule in rules] == list(VERDICTS.values())
    assert len({rule.dxf.fill.bgColor.rgb for rule in rules}) == len(rules)


def test_the_sheets_of_counts_say_what_json_says(web):
    body = web.get(API).json()
    book = read_book(web.get("/doi-chieu.xlsx").content)
    for row, count in zip(read_rows(book["Từng bước"]), body["steps"], strict=True):
        assert (row["Bước"], row["Thiếu"], row["Kết luận được"]) == (
            count["step"], count["counts"]["missing"], count["told"]
        )  # fmt: skip
        assert row["Tỉ lệ thiếu"] == count["missing_rate"]
    years = {(row["Bước"], row["Năm"]): row for row in read_rows(book["Xu hướng"])}
    for year in body["years"]:
        for count in year["steps"]:
            row = years[count["step"], str(year["year"])]
            assert (row["Thiếu"], row["Chưa rõ"]) == (count["counts"]["missing"], count["counts"]["unclear"])
    notes = {row["Mục"]: row["Nội dung"] for row in read_rows(book["Ghi chú"])}
    assert "khung-101, bản" in notes["Mô hình khung"]
    assert "Không bao giờ được tính là Thiếu" in notes["Chưa rõ"]
    assert "mẫu số" in notes["Tỉ lệ thiếu"]


def test_the_page_shows_words_not_colours_alone_and_links_each_cell(web):
    answer = web.get("/doi-chieu")
    page = html.fromstring(answer.content)
    assert b"<script" not in answer.content
    body = web.get(API).json()
    (table,) = page.xpath("//table[@class='matrix']")
    for row, shown in zip(body["rows"], table.xpath("tbody/tr"), strict=True):
        cells = shown.xpath("td")
        assert len(cells) == len(body["steps"])
        for (step, cell), seen in zip(row["cells"].items(), cells, strict=True):
            assert cell["verdict"] in seen.get("class").split()
            assert words(seen)
            (link,) = seen.xpath("a")
            assert link.get("href").endswith(f"/doi-chieu?framework=khung-101#buoc-{step}")
            assert VERDICTS[cell["verdict"]] in link.get("title")
    first = table.xpath("tbody/tr/td/a/@href")[0]
    assert html.fromstring(web.get(first).content).xpath("//li[@id='buoc-S01']")
    assert page.xpath("//a[starts-with(@href, '/doi-chieu.xlsx')]")
    assert not page.xpath("//meta[@http-equiv='refresh']")


def test_the_page_goes_on_by_itself_while_plans_wait(web, monkeypatch):
    monkeypatch.setattr("api.routes.gap_matrix_pages._SECONDS", 0)
    page = html.fromstring(web.get("/doi-chieu").content)
    assert page.xpath("//meta[@http-equiv='refresh']")
    assert "Còn 1 kế hoạch chưa đối chiếu xong" in words(page.xpath("//p[@role='alert']")[0])
    assert not page.xpath("//a[starts-with(@href, '/doi-chieu.xlsx')]")  # a file with plans left out would be signed
    assert not html.fromstring(web.get("/doi-chieu").content).xpath("//meta[@http-equiv='refresh']")


@pytest.mark.parametrize("path", ["/doi-chieu?year=1800", "/doi-chieu?place=…", "/doi-chieu?agency_type=bo"])
def test_a_filter_that_cannot_be_is_told_beside_the_form(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    page = html.fromstring(answer.content)
    assert page.xpath("//p[@role='alert']")
    assert page.xpath("//form[@action='/doi-chieu']")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "Thiếu tham số KẾ_HOẠCH|TỆP (hoặc --all)"),
        (("so-noi-vu", "--all"), 2, "Chỉ dùng một trong hai"),
        (("so-noi-vu", "--year", "2024"), 2, "--year chỉ dùng cùng --all"),
        (("so-noi-vu", "--place", "x", "--xlsx", "a.xlsx"), 2, "--place, --xlsx chỉ dùng cùng --all"),
        (("--all", "--decide", "S01=covered", "--by", "A"), 2, "--decide, --by không dùng cùng --all"),
        (("--all", "--docx", "a.docx"), 2, "--docx không dùng cùng --all"),
        (("--all", "--undo", "S01"), 2, "--undo không dùng cùng --all"),
        (("--all", "--xlsx", "a.csv"), 2, "EXPORT_FORMAT_INVALID"),
        (("--all", "--year", "1800"), 2, "YEAR_INVALID"),
        (("--all", "--place", "…"), 2, "FILTER_EMPTY"),
        (("--all", "--framework", "khong-co"), 4, "FRAMEWORK_NOT_FOUND"),
        (("--all", "--xlsx", "khong/co/a.xlsx"), 2, "XLSX_NOT_WRITABLE"),
    ],
)
@pytest.mark.usefixtures("filled_home")
def test_a_wrong_use_is_one_vietnamese_line(command, arguments, code, message):
    ran = command("gaps", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("own")
def test_a_framework_of_ones_own_judges_many_plans(command, tmp_path):
    from importlib.resources import files

    text = (files("corpus.frameworks") / "data" / "khung-101.yaml").read_text(encoding="utf-8")
    path = tmp_path / "khung-so.yaml"
    path.write_text(text.replace("id: khung-101", "id: khung-so", 1), encoding="utf-8")
    body = command("gaps", "--all", "--framework", path, "--json").json
    assert body["framework"]["id"] == "khung-so"
    assert body["plans"] == 2
    assert [aside["framework"] for aside in body["aside"]] == ["van-thu-30"]


@pytest.mark.usefixtures("home")
def test_an_empty_store_has_no_plans(command):
    assert "Kho trống" in command("gaps", "--all").out
    body = json.loads(command("gaps", "--all", "--json").out)
    assert (body["plans"], body["rows"], body["missing_rate"]) == (0, [], None)
    assert len(body["steps"]) == 30


@pytest.mark.usefixtures("filled_home")
def test_a_filter_without_plans_writes_nothing(command, tmp_path):
    ran = command("gaps", "--all", "--year", "1999", "--xlsx", tmp_path / "a.xlsx")
    assert ran.code == 0
    assert "Không có kế hoạch nào được đối chiếu." in ran.out
    assert not (tmp_path / "a.xlsx").exists()
