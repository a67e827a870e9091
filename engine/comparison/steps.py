"""The steps of two lifecycles told apart by what they allow, however the file groups or shortens them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.comparison.wording import Wording, title_of
from engine.loading.rules import RuleDocument
from engine.model.lifecycle import Lifecycle, Staying
from engine.planning.asking import Asking
from engine.planning.conditions import ALWAYS
from engine.planning.lifecycles import WrittenStep, written_steps
from engine.texts import Text

_STEP: Final = Text("{event}: từ {origins} sang {to}", "{event}: from {origins} to {to}")
_STEP_ADDED: Final = Text("thêm bước {step}", "step added: {step}")
_STEP_REMOVED: Final = Text("bỏ bước {step}", "step removed: {step}")
_EVERY_STATE: Final = Text("mọi trạng thái", "any state")
_ALL_BUT: Final = Text("mọi trạng thái trừ {states}", "any state but {states}")
_SAME_STATE: Final = Text("chính trạng thái ấy", "the same state")
_OTHERWISE: Final = Text("khi không bước nào khác áp dụng", "when no other step applies")
_DETAILS: Final = ("only_if", "roles", "evidence", "mentions", "why", "in_force_from", "in_force_until", "amended_by")
_MOST_NAMED: Final = 4
"""A step from more states than these, and from most of them, is told by the states it is not allowed from."""


@dataclass(frozen=True, slots=True)
class StepChange:
    """Steps that one lifecycle has and another has not: the clauses that order them, and what they are in words."""

    cites: tuple[str, ...]
    says: str


def step_changes(old: RuleDocument, new: RuleDocument, lang: str) -> Iterator[StepChange]:
    """Yield what steps went and what steps came, events that take the same step together."""
    words = Wording(new.vocabulary, lang)
    before, after = _told(old.file.lifecycle, words), _told(new.file.lifecycle, words)
    for template, steps in ((_STEP_REMOVED, before - after), (_STEP_ADDED, after - before)):
        events: dict[_Told, list[str]] = {}
        for event, step in steps:
            events.setdefault(step, []).append(event)
        for step, names in events.items():
            told = _STEP.say(lang, event=words.say(tuple(names)), origins=step.origins, to=step.to)
            yield StepChange(step.cites, template.say(lang, step="; ".join([told, *step.details])))


@dataclass(frozen=True, slots=True)
class _Told:
    origins: str
    to: str
    details: tuple[str, ...]
    cites: tuple[str, ...]


def _told(lifecycle: Lifecycle | None, words: Wording) -> Counter[tuple[str, _Told]]:
    """Return every step of a lifecycle as (event, the rest in words)."""
    if lifecycle is None:
        return Counter()
    return Counter(
        (step.event, _in_words(lifecycle, step, words)) for step in written_steps(lifecycle, Asking(words.vocabulary))
    )


def _in_words(lifecycle: Lifecycle, step: WrittenStep, words: Wording) -> _Told:
    part = step.part
    given = [name for name in _DETAILS if getattr(part, name, None)]
    details = [f"{title_of(part, name, words.lang).lower()}: {words.say(getattr(part, name))}" for name in given]
    if isinstance(part, Staying) and step.test != ALWAYS:
        details.append(_OTHERWISE.say(words.lang))
    to = _SAME_STATE.say(words.lang) if step.to is None else words.say(step.to)
    return _Told(_origins(lifecycle, step, words), to, tuple(details), part.cites)


def _origins(lifecycle: Lifecycle, step: WrittenStep, words: Wording) -> str:
    others = tuple(state for state in lifecycle.states if state not in step.origins)
    if not others:
        return _EVERY_STATE.say(words.lang)
    if len(others) < len(step.origins) > _MOST_NAMED:
        return _ALL_BUT.say(words.lang, states=words.say(others))
    return words.say(step.origins)
