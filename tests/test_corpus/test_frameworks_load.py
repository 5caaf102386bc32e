"""Loading framework files: what is accepted, and what a broken file is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InvalidFramework, NotFound
from corpus.frameworks import Requirement, list_frameworks, load_framework, parse_framework
from corpus.frameworks.source import MAX_BYTES, MAX_DEPTH
from corpus.model import AgencyType

GOOD = """
id: khung-thu
version: "1"
title: Khung thử
publication: 2026-01-02
language: vi
sources:
  - {document: QĐ 1/2026/QĐ-UBND, title: Quyết định thử, read: true}
agencies:
  - {agency: so}
  - {agency: ubnd_huyen, valid_until: 2025-06-30}
groups:
  - {id: g1, title: Nhóm một}
mentions:
  - {id: past, reach: sentence, cues: [["đã làm"]]}
steps:
  - id: A1
    group: g1
    title: Lập kế hoạch
    asks: Lập kế hoạch năm.
    requirement: required
    legal_sources:
      - {document: QĐ 1/2026/QĐ-UBND, clause: Điều 1, strength: quoted, quote: lập kế hoạch}
    examples: [Lập kế hoạch]
    cues: [["lập kế hoạch"]]
  - id: A2
    group: g1
    title: Kiểm tra
    asks: Kiểm tra.
    requirement: conditional
    condition: Khi có yêu cầu.
    condition_cues: [["yêu cầu"]]
    after: [A1]
    agencies: [{agency: so}]
    examples: [Kiểm tra]
    cues: [["kiểm tra"]]
"""


def parse(text: str) -> str:
    """Returns the message of the refusal."""
    with pytest.raises(InvalidFramework) as caught:
        parse_framework(text.encode(), "thu.yaml")
    return caught.value.message


def test_a_good_file_becomes_a_framework() -> None:
    framework = parse_framework(GOOD.encode(), "thu.yaml")
    assert (framework.id, framework.version, framework.publication) == ("khung-thu", "1", date(2026, 1, 2))
    second = framework.step("A2")
    assert second is not None
    assert second.requirement is Requirement.CONDITIONAL
    assert second.after == ("A1",)
    assert second.agency_types == (AgencyType.SO,)
    assert framework.step("A9") is None


def test_a_step_takes_the_agencies_of_its_file_unless_it_names_its_own() -> None:
    framework = parse_framework(GOOD.encode(), "thu.yaml")
    rows = [
        ("A1", AgencyType.UBND_HUYEN, date(2025, 6, 30), True),
        ("A1", AgencyType.UBND_HUYEN, date(2025, 7, 1), False),
        ("A1", AgencyType.UBND_HUYEN, None, None),
        ("A1", AgencyType.SO, None, True),
        ("A1", AgencyType.TRUONG, None, False),
        ("A1", AgencyType.KHAC, date(2025, 7, 1), None),
        ("A2", AgencyType.UBND_HUYEN, date(2025, 6, 30), False),
    ]
    for step_id, agency, day, expected in rows:
        step = framework.step(step_id)
        assert step is not None
        assert step.applies(agency, day) is expected, (step_id, agency, day)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("requirement: required", "requirement: must", ["bước A1", '"requirement"', "contrary"]),
        ("    title: Kiểm tra\n", "", ["bước A2", '"title"', "thiếu"]),
        ("asks: Kiểm tra.", "asks: '  '", ["bước A2", '"asks"', "trống"]),
        ("asks: Kiểm tra.", "ask: Kiểm tra.", ["bước A2", '"ask"', "lược đồ", '"asks"', "thiếu"]),
        ('cues: [["kiểm tra"]]', "cues: []", ["bước A2", '"cues"', "trống"]),
        ('cues: [["kiểm tra"]]', "cues: [kiểm tra]", ["bước A2", '"cues[1]"', "danh sách"]),
        ('cues: [["kiểm tra"]]', 'cues: [["kiểm tra"], ["|"]]', ["bước A2", '"cues[2]"', "không có từ"]),
        ("examples: [Kiểm tra]", "examples: []", ["bước A2", '"examples"', "trống"]),
        ("id: A2", "id: A1", ['"steps"', "lặp lại", "A1"]),
        ("id: A2", "id: 2", ["bước thứ 2", '"id"', "chuỗi"]),
        ("after: [A1]", "after: [A7]", ["bước A2", '"after"', "A7"]),
        ("after: [A1]", "after: [A2]", ["bước A2", '"after"', "vòng tròn"]),
        ("  - id: A2\n    group: g1", "  - id: A2\n    group: g2", ["bước A2", '"group"', "g2"]),
        ("  - id: A2\n    group: g1", "  - id: A2", ["bước A2", '"group"', "thiếu"]),
        ("    condition: Khi có yêu cầu.\n", "", ["bước A2", '"condition"', "điều kiện"]),
        ('    condition_cues: [["yêu cầu"]]\n', "", ["bước A2", '"condition_cues"', "dấu hiệu"]),
        ("requirement: conditional", "requirement: optional", ["bước A2", '"condition"', "conditional"]),
        ("agencies: [{agency: so}]", "agencies: []", ["bước A2", '"agencies"', "trống"]),
        ("{agency: so}]", "{agency: tinh_uy}]", ["bước A2", '"agencies[1].agency"', "ubnd_xa"]),
        ("2025-06-30", "cuối tháng 6", ['"agencies[2].valid_until"', "ngày"]),
        ("valid_until: 2025", "valid_from: 2026-01-01, valid_until: 2025", ['"agencies"', "ubnd_huyen", "valid_from"]),
        ("strength: quoted, quote: lập kế hoạch", "strength: quoted", ["bước A1", '"legal_sources"', "quote"]),
        ("strength: quoted,", "strength: inferred,", ["bước A1", '"legal_sources"', "quote"]),
        ('version: "1"', "version: 1", ['"version"', "chuỗi"]),
        ("reach: sentence", "reach: page", ['"mentions[1].reach"', "clause"]),
        ('cues: [["đã làm"]]', 'cues: [["..."]]', ['"mentions[1].cues[1]"', "không có từ"]),
        ("groups:\n", "groups: *g\nx:\n", ["dòng 12", "tham chiếu"]),
        ("language: vi", "language: vi\nlanguage: en", ["dòng 7", "language", "lặp lại"]),
        ("title: Khung thử", "title: [Khung", ["dòng", "cú pháp"]),
        ("language: vi", "language: " + "[" * (MAX_DEPTH + 1), ["quá sâu"]),
        ("language: vi", "language: !!python/object:os.system x", ["cú pháp"]),
        ("language: vi", "language: vi #" + "x" * MAX_BYTES, ["KB"]),
    ],
)
def test_a_broken_file_is_told_its_step_and_field(old: str, new: str, said: list[str]) -> None:
    assert old in GOOD
    message = parse(GOOD.replace(old, new, 1) if old != "id: A2" else GOOD.replace(old, new))
    assert all(part in message for part in ["thu.yaml", *said]), message


BASES = """
subject: [["hệ thống thử"]]
bases:
  - {document: QĐ 1/2026/QĐ-UBND, required_for: [so], reason: Vì thế., valid_from: 2026-01-02}
"""


def test_expected_bases_are_read_with_their_days() -> None:
    framework = parse_framework((GOOD + BASES).encode(), "thu.yaml")
    (basis,) = framework.bases
    assert (basis.document, basis.required_for) == ("QĐ 1/2026/QĐ-UBND", (AgencyType.SO,))
    assert [basis.expected_on(date(2026, 1, day)) for day in (1, 2, 3)] == [False, True, True]
    assert framework.subject[0].written == ("hệ thống thử",)
    assert parse_framework(GOOD.encode(), "thu.yaml").bases == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('subject: [["hệ thống thử"]]', "", 'trường "subject": có căn cứ mong đợi'),
        ("required_for: [so]", "required_for: [bo]", 'trường "bases[1].required_for[1]": chỉ nhận một trong'),
        ("valid_from: 2026-01-02", "valid_from: 2026-01-02, valid_until: 2025-01-01", "valid_from sau valid_until"),
        ("reason: Vì thế., ", "", 'trường "bases[1].reason": thiếu trường này'),
    ],
)
def test_broken_expected_bases_are_told_with_their_place(old: str, new: str, said: str) -> None:
    assert old in BASES
    assert said in parse(GOOD + BASES.replace(old, new))


def test_a_longer_ring_of_steps_is_refused() -> None:
    message = parse(GOOD.replace("requirement: required", "requirement: required\n    after: [A2]"))
    assert "vòng tròn" in message
    assert "A1" in message
    assert "A2" in message


@pytest.mark.parametrize("data", [b"", b"- a\n- b\n", b"xin chao", "id: khung".encode("utf-16")])
def test_a_file_that_is_no_framework_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidFramework, match=r"thu\.yaml"):
        parse_framework(data, "thu.yaml")


def test_a_users_file_is_loaded_by_path(tmp_path: Path) -> None:
    path = tmp_path / "cua-toi.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_framework(path).id == "khung-thu"
    path.write_text(GOOD.replace("khung-thu", "khung-khac"), encoding="utf-8")
    assert load_framework(path).id == "khung-khac"


def test_a_missing_file_and_an_unknown_id_are_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"khong-co\.yaml"):
        load_framework(tmp_path / "khong-co.yaml")
    with pytest.raises(NotFound, match="khung-101"):
        load_framework("khung-999")


def test_a_folder_is_no_framework(tmp_path: Path) -> None:
    with pytest.raises(InvalidFramework, match="không đọc được"):
        load_framework(tmp_path)


def test_a_string_never_names_a_file(tmp_path: Path) -> None:
    path = tmp_path / "cua-toi.yaml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(NotFound):
        load_framework(str(path))


def test_the_shipped_frameworks_are_listed_and_loaded_once() -> None:
    listed = list_frameworks()
    assert [info.id for info in listed] == sorted(info.id for info in listed)
    for info in listed:
        framework = load_framework(info.id)
        assert framework is load_framework(info.id)
        assert (info.version, info.steps) == (framework.version, len(framework.steps))
