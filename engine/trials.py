"""Trying a change on a log: other values, another version, another province's rules, other readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.analysis.amending import Change, amended, has_place, nowhere
from engine.analysis.effects import Effects, effects_of, merged
from engine.analysis.readings import Readings, try_readings
from engine.diagnostics import Diagnostic, has_errors
from engine.findings import Finding
from engine.loading.rules import RuleDocument
from engine.planning import Plan, compile_plan
from engine.service import CheckResult, Judged, Progress, judge_log


@dataclass(frozen=True)
class Trial:
    """What is changed.

    Attributes:
        changes: values of the rule files.
        version: another version of one of the regulations, to take its place.
        as_rules: another regulation, to take the place of every one.
        choices: readings other than the file's own, by interpretation.
    """

    changes: tuple[Change, ...] = ()
    version: RuleDocument | None = None
    as_rules: RuleDocument | None = None
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tried:
    """What a change does.

    Attributes:
        before: the check as the rules stand.
        judged: the regulations as changed, in the order of those of the check.
        effects: what that does to the verdicts.
    """

    before: CheckResult
    judged: tuple[Judged, ...]
    effects: Effects


def what_if(
    before: CheckResult, trial: Trial, on_progress: Progress | None = None
) -> tuple[Tried | None, list[Diagnostic]]:
    """Judge the log of a check again with a change made.

    Returns:
        None with the reasons, when the change has no place in the regulations or leaves them with errors.
    """
    judged, problems = _changed(before, trial)
    if has_errors(problems):
        return None, problems
    parts = [
        effects_of(
            [finding for finding in before.findings if finding.regulation == one.plan.regulation],
            judge_log(before, other, on_progress),
            same_rules=one.document.id == other.document.id,
        )
        for one, other in zip(before.judged, judged, strict=True)
    ]
    return Tried(before, judged, merged(parts)), problems


def every_reading(before: CheckResult, on_progress: Progress | None = None) -> Iterator[tuple[Judged, Readings]]:
    """Yield each regulation of a check with what trying all its readings on the log shows."""
    for item in before.judged:
        yield item, _readings(before, item, on_progress)


def _readings(before: CheckResult, item: Judged, on_progress: Progress | None) -> Readings:
    def judge(plan: Plan) -> list[Finding]:
        return judge_log(before, replace(item, plan=plan), on_progress)

    return try_readings(item.document, judge)


def _changed(before: CheckResult, trial: Trial) -> tuple[tuple[Judged, ...], list[Diagnostic]]:
    documents = [item.document for item in before.judged]
    problems: list[Diagnostic] = []
    if trial.as_rules is not None:
        documents = [trial.as_rules] * len(documents)
    elif trial.version is not None:
        version = trial.version
        if version.id not in {item.id for item in documents}:
            known = ", ".join(item.id for item in documents)
            problems.append(Diagnostic.of("T104", name=version.source.name, found=version.id, known=known))
        documents = [version if item.id == version.id else item for item in documents]
    changed, found = _amended(documents, trial, before)
    problems += found
    problems += _unknown_choices(changed, trial.choices)
    if has_errors(problems):
        return (), problems
    return tuple(
        Judged(document, compile_plan(document, _choices_of(document, trial.choices)), item.members)
        for document, item in zip(changed, before.judged, strict=True)
    ), problems


def _amended(
    documents: Sequence[RuleDocument], trial: Trial, before: CheckResult
) -> tuple[list[RuleDocument], list[Diagnostic]]:
    """Make the changes in every regulation that has a place for them; each must have one somewhere."""
    if not trial.changes:
        return list(documents), []
    problems = [
        nowhere(change, documents)
        for change in trial.changes
        if not any(has_place(document, change) for document in documents)
    ]
    changed: list[RuleDocument] = []
    for document in documents:
        fitting = [change for change in trial.changes if has_place(document, change)]
        result, found = amended(document, fitting, before.as_of, _choices_of(document, trial.choices))
        problems += found
        changed.append(result or document)
    return changed, problems


def _choices_of(document: RuleDocument, choices: Sequence[tuple[str, str]]) -> dict[str, str]:
    readings = {item.id: item.readings for item in document.file.interpretations}
    return {name: reading for name, reading in choices if reading in readings.get(name, {})}


def _unknown_choices(documents: Sequence[RuleDocument], choices: Sequence[tuple[str, str]]) -> list[Diagnostic]:
    known = {pair for document in documents for pair in _choices_of(document, choices).items()}
    return [
        Diagnostic.of("U104", name=name, reading=reading) for name, reading in choices if (name, reading) not in known
    ]
