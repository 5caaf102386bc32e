"""``tasks``, ``bases`` and ``plans``: questions about the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import load_model_ahead, open_answers, open_notes, open_workspace, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.spreadsheets import Row
    from search import BaseHits

Year = Annotated[str | None, typer.Option("--year", metavar="NĂM", help="Chỉ tìm trong kế hoạch của năm này.")]
AgencyTypeWord = Annotated[
    str | None,
    typer.Option(
        "--agency-type",
        metavar="LOẠI",
        help="Loại hình cơ quan: so, chi_cuc, vp_ubnd_tinh, ubnd_huyen, ubnd_xa, truong, don_vi_su_nghiep, khac.",
    ),
]
Agency = Annotated[
    str | None, typer.Option("--agency", metavar="TÊN", help="Một phần tên cơ quan ban hành, có dấu hoặc không dấu.")
]
# How places, sections and lead units are named.
_NAME = "một phần tên, có dấu hoặc không dấu; “=TÊN” là đúng cả tên, “=” là không nêu"
Place = Annotated[str | None, typer.Option("--place", metavar="TÊN", help=f"Nơi ban hành; {_NAME}.")]
Limit = Annotated[str | None, typer.Option("--limit", metavar="SỐ", help="Số kết quả nhiều nhất của một trang.")]
Offset = Annotated[str | None, typer.Option("--offset", metavar="SỐ", help="Bỏ qua chừng ấy kết quả đầu.")]
Page = Annotated[str | None, typer.Option("--page", metavar="TRANG", help="Trang thứ mấy, từ 1.")]
AsJson = Annotated[bool, typer.Option("--json", help="In một tài liệu JSON ra stdout.")]
Csv = Annotated[
    Path | None, typer.Option("--csv", metavar="TỆP", help="Ghi thêm bảng kết quả ra tệp CSV (mở được bằng Excel).")
]


def ask_tasks(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    query: Annotated[
        str, typer.Argument(metavar="[CÂU_HỎI]", show_default=False, help="Nội dung nhiệm vụ, có dấu hoặc không dấu.")
    ] = "",
    like: Annotated[
        str | None, typer.Option("--like", metavar="NHIỆM_VỤ", help="Hỏi theo một nhiệm vụ: mã kế hoạch#số thứ tự.")
    ] = None,
    year: Year = None,
    agency_type: AgencyTypeWord = None,
    agency: Agency = None,
    plan: Annotated[str | None, typer.Option("--plan", metavar="KẾ_HOẠCH", help="Mã kế hoạch hoặc tên tệp.")] = None,
    place: Place = None,
    section: Annotated[str | None, typer.Option("--section", metavar="TÊN", help=f"Tên mục; {_NAME}.")] = None,
    lead: Annotated[str | None, typer.Option("--lead", metavar="TÊN", help=f"Đơn vị chủ trì; {_NAME}.")] = None,
    grade: Annotated[
        str | None, typer.Option("--grade", metavar="MỨC", help="Chất lượng chữ của kế hoạch: tốt, khá, kém.")
    ] = None,
    due_from: Annotated[
        str | None,
        typer.Option("--due-from", metavar="NGÀY", help="Thời hạn chạm khoảng từ ngày này (năm-tháng-ngày)."),
    ] = None,
    due_to: Annotated[
        str | None, typer.Option("--due-to", metavar="NGÀY", help="… đến ngày này; mỗi đầu có thể bỏ trống.")
    ] = None,
    facets: Annotated[
        bool, typer.Option("--facets", help="Đếm thêm nhiệm vụ khớp bộ lọc theo năm, cơ quan, đơn vị chủ trì…")
    ] = False,
    limit: Limit = None,
    offset: Offset = None,
    page: Page = None,
    as_json: AsJson = False,
    csv: Csv = None,
) -> None:
    """Tìm nhiệm vụ tương tự trong các kế hoạch đã nạp."""
    load_model_ahead()
    from api.bodies import TasksBody
    from api.cli.show import show_empty_store, show_tasks
    from api.cli.show_facets import show_facets
    from api.paging import PagingWords, parse_paging
    from api.questions import ask_tasks
    from api.requests import DEFAULT_HITS, FilterWords
    from api.tables import build_task_rows
    from api.task_filters import TaskWords, build_task_filter

    paging = parse_paging(PagingWords(limit, offset, page), DEFAULT_HITS)
    with open_workspace() as workspace:
        plans, tasks = (
            FilterWords(year, agency_type, agency, plan),
            TaskWords(place, section, lead, grade, due_from, due_to),
        )
        hits = ask_tasks(
            workspace, query, build_task_filter(workspace.store, plans, tasks), paging, like, facets=facets
        )
        if csv:
            _write_table(build_task_rows(hits), csv)
        if as_json:
            write_json(TasksBody.from_hits(hits))
        elif workspace.is_empty:
            show_empty_store(open_answers())
        else:
            show_tasks(open_answers(), hits)
            if hits.facets is not None:
                show_facets(open_answers(), hits.filtered, hits.facets)


def ask_bases(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    query: Annotated[
        str,
        typer.Argument(
            metavar="VĂN_BẢN",
            help="Số, ký hiệu (“19/2014/QĐ-TTg”, “iso 9001”), tên luật, hoặc từ trong trích yếu, tên cơ quan ban hành.",
        ),
    ],
    year: Year = None,
    agency_type: AgencyTypeWord = None,
    agency: Agency = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role", metavar="VAI_TRÒ", help="basis: kế hoạch dùng làm căn cứ; mention: kế hoạch chỉ nhắc đến."
        ),
    ] = None,
    limit: Annotated[str, typer.Option("--limit", metavar="SỐ", help="Số văn bản nhiều nhất.")] = "10",
    as_json: AsJson = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", "-o", metavar="TỆP", help="Ghi thêm kết quả ra tệp .xlsx (ba trang) hoặc .csv."),
    ] = None,
) -> None:
    """Tìm văn bản pháp lý và những kế hoạch viện dẫn nó."""
    from api.bodies import BasesBody
    from api.cli.show import show_empty_store
    from api.cli.show_bases import show_bases
    from api.requests import FilterWords, build_filter, parse_limit, parse_role
    from api.spreadsheets import check_format
    from search import find_bases

    if export:
        check_format(export)
    with open_workspace() as workspace:
        chosen = build_filter(workspace.store, FilterWords(year, agency_type, agency))
        hits = find_bases(workspace.store, query, chosen, role=parse_role(role), limit=parse_limit(limit))
        if export:
            _export_bases(hits, export)
        if as_json:
            write_json(BasesBody.from_hits(hits))
        elif workspace.is_empty:
            show_empty_store(open_answers())
        else:
            show_bases(open_answers(), hits)


def ask_plans(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    query: Annotated[
        str,
        typer.Argument(
            metavar="[TỪ_KHÓA]",
            show_default=False,
            help="Từ trong toàn văn, trích yếu, tên cơ quan, tên tệp; “cụm từ”; số văn bản.",
        ),
    ] = "",
    like: Annotated[
        str | None, typer.Option("--like", metavar="KẾ_HOẠCH|TỆP", help="Tìm kế hoạch tương tự với kế hoạch này.")
    ] = None,
    year: Year = None,
    agency_type: AgencyTypeWord = None,
    agency: Agency = None,
    limit: Limit = None,
    offset: Offset = None,
    page: Page = None,
    as_json: AsJson = False,
    csv: Csv = None,
) -> None:
    """Liệt kê các kế hoạch đã nạp; tìm trong toàn văn; tìm kế hoạch tương tự."""
    from api.bodies import PlansBody
    from api.cli.named_plan import find_plan
    from api.cli.show import show_empty_store, show_plans
    from api.paging import PagingWords, parse_paging
    from api.questions import ask_plans
    from api.requests import FilterWords, build_filter
    from api.tables import build_plan_rows
    from search import DEFAULT_PLANS

    paging = parse_paging(PagingWords(limit, offset, page), DEFAULT_PLANS)
    with open_workspace() as workspace:
        chosen = build_filter(workspace.store, FilterWords(year, agency_type, agency))
        hits = ask_plans(workspace, query, chosen, paging, find_plan(workspace, like) if like else None)
        if csv:
            _write_table(build_plan_rows(hits), csv)
        if as_json:
            write_json(PlansBody.from_hits(hits))
        elif workspace.is_empty:
            show_empty_store(open_answers())
        else:
            show_plans(open_answers(), hits)


def _write_table(rows: Sequence[Row], path: Path) -> None:
    from api.spreadsheets import write_csv

    write_csv(rows, path)
    open_notes().print(f"Đã ghi {len(rows)} dòng vào {path.name}.")


def _export_bases(hits: BaseHits, path: Path) -> None:
    from api.base_tables import build_base_sheets
    from api.spreadsheets import write_sheets

    sheets = build_base_sheets(hits)
    write_sheets(sheets, path)
    open_notes().print(f"Đã ghi {len(sheets[0].rows)} chỗ viện dẫn vào {path.name}.")
