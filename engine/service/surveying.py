"""Judging a log of any size by columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.columnar.digest import digest_of
from engine.columnar.evaluate import Evaluation
from engine.columnar.parts import LogParts
from engine.compliance import Gathering, Wanted
from engine.diagnostics import has_errors
from engine.service.grounds import Grounds, lay_grounds
from engine.service.inputs import Inputs, Progress
from engine.service.inspecting import Inspection
from engine.service.notes import notes_on
from engine.service.regulations import Judged
from engine.service.sources import concerned, had_among_shared, read_source, under
from engine.survey import Survey


def survey(inputs: Inputs, wanted: Wanted, on_progress: Progress | None = None, *, with_digest: bool = False) -> Survey:
    """Judge a log of any size; equals `engine.service.check`, finding by finding.

    Args:
        wanted: what will be asked of the findings.
        with_digest: whether to reckon the log's digest, too.
    """
    grounds = lay_grounds(inputs)
    if not grounds.usable:
        return unusable(inputs, grounds)
    source = read_source(inputs, grounds, on_progress)
    judged = concerned(grounds.judged, source.parts.shared.units, inputs)
    gathering = Gathering(wanted)
    judge_parts(source.parts, judged, inputs, grounds, gathering, on_progress, source.marks)
    problems = source.diagnostics()
    found = (*problems, *notes_on(problems, grounds.judged, has_times=source.has_times()))
    return Survey(
        as_of=inputs.as_of,
        known_at=inputs.known_at,
        judged=judged,
        calendar=grounds.calendar,
        units=grounds.units,
        row_count=source.row_count,
        left_out=source.left_out(),
        left_rows=tuple(source.left_rows()),
        digest=digest_of(source.parts.once) if with_digest else None,
        tallies=gathering.tallies,
        findings=gathering.findings,
        retrace=Inspection(inputs, grounds, judged, source).retraced,
        diagnostics=(*grounds.diagnostics, *found),
        data_usable=source.parts.row_count > 0 or not has_errors(found),
    )


def unusable(inputs: Inputs, grounds: Grounds) -> Survey:
    """Return the survey of a log that cannot be judged on these grounds."""
    return Survey(
        inputs.as_of,
        inputs.known_at,
        diagnostics=grounds.diagnostics,
        rules_usable=grounds.rules_usable,
        data_usable=grounds.data_usable,
    )


def judge_parts(
    parts: LogParts,
    judged: Sequence[Judged],
    inputs: Inputs,
    grounds: Grounds,
    gathering: Gathering,
    on_progress: Progress | None = None,
    marks: Callable[[], Mapping[str, str]] = dict,
) -> None:
    """Judge every part by every regulation and hand the findings over, portion by portion.

    Args:
        marks: asked after each part is loaded for what its findings say of rows left out.
    """
    evaluations = [
        Evaluation(
            item.plan,
            as_of=inputs.as_of,
            calendar=grounds.calendar,
            known_at=inputs.known_at,
            units=grounds.units,
            members=item.members,
        )
        for item in judged
    ]
    also = [had_among_shared(parts, item.members) for item in judged]
    steps = len(evaluations) * max(1, len(parts))
    done = 0
    for log in parts:
        marked = marks()
        for item, evaluation, had in zip(judged, evaluations, also, strict=True):
            evaluation.mark(marked)
            for portion in evaluation.of_dossiers(under(log, item.members, had, item.heirs)):
                gathering.add(portion)
            done += 1
            if on_progress is not None:
                on_progress("judge", done, done / steps)
    for item, evaluation, had in zip(judged, evaluations, also, strict=True):
        gathering.add(evaluation.of_shared(under(parts.shared, item.members, had, item.heirs)))
