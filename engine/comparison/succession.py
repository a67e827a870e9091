"""The versions of one rule in two texts: which are the same, which replaces which, and which begin or end alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from pydantic import BaseModel

from engine.loading.rules import RuleDocument
from engine.loading.rules.amended import VERSIONED
from engine.model.versions import Version


class Fate(Enum):
    """What became of a rule."""

    KEPT = "kept"
    """It stands in both texts, perhaps changed."""
    REPLACED = "replaced"
    """From a day on another version holds in its place."""
    ADDED = "added"
    REMOVED = "removed"
    ENDED = "ended"
    """It stands in both texts, and holds until a day in the new one; nothing takes its place."""


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of one version.

    Attributes:
        before, after: the versions told apart; None for what is added or removed.
        on: the day from which it is so, where there is one.
        is_within_new: whether `before` stands in the new text, beside `after`.
    """

    fate: Fate
    before: BaseModel | None
    after: BaseModel | None
    on: date | None = None
    is_within_new: bool = False


def successions(old: Sequence[BaseModel], new: Sequence[BaseModel]) -> Iterator[Succession]:
    """Yield what became of the versions of one rule; an ending and the beginning that follows it are one."""
    kept = _kept(old, new)
    came = [item for item in new if not any(item is after for _, after in kept)]
    went = [item for item in old if not any(item is before for before, _ in kept)]
    replacing: list[BaseModel] = []
    for before, after in kept:
        heir = next((item for item in came if _follows(item, after)), None)
        yield Succession(Fate.KEPT, before, after)
        if heir is not None:
            replacing.append(heir)
            yield Succession(Fate.REPLACED, after, heir, _begins(heir), is_within_new=True)
        elif _ends(after) is not None and _ends(before) is None:
            yield Succession(Fate.ENDED, before, after, _ends(after))
    for item in came:
        if any(item is heir for heir in replacing):
            continue
        earlier = next((one for one in went if _begins(item) is not None and _may_precede(one, item)), None)
        earlier_new = next((one for one in came if one is not item and _follows(item, one)), None)
        if earlier is not None:
            went.remove(earlier)
            yield Succession(Fate.REPLACED, earlier, item, _begins(item))
        elif earlier_new is not None:
            yield Succession(Fate.REPLACED, earlier_new, item, _begins(item), is_within_new=True)
        else:
            yield Succession(Fate.ADDED, None, item, _begins(item))
    for item in went:
        yield Succession(Fate.REMOVED, item, None, _ends(item))


def as_of(document: RuleDocument, day: date) -> RuleDocument:
    """Return the regulation as it reads on `day`: the amendments until then, of each rule the version that holds."""
    file = document.file
    blocks = {name: tuple(item for item in getattr(file, name) if item.holds_on(day)) for name in VERSIONED}
    amendments = tuple(item for item in file.amendments if item.in_force_from <= day)
    lifecycle = file.lifecycle
    if lifecycle is not None:
        steps = tuple(step for step in lifecycle.transitions if step.holds_on(day))
        stays = tuple(stay for stay in lifecycle.stays if stay.holds_on(day))
        lifecycle = lifecycle.model_copy(update={"transitions": steps, "stays": stays})
    update = {**blocks, "amendments": amendments, "lifecycle": lifecycle}
    return replace(document, file=file.model_copy(update=update))


def _kept(old: Sequence[BaseModel], new: Sequence[BaseModel]) -> list[tuple[BaseModel, BaseModel]]:
    """Return the versions that stand in both: those that begin on one day, or in equal number those in one place."""
    if len(old) == len(new) and (len(new) > 1 or not _is_later(old, new)):
        return list(zip(old, new, strict=True))
    found: list[tuple[BaseModel, BaseModel]] = []
    for after in new:
        same = [one for one in old if _begins(one) == _begins(after) and not any(one is taken for taken, _ in found)]
        found += [(same[0], after)] if same else []
    return found


def _is_later(old: Sequence[BaseModel], new: Sequence[BaseModel]) -> bool:
    """Tell whether the only version of the new text holds when the only one of the old has ended."""
    return len(new) == 1 and _ends(old[0]) is not None and _may_precede(old[0], new[0])


def _follows(item: BaseModel, before: BaseModel) -> bool:
    return _begins(item) is not None and _begins(item) == _ends(before)


def _may_precede(one: BaseModel, item: BaseModel) -> bool:
    begins, ends = _begins(item), _ends(one)
    return begins is not None and (ends is None or ends <= begins)


def _begins(item: BaseModel) -> date | None:
    return item.begins if isinstance(item, Version) else None


def _ends(item: BaseModel) -> date | None:
    return item.ends if isinstance(item, Version) else None
