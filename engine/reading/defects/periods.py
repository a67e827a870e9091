"""Deadlines: without a starting point or a number, with a date easily misread, in chains that do not fit."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.phrases import (
    AtOnce,
    BeforeDate,
    ByDate,
    CalendarSpan,
    Deadline,
    Every,
    LastDays,
    LastWorkingDays,
    PhraseProblem,
    Unquantified,
    WorkingDays,
    parse_phrase,
)
from engine.reading.defects.base import TAKES_EFFECT, Examined, defect, note, piece_of, sentence_before
from engine.reading.markers import Level
from engine.reading.provisions import Provision
from engine.reading.times import TimeExpression, TimeKind
from engine.reading.verbs import VERB

# Whatever ties a period to an event; only a sentence without any of these leaves its start open.
_STARTS = re.compile(
    r"(?<!\w)(?:kể từ|tính từ|tính đến|tính cả|từ (?:ngày|khi|lúc|thời điểm)|khi|lúc|"
    r"sau(?! đây| cùng)|trước|tiếp theo|đến ngày|(?:đến|hết|quá) (?:thời )?hạn)(?!\w)",
    re.IGNORECASE,
)
# «…; đối với hồ sơ phức tạp là 03 ngày làm việc»: another length for the same period.
_NEAR_ENOUGH = 60
_LATEST = re.compile(r"(?:chậm|muộn) nhất|không (?:được )?(?:quá|chậm hơn)|trong", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"đối với|trường hợp|riêng|nếu|hoặc", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)(?:kể|tính)\s+từ\s+(?:ngày|khi|thời\s+điểm)(?!\w)", re.IGNORECASE)
_FOLLOWS = re.compile(r"(?:tiếp theo|kế tiếp)$", re.IGNORECASE)
_SAME_DAY = re.compile(r"\s+trong\s+(?:cùng\s+)?(?:ngày|buổi|ca)(?!\w)", re.IGNORECASE)
_AFTER_FIRST = re.compile(r"^\W*(?:\d+\.\s*|[a-zđ]\)\s*)?sau\s+khi\s+(?P<event>[^.;]{3,120})[;,]", re.IGNORECASE)
# «thường xuyên cập nhật …, cụ thể như sau:» leaves the periods to what follows.
_DETAILED = re.compile(r"như sau\s*:$", re.IGNORECASE)
_EACH = re.compile(r"(?:hằng|hàng|mỗi|từng)\s+(?:tháng|quý|năm)", re.IGNORECASE)
# A number and its bracket that differ (L122 tells it with both values).
_TOLD_ELSEWHERE = "P205"
# «gửi đơn trước 03 ngày»: ahead of what the clause is about; nothing is wrong with the text.
_NO_EVENT = "P215"
_IS_NOTICE = re.compile(r"(?:^|\s)trước(?:\s+ít\s+nhất|\s+tối\s+thiểu)?\s+\d", re.IGNORECASE)
# What a word without a number asks for: how long it lasts, or when it is due.
_ASKED = {"lâu dài": ("số năm", "a number of years")}
_ASKED_ELSE = ("số ngày làm việc và mốc bắt đầu", "a number of working days and a starting point")
_COUNTED = (TimeKind.PERIOD, TimeKind.RIGHT)
# «60 ngày đối với dự án, | 30 ngày đối với nhà ở riêng lẻ kể từ ngày …»: one start for both.
_LISTED_CASE = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:(?:đối\s+với|cho)\s[^.;]{1,100}?)?\s*[,;]?\s*(?:và|hoặc)?\s*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;:](?=\s|$)")
_DEATH = re.compile(r"từ trần|qua đời|chết", re.IGNORECASE)
_DOCUMENT_ANCHOR = re.compile(r"(?:văn bản|quyết định)\s+có hiệu lực", re.IGNORECASE)


def check_starting_points(examined: Examined) -> Iterator[Diagnostic]:
    """A period does not say from when it runs; «ngày làm việc tiếp theo» is next to what was just told."""
    for index, item in enumerate(examined.times):
        is_bare = item.anchor is None and isinstance(item.deadline, (WorkingDays, CalendarSpan))
        if is_bare and item.amount is not None and item.kind in _COUNTED and not _has_start(examined, index):
            yield defect(examined.text, "L301", item.span, item.provision)


def _has_start(examined: Examined, index: int) -> bool:
    """Tell whether the sentence says from when the period runs, before it or behind, or an earlier one says so."""
    text, item = examined.text, examined.times[index]
    if _FOLLOWS.search(item.words) or _is_led_by_start(examined, item):
        return True
    piece = piece_of(text, item.span)
    following = next((other for other in examined.times[index + 1 :] if other.span.start < piece.end), None)
    behind = text.text[item.span.end : following.span.start if following is not None else piece.end]
    if _STARTS.search(sentence_before(text, item.span)) or _STARTS.search(_sentence_rest(behind)):
        return True
    if following is not None and following.anchor is not None and _shares_start(following, behind):
        return True
    is_one_of_several = following is not None and following.kind is item.kind and VERB.search(behind) is None
    if is_one_of_several and _LISTED_CASE.fullmatch(behind) and _has_start(examined, index + 1):
        return True
    before = examined.times[index - 1] if index else None
    if before is None or before.span.start < piece.start or before.anchor is None:
        return False
    return _ALTERNATIVE.search(text.text[before.span.end : item.span.start]) is not None


def _is_led_by_start(examined: Examined, item: TimeExpression) -> bool:
    """Tell whether the words that lead to a list say it for every point: «Thời gian … kể từ ngày … như sau:»."""
    above = next(iter(examined.text.ancestors(item.provision)), None) if item.provision is not None else None
    lead = examined.text.words(above.pieces[-1]) if above is not None and above.pieces else ""
    return lead.endswith(":") and _FROM.search(lead) is not None


def _shares_start(following: TimeExpression, behind: str) -> bool:
    """Tell whether the start of the next expression is that of the one before it, `behind` standing between them.

    «60 ngày (đối với nhà), 30 ngày …, kể từ …»; «việc nhỏ trong 03 ngày, việc lớn trong … kể từ …»;
    «… có thể kéo dài nhưng không quá …, kể từ ngày …».
    """
    if _SENTENCE_END.search(behind):
        return False
    is_same_act = len(behind) <= _NEAR_ENOUGH and VERB.search(behind) is None
    return following.kind is TimeKind.EXTENSION or is_same_act


def _sentence_rest(behind: str) -> str:
    return _SENTENCE_END.split(behind, maxsplit=1)[0]


def check_at_once(examined: Examined) -> Iterator[Diagnostic]:
    """A duty is to be done «ngay», without a number."""
    for item, following in itertools.zip_longest(examined.times, examined.times[1:]):
        if isinstance(item.deadline, AtOnce) and not _has_limit(examined, item, following):
            yield defect(examined.text, "L302", item.span, item.provision)


def _has_limit(examined: Examined, item: TimeExpression, following: TimeExpression | None) -> bool:
    """Tell whether the number stands behind: «ngay khi có quyết định, chậm nhất không quá 03 ngày»."""
    if _SAME_DAY.match(examined.text.text, item.span.end):
        return True
    if following is None or following.kind is not TimeKind.PERIOD or following.amount is None:
        return False
    between = examined.text.text[item.span.end : following.span.start]
    is_near = _SENTENCE_END.search(between) is None and len(between) <= _NEAR_ENOUGH
    return is_near and _LATEST.match(following.words) is not None


def check_periodic(examined: Examined) -> Iterator[Diagnostic]:
    """A duty is to be done «định kỳ» or «thường xuyên», without saying how often."""
    yield from _without_number(examined, "L303", ("định kỳ", "thường xuyên", "liên tục"))


def check_timely(examined: Examined) -> Iterator[Diagnostic]:
    """A duty is to be done «kịp thời», «nhanh chóng», «lâu dài», without a number."""
    yield from _without_number(examined, "L304", ("kịp thời", "nhanh chóng", "lâu dài"))


def _without_number(examined: Examined, code: str, words: tuple[str, ...]) -> Iterator[Diagnostic]:
    for item in examined.times:
        vague = item.deadline.word if isinstance(item.deadline, Unquantified) and item.is_duty else ""
        if code == "L303" and _EACH.search(sentence_before(examined.text, item.span)):
            continue
        if _DETAILED.search(examined.text.words(piece_of(examined.text, item.span))):
            continue
        if any(word in vague for word in words):
            asked = next((_ASKED[word] for word in _ASKED if word in vague), _ASKED_ELSE)
            yield defect(examined.text, code, item.span, item.provision, asked=asked[0], asked_en=asked[1])


def check_not_understood(examined: Examined) -> Iterator[Diagnostic]:
    """An expression of time that the grammar of deadlines refuses (hours, ranges, parts of a month)."""
    for item in examined.times:
        problem = parse_phrase(item.words)
        if not item.is_duty or item.deadline is not None or not isinstance(problem, PhraseProblem):
            continue
        if problem.code == _TOLD_ELSEWHERE or (problem.code == _NO_EVENT and _IS_NOTICE.search(item.words)):
            continue
        reason = Diagnostic(problem.code, None, problem.args)
        yield defect(
            examined.text, "L310", item.span, item.provision,
            why=problem.code, reason=reason.message(), reason_en=reason.message("en"),
        )  # fmt: skip


def check_exclusive_dates(examined: Examined) -> Iterator[Diagnostic]:
    """«trước ngày 31/01» leaves that day out; «chậm nhất là ngày …» takes it in. Both in one text: worse."""
    limits = [(item, _limit(item.deadline)) for item in examined.times if item.is_duty]
    inclusive = next((item for item, limit in limits if isinstance(limit, ByDate)), None)
    for item, limit in limits:
        if not isinstance(limit, BeforeDate):
            continue
        if inclusive is None:
            yield defect(examined.text, "L306", item.span, item.provision)
        else:
            told = note(
                examined.text, inclusive.span, "ở đây tính cả ngày được nêu", "here the day named is counted in"
            )
            yield defect(examined.text, "L311", item.span, item.provision, (told,), other=inclusive.words)


def _limit(deadline: Deadline | None) -> object:
    return deadline.due if isinstance(deadline, Every) else deadline


def check_death(examined: Examined) -> Iterator[Diagnostic]:
    """A period that covers death runs from a document's taking effect; death has none."""
    for item in examined.times:
        if item.anchor is None or item.provision is None or not _DOCUMENT_ANCHOR.search(item.anchor):
            continue
        said = " ".join(examined.text.words(piece) for piece in item.provision.pieces)
        if death := _DEATH.search(said):
            yield defect(examined.text, "L307", item.span, item.provision, case=death[0].lower())


def check_two_starts(examined: Examined) -> Iterator[Diagnostic]:
    """A sentence gives one period two starting points: «Sau khi …; trong thời gian 10 ngày, kể từ ngày …»."""
    for item in examined.times:
        if item.anchor is None or item.provision is None:
            continue
        piece = next((p for p in item.provision.pieces if p.start <= item.span.start <= p.end), None)
        if piece is None:
            continue
        before = examined.text.text[piece.start : item.span.start]
        first = _AFTER_FIRST.match(before)
        if first is not None and "." not in before[first.end() :]:
            yield defect(
                examined.text,
                "L312",
                item.span,
                item.provision,
                first=" ".join(first["event"].split()),
                second=item.anchor,
            )


def check_shorter_later_step(examined: Examined) -> Iterator[Diagnostic]:
    """Two steps of one clause run from the same event, and the later step has the shorter period."""
    for group in _by_provision(examined).values():
        for before, after in itertools.pairwise(group):
            same = (
                before.anchor is not None and after.anchor is not None and _fold(before.anchor) == _fold(after.anchor)
            )
            if same and before.unit == after.unit and before.amount and after.amount and after.amount < before.amount:
                told = note(examined.text, before.span, "bước trước", "the step before")
                yield defect(
                    examined.text,
                    "L308",
                    after.span,
                    after.provision,
                    (told,),
                    before=before.words,
                    anchor=after.anchor,
                )


def _by_provision(examined: Examined) -> dict[int, list[TimeExpression]]:
    found: dict[int, list[TimeExpression]] = defaultdict(list)
    for item in examined.times:
        if item.kind is TimeKind.PERIOD:
            found[id(item.provision)].append(item)
    return found


def _fold(words: str) -> str:
    return " ".join(words.lower().split())


def check_windows(examined: Examined) -> Iterator[Diagnostic]:
    """Two windows of one article end on the same last day, so that the later step may have no day left."""
    windows: dict[int, list[TimeExpression]] = defaultdict(list)
    for item in examined.times:
        article = examined.text.article_of(item.provision) if item.provision is not None else None
        if article is not None and isinstance(item.deadline, (LastDays, LastWorkingDays)):
            windows[id(article)].append(item)
    for group in windows.values():
        for before, after in itertools.pairwise(group):
            told = note(examined.text, before.span, "cửa sổ kia", "the other window")
            yield defect(examined.text, "L309", after.span, after.provision, (told,), other=before.words)


def check_units(examined: Examined) -> Iterator[Diagnostic]:
    """Working days and calendar days stand side by side: in one article (L305), or in one chapter (L313)."""
    for code, level in (("L305", Level.ARTICLE), ("L313", Level.CHAPTER)):
        groups: dict[int, list[TimeExpression]] = defaultdict(list)
        for item in examined.times:
            holder = _holder(examined, item.provision, level) if item.provision is not None else None
            if holder is not None and item.kind is TimeKind.PERIOD and _counts_days(item.deadline) is not None:
                groups[id(holder)].append(item)
        for group in groups.values():
            working = [item for item in group if _counts_days(item.deadline)]
            calendar = [item for item in group if _counts_days(item.deadline) is False]
            if working and calendar and not (level is Level.CHAPTER and _told_of_article(examined, group)):
                told = note(examined.text, working[0].span, "ở đây tính ngày làm việc", "working days here")
                yield defect(
                    examined.text, code, calendar[0].span, calendar[0].provision, (told,), other=working[0].words
                )


def check_units_of_the_whole(examined: Examined) -> Iterator[Diagnostic]:
    """A text counts here in working days, there in calendar days, where no article or chapter does (L318); once."""
    if next(check_units(examined), None) is not None:
        return
    days = [
        item
        for item in examined.times
        if item.kind is TimeKind.PERIOD
        and isinstance(item.deadline, (WorkingDays, CalendarSpan))
        and not TAKES_EFFECT.match(item.words)
    ]
    working = next((item for item in days if _counts_days(item.deadline)), None)
    calendar = next((item for item in days if _counts_days(item.deadline) is False), None)
    if working is not None and calendar is not None:
        told = note(examined.text, working.span, "ở đây tính ngày làm việc", "working days here")
        yield defect(examined.text, "L318", calendar.span, calendar.provision, (told,), other=working.words)


def _holder(examined: Examined, item: Provision, level: Level) -> Provision | None:
    if level is Level.ARTICLE:
        return examined.text.article_of(item)
    return next((one for one in examined.text.ancestors(item) if one.level is level), None)


def _counts_days(deadline: Deadline | None) -> bool | None:
    """Tell whether a deadline counts working days (True) or calendar days (False); None when it counts neither."""
    match deadline:
        case WorkingDays() | LastWorkingDays():
            return True
        case LastDays():
            return False
        case CalendarSpan(_, unit):
            return False if unit.value == "day" else None
        case _:
            return None


def _told_of_article(examined: Examined, group: list[TimeExpression]) -> bool:
    """Tell whether one article of the chapter mixes both, which is told of that article."""
    counted: dict[int, set[bool | None]] = defaultdict(set)
    for item in group:
        if item.provision is not None:
            counted[id(examined.text.article_of(item.provision))].add(_counts_days(item.deadline))
    return any(len(found) > 1 for found in counted.values())
