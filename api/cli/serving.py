"""``serve`` and ``demo``: the pages."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import open_answers, open_notes, open_workspace

if TYPE_CHECKING:
    from api.workspace import Workspace

Host = Annotated[str | None, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ phục vụ.")]
Port = Annotated[int | None, typer.Option("--port", metavar="CỔNG", min=1, max=65535, help="Cổng phục vụ.")]
_DEMO_HOME = ".demo"
_DEMO_QUERY = "đánh giá nội bộ"
_DEMO_BASIS = "19/2014"


def serve(host: Host = None, port: Port = None) -> None:
    """Mở các trang tra cứu trên máy này."""
    with open_workspace() as workspace:
        serve_pages(workspace, host, port)


def run_demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Mở trang tra cứu sau khi in kết quả.")] = True,
    host: Host = None,
    port: Port = None,
) -> None:
    """Nạp các kế hoạch mẫu, hỏi thử ba câu rồi mở trang tra cứu."""
    from api.cli.ingest import bring_index_up_to_date, read_files
    from api.cli.show import show_tasks
    from api.cli.show_bases import show_bases
    from api.cli.show_plan import show_gaps
    from api.decisions import report_plan
    from api.paging import Paging
    from api.questions import ask_tasks
    from api.requests import choose_framework
    from corpus.samples import load_samples
    from search import TaskFilter, find_bases

    with open_workspace(Path.cwd() / _DEMO_HOME) as workspace:
        console = open_answers()
        samples = load_samples()
        outcome = read_files(workspace, [sample.path for sample in samples], recursive=False)
        if outcome.stopped:
            raise KeyboardInterrupt
        bring_index_up_to_date(workspace)
        console.rule(f"doichieu tasks “{_DEMO_QUERY}”", align="left")
        show_tasks(console, ask_tasks(workspace, _DEMO_QUERY, TaskFilter(), Paging(3)))
        console.rule(f"doichieu bases “{_DEMO_BASIS}”", align="left")
        show_bases(console, find_bases(workspace.store, _DEMO_BASIS))
        # The sample with the most planted mistakes shows the most.
        chosen = max(range(len(samples)), key=lambda number: (len(samples[number].expected.slips), -number))
        plan = workspace.store.load_plan(workspace.store.resolve_plan(samples[chosen].path.name))
        console.rule(f"doichieu gaps {plan.plan.id}", align="left")
        show_gaps(console, report_plan(workspace, plan, choose_framework(None, plan)))
        if serve:
            serve_pages(workspace, host, port)


def serve_pages(workspace: Workspace, host: str | None, port: int | None) -> None:
    """Serves the pages until Ctrl-C.

    Raises:
        DoichieuError: the address is taken or not of this machine (``ADDRESS_UNUSABLE``).
    """
    import uvicorn

    from api.app import create_app

    address = (host or workspace.settings.host, port or workspace.settings.port)
    bound = _bind(address)
    config = uvicorn.Config(create_app(workspace), log_level="warning", server_header=False)
    # The model is loaded while the first page is being looked at.
    threading.Thread(target=_warm, args=(workspace,), daemon=True).start()
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]
    open_notes().print(f"Đang phục vụ tại http://{shown}:{address[1]} – nhấn Ctrl+C để dừng.")
    uvicorn.Server(config).run(sockets=[bound])


def _bind(address: tuple[str, int]) -> socket.socket:
    from corpus.errors import DoichieuError

    try:
        family = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
        except OSError:
            bound.close()
            raise
    except OSError as error:
        raise DoichieuError(
            f"Không mở được địa chỉ {address[0]}, cổng {address[1]}: cổng đang bận hoặc địa chỉ không thuộc máy này; "
            "hãy chọn cổng khác bằng --port.",
            code="ADDRESS_UNUSABLE",
        ) from error
    return bound


def _warm(workspace: Workspace) -> None:
    import logging

    from corpus.errors import DoichieuError

    try:
        if not workspace.is_empty:
            workspace.index()
            workspace.encoder().encode_query("khởi động")
    except DoichieuError as error:  # the question that needs it will say so
        logging.getLogger(__name__).warning("%s: %s", error.code, error.message)
