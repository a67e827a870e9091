"""Telling the format of a file by its name and its first bytes."""

from __future__ import annotations

from contextlib import closing
from enum import Enum
from pathlib import Path
from typing import TypeVar

from engine.diagnostics.os_words import reasons_of
from engine.loading.logs.byte_blocks import Packing, byte_blocks
from engine.loading.logs.pieces import StreamBrokenError
from engine.loading.logs.report import Problem, Report, problem


class Format(Enum):
    """The formats of logs and tables; the value is how people call them."""

    CSV = "CSV"
    XLSX = "XLSX"
    JSON_LINES = "JSON Lines"
    PARQUET = "Parquet"
    XES = "XES"


BY_SUFFIX = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".json": Format.JSON_LINES,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
    ".xes": Format.XES,
}
PACKING_BY_SUFFIX = {
    ".gz": Packing.GZIP,
    ".gzip": Packing.GZIP,
    ".zst": Packing.ZSTD,
    ".zstd": Packing.ZSTD,
}
_BY_MAGIC = {b"PK\x03\x04": Format.XLSX, b"PAR1": Format.PARQUET}
_PACKING_BY_MAGIC = {b"\x1f\x8b": Packing.GZIP, b"\x28\xb5\x2f\xfd": Packing.ZSTD}
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "bảng tính XLS cũ hoặc tệp có mật khẩu",
    b"%PDF": "PDF",
}
_BINARY = (Format.XLSX, Format.PARQUET)
Told = TypeVar("Told")

_HEAD = 64
_NO_HEAD = {"reason": "phần đầu tệp không đúng định dạng", "reason_en": "it does not begin as one"}


def suffixes_of(path: Path) -> tuple[str, Packing]:
    """Return the ending of the name that tells the format, and the compression that a further ending tells."""
    last = path.suffix.lower()
    packing = PACKING_BY_SUFFIX.get(last, Packing.NONE)
    return (last if packing is Packing.NONE else Path(path.stem).suffix.lower()), packing


def format_of(path: Path, report: Report) -> tuple[Format, Packing] | None:
    """Return the format and the compression of a file, or None when it cannot be used; the reason is in `report`.

    The endings of the name decide, checked against the first bytes; without a known ending the first bytes decide.
    """
    try:
        found = _problem_of_path(path) or _told_by(path)
    except StreamBrokenError as broken:
        found = broken.problem
    except (OSError, ValueError) as error:
        found = problem("D103", **reasons_of(error))
    if isinstance(found, Problem):
        report.add(found, str(path))
        return None
    return found


def _problem_of_path(path: Path) -> Problem | None:
    if not path.exists():
        return problem("D101")
    return None if path.is_file() else problem("D102")


def _told_by(path: Path) -> tuple[Format, Packing] | Problem:
    suffix, packing = suffixes_of(path)
    head = _head(path, Packing.NONE)
    seen = _starting(_PACKING_BY_MAGIC, head) or Packing.NONE
    if not head:
        return problem("D104")
    if packing is not seen:
        if packing is not Packing.NONE:
            return problem("D109", found=packing.value, **_NO_HEAD)
        if suffix in BY_SUFFIX:
            return problem("D106", found=f"tệp nén {seen.value}", suffix=path.suffix)
        packing = seen
    if packing is Packing.NONE:
        told = _format_told(suffix, head)
    else:
        inside = _head(path, packing)
        told = _format_told(suffix, inside) if inside else problem("D104")
        if told in _BINARY:
            return problem("D111", found=told.value)
    return told if isinstance(told, Problem) else (told, packing)


def _head(path: Path, packing: Packing) -> bytes:
    with closing(byte_blocks(path, packing, size=_HEAD)) as blocks:
        return next(blocks, b"")[:_HEAD]


def _format_told(suffix: str, head: bytes) -> Format | Problem:
    named = BY_SUFFIX.get(suffix)
    foreign = _starting(_FOREIGN, head)
    binary = _starting(_BY_MAGIC, head)
    if foreign is not None:
        return problem("D106", found=foreign, suffix=suffix)
    if named is None:
        return binary or _text_format(head.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if binary is not None and binary is not named:
        return problem("D106", found=binary.value, suffix=suffix)
    if binary is None and named in _BINARY:
        return problem("D109", found=named.value, **_NO_HEAD)
    return named


def _text_format(head: bytes) -> Format:
    if head.startswith(b"{"):
        return Format.JSON_LINES
    return Format.XES if head.startswith((b"<?xml", b"<log", b"<!--")) else Format.CSV


def _starting(known: dict[bytes, Told], head: bytes) -> Told | None:
    return next((told for magic, told in known.items() if head.startswith(magic)), None)
