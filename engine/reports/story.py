"""An explanation told in sentences, and its ledger as rows that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import assert_never

from engine import texts
from engine.clock import shown
from engine.evaluation import Certainty, Kind, Status, Verdict
from engine.explanation import Doubt, Explanation, NumberedDay
from engine.loading.logs import Event
from engine.outcomes import parted
from engine.phrases import phrase_in_words
from engine.planning.plan import AllHappened, Completed, Expired, Happens, Lasting
from engine.reports.names import Names
from engine.reports.overview import regulation_title
from engine.texts import Text, ledger_reason, number, printable, weekday

_CITES = Text("Căn cứ {cites} ({regulation}).", "Source: {cites} ({regulation}).")
_PHRASE = Text("Văn bản ghi: «{phrase}».", "The text says: «{phrase}».")
_ON_DOSSIER = Text("Hồ sơ ghi «{attribute}»: {what}.", "The dossier states «{attribute}»: {what}.")
_TRIGGER = Text("Phát sinh từ {event}.", "Set off by {event}.")
_ACT = Text("Xét {event}.", "About {event}.")
_EVENT = Text("«{label}» ngày {day}", "«{label}» on {day}")
_AT = Text("tại {unit}", "at {unit}")
_TO = Text("chuyển đến {unit}", "moving to {unit}")
_BY = Text("người thực hiện: {role}", "by: {role}")
_CASE = Text("trường hợp: {case}", "case: {case}")
_REF = Text("văn bản số {ref}", "document {ref}")
_LEFT_OUT = Text(
    "Chưa chắc: dòng {places} của hồ sơ này bị để ra ngoài vì ghi sai; sửa dòng ấy rồi xét lại.",
    "Not certain: row {places} of this dossier was left out as it is wrong; correct it and check again.",
)
_ABOUT = Text("về văn bản {ref}", "about document {ref}")
_LASTED = Text("Trạng thái đó kéo dài đủ vào ngày {day}.", "That state had lasted long enough on {day}.")
_TOGETHER = Text("Cùng với {event}; khi đủ cả thì mới phát sinh.", "Together with {event}; it takes all of them.")
_AFTER_HOURS = Text(
    "Sự kiện lúc {time}, sau giờ chốt, nên tính như của ngày làm việc tiếp theo, {day}.",
    "It happened at {time}, after the cut-off time, so it counts as of the next working day, {day}.",
)
_EXPIRED = Text(
    "Tính từ ngày {day}, là hạn của việc «{label}», vì đến hết ngày đó việc ấy chưa được làm.",
    "Counted from {day}, when «{label}» was due and had not been done.",
)
_COMPLETED = Text(
    "Tính từ ngày {day}, khi việc sau cùng trong các việc «{label}» đã xong.",
    "Counted from {day}, when the last of «{label}» was done.",
)
_PERIOD = Text("Việc định kỳ, kỳ từ {first} đến {last}.", "A periodic duty, for {first} to {last}.")
_AMENDED = Text("Theo {number}, áp dụng từ ngày {day}.", "As amended by {number}, from {day}.")
_CARRIED = Text(
    "Phát sinh trước ngày {day} nhưng khi đó còn dở, nên thời hạn tính theo quy định mới.",
    "It arose before {day} but was still open then, so the new period counts.",
)
_INHERITED = Text(
    "Việc này vốn của {old}; {old} chỉ còn đến ngày {day} nên đơn vị kế thừa chịu trách nhiệm.",
    "This was first owed by {old}, which there was until {day}; its successor answers for it.",
)
_NO_HEIR = Text(
    "{unit} chỉ còn đến ngày {day} và bảng đơn vị không ghi đơn vị kế thừa, nên việc vẫn ghi cho đơn vị này.",
    "There was {unit} until {day} only, and the units table names no successor, so the duty stays with it.",
)
_BEARER = Text("Bên có nghĩa vụ: {role}.", "Bearer: {role}.")
_ANSWERABLE = Text("Đơn vị chịu trách nhiệm: {unit}.", "Unit answerable: {unit}.")
_HANDED_ON = Text(
    "Đơn vị đó nhận hồ sơ từ {event}, là lần bàn giao cuối cùng tính đến ngày đến hạn.",
    "That unit got the dossier by {event}, the last hand-over up to the due date.",
)
_WOULD_BE = Text(
    "Nếu nghĩa vụ có phát sinh thì kết luận là: {status}.", "If the duty did arise, the verdict would be: {status}."
)
_OPENS = Text("Được làm từ ngày {day}.", "To be done from {day}.")
_DUE = Text("Ngày đến hạn: {day} ({weekday}).", "Due on {day} ({weekday}).")
_KEEP_UNTIL = Text("Phải giữ đến ngày {day} ({weekday}).", "To be kept until {day} ({weekday}).")
_PENDING = Text("Đến ngày {day} chưa hoàn thành, còn trong hạn.", "Not done as of {day}, still in time.")
_KEPT_SO_FAR = Text("Đến ngày {day} vẫn đang giữ.", "Still kept as of {day}.")
_KEPT = Text("Đã giữ đủ thời gian.", "Kept long enough.")
_OVERDUE = Text(
    "Đến ngày {day} chưa hoàn thành: quá hạn {working} ngày làm việc ({calendar} ngày lịch).",
    "Not done as of {day}: overdue by {working} working days ({calendar} calendar days).",
)
_LATE = Text(
    "Hoàn thành bằng {event}: trễ {working} ngày làm việc ({calendar} ngày lịch).",
    "Fulfilled by {event}: late by {working} working days ({calendar} calendar days).",
)
_ENDED_WHEN_LATE = Text("hết nghĩa vụ khi đã trễ", "ended when already late")
_ENDED_LATE = Text(
    "{reason} ({event}): khi đó đã trễ {working} ngày làm việc ({calendar} ngày lịch).",
    "{reason} ({event}): it was late by {working} working days ({calendar} calendar days) by then.",
)
_MET = Text("Hoàn thành bằng {event}, đúng hạn.", "Fulfilled by {event}, in time.")
_EARLY = Text("Làm trước ngày được phép làm.", "Done before the window opened.")
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
_BLOCKING = Text("Việc liên quan: {rule}, {subject}, đến hạn {day}.", "Duty concerned: {rule}, {subject}, due {day}.")
_VIOLATION = Text("Vi phạm: {reason}.", "Violation: {reason}.")
_BROKEN_BY = Text("Vi phạm bởi {event}: {reason}.", "Violated by {event}: {reason}.")
_STATES = Text("Khi đó hồ sơ chỉ có thể ở trạng thái: {states}.", "The dossier could then only be: {states}.")
_PAUSE = Text(
    "Tạm dừng tính thời hạn sau ngày {first} đến hết ngày {last}.", "Clock stopped after {first} through {last}."
)
_OPEN_PAUSE = Text(
    "Tạm dừng tính thời hạn sau ngày {first}, chưa tính lại.", "Clock stopped after {first}, not resumed."
)
_EXTENDED = Text("Được gia hạn bởi {event}.", "Extended by {event}.")
_CAP = Text("Cả thời hạn kể cả gia hạn không quá {length}.", "With all extensions the period is at most {length}.")
_PASSED_OVER = Text("Không được tính: {event}, vì {reason}.", "Not counted: {event} ({reason}).")
_STATED = Text("Ngày và điều kiện nêu rõ trong văn bản.", "Stated in the text.")
_CONVENTION = Text(
    "Văn bản không nêu số ngày; số ngày là quy ước của tệp quy tắc.",
    "The text gives no number of days; the number is a convention of the rule file.",
)
_NO_CLAUSE = Text(
    "Giả định: không điều khoản nào của văn bản buộc điều này, người soạn tệp quy tắc đặt ra.",
    "Assumed: no clause of the text demands this; the author of the rule file does.",
)
_ESTIMATED = Text("Ước tính: lịch nghỉ có liên quan chưa công bố.", "Estimated: days off concerned are not announced.")
_QUESTION = Text("Chỗ văn bản để ngỏ: {question}", "The text leaves open: {question}")
_READING = Text("Hiểu theo «{name}»: {says}", "Read as «{name}»: {says}")
_CHOSEN_HERE = Text(
    "(phương án chọn khi chạy, không phải của tệp quy tắc)", "(chosen for this run, not by the rule file)"
)
_OTHER = Text("Cách hiểu khác «{name}»: {says}", "Other reading «{name}»: {says}")
_DUE_HERE = Text("{reason} ⇒ đến hạn", "{reason} ⇒ due")
_WEEKEND = frozenset({"thứ Bảy", "Chủ nhật"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One or more days of a ledger as shown."""

    days: str
    weekdays: str
    count: str
    reason: str
    document: str

    def cells(self) -> tuple[str, str, str, str, str]:
        """Return the row for the columns day, weekday, count, reason, document."""
        return self.days, self.weekdays, self.count, self.reason, self.document


def headline(explanation: Explanation, names: Names) -> str:
    """Return the status and the duty."""
    status = names.status(explanation.finding.verdict.status.value)
    if explanation.finding.verdict.status is Status.LATE and explanation.trace.voided_by is not None:
        status = _ENDED_WHEN_LATE.say(names.lang)
    return f"{_capitalised(status)}: {names.duty(explanation.finding)}"


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def story(explanation: Explanation, names: Names, as_of: date) -> list[str]:
    """Return the explanation as sentences, in the order in which a clerk asks."""
    told = [*_law(explanation, names), *_arising(explanation, names, as_of), *_when(explanation, names.lang)]
    told += [_outcome(explanation, names, as_of), *_circumstances(explanation, names)]
    return [sentence for sentence in told if sentence]


def doubts(explanation: Explanation, names: Names) -> list[str]:
    """Return on what assumptions the verdict rests; one line when it rests on none."""
    lang = names.lang
    told = [line for doubt in explanation.doubts for line in _doubt(doubt, lang)]
    if explanation.convention:
        told.append(_CONVENTION.say(lang))
    if explanation.finding.verdict.certainty is Certainty.ESTIMATED:
        told.append(_ESTIMATED.say(lang))
    if explanation.finding.verdict.certainty is Certainty.ASSUMED and not told:
        told.append(_NO_CLAUSE.say(lang))
    reason = explanation.finding.verdict.reason
    if reason is not None and (places := parted(reason)[1]) is not None:
        told.append(_LEFT_OUT.say(lang, places=places))
    return told or [_STATED.say(lang)]


def ledger_rows(explanation: Explanation, lang: str) -> list[LedgerRow]:
    """Return the ledger for reading: neighbouring days off for the same reason stand in one row."""
    return rows_of_ledger(explanation.ledger, explanation.finding.verdict.due_on, lang)


def rows_of_ledger(ledger: Iterable[NumberedDay], due_on: date | None, lang: str) -> list[LedgerRow]:
    """Return a numbered ledger for reading, with the day that something is due marked in it."""
    return [_ledger_row(list(group), due_on, lang) for _, group in groupby(ledger, key=_group_key)]


def _group_key(line: NumberedDay) -> tuple[object, ...]:
    if line.counted:
        return (line.day,)
    if line.document is None and line.reason in _WEEKEND:
        return ("weekend",)
    return (line.reason, line.document)


def _ledger_row(lines: list[NumberedDay], due_on: date | None, lang: str) -> LedgerRow:
    first, last = lines[0], lines[-1]
    reason = ", ".join(dict.fromkeys(ledger_reason(line.reason, lang) for line in lines))
    if any(line.day == due_on for line in lines):
        reason = _DUE_HERE.say(lang, reason=reason)
    count = texts.DASH if not first.counted else "✓" if first.number is None else number(first.number, lang)
    days, weekdays = shown(first.day), weekday(first.day, lang)
    if first is not last:
        days, weekdays = f"{first.day:%d/%m}–{shown(last.day)}", f"{weekdays} – {weekday(last.day, lang)}"
    return LedgerRow(days, weekdays, count, printable(reason), printable(first.document or ""))


def _period(phrase: str, explanation: Explanation, names: Names) -> str:
    """Return where the period stands: in the text, or on the dossier."""
    stated = explanation.stated
    if stated is None:
        return _PHRASE.say(names.lang, phrase=printable(phrase))
    attribute = printable(names.term(explanation.finding.regulation, "attributes", stated.attribute))
    is_day = stated.is_date and explanation.trace.due is not None
    what = shown(date.fromisoformat(phrase)) if is_day else f"«{printable(phrase)}»"
    return _ON_DOSSIER.say(names.lang, attribute=attribute, what=what)


def _law(explanation: Explanation, names: Names) -> Iterator[str]:
    finding = explanation.finding
    applied = names.applied.get(finding.regulation)
    regulation = finding.regulation
    if applied is not None:
        regulation = regulation_title(applied.document.file.regulation, names.lang)
        if finding.regulation_status == "draft":
            regulation += f", {texts.DRAFT.say(names.lang)}"
    if finding.verdict.cites:
        yield _CITES.say(names.lang, cites=finding.verdict.cites, regulation=regulation)
    if explanation.phrase is not None:
        yield _period(explanation.phrase, explanation, names)
    if explanation.amendment is not None:
        text, since = explanation.amendment
        yield _AMENDED.say(names.lang, number=printable(text), day=shown(since))
    if explanation.trace.carried_on is not None:
        yield _CARRIED.say(names.lang, day=shown(explanation.trace.carried_on))


def _arising(explanation: Explanation, names: Names, as_of: date) -> Iterator[str]:
    verdict, trace, lang = explanation.finding.verdict, explanation.trace, names.lang
    is_act = verdict.kind.is_about_an_act
    if trace.trigger is not None:
        yield (_ACT if is_act else _TRIGGER).say(lang, event=event_in_words(explanation, trace.trigger, names))
        yield from _came_about(explanation, names)
    if trace.period is not None:
        yield _PERIOD.say(lang, first=shown(trace.period[0]), last=shown(trace.period[1]))
    if verdict.bearer is not None and not is_act:
        yield _BEARER.say(lang, role=names.term(explanation.finding.regulation, "roles", verdict.bearer))
    if verdict.unit is not None:
        yield _ANSWERABLE.say(lang, unit=names.unit(verdict.unit))
    if trace.handover is not None:
        yield _HANDED_ON.say(lang, event=event_in_words(explanation, trace.handover, names))
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
        case Lasting():
            yield _LASTED.say(lang, day=day)
        case AllHappened():
            for event in trace.with_events:
                yield _TOGETHER.say(lang, event=event_in_words(explanation, event, names))
        case Happens() if trace.counted_from is not None and trace.counted_from != verdict.trigger_date:
            at = trace.trigger.time if trace.trigger is not None else None
            told = f"{at:%H:%M}" if at is not None else ""
            yield _AFTER_HOURS.say(lang, time=told, day=shown(trace.counted_from))
        case Expired():
            yield _EXPIRED.say(lang, **followed)
        case Completed():
            yield _COMPLETED.say(lang, **followed)


def event_in_words(explanation: Explanation, event: Event, names: Names) -> str:
    """Return an event with its day and what is known of it."""
    lang, regulation = names.lang, explanation.finding.regulation
    told = _EVENT.say(lang, label=names.event(regulation, event.event), day=shown(event.on))
    if event.unit is not None:
        told += " " + _AT.say(lang, unit=names.unit(event.unit))
    details = []
    if event.to_unit is not None and event.to_unit != event.unit:
        details.append(_TO.say(lang, unit=names.unit(event.to_unit)))
    if event.actor is not None:
        details.append(_BY.say(lang, role=names.term(regulation, "roles", event.actor)))
    if event.case is not None:
        details.append(_CASE.say(lang, case=names.case(regulation, event.case)))
    if event.ref is not None:
        details.append(_REF.say(lang, ref=printable(event.ref)))
    if event.about is not None:
        details.append(_ABOUT.say(lang, ref=printable(event.about)))
    return f"{told} ({'; '.join(details)})" if details else told


def _when(explanation: Explanation, lang: str) -> Iterator[str]:
    verdict = explanation.finding.verdict
    if verdict.opens_on is not None:
        yield _OPENS.say(lang, day=shown(verdict.opens_on))
    if verdict.due_on is not None:
        text = _KEEP_UNTIL if verdict.kind is Kind.RETENTION else _DUE
        yield text.say(lang, day=shown(verdict.due_on), weekday=weekday(verdict.due_on, lang))


def _outcome(explanation: Explanation, names: Names, as_of: date) -> str:
    verdict, trace, lang = explanation.finding.verdict, explanation.trace, names.lang
    done = event_in_words(explanation, trace.fulfilment, names) if trace.fulfilment is not None else ""
    reason = names.reason(explanation.finding)
    is_kept = verdict.kind is Kind.RETENTION
    late = {
        "working": "?" if verdict.late_working_days is None else number(verdict.late_working_days, lang),
        "calendar": number(verdict.late_calendar_days or 0, lang),
    }
    match verdict.status:
        case Status.PENDING | Status.DUE_SOON:
            return (_KEPT_SO_FAR if is_kept else _PENDING).say(lang, day=shown(as_of))
        case Status.OVERDUE:
            return _OVERDUE.say(lang, day=shown(as_of), **late)
        case Status.LATE if trace.voided_by is not None:
            by = event_in_words(explanation, trace.voided_by, names)
            return _capitalised(_ENDED_LATE.say(lang, reason=reason, event=by, **late))
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


def _circumstances(explanation: Explanation, names: Names) -> Iterator[str]:
    trace, lang, regulation = explanation.trace, names.lang, explanation.finding.regulation
    if (would_be := explanation.finding.verdict.would_be) not in (None, Status.UNDETERMINED):
        yield _WOULD_BE.say(lang, status=names.status(would_be.value))
    if explanation.finding.verdict.early:
        yield _EARLY.say(lang)
    if trace.states:
        yield _STATES.say(lang, states=", ".join(names.term(regulation, "states", state) for state in trace.states))
    for begins, ends in trace.pauses:
        text = _OPEN_PAUSE if ends is None else _PAUSE
        yield text.say(lang, first=shown(begins), last=shown(ends))
    for event in trace.extensions:
        yield _EXTENDED.say(lang, event=event_in_words(explanation, event, names))
    if trace.extensions and explanation.cap is not None:
        yield _CAP.say(lang, length=phrase_in_words(explanation.cap, lang))
    for rule, dossier, due_on in trace.blocking:
        yield _BLOCKING.say(
            lang, rule=rule, subject=printable(dossier or texts.WHOLE_UNIT.say(lang)), day=shown(due_on)
        )
    for event, why in trace.passed_over:
        reason = names.reason_of(regulation, why)
        yield _PASSED_OVER.say(lang, event=event_in_words(explanation, event, names), reason=reason)


def _doubt(doubt: Doubt, lang: str) -> Iterator[str]:
    yield _QUESTION.say(lang, question=printable(doubt.question))
    used = _READING.say(lang, name=doubt.reading[0], says=printable(doubt.reading[1]))
    yield used if doubt.is_own_choice else f"{used} {_CHOSEN_HERE.say(lang)}"
    for name, says in doubt.others:
        yield _OTHER.say(lang, name=name, says=printable(says))
