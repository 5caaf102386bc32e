"""``parse``, ``citations``, ``gaps``, ``check`` and ``compare``: one document at a time, or two."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import open_answers, open_notes, open_workspace, write_json
from api.cli.frameworks import pick_framework
from api.cli.named_plan import find_plan
from api.cli.questions import Agency, AgencyTypeWord, AsJson, Csv, Place, Year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.spreadsheets import Row
    from search import GapReport

File = Annotated[
    Path, typer.Argument(metavar="TỆP", help="Tệp Word, PDF, ảnh quét, bảng tính, HTML hoặc văn bản thuần.")
]


PlanOrFile = Annotated[str, typer.Argument(metavar="KẾ_HOẠCH|TỆP", help="Mã kế hoạch trong kho, hoặc một tệp.")]
MaybePlanOrFile = Annotated[
    str | None,
    typer.Argument(metavar="KẾ_HOẠCH|TỆP", show_default=False, help="Mã kế hoạch trong kho, hoặc một tệp."),
]
FrameworkId = Annotated[
    str | None,
    typer.Option(
        "--framework", metavar="KHUNG|TỆP", help="Mã mô hình khung hoặc tệp khung của bạn (mặc định: theo trích yếu)."
    ),
]
Docx = Annotated[
    Path | None, typer.Option("--docx", metavar="TỆP", help="Ghi thêm báo cáo ra tệp Word (.docx) để ký, gửi.")
]


def parse_file(file: File, as_json: AsJson = False) -> None:
    """Đọc một tệp thành kế hoạch có cấu trúc; không lưu gì vào kho."""
    from api.bodies import ParseBody
    from api.cli.show_plan import show_plan
    from api.files import load_file, read_plan

    stored = read_plan(load_file(file), file.name)
    if as_json:
        write_json(ParseBody.from_stored(stored))
    else:
        show_plan(open_answers(), stored)


def list_citations(
    file: Annotated[str, typer.Argument(metavar="TỆP|-", help="Tệp cần đọc; dấu “-” để đọc từ đầu vào chuẩn.")],
    as_json: AsJson = False,
) -> None:
    """Liệt kê mọi văn bản được viện dẫn trong một văn bản."""
    from api.bodies import CitationsBody
    from api.cli.show import show_citations
    from api.files import load_file, read_plan

    data = sys.stdin.buffer.read() if file == "-" else load_file(Path(file))
    citations = read_plan(data, "van-ban.txt" if file == "-" else Path(file).name).plan.citations
    if as_json:
        write_json(CitationsBody.from_citations(citations))
    else:
        show_citations(open_answers(), citations)


def report_gaps(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    plan: MaybePlanOrFile = None,
    every: Annotated[
        bool, typer.Option("--all", help="Đối chiếu mọi kế hoạch trong kho: bước nào bị thiếu nhiều, theo năm.")
    ] = False,
    framework: FrameworkId = None,
    year: Year = None,
    agency_type: Annotated[
        str | None,
        typer.Option(
            "--agency-type",
            metavar="LOẠI",
            help="Loại hình cơ quan: so, chi_cuc, vp_ubnd_tinh, ubnd_huyen, ubnd_xa, truong, don_vi_su_nghiep, khac; "
            "của kế hoạch này, hoặc (cùng --all) chỉ các kế hoạch của loại hình ấy.",
        ),
    ] = None,
    agency: Agency = None,
    place: Place = None,
    choice: Annotated[
        str | None,
        typer.Option(
            "--decide", metavar="BƯỚC=KẾT_LUẬN", help="Ghi kết luận của người cho một bước, ví dụ S05=covered."
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Lý do của kết luận.")] = "",
    who: Annotated[str, typer.Option("--by", metavar="NGƯỜI", help="Người kết luận.")] = "",
    undone: Annotated[
        str | None, typer.Option("--undo", metavar="BƯỚC", help="Rút kết luận gần nhất của người ở một bước.")
    ] = None,
    as_json: AsJson = False,
    csv: Csv = None,
    xlsx: Annotated[
        Path | None,
        typer.Option("--xlsx", metavar="TỆP", help="Cùng --all: ghi thêm ma trận, số đếm, chi tiết ra tệp Excel."),
    ] = None,
    docx: Docx = None,
) -> None:
    """Đối chiếu một kế hoạch, hoặc mọi kế hoạch (--all), với mô hình khung: bước nào đạt, bước nào thiếu."""
    acts = {"--decide": choice, "--reason": reason, "--by": who, "--undo": undone}
    if every:
        from api.cli.gap_matrix import MatrixOutputs, report_many
        from api.gap_matrix import MatrixWords
        from api.requests import FilterWords

        _refuse(plan is not None, "Chỉ dùng một trong hai: một kế hoạch, hoặc --all.")
        _refuse(docx is not None, "--docx không dùng cùng --all: mỗi báo cáo Word là của một kế hoạch.")
        _refuse(any(acts.values()), f"{_name(acts)} không dùng cùng --all: người kết luận từng kế hoạch một.")
        words = MatrixWords(FilterWords(year, agency_type, agency), place, framework)
        report_many(words, MatrixOutputs(as_json, csv, xlsx))
        return
    only = {"--year": year, "--agency": agency, "--place": place, "--xlsx": xlsx}
    _refuse(any(only.values()), f"{_name(only)} chỉ dùng cùng --all.")
    _refuse(plan is None, "Thiếu tham số KẾ_HOẠCH|TỆP (hoặc --all).")
    _report_one(plan or "", framework, agency_type, _Act(choice, reason, who, undone), _Outputs(as_json, csv, docx))


@dataclass(frozen=True, slots=True)
class _Act:
    """What a person decides or takes back beside asking."""

    choice: str | None
    reason: str
    who: str
    undone: str | None


@dataclass(frozen=True, slots=True)
class _Outputs:
    """Where the report of one plan goes beside the screen."""

    as_json: bool
    csv: Path | None
    docx: Path | None


def _report_one(plan: str, framework: str | None, agency_type: str | None, act: _Act, outputs: _Outputs) -> None:
    from api.bodies import GapsBody
    from api.cli.show_plan import show_gaps
    from api.decisions import DecisionWords, decide, parse_choice, report_plan, undo, with_decisions
    from api.exports import check_ending
    from api.requests import parse_agency_type
    from api.tables import build_gap_rows
    from corpus.errors import InvalidRequest

    kind = parse_agency_type(agency_type)
    chosen = parse_choice(act.choice) if act.choice is not None else None
    if chosen is None and (act.reason or act.who):
        raise InvalidRequest("--reason và --by chỉ dùng cùng --decide.", code="DECISION_INVALID")
    if outputs.docx:
        check_ending(outputs.docx, (".docx",))
    with open_workspace() as workspace:
        stored = find_plan(workspace, plan)
        model = pick_framework(framework, stored)
        if act.undone is not None:
            undo(workspace, stored, model.id, act.undone)
        report = report_plan(workspace, stored, model, kind)
        if chosen is not None:
            decide(workspace, report, DecisionWords(*chosen, act.reason, act.who))
            report = with_decisions(workspace, report)
        _write_rows(build_gap_rows(report), outputs.csv)
        _write_paper(report, outputs.docx)
        if outputs.as_json:
            write_json(GapsBody.from_report(report))
        else:
            show_gaps(open_answers(), report)


def check_plan(plan: PlanOrFile, framework: FrameworkId = None, as_json: AsJson = False, csv: Csv = None) -> None:
    """Kiểm tra viện dẫn của một kế hoạch: ngày, cơ quan, hiệu lực, căn cứ thiếu hoặc trùng, thể thức."""
    from api.bodies import CitationChecksBody
    from api.cli.show_checks import show_checks
    from api.tables import build_check_rows
    from search import check_citations

    with open_workspace() as workspace:
        stored = find_plan(workspace, plan)
        report = check_citations(workspace.store, stored, workspace.registry, pick_framework(framework, stored))
        _write_rows(build_check_rows(report), csv)
        if as_json:
            write_json(CitationChecksBody.from_report(report))
        else:
            show_checks(open_answers(), report)


def compare_with(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    first: PlanOrFile,
    second: Annotated[
        str | None,
        typer.Argument(
            metavar="[KẾ_HOẠCH|TỆP]", show_default=False, help="Kế hoạch thứ hai; bỏ trống để so với cả kho."
        ),
    ] = None,
    year: Year = None,
    agency_type: AgencyTypeWord = None,
    agency: Agency = None,
    as_json: AsJson = False,
    csv: Csv = None,
) -> None:
    """So hai kế hoạch theo từng nhiệm vụ, hoặc một kế hoạch với cả kho."""
    from api.bodies import CompareBody, StoreCompareBody
    from api.cli.show_comparison import show_comparison, show_store_comparison
    from api.comparison_tables import build_comparison_rows, build_store_rows
    from api.requests import FilterWords, build_filter
    from search import compare_plans, compare_with_store

    with open_workspace() as workspace:
        one = find_plan(workspace, first)
        chosen = build_filter(workspace.store, FilterWords(year, agency_type, agency))
        if second is None:
            beside = compare_with_store(workspace.engine(), one, chosen)
            _write_rows(build_store_rows(beside), csv)
            if as_json:
                write_json(StoreCompareBody.from_comparison(beside))
            else:
                show_store_comparison(open_answers(), beside)
            return
        comparison = compare_plans(workspace.engine(), one, find_plan(workspace, second))
        _write_rows(build_comparison_rows(comparison), csv)
        if as_json:
            write_json(CompareBody.from_comparison(comparison))
        else:
            show_comparison(open_answers(), comparison)


def _refuse(wrong: bool, message: str) -> None:
    from corpus.errors import InvalidRequest

    if wrong:
        raise InvalidRequest(f"{message} Xem cách dùng: doichieu gaps --help", code="USAGE")


def _name(options: Mapping[str, object]) -> str:
    """Returns the names of the options that were given: ``--year, --place``."""
    return ", ".join(name for name, value in options.items() if value)


def _write_rows(rows: Sequence[Row], path: Path | None) -> None:
    from api.spreadsheets import write_csv

    if path:
        write_csv(rows, path)
        open_notes().print(f"Đã ghi {len(rows)} dòng vào {path.name}.")


def _write_paper(report: GapReport, path: Path | None) -> None:
    import datetime

    from api.reports import write_gap_docx

    if path:
        write_gap_docx(report, datetime.datetime.now().astimezone().date(), path)
        open_notes().print(f"Đã ghi báo cáo vào {path.name}.")
