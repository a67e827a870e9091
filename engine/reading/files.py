"""Reading a file with a legal text: plain UTF-8 or DOCX, within limits. A user's mistake is a diagnostic."""

from __future__ import annotations

import io
import lzma
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from engine.diagnostics import Diagnostic
from engine.diagnostics.os_words import refused
from engine.source import Place, SourceText

MAX_BYTES = 2_000_000
MAX_DOCX_BYTES = 50_000_000
MAX_XML_BYTES = 30_000_000
_MAIN_PART = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Offsets, lengths and dates of a damaged archive make its reader fail in any of these ways.
_BROKEN_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, NotImplementedError),
    *(EOFError, OSError, ValueError, OverflowError),
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_source(path: Path) -> tuple[SourceText | None, list[Diagnostic]]:
    """Read the text of `path`; of a DOCX each paragraph becomes a line.

    Returns:
        The text, or None, and what is wrong (L101–L103, L106, L107).
    """
    place = Place(str(path))
    try:
        if path.is_dir():
            return None, [Diagnostic.of("L101", place, reason="đây là thư mục", reason_en="this is a folder")]
        size = path.stat().st_size
        with path.open("rb") as stream:
            is_docx = stream.read(4) == b"PK\x03\x04"
        limit = MAX_DOCX_BYTES if is_docx else MAX_BYTES
        if size > limit:
            return None, [Diagnostic.of("L103", place, size=size, limit=limit)]
        raw = path.read_bytes()
    except OSError as error:
        return None, [refused("L101", error, place)]
    return _from_docx(raw, place) if is_docx else _from_plain(raw, place)


def _from_plain(raw: bytes, place: Place) -> tuple[SourceText | None, list[Diagnostic]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Diagnostic.of("L102", place, offset=error.start)]
    if "\0" in text:
        return None, [Diagnostic.of("L102", place, offset=text.index("\0"))]
    return SourceText(place.file, text), []


def _from_docx(raw: bytes, place: Place) -> tuple[SourceText | None, list[Diagnostic]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            info = archive.getinfo(_MAIN_PART)
            if info.file_size > MAX_XML_BYTES:
                return None, [_broken(place, "phần chữ quá lớn", "its text part is too large")]
            with archive.open(info) as stream:
                body = stream.read(MAX_XML_BYTES + 1)
    except KeyError:
        return None, [_broken(place, "không có phần chữ của Word", "it has no text part of Word")]
    except _BROKEN_ARCHIVE:
        return None, [_broken(place, "không giải nén được", "it cannot be unpacked")]
    if len(body) > MAX_XML_BYTES or _declares(body):
        return None, [_broken(place, "có khai báo DTD hoặc quá lớn", "it declares a DTD or is too large")]
    try:
        root = ET.fromstring(body)
    except (ET.ParseError, LookupError, ValueError):
        return None, [_broken(place, "phần chữ sai cú pháp XML", "its text part is not well-formed XML")]
    numbered = sum(1 for item in root.iter(f"{_WORD}numPr") if _is_list(item))
    problems = [Diagnostic.of("L107", place, count=numbered)] if numbered else []
    return SourceText(place.file, "\n".join(_paragraphs(root))), problems


def _declares(body: bytes) -> bool:
    """Tell whether the XML declares a document type, in any encoding an XML parser would take."""
    head = body.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _broken(place: Place, reason: str, reason_en: str) -> Diagnostic:
    return Diagnostic.of("L106", place, reason=reason, reason_en=reason_en)


def _is_list(properties: ET.Element) -> bool:
    number = properties.find(f"{_WORD}numId")
    return number is not None and number.get(f"{_WORD}val") != "0"


def _paragraphs(root: ET.Element) -> Iterator[str]:
    """Yield the lines of a document's text, without recursion: a hostile file may be nested as deep as it likes."""
    line: list[str] = []
    waiting: list[tuple[ET.Element, bool]] = [(root, False)]
    while waiting:
        item, is_done = waiting.pop()
        if is_done:
            yield from "".join(line).split("\n")
            line.clear()
            continue
        match item.tag.removeprefix(_WORD):
            case "t":
                line.append(item.text or "")
            case "tab" | "ptab":
                line.append(" ")
            case "br" | "cr":
                line.append("\n")
            case "noBreakHyphen":
                line.append("-")
            case "p":
                waiting.append((item, True))
            case _ if item.tag == _FALLBACK:
                continue
            case _:
                pass
        waiting.extend((child, False) for child in reversed(item))
