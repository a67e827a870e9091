"""How a duty ended, in a sentence."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from engine import texts
from engine.clock import shown
from engine.evaluation import Kind, Status, Verdict
from engine.explanation import Explanation
from engine.reports.events_told import event_in_words
from engine.reports.names import Names
from engine.texts import Text, number

_PENDING = Text("Đến ngày {day} chưa hoàn thành, còn trong hạn.", "Not done as of {day}, still in time.")
_KEPT_SO_FAR = Text("Đến ngày {day} vẫn đang giữ.", "Still kept as of {day}.")
_KEPT = Text("Đã giữ đủ thời gian.", "Kept long enough.")
_DAYS = Text("{working} ngày làm việc ({calendar} ngày lịch)", "{working} ({calendar})")
_WORKING = ("{count} working day", "{count} working days")
_CALENDAR = ("{count} calendar day", "{count} calendar days")
_OVERDUE = Text(
    "Đến ngày {day} chưa hoàn thành: quá hạn {days}.",
    "Not done as of {day}: overdue by {days}.",
)
_LATE = Text(
    "Hoàn thành bằng {event}: trễ {days}.",
    "Fulfilled by {event}: late by {days}.",
)
_ENDED_LATE = Text(
    "{reason} ({event}): khi đó đã trễ {days}.",
    "{reason} ({event}): it was late by {days} by then.",
)
_MET = Text("Hoàn thành bằng {event}, đúng hạn.", "Fulfilled by {event}, in time.")
_DOUBTED = Text(
    "Nhật ký không ghi {fields} của việc ấy; điều chưa biết thì không coi là sai, nên việc ấy được tính.",
    "The log does not tell {fields} of that act; what is not known is not held against it, so it counts.",
)
_SUSPENDED = Text(
    "Thời hạn đang tạm dừng nên chưa có ngày đến hạn.", "The clock stands still, so there is no due date."
)
_VOID = Text("Không còn áp dụng vì {reason} ({event}).", "No longer applies because {reason} ({event}).")
_UNDETERMINED = Text("Chưa xác định được: {reason}.", "Undetermined: {reason}.")
_OPEN = Text("Đến ngày {day} chưa dùng quyền này, vẫn còn thời gian.", "Not used as of {day}; it still may be.")
_USED = Text("Đã dùng quyền bằng {event}.", "Used by {event}.")
_LAPSED = Text("Đã hết thời gian mà không dùng quyền này.", "Its time is over; it was not used.")
_LAPSED_LATE = Text("{event} khi đã hết thời gian.", "{event}, when its time was over.")
_GATE_OPEN = Text(
    "Ngày nộp, đơn vị không còn việc quá hạn: yêu cầu được giải quyết.",
    "On that day the unit had no overdue duty: the request is dealt with.",
)
_GATE_CLOSED = Text("Yêu cầu không được giải quyết: {reason}.", "The request is not dealt with: {reason}.")
_VIOLATION = Text("Vi phạm: {reason}.", "Violation: {reason}.")
_BROKEN_BY = Text("Vi phạm bởi {event}: {reason}.", "Violated by {event}: {reason}.")


_DONE = (Status.MET, Status.LATE, Status.USED, Status.LAPSED)


def outcome(explanation: Explanation, names: Names, as_of: date) -> str:
    """Return how things stand, by which event, and what of that event the log leaves open."""
    told, trace = _outcome(explanation, names, as_of), explanation.trace
    if not trace.doubted or explanation.finding.verdict.status not in _DONE:
        return told
    regulation = explanation.finding.regulation
    fields = ", ".join(f"«{names.field_name(regulation, name)}»" for name in trace.doubted)
    return f"{told} {_DOUBTED.say(names.lang, fields=fields)}"


def _outcome(explanation: Explanation, names: Names, as_of: date) -> str:
    verdict, trace, lang = explanation.finding.verdict, explanation.trace, names.lang
    done = event_in_words(explanation, trace.fulfilment, names) if trace.fulfilment is not None else ""
    reason = names.reason(explanation.finding)
    is_kept = verdict.kind is Kind.RETENTION
    late = {"days": _days_late(verdict, lang)}
    match verdict.status:
        case Status.PENDING | Status.DUE_SOON:
            return (_KEPT_SO_FAR if is_kept else _PENDING).say(lang, day=shown(as_of))
        case Status.OVERDUE:
            return _OVERDUE.say(lang, day=shown(as_of), **late)
        case Status.LATE if trace.voided_by is not None:
            by = event_in_words(explanation, trace.voided_by, names)
            return capitalised(_ENDED_LATE.say(lang, reason=reason, event=by, **late))
        case Status.LATE:
            return _LATE.say(lang, event=done, **late)
        case Status.MET if verdict.kind is Kind.GATE:
            return _GATE_OPEN.say(lang)
        case Status.VOID if verdict.kind is Kind.GATE:
            return _GATE_CLOSED.say(lang, reason=reason)
        case Status.MET:
            return _KEPT.say(lang) if is_kept else _MET.say(lang, event=done)
        case Status.SUSPENDED:
            return _SUSPENDED.say(lang)
        case Status.VOID:
            by = event_in_words(explanation, trace.voided_by, names) if trace.voided_by is not None else texts.DASH
            return _VOID.say(lang, reason=reason, event=by)
        case Status.OPEN:
            return _OPEN.say(lang, day=shown(as_of))
        case Status.USED:
            return _USED.say(lang, event=done)
        case Status.LAPSED:
            return _LAPSED_LATE.say(lang, event=done) if done else _LAPSED.say(lang)
        case Status.UNDETERMINED:
            return _UNDETERMINED.say(lang, reason=reason)
        case Status.VIOLATION:
            return _BROKEN_BY.say(lang, event=done, reason=reason) if done else _VIOLATION.say(lang, reason=reason)
        case _:
            assert_never(verdict.status)


def capitalised(text: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def _days_late(verdict: Verdict, lang: str) -> str:
    """Return how many working and calendar days late it is; working days may not be known."""
    counts = (verdict.late_working_days, verdict.late_calendar_days or 0)
    told = ["?" if count is None else number(count, lang) for count in counts]
    if lang == "en":
        forms = zip((_WORKING, _CALENDAR), counts, told, strict=True)
        told = [(one if count == 1 else many).format(count=text) for (one, many), count, text in forms]
    return _DAYS.say(lang, working=told[0], calendar=told[1])
