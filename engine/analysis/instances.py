"""The same duties under one way of reading after another, as columns: which of them change, and with which reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

import numpy as np

from engine.analysis.pairing import matched
from engine.columnar.days import LATEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.findings import FIELDS, RARE, FindingColumns, Norm, joined
from engine.columnar.words import Words
from engine.compliance.frames import findings_frame, findings_of_frame
from engine.compliance.runs import in_order
from engine.evaluation import Verdict
from engine.findings import Finding
from engine.planning import Duty

Choices = tuple[tuple[str, str], ...]
"""Pairs of interpretation and reading, by interpretation."""

Meaning = TypeVar("Meaning", str, Norm)

_STATUSES: Final = 16
"""More than there are statuses."""


class InstanceTable:
    """Takes in what each way of reading makes of the same dossiers, and finds every duty again.

    Each different verdict on a duty is kept once, however many ways of reading lead to it.
    """

    def __init__(self) -> None:
        self._codes = _Codes()
        self._kept: FindingColumns | None = None
        self._first = np.empty(0, np.int64)
        """At each instance, the place among what is kept of what was first found."""
        self._other = np.empty(0, np.int64)
        """Likewise of what was last found that is something else."""
        self._places: list[Ints] = []
        """For each way of reading, the place among what is kept at each instance then known."""

    def add(self, findings: FindingColumns, rules: frozenset[str]) -> None:
        """Take in the findings of some rules under the next way of reading."""
        wanted = np.array([norm.rule in rules for norm in findings.norms], bool)
        own = self._codes.translated(in_order(findings.take(wanted[findings.columns["norm"]])))
        kept = self._kept if self._kept is not None else own.take(np.empty(0, np.int64))
        found = matched(kept.take(self._first), own, same_rules=True, are_listed=True)
        new = np.sort(found.after[found.before == NOTHING])
        again = (found.before != NOTHING) & (found.after != NOTHING)
        instance, row = found.before[again], found.after[again]
        place = _same(kept, self._first[instance], own, row)
        place = np.where(place != NOTHING, place, _same(kept, self._other[instance], own, row))
        fresh = place == NOTHING
        place[fresh] = len(kept) + np.arange(np.count_nonzero(fresh))
        self._other[instance[fresh]] = place[fresh]
        first = len(kept) + np.count_nonzero(fresh) + np.arange(len(new))
        places = np.full(len(self._first) + len(new), NOTHING)
        places[instance] = place
        places[len(self._first) :] = first
        self._places.append(places)
        self._first = np.concatenate((self._first, first))
        self._other = np.concatenate((self._other, np.full(len(new), NOTHING)))
        self._kept = _appended(kept, own.take(np.concatenate((row[fresh], new))))

    def unsettled(
        self, choices: Sequence[Choices]
    ) -> Iterator[tuple[Finding, tuple[Verdict | None, ...], tuple[str, ...]]]:
        """Yield the instances of which status or due date hang on a reading.

        Args:
            choices: the ways of reading that were taken in, in that order.

        Returns:
            What was first found, the verdict under each way of reading, and the interpretations it hangs on.
        """
        if self._kept is None or not len(self._first):
            return
        depends = self._depends(choices)
        hanging = np.flatnonzero(np.logical_or.reduce(list(depends.values())))
        places = np.array([self._padded(places)[hanging] for places in self._places])
        needed = np.unique(places)
        needed = needed[needed != NOTHING]
        made = dict(zip(needed.tolist(), self._codes.findings(self._kept.take(needed)), strict=True))
        verdicts: dict[int, Verdict | None] = {place: finding.verdict for place, finding in made.items()}
        verdicts[NOTHING] = None
        for number, instance in enumerate(hanging.tolist()):
            names = tuple(name for name, hangs in depends.items() if hangs[instance])
            under = tuple(verdicts[place] for place in places[:, number].tolist())
            yield made[int(self._first[instance])], under, names

    def _depends(self, choices: Sequence[Choices]) -> dict[str, Bools]:
        """Tell for each interpretation which instances another reading of it alone changes."""
        outcomes = self._outcomes()
        found: dict[str, Bools] = {}
        for number, (name, _) in enumerate(choices[0]):
            alike: dict[Choices, list[Ints]] = defaultdict(list)
            for choice, outcome in zip(choices, outcomes, strict=True):
                alike[choice[:number] + choice[number + 1 :]].append(outcome)
            found[name] = np.zeros(len(self._first), bool)
            for first, *others in alike.values():
                for other in others:
                    found[name] |= other != first
        return dict(sorted(found.items()))

    def _outcomes(self) -> list[Ints]:
        """Return status and due date at each instance as one number, under each way of reading."""
        assert self._kept is not None
        due = self._kept.columns["due_on"].astype(np.int64)
        kept = np.where(due == NEVER, LATEST + 1, due) * _STATUSES + self._kept.columns["status"]
        outcomes = np.append(kept, np.iinfo(np.int64).min)
        return [outcomes[self._padded(places)] for places in self._places]

    def _padded(self, places: Ints) -> Ints:
        return np.concatenate((places, np.full(len(self._first) - len(places), NOTHING)))


class _Codes:
    """Codes of its own for texts that mean something else under each plan."""

    def __init__(self) -> None:
        self._norms: dict[Norm, int] = {}
        self._reasons: dict[str, int] = {}
        self._roles: dict[str, int] = {}
        self._cases: dict[str, int] = {}
        self._duties: dict[Duty, None] = {}

    def translated(self, portion: FindingColumns) -> FindingColumns:
        """Return findings with these codes."""
        tables = {
            "norm": _table(self._norms, portion.norms),
            "reason": _table(self._reasons, portion.reasons),
            "bearer": _table(self._roles, portion.roles),
            "case": _table(self._cases, portion.cases),
        }
        columns = {name: tables[name][column] if name in tables else column for name, column in portion.columns.items()}
        self._duties.update(dict.fromkeys(portion.plan.duties))
        return replace(
            portion,
            norms=tuple(self._norms),
            reasons=tuple(self._reasons),
            roles=Words((), tuple(self._roles)),
            cases=Words((), tuple(self._cases)),
            columns=columns,
        )

    def findings(self, portion: FindingColumns) -> list[Finding]:
        """Return translated findings as objects."""
        plan = replace(portion.plan, duties=tuple(self._duties))
        return findings_of_frame(findings_frame(portion), {plan.regulation: plan})


def _table(codes: dict[Meaning, int], meanings: Iterable[Meaning]) -> Ints:
    """Return the code of each meaning, `NOTHING` at the end; new ones get a code."""
    return np.fromiter((*(codes.setdefault(meaning, len(codes)) for meaning in meanings), NOTHING), np.int32)


def _same(kept: FindingColumns, places: Ints, own: FindingColumns, rows: Ints) -> Ints:
    """Return `places` where what is kept there is what stands at `rows`, `NOTHING` elsewhere."""
    same = places != NOTHING
    if len(kept):
        for name in FIELDS:
            same &= kept.columns[name][places] == own.columns[name][rows]
        for name in RARE.keys() & (kept.columns.keys() | own.columns.keys()):
            same &= kept.rare(name)[places] == own.rare(name)[rows]
    return np.where(same, places, NOTHING)


def _appended(kept: FindingColumns, more: FindingColumns) -> FindingColumns:
    """Return findings of one coding together, under the first plan; later ones know all the words."""
    return replace(
        more,
        plan=kept.plan,
        columns=joined([dict(kept.columns), dict(more.columns)]),
    )
