"""The HTTP API: the same bodies as the command line, and problem documents for everything else."""

from __future__ import annotations

import asyncio
import threading

import pytest
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

from api.app import create_app
from api.limits import BodyLimit
from api.settings import Settings
from api.workspace import Workspace

API = "/api/v1"
PROBLEM = {"type", "title", "status", "detail", "code"}


def check_problem(answer, status, code):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == PROBLEM
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"]
    assert body["detail"].endswith(".")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/tasks?query=đánh giá nội bộ&limit=5", ("tasks", "đánh giá nội bộ", "--limit", "5")),
        ("/tasks?query=đánh giá&year=2024", ("tasks", "đánh giá", "--year", "2024")),
        ("/tasks?query=đánh giá&agency_type=chi_cuc", ("tasks", "đánh giá", "--agency-type", "chi_cuc")),
        ("/tasks?query=đánh giá&agency=so noi", ("tasks", "đánh giá", "--agency", "so noi")),
        ("/tasks?query=đánh giá&plan=so-tu", ("tasks", "đánh giá", "--plan", "so-tu")),
        ("/tasks?query=đánh giá&year=&agency=&limit=", ("tasks", "đánh giá")),
        ("/bases?query=19/2014", ("bases", "19/2014")),
        ("/bases?query=quyet dinh&limit=1", ("bases", "quyet dinh", "--limit", "1")),
        (
            "/bases?query=bo khoa hoc&year=2024&agency=so&role=basis",
            ("bases", "bo khoa hoc", "--year", "2024", "--agency", "so", "--role", "basis"),
        ),
        ("/tasks?query=đánh giá&limit=5&page=2", ("tasks", "đánh giá", "--limit", "5", "--page", "2")),
        ("/tasks?query=đánh giá&offset=7", ("tasks", "đánh giá", "--offset", "7")),
        ("/tasks?like=so-noi-vu%23II.11&year=2025", ("tasks", "--like", "so-noi-vu#II.11", "--year", "2025")),
        ("/plans", ("plans",)),
        ("/plans?limit=2&page=2", ("plans", "--limit", "2", "--page", "2")),
        ("/plans?query=19/2014/QĐ-TTg&limit=3&page=2", ("plans", "19/2014/QĐ-TTg", "--limit", "3", "--page", "2")),
        ("/plans?query=“xem xét”", ("plans", "“xem xét”")),
        ("/plans?query=noi vu&year=2024", ("plans", "noi vu", "--year", "2024")),
        ("/plans?like=so-noi-vu&limit=2", ("plans", "--like", "so-noi-vu", "--limit", "2")),
        ("/plans/so-noi-vu/compare?other=so-tu-phap", ("compare", "so-noi-vu", "so-tu-phap")),
        ("/plans/so-noi-vu/compare?year=2025", ("compare", "so-noi-vu", "--year", "2025")),
        ("/plans/so-noi-vu/gaps", ("gaps", "so-noi-vu")),
        ("/plans/so-noi-vu/gaps?agency_type=ubnd_xa", ("gaps", "so-noi-vu", "--agency-type", "ubnd_xa")),
    ],
)
@pytest.mark.usefixtures("filled_home")
def test_http_and_the_command_line_answer_alike(client, command, path, arguments):
    answer = client.get(API + path)
    assert answer.status_code == 200
    assert answer.json() == command(*arguments, "--json").json


def test_an_uploaded_file_is_parsed_as_on_the_command_line(client, command, plan_files):
    for path in plan_files:
        answer = client.post(f"{API}/parse", files={"file": (path.name, path.read_bytes())})
        assert answer.status_code == 200
        assert answer.json() == command("parse", path, "--json").json


def test_a_stored_plan_has_the_body_of_parse(client, command, plan_files):
    for path in plan_files:
        assert client.get(f"{API}/plans/{path.name}").json() == command("parse", path, "--json").json


def test_citations_count_the_code_points_of_the_text_sent(client):
    text = "\ufeff𝔘 Căn cứ\r\nQuyết định số 19/2014/QĐ-TTg; theo Nghị định số 30/2020/NĐ-CP."
    body = client.post(f"{API}/citations", json={"text": text}).json()
    assert [citation["key"] for citation in body["citations"]] == ["QĐ 19/2014/QĐ-TTg", "NĐ 30/2020/NĐ-CP"]
    assert all(text[citation["start"] : citation["end"]] == citation["raw"] for citation in body["citations"])


def test_health_counts_the_plans(client):
    body = client.get(f"{API}/health").json()
    assert (body["status"], body["plans"]) == ("ok", 4)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/tasks", 400, "QUERY_EMPTY"),
        ("/tasks?query=%20", 400, "QUERY_EMPTY"),
        ("/tasks?query=x&year=1800", 400, "YEAR_INVALID"),
        ("/tasks?query=x&year=" + "9" * 30, 400, "REQUEST_INVALID"),
        ("/tasks?query=x&limit=0", 400, "LIMIT_INVALID"),
        ("/tasks?query=x&limit=1e3", 400, "LIMIT_INVALID"),
        ("/tasks?query=x&like=so-noi-vu%23II.11", 400, "QUERY_AMBIGUOUS"),
        ("/tasks?like=so-noi-vu%23II.99", 404, "TASK_NOT_FOUND"),
        ("/tasks?query=x&offset=-1", 400, "OFFSET_INVALID"),
        ("/tasks?query=x&page=0", 400, "PAGE_INVALID"),
        ("/tasks?query=x&page=2&offset=3", 400, "PAGING_AMBIGUOUS"),
        ("/plans?limit=1001", 400, "LIMIT_INVALID"),
        ("/tasks?query=x&agency_type=bo", 400, "AGENCY_TYPE_INVALID"),
        ("/tasks?query=x&plan=khong-co", 404, "PLAN_NOT_FOUND"),
        ("/bases", 400, "QUERY_EMPTY"),
        ("/bases?query=x&role=own", 400, "ROLE_INVALID"),
        ("/bases?query=x&limit=abc", 400, "LIMIT_INVALID"),
        ("/plans?year=3000", 400, "YEAR_INVALID"),
        ("/plans/khong-co", 404, "PLAN_NOT_FOUND"),
        ("/plans?query=…", 400, "QUERY_EMPTY"),
        ("/plans?like=khong-co", 404, "PLAN_NOT_FOUND"),
        ("/plans?like=so-noi-vu&query=x", 400, "QUERY_AMBIGUOUS"),
        ("/plans/khong-co/compare", 404, "PLAN_NOT_FOUND"),
        ("/plans/so-noi-vu/compare?other=khong-co", 404, "PLAN_NOT_FOUND"),
        ("/plans/so-noi-vu/compare?year=1800", 400, "YEAR_INVALID"),
        ("/plans/so-", 400, "PLAN_AMBIGUOUS"),
        ("/plans/..%2F..%2Fetc%2Fpasswd", 404, "PAGE_NOT_FOUND"),
        ("/plans/so-noi-vu/gaps?framework=../x", 404, "FRAMEWORK_NOT_FOUND"),
        ("/plans/so-noi-vu/gaps.docx?framework=../x", 404, "FRAMEWORK_NOT_FOUND"),
        ("/plans/so-noi-vu/gaps.docx?agency_type=bo", 400, "AGENCY_TYPE_INVALID"),
        ("/plans/khong-co/gaps.docx", 404, "PLAN_NOT_FOUND"),
        ("/khong-co", 404, "PAGE_NOT_FOUND"),
        ("/parse", 405, "METHOD_NOT_ALLOWED"),
    ],
)
def test_a_wrong_request_is_a_problem_document(client, path, status, code):
    check_problem(client.get(API + path), status, code)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "EMPTY_FILE"),
        (b"\x89PNG\r\n\x1a\n1234", 422, "IMAGE_DAMAGED"),
        (b"PK\x03\x04 broken", 422, "ZIP_DAMAGED"),
        (b"\x00\x01\x02binary", 415, "UNKNOWN_FORMAT"),
    ],
)
def test_an_unreadable_upload_is_a_problem_document(client, content, status, code):
    check_problem(client.post(f"{API}/parse", files={"file": ("ke-hoach.docx", content)}), status, code)


def test_a_malformed_body_is_a_problem_document(client):
    check_problem(client.post(f"{API}/parse"), 400, "REQUEST_INVALID")
    check_problem(client.post(f"{API}/citations", json={"chu": 1}), 400, "REQUEST_INVALID")
    check_problem(client.post(f"{API}/citations", content=b"{"), 400, "REQUEST_INVALID")
    check_problem(client.post(f"{API}/citations", json={"text": "  "}), 422, "NO_TEXT")


def test_an_upload_over_the_limit_is_a_problem_document(client):
    """The limit of the test home is 1 MiB."""
    files = {"file": ("a.txt", b"a" * (2**20 + 1))}
    check_problem(client.post(f"{API}/parse", files=files), 413, "BODY_TOO_LARGE")

    def stream():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        yield from [b"a" * 2**18] * 8

    headers = {"content-type": "multipart/form-data; boundary=b"}
    check_problem(client.post(f"{API}/parse", content=stream(), headers=headers), 413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(("declared", "most_reads"), [(None, 5), (b"999999999", 0), (b"10", 5)])
def test_a_body_over_the_limit_is_not_read_to_its_end(declared, most_reads):
    """A sender of 64 pieces of a quarter of the limit is cut off at the fifth, or at once where it tells the length."""
    reads = 0

    async def receive():
        nonlocal reads
        reads += 1
        return {"type": "http.request", "body": b"a" * 256, "more_body": reads < 64}

    async def send(_message):
        raise AssertionError("nothing is answered here")

    async def read_all(_scope, receive, _send):
        while (await receive())["more_body"]:
            pass

    scope = {"type": "http", "headers": [(b"content-length", declared)] if declared else []}
    with pytest.raises(HTTPException) as refusal:
        asyncio.run(BodyLimit(read_all, limit=1024)(scope, receive, send))
    assert refusal.value.status_code == 413
    assert reads == most_reads


def test_an_unforeseen_error_shows_nothing_of_the_inside(client, monkeypatch):
    def fail(*_arguments, **_options):
        raise RuntimeError("bí mật")

    monkeypatch.setattr("api.routes.questions.find_bases", fail)
    answer = client.get(f"{API}/bases?query=x")
    check_problem(answer, 500, "INTERNAL_ERROR")
    assert "bí mật" not in answer.text


def test_every_answer_carries_the_security_headers(client):
    for path in ("/", f"{API}/health", f"{API}/khong-co", "/khong-co", "/static/style.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy


def test_the_interface_is_described_without_foreign_scripts(client):
    assert "/api/v1/tasks" in client.get(f"{API}/openapi.json").json()["paths"]
    assert client.get("/docs").status_code == 404


def test_threads_that_come_at_once_load_one_model_and_one_index(filled, load_tiny):
    loaded = []

    def load(model):
        loaded.append(threading.get_ident())
        return load_tiny(model)

    with Workspace(filled.settings, load=load) as workspace, TestClient(create_app(workspace)) as client:
        answers = []
        threads = [
            threading.Thread(target=lambda: answers.append(client.get(f"{API}/tasks?query=đánh giá").json()["total"]))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert len(loaded) == 1


def test_an_upload_below_the_limit_is_read(tmp_path, plan_files, load_tiny):
    pdf = next(path for path in plan_files if path.suffix == ".pdf")
    with Workspace(Settings(home=tmp_path, max_upload_mb=1), load=load_tiny) as workspace:
        assert (
            TestClient(create_app(workspace))
            .post(f"{API}/parse", files={"file": (pdf.name, pdf.read_bytes())})
            .status_code
            == 200
        )
