"""What is to be tried, made of the regulations as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.analysis.amending import Change, amended, has_place, nowhere
from engine.diagnostics import Diagnostic, has_errors
from engine.loading.rules import RuleDocument
from engine.planning import compile_plan
from engine.service import Judged


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


def changed(judged: Sequence[Judged], trial: Trial, as_of: date) -> tuple[tuple[Judged, ...], list[Diagnostic]]:
    """Return the regulations as changed, in the same order; none, with the reasons, when the change has no place.

    Args:
        as_of: of a rule with several versions the one that holds on this date is changed.
    """
    documents = [item.document for item in judged]
    problems: list[Diagnostic] = []
    if trial.as_rules is not None:
        # Quy định của cả nước vẫn áp dụng; chỉ quy chế cùng cấp được thay.
        level = trial.as_rules.file.regulation.level
        documents = [trial.as_rules if item.file.regulation.level is level else item for item in documents]
    elif trial.version is not None:
        version = trial.version
        if version.id not in {item.id for item in documents}:
            known = ", ".join(item.id for item in documents)
            problems.append(Diagnostic.of("T104", name=version.source.name, found=version.id, known=known))
        documents = [version if item.id == version.id else item for item in documents]
    documents, found = _amended(documents, trial, as_of)
    problems += found
    problems += _unknown_choices(documents, trial.choices)
    if has_errors(problems):
        return (), problems
    return tuple(
        replace(item, document=document, plan=compile_plan(document, _choices_of(document, trial.choices)))
        for document, item in zip(documents, judged, strict=True)
    ), problems


def _amended(
    documents: Sequence[RuleDocument], trial: Trial, as_of: date
) -> tuple[list[RuleDocument], list[Diagnostic]]:
    """Make the changes in every regulation that has a place for them; each must have one somewhere."""
    if not trial.changes:
        return list(documents), []
    problems = [
        nowhere(change, documents)
        for change in trial.changes
        if not any(has_place(document, change) for document in documents)
    ]
    found: list[RuleDocument] = []
    for document in documents:
        fitting = [change for change in trial.changes if has_place(document, change)]
        result, wrong = amended(document, fitting, as_of, _choices_of(document, trial.choices))
        problems += wrong
        found.append(result or document)
    return found, problems


def _choices_of(document: RuleDocument, choices: Sequence[tuple[str, str]]) -> dict[str, str]:
    readings = {item.id: item.readings for item in document.file.interpretations}
    return {name: reading for name, reading in choices if reading in readings.get(name, {})}


def _unknown_choices(documents: Sequence[RuleDocument], choices: Sequence[tuple[str, str]]) -> list[Diagnostic]:
    known = {pair for document in documents for pair in _choices_of(document, choices).items()}
    return [
        Diagnostic.of("U104", name=name, reading=reading) for name, reading in choices if (name, reading) not in known
    ]
