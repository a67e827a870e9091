"""What is remembered of the log files of an earlier check, as plain values for a file of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from engine.columnar.taking import TakenFile
from engine.diagnostics import Diagnostic, Note
from engine.loading.logs.growing import Fingerprint
from engine.loading.logs.report import LeftRow, Report
from engine.source import Place


@dataclass(frozen=True)
class KnownFile:
    """A log file that was read.

    Attributes:
        number: the origins of its rows say it.
        taken: what it held besides its usable rows.
        mark: what tells whether it is still the same.
        column_map: a digest of what its foreign headers and cells were taken for; empty without such a map.
    """

    number: int
    taken: TakenFile
    mark: Fingerprint
    column_map: str


def record_of_file(item: KnownFile) -> dict[str, Any]:
    """Return a file as plain values."""
    taken = item.taken
    return {
        "number": item.number,
        "name": taken.name,
        "columns": taken.columns,
        "row_count": taken.row_count,
        "header": _record_of_report(taken.header),
        "rows": _record_of_report(taken.rows),
        "mark": astuple(item.mark),
        "column_map": item.column_map,
    }


def file_of_record(record: Mapping[str, Any]) -> KnownFile:
    """Return the file that `record_of_file` wrote down."""
    taken = TakenFile(
        name=record["name"],
        columns=tuple(record["columns"]),
        row_count=record["row_count"],
        header=_report_of(record["header"]),
        rows=_report_of(record["rows"]),
    )
    return KnownFile(record["number"], taken, Fingerprint(*record["mark"]), record["column_map"])


def _record_of_report(report: Report) -> dict[str, Any]:
    return {
        "kept": [_record_of(item) for item in report.kept],
        "counts": dict(report.counts),
        "left_out": report.left_out,
        "unread": report.unread,
        "rows": [[_record_of(row.diagnostic), row.dossier, row.rows] for row in report.left_rows],
        "holes": report.holes,
    }


def _report_of(record: Mapping[str, Any]) -> Report:
    rows = [LeftRow(_diagnostic_of(item), dossier, count) for item, dossier, count in record["rows"]]
    holes = {dossier: [(file, line) for file, line in places] for dossier, places in record["holes"].items()}
    kept = [_diagnostic_of(item) for item in record["kept"]]
    return Report.of(kept, record["counts"], record["left_out"], record["unread"], rows, holes)


def _record_of(item: Diagnostic) -> list[Any]:
    notes = [[note.message, note.message_en, astuple(note.place)] for note in item.notes]
    place = astuple(item.place) if item.place is not None else None
    return [item.code, place, item.args, item.suggestion, item.cites, notes]


def _diagnostic_of(record: list[Any]) -> Diagnostic:
    code, place, args, suggestion, cites, notes = record
    return Diagnostic(
        code,
        Place(*place) if place is not None else None,
        tuple((name, value) for name, value in args),
        suggestion,
        cites,
        tuple(Note(message, message_en, Place(*where)) for message, message_en, where in notes),
    )
