"""Rows of a log that were left out, as reports list them: where, which column and value, why, and the way out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import polars as pl

from engine.findings import KEYS
from engine.outcomes import LEFT_OUT, Status
from engine.texts import Text, number, printable

if TYPE_CHECKING:
    from engine.loading.logs.report import LeftRow
    from engine.survey import Survey

TITLE: Final = Text("Dòng bị để ra ngoài", "Rows left out")
COLUMNS: Final = (
    Text("Tệp", "File"),
    Text("Dòng", "Line"),
    Text("Hồ sơ", "Dossier"),
    Text("Cột", "Column"),
    Text("Giá trị", "Value"),
    Text("Vì sao", "Why"),
    Text("Cách sửa", "Way out"),
)
WIDTHS: Final = (28, 8, 18, 14, 28, 60, 60)
MORE: Final = Text("Còn {count} dòng bị để ra ngoài nữa", "{count} more rows left out")
LEGEND: Final = Text(
    "? chưa chắc: có dòng của hồ sơ này bị để ra ngoài vì ghi sai; sửa dòng ấy rồi xét lại",
    "? not certain: rows of this dossier were left out as they are wrong; correct them and check again",
)


@dataclass(frozen=True, slots=True)
class Left:
    """A row left out, as people read it; an empty text where nothing is known."""

    file: str
    line: int | None
    dossier: str
    column: str
    value: str
    why: str
    way_out: str

    def cells(self) -> tuple[str, ...]:
        """Return its texts in the order of `COLUMNS`."""
        line = "" if self.line is None else str(self.line)
        return self.file, line, self.dossier, self.column, self.value, self.why, self.way_out


def left_in_words(rows: Sequence[LeftRow], lang: str) -> Iterator[Left]:
    """Yield the rows left out by file and line, in words."""
    for row in sorted(rows, key=_order):
        found = row.diagnostic
        args = dict(found.args)
        place = found.place
        yield Left(
            file=printable(place.file) if place is not None else "",
            line=place.line if place is not None else None,
            dossier=printable(row.dossier or ""),
            column=printable(args.get("column", "")),
            value=printable(args.get("value", "")),
            why=printable(f"{found.message(lang)} ({found.code})"),
            way_out=printable(found.hint(lang)),
        )


def left_as_findings(rows: Sequence[LeftRow]) -> pl.DataFrame:
    """Return the rows left out with the published keys of findings, to stand behind these.

    `rule` and `kind` are `row_left_out`, `status` is `undetermined`; `reason` says file, line, code, why and the way
    out.
    """
    empty = dict.fromkeys(KEYS)
    found = [
        {
            **empty,
            "rule": LEFT_OUT,
            "kind": LEFT_OUT,
            "dossier": row.dossier or None,
            "status": Status.UNDETERMINED.value,
            "reason": _as_reason(row),
        }
        for row in sorted(rows, key=_order)
    ]
    return pl.DataFrame(found, dict.fromkeys(KEYS, pl.String()))


def some_left(survey: Survey, most: int, lang: str) -> tuple[tuple[Left, ...], str | None]:
    """Return at most so many rows, and how many further ones there are, in words."""
    rows = sorted(survey.left_rows, key=_order)
    told = tuple(left_in_words(rows[:most], lang))
    count = survey.left_out - sum(row.rows for row in rows[:most])
    return told, MORE.say(lang, count=number(count, lang)) if count > 0 else None


def _as_reason(row: LeftRow) -> str:
    found, place = row.diagnostic, row.diagnostic.place
    where = f"{PurePath(place.file).name}:{place.line}" if place is not None else ""
    return f"{LEFT_OUT}:{where}:{found.code}: {found.message()}; {found.hint()}"


def _order(row: LeftRow) -> tuple[str, int, str]:
    place = row.diagnostic.place
    return (place.file, place.line or 0, row.diagnostic.code) if place is not None else ("", 0, row.diagnostic.code)
