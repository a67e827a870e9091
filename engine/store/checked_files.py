"""Columns of numbers and tables of texts in files that tell when they are damaged."""

from __future__ import annotations

import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.columnar.days import Ints
from engine.compliance.runs import FiledColumn

Seal = tuple[int, int, str]
"""How many bytes a file has, the sum of its 8-byte words modulo 2^64, and the type of its numbers («» for a table)."""

_THREADS = 2


class DamagedError(Exception):
    """A file is missing or does not say what was written; the message is its name. Caught by whoever opens a folder."""


class FileWriter:
    """Writes files into a new folder; `seals` has what tells each of them whole, by name."""

    def __init__(self, root: Path) -> None:
        """Make the folder.

        Raises:
            OSError: it cannot be made.
        """
        root.mkdir(parents=True)
        self._root = root
        self.seals: dict[str, Seal] = {}

    def column(self, name: str, values: Ints) -> None:
        """Write a column, in the smallest numbers that hold it.

        Raises:
            OSError: there is no room.
        """
        written = FiledColumn.written(self._root / name, values)
        self.seals[name] = _seal_of(self._root / name, written.kind.name)

    def columns(self, name: str, columns: Mapping[str, Ints]) -> None:
        """Write several columns under a common name."""
        for key, values in columns.items():
            self.column(f"{name}.{key}", values)

    def table(self, name: str, frame: pl.DataFrame) -> None:
        """Write a table.

        Raises:
            OSError: there is no room.
        """
        content = io.BytesIO()
        frame.write_ipc(content)
        (self._root / name).write_bytes(content.getbuffer())
        self.seals[name] = _seal_of(self._root / name, "")


@dataclass(frozen=True)
class CheckedFiles:
    """Files that `FileWriter` wrote, each compared with its seal before anything is read; columns stay on disk."""

    root: Path
    seals: Mapping[str, Seal]

    def check(self) -> None:
        """Compare every file with its seal.

        Raises:
            DamagedError: one of them differs.
        """
        assert self._contents is not None

    @cached_property
    def _contents(self) -> dict[str, NDArray[np.uint8]]:
        with ThreadPoolExecutor(_THREADS) as pool:
            return dict(zip(self.seals, pool.map(self._checked, self.seals), strict=True))

    def _checked(self, name: str) -> NDArray[np.uint8]:
        try:
            content = _content_of(self.root / name)
        except (OSError, ValueError):
            raise DamagedError(name) from None
        if (len(content), _sum_of(content)) != tuple(self.seals[name][:2]):
            raise DamagedError(name)
        return content

    def column(self, name: str) -> Ints:
        """Return a column, in numbers as small as they were written."""
        found: NDArray[Any] = self._contents[name].view(self.seals[name][2])
        return found

    def columns(self, name: str) -> dict[str, Ints]:
        """Return the columns under a common name, by their own names."""
        start = f"{name}."
        return {key.removeprefix(start): self.column(key) for key in self.seals if key.startswith(start)}

    def table(self, name: str) -> pl.DataFrame:
        """Return a table."""
        assert name in self._contents
        return pl.read_ipc(self.root / name)


def _seal_of(path: Path, kind: str) -> Seal:
    content = _content_of(path)
    return (len(content), _sum_of(content), kind)


def _content_of(path: Path) -> NDArray[np.uint8]:
    """Return the bytes of a file, which stay on disk until they are looked at."""
    if not path.stat().st_size:
        return np.empty(0, np.uint8)
    return np.asarray(np.memmap(path, np.uint8, "r"))


def _sum_of(content: NDArray[np.uint8]) -> int:
    """Add up the bytes, eight at a time: as fast as memory goes, and one changed bit or a lost block shows."""
    whole = len(content) // 8 * 8
    words = int(content[:whole].view(np.uint64).sum(dtype=np.uint64))
    return (words + int.from_bytes(content[whole:].tobytes(), "little")) % 2**64
