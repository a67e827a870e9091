"""Judging a log of which an earlier check has kept something: either all of it anew, or only some dossiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from engine.columnar.arranging import Lexicon, arranged, gathered, sorted_out
from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.digest import Digest
from engine.columnar.evaluate import Evaluation
from engine.columnar.histories import first_days
from engine.columnar.intake import Chunk
from engine.columnar.kept_rows import KeptRows
from engine.columnar.log import LogColumns
from engine.columnar.parts import LogParts
from engine.compliance import Gathering, KeptFindings, Remainder, Wanted
from engine.diagnostics import has_errors
from engine.loading.logs.report import Report
from engine.service.given_files import FileIntake
from engine.service.grounds import Grounds
from engine.service.inputs import Inputs, Progress
from engine.service.inspecting import Inspection
from engine.service.notes import notes_on
from engine.service.regulations import Judged
from engine.service.sources import Source, concerned, under
from engine.service.state_keys import keys_of
from engine.store.state import State
from engine.survey import Survey
from engine.vocabulary import Level


@dataclass(frozen=True)
class Judgement:
    """What is to be judged, and what will be asked of it."""

    inputs: Inputs
    grounds: Grounds
    intake: FileIntake
    wanted: Wanted
    on_progress: Progress | None
    with_digest: bool

    def evaluation(self, item: Judged) -> Evaluation:
        """Return the evaluation by one regulation."""
        return Evaluation(
            item.plan,
            as_of=self.inputs.as_of,
            calendar=self.grounds.calendar,
            known_at=self.inputs.known_at,
            units=self.grounds.units,
            members=item.members,
            marks=self.intake.marks,
        )

    def judged(self, log: LogColumns) -> tuple[Judged, ...]:
        """Return the regulations that concern a log."""
        return concerned(self.grounds.judged, log.units, self.inputs)

    def tell(self, done: int, judged: Sequence[Judged]) -> None:
        """Tell how many regulations are done."""
        if self.on_progress is not None:
            self.on_progress("judge", done, done / max(1, len(judged)))

    def chunks(self, known: State | None, dossiers: Ints | None) -> list[Chunk]:
        """Return the new rows, and those kept of some dossiers (None: of all) and of none."""
        new = [replace(chunk, columns={**chunk.columns}) for chunk in self.intake.chunks]
        return new if known is None else [self.kept_rows(known, dossiers), *new]

    def kept_rows(self, known: State, dossiers: Ints | None) -> Chunk:
        """Return rows that were kept, as if they had just been read."""
        return known.rows.chunk(dossiers, self.intake.numbers(known.files), self.intake.meanings)

    def arranged(self, chunks: list[Chunk], report: Report) -> LogColumns:
        """Return rows as a log."""
        return arranged(chunks, Lexicon.of(self.intake.meanings), self.intake.names, report)

    def survey(
        self, parts: LogParts, judged: tuple[Judged, ...], gathering: Gathering, digest: Digest | None
    ) -> Survey:
        """Return what was found."""
        report, grounds, inputs = self.intake.report, self.grounds, self.inputs
        found = report.diagnostics()
        source = Source(
            parts,
            self.intake.row_count,
            lambda: report.left_out,
            lambda: found,
            lambda: self.intake.marks,
            lambda: report.left_rows,
            lambda: self.intake.meanings.have_times,
        )
        return Survey(
            as_of=inputs.as_of,
            known_at=inputs.known_at,
            judged=judged,
            calendar=grounds.calendar,
            units=grounds.units,
            row_count=source.row_count,
            left_out=report.left_out,
            left_rows=report.left_rows,
            digest=str(digest) if digest is not None and self.with_digest else None,
            tallies=gathering.tallies,
            findings=gathering.findings,
            retrace=Inspection(inputs, grounds, judged, source).retraced,
            diagnostics=(*grounds.diagnostics, *found, *notes_on(found, grounds.judged, has_times=source.has_times())),
            data_usable=parts.row_count > 0 or not has_errors(found),
        )


def concern_one_dossier(events: Sequence[str], grounds: Grounds) -> Bools:
    """Tell, by code of event, whether it concerns a single dossier under every regulation; False for none."""
    levels = [_levels(grounds), *(item.plan.event_levels for item in grounds.judged)]

    def is_alone(name: str) -> bool:
        found = [known.get(name, (Level.DOSSIER,)) for known in levels]
        return all(Level.DOSSIER in item and Level.PROVINCE not in item for item in found)

    return np.array([*map(is_alone, events), False], bool)


def _levels(grounds: Grounds) -> dict[str, tuple[Level, ...]]:
    return {name: kind.levels for name, kind in grounds.vocabulary.events.items()}


def judge_whole(judgement: Judgement, known: State | None) -> tuple[Survey, State]:
    """Judge all dossiers; return what was found, and what is to be kept of it, without the files."""
    grounds, inputs, intake = judgement.grounds, judgement.inputs, judgement.intake
    everything, origin = gathered(judgement.chunks(known, None), Lexicon.of(intake.meanings))
    rows, lost = sorted_out(everything, origin, intake.names, intake.report)
    log = everything.only(rows)
    shared = ~concern_one_dossier(list(everything.events), grounds)[everything.event]
    always = np.unique(np.concatenate((everything.dossier[lost], everything.dossier[shared])))
    kept = KeptRows.of(everything, origin)
    del everything, origin, rows
    judged = judgement.judged(log)
    gathering = Gathering(judgement.wanted)
    findings = {}
    for done, item in enumerate(judged, 1):
        own = under(log, item.members, heirs=item.heirs)
        portion = judgement.evaluation(item).of_whole(own)
        gathering.add(portion)
        findings[item.plan.regulation] = KeptFindings.of(portion, first_days(own, inputs.as_of, inputs.known_at))
        judgement.tell(done, judged)
    digest = Digest.of(log)
    survey = judgement.survey(LogParts.of(log, _levels(grounds)), judged, gathering, digest)
    state = State(
        keys=keys_of(inputs, grounds),
        as_of=inputs.as_of,
        files=(),
        rows=kept,
        always=always[always != NOTHING],
        findings=findings,
        digest=digest,
    )
    return survey, state


def judge_again(judgement: Judgement, known: State) -> Survey:
    """Judge the dossiers with new rows, and units and province; take the other findings from what was kept."""
    intake, grounds = judgement.intake, judgement.grounds
    touched = _touched(intake, known)
    log = judgement.arranged(judgement.chunks(known, touched), intake.report)
    judged = judgement.judged(log)
    gathering = Gathering(judgement.wanted)
    for done, item in enumerate(judged, 1):
        remainder = known.findings[item.plan.regulation].without(touched)
        evaluation = judgement.evaluation(item)
        evaluation.take_over(remainder.first_day, _closing(remainder, evaluation, log, grounds))
        gathering.add_kept(remainder)
        gathering.add(evaluation.of_whole(under(log, item.members, heirs=item.heirs)))
        judgement.tell(done, judged)
    digest = None
    if judgement.with_digest:
        before = judgement.arranged([judgement.kept_rows(known, touched)], Report())
        digest = known.digest - Digest.of(before) + Digest.of(log)
    untouched = len(known.rows) - len(known.rows.about(touched)[0])
    near = LogParts.of(log, _levels(grounds))
    whole = LogParts(near.shared, untouched + len(log), (_loader(judgement, known),))
    return judgement.survey(whole, judged, gathering, digest)


def _loader(judgement: Judgement, known: State) -> Callable[[], LogColumns]:
    return lambda: judgement.arranged(judgement.chunks(known, None), Report())


def _touched(intake: FileIntake, known: State) -> Ints:
    """Return the codes of the dossiers that are judged again, ascending: also all with marks, which may read new."""
    named = [pl.Series(list(intake.report.holes), dtype=pl.String), *(chunk.dossier.texts for chunk in intake.chunks)]
    new = known.rows.codes_of(pl.concat(named).drop_nulls().unique())
    return np.union1d(known.always.astype(np.int64), new)


def _closing(remainder: Remainder, evaluation: Evaluation, log: LogColumns, grounds: Grounds) -> dict[str, Ints]:
    """Return the kept findings that may close a gate, with the codes of an evaluation of `log`."""
    gates = [gate for gate in evaluation.plan.gates if log.events.code(gate.event) != NOTHING]
    portion = remainder.of_rules(frozenset[str]().union(*(gate.closed_by for gate in gates)))
    units = log.units.with_added(grounds.units or ())
    norms = [evaluation.registry.norm(norm.rule, norm.topic, norm.kind, norm.cites) for norm in portion.norms]
    columns = dict(portion.columns)
    codes = np.array([*map(units.code, portion.units), NOTHING], np.int32)
    for name in ("unit", "inherited_from"):
        if name in columns:
            columns[name] = codes[columns[name]]
    columns["norm"] = np.array([*norms, NOTHING], np.int32)[columns["norm"]]
    return columns
