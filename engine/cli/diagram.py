"""`quyche diagram`: the lifecycle of a regulation as Mermaid text or SVG."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics, written_whole


@click.command("diagram", help="Vẽ vòng đời hồ sơ của một quy chế.")
@click.argument("name", metavar="MÃ|TỆP")
@click.option(
    "--format",
    "style",
    type=click.Choice(("mermaid", "svg")),
    help="Dạng (mặc định: svg khi tệp --out có đuôi .svg, nếu không thì mermaid).",
)
@click.option("--all", "everything", is_flag=True, help="Vẽ mọi bước từ mọi trạng thái được phép (rất rậm).")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
def command(name: str, style: str | None, everything: bool, out: Path | None) -> None:
    """Draw the lifecycle; a regulation with errors or without a lifecycle is not drawn."""
    from engine.diagnostics import Diagnostic, has_errors
    from engine.drawing import as_mermaid, as_svg, chart_of
    from engine.service import load_named_rules

    lang = current_lang()
    style = style or ("svg" if out is not None and out.suffix.lower() == ".svg" else "mermaid")
    documents, problems = load_named_rules((name,))
    if not documents or has_errors(problems):
        show_diagnostics(problems, lang)
        unknown = any(item.code == "U101" for item in problems)
        raise click.exceptions.Exit(ExitCode.USAGE if unknown else ExitCode.RULES)
    chart = chart_of(documents[0], lang, everything=everything)
    if chart is None:
        show_diagnostics([Diagnostic.of("U115", name=documents[0].id)], lang)
        raise click.exceptions.Exit(ExitCode.RULES)
    text = as_svg(chart, lang) if style == "svg" else as_mermaid(chart)
    if out is None:
        click.echo(text, nl=False)
        return
    with written_whole(out) as path:
        path.write_text(text, encoding="utf-8")
