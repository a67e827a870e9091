"""Slips of the pen: lists left open, words written twice, blanks never filled in, counts that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.defects.base import Examined, defect, own_spans
from engine.reading.markers import Level
from engine.reading.provisions import LegalText, Provision, TextKind
from engine.reading.times.heads import UNIT
from engine.source import Span

_OPEN = re.compile(r"[^\s.…]{0,30}[\w,)]\s{0,3}(?:(?<!\.)\.{3}(?!\.)|…|,?\s+v\.\s?v(?!\w)\.?)")
_TWICE = re.compile(
    r"(?<!\w)(?P<word>của|với|được|các|theo|và|trong|cho|là|tại|về|những|do|để|khi|thì|[^\W\d_]{1,10}\s{1,4}[^\W\d_]{1,10})\s{1,4}(?P=word)(?!\w)",
    re.IGNORECASE,
)
# Words of two syllables whose second («tiếp theo») or first («theo dõi») is a word that links others.
_COMPOUNDS_ENDING = {
    "theo": ("tiếp", "kèm", "kế", "dựa", "căn", "tuân"),
    "do": ("lý", "tự"),
    "tại": ("hiện", "tồn", "thực"),
    "trong": ("bên",),
    "được": ("nhận", "đạt"),
    "cho": ("giao", "làm"),
    "về": ("trả", "quay", "trở", "đi"),
    "là": ("tức", "gọi"),
    "để": ("cơ",),
    "với": ("đối", "cùng"),
}
_COMPOUNDS_BEGINNING = {
    "theo": ("dõi", "đuổi"),
    "do": ("thám",),
    "tại": ("chỗ", "chức", "ngũ", "ngoại"),
    "trong": ("sạch", "sáng", "suốt", "ngoài"),
    "được": ("mùa", "việc"),
    "cho": ("phép", "thuê", "vay", "rằng", "mượn"),
    "về": ("hưu", "nước", "quê"),
    "để": ("dành", "lại"),
    "các": ("bon",),
}
_RANGE = re.compile(
    r"(?P<count>\d{1,3})\s+Điều\s*\(\s*từ\s+Điều\s+(?P<first>\d{1,3})\s+đến\s+(?:hết\s+)?Điều\s+(?P<last>\d{1,3})\s*\)",
    re.IGNORECASE,
)
_TOTALS = re.compile(r"(?P<chapters>\d{1,3})\s+chương\s*(?:,|và|với)\s*(?P<articles>\d{1,3})\s+điều", re.IGNORECASE)
_ALL_ARTICLES = re.compile(r"(?P<articles>\d{1,3})\s+điều(?!\s*\d)(?!\w)", re.IGNORECASE)
_SELF = re.compile(
    r"(?<!\w)(?:Quy\s+chế|Quy\s+định|Nghị\s+định|Thông\s+tư|Nghị\s+quyết|Nội\s+quy|Quy\s+trình|Luật)(?:\s+này)?\s+(?:gồm|có)(?:\s+có)?\s*$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<!\w)(?P<count>\d{1,3})\s+Điều(?!\s*\d)", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"(?<![\w/.])(?P<count>\d{1,2})\s+(?:"
    r"(?:điều|khoản|cấp|trường\s+hợp|bước|nhóm|nội\s+dung|hình\s+thức|giai\s+đoạn|nhiệm\s+vụ)(?:\s+(?:như\s+)?(?:sau|cụ\s+thể\s+như\s+sau))?|"
    rf"(?!{UNIT})[^\W\d_]+(?:\s+[^\W\d_]+){{0,4}}\s+(?:như\s+sau|sau\s+đây))\s*:\s*$",
    re.IGNORECASE,
)


def check_open_lists(examined: Examined) -> Iterator[Diagnostic]:
    """A list ends in «…», so that nobody knows what else it takes in."""
    text = examined.text
    for piece, owner in own_spans(text):
        for match in _OPEN.finditer(text.text, piece.start, piece.end):
            span = Span(*match.span())
            if any(blank.span.start < span.end and span.start < blank.span.end for blank in examined.blanks):
                continue
            begin = text.text.rfind(" ", piece.start, max(piece.start, span.start - 30)) + 1 or piece.start
            yield defect(text, "L117", Span(max(begin, piece.start), span.end), owner)


def check_words_twice(examined: Examined) -> Iterator[Diagnostic]:
    """A word stands twice in a row, and neither is a part of another word («tiếp theo theo quy định», «lý do do»)."""
    text = examined.text
    for piece, owner in text.stretches:
        for match in _TWICE.finditer(text.text, piece.start, piece.end):
            if _is_compound(text.text, piece, match):
                continue
            yield defect(text, "L116", Span(*match.span()), owner, word=" ".join(match["word"].split()))


def _is_compound(text: str, piece: Span, match: re.Match[str]) -> bool:
    """Tell whether the first word ends a compound or the second begins one."""
    before = text[max(piece.start, match.start() - 20) : match.start()].lower().split()
    after = text[match.end() : match.end() + 20].lower().split()
    word = match["word"].lower()
    ends = bool(before) and before[-1] in _COMPOUNDS_ENDING.get(word, ())
    return ends or (bool(after) and after[0].rstrip(".,;:)") in _COMPOUNDS_BEGINNING.get(word, ()))


def check_blanks(examined: Examined) -> Iterator[Diagnostic]:
    """A number or date was left blank."""
    for blank in examined.blanks:
        yield defect(examined.text, "L118", blank.span, blank.provision, quoted=blank.words)


def check_ranges(examined: Examined) -> Iterator[Diagnostic]:
    """«06 Điều (từ Điều 14 đến Điều 20)»: from 14 to 20 there are seven."""
    text = examined.text
    for piece, owner in text.stretches:
        for match in _RANGE.finditer(text.text, piece.start, piece.end):
            first, last = int(match["first"]), int(match["last"])
            if int(match["count"]) != last - first + 1:
                yield defect(
                    text, "L119", Span(*match.span()), owner,
                    first=first, last=last, said=int(match["count"]), found=last - first + 1,
                )  # fmt: skip


def check_totals(examined: Examined) -> Iterator[Diagnostic]:
    """«3 chương, 20 điều» against what the parts say; «3 cấp như sau:» against what follows."""
    text = examined.text
    for piece, owner in own_spans(text):
        for match in _TOTALS.finditer(text.text, piece.start, piece.end):
            yield from _compared(text, owner, match)
            if _SELF.search(text.text[max(piece.start, match.start() - 40) : match.start()]):
                yield from _compared_with_itself(text, owner, match)
        if _TOTALS.search(text.text, piece.start, piece.end):
            continue
        for match in _ALL_ARTICLES.finditer(text.text, piece.start, piece.end):
            if _SELF.search(text.text[max(piece.start, match.start() - 40) : match.start()]):
                yield from _compared_with_itself(text, owner, match)
        if announced := _ANNOUNCED.search(text.text, piece.start, piece.end):
            listed = _listed_after(owner, piece)
            if listed and len(listed) != int(announced["count"]):
                yield defect(
                    text, "L120", Span(*announced.span()), owner, said=int(announced["count"]), found=len(listed),
                    what="mục liệt kê", what_en="items listed",
                )  # fmt: skip


def _compared(text: LegalText, owner: Provision, match: re.Match[str]) -> Iterator[Diagnostic]:
    parts = [child for child in owner.children if child.level is Level.DASH]
    counts = [_COUNT.search(text.words(part.pieces[0])) for part in parts]
    span = Span(*match.span())
    if parts and all("chương" in text.words(part.pieces[0]).lower()[:12] for part in parts):
        if len(parts) != int(match["chapters"]):
            yield defect(
                text, "L120", span, owner, said=int(match["chapters"]), found=len(parts), what="chương",
                what_en="chapters",
            )  # fmt: skip
        total = sum(int(count["count"]) for count in counts if count is not None)
        if all(counts) and total != int(match["articles"]):
            yield defect(
                text, "L120", span, owner, said=int(match["articles"]), found=total, what="điều", what_en="articles"
            )


def _compared_with_itself(text: LegalText, owner: Provision, match: re.Match[str]) -> Iterator[Diagnostic]:
    """«Quy chế này gồm 3 chương, 17 điều» against the chapters and articles that follow."""
    if text.kind is TextKind.SUBMISSION:
        return
    own = [item for item in text.nodes if item.citation is None or item.citation.parts[0][0] != "quyết định"]
    for group, level, what, what_en in (
        ("chapters", Level.CHAPTER, "chương", "chapters"),
        ("articles", Level.ARTICLE, "điều", "articles"),
    ):
        found = sum(item.level is level for item in own)
        if group in match.groupdict() and found != int(match[group]):
            yield defect(
                text, "L120", Span(*match.span()), owner, said=int(match[group]), found=found, what=what,
                what_en=what_en,
            )  # fmt: skip


def _listed_after(owner: Provision, piece: Span) -> tuple[Provision, ...]:
    """Return the children of one level that follow the lead in `piece`."""
    after = [child for child in owner.children if child.marker.start >= piece.end]
    return tuple(child for child in after if child.level is after[0].level)
