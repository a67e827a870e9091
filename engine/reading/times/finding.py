"""Every expression of time in a legal text, with its provision, its starting point and what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from engine.reading.times.expressions import TimeExpression, TimeKind
from engine.reading.times.extents import AT_THE_END, extent_of_amount, extent_of_date, extent_of_frequency, understood
from engine.reading.times.heads import (
    AMOUNT,
    AT_ONCE,
    BESIDE,
    DATED,
    FREQUENCY,
    NAMED,
    PERIODIC,
    START,
    VAGUE,
)
from engine.reading.times.roles import kind_of_amount
from engine.reading.verbs import ONE_VERB
from engine.source import Span

# «tính cập nhật thường xuyên», «việc … bảo trì thường xuyên» tell how things are, not when to act.
_DESCRIBED = re.compile(r"(?:tính|việc|kinh\s+phí)(?:\s+[^.;:]{0,60})?\s*$", re.IGNORECASE)
_LISTED = re.compile(r"(?:lưu\s+trữ|lưu\s+giữ|bảo\s+quản)\s+$", re.IGNORECASE)
# «chi thường xuyên», «vốn đầu tư không thường xuyên»: words of the budget.
_BUDGET = re.compile(r"(?:chi|không|hoạt\s+động|nhiệm\s+vụ|kinh\s+phí)\s+$", re.IGNORECASE)
# «dự toán hằng năm», «500.000 đồng mỗi tháng», «nghỉ hằng tuần»: of which year or month, not how often to act.
_OF_A_PERIOD = re.compile(
    r"(?:dự\s+toán|ngân\s+sách|kinh\s+phí|chi\s+thường\s+xuyên|kế\s+hoạch|chỉ\s+tiêu|nghỉ|nghỉ\s+phép|lương|thu\s+nhập|đồng|"
    r"phụ\s+cấp|doanh\s+thu|biên\s+chế)\s+$",
    re.IGNORECASE,
)
# «lưu trữ liên tục trong thời gian ít nhất 90 ngày» has its number.
_MEASURED = re.compile(r"\s+(?:trong\s+(?:thời|vòng|khoảng|\d)|ít\s+nhất|tối\s+thiểu|không\s+dưới|\d)", re.IGNORECASE)
_WORDS = re.compile(r"từ\s+ngữ", re.IGNORECASE)
# «phải áp dụng | ngay biện pháp bảo vệ».
_MUST_BE = re.compile(r"(?<!\w)phải\s+(?:[^\W\d_]+\s+){1,3}$", re.IGNORECASE)
# «lưu trữ hồ sơ … lâu dài», «họp | định kỳ», «báo cáo kết quả | theo định kỳ».
_STORED = re.compile(r"(?<!\w)(?:lưu\s+trữ|lưu\s+giữ|bảo\s+quản|lưu)\s[^.,;:()]*$", re.IGNORECASE)
_RECURS = re.compile(rf"(?<!\w)(?:{ONE_VERB}|họp|thực\s+hiện)(?!\w)[^.;:()]*$", re.IGNORECASE)
_CLAUSE_FINAL = re.compile(r"\s*(?:[.;,]|$)|\s+(?:và|hoặc|khi)\s", re.IGNORECASE)
# «kiểm tra định kỳ thực hiện giữa kỳ»: the name of a thing.
_NAMED_THING = re.compile(r"\s+(?:thực\s+hiện|được|gồm|là)(?!\w)", re.IGNORECASE)
_PAST = re.compile(r"(?<!\w)(?:đã|được)\s[^.;:]{0,80}$", re.IGNORECASE)

# «bỏ cụm từ “trước ngày 10 hằng tháng”»: words of another text.
_QUOTED = re.compile(r"cụm\s+từ\s*[“\"«]\s*$", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:không\s+quá|tối\s+đa|nhiều\s+nhất|quá|trên|dưới|từ|đến)\s+$", re.IGNORECASE)
# «tiền đặt | trước | trong thời hạn 03 ngày»: the word belongs to what stands before.
_NOT_LED_BY = re.compile(r"trước\s+(?=trong\s|thời\s+hạn\s|chậm\s|không\s)", re.IGNORECASE)
_STILL = re.compile(r"trước\s+ngày\s+[\d/]+(?:\s+tháng\s+\d+\s+năm\s+\d+)?\s+(?:mà|nhưng|thì)\s", re.IGNORECASE)
_THRESHOLD = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:trở\s+lên|thì|bị|là|mà)(?!\w)", re.IGNORECASE)

# How far to look for the words around an expression, in characters.
_NEAR = 80


def find_times(text: LegalText) -> tuple[TimeExpression, ...]:
    """Return every expression of time in the provisions of `text`, in order; dates of documents are none."""
    found: list[TimeExpression] = []
    for piece, owner in text.stretches:
        if owner is not None:
            found += _in_piece(text, piece, owner)
    return tuple(sorted(found, key=lambda item: item.span.start))


def _in_piece(text: LegalText, piece: Span, owner: Provision) -> Iterator[TimeExpression]:
    said = text.text[piece.start : piece.end]
    lead_text, defines = _lead_text(text, owner), _is_definition(text, owner)
    taken: list[Span] = []
    for span, match, is_duty in _candidates(said):
        if any(span.start < other.end and other.start < span.end for other in taken):
            continue
        taken.append(span)
        yield _expression(
            text, owner, piece, span, match, is_duty and not (defines or _is_quoted(said, span)), lead_text
        )


def _is_definition(text: LegalText, owner: Provision) -> bool:
    """Tell whether `owner` says what words mean, so that no time in it is a duty."""
    article = text.article_of(owner)
    return article is not None and article.heading is not None and bool(_WORDS.search(text.words(article.heading)))


def _lead_text(text: LegalText, owner: Provision) -> str:
    """Return what leads to the points of a clause: «Thời hạn giải quyết:»."""
    above = next(iter(text.ancestors(owner)), None)
    if above is None or not above.pieces:
        return ""
    said = text.words(above.pieces[-1])
    return said if said.endswith(":") else ""


def _candidates(said: str) -> Iterator[tuple[Span, re.Match[str], bool]]:
    for match in START.finditer(said):
        yield Span(*match.span()), match, True
    for match in DATED.finditer(said):
        if (dated := extent_of_date(said, match)) is not None:
            yield dated, match, not _is_past(said, match.start())
    for match in NAMED.finditer(said):
        yield Span(*match.span()), match, not _is_past(said, match.start())
    for match in FREQUENCY.finditer(said):
        yield extent_of_frequency(match), match, not _is_count(said, match)
    for match in _amounts(said):
        if not _belongs_to_date(said, match):
            yield extent_of_amount(said, match), match, True
    for match in PERIODIC.finditer(said):
        yield Span(*match.span()), match, not _OF_A_PERIOD.search(said[max(0, match.start() - _NEAR) : match.start()])
    for match in AT_ONCE.finditer(said):
        if match["verb"] or match["after"] or _MUST_BE.search(said[max(0, match.start() - _NEAR) : match.start()]):
            yield Span(*match.span()), match, True
    for match in VAGUE.finditer(said):
        if not _BUDGET.search(said[max(0, match.start() - _NEAR) : match.start()]):
            yield Span(*match.span()), match, _is_duty(said, match)
    for match in BESIDE.finditer(said):
        yield Span(*match.span()), match, False


def _amounts(said: str) -> Iterator[re.Match[str]]:
    """Yield the amounts; in «trước khi hết thời hạn | 06 tháng» the words before the number are the event's."""
    for match in AMOUNT.finditer(said):
        if AT_THE_END.search(said[max(0, match.start() - _NEAR) : match.start()]) and match["lead"]:
            shorter = AMOUNT.match(said, match.start("number"))
            yield shorter if shorter is not None else match
        elif before := _NOT_LED_BY.match(match["lead"]):
            yield AMOUNT.match(said, match.start("lead") + before.end()) or match
        else:
            yield match


def _is_count(said: str, match: re.Match[str]) -> bool:
    """Tell whether «02 lần trong năm» says how often something happened or may happen, not how often to act."""
    return bool(
        _THRESHOLD.match(said, match.end()) or _AT_MOST.search(said[max(0, match.start() - 20) : match.start()])
    )


def _is_quoted(said: str, span: Span) -> bool:
    return _QUOTED.search(said[max(0, span.start - _NEAR) : span.start]) is not None


def _is_past(said: str, start: int) -> bool:
    """Tell whether a date says what was before it: «đã tiếp nhận trước ngày 01/7/2031», «… mà chưa giải quyết»."""
    if said[start : start + 5].lower() != "trước":
        return False
    return bool(_PAST.search(said[max(0, start - _NEAR) : start]) or _STILL.match(said, start))


def _is_duty(said: str, match: re.Match[str]) -> bool:
    """Tell whether a word such as «kịp thời» says when an act is to be done rather than how things should be."""
    if _MEASURED.match(said, match.end()) or (_NAMED_THING.match(said, match.end()) and not match["does"]):
        return False
    before = said[max(0, match.start("word") - _NEAR) : match.start("word")]
    if match["does"] or _LISTED.search(before):
        return True
    if match["verb"] is None and not _DESCRIBED.search(before):
        word = match["word"].lower()
        if word.startswith("lâu"):
            return _STORED.search(before) is not None
        is_last = word.endswith("kỳ") and _CLAUSE_FINAL.match(said, match.end()) is not None
        return is_last and _RECURS.search(before) is not None
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


def _expression(
    text: LegalText, owner: Provision, piece: Span, span: Span, match: re.Match[str], is_duty: bool, lead_text: str
) -> TimeExpression:
    place = Span(piece.start + span.start, piece.start + span.end)
    words = text.words(place)
    parsed = parse_phrase(words)
    meant = None if isinstance(parsed, PhraseProblem) else parsed
    deadline = _meaning(words, match, meant.deadline if meant is not None else None)
    said = text.text[piece.start : piece.end]
    named = match.re is AMOUNT
    kind = _kind(match, deadline)
    if named and kind in (TimeKind.PERIOD, TimeKind.KEEP, TimeKind.STATE):
        role = kind_of_amount(said, span, match, understood(words), lead_text)
        if kind is TimeKind.KEEP and role is TimeKind.RIGHT:
            role = TimeKind.MEASURE
        if role is not TimeKind.PERIOD or not is_duty:
            kind = role if role is not TimeKind.PERIOD else TimeKind.MEASURE
    return TimeExpression(
        span=place,
        words=words,
        provision=owner,
        kind=kind,
        amount=_value(match["number"]) if named else None,
        unit=" ".join(match["unit"].lower().split()) if named else None,
        anchor=meant.anchor if meant is not None else None,
        deadline=deadline,
        problem=parsed.code if isinstance(parsed, PhraseProblem) and deadline is None else None,
        is_duty=is_duty and kind not in (TimeKind.EXTENSION, TimeKind.MEASURE, TimeKind.RIGHT),
    )


def _meaning(words: str, match: re.Match[str], deadline: Deadline | None) -> Deadline | None:
    """Return what the grammar understood, or what the pattern itself says."""
    if match.re is BESIDE:
        return Unquantified("trước khi" if words.lower().startswith("trước") else "đồng thời")
    if match.re is VAGUE and deadline is None:
        return Unquantified(" ".join(match["word"].lower().split()).removeprefix("theo "))
    return AtOnce() if match.re is AT_ONCE and deadline is None else deadline


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
    if match.re is START:
        return TimeKind.START
    return TimeKind.PERIODIC if match.re in (PERIODIC, FREQUENCY) else TimeKind.PERIOD
