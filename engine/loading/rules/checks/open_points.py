"""What the author of a file, or the machine that drafted it, has left to be done: places marked TODO."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.source import Span

# At the beginning of a comment or of a value; a sentence may speak of the word.
_OPEN = re.compile(r"(?:#|:|-|\[|,)\s*[\"']?(?P<mark>TODO)\b")
_MOST_RUNS = 30


def check_open_points(document: RuleDocument) -> list[Diagnostic]:
    """Report once which lines of the file are marked TODO, in comments and values alike."""
    source = document.source
    found = [match.start("mark") for match in _OPEN.finditer(source.text)]
    if not found:
        return []
    lines = sorted({source.line_number(offset) for offset in found})
    runs = list(_runs(lines))
    shown = ", ".join(runs[:_MOST_RUNS]) + (", …" if len(runs) > _MOST_RUNS else "")
    place = source.place(Span(found[0], found[0] + len("TODO")))
    return [Diagnostic.of("P449", place, count=len(lines), lines=shown)]


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    """Yield «12» for a line alone and «12–20» for lines that follow each other."""
    first = last = None
    for number in numbers:
        if first is not None and last is not None and number != last + 1:
            yield str(first) if first == last else f"{first}–{last}"
            first = None
        first, last = number if first is None else first, number
    if first is not None:
        yield str(first) if first == last else f"{first}–{last}"
