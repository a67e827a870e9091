"""Events told in words."""

from __future__ import annotations

from engine.clock import shown
from engine.explanation import Explanation
from engine.loading.logs import Event
from engine.reports.names import Names
from engine.texts import Text, printable

_EVENT = Text("«{label}» ngày {day}", "«{label}» on {day}")
_AT = Text("tại {unit}", "at {unit}")
_TO = Text("chuyển đến {unit}", "moving to {unit}")
_BY = Text("người thực hiện: {role}", "by: {role}")
_CASE = Text("trường hợp: {case}", "case: {case}")
_REF = Text("văn bản số {ref}", "document {ref}")
_ABOUT = Text("về văn bản {ref}", "about document {ref}")


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
