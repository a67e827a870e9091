"""Reading a whole text file and saying where it stops being text."""

from __future__ import annotations

import codecs
from pathlib import Path

from engine.diagnostics.os_words import reasons_of
from engine.loading.logs.report import Report, problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


def read_text(path: Path, report: Report) -> str | None:
    """Return the text of `path` (UTF-8 with or without a byte order mark, or UTF-16 with one).

    Line ends are left as they are. None when the file is not such a text; the reason is in `report`.
    """
    file = str(path)
    try:
        content = path.read_bytes()
    except (OSError, MemoryError) as error:
        report.add(problem("D103", **reasons_of(error)), file)
        return None
    mark, codec, name = next((item for item in _MARKS if content.startswith(item[0])), (b"", "utf-8", "UTF-8"))
    try:
        text = str(memoryview(content)[len(mark) :], codec)
    except UnicodeDecodeError as error:
        report.add(problem("D107", encoding=name, offset=len(mark) + error.start), file)
        return None
    if "\0" in text:
        report.add(problem("D108"), file, text.count("\n", 0, text.index("\0")) + 1)
        return None
    if not text or text.isspace():
        report.add(problem("D104"), file)
        return None
    return text
