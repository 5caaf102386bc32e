"""The frame of the command line in Vietnamese: help panels and usage errors."""

from __future__ import annotations

import re

import typer
from typer._click import Context, HelpFormatter
from typer._click import exceptions as click
from typer.core import TyperCommand, TyperGroup, TyperOption

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Tham số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "DEFAULT_STRING": "[mặc định: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
}
# What an English message is about: 'CÂU_HỎI', or the option after "No such option:".
_NAMED = re.compile(r"(?:[`'‘“\"]|option: )([^`'’”\" ]+)")

# Class and beginning of the English message, and what it says in Vietnamese; the first that fits.
_SENTENCES: tuple[tuple[type[click.UsageError], str, str], ...] = (
    (click.MissingParameter, "", "Thiếu tham số {named}."),
    (click.NoSuchOption, "", "Không có tùy chọn “{named}”."),
    (click.BadParameter, "", "Giá trị của {named} không hợp lệ."),
    (click.BadOptionUsage, "", "Tùy chọn “{named}” chưa đúng cách dùng."),
    (click.UsageError, "No such command", "Không có lệnh “{named}”."),
    (click.UsageError, "Missing command", "Thiếu tên lệnh."),
    (click.UsageError, "Got unexpected", "Thừa tham số; câu hỏi nhiều từ cần đặt trong dấu ngoặc kép."),
)


class Command(TyperCommand):
    """A command whose help page is framed in Vietnamese."""

    def get_usage(self, ctx: Context) -> str:
        """Returns the usage line."""
        return _translate_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Returns ``--help`` with its Vietnamese description."""
        return _describe(super().get_help_option(ctx))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Prints the help page."""
        _name_panels()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """The command line itself, framed in Vietnamese."""

    def get_usage(self, ctx: Context) -> str:
        """Returns the usage line."""
        return _translate_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Returns ``--help`` with its Vietnamese description."""
        return _describe(super().get_help_option(ctx))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Prints the help page."""
        _name_panels()
        super().format_help(ctx, formatter)


def explain_usage(error: click.UsageError) -> str:
    """Returns a usage error as one Vietnamese sentence, with the way to the help page."""
    path = error.ctx.command_path if error.ctx else "doichieu"
    return f"{_explain(error)} Xem cách dùng: {path} --help"


def _explain(error: click.UsageError) -> str:
    words = _NAMED.findall(error.format_message())
    named = words[0] if words else ""
    for kind, start, sentence in _SENTENCES:
        if isinstance(error, kind) and error.message.startswith(start):
            return sentence.format(named=named)
    return "Lệnh chưa đúng cách dùng."


def _translate_usage(line: str) -> str:
    return line.replace("Usage:", "Cách dùng:", 1)


def _describe(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "Hiện trợ giúp này."
    return option


def _name_panels() -> None:
    from typer import rich_utils

    for name, title in _PANELS.items():
        setattr(rich_utils, name, title)


def build_app() -> typer.Typer:
    """Builds the command line without its commands."""
    return typer.Typer(
        cls=Group,
        name="doichieu",
        help="Đối chiếu: tìm nhiệm vụ, căn cứ pháp lý và bước còn thiếu trong kế hoạch của cơ quan nhà nước.",
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=False,
    )


def build_group(help_line: str) -> typer.Typer:
    """Builds a command that holds commands of its own."""
    return typer.Typer(cls=Group, help=help_line, add_completion=False, no_args_is_help=False)
