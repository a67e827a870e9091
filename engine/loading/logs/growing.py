"""Log files that were read before: whether they are the same, and what was added at their end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from engine.diagnostics import Diagnostic
from engine.loading.logs.byte_blocks import Packing
from engine.loading.logs.formats import Format, format_of
from engine.loading.logs.report import Report

_BLOCK: Final = 1 << 22
_MOST_HEAD: Final = 1 << 20
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_MARK: Final = b"\xef\xbb\xbf"
_SEPARATOR_LINE: Final = b"sep="


@dataclass(frozen=True)
class Fingerprint:
    """What tells whether a file is still the same.

    Attributes:
        size: bytes.
        digest: SHA-256.
        line_count: lines, when more may follow; None when the file cannot be read on from its end.
    """

    size: int
    digest: str
    line_count: int | None = None


def fingerprint_of(path: Path) -> Fingerprint:
    """Return the fingerprint of a log file.

    Raises:
        OSError: it cannot be read.
    """
    kind = _lined_format(path)
    digest = hashlib.sha256()
    size, lines, last = 0, 0, b""
    for block in _blocks(path, None):
        digest.update(block)
        size += len(block)
        if kind is not None:
            lines += block.count(b"\n")
        if kind is Format.CSV:
            joins = last == b"\r" and block.startswith(b"\n")
            lines += block.count(b"\r") - block.count(b"\r\n") - joins
        last = block[-1:]
    return Fingerprint(size, digest.hexdigest(), lines if kind is not None and last == b"\n" else None)


def begins_as(path: Path, known: Fingerprint) -> bool:
    """Tell whether a file begins with all that another had, or the same had earlier.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    for block in _blocks(path, known.size):
        digest.update(block)
    return digest.hexdigest() == known.digest


def _blocks(path: Path, until: int | None) -> Iterator[bytes]:
    left = until
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK if left is None else min(_BLOCK, left)):
            left = None if left is None else left - len(block)
            yield block


def _lined_format(path: Path) -> Format | None:
    """Return the format of a file that is read line by line, or None."""
    told = format_of(path, Report())
    if told is None or told[1] is not Packing.NONE or told[0] not in (Format.CSV, Format.JSON_LINES):
        return None
    with path.open("rb") as file:
        return None if file.read(2) in _UTF_16 else told[0]


@dataclass(frozen=True)
class Tail:
    """A file made of the header of another and of the lines that were added to it.

    Attributes:
        header_lines: the lines of its header.
    """

    path: Path
    header_lines: int


def cut_tail(path: Path, known: Fingerprint, columns: tuple[str, ...], folder: Path) -> Tail | None:
    """Write the tail of a file that has grown into `folder`; None when it cannot be read by itself.

    Args:
        known: of the file as it was.
        columns: its header.

    Raises:
        OSError: the file cannot be read, or there is no room.
    """
    kind = _lined_format(path)
    if kind is None or known.line_count is None:
        return None
    head = _csv_head(path) if kind is Format.CSV else _json_head(columns)
    if head is None:
        return None
    tail = Tail(folder / path.name, head.count(b"\n"))
    with path.open("rb") as grown, tail.path.open("wb") as cut:
        cut.write(head)
        grown.seek(known.size)
        while block := grown.read(_BLOCK):
            cut.write(block)
    return tail


def _csv_head(path: Path) -> bytes | None:
    """Return the lines up to the header, or None when it cannot be told where it ends."""
    with path.open("rb") as file:
        begin = file.read(_MOST_HEAD)
    length = 0
    for line in begin.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            return None
        length += len(line)
        text = line.removeprefix(_MARK).strip()
        if text and not text.lower().startswith(_SEPARATOR_LINE):
            return begin[:length] if line.count(b'"') % 2 == 0 else None
    return None


def _json_head(columns: tuple[str, ...]) -> bytes:
    """Return a line that names all columns and says nothing."""
    return json.dumps(dict.fromkeys(columns)).encode() + b"\n"


def moved(report: Report, file: str, lines: int) -> Report:
    """Return a report about a tail as one about the whole file, where everything stands so many lines further down."""
    kept = [_moved(item, file, lines) for item in report.kept]
    rows = [replace(row, diagnostic=_moved(row.diagnostic, file, lines)) for row in report.left_rows]
    holes = {dossier: [(file, line + lines) for _, line in places] for dossier, places in report.holes.items()}
    return Report.of(kept, report.counts, report.left_out, report.unread, rows, holes)


def _moved(item: Diagnostic, file: str, lines: int) -> Diagnostic:
    if item.place is None:
        return item
    line = item.place.line
    return replace(item, place=replace(item.place, file=file, line=None if line is None else line + lines))
