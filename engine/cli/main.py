"""The command `quyche`: names and one-line helps here, each command in a module that is loaded when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass
from gettext import gettext

import click

from engine.cli.speech import asked_language, in_language, speak_language, write_utf8

USAGE_ERROR = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A command as the overview lists it."""

    module: str
    help: str
    help_en: str


COMMANDS: dict[str, Listed] = {
    "check": Listed("engine.cli.check", "Xét nhật ký sự kiện: đơn vị nào quá hạn, việc gì, từ bao giờ, theo điều nào", "Check an event log"),
    "explain": Listed("engine.cli.explain", "Giải thích từng kết luận về một hồ sơ, đếm từng ngày", "Explain the verdicts on a dossier, day by day"),
    "due": Listed("engine.cli.due", "Tính ngày đến hạn từ một cụm từ thời hạn", "Work out a due date from a deadline phrase"),
    "calendar": Listed("engine.cli.calendar", "In lịch làm việc một năm với văn bản của từng ngày nghỉ", "Print a year's working calendar"),
    "lint": Listed("engine.cli.lint", "Kiểm tra tệp quy tắc và độ phủ điều khoản", "Check rule files and their coverage"),
    "compare": Listed("engine.cli.compare", "Đặt các tỉnh cạnh nhau theo từng chủ đề", "Put provinces side by side"),
    "diagram": Listed("engine.cli.diagram", "Vẽ vòng đời hồ sơ của một quy chế", "Draw a regulation's lifecycle"),
    "new": Listed("engine.cli.new", "Tạo tệp quy tắc mẫu có chú thích cho một tỉnh mới", "Write a commented skeleton for another province"),
    "simulate": Listed("engine.cli.simulate", "Sinh nhật ký sự kiện mẫu từ một quy chế", "Generate a realistic event log"),
    "record": Listed("engine.cli.record", "Ghi nhật ký vào sổ sự kiện, giữ ngày từng việc được biết đến", "Record a log in the journal"),
    "schema": Listed("engine.cli.schema", "In lược đồ JSON của tệp quy tắc", "Print the JSON Schema of rule files"),
}  # fmt: skip


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        command: click.Command = importlib.import_module(listed.module).command
        return in_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        english = ctx.find_root().obj == "en"
        rows = [(name, listed.help_en if english else listed.help) for name, listed in COMMANDS.items()]
        with formatter.section(gettext("Commands")):
            formatter.write_dl(rows)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help="quyche – xét hạn và quy trình hồ sơ cán bộ, công chức, viên chức theo quy chế của từng tỉnh.",
)
@click.version_option(package_name="quyche", message="quyche %(version)s", help="In số phiên bản.")
def cli() -> None:
    """The top of the command line."""


def main() -> None:
    """Run the command line; every way out has one of the published exit codes."""
    write_utf8()
    lang = asked_language(sys.argv[1:])
    speak_language(lang)
    try:
        code = in_language(cli).main(prog_name="quyche", standalone_mode=False, obj=lang)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu." if lang != "en" else "Stopped on request.", err=True)
        code = 130
    except click.ClickException as wrong:
        wrong.show()
        code = USAGE_ERROR
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
