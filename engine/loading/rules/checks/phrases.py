"""Every deadline phrase is understood, and is of a kind that its place allows."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.phrases import (
    CalendarSpan,
    Every,
    Phrase,
    PhraseProblem,
    StartsOn,
    StateLasts,
    WorkingDays,
    parse_phrase,
)
from engine.phrases.lasting import LastingPhrase, parse_lasting


def check_phrases(document: RuleDocument) -> list[Diagnostic]:
    """Report phrases that are not understood, with the place of the first word that is not."""
    found: list[Diagnostic] = []
    for path, text in phrase_places(document):
        parsed = parse_lasting(text) if path[-1] == "lasting" else parse_phrase(text)
        if isinstance(parsed, PhraseProblem):
            place = document.text_place(path, parsed.span.start, parsed.span.end)
            found.append(Diagnostic(parsed.code, place, parsed.args, parsed.suggestion))
        elif problem := _misplaced(path, parsed):
            found.append(Diagnostic.of("P420", document.place(*path), phrase=text, expected=problem))
    return found


def phrase_places(document: RuleDocument) -> Iterator[tuple[Path, str]]:
    """Yield every deadline phrase of the file and where it stands."""
    for index, obligation in enumerate(document.file.obligations):
        base: Path = ("obligations", index)
        if obligation.within is not None:
            yield from (((*base, "within", *path), text) for path, text in obligation.within.phrases())
        if obligation.when is not None and obligation.when.lasting is not None:
            yield (*base, "when", "lasting"), obligation.when.lasting
        if obligation.extended_by is not None:
            yield (*base, "extended_by", "by"), obligation.extended_by.by
    for index, interpretation in enumerate(document.file.interpretations):
        for name, reading in interpretation.readings.items():
            base = ("interpretations", index, "readings", name)
            if reading.within is not None:
                yield from (((*base, "within", *path), text) for path, text in reading.within.phrases())
            if reading.when is not None and reading.when.lasting is not None:
                yield (*base, "when", "lasting"), reading.when.lasting


def _misplaced(path: Path, parsed: Phrase | LastingPhrase | None) -> str | None:
    """Return what kind of phrase the place asks for, when it holds another."""
    if not isinstance(parsed, Phrase):
        return (
            "trạng thái kéo dài bao lâu: «02 ngày làm việc liên tiếp», «30 ngày», «quá 30 ngày»" if not parsed else None
        )
    deadline, is_plain = parsed.deadline, parsed.cap is None
    match path[-1]:
        case "by":
            allowed = is_plain and isinstance(deadline, (WorkingDays, CalendarSpan))
            return None if allowed else "số ngày được cộng thêm"
        case _:
            if isinstance(deadline, (StateLasts, StartsOn)):
                return "một thời hạn; ngày bắt đầu áp dụng ghi ở «from», trạng thái kéo dài ghi ở «lasting»"
            if isinstance(deadline, Every) and deadline.kept_for is not None:
                return "một thời hạn; tách việc làm định kỳ và việc giữ tối thiểu thành hai quy tắc"
            return None
