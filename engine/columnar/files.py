"""Logs in files, read straight into columns.

The files are clean ones of the published form: ids of the vocabulary and ISO dates, as `engine` itself writes them.
Everything else goes through `engine.loading.logs`, which knows how to complain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.log import COLUMNS_IN_ORDER, LogColumns, Pairs
from engine.columnar.texts import coded
from engine.columnar.words import Words

Column = Callable[[str], pl.Series]

_TEXTS = ("dossier", "event", "ref", "unit", "to_unit", "case", "actor", "category")
_STANDARD = (*_TEXTS, "date", "recorded_at")
_DENSEST = 1 << 24
_THREADS = 2


def read_columns(path: Path) -> LogColumns:
    """Return the events of a Parquet or CSV file as columns; equal rows count once, recorded when first known.

    One column after another is read, so that never more than a few stand in memory as texts. A CSV file is therefore
    first turned, in a stream, into a Parquet file beside the system's other temporary ones.
    """
    if path.suffix != ".csv":
        return _read_parquet(path)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "log.parquet"
        pl.scan_csv(path, infer_schema=False).sink_parquet(copy, compression="lz4", statistics=False)
        return _read_parquet(copy)


def _read_parquet(path: Path) -> LogColumns:
    frame = pl.scan_parquet(path)
    return columns_of_table(frame.collect_schema().names(), lambda name: frame.select(name).collect().get_column(name))


def columns_of_table(names: Sequence[str], column: Column) -> LogColumns:
    """Return the events of a table as columns.

    Args:
        names: the columns it has.
        column: gives one of them; asked once for each.
    """
    attributes = sorted(name for name in names if name not in _STANDARD)
    texts = [name for name in (*_TEXTS, *attributes) if name in names]
    with ThreadPoolExecutor(_THREADS) as pool:
        found = dict(zip(texts, pool.map(lambda name: _narrowed(coded(column(name))), texts), strict=True))
    day = _days(column("date"))
    nothing = np.full(len(day), NOTHING, np.int32), Words(())
    words = {name: found[name][1] if name in found else nothing[1] for name in _TEXTS}
    columns = {name: found.pop(name, nothing)[0] for name in _TEXTS}
    columns["day"] = day
    columns["recorded"] = _days(column("recorded_at")) if "recorded_at" in names else np.full(len(day), NEVER, np.int32)
    units = Words.of([*words["unit"], *words["to_unit"]])
    for name in ("unit", "to_unit"):
        table = np.array([*map(units.code, words[name]), NOTHING], np.min_scalar_type(-len(units) - 1))
        columns[name] = table[columns[name]]
    columns["attribute"], sets = _attribute_sets(len(day), [(name, *found.pop(name)) for name in attributes])
    return LogColumns(
        dossiers=words["dossier"],
        events=_in_memory(words["event"]),
        units=units,
        actors=_in_memory(words["actor"]),
        cases=_in_memory(words["case"]),
        categories=_in_memory(words["category"]),
        refs=words["ref"],
        attributes=sets,
        **_in_order(columns),
    )


def _narrowed(found: tuple[Ints, Words]) -> tuple[Ints, Words]:
    """Return codes in the smallest type that holds them."""
    codes, words = found
    return codes.astype(np.min_scalar_type(-len(words) - 1), copy=False), words


def _in_memory(words: Words) -> Words:
    return Words(tuple(words))


def _days(column: pl.Series) -> Ints:
    """Return day numbers; empty cells are `NEVER`."""
    if column.dtype == pl.String:
        column = column.replace("", None).str.to_date("%Y-%m-%d")
    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_zone is not None:
        column = column.dt.convert_time_zone("Asia/Ho_Chi_Minh")
    days: Ints = column.cast(pl.Date).to_physical().fill_null(NEVER).to_numpy()
    return days


def _attribute_sets(size: int, columns: list[tuple[str, Ints, Words]]) -> tuple[Ints, tuple[Pairs, ...]]:
    """Return each row's set of attributes as a code, and the distinct sets in order."""
    codes = np.zeros(size, np.int64)
    sets: list[Pairs] = [()]
    for name, values, words in columns:
        width = len(words) + 1
        codes, combinations = _compressed(codes * width + (values + 1), len(sets) * width)
        before = sets
        sets = []
        for combination in combinations.tolist():
            earlier, value = divmod(combination, width)
            sets.append((*before[earlier], (name, words[value - 1])) if value else before[earlier])
    order = sorted(range(len(sets)), key=sets.__getitem__)
    ranks = np.empty(len(sets), np.int32)
    ranks[order] = np.arange(len(sets), dtype=np.int32)
    return ranks.astype(np.min_scalar_type(-len(sets) - 1))[codes], tuple(sets[place] for place in order)


def _compressed(codes: Ints, bound: int) -> tuple[Ints, Ints]:
    """Return `codes`, which lie below `bound`, as places among their distinct values, and those values."""
    if bound > _DENSEST:
        distinct, places = np.unique(codes, return_inverse=True)
        return places, distinct
    present = np.zeros(bound, bool)
    present[codes] = True
    return (np.cumsum(present) - 1)[codes], np.flatnonzero(present)


def _in_order(columns: dict[str, Ints]) -> dict[str, Ints]:
    """Return the rows in the order of `LogColumns`, equal ones once and with the codes as narrow as they can be."""
    key = _leading_key(columns)
    kind = np.int32 if len(key) < NEVER else np.int64
    order: Ints = np.arange(len(key), dtype=kind)
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable").astype(kind)
        key = key[order]
    tied = np.zeros(len(key), bool)
    tied[1:] = key[1:] == key[:-1]
    tied[:-1] |= tied[1:]
    places = np.flatnonzero(tied)
    rows = order[places]
    known = columns["recorded"][rows]
    # Không ghi ngày nhập thì kể là biết sớm nhất, như khi nạp nhật ký.
    ranked = [np.where(known == NEVER, EARLIEST, known)]
    ranked += [columns[name][rows] for name in reversed(COLUMNS_IN_ORDER[2:])]
    order[places] = rows[np.lexsort([*ranked, key[places]])]
    repeated = places[_repeats(columns, order[places], places)]
    del key, tied
    order = np.delete(order, repeated) if len(repeated) else order
    if (order != np.arange(len(order))).any() or len(repeated):
        for name in columns:
            columns[name] = columns[name][order]
    return columns


def _leading_key(columns: dict[str, Ints]) -> Ints:
    """Return dossier, day and event as one number that compares like the three."""
    day, event = columns["day"], columns["event"]
    if not len(day):
        return np.empty(0, np.int64)
    first = int(day.min())
    key = columns["dossier"].astype(np.int64) + 1
    key *= int(day.max()) - first + 1
    key += day - first
    key *= int(event.max()) + 1
    key += event
    return key


def _repeats(columns: dict[str, Ints], rows: Ints, places: Ints) -> Bools:
    """Tell which of `rows`, which go to `places`, say the same as the row placed just before them."""
    repeats: Bools = np.diff(places, prepend=-2) == 1
    for name in ("dossier", *COLUMNS_IN_ORDER):
        values = columns[name][rows]
        repeats[1:] &= values[1:] == values[:-1]
    return repeats
