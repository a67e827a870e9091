"""Judging a log that is larger than one machine, by Spark; asks for `quyche[spark]`.

Spark cuts the log by dossier and moves the rows; `engine.kernel` judges them in its workers. Each worker has quyche
installed, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
import pyarrow as pa
from pyspark.sql import Column, DataFrame, types
from pyspark.sql import functions as sql

from engine.diagnostics import Diagnostic
from engine.findings import KEYS
from engine.kernel import FINDINGS, HAD, OUTLINES, REJECTED, EventTable, Kernel, Ruling, whole_dossiers
from engine.kernel.rows import TABLE_NAME
from engine.service import Inputs
from engine.service.grounds import Grounds, lay_grounds
from engine.service.notes import UNKNOWN_EVENT, notes_on
from engine.source import Place

MOST_SHARED: Final = 5_000_000
"""More rows that concern several dossiers than these cannot go to every worker."""
_ROWS_AT_ONCE: Final = 1 << 16
_KEY: Final = "key"
"""The column beside those of the log that is equal in all rows of a dossier."""
_WRITTEN_PLAINLY: Final = r"^[!-~][ -~]*\z"
"""Names of dossiers that have one spelling, blanks around them apart: printable ASCII."""
_WITH_TIME: Final = r"[0-9]\s*(:|h|giờ)\s*[0-9]?"
"""A date that has a time of day behind it."""
_MOST_EVENTS: Final = 10_000
"""Among so many different words for events those of other regulations are looked for."""
_UTC_OFFSET, _DAY = 7 * 3600, 24 * 3600
_KINDS: Final[dict[type[pl.DataType], tuple[str, Any]]] = {
    pl.String: ("string", pa.string()),
    pl.Date: ("date", pa.date32()),
    pl.Int32: ("int", pa.int32()),
    pl.Boolean: ("boolean", pa.bool_()),
}
"""What Spark and Arrow call the types of columns."""
_ORDER: Final = (
    "unit",
    "due_on",
    "dossier",
    "rule",
    "trigger_date",
    "trigger_event",
    "regulation",
    "reason",
    "ref",
    "fulfilled_on",
    "case",
    "about",
)

Frames = Iterator[pl.DataFrame]


@dataclass(frozen=True)
class SparkCheck:
    """What a check found; both tables, and the notes, are worked out when they are asked for.

    Attributes:
        diagnostics: mistakes in the rules, the units, the closures and the header of the log.
        findings: with the published keys and `ref` (see `in_order`), in no order; None when nothing can be judged.
        rejected: the rows that could not be used (see `engine.kernel.REJECTED`); the sum of its `rows` is their number.
    """

    diagnostics: tuple[Diagnostic, ...]
    findings: DataFrame | None = None
    rejected: DataFrame | None = None
    _said_once: Callable[[], tuple[Diagnostic, ...]] = field(default=tuple, repr=False)

    def notes(self) -> tuple[Diagnostic, ...]:
        """Return what is to be said once of the log as a whole, as `engine.service.check` says it; reads it through."""
        return self._said_once()


def check_on_spark(
    events: DataFrame,
    *,
    as_of: date,
    rules: Sequence[str] = (),
    units: Path | None = None,
    known_at: date | None = None,
    closures: Sequence[Path] = (),
    choices: Sequence[tuple[str, str]] = (),
    partitions: int | None = None,
) -> SparkCheck:
    """Judge a log; equals `engine.service.check`, finding by finding.

    The rows that concern several dossiers are fetched at once; everything else is done when a table is asked for.

    Args:
        events: with the columns of a log, by any of their names.
        rules, units, known_at, closures, choices: as in `engine.service.Inputs`; workers need none of the files.
        partitions: into how many parts the dossiers are cut; None leaves it to Spark.
    """
    inputs = Inputs((), as_of, units, tuple(rules), known_at, tuple(closures), tuple(choices))
    grounds = lay_grounds(inputs)
    nested = [field.name for field in events.schema if _is_nested(field.dataType)]
    if not grounds.usable or nested:
        wrong = (Diagnostic.of("D134", Place(TABLE_NAME), column=name) for name in nested)
        return SparkCheck((*grounds.diagnostics, *wrong))
    table, found = EventTable.of(events.columns, grounds.vocabulary, grounds.units)
    diagnostics = (*grounds.diagnostics, *found)
    if table is None:
        return SparkCheck(diagnostics)
    rows = _as_texts(events)
    shared = _shared_rows(rows, table)
    if shared.height > MOST_SHARED:
        return SparkCheck((*diagnostics, Diagnostic.of("D170", Place(TABLE_NAME), most=MOST_SHARED)))
    kernel, own = _kernel(table, grounds, inputs, shared), _of_dossiers(rows, table)
    if len(kernel.named):
        kernel = kernel.knowing(_had(own, kernel))
    return replace(
        _checked(_by_dossier(own, table, partitions), kernel, diagnostics),
        _said_once=lambda: _notes(rows, table, grounds),
    )


def _notes(rows: DataFrame, table: EventTable, grounds: Grounds) -> tuple[Diagnostic, ...]:
    """Say which other regulations have events that are not known here, and that no rule asks for times of day."""
    event, date_column, time = (str(table.layout.standard[name]) for name in ("event", "date", "time"))
    names = rows.select(sql.trim(sql.col(event)).alias(event)).where(sql.length(event) > 0).distinct()
    told = [row[0] for row in names.limit(_MOST_EVENTS).collect()]
    unknown = [Diagnostic.of(UNKNOWN_EVENT, None, value=name) for name in told if _is_unknown(name, grounds)]
    has_time = sql.col(date_column).rlike(_WITH_TIME)
    if time in rows.columns:
        has_time = has_time | (sql.length(sql.trim(sql.col(time))) > 0)
    return tuple(notes_on(unknown, grounds.judged, has_times=bool(rows.where(has_time).take(1))))


def _is_unknown(name: str, grounds: Grounds) -> bool:
    return grounds.vocabulary.event_by_name(name) is None


def in_order(findings: DataFrame) -> DataFrame:
    """Return the findings of `check_on_spark` in the order of `engine.findings`, with the published keys alone."""
    return findings.orderBy(*(sql.col(name).asc_nulls_first() for name in _ORDER)).select(*KEYS)


def _checked(rows: DataFrame, kernel: Kernel, diagnostics: tuple[Diagnostic, ...]) -> SparkCheck:
    outlines = _mapped(rows, _group_by_group(kernel, kernel.outline), OUTLINES).distinct()
    outlines = outlines.union(_local(rows, kernel.shared_outline(), OUTLINES))
    findings = _mapped(rows, _group_by_group(kernel, kernel.findings), FINDINGS)
    if kernel.if_spoken_of:
        applied = outlines.where("is_spoken_of").select("regulation").distinct()
        findings = findings.join(sql.broadcast(applied), "regulation", "left_semi")
    shared = _mapped(
        outlines.repartition(1), lambda frames: iter([kernel.shared_findings(pl.concat(frames))]), FINDINGS
    )
    rejected = _mapped(rows, _group_by_group(kernel, kernel.rejected), REJECTED)
    return SparkCheck(
        diagnostics,
        findings=findings.union(shared),
        rejected=rejected.union(_local(rows, kernel.shared_rejected(), REJECTED)),
    )


def _kernel(table: EventTable, grounds: Grounds, inputs: Inputs, shared: pl.DataFrame) -> Kernel:
    return Kernel(
        table=table,
        rulings=tuple(Ruling(item.plan, item.members, heirs=item.heirs) for item in grounds.judged),
        calendar=grounds.calendar,
        as_of=inputs.as_of,
        known_at=inputs.known_at,
        shared=shared,
        if_spoken_of=not inputs.rules,
    )


def _is_nested(kind: types.DataType) -> bool:
    return isinstance(kind, types.ArrayType | types.MapType | types.StructType)


def _as_texts(events: DataFrame) -> DataFrame:
    """Return events with columns by number, all of them texts as a Parquet file gives them; blank rows left out."""
    rows = events.toDF(*(str(place) for place in range(len(events.columns))))
    return rows.select(*(_text(sql.col(field.name), field.dataType).alias(field.name) for field in rows.schema)).dropna(
        "all"
    )


def _text(column: Column, kind: types.DataType) -> Column:
    match kind:
        case types.TimestampType():
            # Không dùng múi giờ của phiên Spark; Việt Nam là UTC+7 suốt những năm của lịch.
            days = sql.floor((sql.unix_seconds(column) + _UTC_OFFSET) / _DAY)
            return sql.date_from_unix_date(days.cast("int")).cast("string")
        case types.TimestampNTZType():
            return column.cast("date").cast("string")
        case types.FloatType() | types.DoubleType():
            whole = column.cast("long")
            return sql.when(whole == column, whole.cast("string")).otherwise(column.cast("string"))
        case _:
            return column.cast("string")


def _shared_rows(rows: DataFrame, table: EventTable) -> pl.DataFrame:
    """Fetch the rows that concern several dossiers, or more than can be used; Spark sorts out most others by itself."""
    event = sql.col(str(table.layout.standard["event"]))
    of_one = event.isin(*table.of_one_dossier) & _is_written_plainly(_dossier(table))
    maybe = rows.where(~sql.coalesce(of_one, sql.lit(False)))
    found = _mapped(maybe, lambda frames: map(table.shared, frames), _row_schema(table)).limit(MOST_SHARED + 1)
    return pl.DataFrame(found.toArrow(), _row_schema(table))


def _of_dossiers(rows: DataFrame, table: EventTable) -> DataFrame:
    """Return the rows that name a dossier, its name in one spelling."""
    name = _dossier(table)
    plainly = sql.coalesce(_is_written_plainly(name), sql.lit(False))
    plain = rows.where(plainly).withColumn(table.dossier or "", sql.trim(name))
    cleaned = _mapped(rows.where(~plainly), lambda frames: map(table.cleaned, frames), _row_schema(table))
    return plain.union(cleaned.where(name.isNotNull()))


def _by_dossier(own: DataFrame, table: EventTable, partitions: int | None) -> DataFrame:
    """Bring the rows of each dossier together."""
    name = _dossier(table)
    parted = own.repartition(name) if partitions is None else own.repartition(partitions, name)
    # Hồ sơ nào đứng liền hồ sơ ấy thì bộ nhớ không phụ thuộc độ lớn của phần; xếp theo số nhanh hơn hẳn xếp theo chữ.
    return parted.withColumn(_KEY, sql.xxhash64(name)).sortWithinPartitions(_KEY)


def _had(own: DataFrame, kernel: Kernel) -> pl.DataFrame:
    """Fetch whose the dossiers were that shared rows name."""
    place = kernel.table.dossier or ""
    named = _local(own, kernel.named.alias(place).to_frame(), pl.Schema({place: pl.String()}))
    rows = _by_dossier(own.join(sql.broadcast(named), place, "left_semi"), kernel.table, None)
    return pl.DataFrame(_mapped(rows, _group_by_group(kernel, kernel.had), HAD).toArrow(), HAD)


def _dossier(table: EventTable) -> Column:
    return sql.lit(None).cast("string") if table.dossier is None else sql.col(table.dossier)


def _is_written_plainly(name: Column) -> Column:
    return sql.trim(name).rlike(_WRITTEN_PLAINLY)


def _group_by_group(kernel: Kernel, judge: Callable[[pl.DataFrame], pl.DataFrame]) -> Callable[[Frames], Frames]:
    size = kernel.group_size
    return lambda frames: (judge(group.drop(_KEY)) for group in whole_dossiers(frames, _KEY, size))


def _row_schema(table: EventTable) -> pl.Schema:
    return pl.Schema({str(place): pl.String() for place in range(len(table.columns))})


def _mapped(rows: DataFrame, run: Callable[[Frames], Frames], schema: pl.Schema) -> DataFrame:
    """Run a function over the batches of each partition, in the workers."""

    def over(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for found in run(pl.DataFrame(batch) for batch in batches):
            yield from _as_arrow(found, schema).to_batches(max_chunksize=_ROWS_AT_ONCE)

    return rows.mapInArrow(over, ", ".join(f"`{name}` {_KINDS[type(kind)][0]}" for name, kind in schema.items()))


def _local(rows: DataFrame, frame: pl.DataFrame, schema: pl.Schema) -> DataFrame:
    """Return a small table as one of the same session."""
    return rows.sparkSession.createDataFrame(_as_arrow(frame, schema))


def _as_arrow(frame: pl.DataFrame, schema: pl.Schema) -> pa.Table:
    """Return a table of the plainest Arrow types, those of Spark."""
    kinds = pa.schema([(name, _KINDS[type(kind)][1]) for name, kind in schema.items()])
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(kinds)
