"""A digest of what a log says, whatever the order of its rows and the parts it is cut into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.columnar.days import Ints
from engine.columnar.log import LogColumns
from engine.columnar.texts import series_of
from engine.columnar.words import Words
from engine.loading.logs.dates import NO_TIME

Hashes = NDArray[np.uint64]
_LANES: Final = (1, 2)
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_MODULUS: Final = 1 << 64
_AT_ONCE: Final = 1 << 20


@dataclass(frozen=True)
class Digest:
    """A number of rows, and sums over them; the digest of two logs that share no row is the sum of theirs."""

    count: int
    sums: tuple[int, ...]

    @classmethod
    def of(cls, log: LogColumns) -> Digest:
        """Reckon the digest of a log."""
        return cls(len(log), tuple(_sum_of(log, lane) for lane in _LANES))

    def __add__(self, other: Digest) -> Digest:
        return self._with(other, 1)

    def __sub__(self, other: Digest) -> Digest:
        return self._with(other, -1)

    def _with(self, other: Digest, sign: int) -> Digest:
        pairs = zip(self.sums, other.sums, strict=True)
        return Digest(self.count + sign * other.count, tuple((one + sign * two) % _MODULUS for one, two in pairs))

    def __str__(self) -> str:
        return f"{self.count:x}-" + "".join(f"{found:016x}" for found in self.sums)


NO_ROWS: Final = Digest(0, (0,) * len(_LANES))


def digest_of(logs: Iterable[LogColumns]) -> str:
    """Return a digest of all rows of `logs`; equal for logs that mean the same.

    It tells logs apart that differ by accident; it does not stand against somebody who wants two to agree.
    """
    return str(sum(map(Digest.of, logs), NO_ROWS))


def _sum_of(log: LogColumns, lane: int) -> int:
    """Return the sum, modulo 2^64, of a number for each row."""
    columns: list[tuple[Ints, Hashes]] = [
        (log.dossier, _hashes_of_many(log.dossiers, lane)),
        (log.ref, _hashes_of_many(log.refs, lane)),
        (log.event, _hashes(log.events, lane)),
        (log.unit, _hashes(log.units, lane)),
        (log.to_unit, _hashes(log.units, lane)),
        (log.case, _hashes(log.cases, lane)),
        (log.actor, _hashes(log.actors, lane)),
        (log.category, _hashes(log.categories, lane)),
        (log.attribute, _hashes(("\x1f".join(map("\x1e".join, pairs)) for pairs in log.attributes), lane)),
    ]
    further = _further(log, lane)
    total = 0
    for first in range(0, len(log), _AT_ONCE):
        rows = slice(first, first + _AT_ONCE)
        mixed = log.day[rows].astype(np.int64).view(np.uint64) * _PRIME
        if log.rest is not None:  # 0 là không có gì: một cột lạ ở tệp khác không đổi mã của dòng này.
            mixed += log.rest[rows].view(np.uint64)
        for codes, hashes in further:
            mixed += hashes[codes[rows]]
        mixed = _mixed(mixed + log.recorded[rows].astype(np.int64).view(np.uint64))
        for codes, hashes in columns:
            mixed = _mixed(mixed + hashes[codes[rows]])
        total += int(mixed.sum(dtype=np.uint64))
    return total % _MODULUS


def _further(log: LogColumns, lane: int) -> list[tuple[Ints, Hashes]]:
    """Return the columns that most logs lack, with a number for each code; 0 for nothing, as if it were lacking."""
    found: list[tuple[Ints, Hashes]] = []
    for place, (codes, texts) in enumerate(((log.about, log.refs), (log.person, log.persons))):
        if codes is not None:
            found.append((codes, _hashes_of_many(texts, len(_LANES) * (place + 1) + lane)))
    if log.actor_unit is not None:
        found.append((log.actor_unit, _hashes((f"actor_unit\x1f{name}" for name in log.units), lane)))
    if log.time is not None:
        times, places = np.unique(log.time, return_inverse=True)
        hashes = _hashes((f"time\x1f{found}" for found in times.tolist()), lane)
        found.append((places, np.where(np.append(times, NO_TIME) == NO_TIME, np.uint64(0), hashes)))
    return found


def _mixed(values: Hashes) -> Hashes:
    values = values ^ (values >> np.uint64(31))
    values *= _PRIME
    values ^= values >> np.uint64(29)
    return values


def _hashes(texts: Iterable[str], lane: int) -> Hashes:
    """Return a number for each text, and 0 at the end, for none."""
    found = [int.from_bytes(blake2b(text.encode(), digest_size=8, salt=bytes([lane])).digest()) for text in texts]
    return np.array([*found, 0], np.uint64)


def _hashes_of_many(texts: Words, lane: int) -> Hashes:
    """Return the same for texts that may be millions."""
    found = series_of(texts).hash(seed=lane) if len(texts) else pl.Series([], dtype=pl.UInt64)
    return np.append(found.to_numpy(), np.uint64(0))
