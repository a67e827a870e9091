"""An explanation told in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine import texts
from engine.clock import shown
from engine.evaluation import Certainty, Kind, Status
from engine.explanation import Doubt, Explanation
from engine.outcomes import parted
from engine.reports.arising import arising
from engine.reports.circumstances import circumstances
from engine.reports.names import Names
from engine.reports.outcome_told import capitalised, outcome
from engine.reports.overview import regulation_title
from engine.reports.period_told import period_told
from engine.texts import Text, printable, weekday

_CITES = Text("Căn cứ {cites} ({regulation}).", "Source: {cites} ({regulation}).")
_LEFT_OUT = Text(
    "Chưa chắc: dòng {places} của hồ sơ này bị để ra ngoài vì ghi sai; sửa dòng ấy rồi xét lại.",
    "Not certain: row {places} of this dossier was left out as it is wrong; correct it and check again.",
)
_AMENDED = Text("Theo {number}, áp dụng từ ngày {day}.", "As amended by {number}, from {day}.")
_CARRIED = Text(
    "Phát sinh trước ngày {day} nhưng khi đó còn dở, nên thời hạn tính theo quy định mới.",
    "It arose before {day} but was still open then, so the new period counts.",
)
_OPENS = Text("Được làm từ ngày {day}.", "To be done from {day}.")
_DUE = Text("Ngày đến hạn: {day} ({weekday}).", "Due on {day} ({weekday}).")
_MAY_UNTIL = Text("Dùng được đến hết ngày {day} ({weekday}).", "To be used by the end of {day} ({weekday}).")
_KEEP_UNTIL = Text("Phải giữ đến ngày {day} ({weekday}).", "To be kept until {day} ({weekday}).")
_ENDED_WHEN_LATE = Text("hết nghĩa vụ khi đã trễ", "ended when already late")
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


def headline(explanation: Explanation, names: Names) -> str:
    """Return the status and the duty."""
    status = names.status(explanation.finding.verdict.status.value)
    if explanation.finding.verdict.status is Status.LATE and explanation.trace.voided_by is not None:
        status = _ENDED_WHEN_LATE.say(names.lang)
    return f"{capitalised(status)}: {names.duty(explanation.finding)}"


def story(explanation: Explanation, names: Names, as_of: date) -> list[str]:
    """Return the explanation as sentences, in the order in which a clerk asks."""
    told = [*_law(explanation, names), *arising(explanation, names, as_of), *_when(explanation, names.lang)]
    told += [outcome(explanation, names, as_of), *circumstances(explanation, names)]
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
    yield from period_told(explanation, names)
    if explanation.amendment is not None:
        text, since = explanation.amendment
        yield _AMENDED.say(names.lang, number=printable(text), day=shown(since))
    if explanation.trace.carried_on is not None:
        yield _CARRIED.say(names.lang, day=shown(explanation.trace.carried_on))


def _when(explanation: Explanation, lang: str) -> Iterator[str]:
    verdict = explanation.finding.verdict
    if verdict.opens_on is not None:
        yield _OPENS.say(lang, day=shown(verdict.opens_on))
    if verdict.due_on is not None:
        text = {Kind.RETENTION: _KEEP_UNTIL, Kind.RIGHT: _MAY_UNTIL}.get(verdict.kind, _DUE)
        yield text.say(lang, day=shown(verdict.due_on), weekday=weekday(verdict.due_on, lang))


def _doubt(doubt: Doubt, lang: str) -> Iterator[str]:
    yield _QUESTION.say(lang, question=printable(doubt.question))
    used = _READING.say(lang, name=doubt.reading[0], says=printable(doubt.reading[1]))
    yield used if doubt.is_own_choice else f"{used} {_CHOSEN_HERE.say(lang)}"
    for name, says in doubt.others:
        yield _OTHER.say(lang, name=name, says=printable(says))
