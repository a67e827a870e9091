"""The bytes of a file, a block at a time, unpacked when it is compressed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from engine.diagnostics.os_words import reasons_of
from engine.loading.logs.pieces import StreamBrokenError
from engine.loading.logs.report import problem

BLOCK = 2 << 20
"""A reader holds a few blocks; what it makes of one stays small even when each byte is a line end."""
Blocks = Generator[bytes, None, None]
OnBytes = Callable[[int], None]

_ZSTD_PIECE = 4 << 10
"""So little is unpacked at once that even the tightest frame, 128 KB in 4 bytes, stays within some 130 MB."""
_ZSTD_WINDOW = 128 << 20


class Packing(Enum):
    """How a whole file is compressed; the value is how people call it."""

    NONE = ""
    GZIP = "gzip"
    ZSTD = "zstd"


def byte_blocks(path: Path, packing: Packing, on_bytes: OnBytes | None = None, size: int = BLOCK) -> Blocks:
    """Yield the content of `path` in blocks of about `size` bytes, at least that long but for the last.

    Args:
        path: the file.
        packing: its compression.
        on_bytes: called with the number of bytes of the file, as it is stored, that were taken so far.
        size: of a block, in bytes.

    Raises:
        StreamBrokenError: it cannot be read on, or the compressed data are damaged or cut short.
    """
    try:
        with path.open("rb") as raw, closing(_unpacked(raw, packing, size)) as parts:
            for block in _gathered(parts, size):
                if on_bytes is not None:
                    on_bytes(raw.tell())
                yield block
    except (EOFError, gzip.BadGzipFile, zlib.error, _DamagedZstdError):
        reason, reason_en = "dữ liệu nén bị hỏng hoặc bị cắt ngắn", "its compressed data are damaged or cut short"
        damaged = problem("D109", found=packing.value, reason=reason, reason_en=reason_en)
        raise StreamBrokenError(damaged) from None
    except (OSError, ValueError) as error:
        raise StreamBrokenError(problem("D103", **reasons_of(error))) from None


def _gathered(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    held: list[bytes] = []
    length = 0
    for part in parts:
        held.append(part)
        length += len(part)
        if length >= size:
            yield b"".join(held)
            held.clear()
            length = 0
    if length:
        yield b"".join(held)


def _unpacked(raw: BinaryIO, packing: Packing, size: int) -> Blocks:
    match packing:
        case Packing.NONE:
            yield from iter(lambda: raw.read(size), b"")
        case Packing.GZIP:
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield from iter(lambda: unpacked.read(size), b"")
        case Packing.ZSTD:
            yield from _unpacked_zstd(raw)


class _DamagedZstdError(Exception):
    """The frames cannot be unpacked, or the last one is not whole."""


def _unpacked_zstd(raw: BinaryIO) -> Iterator[bytes]:
    # The stream reader of the library takes a frame that was cut short for a whole one; this object tells.
    from zstandard import ZstdDecompressor, ZstdError

    frames = ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame = None
    try:
        for piece in iter(lambda: raw.read(_ZSTD_PIECE), b""):
            left = piece
            while left:
                frame = frame or frames.decompressobj()
                yield frame.decompress(left)
                left = frame.unused_data if frame.eof else b""
                frame = None if frame.eof else frame
    except ZstdError:
        raise _DamagedZstdError from None
    if frame is not None:
        raise _DamagedZstdError


def half_of(path: Path, part: int, on_bytes: OnBytes | None) -> OnBytes | None:
    """Return the `on_bytes` of one of two readings of the same file: each counts for a half of it."""
    if on_bytes is None:
        return None
    tell, before = on_bytes, path.stat().st_size * (part - 1)
    return lambda done: tell((before + done) // 2)
