"""What came of a run: counts, problems with what to do about them, near-duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.cli.show import build_table
from api.labels import SEVERITIES
from corpus.ingest import IngestResult, IngestStatus
from corpus.model import Severity

if TYPE_CHECKING:
    from rich.console import Console

# More rows than a person reads at once; --json has all.
_MOST_ROWS = 30
_MOST_SIMILAR = 3
_STATUSES = {
    IngestStatus.ADDED: "Nạp mới",
    IngestStatus.UPDATED: "Đọc lại",
    IngestStatus.UNCHANGED: "Không đổi",
    IngestStatus.FAILED: "Không đọc được",
}
_FAILED = "không đọc được"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One row of the table of problems; ``weight`` orders them, the worst first."""

    weight: int
    name: str
    level: str
    code: str
    message: str


def show_results(console: Console, results: Sequence[IngestResult]) -> None:
    """Shows what came of a run."""
    if not results:
        console.print("Không có tệp nào để nạp.")
        return
    counts = Counter(result.status for result in results)
    table = build_table("Kết quả", ("Số tệp", {"justify": "right"}))
    for status, name in _STATUSES.items():
        table.add_row(name, str(counts[status]))
    table.add_row("Cộng", str(len(results)))
    console.print(table)
    if counts[IngestStatus.UNCHANGED] == len(results):
        console.print("Mọi tệp đã có trong kho; không có gì thay đổi.")
    _show_complaints(console, list_complaints(results))
    _show_similar(console, [result for result in results if result.similar])


def list_complaints(results: Sequence[IngestResult]) -> list[Complaint]:
    """Lists every problem of a run: files that were not read first, then the others by severity, in order of files."""
    complaints = [complaint for result in results for complaint in find_complaints(result)]
    return sorted(complaints, key=lambda complaint: complaint.weight)


def find_complaints(result: IngestResult) -> Iterator[Complaint]:
    """Yields the problems of one file."""
    name = result.name.encode("utf-8", "replace").decode()
    if result.error:
        yield Complaint(0, name, _FAILED, result.error.code, result.error.message)
    severities = list(Severity)
    for problem in result.problems:
        weight = 1 + severities.index(problem.severity)
        yield Complaint(weight, name, SEVERITIES[problem.severity], problem.code, problem.message)


def _show_complaints(console: Console, complaints: Sequence[Complaint]) -> None:
    if not complaints:
        return
    table = build_table(
        ("Tệp", {"ratio": 3}), ("Mức", {"ratio": 2}), ("Mã", {"ratio": 3}), ("Ý nghĩa và việc cần làm", {"ratio": 6})
    )
    table.expand = True
    for complaint in complaints[:_MOST_ROWS]:
        table.add_row(complaint.name, complaint.level, complaint.code, complaint.message)
    console.print(f"\nVấn đề cần xem ({len(complaints)})", style="bold")
    console.print(table)
    _show_rest(console, len(complaints))


def _show_similar(console: Console, results: Sequence[IngestResult]) -> None:
    if not results:
        return
    console.print(f"\nKế hoạch gần trùng ({len(results)})", style="bold")
    for result in results[:_MOST_ROWS]:
        more = len(result.similar) - _MOST_SIMILAR
        rest = f" và {more} kế hoạch khác" if more > 0 else ""
        console.print(
            f"{result.name} ({result.plan_id}) gần trùng với {', '.join(result.similar[:_MOST_SIMILAR])}{rest}."
        )
    _show_rest(console, len(results))


def _show_rest(console: Console, rows: int) -> None:
    if rows > _MOST_ROWS:
        console.print(f"… và {rows - _MOST_ROWS} dòng nữa; thêm --json để xem tất cả.")
