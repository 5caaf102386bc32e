"""The gap report as a Word file: all that the answer holds, in order, and in a form that Word prints well."""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import html

from api.decisions import report_plan
from api.labels import VERDICTS
from api.reports import build_gap_docx
from api.reports.quoting import CUT_MARK, LONGEST_NEAR, LONGEST_QUOTE
from api.requests import choose_framework
from corpus.model import Document, Layer, RestoredWord, Source
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.store import StoredPlan
from search import Check, Evidence, GapReport, StepVerdict, Verdict

DAY = datetime.date(2026, 11, 29)
STEP_HEADS = ["Bước", "Nội dung khung yêu cầu", "Kết luận", "Dẫn chứng, lý do"]
MEND_HEADS = ["Bước", "Nội dung khung yêu cầu", "Căn cứ của bước, ghi chú"]
CHECK_HEADS = ["TT", "Mức", "Điểm cần xem, căn cứ", "Đoạn trong kế hoạch"]


def report_on(workspace, name, framework=None) -> GapReport:
    stored = workspace.store.load_plan(workspace.store.resolve_plan(name))
    return report_plan(workspace, stored, choose_framework(framework, stored))


def read_text(text: str, name: str = "ke-hoach.txt", change=lambda document: document) -> StoredPlan:
    document: Document = change(read_document(text.encode(), name))
    parsed = parse_plan(document, "ke-hoach")
    return StoredPlan(parsed.plan, document, parsed.problems)


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def words(part) -> str:
    """The words of a paper or a cell, tables included, each paragraph on a line."""
    element = getattr(part, "element", None)
    root = element.body if element is not None else part._element
    lines = ("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in root.iter(qn("w:p")))
    return "\n".join(lines)


def rows_of(paper, heads):
    """The rows below the names of columns, of every table with these columns."""
    tables = [table for table in paper.tables if [cell.text for cell in table.rows[0].cells] == heads]
    return [[words(cell) for cell in row.cells] for table in tables for row in table.rows[1:]]


def steps_of(paper):
    """Cells of each step by its id, without the rows that name phases."""
    return {row[0]: row for row in rows_of(paper, STEP_HEADS) if len(set(row)) > 1}


def with_item(report: GapReport, step: str, **changes) -> GapReport:
    items = tuple(replace(item, **changes) if item.step.id == step else item for item in report.items)
    return replace(report, items=items)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["so-noi-vu-2024", "chi-cuc-thuy-loi-2023", "so-tu-phap-2022", "ubnd-phuong-cua-vong"])
@pytest.mark.parametrize("framework", [None, "van-thu-30"])
def test_the_paper_says_of_every_step_what_the_answer_says(client, filled, name, framework):
    query = f"?framework={framework}" if framework else ""
    body = client.get(f"/api/v1/plans/{name}/gaps{query}").json()
    paper = opened(build_gap_docx(report_on(filled, name, framework), DAY))
    rows = steps_of(paper)
    assert sorted(rows) == sorted(item["step"] for item in body["items"])
    for item in body["items"]:
        _, asked, verdict, grounds = rows[item["step"]]
        assert item["title"] in asked
        assert item["asks"] in asked
        assert verdict.split("\n")[0] == VERDICTS[Verdict(item["verdict"])]
        if item["confidence"]:
            assert f"tin cậy {item['confidence']:.2f}".replace(".", ",") in verdict
        for reason in item["reasons"]:
            assert reason in grounds
        for evidence in item["evidence"][:3]:
            assert len(evidence["text"]) > LONGEST_QUOTE or f"“{evidence['text']}”" in grounds
        nearest = item["nearest"][:2] if item["verdict"] in {"missing", "unclear"} else []
        for evidence in nearest:
            assert len(evidence["text"]) > LONGEST_NEAR or f"“{evidence['text']}”" in grounds
        assert ("Đoạn gần nhất" in grounds) is bool(nearest)
    totals = {row[0]: row[1] for row in rows_of(paper, ["Kết luận", "Số bước", "Trong đó do người kết luận", "Nghĩa"])}
    counted = {VERDICTS[Verdict(verdict)]: str(count) for verdict, count in body["summary"].items()}
    assert totals == counted | {"Tổng số": str(len(body["items"]))}
    checks = rows_of(paper, CHECK_HEADS)
    assert len(checks) == len(body["checks"])
    text = flat(words(paper))
    for check in body["checks"]:
        assert flat(check["message"]) in text
        assert f"Mã: {check['code']}" in text
        assert check["grounds"] is None or check["grounds"] in text


def test_the_paper_names_the_plan_the_framework_and_the_day(filled):
    paper = opened(build_gap_docx(report_on(filled, "so-noi-vu-2024"), DAY))
    facts = {row.cells[0].text: row.cells[1].text for table in paper.tables[1:3] for row in table.rows}
    assert facts["Trích yếu"].startswith("Duy trì và cải tiến Hệ thống quản lý chất lượng")
    assert (facts["Số, ký hiệu"], facts["Ngày ban hành"]) == ("18/KH-SNV", "29/01/2024")
    assert (facts["Cơ quan ban hành"], facts["Loại hình cơ quan"]) == ("SỞ NỘI VỤ", "Sở, ngành cấp tỉnh")
    assert facts["Tệp đã đọc"].startswith("so-noi-vu-2024.docx (mã kế hoạch: so-noi-vu-2024-")
    assert facts["Chất lượng bản đọc"] == "Tốt (chữ gốc)"
    assert facts["Mã, bản"] == "khung-101, bản 0.3.0 ngày 29/11/2026"
    assert facts["Ngày đối chiếu"].startswith("29/11/2026, chương trình Đối chiếu bản ")
    text = words(paper)
    for told in ("BÁO CÁO", "“Chưa rõ” không phải là “Thiếu”", "Ý KIẾN CỦA NGƯỜI KIỂM TRA", "(Ký, ghi rõ họ tên)"):
        assert told in text
    assert "chỉ để tham khảo" not in text
    assert "cần xem lại việc chọn khung" not in text
    other = words(opened(build_gap_docx(report_on(filled, "so-noi-vu-2024", "van-thu-30"), DAY)))
    assert "Với mô hình khung này độ tin cậy chỉ để tham khảo." in other
    assert "Trích yếu không có từ ngữ của mô hình khung này" in other


def test_what_must_be_mended_stands_first_and_what_is_unclear_apart(filled):
    report = report_on(filled, "so-noi-vu-2024")
    rule = report.items[-1]
    proof = Evidence(report.plan.plan.tasks[0], "Thuê tổ chức chứng nhận", 0.9, ())
    report = with_item(report, rule.step.id, verdict=Verdict.CONTRARY, evidence=(proof,), nearest=())
    report = with_item(report, "S01", verdict=Verdict.PARTIAL)
    for step in ("S29", "S21", "S03", "S25"):  # optional, conditional, required, required
        report = with_item(report, step, verdict=Verdict.MISSING, evidence=())
    paper = opened(build_gap_docx(report, DAY))
    listed = [row[0] for row in rows_of(paper, MEND_HEADS)]
    by_verdict = [
        [item.step.id for item in report.items if item.standing is verdict]
        for verdict in (Verdict.CONTRARY, Verdict.MISSING, Verdict.PARTIAL)
    ]
    missing = len(by_verdict[1])
    assert missing >= 4
    assert [listed[:1], sorted(listed[1 : 1 + missing]), listed[1 + missing :]] == by_verdict
    asked = [row[1] for row in rows_of(paper, MEND_HEADS)][1 : 1 + missing]
    ranks = [next(i for i, word in enumerate(("bắt buộc", "có điều kiện", "khuyến khích")) if word in a) for a in asked]
    assert ranks == sorted(ranks)
    bases = {row[0]: row[2] for row in rows_of(paper, MEND_HEADS)}
    assert "TT 26/2014/TT-BKHCN, Điều 36 khoản 1 điểm a (theo nội dung)." in bases["S03"]
    assert "TCVN ISO 9001:2015, điều 4" in bases["S03"]
    assert all(bases.values())
    assert "“Thuê tổ chức chứng nhận” (nhiệm vụ 1)" in rows_of(paper, MEND_HEADS)[0][2]
    unclear = [item.step for item in report.items if item.standing is Verdict.UNCLEAR]
    assert unclear
    text = words(paper)
    for step in unclear:
        assert f"{step.id} {step.title}" in text
    assert text.index("IV. NỘI DUNG CẦN BỔ SUNG") < text.index("V. KẾT QUẢ TỪNG BƯỚC")


def test_nothing_to_mend_is_said(filled):
    report = report_on(filled, "so-noi-vu-2024")
    items = tuple(replace(item, verdict=Verdict.COVERED) for item in report.items)
    text = words(opened(build_gap_docx(replace(report, items=items, checks=()), DAY)))
    assert "Không có bước nào thiếu, mới nêu một phần hoặc trái quy định." in text
    assert "Không thấy điểm nào cần kiểm tra thêm." in text


def test_a_persons_verdict_stands_beside_the_machines(command, plan_id, newer, tmp_path):
    path = tmp_path / "bao cao.DOCX"
    for step in ("S05=not_applicable", "S28=covered"):
        arguments = ("--decide", step, "--reason", "Có ở mục III.2.", "--by", "Thanh tra Sở", "--docx", path)
        ran = command("gaps", plan_id, *arguments)
        assert ran.code == 0
        assert "Đã ghi báo cáo vào bao cao.DOCX." in ran.err
    machine = next(item for item in command("gaps", plan_id, "--json").json["items"] if item["step"] == "S05")
    assert machine["machine_verdict"] != "not_applicable"
    paper = docx.Document(str(path))
    _, _, verdict, grounds = steps_of(paper)["S05"]
    assert verdict.split("\n")[0] == "Không áp dụng"
    assert "Người: Không áp dụng (đang dùng)" in verdict
    assert f"Máy: {VERDICTS[Verdict(machine['machine_verdict'])]}" in verdict
    assert "Thanh tra Sở, " in grounds
    assert "vì “Có ở mục III.2.”" in grounds
    assert grounds.index("là của máy:") > grounds.index("Thanh tra Sở")
    totals = {row[0]: row[2] for row in rows_of(paper, ["Kết luận", "Số bước", "Trong đó do người kết luận", "Nghĩa"])}
    assert (totals["Không áp dụng"], totals["Đạt"], totals["Tổng số"]) == ("1", "1", "2")
    assert "KHUNG KHÔNG CÒN" not in words(paper)
    assert command("gaps", plan_id, "--framework", newer, "--docx", path).code == 0
    paper = docx.Document(str(path))
    text = words(paper)
    assert "Người: Không áp dụng (cần xem lại)" in steps_of(paper)["S05"][2]
    assert steps_of(paper)["S05"][2].split("\n")[0] == VERDICTS[Verdict(machine["machine_verdict"])]
    assert "Kết luận của người cần xem lại vì khung đã đổi yêu cầu của bước: S05." in text
    assert "VII. KẾT LUẬN CỦA NGƯỜI Ở BƯỚC MÀ MÔ HÌNH KHUNG KHÔNG CÒN" in text
    assert "- Khung không còn bước S28" in text
    assert "VIII. Ý KIẾN CỦA NGƯỜI KIỂM TRA" in text


def test_the_page_is_that_of_an_administrative_document(filled):
    report = with_item(report_on(filled, "so-noi-vu-2024"), "S03", verdict=Verdict.MISSING, evidence=())
    paper = opened(build_gap_docx(report, DAY))
    (section,) = paper.sections
    size = section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin
    assert [round(length.cm, 1) for length in size] == [21.0, 29.7, 3.0, 1.5, 2.0]
    style = paper.styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(13))
    assert section.different_first_page_header_footer
    assert section.header._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE"]
    named = [table for table in paper.tables if [cell.text for cell in table.rows[0].cells][:1] == ["Bước"]]
    assert len(named) == 2
    for table in named:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
        assert sum(column.width for column in table.columns) <= Cm(16.51)
    assert paper.styles.element.xpath("//w:lang/@w:val")[0] == "vi-VN"
    assert {run.font.name for paragraph in paper.paragraphs for run in paragraph.runs} <= {None, "Times New Roman"}


def test_only_a_row_longer_than_half_a_page_may_be_torn(filled):
    report = report_on(filled, "so-noi-vu-2024")
    proof = Evidence(report.plan.plan.tasks[0], "Đánh giá nội bộ hệ thống. " * 15, 0.9, ())
    report = with_item(report, "S05", verdict=Verdict.COVERED, evidence=(proof,) * 3)
    (table,) = (table for table in opened(build_gap_docx(report, DAY)).tables if len(table.rows[0].cells) == 4
                and table.rows[0].cells[2].text == "Kết luận")  # fmt: skip
    torn = [row.cells[0].text for row in table.rows if not row._tr.xpath("./w:trPr/w:cantSplit")]
    assert torn == ["S05"]


def test_our_own_reader_reads_the_paper(filled):
    report = report_on(filled, "so-noi-vu-2024")
    text = flat(read_document(build_gap_docx(report, DAY), "bao-cao.docx").text)
    assert all(item.step.asks in text for item in report.items)


def test_the_same_report_gives_the_same_bytes(filled):
    report = report_on(filled, "so-tu-phap-2022")
    data = build_gap_docx(report, DAY)
    assert build_gap_docx(report, DAY) == data
    assert build_gap_docx(report, DAY.replace(day=1)) != data
    properties = opened(data).core_properties
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")


def test_what_xml_cannot_hold_is_left_out(filled):
    report = report_on(filled, "so-noi-vu-2024")
    bad = "Đánh\x00 giá\x0b nội bộ\x1f \ufffe&<b> \ud800"
    task = report.plan.plan.tasks[0]
    report = with_item(
        report,
        "S05",
        verdict=Verdict.COVERED,
        evidence=(Evidence(task, bad, 0.9, (Source(0, 5),)),),
        reasons=(bad,),
    )
    title = replace(report.plan.plan.header.title, value=bad * 40)
    text = "\x02" + report.plan.document.text[1:]
    stored = replace(
        report.plan,
        plan=replace(report.plan.plan, header=replace(report.plan.plan.header, title=title)),
        document=replace(report.plan.document, name="k\x01e-hoach\udcff.docx", text=text),
    )
    check = Check("LẠ", report.checks[0].severity, bad, Source(0, 9))
    paper = opened(build_gap_docx(replace(report, plan=stored, checks=(check,)), DAY))
    assert "“Đánh giá nội bộ &<b> ” (nhiệm vụ 1)" in steps_of(paper)["S05"][3]
    assert "ke-hoach.docx" in words(paper)
    assert len(rows_of(paper, CHECK_HEADS)) == 1


def test_a_long_passage_is_cut_where_it_says_so(filled):
    report = report_on(filled, "so-noi-vu-2024")
    task = report.plan.plan.tasks[0]
    place = report.plan.document.text.index("Nhận diện rủi ro")
    source = Source(place, place + len("Nhận diện rủi ro"))
    long = "mở đầu " * 300 + "Nhận diện rủi ro" + " kết thúc" * 300
    report = with_item(report, "S05", verdict=Verdict.COVERED, evidence=(Evidence(task, long, 0.9, (source,)),))
    report = with_item(report, "S06", verdict=Verdict.COVERED, evidence=(Evidence(task, "x" * 600, 0.9, ()),))
    rows = steps_of(opened(build_gap_docx(report, DAY)))
    grounds = rows["S05"][3]
    quote = grounds[grounds.index("“") + 1 : grounds.index("”")]
    assert quote.startswith("…")
    assert quote.endswith("…")
    assert "Nhận diện rủi ro" in quote
    assert quote.strip("…") in long
    assert len(quote) <= LONGEST_QUOTE + 2
    assert f"” {CUT_MARK} (nhiệm vụ 1)" in grounds
    assert f"“{'x' * LONGEST_QUOTE}…” {CUT_MARK}" in rows["S06"][3]
    assert all("…" not in row[3] or CUT_MARK in row[3] for row in rows.values())


def test_many_passages_are_told_by_their_places(filled):
    report = report_on(filled, "so-noi-vu-2024")
    tasks = report.plan.plan.tasks[:5]
    proofs = tuple(Evidence(task, task.content.value, 0.9, ()) for task in tasks)
    row = steps_of(opened(build_gap_docx(with_item(report, "S05", evidence=proofs), DAY)))["S05"]
    assert "Còn 2 đoạn khác: nhiệm vụ 4; nhiệm vụ 5." in row[3]


def test_a_page_is_told_where_the_format_has_pages(filled):
    rows = steps_of(opened(build_gap_docx(report_on(filled, "chi-cuc-thuy-loi-2023"), DAY)))
    assert "(nhiệm vụ " in rows["S19"][3]
    assert ", trang " in rows["S19"][3]
    assert "vị trí" not in rows["S19"][3]


def test_ruined_text_is_quoted_as_found_with_the_guess_apart(filled, plan_files):
    source = next(path for path in plan_files if path.suffix == ".txt").read_text(encoding="utf-8")
    right, wrong = "Đánh giá nội bộ", "Dénh gia néi b6"
    text = source.replace(right, wrong)
    assert wrong in text

    def ruin(document: Document) -> Document:
        places = [at for at in range(len(document.text)) if document.text.startswith(wrong, at)]
        guesses = tuple(RestoredWord(Source(at, at + len(wrong)), right, confident=True) for at in places)
        return replace(document, quality=replace(document.quality, layer=Layer.DAMAGED), restored=guesses)

    stored = read_text(text, change=ruin)
    report = report_plan(filled, stored, choose_framework(None, stored))
    paper = opened(build_gap_docx(report, DAY))
    grounds = steps_of(paper)["S19"][3]
    assert wrong in grounds
    assert right in grounds[grounds.index("Máy đoán: “") :]
    told = words(paper)
    assert "(chữ hỏng)" in told
    assert "bước không tìm thấy được ghi “Chưa rõ”, không ghi “Thiếu”" in told
    assert [row for row in rows_of(paper, MEND_HEADS) if "Thiếu" in row[2]] == []
    assert "Thiếu, cần bổ sung" not in told


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Không có gì.", "Khi đọc tệp: Không tìm thấy bảng hoặc danh mục nhiệm vụ."),
        ("KẾ HOẠCH\nNăm\n\n1. Họp\n2. Đi thăm\n", "Số bước"),
        ("\x0c", None),
    ],
)
def test_a_plan_with_next_to_nothing_has_a_paper_too(command, tmp_path, text, told):
    path, paper = tmp_path / "lạ.txt", tmp_path / "ra.docx"
    path.write_text(text, encoding="utf-8")
    ran = command("gaps", path, "--docx", paper)
    if told is None:
        assert (ran.code, paper.exists()) == (3, False)
        return
    assert ran.code == 0
    written = words(docx.Document(str(paper)))
    assert told in written
    assert "chưa rõ" in written
    assert "Thiếu, cần bổ sung" not in written
    assert "chưa rõ kế hoạch có thuộc mô hình khung này" in written
    assert len(steps_of(docx.Document(str(paper)))) == 30


@pytest.mark.usefixtures("filled_home")
def test_a_file_has_the_paper_of_the_stored_plan(command, plan_files, tmp_path):
    path = plan_files[0]
    for number, reference in enumerate((path, path.name)):
        assert command("gaps", reference, "--docx", tmp_path / f"{number}.docx").code == 0
    first, second = (docx.Document(str(tmp_path / f"{number}.docx")) for number in (0, 1))
    assert rows_of(first, STEP_HEADS) == rows_of(second, STEP_HEADS)


def test_a_name_of_another_kind_is_refused_before_anything_is_decided(command, own, plan_id, tmp_path):
    arguments = ("--decide", "S05=covered", "--reason", "a", "--by", "b", "--docx", tmp_path / "a.pdf")
    ran = command("gaps", plan_id, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("EXPORT_FORMAT_INVALID: Chưa ghi được tệp “a.pdf”: tên tệp phải có đuôi .docx.")
    assert own.store.decisions.list_standing("khung-101") == ()
    ran = command("gaps", plan_id, "--docx", tmp_path / "khong co" / "a.docx")
    assert ran.err.startswith("DOCX_NOT_WRITABLE: Không ghi được tệp “a.docx”")


def test_the_paper_over_http_and_the_link_of_the_page(client, filled):
    plan_id = filled.store.resolve_plan("so-noi-vu-2024")
    page = html.fromstring(
        client.get(f"/ke-hoach/{plan_id}/doi-chieu?agency_type=chi_cuc&framework=van-thu-30").content
    )
    (link,) = page.xpath("//a[contains(@href, 'gaps.docx')]/@href")
    assert link == f"/api/v1/plans/{plan_id}/gaps.docx?agency_type=chi_cuc&framework=van-thu-30"
    answer = client.get(link)
    assert answer.status_code == 200
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert answer.headers["content-disposition"] == f'attachment; filename="doi-chieu-{plan_id}.docx"'
    paper = opened(answer.content)
    facts = {row.cells[0].text: row.cells[1].text for row in paper.tables[1].rows}
    assert facts["Loại hình cơ quan"] == "Chi cục"
    assert set(steps_of(paper)) == {f"V{number:02}" for number in range(1, 15)}
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/plans/{plan_id}/gaps.docx"]["get"]
    assert list(described["responses"]["200"]["content"]) == [answer.headers["content-type"]]


def test_nobody_is_named_but_who_decided(filled):
    report = report_on(filled, "so-noi-vu-2024")
    plan, title = report.plan.plan, report.plan.plan.header.title
    assert plan.signer is not None
    signed = replace(plan, signer=replace(plan.signer, name=replace(title, value="Người Ký Thử")))
    report = replace(report, plan=replace(report.plan, plan=signed))
    assert "Người Ký Thử" not in words(opened(build_gap_docx(report, DAY)))


def test_a_verdict_without_passage_and_reason_has_an_empty_cell(filled):
    report = report_on(filled, "so-noi-vu-2024")
    bare = StepVerdict(report.items[0].step, Verdict.UNCLEAR, 0.0, (), (), ())
    row = steps_of(opened(build_gap_docx(replace(report, items=(bare,)), DAY)))
    assert row[bare.step.id][3] == ""
