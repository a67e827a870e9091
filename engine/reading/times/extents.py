"""How far an expression of time reaches: as far as the grammar of deadlines understands, and no second clause in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.phrases import Every, Phrase, PhraseProblem, parse_phrase
from engine.reading.markers import UPPER
from engine.reading.times.heads import NUMBER, UNIT
from engine.source import Span

_LONGEST_ANCHOR = 600
_MOST_WORDS = 16
# An item of an enumeration («bổ nhiệm», «tuyển dụng vào công chức») is short; a clause is not.
_MOST_ITEM_WORDS = 8
_FEWEST_CLAUSE_WORDS = 5

_LAST = re.compile(
    r"\s+(?:cuối|đầu)(?:\s+(?:cùng|tiên))?(?:\s+của)?(?:\s+(?:từng|mỗi|hằng|hàng))?\s+(?:tháng|quý|năm)(?!\w)",
    re.IGNORECASE,
)
_CONSECUTIVE = re.compile(r"\s+(?:liên\s+tiếp|liên\s+tục|liền)(?!\w)", re.IGNORECASE)
_ONCE = re.compile(r"\s+(?:một|01|1)\s+lần", re.IGNORECASE)
_SECOND_BOUND = re.compile(rf"\s+(?:và|nhưng)\s+không\s+(?:được\s+)?quá\s+{NUMBER}\s+{UNIT}(?!\w)", re.IGNORECASE)
_FOLLOWING = re.compile(r"\s+(?:tiếp\s+theo|kế\s+tiếp)(?!\w)", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)")
_DAY_OFF = r"(?:ngày\s+)?(?:nghỉ|lễ|tết|thứ\s+bảy|chủ\s+nhật)(?:\s+(?!và)[^\s.;:,()]+){0,4}"
_UNCOUNTED = re.compile(
    rf"\s*,?\s*(?:không\s+kể|không\s+tính|trừ|kể\s+cả|tính\s+cả|bao\s+gồm\s+cả)\s+(?:các\s+)?"
    rf"(?:{_DAY_OFF}(?:\s*(?:,|và)\s*{_DAY_OFF})*|ngày(?:\s+[^\s.;:,()]+){{1,4}})",
    re.IGNORECASE,
)
_FROM = r"(?:được\s+)?(?:tính\s+)?(?:kể\s+từ|tính\s+từ|từ)\s+(?:ngày|khi|lúc|thời\s+điểm|tháng|năm)"
_ANCHOR = re.compile(
    rf"\s*,?\s*(?:{_FROM}|tính\s+đến\s+(?:ngày|thời\s+điểm|khi)|sau\s+(?:khi|ngày|thời\s+điểm|cuộc|đợt|kỳ|phiên|buổi)|trước\s+(?:ngày|khi|lúc))\s+",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;:()”»]|\.(?=\s|$|/|”)|\.\.\.|…")
# «trừ trường hợp …» and «… thì chuyển lưu trữ» are no part of the event.
_BEYOND = re.compile(
    r"\s*,?\s*(?:trừ|ngoại\s+trừ)\s+(?:các\s+|những\s+)?(?:trường\s+hợp|khi|việc|đối\s+tượng)|,\s*trừ\s"
    r"|\s+thì\s|\s+nhưng\s+(?:trước|không|chậm|phải|chưa)\s|\s+(?:và|đồng\s+thời|hoặc)\s+(?:phải|có\s+trách\s+nhiệm|xử\s+lý|giải\s+quyết|gửi|thông\s+báo|báo\s+cáo|công\s+khai|trả|lưu|nộp|niêm\s+yết|đăng|ít\s+nhất|chậm\s+nhất|không\s+quá|trong)(?!\w)",
    re.IGNORECASE,
)
# Behind a comma these begin the clause of the one who must act, or a remark of its own, never a part of the event.
_NEW_CLAUSE = re.compile(
    r"(?i:phải|thì|có\s+trách\s+nhiệm|được|không|chịu|đồng\s+thời|nhưng|nếu|trường\s+hợp|trừ|để|có\s+thể|kể\s+cả|bao\s+gồm|"
    r"trong\s+đó|sau\s+đó|do|quá|hết|trước|chậm\s+nhất|trong|gửi|báo\s+cáo|thông\s+báo)(?!\w)"
    r"|(?i:các\s+|những\s+|mỗi\s+|lãnh\s+đạo\s+)*(?i:cơ\s+quan|đơn\s+vị|địa\s+phương|cá\s+nhân|người|thủ\s+trưởng|tổ\s+chức|"
    r"bộ\s+phận|phòng|cán\s+bộ|công\s+chức|viên\s+chức|doanh\s+nghiệp|thành\s+viên|chủ\s+tịch|giám\s+đốc|hội\s+đồng|bên|"
    r"chủ\s+đầu\s+tư|trưởng|ủy\s+ban|ban|sở|bộ|cục|tổ)(?!\w)"
    rf"|[{UPPER}]"
)
# «cán bộ, công chức, viên chức» is a list of people more often than the one who must act.
_PEOPLE = re.compile(r"(?:cán\s+bộ|công\s+chức|viên\s+chức|người\s+lao\s+động)(?!\w)", re.IGNORECASE)
_DUTY = re.compile(
    r"có\s+trách\s+nhiệm|phải|thực\s+hiện|chịu\s+trách\s+nhiệm|trực\s+tiếp|tiến\s+hành|gửi|trả\s+lời|lập|thông\s+báo|"
    r"báo\s+cáo|tổ\s+chức|chuyển|giải\s+quyết|ban\s+hành|quyết\s+định|hoàn\s+thành|nộp|bàn\s+giao|xác\s+nhận|cấp|tổng\s+hợp",
    re.IGNORECASE,
)
# Words behind a date that name another one: «ngày 25 của tháng | trước».
_OF_WHICH = re.compile(r"(?:\s+(?:trước|sau|cuối|đầu|liền|kề|tiếp|theo|kế|quý|năm|tháng)(?!\w)){1,4}", re.IGNORECASE)
_WITH_YEAR = re.compile(r"(?:năm\s+|/\s*)\d{4}$", re.IGNORECASE)
_NUMBERED = re.compile(rf"(?<!\w){NUMBER}\s+$", re.IGNORECASE)
_LEAST = re.compile(r"(?<=\s)(?:ít\s+nhất|tối\s+thiểu|không\s+dưới)", re.IGNORECASE)
_PERIODICALLY = re.compile(r"định\s+kỳ\s+", re.IGNORECASE)
_NAMED_DAY = re.compile(r"làm\s+việc|cuối|đầu", re.IGNORECASE)
AT_THE_END = re.compile(
    r"trước\s+(?:khi|ngày)\s+(?:[^\W\d_]+\s+){0,3}hết\s+(?:thời\s+(?:hạn|gian)\s+)?$", re.IGNORECASE
)
"""«trước khi hết thời hạn | 06 tháng»: the number may be the length of the time or how long before its end."""
# «kể từ khi xảy ra sự cố | phải báo cáo …»
_MUST_DO = re.compile(r"(?P<event>[^,]{3,120}?)\s+phải\s+(?!thi\s+hành\s)", re.IGNORECASE)
_MODAL = re.compile(r"(?<!\w)(?:phải|có\s+trách\s+nhiệm|(?:có|được)\s+quyền)(?!\w)", re.IGNORECASE)
_AHEAD = re.compile(r"(?<!\w)trước\s+(?:ngày|khi|lúc|thời\s+điểm)\s+(?!\d)[^,.;:()]{2,120}\s*$", re.IGNORECASE)
_SINCE = re.compile(
    r"(?:^|(?<=[.;:]\s))\W*(?:\d{1,2}\.\s*|[a-zđ]\)\s*|-\s*)?"
    r"(?P<head>(?:kể\s+từ|tính\s+từ)\s+(?:ngày|khi|lúc|thời\s+điểm)\s+[^,.;:()]{2,160},\s*)$",
    re.IGNORECASE,
)


def extent_of_amount(said: str, match: re.Match[str]) -> Span:
    """Return the amount with the words around it that belong to it: the event it runs from or counts back from."""
    end = match.end()
    for pattern in (_LAST, _CONSECUTIVE, _ONCE):
        if tail := pattern.match(said, end):
            return Span(match.start(), tail.end())
    ends = _ends(said, end)
    for start in _earlier_starts(said, match):
        if (last := _longest_understood(said, start, [*ends, end])) is not None:
            return Span(start, last)
    before = said[max(0, match.start() - 180) : match.start()]
    if at_the_end := AT_THE_END.search(before):
        return Span(match.start() - len(before) + at_the_end.start(), match.end())
    last = _longest_understood(said, match.start(), ends)
    if last is None and (least := _LEAST.search(match["lead"])):
        # «trong thời gian | ít nhất 90 ngày»: the frame before a minimum says nothing.
        start = match.start("lead") + least.start()
        if (last := _longest_understood(said, start, ends)) is not None:
            return Span(start, last)
    # What is refused is taken whole: a period without its starting point would say something else.
    return Span(match.start(), last if last is not None else max(ends))


def _earlier_starts(said: str, match: re.Match[str]) -> Iterator[int]:
    """Yield where the event stands before the amount: «trước ngày họp | 05 ngày làm việc»."""
    before = said[max(0, match.start() - 180) : match.start()]
    for pattern in (_AHEAD, _SINCE):
        if found := pattern.search(before):
            yield match.start() - len(before) + found.start("head" if "head" in found.groupdict() else 0)


def _ends(said: str, end: int) -> list[int]:
    """Return where the expression may end behind the amount; never before the starting point that it has."""
    ends = [end]
    if tail := _SECOND_BOUND.match(said, end):
        ends.append(tail.end())
    if following := _FOLLOWING.match(said, end):
        ends.append(following.end())
    if remark := _REMARK.match(said, ends[-1]):
        ends.append(remark.end())
    anchored = [last for start in ends if (last := _anchored_end(said, start)) is not None]
    if anchored:
        ends = [anchored[-1]]
        if remark := _REMARK.match(said, anchored[-1]):
            ends.append(remark.end())
    if uncounted := _UNCOUNTED.match(said, ends[-1]):
        return [uncounted.end()]
    return ends


def _longest_understood(said: str, start: int, ends: list[int]) -> int | None:
    return next((end for end in sorted(ends, reverse=True) if understood(said[start:end])), None)


def understood(words: str) -> Phrase | None:
    """Return the meaning of `words`; None when the grammar refuses them."""
    parsed = parse_phrase(words)
    return None if isinstance(parsed, PhraseProblem) else parsed


def _anchored_end(said: str, end: int) -> int | None:
    """Return where the words of a starting point behind the amount end; None without a starting point.

    An exception («trừ trường hợp …») and the clause of the one who must act are never part of it.
    """
    anchor = _ANCHOR.match(said, end)
    if anchor is None:
        return None
    stop = _STOP.search(said, anchor.end())
    limit = min(stop.start() if stop is not None else len(said), anchor.end() + _LONGEST_ANCHOR)
    if beyond := _BEYOND.search(said, anchor.end(), limit):
        limit = beyond.start()
    if (must := _MUST_DO.match(said, anchor.end(), limit)) is not None:
        limit = must.end("event")
    return _end_of_event(said, anchor.end(), limit)


def _end_of_event(said: str, start: int, limit: int) -> int:
    """Return the comma at which another clause begins, or `limit`: «bầu cử, bổ nhiệm, tuyển dụng | , đơn vị phải …»."""
    commas = [start + comma.start() for comma in re.finditer(",", said[start:limit])]
    for place, comma in enumerate(commas):
        following = commas[place + 1] if place + 1 < len(commas) else limit
        item = said[comma + 1 : following].strip()
        if len(item.split()) > _MOST_ITEM_WORDS or _begins_clause(item, said[comma + 1 : limit]):
            return comma
    return limit


def _begins_clause(item: str, rest: str) -> bool:
    """Tell whether the words behind a comma are a clause of their own, which needs a verb or a few words."""
    if _PEOPLE.match(item):
        return _DUTY.search(item) is not None
    if _MODAL.search(item):
        return True
    if _NEW_CLAUSE.match(item) is None:
        return False
    return _DUTY.search(rest) is not None or len(rest.split()) >= _FEWEST_CLAUSE_WORDS


def extent_of_date(said: str, match: re.Match[str]) -> Span | None:
    """Return the longest phrase from this head on that the grammar understands; None when it understands none.

    A bare date («ngày 04 tháng 5») is a deadline only when it comes back each period.
    """
    if match[0][0] in "Nn" and _NUMBERED.search(said[max(0, match.start() - 20) : match.start()]):
        return None
    stop = _STOP.search(said, match.end())
    limit = stop.start() if stop is not None else len(said)
    ends = [word.end() + match.end() for word in re.finditer(r"[\w/]+", said[match.end() : limit])][:_MOST_WORDS]
    for end in reversed(ends):
        parsed = understood(said[match.start() : end])
        if parsed is not None:
            has_year = _WITH_YEAR.search(said[match.start() : end])
            if not has_year and (of_which := _OF_WHICH.match(said, end)):
                return Span(match.start(), of_which.end())
            is_limit = re.match(r"(?:trước|chậm|muộn|hạn|hằng|hàng|định|mỗi|từng)", match[0], re.IGNORECASE)
            follows = _NAMED_DAY.match(said, match.end())
            fits = bool(is_limit or follows) or isinstance(parsed.deadline, Every)
            return Span(match.start(), end) if fits else None
    return None


def extent_of_frequency(match: re.Match[str]) -> Span:
    """Return «ít nhất 01 lần trong một năm» without the «định kỳ» before it, where that alone is not understood."""
    shorter = _PERIODICALLY.match(match[0])
    if shorter is not None and understood(match[0]) is None and understood(match[0][shorter.end() :]) is not None:
        return Span(match.start() + shorter.end(), match.end())
    return Span(*match.span())
