"""What bore on a duty beside its own events, and what did not, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from engine import texts
from engine.clock import shown
from engine.evaluation import Status
from engine.evaluation.verdicts import LeftAside
from engine.explanation import Explanation
from engine.phrases import phrase_in_words
from engine.reports.events_told import event_in_words
from engine.reports.names import Names
from engine.texts import Text, printable

_WOULD_BE = Text(
    "Nếu nghĩa vụ có phát sinh thì kết luận là: {status}.", "If the duty did arise, the verdict would be: {status}."
)
_EARLY = Text("Làm trước ngày được phép làm.", "Done before the window opened.")
_BLOCKING = Text("Việc liên quan: {rule}, {subject}, đến hạn {day}.", "Duty concerned: {rule}, {subject}, due {day}.")
_STATES = Text("Khi đó hồ sơ chỉ có thể ở trạng thái: {states}.", "The dossier could then only be: {states}.")
_PAUSE = Text(
    "Tạm dừng tính thời hạn sau ngày {first} đến hết ngày {last}.", "Clock stopped after {first} through {last}."
)
_OPEN_PAUSE = Text(
    "Tạm dừng tính thời hạn sau ngày {first}, chưa tính lại.", "Clock stopped after {first}, not resumed."
)
_EXTENDED = Text("Được gia hạn bởi {event}.", "Extended by {event}.")
_CAP = Text("Cả thời hạn kể cả gia hạn không quá {length}.", "With all extensions the period is at most {length}.")
_PASSED_OVER = Text("Không được tính: {event}, vì {reason}.", "Not counted: {event}; {reason}.")
_NO_PAUSE = Text("Không làm dừng thời hạn: {event}, vì {reason}.", "The clock did not stop for {event}; {reason}.")
_NO_EXTENSION = Text(
    "Không kéo dài thời hạn: {event}, vì {reason}.", "The period was not made longer by {event}; {reason}."
)
_DIFFERS = Text("{act} là «{found}», việc này đòi «{wanted}»", "{act} is «{found}», this duty asks for «{wanted}»")
_DIFFERS_FROM = Text(
    "{act} là «{found}», khác {trigger} của sự kiện phát sinh là «{wanted}»",
    "{act} is «{found}», unlike the {trigger} of the trigger, «{wanted}»",
)


def circumstances(explanation: Explanation, names: Names) -> Iterator[str]:
    """Yield what bore on a verdict, and the events that could have and did not, each with the reason."""
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
    if (trace.extensions or trace.extensions_aside) and explanation.cap is not None:
        yield _CAP.say(lang, length=phrase_in_words(explanation.cap, lang))
    for rule, dossier, due_on in trace.blocking:
        yield _BLOCKING.say(
            lang, rule=rule, subject=printable(dossier or texts.WHOLE_UNIT.say(lang)), day=shown(due_on)
        )
    for text, aside in (
        (_NO_PAUSE, trace.pauses_aside),
        (_NO_EXTENSION, trace.extensions_aside),
        (_PASSED_OVER, trace.passed_over),
    ):
        for item in aside:
            told = event_in_words(explanation, item.event, names)
            yield text.say(lang, event=told, reason=_why(item, regulation, names))


def _why(aside: LeftAside, regulation: str, names: Names) -> str:
    """Return why an event does not count; for another party's, in which field it differs and by what."""
    if not aside.differences:
        return names.reason_of(regulation, aside.reason)
    return "; ".join(
        (_DIFFERS if item.act == item.trigger else _DIFFERS_FROM).say(
            names.lang,
            act=names.field_name(regulation, item.act),
            found=names.value(regulation, item.act, item.found),
            trigger=names.field_name(regulation, item.trigger),
            wanted=names.value(regulation, item.trigger, item.wanted),
        )
        for item in aside.differences
    )
