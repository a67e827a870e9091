"""`quyche diff`: two versions of a rule file told in sentences, and what the change does to a log."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.cli.common import DATE, current_lang
from engine.cli.judging import write_result
from engine.cli.whatif import loaded, read, show_effects, style_of
from engine.texts import Text

if TYPE_CHECKING:
    from engine.comparison.differences import Difference
    from engine.loading.rules import RuleDocument

FORMATS: Final = ("text", "json", "md", "xlsx")
_WIDTH: Final = 100
_TITLE: Final = Text("{old} → {new}: {count} thay đổi", "{old} → {new}: {count} changes")
_SAME: Final = Text("Hai bản không khác nhau về nội dung.", "The two versions say the same.")
_OTHER: Final = Text(
    "«{old}» và «{new}» là hai quy chế khác nhau ({one}, {two}); dùng quyche compare",
    "«{old}» and «{new}» are two different regulations ({one}, {two}); use quyche compare",
)
_AT: Final = Text(
    "ghi hai bản, hoặc một bản với --at hai lần (không cùng --events)",
    "give two versions, or one with --at twice (not with --events)",
)
_AT_DAY: Final = Text("{name} tại ngày {day}", "{name} as of {day}")
_BOTH: Final = 2
_NO_LOG: Final = Text(
    "--format xlsx, --units và các tùy chọn về nhật ký chỉ dùng với --events",
    "--format xlsx, --units and the options on the log go with --events",
)


@click.command("diff", help="Kể lại bằng lời hai bản của một tệp quy tắc khác nhau ở đâu, chặt hơn hay lỏng hơn.")
@click.argument("old", metavar="BẢN_CŨ")
@click.argument("new", metavar="[BẢN_MỚI]", required=False)
@click.option(
    "--at",
    "days",
    multiple=True,
    type=DATE,
    metavar="NGÀY",
    help="Ghi hai lần: một tệp đọc tại hai ngày, trước và sau khi được sửa đổi.",
)
@click.option(
    "--events", multiple=True, type=click.Path(path_type=Path), metavar="NHẬT_KÝ", help="Thử trên nhật ký này."
)
@click.option("--units", type=click.Path(path_type=Path), metavar="TỆP", help="Bảng đơn vị.")
@click.option("--as-of", type=DATE, metavar="NGÀY", help="Xét tại ngày này (mặc định: hôm nay).")
@click.option("--known-at", type=DATE, metavar="NGÀY", help="Chỉ dùng những gì đã biết đến ngày này.")
@click.option(
    "--closures", multiple=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ngày nghỉ riêng của tỉnh."
)
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    help="Dạng kết quả (mặc định: text, hoặc theo đuôi của tệp --out).",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
def command(
    old: str,
    new: str | None,
    days: tuple[date, ...],
    events: tuple[Path, ...],
    units: Path | None,
    as_of: date | None,
    known_at: date | None,
    closures: tuple[Path, ...],
    style: str | None,
    out: Path | None,
) -> None:
    """Tell the differences; with a log, its effect too, and exit 1 when the new version makes new breaches."""
    lang = current_lang()
    chosen = style_of(style, out, lang)
    if not events and (chosen == "xlsx" or units or known_at or closures):
        raise click.UsageError(_NO_LOG.say(lang))
    if len(days) != (_BOTH if new is None else 0) or (days and events):
        raise click.UsageError(_AT.say(lang))
    if new is None:
        write_result(_rendered(*_read_at(loaded(old, lang), days), chosen, lang).encode("utf-8", "replace"), out)
        return
    before, after = loaded(old, lang), loaded(new, lang)
    if before.id != after.id:
        raise click.UsageError(_OTHER.say(lang, old=old, new=new, one=before.id, two=after.id))
    if not events:
        write_result(
            _rendered((before, before.source.name), (after, after.source.name), chosen, lang).encode(
                "utf-8", "replace"
            ),
            out,
        )
        return
    from engine.trials import Trial

    result = read(
        readable_by=[after],
        events=events,
        units=units,
        rules=(old,),
        as_of=as_of,
        known_at=known_at,
        closures=closures,
        reading=(),
        column_map=None,
    )
    show_effects(result, Trial(version=after), chosen, out, lang)


def _read_at(document: RuleDocument, days: tuple[date, ...]) -> tuple[_Side, _Side]:
    """Return one file as it reads on two days, the earlier first."""
    from engine.clock import shown
    from engine.comparison.succession import as_of

    lang = current_lang()
    first, second = (
        (as_of(document, day), _AT_DAY.say(lang, name=document.source.name, day=shown(day))) for day in sorted(days)
    )
    return first, second


_Side = tuple["RuleDocument", str]
"""A version of a rule file, and what it is called."""


def _rendered(one: _Side, other: _Side, style: str, lang: str) -> str:
    from engine.comparison.differences import differences

    (old, old_name), (new, new_name) = one, other
    found = differences(old, new, lang)
    if style == "json":
        return _as_json(old, new, found)
    title = _TITLE.say(lang, old=old_name, new=new_name, count=len(found))
    if style == "md":
        from engine.reports.pipes import plain

        lines = [f"# {plain(title)}", "", *(f"- {plain(item.sentence)}" for item in found)]
        return "\n".join(lines if found else [*lines, _SAME.say(lang)]) + "\n"
    lines = [title, ""]
    for item in found:
        lines += textwrap.wrap(
            item.sentence, _WIDTH, initial_indent="• ", subsequent_indent="  ", break_on_hyphens=False
        )
    return "\n".join(lines if found else [_SAME.say(lang)]) + "\n"


def _as_json(old: RuleDocument, new: RuleDocument, found: Sequence[Difference]) -> str:
    record = {
        "regulation": new.id,
        "version_before": old.version,
        "version_after": new.version,
        "changes": [
            {"block": item.block, "rule": item.rule, "cites": list(item.cites), "says": item.says} for item in found
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
