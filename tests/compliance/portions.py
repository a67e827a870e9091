"""Findings cut into portions as a log in parts gives them, and small questions to cut."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import numpy as np

from engine.columnar import FindingColumns, columns_of, evaluate_columns
from engine.columnar.words import Words
from engine.evaluation import evaluate_reference
from engine.findings import Finding, findings_of
from tests.columnar.aimed_logs import Question, calendar_of
from tests.columnar.fuzz import question_of


@cache
def asked(seed: int) -> tuple[Question, FindingColumns, list[Finding]]:
    """Return the random question with that number, and the findings of both evaluators."""
    question = question_of(seed)
    return question, findings_by_columns(question), findings_by_reference(question)


def findings_by_columns(question: Question) -> FindingColumns:
    """Return the findings of the columnar evaluator."""
    return evaluate_columns(
        question.plan,
        columns_of(question.events),
        as_of=question.as_of,
        calendar=calendar_of(question.known_at),
        known_at=question.known_at,
        units=question.units,
        members=question.members,
    )


def findings_by_reference(question: Question) -> list[Finding]:
    """Return the findings of the reference evaluator."""
    calendar = calendar_of(question.known_at)
    verdicts = evaluate_reference(
        question.plan,
        dict.fromkeys(question.events),
        as_of=question.as_of,
        calendar=calendar,
        known_at=question.known_at,
        units=question.units,
        members=question.members,
    )
    return findings_of(verdicts, question.plan, calendar)


def portions_of(findings: FindingColumns, count: int, seed: int = 0) -> list[FindingColumns]:
    """Deal the dossiers out to `count` portions with words of their own, shuffled; what has no dossier goes first."""
    chance = random.Random(seed)
    dossiers = findings.columns["dossier"]
    dealt = np.array([*(chance.randrange(count) for _ in findings.dossiers), 0])[dossiers]
    return [_with_own_words(findings.take(_shuffled(np.flatnonzero(dealt == part), chance))) for part in range(count)]


def _shuffled(rows: np.ndarray, chance: random.Random) -> np.ndarray:
    order = list(range(len(rows)))
    chance.shuffle(order)
    return rows[order]


def _with_own_words(portion: FindingColumns) -> FindingColumns:
    codes = portion.columns["dossier"].tolist()
    words = Words.of(portion.dossiers[code] for code in codes if code >= 0)
    own = [words.code(portion.dossiers[code]) if code >= 0 else -1 for code in codes]
    return replace(portion, dossiers=words, columns={**portion.columns, "dossier": np.array(own, np.int32)})
