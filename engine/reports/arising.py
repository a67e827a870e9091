"""What set a duty off, and whose it is, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine import texts
from engine.clock import shown
from engine.evaluation import Kind, Verdict
from engine.explanation import Explanation
from engine.phrases import phrase_in_words
from engine.planning.plan import AllHappened, Completed, Expired, Happens, Lasting
from engine.reports.events_told import event_in_words
from engine.reports.names import Names
from engine.texts import Text, printable

_TRIGGER = Text("Phát sinh từ {event}.", "Set off by {event}.")
_ACT = Text("Xét {event}.", "About {event}.")
_LASTED = Text(
    "Sau đó chưa có «{until}»; đủ {length} vào ngày {day}.",
    "«{until}» had not followed; {length} were full on {day}.",
)
_OUTLASTED = Text(
    "Sau đó chưa có «{until}»; quá {length} từ ngày {day}.",
    "«{until}» had not followed; {length} were over on {day}.",
)
_TOGETHER = Text("Cùng với {event}; khi đủ cả thì mới phát sinh.", "Together with {event}; it takes all of them.")
_AFTER_HOURS = Text(
    "Sự kiện lúc {time}, sau giờ chốt, nên tính như của ngày làm việc tiếp theo, {day}.",
    "It happened at {time}, after the cut-off time, so it counts as of the next working day, {day}.",
)
_EXPIRED = Text(
    "Tính từ ngày {day}, là hạn của việc «{label}», vì đến hết ngày đó việc ấy chưa được làm.",
    "Counted from {day}, when «{label}» was due and had not been done.",
)
_LAPSED = Text(
    "Tính từ ngày {day}, là ngày cuối để dùng «{label}», vì đến hết ngày đó quyền ấy chưa được dùng.",
    "Counted from {day}, the last day of «{label}», which had not been used.",
)
_COMPLETED = Text(
    "Tính từ ngày {day}, khi việc sau cùng trong các việc «{label}» đã xong.",
    "Counted from {day}, when the last of «{label}» was done.",
)
_PERIOD = Text("Việc định kỳ, kỳ từ {first} đến {last}.", "A periodic duty, for {first} to {last}.")
_INHERITED = Text(
    "Việc này vốn của {old}; {old} chỉ còn đến ngày {day} nên đơn vị kế thừa chịu trách nhiệm.",
    "This was first owed by {old}, which there was until {day}; its successor answers for it.",
)
_NO_HEIR = Text(
    "{unit} chỉ còn đến ngày {day} và bảng đơn vị không ghi đơn vị kế thừa, nên việc vẫn ghi cho đơn vị này.",
    "There was {unit} until {day} only, and the units table names no successor, so the duty stays with it.",
)
_BEARER = Text("Bên có nghĩa vụ: {role}.", "Bearer: {role}.")
_MAY = Text("Bên có quyền: {role}.", "Who has the right: {role}.")
_CONCERNED = Text("Đơn vị liên quan: {unit}.", "Unit concerned: {unit}.")
_ANSWERABLE = Text("Đơn vị chịu trách nhiệm: {unit}.", "Unit answerable: {unit}.")
_HANDED_ON = Text(
    "{unit} nhận hồ sơ từ {event}, là lần bàn giao cuối cùng tính đến ngày đến hạn.",
    "{unit} got the dossier by {event}, the last hand-over up to the due date.",
)


def arising(explanation: Explanation, names: Names, as_of: date) -> Iterator[str]:
    """Yield what set a duty off, who bears it, and which unit answers and why that one."""
    verdict, trace, lang = explanation.finding.verdict, explanation.trace, names.lang
    is_act, is_right = verdict.kind.is_about_an_act, verdict.kind is Kind.RIGHT
    if trace.trigger is not None:
        yield (_ACT if is_act else _TRIGGER).say(lang, event=event_in_words(explanation, trace.trigger, names))
        yield from _came_about(explanation, names)
    if trace.period is not None:
        yield _PERIOD.say(lang, first=shown(trace.period[0]), last=shown(trace.period[1]))
    if verdict.bearer is not None and not is_act:
        yield (_MAY if is_right else _BEARER).say(
            lang, role=names.term(explanation.finding.regulation, "roles", verdict.bearer)
        )
    if verdict.unit is not None:
        yield (_CONCERNED if is_right else _ANSWERABLE).say(lang, unit=names.unit(verdict.unit))
    if trace.handover is not None:
        handover = event_in_words(explanation, trace.handover, names)
        yield _HANDED_ON.say(lang, unit=names.unit(verdict.first_unit), event=handover)
    if verdict.unit is not None:
        yield from _whose(verdict, names, as_of)


def _whose(verdict: Verdict, names: Names, as_of: date) -> Iterator[str]:
    """Tell from whom the duty was taken over, or that nobody took it over."""
    first = verdict.first_unit
    unit = names.units.get(first) if names.units is not None and first is not None else None
    if unit is None or unit.valid_until is None:
        return
    ended = {"day": shown(unit.valid_until)}
    if verdict.inherited_from is not None:
        yield _INHERITED.say(names.lang, old=names.unit(first), **ended)
    elif unit.successor is None and verdict.fulfilled_on is None and unit.valid_until < as_of:
        yield _NO_HEIR.say(names.lang, unit=names.unit(first), **ended)


def _came_about(explanation: Explanation, names: Names) -> Iterator[str]:
    """Tell how the trigger came about, where that is more than one event."""
    verdict, trace, lang = explanation.finding.verdict, explanation.trace, names.lang
    day = shown(verdict.trigger_date)
    followed = {"day": day, "label": printable(explanation.followed or texts.DASH)}
    match explanation.source:
        case Lasting(until, length, exceeded):
            ends = names.event(explanation.finding.regulation, until)
            text = _OUTLASTED if exceeded else _LASTED
            yield text.say(lang, until=ends, length=phrase_in_words(length, lang).removeprefix("after "), day=day)
        case AllHappened():
            for event in trace.with_events:
                yield _TOGETHER.say(lang, event=event_in_words(explanation, event, names))
        case Happens() if trace.counted_from is not None and trace.counted_from != verdict.trigger_date:
            at = trace.trigger.time if trace.trigger is not None else None
            told = f"{at:%H:%M}" if at is not None else ""
            yield _AFTER_HOURS.say(lang, time=told, day=shown(trace.counted_from))
        case Expired():
            yield (_LAPSED if explanation.follows_right else _EXPIRED).say(lang, **followed)
        case Completed():
            yield _COMPLETED.say(lang, **followed)
