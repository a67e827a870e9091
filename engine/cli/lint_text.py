"""What `quyche lint` found, as lines of text: coverage, defects with their proofs, interpretations, gaps."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import Final

from engine.analysis import Coverage
from engine.analysis.defects import Defect
from engine.cli.lint_records import Examination
from engine.diagnostics import Diagnostic, Severity
from engine.texts import UNNUMBERED

_BLOCKS: Final = {
    "obligations": ("nghĩa vụ", "obligations"),
    "approval": ("cấp phê duyệt", "approval tiers"),
    "limits": ("giới hạn", "limits"),
    "requirements": ("điều kiện của hành vi", "requirements"),
    "prohibitions": ("hành vi bị cấm", "prohibitions"),
    "consequences": ("hậu quả", "consequences"),
    "norms": ("chuẩn khác", "other norms"),
    "start_dates": ("ngày bắt đầu áp dụng", "start dates"),
}
_SEVERITIES: Final = {
    Severity.ERROR: ("lỗi", "error"),
    Severity.WARNING: ("cảnh báo", "warning"),
    Severity.NOTE: ("lưu ý", "note"),
}
_WEIGHTS: Final = {
    "error": ("lỗi", "errors"),
    "warning": ("cảnh báo", "warnings"),
    "note": ("lưu ý", "notes"),
    "accepted": ("đã chấp nhận", "accepted"),
}
_WIDTH: Final = 100
_MOST_PROOFS: Final = 5


def as_text(examined: list[Examination], problems: list[Diagnostic], lang: str) -> str:
    """Return the report of all files and a summary."""
    reports = "\n\n".join(_report(item, lang) for item in examined)
    return f"{reports}\n\n{_summary(examined, problems, lang)}"


def _report(item: Examination, lang: str) -> str:
    regulation = item.document.file.regulation
    number = regulation.number or UNNUMBERED.say(lang)
    title = f"{regulation.id} – {regulation.province}, {number} ({item.document.source.name})"
    found = item.coverage
    return "\n".join([title, *_counts(found, lang), *_defects(item, lang), *_doubts(found, lang), *_gaps(found, lang)])


def _counts(found: Coverage, lang: str) -> list[str]:
    en = lang == "en"
    blocks = ", ".join(f"{count} {_BLOCKS[block][en]}" for block, count in found.rules.items())
    lines = [
        f"  {found.total} provisions: {found.tied} tied to rules, {found.explained} explained, {len(found.open)} open"
        if en
        else f"  {found.total} điều khoản: {found.tied} có quy tắc, {found.explained} có lý do không cần quy tắc, "
        f"{len(found.open)} còn bỏ ngỏ",
        *_wrapped(f"{found.rule_count} {'rules' if en else 'quy tắc'}: {blocks}", 2),
    ]
    if found.open:
        lines += _wrapped(f"{'Open' if en else 'Bỏ ngỏ'}: {'; '.join(found.open)}", 2)
    return lines


def _defects(item: Examination, lang: str) -> list[str]:
    """Return the defects, those that are accepted last and short, but told."""
    title = "defects" if lang == "en" else "khiếm khuyết"
    lines = [f"  {len(item.defects)} {title}" + (f": {_weights(item.weights, lang)}" if item.defects else "")]
    for defect in item.defects:
        if defect.accepted is None:
            lines += _open_defect(defect, lang)
    for defect in item.defects:
        if defect.accepted is not None:
            lines += _accepted_defect(defect, lang)
    return lines


def _open_defect(defect: Defect, lang: str) -> list[str]:
    en, found = lang == "en", defect.diagnostic
    severity = _SEVERITIES[found.severity][en]
    lines = _wrapped(f"{_where(found)}: {severity} {found.code}: {found.message(lang)}", 4)
    if found.cites:
        lines += _wrapped(f"{'source' if en else 'căn cứ'}: {found.cites}", 6)
    for seen in defect.witnesses[:_MOST_PROOFS]:
        lines += _wrapped(f"· {seen.says.say(lang)}", 6)
    if (more := len(defect.witnesses) - _MOST_PROOFS) > 0:
        lines.append(f"      … {more} {'more' if en else 'nữa'}: --format json")
    if hint := found.hint(lang):
        lines += _wrapped(f"{'hint' if en else 'gợi ý'}: {hint}", 6)
    return lines


def _accepted_defect(defect: Defect, lang: str) -> list[str]:
    en, found = lang == "en", defect.diagnostic
    word = "accepted" if en else "đã chấp nhận"
    lines = _wrapped(f"{_where(found)}: {word} {found.code}: {found.message(lang)}", 4)
    return [*lines, *_wrapped(f"{'because' if en else 'vì'}: {defect.accepted}", 6)]


def _where(found: Diagnostic) -> str:
    place = found.place
    if place is None:
        return "–"
    return place.file if place.line is None else f"{place.file}:{place.line}"


def _doubts(found: Coverage, lang: str) -> list[str]:
    title = "interpretations" if lang == "en" else "cách hiểu"
    lines = [f"  {len(found.interpretations)} {title}"]
    for item in found.interpretations:
        lines += _wrapped(f"{item.id}: {item.question}", 4)
        for name, reading in sorted(item.readings.items(), key=lambda pair: pair[0] != item.chosen):
            role = ("chosen", "other") if lang == "en" else ("chọn", "khác")
            lines += _wrapped(f"{role[name != item.chosen]} {name}: {reading.says}", 6)
    return lines


def _gaps(found: Coverage, lang: str) -> list[str]:
    lines = [f"  {len(found.gaps)} {'gaps' if lang == 'en' else 'khoảng trống'}"]
    for gap in found.gaps:
        cites = f" ({'; '.join(gap.cites)})" if gap.cites else ""
        lines += _wrapped(f"{gap.about}: {gap.says}{cites}", 4)
    return lines


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _weights(counts: Counter[str], lang: str) -> str:
    return ", ".join(f"{counts[name]} {words[lang == 'en']}" for name, words in _WEIGHTS.items())


def _summary(examined: list[Examination], problems: list[Diagnostic], lang: str) -> str:
    errors = sum(item.severity is Severity.ERROR for item in problems)
    warnings = sum(item.severity is Severity.WARNING for item in problems)
    weights = sum((item.weights for item in examined), Counter[str]())
    count = sum(len(item.defects) for item in examined)
    told = _weights(weights, lang)
    if lang == "en":
        return f"{len(examined)} files read: {errors} errors, {warnings} warnings; {count} defects: {told}"
    return f"Đã đọc {len(examined)} tệp: {errors} lỗi, {warnings} cảnh báo; {count} khiếm khuyết: {told}"
