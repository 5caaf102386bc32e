"""A person decides, on the command line, over HTTP and on the page: both verdicts are kept and shown."""

from __future__ import annotations

import csv
import json

import pytest
from fastapi.testclient import TestClient
from lxml import html

from api.app import create_app

API = "/api/v1/plans"


@pytest.fixture
def web(own):
    with TestClient(create_app(own), raise_server_exceptions=False) as opened:
        yield opened


def item_of(body, step="S05"):
    return next(item for item in body["items"] if item["step"] == step)


def choose(command, plan_id, choice="S05=covered", *more, reason="Có ở mục III.2.", who="Thanh tra Sở"):
    return command("gaps", plan_id, "--decide", choice, "--reason", reason, "--by", who, *more)


def words(element):
    return " ".join(element.text_content().split())


def test_a_decision_is_kept_counted_and_shown_beside_the_machines(command, plan_id):
    before = command("gaps", plan_id, "--json").json
    machine = item_of(before)["verdict"]
    assert machine != "covered"
    assert item_of(before)["decision"] is None
    after = choose(command, plan_id, "S05=covered", "--json").json
    item = item_of(after)
    assert (item["verdict"], item["machine_verdict"]) == ("covered", machine)
    assert item["decision"]["state"] == "stands"
    made = item["decision"]["made"]
    assert (made["verdict"], made["machine_verdict"], made["reason"], made["by"]) == (
        "covered", machine, "Có ở mục III.2.", "Thanh tra Sở",
    )  # fmt: skip
    assert after["summary"]["covered"] == before["summary"]["covered"] + 1
    assert after["summary"][machine] == before["summary"][machine] - 1
    assert command("gaps", plan_id, "--json").json == after
    out = " ".join(command("gaps", plan_id).out.split())
    assert "Có ở mục III.2." in out.replace("│ ", "")
    assert "Thanh tra Sở" in out


def test_a_decision_survives_a_new_reading_and_is_seen_from_the_file_too(command, own, plan_file, plan_id):
    after = choose(command, plan_id, "S05=đạt", "--json").json
    with own.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE plans SET parser_version = 0")
    assert command("ingest", plan_file).code == 0
    assert command("gaps", plan_id, "--json").json == after
    assert item_of(command("gaps", plan_file, "--json").json)["decision"] == item_of(after)["decision"]


def test_a_decision_is_taken_back(command, plan_id):
    before = command("gaps", plan_id, "--json").json
    choose(command, plan_id)
    choose(command, plan_id, "S05=partial")
    assert item_of(command("gaps", plan_id, "--undo", "S05", "--json").json)["verdict"] == "covered"
    assert command("gaps", plan_id, "--undo", "S05", "--json").json == before
    ran = command("gaps", plan_id, "--undo", "S05")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("DECISION_NOT_FOUND: ")


def test_an_upgrade_is_previewed_and_asks_for_review(command, plan_id, newer):
    machine = item_of(command("gaps", plan_id, "--json").json)["verdict"]
    for step in ("S05", "S19", "S28"):
        choose(command, plan_id, f"{step}=covered")
    body = command("frameworks", "diff", "khung-101", newer, "--decisions", "--json").json
    assert body["decision_summary"] == {"stands": 1, "needs_review": 1, "dropped": 1}
    assert {one["made"]["step"]: one["state"] for one in body["decisions"]} == {
        "S05": "needs_review", "S19": "stands", "S28": "dropped",
    }  # fmt: skip
    assert {one["plan"] for one in body["decisions"]} == {plan_id}
    out = " ".join(command("frameworks", "diff", "khung-101", newer, "--decisions").out.split())
    assert "S05: cần xem lại" in out
    assert "Kết luận của người: đang dùng 1; cần xem lại 1; khung không còn bước này 1." in out
    report = command("gaps", plan_id, "--framework", newer, "--json").json
    assert item_of(report)["verdict"] == item_of(report)["machine_verdict"] == machine
    assert item_of(report)["decision"]["state"] == "needs_review"
    assert item_of(report)["decision"]["made"]["asked"]["asks"].startswith("Nhận diện, phân tích rủi ro")
    assert item_of(report, "S19")["verdict"] == "covered"
    assert [one["made"]["step"] for one in report["dropped_decisions"]] == ["S28"]
    text = " ".join(command("gaps", plan_id, "--framework", newer).out.split())
    assert "cần xem lại" in text
    assert "Khung không còn bước S28" in text
    again = choose(command, plan_id, "S05=covered", "--framework", newer, "--json").json
    assert item_of(again)["decision"]["state"] == "stands"


def test_the_table_holds_both_verdicts(command, plan_id, tmp_path):
    choose(command, plan_id, "S05=covered", "--csv", tmp_path / "bang.csv")
    with (tmp_path / "bang.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["Bước"] == "S05")
    assert row["Kết luận"] == "Đạt"
    assert row["Kết luận của máy"] != "Đạt"
    assert "Có ở mục III.2." in row["Kết luận của người"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--decide", "S05", "--reason", "a", "--by", "b"), 2, "DECISION_INVALID"),
        (("--decide", "S05=tốt", "--reason", "a", "--by", "b"), 2, "DECISION_INVALID"),
        (("--decide", "S05=covered", "--by", "b"), 2, "DECISION_INVALID"),
        (("--decide", "S05=covered", "--reason", "a"), 2, "DECISION_INVALID"),
        (("--decide", "S05=contrary", "--reason", "a", "--by", "b"), 2, "DECISION_INVALID"),
        (("--reason", "a", "--by", "b"), 2, "DECISION_INVALID"),
        (("--decide", "S99=covered", "--reason", "a", "--by", "b"), 4, "STEP_NOT_FOUND"),
    ],
)
def test_what_cannot_be_decided_is_one_line_and_nothing_is_kept(command, own, arguments, code, said):
    (plan_id,) = [plan.id for plan in own.store.list_plans()]
    ran = command("gaps", plan_id, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"{said}: ")
    assert own.store.decisions.list_standing("khung-101") == ()


def test_nothing_is_decided_on_a_file_outside_the_store(command, own, plan_files, plan_file):
    other = next(path for path in plan_files if path != plan_file)
    ran = choose(command, other)
    assert (ran.code, ran.err.split(":")[0]) == (4, "PLAN_NOT_FOUND")
    assert "nạp" in ran.err
    assert choose(command, plan_file).code == 0
    assert len(own.store.decisions.list_standing("khung-101")) == 1


def test_two_frameworks_are_no_two_versions(command, newer):
    newer.write_text(newer.read_text(encoding="utf-8").replace("id: khung-101", "id: khung-khac"), encoding="utf-8")
    ran = command("frameworks", "diff", "khung-101", newer, "--decisions")
    assert (ran.code, ran.err.split(":")[0]) == (2, "FRAMEWORKS_DIFFER")


def test_deciding_over_http(web, plan_id):
    body = {"step": "S05", "verdict": "covered", "reason": "Có ở mục III.2.", "by": "Thanh tra"}
    answer = web.post(f"{API}/{plan_id}/decisions", json=body)
    assert answer.status_code == 201
    assert answer.json()["verdict"] == "covered"
    assert item_of(web.get(f"{API}/{plan_id}/gaps").json()) == answer.json()
    listed = web.get(f"{API}/{plan_id}/decisions").json()
    assert (listed["plan"], listed["total"]) == (plan_id, 1)
    assert listed["decisions"][0] == answer.json()["decision"]["made"]
    assert web.get(f"{API}/{plan_id}/decisions?framework=khac").json()["total"] == 0
    left = web.delete(f"{API}/{plan_id}/decisions/S05")
    assert (left.status_code, left.json()["total"]) == (200, 0)
    again = web.delete(f"{API}/{plan_id}/decisions/S05")
    assert (again.status_code, again.json()["code"]) == (404, "DECISION_NOT_FOUND")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"verdict": "tốt"}, 400, "DECISION_INVALID"),
        ({"reason": " "}, 400, "DECISION_INVALID"),
        ({"by": ""}, 400, "DECISION_INVALID"),
        ({"step": "S99"}, 404, "STEP_NOT_FOUND"),
        ({"framework": "khung-999"}, 404, "FRAMEWORK_NOT_FOUND"),
        ({"step": 5}, 400, "REQUEST_INVALID"),
        ({"them": "x"}, 400, "REQUEST_INVALID"),
    ],
)
def test_wrong_decisions_over_http_are_problems(web, plan_id, change, status, code):
    body = {"step": "S05", "verdict": "covered", "reason": "a", "by": "b"} | change
    answer = web.post(f"{API}/{plan_id}/decisions", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert web.get(f"{API}/{plan_id}/decisions").json()["total"] == 0


def test_an_unknown_plan_over_http_is_a_problem(web):
    body = {"step": "S05", "verdict": "covered", "reason": "a", "by": "b"}
    for answer in (web.post(f"{API}/khong-co/decisions", json=body), web.delete(f"{API}/khong-co/decisions/S05"),
                   web.get(f"{API}/khong-co/decisions")):  # fmt: skip
        assert (answer.status_code, answer.json()["code"]) == (404, "PLAN_NOT_FOUND")


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://xau.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
)
def test_another_sites_page_decides_nothing(web, plan_id, headers):
    body = {"step": "S05", "verdict": "covered", "reason": "a", "by": "b"}
    form = {"act": "decide", "verdict": "covered", "reason": "a", "who": "b"}
    assert web.post(f"{API}/{plan_id}/decisions", json=body, headers=headers).json()["code"] == "ORIGIN_FOREIGN"
    assert web.delete(f"{API}/{plan_id}/decisions/S05", headers=headers).status_code == 403
    page = web.post(f"/ke-hoach/{plan_id}/doi-chieu/S05", data=form, headers=headers)
    assert (page.status_code, page.headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert web.get(f"{API}/{plan_id}/decisions").json()["total"] == 0


def test_deciding_on_the_page(web, plan_id):
    page = html.fromstring(web.get(f"/ke-hoach/{plan_id}/doi-chieu?agency_type=so").content)
    (form,) = page.xpath("//li[@id='buoc-S05']//form")
    assert form.get("method") == "post"
    form.fields["verdict"], form.fields["reason"], form.fields["who"] = (
        "partial",
        "Mới nêu <b>một nửa</b>.",
        "Thanh tra",
    )
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    answer = web.post(form.get("action"), data={**form.fields, "act": "decide"}, headers=own, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/ke-hoach/{plan_id}/doi-chieu?agency_type=so#buoc-S05"
    page = html.fromstring(web.get(answer.headers["location"]).content)
    (step,) = page.xpath("//li[@id='buoc-S05']")
    assert words(step.xpath(".//p[contains(@class, 'verdict')]")[0]) == "Một phần"
    (told,) = step.xpath(".//p[contains(@class, 'human')]")
    assert "Mới nêu <b>một nửa</b>." in words(told)
    assert "Máy hiện nay: " in words(told)
    (undo,) = step.xpath(".//form[.//button[@value='undo']]")
    web.post(undo.get("action"), data={"act": "undo"}, headers=own)
    assert web.get(f"{API}/{plan_id}/decisions").json()["total"] == 0


def test_a_form_that_cannot_be_kept_is_shown_again_with_its_words(web, plan_id):
    form = {"act": "decide", "verdict": "covered", "reason": "Vì thế.", "who": " "}
    answer = web.post(f"/ke-hoach/{plan_id}/doi-chieu/S05", data=form)
    assert answer.status_code == 400
    page = html.fromstring(answer.content)
    (step,) = page.xpath("//li[@id='buoc-S05']")
    assert step.xpath(".//details[@class='decide']/@open")
    assert step.xpath(".//textarea")[0].text == "Vì thế."
    assert "người kết luận" in words(page.xpath("//p[@role='alert']")[0])
    for control in page.xpath("//input | //select | //textarea"):
        assert control.xpath("ancestor::label")
    missing = web.post(f"/ke-hoach/{plan_id}/doi-chieu/S99", data={**form, "who": "a"})
    assert missing.status_code == 404


def test_a_deleted_plan_takes_its_decisions_along(command, own, plan_id, plan_file):
    choose(command, plan_id)
    own.store.delete_plan(plan_id)
    assert command("ingest", plan_file).code == 0
    assert item_of(json.loads(command("gaps", plan_file.name, "--json").out))["decision"] is None
