"""Filters of tasks on the command line, over HTTP and on the page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from corpus.model import Grade
from search import FACETS

QUESTION = "/?query=đánh giá nội bộ"


def words(element):
    return " ".join(element.text_content().split())


def ask(client, **options):
    return client.get("/api/v1/tasks", params={"query": "đánh giá nội bộ", **options}).json()


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        ({"lead": "phong"}, ("--lead", "phong")),
        ({"lead": "="}, ("--lead", "=")),
        ({"place": "a", "facets": "true"}, ("--place", "a", "--facets")),
        ({"section": "noi dung"}, ("--section", "noi dung")),
        ({"grade": "tot"}, ("--grade", "tốt")),
        ({"due_from": "2024-03-01", "due_to": "2024-03-31"}, ("--due-from", "2024-03-01", "--due-to", "2024-03-31")),
        ({"lead": "", "due_from": "", "grade": "", "place": " "}, ()),
        ({"year": "1999", "facets": "true"}, ("--year", "1999", "--facets")),
    ],
)
@pytest.mark.usefixtures("filled_home")
def test_http_and_the_command_line_filter_alike(client, command, options, arguments):
    assert ask(client, **options) == command("tasks", "đánh giá nội bộ", *arguments, "--json").json


def test_each_filter_narrows_and_holds_for_every_hit(client):
    every = ask(client, limit=1000)
    assert every["filtered"] == every["total"] == len(every["hits"])
    due = ask(client, due_from="2024-03-01", due_to="2024-03-31", limit=1000)
    assert 0 < due["filtered"] < every["filtered"]
    for hit in due["hits"]:
        time = hit["task"]["time"]
        assert (time["start"] or "0000") <= "2024-03-31"
        assert (time["end"] or "9999") >= "2024-03-01"
    led = ask(client, lead="VĂN PHÒNG", limit=1000)
    assert 0 < led["filtered"] < every["filtered"]
    assert sum(ask(client, grade=grade.value)["filtered"] for grade in Grade) == every["filtered"]
    nobody = ask(client, lead="không có đơn vị này")
    assert (nobody["filtered"], nobody["total"], nobody["hits"]) == (0, 0, [])


def test_counts_add_up_and_are_what_their_filters_match(client):
    body = ask(client, year="2024", facets="true")
    assert set(body["facets"]) == {attribute.value for attribute in FACETS}
    for name, facet in body["facets"].items():
        assert len(facet["values"]) == min(facet["distinct"], 20)
        if name != "lead" and facet["distinct"] <= 20:
            assert sum(value["tasks"] for value in facet["values"]) == body["filtered"]
    for value in body["facets"]["lead"]["values"]:
        assert ask(client, year="2024", lead="=" + value["label"])["filtered"] == value["tasks"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"grade": "x"}, "GRADE_INVALID"),
        ({"due_to": "hôm nay"}, "DATE_INVALID"),
        ({"due_from": "2025-01-01", "due_to": "2024-01-01"}, "PERIOD_INVALID"),
        ({"section": "…"}, "FILTER_EMPTY"),
        ({"facets": "nhiều"}, "REQUEST_INVALID"),
    ],
)
def test_a_filter_that_cannot_be_is_a_problem_with_a_code(client, options, code):
    answer = client.get("/api/v1/tasks", params={"query": "đánh giá", **options})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.usefixtures("filled_home")
def test_the_command_line_shows_counts_only_when_asked(command):
    ran = command("tasks", "đánh giá nội bộ", "--year", "2024", "--facets")
    assert ran.code == 0
    for part in ("Bộ lọc khớp ", "Đơn vị chủ trì", "Sở, ngành cấp tỉnh ("):
        assert part in ran.out
    assert "Bộ lọc khớp" not in command("tasks", "đánh giá nội bộ").out
    assert "không có nhiệm vụ nào" in command("tasks", "đánh giá nội bộ", "--year", "1999", "--facets").out


def test_the_links_of_the_page_lead_to_as_many_tasks_as_they_say(client):
    page = html.fromstring(client.get(QUESTION + "&agency=&page=2").content)
    (section,) = page.xpath("//section[contains(@class, 'facets')]")
    links = section.xpath(".//a[not(@class)]")
    assert len(links) > 20
    for link in links:
        asked = parse_qs(urlsplit(link.get("href")).query)
        assert asked["query"] == ["đánh giá nội bộ"]
        assert not {"page", "agency"} & set(asked)
        opened = html.fromstring(client.get(link.get("href")).content)
        count = link.tail.split("(")[1].split(")")[0]
        assert words(opened.xpath("//h2[@id='dem']")[0]) == f"Bộ lọc khớp {count} nhiệm vụ"
        (clear,) = opened.xpath("//a[@class='clear']/@href")
        assert parse_qs(urlsplit(clear).query) == {"query": ["đánh giá nội bộ"]}


def test_the_form_keeps_what_was_filled_in_and_says_what_is_wrong(client):
    page = html.fromstring(client.get(QUESTION + "&lead=phòng&due_from=2024-02-01&grade=tốt").content)
    assert page.xpath("//input[@name='lead']/@value") == ["phòng"]
    assert page.xpath("//input[@name='due_from']/@value") == ["2024-02-01"]
    assert page.xpath("//select[@name='grade']/option[@selected]/@value") == ["tốt"]
    assert page.xpath("//details[@class='more']/@open")
    answer = client.get(QUESTION + "&due_from=mai")
    assert answer.status_code == 400
    assert "Ngày “mai” không hợp lệ" in words(html.fromstring(answer.content).xpath("//p[@role='alert']")[0])
    plain = html.fromstring(client.get("/").content)
    assert not plain.xpath("//details[@class='more']/@open")
    assert not plain.xpath("//section[contains(@class, 'facets')]")
