"""The command `quyche`: names and one-line helps here, each command in a module that is loaded when it is called."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
from gettext import gettext
from typing import Final

import click

from engine.cli.speech import asked_language, in_language, speak_language, write_utf8

USAGE_ERROR = 2
_TERMINATED: Final = 128 + signal.SIGTERM


COMMANDS: Final = {
    "check": "Xét nhật ký sự kiện: đơn vị nào quá hạn, việc gì, từ bao giờ, theo điều nào",
    "explain": "Giải thích từng kết luận về một hồ sơ, đếm từng ngày",
    "due": "Tính ngày đến hạn từ một cụm từ thời hạn",
    "calendar": "In lịch làm việc một năm với văn bản của từng ngày nghỉ",
    "lint": "Kiểm tra tệp quy tắc và độ phủ điều khoản",
    "compare": "Đặt các tỉnh cạnh nhau theo từng chủ đề, bên nào chặt hơn",
    "whatif": "Thử một thay đổi trên nhật ký: ai thành trễ, ai hết trễ",
    "diff": "Kể lại bằng lời hai bản của một tệp quy tắc khác nhau ở đâu",
    "test": "Chạy các tình huống do cán bộ viết",
    "diagram": "Vẽ vòng đời hồ sơ của một quy chế",
    "read": "Đọc một văn bản quy chế: điều khoản, thời hạn, dẫn chiếu, chỗ khiếm khuyết, và soạn khung tệp quy tắc",
    "new": "Tạo tệp quy tắc mẫu có chú thích cho một tỉnh mới",
    "simulate": "Sinh nhật ký sự kiện mẫu từ một quy chế",
    "record": "Ghi nhật ký vào sổ sự kiện, giữ ngày từng việc được biết đến",
    "schema": "In lược đồ JSON của tệp quy tắc",
}
"""What the overview says of each command. A command is `command` in the module of engine.cli that has its name."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"engine.cli.{cmd_name}").command
        return in_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, gettext(said)) for name, said in COMMANDS.items()])


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
    gc.set_threshold(100_000, 20, 100)  # Một lệnh sống ngắn, tạo nhiều bản ghi nhỏ không có vòng tham chiếu.
    write_utf8()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))  # Dọn tệp tạm rồi mới dừng.
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
    gc.freeze()  # Tiến trình sắp hết: tìm vòng tham chiếu lúc tắt máy là công vô ích (khoảng 5 % một lần check).
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
