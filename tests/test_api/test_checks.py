"""The citations of a plan checked, and the registry, in the command line, over HTTP and on the page of a plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from api.app import create_app
from api.settings import Settings
from api.workspace import Workspace

API = "/api/v1"
ROOT = Path(__file__).resolve().parents[2]
CHECK = {"code", "severity", "message", "source", "expected", "grounds", "plans", "text"}
OWN = "Loại,Số,Ngày ban hành,Cơ quan ban hành,Nguồn,Độ chắc\nQuyết định,19/2014/QĐ-TTg,{},Thủ tướng Chính phủ,Tôi,P\n"


@pytest.fixture
def own_registry(tmp_path):
    """Writes a registry of the user's with a date for QĐ 19/2014/QĐ-TTg."""

    def write(day):
        path = tmp_path / "cua-toi.csv"
        path.write_text(OWN.format(day), encoding="utf-8")
        return path

    return write


@pytest.mark.usefixtures("filled_home")
def test_check_has_the_agreed_names_and_exact_passages(command, filled):
    body = command("check", "chi-cuc-thuy-loi", "--json").json
    assert set(body) == {"plan", "framework", "documents", "known", "checks"}
    assert body["framework"] == "khung-101"
    assert 0 < body["known"] <= body["documents"]
    text = filled.store.load_plan(body["plan"]["id"]).document.text
    for check in body["checks"]:
        assert set(check) == CHECK
        place = check["source"]
        assert check["text"] == (text[place["start"] : place["end"]] if place else None)
    (date,) = [check for check in body["checks"] if check["code"] == "CITATION_DATE_DIFFERS"]
    assert date["expected"] == "2019-01-21"
    assert "12/01/2019" in date["text"]


@pytest.mark.usefixtures("filled_home")
def test_check_shows_people_the_reason_and_the_passage(command):
    ran = command("check", "chi-cuc-thuy-loi")
    assert ran.code == 0
    for part in ("CITATION_DATE_DIFFERS", "Nguồn:", "12/01/2019", "vị trí", "có trong danh mục văn bản"):
        assert part in " ".join(ran.out.split())


@pytest.mark.usefixtures("filled_home")
def test_check_of_a_file_agrees_with_that_of_the_stored_plan(command, plan_files):
    for path in plan_files:
        assert command("check", path, "--json").json == command("check", path.name, "--json").json


@pytest.mark.usefixtures("filled_home")
def test_check_is_written_for_excel(command, tmp_path):
    path = tmp_path / "check.csv"
    body = command("check", "chi-cuc-thuy-loi", "--json", "--csv", path).json
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Mức,Mã,Điểm cần xem")
    assert len(lines) >= 1 + len(body["checks"])


@pytest.mark.usefixtures("filled_home")
def test_http_and_the_command_line_check_alike(client, command, plan_files):
    for path in plan_files:
        expected = command("check", path.name, "--json").json
        assert client.get(f"{API}/plans/{path.name}/check").json() == expected
        upload = client.post(f"{API}/check", files={"file": (path.name, path.read_bytes())})
        assert upload.json() == expected
    assert client.get(f"{API}/plans/khong-co/check").json()["code"] == "PLAN_NOT_FOUND"
    assert client.get(f"{API}/plans/so-noi-vu/check?framework=x").json()["code"] == "FRAMEWORK_NOT_FOUND"
    assert client.get(f"{API}/registry").json() == command("registry", "--json").json


def test_the_page_of_a_plan_shows_its_findings(client, filled):
    plan_id = filled.store.resolve_plan("chi-cuc-thuy-loi-2023.pdf")
    page = html.fromstring(client.get(f"/ke-hoach/{plan_id}").content)
    (section,) = page.xpath("//section[@aria-labelledby='can-cu']")
    body = client.get(f"{API}/plans/{plan_id}/check").json()
    items = section.xpath(".//ul[@class='checks']/li")
    assert len(items) == len(body["checks"]) > 0
    for item, check in zip(items, body["checks"], strict=True):
        assert " ".join(check["message"].split()) in " ".join(item.text_content().split())
        assert bool(item.xpath(".//a[@class='place']")) is (check["source"] is not None)


@pytest.mark.usefixtures("filled_home")
def test_a_users_registry_is_used_and_a_broken_one_is_refused(command, own_registry, monkeypatch):
    monkeypatch.setenv("DOICHIEU_REGISTRY", str(own_registry("06/3/2014")))
    body = command("check", "so-noi-vu", "--json").json
    (date,) = [check for check in body["checks"] if check["code"] == "CITATION_DATE_DIFFERS"]
    assert (date["expected"], "Tôi" in date["grounds"]) == ("2014-03-06", True)
    monkeypatch.setenv("DOICHIEU_REGISTRY", str(own_registry("31/4/2014")))
    ran = command("check", "so-noi-vu")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("REGISTRY_INVALID: cua-toi.csv, dòng 2, cột “Ngày ban hành”: ")
    monkeypatch.setenv("DOICHIEU_REGISTRY", str(own_registry("31/4/2014").with_name("mat.csv")))
    assert command("check", "so-noi-vu").err.startswith("REGISTRY_NOT_FOUND: ")


def test_a_broken_registry_hides_no_plan(filled, own_registry, load_tiny):
    settings = Settings(home=filled.settings.folder, registry=str(own_registry("31/4/2014")))
    with Workspace(settings, load=load_tiny) as workspace, TestClient(create_app(workspace)) as client:
        page = client.get("/ke-hoach/so-noi-vu-2024.docx")
        assert page.status_code == 200
        assert "cua-toi.csv, dòng 2, cột “Ngày ban hành”" in page.text
        answer = client.get(f"{API}/plans/so-noi-vu/check")
        assert (answer.status_code, answer.json()["code"]) == (503, "REGISTRY_INVALID")


def test_the_registry_lists_what_is_known(command):
    body = command("registry", "--json").json
    assert set(body) == {"total", "documents", "issues"}
    assert body["total"] == len(body["documents"]) > 0
    (decision,) = [one for one in body["documents"] if one["key"] == "QĐ 19/2014/QĐ-TTg"]
    assert (decision["status"], decision["date"], decision["strength"]) == ("in_force", "2014-03-05", "P")
    assert decision["suspension"]["clauses"][0] == "khoản 2 Điều 7"
    ran = command("registry")
    assert ran.code == 0
    assert "chưa có dữ liệu" in " ".join(ran.out.split())


def test_the_registry_checks_files(command, own_registry, tmp_path):
    path = own_registry("06/3/2014")
    ran = command("registry", path)
    assert ran.code == 0
    assert "REGISTRY_OVERRIDES: cua-toi.csv, dòng 2, cột “Ngày ban hành”" in " ".join(ran.out.split())
    assert "1 văn bản dùng được; 0 lỗi" in ran.out
    ran = command("registry", own_registry("31/4/2014"), "--json")
    assert ran.code == 1
    (issue,) = [one for one in ran.json["issues"] if one["severity"] == "error"]
    assert (issue["code"], issue["file"], issue["line"]) == ("REGISTRY_VALUE_INVALID", "cua-toi.csv", 2)
    assert issue["column"] == "Ngày ban hành"
    ran = command("registry", tmp_path / "khong-co.yaml")
    assert (ran.code, ran.err.split(":")[0]) == (4, "REGISTRY_NOT_FOUND")


def test_the_readme_tells_of_every_code():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "search" / "citations").glob("*.py"))
    codes = set(re.findall(r'"((?:CITATION|BASIS|STANDARD)_[A-Z_]+)"', code))
    assert len(codes) == 12
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert codes == set(re.findall(r"^\| `((?:CITATION|BASIS|STANDARD)_[A-Z_]+)` \|", readme, re.MULTILINE))


def test_the_registry_shown_in_the_readme_is_accepted(command, tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = readme.index("Loại;Số;")
    path = tmp_path / "cua-toi.csv"
    path.write_text(readme[start : readme.index("```", start)], encoding="utf-8")
    body = command("registry", path, "--json").json
    assert body["issues"] == []
    (old,) = [one for one in body["documents"] if one["key"] == "QĐ 1091/QĐ-UBND@2017"]
    assert old["superseded_by"] == ["QĐ 12/2024/QĐ-UBND"]
