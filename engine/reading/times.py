"""Every expression of time in a legal text, with its provision, its starting point and what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from engine.phrases import (
    AtOnce,
    BeforeDate,
    ByDate,
    Deadline,
    Every,
    KeepAtLeast,
    PhraseProblem,
    StartsOn,
    StateLasts,
    Unquantified,
    parse_phrase,
)
from engine.reading.provisions import LegalText, Provision
from engine.source import Span


class TimeKind(Enum):
    """What an expression of time does."""

    PERIOD = "period"
    DATE = "date"
    PERIODIC = "periodic"
    START = "start"
    STATE = "state"
    KEEP = "keep"
    WITHOUT_NUMBER = "without_number"


@dataclass(frozen=True)
class TimeExpression:
    """One expression of time.

    Attributes:
        span: where it stands in the text.
        words: what it says, white space folded.
        provision: whose own text it is; None outside every provision.
        kind: what it does.
        amount, unit: the number and the unit as written, e.g. 5 and «ngày làm việc»; None when it has none.
        anchor: the words that name the starting point, or None.
        deadline: its meaning; None when the grammar refuses it.
        problem: the code of that refusal, or None.
        is_duty: an act is to be done then; «phản ánh chính xác, kịp thời thông tin» only describes.
    """

    span: Span
    words: str
    provision: Provision | None
    kind: TimeKind
    amount: int | None
    unit: str | None
    anchor: str | None
    deadline: Deadline | None
    problem: str | None
    is_duty: bool


_NUMBER = r"(?:\d{1,4}(?:\s*\(\s*[^()]{1,14}\))?|một|hai|ba|bốn|sáu|bảy|tám|chín|mười(?:\s+lăm)?|hai\s+mươi|ba\s+mươi)"
_UNIT = r"(?:ngày\s+làm\s+việc|ngày|tuần|tháng|quý|năm|giờ(?:\s+làm\s+việc)?)"
_LEAD = (
    r"(?:(?:có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+sau|trong\s+(?:thời\s+hạn|thời\s+gian|vòng|khoảng\s+thời\s+gian)|trong|"
    r"thời\s+hạn|thời\s+gian|(?:chậm|muộn)\s+nhất(?:\s+là)?|không\s+(?:được\s+)?(?:quá|vượt\s+quá|chậm\s+hơn|muộn\s+hơn)|"
    r"tối\s+(?:đa|thiểu)|ít\s+nhất|không\s+dưới|định\s+kỳ|sau)\s+){0,6}"
)
_DATE = r"\d{1,2}\s*(?:/\s*\d{1,2}(?:\s*/\s*\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
_EACH = r"(?:hằng|hàng|mỗi|từng)\s+(?:tháng|quý|năm)"
_LIMIT = r"(?:trước|(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|trước))?)\s+ngày\s+"
_NEXT = r"(?:\s+(?:của\s+)?năm\s+(?:sau(?:\s+liền\s+kề)?|tiếp\s+theo))?"
_VERBS = (
    r"(?:phải\s+báo\s+cáo|báo\s+cáo|cập\s+nhật|thông\s+báo|phản\s+ánh|sao\s+lưu|kiểm\s+tra|rà\s+soát|điều\s+chỉnh|"
    r"thay\s+đổi|phê\s+duyệt|xử\s+lý|bổ\s+sung|gửi|khóa|nâng\s+cấp|bảo\s+dưỡng|bảo\s+trì|học\s+tập)"
)
_ADVERBS = r"(?:\s*,?\s*(?:và\s+)?(?:đúng|đủ|đầy\s+đủ|chính\s+xác|thường\s+xuyên|liên\s+tục)){0,8}"

# The heads of expressions, in the order in which they claim their words.
_START = re.compile(
    rf"(?:có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ|(?:được\s+(?:thực\s+hiện|áp\s+dụng)\s+)?bắt\s+đầu\s+(?:kể\s+)?từ|"
    rf"áp\s+dụng\s+(?:kể\s+)?từ)\s+ngày\s+{_DATE}",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?:(?:định\s+kỳ\s+)?{_EACH}\s*,?\s*)?{_LIMIT}{_DATE}{_NEXT}", re.IGNORECASE)
_AMOUNT = re.compile(rf"(?<![\w/.]){_LEAD}(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})(?!\w)", re.IGNORECASE)
_PERIODIC = re.compile(rf"(?<!\w)(?:theo\s+)?(?:định\s+kỳ\s+)?{_EACH}(?!\w)", re.IGNORECASE)
_AT_ONCE = re.compile(
    rf"(?:(?P<verb>{_VERBS})\s+)?(?<!\w)ngay(?:\s+lập\s+tức)?"
    r"(?P<after>\s+(?:sau\s+khi|khi)\s+(?:(?!\s(?:và|vào|thì|để|cho)\s)[^,.;:()])+)?(?!\w)",
    re.IGNORECASE,
)
_VAGUE_WORD = r"(?P<word>kịp\s+thời|thường\s+xuyên|liên\s+tục|nhanh\s+chóng|(?:theo\s+)?định\s+kỳ|lâu\s+dài)"
_VAGUE = re.compile(
    rf"(?:(?P<verb>{_VERBS}){_ADVERBS}\s*,?\s*(?:và\s+)?)?(?<!\w){_VAGUE_WORD}(?P<does>\s+{_VERBS})?(?!\w)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?<!\w)(?:đồng\s+thời\s+(?:cùng|với)(?:\s+việc)?\s+|trước\s+khi\s+)(?:(?!\s(?:thì|và|hoặc)\s)[^,.;:()])+",
    re.IGNORECASE,
)
# «tính cập nhật thường xuyên», «việc … bảo trì thường xuyên» tell how things are, not when to act.
_DESCRIBED = re.compile(r"(?:tính|việc|kinh\s+phí)(?:\s+[^.;:]{0,60})?\s*$", re.IGNORECASE)
_LISTED = re.compile(r"(?:lưu\s+trữ|lưu\s+giữ|bảo\s+quản)\s+$", re.IGNORECASE)

# How far to look for the words around an expression, in characters.
_NEAR = 80
_LONGEST_ANCHOR = 600
_MOST_ENDS = 8

_LAST = re.compile(
    r"\s+cuối(?:\s+cùng)?(?:\s+của)?(?:\s+(?:từng|mỗi|hằng|hàng))?\s+(?:tháng|quý|năm)(?!\w)", re.IGNORECASE
)
_CONSECUTIVE = re.compile(r"\s+(?:liên\s+tiếp|liên\s+tục|liền)(?!\w)", re.IGNORECASE)
_ONCE = re.compile(r"\s+(?:một|01|1)\s+lần", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)")
_ANCHOR = re.compile(
    r"\s*,?\s*(?:(?:được\s+)?(?:tính\s+)?(?:kể\s+từ|tính\s+từ|từ)\s+(?:ngày|khi|lúc|thời\s+điểm)|sau\s+(?:khi|ngày)|"
    r"trước\s+(?:ngày|khi))\s+",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;:()]|\.(?=\s|$|/)|\.\.\.|…")
# Behind a comma these begin the sentence of the one who must act, not a part of the event.
_BEARER = re.compile(
    r"(?:các\s+|những\s+|lãnh\s+đạo\s+)?(?:cơ\s+quan|đơn\s+vị|địa\s+phương|cá\s+nhân|người|Sở|Ủy\s+ban|UBND|Thủ\s+trưởng|"
    r"lãnh\s+đạo|Chủ\s+tịch|bộ\s+phận|phòng|CBCCVC|cán\s+bộ|công\s+chức)(?!\w)"
)
_MUST = re.compile(r"có\s+trách\s+nhiệm|phải|thực\s+hiện|chịu\s+trách\s+nhiệm|trực\s+tiếp|tiến\s+hành", re.IGNORECASE)


def find_times(text: LegalText) -> tuple[TimeExpression, ...]:
    """Return every expression of time in the provisions of `text`, in order; dates of documents are none."""
    found: list[TimeExpression] = []
    for piece, owner in text.stretches:
        if owner is not None:
            found += _in_piece(text, piece, owner)
    return tuple(sorted(found, key=lambda item: item.span.start))


def _in_piece(text: LegalText, piece: Span, owner: Provision) -> Iterator[TimeExpression]:
    said = text.text[piece.start : piece.end]
    taken: list[Span] = []
    for span, match, is_duty in _candidates(said):
        if any(span.start < other.end and other.start < span.end for other in taken):
            continue
        taken.append(span)
        yield _expression(text, owner, Span(piece.start + span.start, piece.start + span.end), match, is_duty)


def _candidates(said: str) -> Iterator[tuple[Span, re.Match[str], bool]]:
    for pattern in (_START, _NAMED):
        for match in pattern.finditer(said):
            yield Span(*match.span()), match, True
    for match in _AMOUNT.finditer(said):
        if not _belongs_to_date(said, match):
            yield _longest(said, match), match, True
    for match in _PERIODIC.finditer(said):
        yield Span(*match.span()), match, True
    for match in _AT_ONCE.finditer(said):
        if match["verb"] or match["after"]:
            yield Span(*match.span()), match, True
    for match in _VAGUE.finditer(said):
        yield Span(*match.span()), match, _is_duty(said, match)
    for match in _BESIDE.finditer(said):
        yield Span(*match.span()), match, False


def _is_duty(said: str, match: re.Match[str]) -> bool:
    """Tell whether a word such as «kịp thời» says when an act is to be done rather than how things should be."""
    if match["does"] or _LISTED.search(said[max(0, match.start("word") - _NEAR) : match.start("word")]):
        return True
    if match["verb"] is None or _DESCRIBED.search(said[max(0, match.start() - _NEAR) : match.start()]):
        return False
    listed = "," in match[0] or " và " in match[0]
    return not (listed and match["verb"].lower().startswith("phản"))


def _belongs_to_date(said: str, match: re.Match[str]) -> bool:
    """Tell whether the number is a day, month or year: «ngày 09 tháng 4», «tháng 4 năm 2020», «từ 01 đến 05»."""
    start = match.start("number")
    before, after = said[max(0, start - _NEAR) : start].rstrip(), said[match.end() : match.end() + _NEAR].lstrip()
    if re.search(r"(?:ngày|tháng|năm|số|quý|/|-)$", before, re.IGNORECASE) and match["unit"].lower() != "ngày làm việc":
        return True
    return match["unit"].lower() in ("tháng", "năm", "quý", "ngày") and bool(re.match(r"\d", after))


def _longest(said: str, match: re.Match[str]) -> Span:
    """Return the amount with as many of the words behind it as the grammar of deadlines understands."""
    end = match.end()
    for pattern in (_LAST, _CONSECUTIVE, _ONCE):
        if tail := pattern.match(said, end):
            return Span(match.start(), tail.end())
    ends = [end]
    if remark := _REMARK.match(said, end):
        ends.append(remark.end())
    if anchor := _ANCHOR.match(said, ends[-1]) or _ANCHOR.match(said, end):
        ends += _anchor_ends(said, anchor.end())
    for last in sorted(ends, reverse=True):
        if not isinstance(parse_phrase(said[match.start() : last]), PhraseProblem):
            return Span(match.start(), last)
    return Span(match.start(), end)


def _anchor_ends(said: str, start: int) -> list[int]:
    """Return where the words of a starting point may end: at each comma, and at the stop of the sentence.

    The words of another bearer are never part of it.
    """
    stop = _STOP.search(said, start)
    limit = min(stop.start() if stop is not None else len(said), start + _LONGEST_ANCHOR)
    ends: list[int] = []
    for comma in re.finditer(",", said[start:limit]):
        at = start + comma.start()
        rest = said[at + 1 : limit].lstrip()
        ends.append(at)
        if _BEARER.match(rest) and _MUST.search(rest):
            return ends[-_MOST_ENDS:]
    return [*ends, limit][-_MOST_ENDS:]


def _expression(text: LegalText, owner: Provision, span: Span, match: re.Match[str], is_duty: bool) -> TimeExpression:
    words = text.words(span)
    parsed = parse_phrase(words)
    deadline = None if isinstance(parsed, PhraseProblem) else parsed.deadline
    named = match.re is _AMOUNT
    if match.re is _BESIDE:
        deadline = Unquantified("trước khi" if words.lower().startswith("trước") else "đồng thời")
    elif match.re is _VAGUE and deadline is None:
        deadline = Unquantified(" ".join(match["word"].lower().split()).removeprefix("theo "))
    elif match.re is _AT_ONCE and deadline is None:
        deadline = AtOnce()
    return TimeExpression(
        span=span,
        words=words,
        provision=owner,
        kind=_kind(match, deadline),
        amount=_value(match["number"]) if named else None,
        unit=" ".join(match["unit"].lower().split()) if named else None,
        anchor=None if isinstance(parsed, PhraseProblem) else parsed.anchor,
        deadline=deadline,
        problem=parsed.code if isinstance(parsed, PhraseProblem) and deadline is None else None,
        is_duty=is_duty,
    )


def _value(number: str) -> int | None:
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else None


def _kind(match: re.Match[str], deadline: Deadline | None) -> TimeKind:
    match deadline:
        case StartsOn():
            return TimeKind.START
        case ByDate() | BeforeDate():
            return TimeKind.DATE
        case Every():
            return TimeKind.PERIODIC
        case StateLasts():
            return TimeKind.STATE
        case KeepAtLeast():
            return TimeKind.KEEP
        case Unquantified() | AtOnce():
            return TimeKind.WITHOUT_NUMBER
        case _:
            pass
    if match.re is _START:
        return TimeKind.START
    return TimeKind.PERIODIC if match.re is _PERIODIC else TimeKind.PERIOD
