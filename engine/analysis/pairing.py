"""Which finding of a log under one plan is the counterpart of which under another, by whole columns.

The same duty set off by the same event comes first. Where a change moves the starting event, the duties of one rule,
then of one topic, on one subject are paired in order of time. Most findings have exactly one counterpart set off by the
same event; they are found by sort and search, and only the rest goes through all the rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.findings import Columns, FindingColumns, Norm
from engine.columnar.ordering import order_of
from engine.compliance.runs import in_order
from engine.outcomes import LIFECYCLE, Kind

_DUTIES: Final = (Kind.DEADLINE, Kind.RETENTION, Kind.RIGHT)
_WITHOUT_REASON: Final = (*_DUTIES, Kind.PERIODIC, Kind.GATE)
_KINDS: Final = tuple(Kind)
_BITS: Final = 62

Keys = tuple[Ints, ...]


@dataclass(frozen=True)
class Matches:
    """Pairs of rows: the finding before, the finding after, `NOTHING` where there is none.

    Attributes:
        round: 0 for counterparts set off by the same event, then the later rounds; the last two hold findings without
            a counterpart, before and after.
    """

    before: Ints
    after: Ints
    round: Ints

    def __len__(self) -> int:
        return len(self.round)

    @classmethod
    def none(cls) -> Matches:
        """Return no pairs."""
        return cls(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8))

    def only(self, rows: Ints) -> Matches:
        """Return some of the pairs."""
        return Matches(self.before[rows], self.after[rows], self.round[rows])


@dataclass(frozen=True)
class Glossary:
    """The texts of both sides as numbers that compare like them."""

    rules: dict[str, int]
    topics: dict[str, int]
    reasons: dict[str, int]

    @classmethod
    def of(cls, portions: Iterable[FindingColumns]) -> Glossary:
        """Return the texts of some portions."""
        known = tuple(portions)
        norms = [norm for portion in known for norm in portion.norms]
        return cls(
            _numbered(norm.rule for norm in norms),
            _numbered(about for norm in norms if (about := _about(norm)) is not None),
            _numbered(reason for portion in known for reason in portion.reasons),
        )

    def rules_of(self, portion: FindingColumns) -> Ints:
        """Return the rule of each norm of a portion, and at the end `NOTHING` for none."""
        return _table(chain((self.rules[norm.rule] for norm in portion.norms), (NOTHING,)))

    def reasons_of(self, portion: FindingColumns) -> Ints:
        """Return what the reasons of a portion are here, 0 for the empty one, and at the end `NOTHING`."""
        return _table(chain((self.reasons[reason] for reason in portion.reasons), (NOTHING,)))


class Side:
    """Findings of one side, as they are compared with those of the other."""

    def __init__(self, portion: FindingColumns, glossary: Glossary) -> None:
        """Translate what the codes of `portion` mean."""
        norms = portion.norms
        self.columns: Columns = portion.columns
        self._rules = glossary.rules_of(portion)
        self._topics = _table(NOTHING if norm.topic is None else glossary.topics[norm.topic] for norm in norms)
        self._abouts = _table(NOTHING if (a := _about(norm)) is None else glossary.topics[a] for norm in norms)
        self._kinds = _table(_KINDS.index(norm.kind) for norm in norms)
        self._is_duty = np.array([norm.kind in _DUTIES for norm in norms], bool)
        self._has_reason = np.array([norm.kind not in _WITHOUT_REASON for norm in norms], bool)
        self._reasons = glossary.reasons_of(portion)

    def __len__(self) -> int:
        return len(self.columns["norm"])

    @cached_property
    def rule(self) -> Ints:
        """The rule of each finding."""
        return self._rules[self.columns["norm"]]

    @cached_property
    def reason(self) -> Ints:
        """The reason of each finding, 0 for none."""
        return self._reasons[self.columns["reason"]]

    @cached_property
    def subject(self) -> Ints:
        """The dossier of each finding, for one about none its unit as a number below 0."""
        dossier = self.columns["dossier"]
        return np.where(dossier != NOTHING, dossier, -2 - self.columns["unit"])

    @cached_property
    def day(self) -> Ints:
        """The trigger date of each finding, before all others where there is none."""
        return empty_first(self.columns["trigger_date"])

    @cached_property
    def distinction(self) -> Ints:
        """What tells acts apart that one event shows: the reason; for duties, periods and gates nothing."""
        if not self._has_reason.any():
            return np.zeros(len(self), np.int32)
        return np.where(self._has_reason[self.columns["norm"]], self.reason, 0)

    @cached_property
    def event(self) -> Keys:
        """What set each finding off."""
        columns = self.columns
        return columns["trigger_event"], self.day, columns["ref"], self.distinction

    def by_event(self) -> tuple[Keys, Bools | None]:
        """Key the findings by rule, subject and event."""
        return (self.rule, self.subject, *self.event), None

    def by_rule(self) -> tuple[Keys, Bools | None]:
        """Key duties by rule and subject: one finds its counterpart whatever set it off; an act that is another act
        has none.
        """
        return (self.rule, self.subject), self._is_duty[self.columns["norm"]]

    def by_topic_and_event(self) -> tuple[Keys, Bools | None]:
        """Key the findings by topic, kind, subject and event."""
        norm = self.columns["norm"]
        about = self._abouts[norm]
        return (about, self._kinds[norm], self.subject, *self.event), about != NOTHING

    def by_topic(self) -> tuple[Keys, Bools | None]:
        """Key duties by topic and subject."""
        norm = self.columns["norm"]
        topic = self._topics[norm]
        return (topic, self.subject), (topic != NOTHING) & self._is_duty[norm]

    @property
    def in_time(self) -> Keys:
        """What puts the findings of one key in order; equal ones stay as they are."""
        return self.day, empty_first(self.columns["due_on"]), self.rule, self.reason


Round = Callable[[Side], tuple[Keys, Bools | None]]
_ROUNDS: Final[tuple[Round, ...]] = (Side.by_event, Side.by_rule, Side.by_topic_and_event, Side.by_topic)
_ROUNDS_OF_OTHERS: Final[tuple[Round, ...]] = (Side.by_topic_and_event, Side.by_topic)
_ROW: Final = "row"


def matched(before: FindingColumns, after: FindingColumns, *, same_rules: bool, are_listed: bool = False) -> Matches:
    """Return each finding with its counterpart.

    Args:
        same_rules: whether rule ids mean the same on both sides; otherwise duties are paired by topic.
        are_listed: whether the order in which the findings come decides between equals; otherwise it is that of
            `engine.findings`, and they may come in any.
    """
    glossary = Glossary.of((before, after))
    at_sight = _at_sight(Side(before, glossary), Side(after, glossary)) if same_rules else Matches.none()
    left, right = _others(len(before), at_sight.before), _others(len(after), at_sight.after)
    if not len(left) and not len(right):
        return at_sight
    ones, others = _listed(before, left, are_listed), _listed(after, right, are_listed)
    rest = _in_rounds(Side(ones, glossary), Side(others, glossary), same_rules=same_rules)
    back = Matches(at_rows(ones.columns[_ROW], rest.before), at_rows(others.columns[_ROW], rest.after), rest.round)
    return _joined([at_sight, back])


def at_rows(column: Ints, rows: Ints) -> Ints:
    """Return a column at rows, `NOTHING` where there is no row."""
    missing = rows == NOTHING
    if not missing.any():
        return column[rows]
    found = np.full(len(rows), NOTHING, column.dtype)
    found[~missing] = column[rows[~missing]]
    return found


def _others(size: int, rows: Ints) -> Ints:
    """Return the rows that are not among some rows."""
    if len(rows) == size:
        return np.empty(0, np.int64)
    others = np.ones(size, bool)
    others[rows] = False
    return np.flatnonzero(others)


def _listed(portion: FindingColumns, rows: Ints, are_listed: bool) -> FindingColumns:
    """Return some findings in order, with the rows where they were as a column."""
    taken = portion.take(rows)
    taken = replace(taken, columns={**taken.columns, _ROW: rows})
    return taken if are_listed else in_order(taken)


def _in_rounds(before: Side, after: Side, *, same_rules: bool) -> Matches:
    """Return each finding with its counterpart; both sides are in order, which decides between equals.

    Args:
        same_rules: whether rule ids mean the same on both sides; otherwise duties are paired by topic.
    """
    left, right = np.arange(len(before)), np.arange(len(after))
    found: list[Matches] = []
    for key in _ROUNDS if same_rules else _ROUNDS_OF_OTHERS:
        if not len(left) or not len(right):
            break
        ones, others = _round(key, before, after, left, right)
        found.append(Matches(ones, others, np.full(len(ones), _ROUNDS.index(key), np.int8)))
        left, right = _without(left, ones), _without(right, others)
    found.append(Matches(left, np.full(len(left), NOTHING), np.full(len(left), len(_ROUNDS), np.int8)))
    found.append(Matches(np.full(len(right), NOTHING), right, np.full(len(right), len(_ROUNDS) + 1, np.int8)))
    return _joined(found)


def _at_sight(before: Side, after: Side) -> Matches:
    """Return the findings of one rule on one subject that alone were set off by one event on a day, on both sides.

    They are pairs of the first round; the sides may be in any order.
    """
    left, right = _packed(before, after)
    if left is None or right is None:
        return Matches.none()
    ones, others = _alone(left), _alone(right)
    here, there = left if ones is None else left[ones], right if others is None else right[others]
    if not np.array_equal(here, there):
        place = np.minimum(np.searchsorted(there, here), max(0, len(there) - 1))
        met = there[place] == here if len(there) else np.zeros(len(here), bool)
        ones = np.flatnonzero(met) if ones is None else ones[met]
        others = place[met] if others is None else others[place[met]]
    ones = np.arange(len(before)) if ones is None else ones
    others = np.arange(len(after)) if others is None else others
    same = before.columns["ref"][ones] == after.columns["ref"][others]
    same &= before.distinction[ones] == after.distinction[others]
    if not same.all():
        ones, others = ones[same], others[same]
    return Matches(ones, others, np.zeros(len(ones), np.int8))


def _joined(parts: Sequence[Matches]) -> Matches:
    """Return all pairs of some parts."""
    return Matches(
        np.concatenate([part.before for part in parts]),
        np.concatenate([part.after for part in parts]),
        np.concatenate([part.round for part in parts]),
    )


def _round(key: Round, before: Side, after: Side, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return the rows of `left` and `right` that one key pairs: of equal ones the first, then the second and so on."""
    sides = []
    for side, rows in ((before, left), (after, right)):
        keys, fits = key(side)
        own = rows if fits is None else rows[fits[rows]]
        sides.append((own, [column[own] for column in keys], [column[own] for column in side.in_time]))
    (ones, here, when), (others, there, then) = sides
    keys_of_all = [np.concatenate(pair) for pair in zip(here, there, strict=True)]
    is_right = np.repeat(np.array([0, 1], np.int8), [len(ones), len(others)])
    order = _order([*keys_of_all, is_right, *map(np.concatenate, zip(when, then, strict=True))])
    of_left, of_right = _first_of_each_group([column[order] for column in keys_of_all], is_right[order] == 0)
    return ones[order[of_left]], others[order[of_right] - len(ones)]


def _first_of_each_group(keys: Sequence[Ints], is_left: Bools) -> tuple[Bools, Bools]:
    """Tell which rows find a partner: in each group of equal keys, left ones first, as many left as right ones."""
    size = len(is_left)
    begins = np.ones(size, bool)
    if size:
        begins[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    group = np.cumsum(begins) - 1
    lefts = np.bincount(group[is_left], minlength=int(begins.sum()))
    rights = np.bincount(group, minlength=len(lefts)) - lefts
    place = np.arange(size) - np.flatnonzero(begins)[group]
    pairs = np.minimum(lefts, rights)[group]
    rank = np.where(is_left, place, place - lefts[group])
    return is_left & (rank < pairs), ~is_left & (rank < pairs)


def _order(keys: Sequence[Ints]) -> Ints:
    """Return the rows in order of the first key, then the second and so on; rows equal in all keep their order."""
    return order_of([column.__getitem__ for column in keys], len(keys[0]))


def _without(rows: Ints, gone: Ints) -> Ints:
    return np.setdiff1d(rows, gone, assume_unique=True)


def _packed(before: Side, after: Side) -> tuple[Ints, Ints] | tuple[None, None]:
    """Return subject, rule, day and event of each finding as one number, if they fit into one."""
    left, right = np.zeros(len(before), np.int64), np.zeros(len(after), np.int64)
    used = 0
    for ones, others in (
        (before.subject, after.subject),
        (before.rule, after.rule),
        (before.day, after.day),
        (before.columns["trigger_event"], after.columns["trigger_event"]),
    ):
        least = min(_least(ones), _least(others))
        width = (max(_most(ones), _most(others)) - least).bit_length()
        used += width
        if used > _BITS:
            return None, None
        for packed, column in ((left, ones), (right, others)):
            packed <<= width
            packed += column
            packed -= least
    return left, right


def _least(column: Ints) -> int:
    return int(column.min()) if len(column) else 0


def _most(column: Ints) -> int:
    return int(column.max()) if len(column) else 0


def _alone(numbers: Ints) -> Ints | None:
    """Return the places of the numbers that occur once, in order; None when these are all of them, in order."""
    grows = numbers[1:] > numbers[:-1]
    if grows.all():
        return None
    order = np.arange(len(numbers))
    if (numbers[1:] < numbers[:-1]).any():
        order = np.argsort(numbers, kind="stable")
        numbers = numbers[order]
        grows = numbers[1:] > numbers[:-1]
    places: Ints = order[np.append(True, grows) & np.append(grows, True)]
    return places


def _about(norm: Norm) -> str | None:
    return norm.topic or (LIFECYCLE if norm.rule == LIFECYCLE else None)


def _numbered(texts: Iterable[str]) -> dict[str, int]:
    return {text: number for number, text in enumerate(sorted(set(texts)))}


def _table(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)


def empty_first(days: Ints) -> Ints:
    """Return day numbers with «no such day» before all others."""
    return np.where(days == NEVER, EARLIEST - 1, days) if len(days) and days.max() == NEVER else days
