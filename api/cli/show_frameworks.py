"""Framework models as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from api.cli.show import build_pairs, build_table
from api.cli.show_checks import SEVERITY_STYLES
from api.labels import (
    AGENCY_TYPES,
    COUNTER_KINDS,
    DECISION_STATES,
    OBLIGATIONS,
    REQUIREMENTS,
    SEVERITIES,
    STEP_STATES,
    STRENGTHS,
    VERDICTS,
    show_date,
)
from corpus.frameworks import StepState
from search import DecisionState

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.frameworks import (
        Applicability,
        Cue,
        FieldChange,
        Framework,
        FrameworkDiff,
        FrameworkInfo,
        LegalSource,
        LintedFramework,
        Step,
    )
    from search import DecisionFate

STATE_STYLES = {
    StepState.KEPT: "dim",
    StepState.CHANGED: "bold yellow",
    StepState.NEW: "bold green",
    StepState.DROPPED: "bold red",
}
_NO_PHASE = "Quy định chung cho mọi giai đoạn"


def show_list(console: Console, listed: Sequence[FrameworkInfo]) -> None:
    """Shows the frameworks that ship."""
    table = build_table("Mã", "Bản", "Ngày", "Số bước", ("Tên", {"ratio": 1}))
    for info in listed:
        table.add_row(info.id, info.version, show_date(info.publication), str(info.steps), info.title)
    console.print(table)


def show_framework(console: Console, framework: Framework) -> None:
    """Shows a framework phase by phase, each step with what it rests on."""
    console.print(Text(f"{framework.id}, bản {framework.version}", style="bold"))
    usual = Counter(step.agencies for step in framework.steps).most_common(1)[0][0]
    bases = "; ".join(basis.document for basis in framework.bases) or "không nêu"
    sources = "; ".join(f"{s.document}{'' if s.read else ' (chưa đọc được toàn văn)'}" for s in framework.sources)
    console.print(
        build_pairs(
            [
                ("Tên", framework.title),
                ("Ngày", show_date(framework.publication)),
                ("Dựng từ", sources),
                ("Căn cứ thường có", bases),
                ("Áp dụng", _show_agencies(usual)),
            ]
        )
    )
    phases = [(group.id, group.title, group.legal_sources) for group in framework.groups]
    for phase, title, clauses in [*phases, (None, _NO_PHASE, ())]:
        steps = [step for step in framework.steps if step.group == phase]
        if not steps:
            continue
        grounds = f" ({'; '.join(show_clause(clause) for clause in clauses)})" if clauses else ""
        console.print(Text(f"\n{title}{grounds}", style="bold underline"))
        for step in steps:
            _show_step(console, step, agencies=step.agencies != usual)
    for note in framework.notes:
        console.print(f"Lưu ý: {note}")


def show_step(console: Console, framework: Framework, step: Step) -> None:
    """Shows one step in full, with its wording."""
    _show_step(console, step, agencies=True)
    counters = (
        f"{COUNTER_KINDS[counter.kind]}{f' ({counter.step})' if counter.step else ''}: {counter.text}"
        for counter in step.counters
    )
    parts = (f"{part.has}, chưa có {part.lacks}: {' / '.join(part.examples)}" for part in step.parts)
    for title, lines in (
        ("Ví dụ", step.examples),
        ("Câu dễ nhầm, không phải bước này", counters),
        ("Mới chỉ là một phần", parts),
        ("Dấu hiệu", _written(step.cues)),
        ("Dấu hiệu loại trừ", _written(step.counter_cues)),
        ("Dấu hiệu của điều kiện", _written(step.condition_cues)),
        ("Bước cho thấy điều kiện", step.condition_steps),
    ):
        told = list(lines)
        if told:
            console.print(Text(title, style="bold"))
            for line in told:
                console.print(Padding(f"- {line}", (0, 0, 0, 2)))
    console.print(f"Khung {framework.id}, bản {framework.version}.")


def show_issues(console: Console, linted: Mapping[str, LintedFramework]) -> None:
    """Shows what is wrong with files, each with its file, line, step and field."""
    for name, one in linted.items():
        for issue in one.issues:
            line = f", dòng {issue.line}" if issue.line else ""
            told = Text(f"{SEVERITIES[issue.severity]} ", style=SEVERITY_STYLES[issue.severity])
            told.append(f"{issue.code}: {name}{line}: {issue}.", style="default")
            console.print(told)
        steps = f"{len(one.framework.steps)} bước dùng được" if one.framework else "chưa dùng được"
        console.print(f"{name}: {steps}; {len(one.errors)} lỗi, {len(one.issues) - len(one.errors)} cảnh báo.")


def show_diff(console: Console, diff: FrameworkDiff) -> None:
    """Shows what became of each step, kept ones only counted."""
    console.print(Text(f"{diff.old.id}, bản {diff.old.version} → {diff.new.id}, bản {diff.new.version}", style="bold"))
    if diff.changes:
        console.print("Khung:")
        _show_changes(console, diff.changes)
    for change in diff.steps:
        if change.state is StepState.KEPT:
            continue
        line = Text(f"{change.step} {change.title}: ")
        line.append(STEP_STATES[change.state], style=STATE_STYLES[change.state])
        if change.state is StepState.CHANGED and not change.asks_otherwise:
            line.append(" (yêu cầu của bước không đổi)", style="dim")
        console.print(line)
        _show_changes(console, change.changes)
    counts = "; ".join(f"{label} {diff.summary[state]}" for state, label in STEP_STATES.items())
    console.print(f"Tổng hợp: {counts}.")


def show_fates(console: Console, fates: Sequence[DecisionFate]) -> None:
    """Shows what an upgrade makes of verdicts by people, those that stand only counted."""
    for fate in fates:
        if fate.state is DecisionState.STANDS:
            continue
        made = fate.decision
        told = f"{VERDICTS[made.verdict]} ({made.who}, {made.when:%d/%m/%Y}): “{made.reason}”"
        line = Text(f"{fate.plan} – {made.step}: ")
        line.append(DECISION_STATES[fate.state], style="bold yellow")
        console.print(line)
        console.print(Padding(told, (0, 0, 0, 4)))
    states = [fate.state for fate in fates]
    counts = "; ".join(f"{label} {states.count(state)}" for state, label in DECISION_STATES.items())
    console.print(f"Kết luận của người: {counts}.")


def show_clause(source: LegalSource) -> str:
    """Returns a clause with how it supports a step."""
    return f"{source.document}, {source.clause} ({STRENGTHS[source.strength]})"


def _show_step(console: Console, step: Step, *, agencies: bool) -> None:
    head = Text(f"{step.id} ", style="dim")
    head.append(step.title, style="bold")
    head.append(f" ({REQUIREMENTS[step.requirement]})", style="dim")
    console.print(head)
    grounds = "\n".join(
        show_clause(source) + (f": “{source.quote}”" if source.quote else "") for source in step.legal_sources
    )
    pairs = [
        ("Yêu cầu", step.asks),
        ("Điều kiện", step.condition),
        ("Áp dụng", _show_agencies(step.agencies) if agencies else ""),
        ("Căn cứ", grounds),
        ("ISO 9001", ", ".join(step.iso_clauses)),
        ("Kết quả", step.record),
        ("Thường làm", step.usual_time),
        ("Sau bước", ", ".join(step.after)),
        ("Ghi chú", step.note),
    ]
    console.print(Padding(build_pairs((label, value) for label, value in pairs if value), (0, 0, 1, 2)))


def _show_agencies(rows: Sequence[Applicability]) -> str:
    told = []
    for row in rows:
        start = f" từ {show_date(row.valid_from)}" if row.valid_from else ""
        end = f" đến {show_date(row.valid_until)}" if row.valid_until else ""
        told.append(f"{AGENCY_TYPES[row.agency]} ({OBLIGATIONS[row.obligation]}{start}{end})")
    return "; ".join(told)


def _show_changes(console: Console, changes: Sequence[FieldChange]) -> None:
    for change in changes:
        for sign, lines in (("−", change.removed), ("+", change.added)):
            for line in lines:
                console.print(Padding(f"{sign} {change.field}: {line}", (0, 0, 0, 4)))


def _written(cues: Iterable[Cue]) -> list[str]:
    return [" + ".join(cue.written) for cue in cues]
