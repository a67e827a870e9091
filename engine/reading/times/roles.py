"""What an amount of time does: a deadline, the extension of one, or only the measure of something."""

from __future__ import annotations

import re

from engine.phrases import Between, CalendarSpan, KeepAtLeast, Phrase, WorkingDays
from engine.reading.times.expressions import TimeKind
from engine.reading.verbs import find_verbs
from engine.source import Span


def _pattern(words: str) -> re.Pattern[str]:
    """Compile `words`, in which a space is any white space and case makes no difference."""
    return re.compile(words.replace(" ", r"\s+"), re.IGNORECASE)


_PLAIN = (Between, CalendarSpan, KeepAtLeast, WorkingDays)
"""Deadlines that look like a mere measure; all others name an event, a date or a period."""
_NEAR = 110
_CLAUSE_END = re.compile(r"[.;:](?=\s|$)")
_MARKER = re.compile(r"^(?:\d{1,2}[a-zđ]?\.|[a-zđ]\)|[-+])\s*")
_WORKING = "ngày làm việc"
_LONG_UNITS = ("tháng", "quý", "năm")
_CAPS = ("không quá", "không được quá", "không vượt quá", "tối đa", "tối đa không quá")
_SHORT_UNITS = ("giờ", "giờ làm việc")
_MINIMA = ("ít nhất", "tối thiểu", "không dưới", "không ít hơn", "không được ít hơn")

_CAP = _pattern(r"không (?:được )?(?:quá|vượt quá)|tối đa|thêm")
_LENGTHENS = _pattern(r"gia hạn|kéo dài|giữ lại|tổng (?:thời hạn|thời gian)|thêm\s*$")
_LENGTHENED = _pattern(r"\s*\(?(?:kể cả|bao gồm cả|gồm cả) thời gian (?:gia hạn|kéo dài)")

_CLOCK = _pattern(r"(?:sau|trước|từ|đến|lúc|vào|hồi)\s*$")
_RATE = _pattern(r"\s*(?:cộng dồn |liên tục )?(?:trong|/|mỗi|một)\s*(?:một |01 |1 )?(?:ngày|tuần|tháng|quý|năm)(?!\w)")
_WITHIN = ("trong", "trong thời hạn", "trong vòng", "trong thời gian")
_COUNTED = _pattern(r"(?:\d+|một|hai|ba)\s+(?:lần|ngày|buổi|giờ|hồ sơ|lượt|vụ|phiên|kỳ|cuộc)(?: [^.,;:]{0,40})?\s*$")
_OF_PEOPLE = _pattern(
    r"\s*(?:liên tục )?(?:công tác|kinh nghiệm|làm việc|giữ chức|giữ ngạch|đảm nhiệm|giảng dạy|hành nghề|"
    r"thâm niên|tuổi|trở lên|trở xuống|gần nhất|liền kề|đầu(?: tiên| năm)?|"
    r"cuối(?: năm)?|tù|học|đóng bảo hiểm|tham gia)(?!\w)",
)
_BOUND_BEFORE = _pattern(
    r"(?:thâm niên|kinh nghiệm|tuổi|từ đủ|đủ|dưới|trên|hơn|từ|đến|trung hạn|giai đoạn|phạt|mức|lượt|"
    r"bình quân|trung bình|(?<!không\s)quá|có|đồng|%)\s*(?:đủ |dưới )?$",
)
# «Hết thời hạn 60 ngày kể từ ngày lập biên bản mà …, thì»: the passing of a time, which sets off what follows.
_PASSED = _pattern(r"(?:^|[\s,])(?:hết|quá)$")
_DURATION = _pattern(r"(?:thời gian|thời hạn)\s+(?P<of>[^\W\d_]+(?:\s+[^\W\d_]+){0,5})")
# What an office does within a time; anything else has a duration rather than a deadline.
_WORK = _pattern(
    r"(?:giải quyết|xử lý|trả lời|thẩm định|giám định|xác minh|thực hiện|hoàn thành|cung cấp|gửi|nộp|tiếp nhận|"
    r"báo cáo|thông báo|xem xét|cấp(?! (?:tỉnh|xã|huyện|trên|dưới|bộ|sở))|thẩm tra|kiểm tra|lấy ý kiến|góp ý|"
    r"có ý kiến|phê duyệt|trình|ban hành|khắc phục|giải trình|bổ sung|nhận|"
    r"thanh toán|bàn giao|công bố|công khai|chậm nhất|không quá|tối đa|là|quy định)(?!\w)",
)
_KEEPS = _pattern(r"lưu|giữ|bảo quản|duy trì|niêm yết|công khai|sao lưu|bảo lưu")
_QUOTED = _pattern(r"cụm từ\s*[“\"«]?\s*$")
_RESTS = _pattern(
    r"(?<!ngày\s)nghỉ(?: phép| hằng năm| hàng năm| bù| lễ| giữa ca| thai sản| việc riêng| liên tục| thêm| phép năm)?$"
)
_TAKES_EFFECT = _pattern(r"(?:có|hết) hiệu lực(?: pháp luật| thi hành)?$")
# «Giấy phép có hiệu lực khởi công | trong thời hạn 12 tháng».
_VALID = _pattern(r"(?:có|còn) (?:hiệu lực|giá trị)(?: [^\W\d_]+){0,4}$")
# «trong 20 ngày đối với công trình và | 15 ngày đối với nhà ở riêng lẻ».
_ALSO = _pattern(
    r"trong(?: thời hạn| vòng)? \d+(?: \([^()]*\))? (?:ngày(?: làm việc)?|tháng|năm) "
    r"(?:đối với|cho) [^.;,]{2,60}(?:,| và)$"
)
_CARRIED_OUT = _pattern(r"\s*(?:triển khai |tổ chức )?thực hiện(?! (?:việc|thủ tục))(?!\w)")
# «mỗi lần cách nhau 05 ngày», «tái phạm trong vòng 12 tháng», «cấp không quá 06 tháng tính đến ngày nộp».
_APART = _pattern(r"cách (?:nhau|lần trước|kỳ trước)(?: ít nhất| tối thiểu)?$")
_OFFENDS = _pattern(r"(?<!\w)(?:tái phạm|vi phạm(?: lần \S+)?)$")
_AS_OF = _pattern(r"\s*,?\s*(?:tính đến|so với) (?:ngày|khi|thời điểm)")
_EXCLUDES = _pattern(r"không thuộc (?:các )?(?:trường hợp|diện|đối tượng)")
_CONSECUTIVE = _pattern(r"(?:liên tiếp|liên tục|liền)$")
_MUST = _pattern(r"(?<!\w)(?:phải|có trách nhiệm|gửi|nộp|báo cáo|thông báo|trả lời|lập)(?!\w)")
_EACH_TIME = _pattern(r"mỗi (?:đợt|lần|lượt|kỳ|phiên|ca|vụ|khóa|nhiệm kỳ)$")
_LOOKS_BACK = _pattern(r"\s*,?\s*(?:tính đến|trước) (?:ngày|khi|thời điểm)")
# «bán trong vòng 05 năm kể từ ngày nhận hỗ trợ thì hoàn trả»: a condition.
_THEN = _pattern(r"\s*thì\s")
# «có quyền khiếu nại trong thời hạn …»; a «thời hiệu» is the window of whoever may still act.
_MAY = _pattern(r"(?:có|được) quyền(?! hạn)(?!\w)")
_MUST_NOW = _pattern(r"(?<!\w)(?:phải|có trách nhiệm)(?!\w)")
_LIMITATION = _pattern(
    r"^\W*(?:\d{1,2}[a-zđ]?\. |[a-zđ]\) |[-+–] )?thời hiệu(?!\w)|(?<!\w)thời hiệu [^.;]{1,160}(?<!\w)là $"
)
_AHEAD_OF_VERB = 200
_SENDS = _pattern(r"(?<!\w)(?:gửi|nộp|báo cáo|thông báo|trả|bàn giao|công bố|ban hành)(?!\w)")
_LONGEST = _pattern(r"(?:thời gian|thời hạn) (?:tối đa|tối thiểu) (?:để|cho|của)(?!\w)")
_FEWEST_CLAUSE_WORDS = 3
# Nothing is to be done within more years than these; so long a time is the length of something.
_MOST_YEARS = 10
_CONDITION = _pattern(r"\s*mà\s")


def kind_of_amount(said: str, span: Span, match: re.Match[str], parsed: Phrase | None, lead_text: str) -> TimeKind:
    """Return PERIOD for a deadline, EXTENSION or MEASURE for what only looks like one.

    Args:
        said: the paragraph.
        span: the whole expression in it.
        match: the amount with its lead.
        lead_text: what leads to this paragraph («Thời hạn giải quyết:»), empty when nothing does.
    """
    before = _before(said, span.start)
    unit, lead = " ".join(match["unit"].lower().split()), " ".join(match["lead"].lower().split())
    is_anchored = (
        parsed.anchor is not None if parsed is not None else span.end > match.end() or span.start < match.start()
    )
    if _QUOTED.search(said[max(0, match.start() - 12) : match.start()]) or _EXCLUDES.search(before):
        return TimeKind.MEASURE
    if lead in ("", *_WITHIN) and _VALID.search(before):
        return TimeKind.MEASURE
    if lead == "sau" and _TAKES_EFFECT.search(before):
        return TimeKind.MEASURE
    if _RESTS.search(before) and "trước" not in lead:
        return TimeKind.MEASURE
    if _LIMITATION.search(said[: span.start]):
        return TimeKind.RIGHT
    if _lengthens(said, match, before, lead):
        return TimeKind.EXTENSION
    if lead.startswith("trong") and _is_right(said, span, before):
        return TimeKind.RIGHT
    if parsed is not None and not isinstance(parsed.deadline, _PLAIN):
        return TimeKind.PERIOD
    if unit in _SHORT_UNITS and not is_anchored and (_CLOCK.search(f"{before} {lead}") or lead in ("", *_MINIMA)):
        return TimeKind.MEASURE
    if _is_rate(said, match, before, lead) or _is_threshold(said, span, match, before, lead, unit):
        return TimeKind.MEASURE
    if parsed is not None and isinstance(parsed.deadline, KeepAtLeast):
        is_kept = _KEEPS.search(before) or _KEEPS.search(said[span.end : span.end + 40])
        return TimeKind.PERIOD if is_kept else TimeKind.MEASURE
    if is_anchored or unit == _WORKING or (not lead and _ALSO.search(before)):
        return TimeKind.PERIOD
    if lead == "trong thời gian" and not find_verbs(before):
        return TimeKind.MEASURE
    return TimeKind.MEASURE if _is_duration(before or lead_text, lead) else TimeKind.PERIOD


def _before(said: str, start: int) -> str:
    """Return the words of the clause that stand before `start`."""
    near = said[max(0, start - _NEAR) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(near)]
    return _MARKER.sub("", " ".join(near[ends[-1] if ends else 0 :].split()))


def _is_right(said: str, span: Span, before: str) -> bool:
    """Tell whether somebody may act within the time: «có quyền» stands before it, or behind it before any duty."""
    if (may := list(_MAY.finditer(before))) and not _MUST_NOW.search(before, may[-1].end()):
        return True
    end = _CLAUSE_END.search(said, span.end)
    behind = said[span.end : min(end.start() if end is not None else len(said), span.end + _AHEAD_OF_VERB)]
    found = _MAY.search(behind)
    return found is not None and not before.strip() and not _MUST_NOW.search(behind[: found.start()])


def _lengthens(said: str, match: re.Match[str], before: str, lead: str) -> bool:
    if _LENGTHENED.match(said, match.end()):
        return True
    if before.endswith(" thêm") or (before.endswith(" bổ sung") and lead in _CAPS):
        return True
    is_cap = _CAP.search(lead)
    return bool(is_cap and _LENGTHENS.search(f"{before} {lead}"))


def _is_rate(said: str, match: re.Match[str], before: str, lead: str) -> bool:
    """Tell whether the amount is one of a rate: «02 ngày trong 01 tuần», «03 hồ sơ trong một quý»."""
    if _RATE.match(said, match.end()):
        return True
    return lead in _WITHIN and bool(_COUNTED.search(before))


def _is_threshold(said: str, span: Span, match: re.Match[str], before: str, lead: str, unit: str) -> bool:
    """Tell whether the amount says how much there has to be: «05 năm công tác», «dưới 02 năm», «trong 02 năm mà …»."""
    after = said[match.end() :]
    if _CONDITION.match(said, span.end) or (unit != _WORKING and _OF_PEOPLE.match(after)):
        return True
    if unit in _LONG_UNITS and _CARRIED_OUT.match(after):
        return True
    if _APART.search(before) or (lead.startswith("trong") and _OFFENDS.search(before)):
        return True
    if (not lead or lead in _CAPS) and _AS_OF.match(after) and not _MUST.search(before):
        return True
    if lead.startswith("trong") and _LOOKS_BACK.match(after) and not _MUST.search(before):
        return True
    if _CONSECUTIVE.search(said[match.end() : span.end]):
        return unit != _WORKING
    if lead.startswith("thời hạn") and before.endswith((" có", " còn")):
        return True
    if (
        _THEN.match(said, span.end)
        and len(before.split()) >= _FEWEST_CLAUSE_WORDS
        and not before.startswith("trường hợp")
    ):
        return True
    if unit == "năm" and int(re.sub(r"\D.*", "", match["number"]) or 0) > _MOST_YEARS and not _KEEPS.search(before):
        return True
    if lead == "sau" and (span.end == match.end() or unit == "năm" or not _WORK.search(before)):
        return True
    if _EACH_TIME.search(before):
        return True
    if _PASSED.search(before) and lead in ("", "thời hạn", "thời gian"):
        return True
    bounds = _BOUND_BEFORE.search(before)
    if bounds is None:
        return False
    # «quá 30 ngày kể từ ngày …», «có ít nhất 05 năm»: a condition, whatever stands behind it.
    return unit != _WORKING and (not lead or lead.startswith(("ít nhất", "tối thiểu", "không dưới")))


def _is_duration(before: str, lead: str) -> bool:
    """Tell whether an amount without a starting point says how long something takes or lasts."""
    named = list(_DURATION.finditer(before))
    if "trước" in lead:
        return False
    if lead in _CAPS and not named and not _WORK.search(before):
        return True
    if named and _LONGEST.search(before):
        return True
    if named and not (lead.startswith("trong") and _SENDS.search(before, named[-1].start("of"))):
        return _WORK.match(named[-1]["of"]) is None
    if not lead:
        return not before.lower().endswith(" là")
    return False
