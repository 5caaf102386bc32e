"""``read``: a document as it was read."""

from __future__ import annotations


def test_read_prints_the_blocks_of_a_file_and_says_how_far_they_can_be_trusted(command, plan_files):
    path = next(path for path in plan_files if path.suffix == ".pdf")
    body = command("read", path, "--json").json
    document, text = body["document"], body["document"]["text"]
    assert [page["page"] for page in document["pages"]] == list(range(1, body["quality"]["pages"] + 1))
    assert {page["layer"] for page in document["pages"]} == {"native"}
    ran = command("read", path)
    assert ran.code == 0
    shown = ran.out.splitlines()
    for block in document["blocks"]:
        if block["kind"] == "paragraph":
            assert text[block["source"]["start"] : block["source"]["end"]] in shown
    for grade in ("Trang 1: tốt, chữ gốc", "Chất lượng: tốt"):
        assert grade in ran.err


def test_read_shows_a_table_row_with_its_cells_and_marks_what_a_merge_covers(command, tmp_path):
    path = tmp_path / "bang.html"
    path.write_text(
        "<!doctype html><meta charset=utf-8><table><tr><td rowspan=2>1<td>Họp</tr><tr><td>Báo\ncáo</tr></table>",
        "utf-8",
    )
    ran = command("read", path)
    assert ran.out.splitlines() == ["| 1 | Họp |", "| … | Báo cáo |"]


def test_read_stores_nothing(command, home, plan_files):
    assert command("read", plan_files[0]).code == 0
    assert not home.exists()


def test_a_file_that_cannot_be_read_gives_its_code(command, tmp_path):
    path = tmp_path / "rong.docx"
    path.write_bytes(b"")
    ran = command("read", path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("EMPTY_FILE: ")
