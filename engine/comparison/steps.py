"""The steps of two lifecycles told apart by what they allow, however the file groups or shortens them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.clock import shown
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
_STEP_REPLACED: Final = Text("từ {day} thay bước {old} bằng bước {new}", "from {day} {old} is replaced by {new}")
_FROM: Final = Text("từ {day} {says}", "from {day} {says}")
_EVERY_STATE: Final = Text("mọi trạng thái", "any state")
_ALL_BUT: Final = Text("mọi trạng thái trừ {states}", "any state but {states}")
_SAME_STATE: Final = Text("chính trạng thái ấy", "the same state")
_OTHERWISE: Final = Text("khi không bước nào khác áp dụng", "when no other step applies")
_DETAILS: Final = ("only_if", "roles", "evidence", "mentions", "why")
_MOST_NAMED: Final = 4
"""A step from more states than these, and from most of them, is told by the states it is not allowed from."""


@dataclass(frozen=True, slots=True)
class StepChange:
    """Steps that one lifecycle has and another has not: the clauses that order them, and what they are in words."""

    cites: tuple[str, ...]
    says: str


def step_changes(old: RuleDocument, new: RuleDocument, lang: str) -> Iterator[StepChange]:
    """Yield what steps went and what steps came, events that take the same step together.

    A step that ends and the one that begins that day in its place are one change.
    """
    words = Wording(new.vocabulary, lang)
    before, after = _told(old.file.lifecycle, words), _told(new.file.lifecycle, words)
    gone, came = list((before - after).elements()), list((after - before).elements())
    for event, step in list(came):
        former = _former(event, step, gone, list(after))
        if former is None:
            continue
        came.remove((event, step))
        for item in [item for item in gone if item[0] == event and item[1].content == former.content]:
            gone.remove(item)
        came = [item for item in came if item != (event, former)]
        one, other = (_sentence((event,), told, words) for told in (former, step))
        says = _STEP_REPLACED.say(lang, day=_since(step), old=one, new=other)
        yield StepChange(step.cites, says)
    for event, step in list(came):
        same = next((item for item in gone if item[0] == event and item[1].content == step.content), None)
        if same is not None and same[1].ends is None and step.ends is not None:
            gone.remove(same)
            came.remove((event, step))
            says = _STEP_REMOVED.say(lang, step=_sentence((event,), step, words))
            yield StepChange(step.cites, _FROM.say(lang, day=shown(step.ends), says=says))
    for template, steps in ((_STEP_REMOVED, gone), (_STEP_ADDED, came)):
        yield from _alone(template, steps, words)


def _former(event: str, step: _Told, gone: list[_Step], after: list[_Step]) -> _Told | None:
    """Return the version of a step that holds until `step` begins."""
    if step.begins is None:
        return None
    until = [told for name, told in (*after, *gone) if name == event and told.ends == step.begins]
    return until[0] if until else None


def _alone(template: Text, steps: Iterable[_Step], words: Wording) -> Iterator[StepChange]:
    """Yield steps that only went, or only came, events that take the same step together."""
    events: dict[_Told, list[str]] = {}
    for event, step in steps:
        events.setdefault(step, []).append(event)
    for step, names in events.items():
        says = template.say(words.lang, step=_sentence(tuple(names), step, words))
        day = step.ends if template is _STEP_REMOVED else step.begins
        yield StepChange(step.cites, says if day is None else _FROM.say(words.lang, day=_since(step, day), says=says))


def _sentence(events: tuple[str, ...], step: _Told, words: Wording) -> str:
    told = _STEP.say(words.lang, event=words.say(events), origins=step.origins, to=step.to)
    return "; ".join([told, *step.details])


def _since(step: _Told, day: date | None = None) -> str:
    """Return the day on which a step begins, with the text that brought it; or another day."""
    if day is not None and day != step.begins:
        return shown(day)
    return f"{shown(step.begins)} ({step.amended_by})" if step.amended_by else shown(step.begins)


@dataclass(frozen=True, slots=True)
class _Told:
    origins: str
    to: str
    details: tuple[str, ...]
    cites: tuple[str, ...]
    begins: date | None
    ends: date | None
    amended_by: str | None

    @property
    def content(self) -> tuple[object, ...]:
        """The step without its dates."""
        return self.origins, self.to, self.details, self.cites


_Step = tuple[str, _Told]
"""An event and the step that it takes, in words."""


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
    origins = _origins(lifecycle, step, words)
    return _Told(origins, to, tuple(details), part.cites, part.begins, part.ends, part.amended_by)


def _origins(lifecycle: Lifecycle, step: WrittenStep, words: Wording) -> str:
    others = tuple(state for state in lifecycle.states if state not in step.origins)
    if not others:
        return _EVERY_STATE.say(words.lang)
    if len(others) < len(step.origins) > _MOST_NAMED:
        return _ALL_BUT.say(words.lang, states=words.say(others))
    return words.say(step.origins)
