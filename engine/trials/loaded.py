"""A log in memory with what is found of it, to be judged again and again under other plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from engine.calendars import Calendar
from engine.columnar.days import NOTHING
from engine.columnar.evaluate import Evaluation
from engine.columnar.findings import FindingColumns, joined
from engine.columnar.log import LogColumns
from engine.columnar.parts import LogParts
from engine.columnar.words import Words
from engine.diagnostics import Diagnostic, has_errors
from engine.loading.logs import UnitTable
from engine.loading.rules import RuleDocument
from engine.planning import Plan
from engine.service import Inputs, Judged, Progress
from engine.service.grounds import Grounds, lay_grounds
from engine.service.sources import concerned, had_among_shared, read_source, under

Blocks = list[FindingColumns]
"""What one plan says of one part of a log, block by block."""


@dataclass(frozen=True)
class Portion:
    """What some plans say of one part of a log.

    Attributes:
        refs: the document numbers by their codes in the findings.
        findings: those of each plan.
    """

    refs: Words
    findings: tuple[FindingColumns, ...]


@dataclass(frozen=True)
class LoadedLog:
    """A log that was read, and the regulations it is judged by.

    Attributes:
        known_at: what was recorded or announced later does not exist; None means that all is known.
        parts: the log; None when none was read.
        rules_usable: False when a rule file has errors; then nothing can be judged.
        data_usable: False when no row of the log could be used, or the units table is broken.
        block_size: about how many events are judged at a time; it changes nothing that is found.
    """

    as_of: date
    known_at: date | None
    grounds: Grounds
    judged: tuple[Judged, ...] = ()
    parts: LogParts | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    rules_usable: bool = True
    data_usable: bool = True
    block_size: int | None = None
    _kept: dict[str, Blocks] = field(default_factory=dict, repr=False, compare=False)

    @property
    def in_one_part(self) -> bool:
        """Tell whether the whole log is in memory."""
        return self.parts is not None and len(self.parts) == 1

    @property
    def calendar(self) -> Calendar:
        """The calendar as known at `known_at`, with the closures."""
        return self.grounds.calendar

    @property
    def units(self) -> UnitTable | None:
        """The units table, or None when there is none."""
        return self.grounds.units

    def counts(self) -> Counter[str]:
        """Return how many findings each regulation has as the rules stand, by id."""
        return Counter({item.plan.regulation: self.count_of(item) for item in self.judged})

    def count_of(self, item: Judged) -> int:
        """Return how many findings a regulation has as the rules stand."""
        return sum(len(portion.findings[0]) for portion in self.portions(item, (item.plan,), small=True))

    def portions(self, item: Judged, plans: Sequence[Plan], *, small: bool = False) -> Iterator[Portion]:
        """Yield what each plan says of the units under a regulation, in no order, so that it can be told side by side:
        what is found of one dossier is in the same portion under all plans, and so is what is found of none.

        What the regulation itself says is judged once and kept, unless the log has several parts.

        Args:
            small: whether there may be more portions than the log has parts, and not always as many.
        """
        for refs, found in self._found(item, plans):
            if small and _are_apart(found):
                yield from (Portion(refs, portion) for portion in zip(*found, strict=True))
            elif any(found):
                yield Portion(refs, _together(plans, found))

    def _found(self, item: Judged, plans: Sequence[Plan]) -> Iterator[tuple[Words, list[Blocks]]]:
        """Yield the findings of each plan block by block, for one part of the log after another."""
        assert self.parts is not None
        shared = self._shared_of(item)
        if self.in_one_part:
            yield shared.refs, [self._of_whole(item, plan) for plan in plans]
            return
        evaluations = [self._evaluation(item, plan) for plan in plans]
        for part in self.parts:
            log = under(part, item.members, heirs=item.heirs)
            yield log.refs, [list(one.of_dossiers(log)) for one in evaluations]
        yield shared.refs, [[one.of_shared(shared)] for one in evaluations]

    def _of_whole(self, item: Judged, plan: Plan) -> Blocks:
        """Return the findings of a plan on a log in one part: those of units and province come last."""
        assert self.parts is not None
        stands = plan is item.plan
        if stands and plan.regulation in self._kept:
            return self._kept[plan.regulation]
        evaluation = self._evaluation(item, plan)
        found = [
            block
            for part in self.parts
            for block in evaluation.of_dossiers(under(part, item.members, heirs=item.heirs))
        ]
        found.append(evaluation.of_shared(self._shared_of(item)))
        if stands:
            self._kept[plan.regulation] = found
        return found

    def _shared_of(self, item: Judged) -> LogColumns:
        assert self.parts is not None
        return under(self.parts.shared, item.members, had_among_shared(self.parts, item.members), item.heirs)

    def _evaluation(self, item: Judged, plan: Plan) -> Evaluation:
        return Evaluation(
            plan,
            as_of=self.as_of,
            calendar=self.calendar,
            known_at=self.known_at,
            units=self.units,
            members=item.members,
            block_size=self.block_size,
        )


def _are_apart(found: Sequence[Blocks]) -> bool:
    """Tell whether, whichever the plan, no dossier is in two blocks, nor findings of none."""
    if len(set(map(len, found))) != 1:
        return False
    last, of_none = NOTHING, 0
    for blocks in zip(*found, strict=True):
        columns = [block.columns["dossier"] for block in blocks if len(block)]
        if any(column.min() == NOTHING for column in columns):
            of_none += 1
            columns = [column[column != NOTHING] for column in columns]
        if any(len(column) and column.min() <= last for column in columns):
            return False
        last = max([last, *(int(column.max()) for column in columns if len(column))])
    return of_none <= 1


def _together(plans: Sequence[Plan], found: Sequence[Blocks]) -> tuple[FindingColumns, ...]:
    """Return the findings of each plan together; the last block of each knows all that the codes mean."""
    nothing = next(blocks[-1].take(np.empty(0, np.int64)) for blocks in found if blocks)
    return tuple(
        replace(blocks[-1], columns=joined([dict(block.columns) for block in blocks]))
        if blocks
        else replace(nothing, plan=plan)
        for plan, blocks in zip(plans, found, strict=True)
    )


def load_log(
    inputs: Inputs, on_progress: Progress | None = None, *, readable_by: Sequence[RuleDocument] = ()
) -> LoadedLog:
    """Read a log of any size, to be judged by one or more regulations.

    Args:
        readable_by: regulations whose own events the log may hold, too, because it will be judged by them later.
    """
    grounds = lay_grounds(inputs, readable_by)
    if not grounds.usable:
        return LoadedLog(
            inputs.as_of,
            inputs.known_at,
            grounds,
            diagnostics=grounds.diagnostics,
            rules_usable=grounds.rules_usable,
            data_usable=grounds.data_usable,
        )
    source = read_source(inputs, grounds, on_progress)
    parts = source.parts
    if len(parts) > 1:
        for _ in parts:  # Dòng mâu thuẫn nhau chỉ lộ ra khi nạp từng phần.
            pass
    found = source.diagnostics()
    return LoadedLog(
        as_of=inputs.as_of,
        known_at=inputs.known_at,
        grounds=grounds,
        judged=concerned(grounds.judged, parts.shared.units, inputs),
        parts=parts,
        diagnostics=(*grounds.diagnostics, *found),
        data_usable=parts.row_count > 0 or not has_errors(found),
    )
