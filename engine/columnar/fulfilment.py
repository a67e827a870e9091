"""Which act comes first for each of many instances. Equals `engine.evaluation.fulfilment`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from engine.columnar.days import NEVER, NOTHING, Bools, Ints
from engine.columnar.facts import EventRows
from engine.columnar.histories import key_of
from engine.columnar.instances import Siblings, matters_of
from engine.columnar.matching import Occurrences, first_of_each
from engine.columnar.parties import OTHER, agree, also_for_predecessors, codes_matched
from engine.loading.logs.dates import NO_TIME
from engine.planning.plan import Matched


@dataclass(frozen=True)
class Asked:
    """The instances for which acts are looked for.

    Attributes:
        triggers: their triggers.
        starts: their trigger dates.
        opens: from which day on acts that name no matter count.
        matters: the matters they name, as `Siblings` numbers them.
        where: the subjects whose acts are looked through.
        is_ahead: whether acts come before the trigger by nature.
        is_timed: whether an act that names no matter must not come before the trigger on its day, by their times.
        early: whether acts that name the matter may come before the trigger.
        strict: whether acts must share the matter of a trigger that has one.
        matched_by: what acts must share with the trigger.
    """

    triggers: EventRows
    starts: Ints
    opens: Ints
    matters: tuple[Ints, ...]
    where: Ints
    is_ahead: bool
    is_timed: bool = False
    early: bool = True
    strict: bool = False
    matched_by: tuple[Matched, ...] = ()

    def only(self, keep: Bools | Ints) -> Asked:
        """Return some of the instances."""
        return replace(
            self,
            triggers=self.triggers.only(keep),
            starts=self.starts[keep],
            opens=self.opens[keep],
            matters=tuple(column[keep] for column in self.matters),
            where=self.where[keep],
        )


@dataclass(frozen=True)
class _Side:
    """Acts, or instances, as numbers that agree where they belong together.

    Attributes:
        place: what they happened to.
        matters: the matters they name, `NOTHING` for none; a column for each way of naming one.
    """

    place: Ints
    matters: tuple[Ints, ...]

    def only(self, keep: Bools | Ints) -> _Side:
        return _Side(self.place[keep], tuple(column[keep] for column in self.matters))


def first_acts(acts: EventRows, asked: Asked, siblings: Siblings) -> Ints:
    """Return the day of the first act that counts for each instance, `NEVER` where none does."""
    found = _first_by_day(acts, asked, siblings)
    if asked.is_timed and len(acts):
        times = asked.triggers.column("time")
        on_its_day = np.flatnonzero((found == asked.starts) & (times != NO_TIME))
        for some in _apart_by_day(on_its_day, key_of(asked.where, asked.starts)):
            too_early, whose = _too_early(acts, asked, some, times, siblings)
            for day in np.unique(asked.starts[whose]).tolist():
                that_day = asked.starts[whose] == day
                those = np.unique(whose[that_day])
                kept = np.isin(acts.subject, asked.where[those])
                kept[too_early[that_day]] = False
                found[those] = _first_by_day(acts.only(kept), asked.only(those), siblings)
    return found


def _apart_by_day(places: Ints, keys: Ints) -> Iterator[Ints]:
    """Yield instances, no two of one subject and day together, in the order of these."""
    places = places[np.argsort(keys[places], kind="stable")]
    while len(places):
        first = first_of_each(keys[places])
        yield places[first]
        places = places[~first]


def _too_early(acts: EventRows, asked: Asked, some: Ints, times: Ints, siblings: Siblings) -> tuple[Ints, Ints]:
    """Return the acts that came before the trigger of one of some instances, on its day, and name no matter.

    With each the instance, of which no two are of one subject and day.
    """
    keys, days = key_of(asked.where[some], asked.starts[some]), key_of(acts.subject, acts.day)
    near = np.minimum(np.searchsorted(keys, days), len(keys) - 1)
    those = np.flatnonzero(keys[near] == days)
    instances, time = some[near[those]], acts.column("time")[those]
    early = (time != NO_TIME) & (time < times[instances])
    if siblings.have_matters:
        subjects = asked.triggers.subject[instances]
        for column in matters_of(acts):
            early &= siblings.matter(subjects, column[those]) == NOTHING
    return those[early], instances[early]


def _first_by_day(acts: EventRows, asked: Asked, siblings: Siblings) -> Ints:
    if not siblings.have_matters:
        return _first(acts, asked, None)
    found = np.full(len(asked.starts), NEVER)
    subjects = asked.triggers.subject
    at_home = asked.where == subjects
    if at_home.all():
        return _first(acts, asked, siblings)
    found[at_home] = _first(acts, asked.only(at_home), siblings)
    touched = siblings.touch(subjects)
    plain = ~at_home & ~touched
    found[plain] = _first(acts, asked.only(plain), None)
    apart = np.flatnonzero(~at_home & touched)
    if len(apart):
        found[apart] = _one_by_one(acts, asked.only(apart), siblings)
    return found


def _first(acts: EventRows, asked: Asked, siblings: Siblings | None) -> Ints:
    """Return the first act of each instance whose acts and triggers happen to the same subjects.

    Args:
        siblings: None when no act names a matter.
    """
    if not len(asked.starts) or not len(acts):
        return np.full(len(asked.starts), NEVER)
    if siblings is None and not asked.matched_by:
        return Occurrences(acts.histories.key[acts.at]).first_from(asked.where, asked.opens)
    done, wanted = _Side(acts.subject, ()), _Side(asked.where, ())
    if siblings is not None:
        done = _Side(done.place, tuple(siblings.matter(acts.subject, column) for column in matters_of(acts)))
        wanted = _Side(wanted.place, asked.matters)
    meant = _meant_for(done, acts.day, siblings, is_ahead=asked.is_ahead) if asked.early and siblings else None
    found = np.full(len(asked.starts), NEVER)
    for some_acts, some, one, other in _by_party(acts, asked, done, wanted):
        days = _earliest(
            one, acts.day[some_acts], meant[some_acts] if meant is not None else None, other, asked.only(some)
        )
        found[some] = np.minimum(found[some], days)
    return found


def _meant_for(done: _Side, days: Ints, siblings: Siblings, *, is_ahead: bool) -> Ints:
    """Return which trigger date an act may come before: the next it names; 0 for any, `NEVER` for none.

    Ahead of a trigger the next one is meant. Otherwise it must not belong to an earlier trigger that it names.
    """
    found = np.full(len(days), NEVER if is_ahead else 0)
    for matters in done.matters:
        named = np.flatnonzero(matters != NOTHING)
        if is_ahead:
            found[named] = np.minimum(found[named], siblings.next_starts(matters[named], days[named]))
        else:
            found[named[siblings.first_starts[matters[named]] <= days[named]]] = NEVER
    return found


def _earliest(done: _Side, days: Ints, meant: Ints | None, wanted: _Side, asked: Asked) -> Ints:
    plain = np.ones(len(days), bool)
    for column in done.matters:
        plain &= column == NOTHING
    found = _first_from(done.place[plain], days[plain], wanted.place, asked.opens)
    if asked.strict:
        for column in wanted.matters:
            found[column != NOTHING] = NEVER
    for ours in wanted.matters:
        for theirs in done.matters:
            acts, some = np.flatnonzero(theirs != NOTHING), np.flatnonzero(ours != NOTHING)
            if not len(acts):
                continue
            best = _first_from(theirs[acts], days[acts], ours[some], asked.starts[some])
            if meant is not None:
                before = asked.starts[some] if asked.is_ahead else np.zeros(len(some), np.int64)
                best = np.minimum(best, _first_meant(theirs[acts], meant[acts], days[acts], ours[some], before))
            found[some] = np.minimum(found[some], best)
    return found


def _first_from(groups: Ints, days: Ints, wanted: Ints, since: Ints) -> Ints:
    """Return the first day in each wanted group on or after a day."""
    keys = key_of(groups, days)
    if not bool((keys[1:] >= keys[:-1]).all()):
        keys = np.sort(keys, kind="stable")
    return Occurrences(keys).first_from(wanted, since)


def _first_meant(groups: Ints, meant: Ints, days: Ints, wanted: Ints, before: Ints) -> Ints:
    """Return the first day in each wanted group of the acts that are meant for a trigger date."""
    usable = np.flatnonzero(meant != NEVER)
    keys, days = key_of(groups[usable], meant[usable]), days[usable]
    if not len(keys):
        return np.full(len(wanted), NEVER)
    order = np.lexsort((days, keys))
    keys, days = keys[order], days[order]
    asked = key_of(wanted, before)
    places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[places] == asked, days[places], NEVER)


def _by_party(acts: EventRows, asked: Asked, done: _Side, wanted: _Side) -> Iterator[tuple[Ints, Ints, _Side, _Side]]:
    """Yield acts and instances that can belong together by what they must share, numbered so that they agree.

    What is not known on either side excludes nothing, so acts and instances are taken by what is known of them.
    """
    if not asked.matched_by:
        yield np.arange(len(acts)), np.arange(len(asked.starts)), done, wanted
        return
    theirs, ours = values_matched(acts, asked)
    rows, theirs = also_for_predecessors(acts, asked.matched_by, theirs)
    for shown in _patterns(theirs):
        for known in _patterns(ours):
            some_acts = np.flatnonzero(_has_pattern(theirs, shown))
            some = np.flatnonzero(_has_pattern(ours, known))
            both = [place for place in range(len(theirs)) if shown[place] and known[place]]
            one, other = done.only(rows[some_acts]), wanted.only(some)
            for place in both:
                one, other = _refined(one, theirs[place][some_acts], other, ours[place][some])
            yield rows[some_acts], some, one, other


def values_matched(acts: EventRows, asked: Asked) -> tuple[list[Ints], list[Ints]]:
    """Return what acts must share with triggers, on either side, as codes with one meaning."""
    return codes_matched(acts, asked.triggers, asked.matched_by)


def _patterns(columns: list[Ints]) -> list[tuple[bool, ...]]:
    """Return which of the columns are known, in every way that occurs."""
    return [tuple(row) for row in np.unique(np.column_stack(columns) != NOTHING, axis=0).tolist()]


def _has_pattern(columns: list[Ints], pattern: tuple[bool, ...]) -> Bools:
    found = np.ones(len(columns[0]), bool)
    for column, known in zip(columns, pattern, strict=True):
        found &= (column != NOTHING) == known
    return found


def _refined(one: _Side, theirs: Ints, other: _Side, ours: Ints) -> tuple[_Side, _Side]:
    """Return both sides with numbers that agree only where a further value does, too."""
    (place,), (asked,) = _numbered((one.place,), theirs, (other.place,), ours)
    matters, wanted = _numbered(one.matters, theirs, other.matters, ours)
    return _Side(place, matters), _Side(asked, wanted)


def _numbered(
    columns: tuple[Ints, ...], theirs: Ints, others: tuple[Ints, ...], ours: Ints
) -> tuple[tuple[Ints, ...], tuple[Ints, ...]]:
    """Return columns of either side, each with a further value, as common numbers; `NOTHING` stays."""
    pairs = [_with_value(column, theirs) for column in columns] + [_with_value(column, ours) for column in others]
    if not pairs:
        return (), ()
    distinct = np.unique(np.concatenate(pairs))
    numbers = [
        np.where(column == NOTHING, NOTHING, np.searchsorted(distinct, pair))
        for column, pair in zip((*columns, *others), pairs, strict=True)
    ]
    return tuple(numbers[: len(columns)]), tuple(numbers[len(columns) :])


def _with_value(column: Ints, values: Ints) -> Ints:
    return (column.astype(np.int64) << 32) + (values - OTHER)


def _one_by_one(acts: EventRows, asked: Asked, siblings: Siblings) -> Ints:
    """Return the first act of instances whose acts happen to another subject than their triggers do.

    Which of them name a matter then depends on the trigger's subject, so each instance looks through its own.
    """
    matters, ours = matters_of(acts), matters_of(asked.triggers)
    theirs, known = values_matched(acts, asked) if asked.matched_by else ([], [])
    subject = acts.subject
    found = np.full(len(asked.starts), NEVER)
    for place in range(len(found)):
        first, last = np.searchsorted(subject, [asked.where[place], asked.where[place] + 1])
        on_subject = siblings.numbers_on(int(asked.triggers.subject[place]))
        own = {int(column[place]) for column in ours} - {NOTHING}
        for act in range(first, last):
            named = {int(column[act]) for column in matters} & on_subject.keys()
            day = int(acts.day[act])
            if not all(
                agree(pair, their[act], our[place], acts.day[act], acts.setting)
                for pair, their, our in zip(asked.matched_by, theirs, known, strict=True)
            ):
                continue
            if asked.strict and own and not own & named:
                continue
            if _counts(day, [on_subject[number] for number in sorted(named)], bool(own & named), place, asked):
                found[place] = day
                break
    return found


def _counts(day: int, named: list[list[int]], is_own: bool, place: int, asked: Asked) -> bool:
    """Tell whether an act belongs to an instance; equals `Siblings.counts`."""
    start = int(asked.starts[place])
    if not named:
        return day >= int(asked.opens[place])
    if not is_own or day >= start or not asked.early:
        return is_own and day >= start
    if asked.is_ahead:
        return start == min(on for starts in named for on in starts if on >= day)
    return all(starts[0] > day for starts in named)
