"""The pages: the right words in the right place, everything escaped, no script."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from api.app import create_app
from api.settings import Settings
from api.workspace import Workspace

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def open_page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return html.fromstring(answer.content)


def words(element):
    return " ".join(element.text_content().split())


@pytest.fixture
def plan_id(filled):
    return filled.store.resolve_plan("so-noi-vu-2024.docx")


def test_every_page_is_vietnamese_and_carries_no_script(client, plan_id):
    for path in ("/", "/?query=đánh giá", "/can-cu?query=19/2014", "/ke-hoach", f"/ke-hoach/{plan_id}",
                 f"/ke-hoach/{plan_id}/doi-chieu", f"/ke-hoach/{plan_id}/so-sanh",
                 f"/ke-hoach/{plan_id}/so-sanh?other=so-tu-phap", "/doi-chieu?year=2024"):  # fmt: skip
        page = open_page(client, path)
        assert page.get("lang") == "vi"
        assert page.xpath("//script | //@style | //style | //@onclick") == []
        assert len(page.xpath("//h1")) == 1
        assert page.xpath("//main[@id='noi-dung']")
        assert all(link.startswith(("/", "#")) for link in page.xpath("//@href | //@src | //@action"))
        for control in page.xpath("//input | //select"):
            assert control.xpath("ancestor::label") or page.xpath(f"//label[@for='{control.get('id')}']")


def test_the_search_page_says_what_a_question_was_read_as(client):
    page = open_page(client, "/?query=danh gia noi bo&year=2024")
    assert [words(note) for note in page.xpath("//p[contains(@class, 'understood')]")] == [
        "Đã hiểu là: “đánh giá nội bộ”."
    ]
    assert not open_page(client, "/?query=đánh giá nội bộ").xpath("//p[contains(@class, 'understood')]")


def test_the_search_page_shows_hits_with_their_words_marked(client):
    page = open_page(client, "/?query=đánh giá nội bộ&year=2024")
    hits = page.xpath("//ol[@class='hits']/li")
    assert 0 < len(hits) <= 20
    assert {"đánh", "giá", "nội", "bộ"} <= {mark.text.lower() for mark in page.xpath("//mark")}
    for hit in hits:
        text = words(hit)
        assert "năm 2024" in text
        for label in ("Chủ trì", "Phối hợp", "Thời gian", "Kết quả", "Trích từ", "vị trí"):
            assert label in text
    assert page.xpath("//select[@name='year']/option[@selected]/@value") == ["2024"]
    assert page.xpath("//input[@name='query']/@value") == ["đánh giá nội bộ"]


def test_a_place_opens_the_plan_at_that_passage(client, plan_id, filled):
    page = open_page(client, "/?query=đánh giá nội bộ&year=2024")
    link = page.xpath("//a[@class='place']/@href")[0]
    assert link.endswith("#doan")
    start, end = (int(number) for number in re.search(r"tu=(\d+)&den=(\d+)", link).groups())
    (passage,) = open_page(client, link).xpath("//mark[@id='doan']")
    text = filled.store.load_plan(plan_id).document.text
    assert passage.text_content().split() == text[start:end].split()


@pytest.mark.parametrize("range_", ["tu=5&den=2", "tu=-1&den=9", "tu=1&den=99999999", "tu=a&den=b", "tu=1"])
def test_a_wrong_passage_opens_the_plan_at_none(client, plan_id, range_):
    assert open_page(client, f"/ke-hoach/{plan_id}?{range_}").xpath("//mark") == []


def test_the_text_of_a_plan_is_shown_as_found(client, plan_id, filled):
    text = filled.store.load_plan(plan_id).document.text
    for query in ("", "?tu=100&den=200"):
        shown = open_page(client, f"/ke-hoach/{plan_id}{query}").xpath("//div[@class='original']")[0].text_content()
        assert shown.replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_the_plan_page_shows_header_bases_and_tasks(client, plan_id):
    text = words(open_page(client, f"/ke-hoach/{plan_id}"))
    for part in ("18/KH-SNV", "SỞ NỘI VỤ", "Sở, ngành cấp tỉnh", "QĐ 19/2014/QĐ-TTg", "căn cứ", "Chất lượng chữ"):
        assert part in text
    assert "15 nhiệm vụ trong danh mục" in text


def test_the_gap_page_says_every_verdict_in_words(client, plan_id):
    page = open_page(client, f"/ke-hoach/{plan_id}/doi-chieu")
    totals = {words(item) for item in page.xpath("//ul[@class='totals']/li")}
    labels = ("Đạt", "Một phần", "Thiếu", "Không áp dụng", "Chưa rõ", "Trái quy định")
    assert {re.sub(r"^\d+ ", "", total) for total in totals} == set(labels)
    body = client.get(f"/api/v1/plans/{plan_id}/gaps").json()
    steps = page.xpath("//ol[@class='steps']/li")
    assert len(steps) == len(body["items"])
    for step, item in zip(steps, body["items"], strict=True):
        text = words(step)
        assert item["step"] in text
        assert words(step.xpath(".//p[contains(@class, 'verdict')]")[0]) in labels
        assert all(" ".join(evidence["text"].split()) in text for evidence in item["evidence"])
        assert all(" ".join(reason.split()) in text for reason in item["reasons"])


def test_the_bases_page_shows_who_cites(client):
    text = words(open_page(client, "/can-cu?query=19/2014"))
    assert "QĐ 19/2014/QĐ-TTg" in text
    assert "SỞ NỘI VỤ, năm 2024" in text
    assert "05/03/2014 (4 kế hoạch)" in text


def test_the_bases_page_says_since_when_and_what_goes_together(client):
    text = words(open_page(client, "/can-cu?query=19/2014"))
    assert "từ năm 2022 đến năm 2025" in text
    assert "Căn cứ đi cùng" in text
    assert re.search(r"QĐ 101/QĐ-BKHCN@2019 .*?: \d trong 4 kế hoạch", text)


def test_the_bases_page_keeps_its_filters_and_links_what_it_shows(client):
    page = open_page(client, "/can-cu?query=bo khoa hoc&year=2024&role=basis&agency=noi vu")
    assert page.xpath("//select[@name='role']/option[@selected]/@value") == ["basis"]
    assert page.xpath("//select[@name='year']/option[@selected]/@value") == ["2024"]
    assert {words(link) for link in page.xpath("//ul[@class='mentions']/li/a[not(@class)]")} == {"SỞ NỘI VỤ, năm 2024"}
    for link in page.xpath("//article//a/@href"):
        open_page(client, link)


@pytest.mark.parametrize(("suffix", "kind"), [("xlsx", "spreadsheetml"), ("csv", "text/csv")])
def test_the_bases_page_links_its_tables(client, suffix, kind):
    page = open_page(client, "/can-cu?query=bộ khoa học&year=2024&role=basis")
    (link,) = page.xpath(f"//a[starts-with(@href, '/can-cu.{suffix}?')]/@href")
    answer = client.get(link)
    assert answer.status_code == 200
    assert kind in answer.headers["content-type"]
    assert answer.headers["content-disposition"] == f'attachment; filename="can-cu.{suffix}"'
    if suffix == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Văn bản,")
        assert len(lines) > 1
        assert all("so-noi-vu-2024" in line for line in lines[1:])
    assert client.get(f"/can-cu.{suffix}?query=").status_code == 400


def test_the_list_of_plans_links_each(client):
    page = open_page(client, "/ke-hoach?year=2024")
    assert words(page.xpath("//p[@class='count']")[0]) == "1 kế hoạch."
    for link in page.xpath("//ul[@class='plans']//@href"):
        open_page(client, link)


def test_the_text_of_plans_is_searched_and_the_passages_lead_to_their_place(client):
    page = open_page(client, "/ke-hoach?query=“họp xem xét”&year=2024")
    (item,) = page.xpath("//ul[@class='plans']/li")
    assert "chỗ trong văn bản" in words(item)
    assert {"họp", "xem", "xét"} == {words(mark).lower() for mark in item.xpath(".//mark")}
    passage = words(item.xpath(".//blockquote/text()[normalize-space()]/..")[0])
    link = item.xpath(".//blockquote//a[@class='place']/@href")[0]
    (shown,) = open_page(client, link).xpath("//mark[@id='doan']")
    assert words(shown) in passage
    assert "Không có kế hoạch nào chứa “nấu phở bò”" in words(open_page(client, "/ke-hoach?query=nấu phở bò"))


def test_a_task_links_the_page_of_tasks_like_it(client, plan_id):
    plan = open_page(client, f"/ke-hoach/{plan_id}")
    link = plan.xpath("//table[@class='tasks']/tbody/tr[11]//a[text()='Nhiệm vụ tương tự']/@href")[0]
    page = open_page(client, link)
    assert "Thực hiện đánh giá nội bộ đối với tất cả các phòng, ban" in words(page.xpath("//section/h2")[0])
    assert "Đoàn đánh giá nội bộ" in words(page.xpath("//section")[0])
    hits = page.xpath("//ol[@class='hits']/li")
    assert len(hits) > 3
    assert "Điểm" in words(hits[0])
    open_page(client, hits[0].xpath(".//a[text()='Nhiệm vụ tương tự']/@href")[0])
    assert "không có nhiệm vụ “II.99”" in words(open_page(client, f"/?like={plan_id}%23II.99", 404))


def test_the_comparison_shows_both_passages_and_links_them(client, plan_id, filled):
    other = filled.store.resolve_plan("so-tu-phap-2022.txt")
    body = client.get(f"/api/v1/plans/{plan_id}/compare?other={other}").json()
    page = open_page(client, f"/ke-hoach/{plan_id}/so-sanh?other={other}")
    rows = page.xpath("//table[@class='pairs']/tbody/tr")
    assert len(rows) == len(body["pairs"]) > 3
    for row, pair in zip(rows, body["pairs"], strict=True):
        text = words(row)
        assert pair["first"]["content"] in text
        assert pair["second"]["content"] in text
    lone = page.xpath("//section[@aria-labelledby='chi-a']/ul/li")
    assert len(lone) == len(body["only_first"])
    for link in {*page.xpath("//main//a[not(starts-with(@href, '/?like'))]/@href")}:
        open_page(client, link)


def test_a_plan_links_the_plans_like_it_and_they_say_why(client, plan_id):
    link = open_page(client, f"/ke-hoach/{plan_id}").xpath("//a[text()='Kế hoạch tương tự']/@href")[0]
    page = open_page(client, link)
    assert "SỞ NỘI VỤ, năm 2024" in words(page.xpath("//section/h2")[0])
    body = client.get(f"/api/v1/plans?like={plan_id}").json()
    found = page.xpath("//ul[@class='plans']/li")
    assert len(found) == body["total"] > 0
    for item, plan in zip(found, body["plans"], strict=True):
        text = words(item)
        assert all(pair["second"]["content"] in text for pair in plan["likeness"]["reasons"])
        assert f"{plan['likeness']['pairs']} cặp nhiệm vụ" in text
    open_page(client, found[0].xpath(".//a[text()='So sánh hai kế hoạch']/@href")[0])
    assert "Không có kế hoạch “khong-co”" in words(open_page(client, "/ke-hoach?like=khong-co", 404))


def test_a_plan_links_its_place_in_the_store(client, plan_id):
    link = open_page(client, f"/ke-hoach/{plan_id}").xpath("//a[text()='So với cả kho']/@href")[0]
    page = open_page(client, link + "?year=2025")
    assert len(page.xpath("//ol[@class='hits']/li")) == 15
    assert page.xpath("//select[@name='year']/option[@selected]/@value") == ["2025"]
    assert "năm 2025" in words(page.xpath("//ul[@class='mentions']/li")[0])
    open_page(client, page.xpath("//a[text()='So sánh hai kế hoạch']/@href")[0])


def test_links_lead_through_every_page_of_hits_and_back(client):
    question = {"query": "đánh giá nội bộ", "agency": ""}
    total = client.get("/api/v1/tasks", params=question).json()["total"]
    link, seen, links = client.get("/", params=question).request.url.raw_path.decode(), [], []
    while link:
        page = open_page(client, link)
        assert words(page.xpath("//nav[@class='pager']/span")[0]) == f"Trang {len(links) + 1} trong {-(-total // 20)}"
        assert page.xpath("//nav[@class='pager']/a[@rel='prev']/@href") == links[-1:]
        seen += [words(hit) for hit in page.xpath("//ol[@class='hits']/li")]
        links.append(link if "page=" in link else "/?query=%C4%91%C3%A1nh+gi%C3%A1+n%E1%BB%99i+b%E1%BB%99&page=1")
        link = "".join(page.xpath("//nav[@class='pager']/a[@rel='next']/@href"))
    assert len(links) > 2
    assert len(seen) == len(set(seen)) == total


def test_a_page_past_the_last_says_so_and_leads_back(client):
    page = open_page(client, "/?query=đánh giá nội bộ&page=900")
    assert "trang này không có kết quả nào" in words(page)
    (link,) = page.xpath("//nav[@class='pager']/a/@href")
    assert open_page(client, link).xpath("//ol[@class='hits']/li")
    assert not open_page(client, "/ke-hoach").xpath("//nav[@class='pager']")


@pytest.mark.parametrize("path", ["/", "/can-cu", "/ke-hoach"])
def test_a_query_is_escaped_wherever_it_is_shown(client, path):
    answer = client.get(path, params={"query": ATTACK, "agency": ATTACK})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert html.fromstring(answer.content).xpath("//input[@name='query']/@value") == [ATTACK]


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/?query=", 400, "Câu hỏi trống"),
        ("/?query=x&year=1800", 400, "Năm “1800” không hợp lệ"),
        ("/?query=x&page=0", 400, "Số trang phải là số nguyên từ 1 trở lên."),
        ("/ke-hoach?page=x", 400, "Số trang phải là số nguyên từ 1 trở lên."),
        ("/can-cu?query=", 400, "Câu hỏi trống"),
        ("/can-cu?query=x&role=own", 400, "Không có vai trò “own”"),
        ("/can-cu?query=x&year=1800", 400, "Năm “1800” không hợp lệ"),
        ("/can-cu.xlsx?query=x&year=1800", 400, "Năm “1800” không hợp lệ"),
        ("/ke-hoach?query=…", 400, "Câu hỏi trống"),
        ("/ke-hoach?year=3000", 400, "Năm “3000” không hợp lệ"),
        ("/ke-hoach/khong-co", 404, "Không có kế hoạch “khong-co” trong kho."),
        ("/ke-hoach/khong-co/doi-chieu", 404, "Không có kế hoạch “khong-co” trong kho."),
        ("/khong-co", 404, "Không có địa chỉ này."),
    ],
)
def test_an_error_is_a_vietnamese_page(client, path, status, message):
    page = open_page(client, path, status)
    (alert,) = page.xpath("//*[@role='alert']")
    assert message in words(alert)


def test_an_unforeseen_error_is_a_page_that_shows_nothing_of_the_inside(client, monkeypatch):
    def fail(*_arguments, **_options):
        raise RuntimeError("bí mật")

    monkeypatch.setattr("api.routes.pages.find_bases", fail)
    page = open_page(client, "/can-cu?query=x", 500)
    assert "Lỗi máy chủ" in words(page)
    assert "bí mật" not in words(page)


def test_an_empty_home_says_so(tmp_path):
    with Workspace(Settings(home=tmp_path)) as workspace, TestClient(create_app(workspace)) as client:
        for path in ("/", "/?query=đánh giá", "/can-cu?query=19/2014", "/ke-hoach"):
            assert "Kho trống" in words(open_page(client, path))
