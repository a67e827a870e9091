"""A duty that follows its dossier from hand to hand, or is answered where something was sent, has a trigger for it.

And what moves a dossier from hand to hand is an event of it, to one destination.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.duties import Answerable, Obligation
from engine.model.readings import apply_reading, chosen_reading
from engine.vocabulary import Level

_NEED_TRIGGER = (Answerable.HOLDER, Answerable.ASKED)
_NO_TRIGGER = (
    "nghĩa vụ không do sự kiện nào làm phát sinh («when»)",
    "no event sets the duty off («when»)",
)
_NO_DOSSIER = (
    "việc phải làm không phải việc của một hồ sơ nên không nơi nào có hồ sơ",
    "what must be done is no act on a dossier, so nobody has the dossier",
)


def check_answerable(document: RuleDocument) -> list[Diagnostic]:
    """Report duties whose unit that answers could never be found, and moves that move no dossier or to two places."""
    found: list[Diagnostic] = [*_handovers(document)]
    of_role = {role.id: role.answerable for role in document.file.vocabulary.roles}
    for index, obligation in enumerate(document.file.obligations):
        read = _read(document, obligation)
        given = read.answerable or of_role.get(read.who or "")
        if given not in _NEED_TRIGGER:
            continue
        if read.when is None or (given is Answerable.HOLDER and not _is_of_dossier(document, read)):
            path: Path = ("obligations", index)
            key = "answerable" if read.answerable is not None else "who"
            why, why_en = _NO_TRIGGER if read.when is None else _NO_DOSSIER
            place = document.key_place(*path, key)
            found.append(Diagnostic.of("P509", place, key=given.value, name=read.id, why=why, why_en=why_en))
    return found


def _handovers(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report events that move no dossier, and those for which two destinations are given."""
    moved: set[str] = set()
    for index, move in enumerate(document.file.moves):
        event = document.vocabulary.events.get(move.event)
        place = document.place("moves", index, "event")
        if event is not None and Level.DOSSIER not in event.levels:
            yield Diagnostic.of("P492", place, event=move.event)
        elif move.event in moved:
            yield Diagnostic.of("P493", place, event=move.event)
        moved.add(move.event)


def _read(document: RuleDocument, obligation: Obligation) -> Obligation:
    for interpretation in document.file.interpretations:
        reading = chosen_reading(interpretation, {}) if obligation.id in interpretation.about else None
        if reading is not None:
            obligation = apply_reading(obligation, reading)
    return obligation


def _is_of_dossier(document: RuleDocument, duty: Obligation) -> bool:
    """Tell whether the events that fulfil a duty happen to dossiers; what is not known is reported elsewhere."""
    acts = [act.event for act in (*duty.must, duty.must_not, duty.right) if act is not None]
    events = [document.vocabulary.events.get(name) for name in acts]
    return all(event is None or event.needs_dossier for event in events)
