"""`quyche new`: a commented skeleton of a rule file for another province."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics

if TYPE_CHECKING:
    from engine.diagnostics import Diagnostic


@click.command("new", help="Tạo tệp quy tắc mẫu có chú thích cho một tỉnh mới.")
@click.argument("rule_id", metavar="MÃ")
@click.option("--province", required=True, metavar="TÊN", help="Tên tỉnh, thành phố.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Tệp ghi ra (mặc định: rules/MÃ.yaml khi có thư mục rules, nếu không thì MÃ.yaml).",
)
def command(rule_id: str, province: str, out: Path | None) -> None:
    """Write the skeleton; an existing file is never touched."""
    from engine.diagnostics import Diagnostic
    from engine.diagnostics.os_words import refused
    from engine.skeleton import is_valid_id, skeleton

    lang = current_lang()
    if not is_valid_id(rule_id):
        _refuse(Diagnostic.of("U113", name=rule_id), ExitCode.USAGE, lang)
    if not province.strip() or not province.isprintable():
        _refuse(Diagnostic.of("U118", name=province), ExitCode.USAGE, lang)
    path = out or (Path("rules") if Path("rules").is_dir() else Path()) / f"{rule_id}.yaml"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(skeleton(rule_id, province))
    except FileExistsError:
        _refuse(Diagnostic.of("U112", path=path), ExitCode.USAGE, lang)
    except OSError as error:
        _refuse(refused("S101", error, path=path), ExitCode.STORAGE, lang)
    click.echo(
        f"Written: {path}. Next: quyche lint {path}"
        if lang == "en"
        else f"Đã ghi {path}. Tiếp theo: quyche lint {path}"
    )


def _refuse(problem: Diagnostic, code: ExitCode, lang: str) -> NoReturn:
    show_diagnostics([problem], lang)
    raise click.exceptions.Exit(code)
