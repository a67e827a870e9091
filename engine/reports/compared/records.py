"""The comparison as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from engine.comparison import Cell, Column, Matrix, Row
from engine.comparison.marks import Standing
from engine.comparison.measures import Relation
from engine.comparison.portions import Portion
from engine.counting import Due
from engine.reports.compared.words import Proof, case_proofs, proofs, row_title, standing_words


def matrix_as_json(matrix: Matrix, lang: str) -> bytes:
    """Return the published object.

    `topics` has a cell for each regulation id: `text`, `cites`, `rule` (ids), `silence` (an absence marker or null) and
    `mark` (strictest, loosest, equal, incomparable or null). `standings` says how rules stand to the point of
    reference of their topic, with witnesses and their day ledgers, or where a period differs by case with `cases`, in
    which `case` is its circumstances (null for a period without cases); beside them `as_of`, `base`, `horizon`,
    `calendar_version` and `regulations`.
    """
    record = {
        "as_of": matrix.as_of.isoformat(),
        "base": matrix.columns[matrix.base].id if matrix.base is not None else None,
        "horizon": {"first": matrix.horizon.first.isoformat(), "last": matrix.horizon.last.isoformat()},
        "calendar_version": matrix.calendar.version,
        "regulations": [
            {
                "id": column.id,
                "province": column.province,
                "level": column.level.value,
                "number": column.number,
                "status": column.status.value,
                "force": column.force.value,
                "rules_version": column.version,
                "standing": [
                    {"says": item.says, "source": item.source, "since": item.since and item.since.isoformat()}
                    for item in column.regulation.standing
                ],
            }
            for column in matrix.columns
        ],
        "topics": [_topic(row, matrix.columns, lang) for row in matrix.rows],
        "standings": [_standing(item, row, matrix, lang) for row in matrix.rows for item in row.standings],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _topic(row: Row, columns: Sequence[Column], lang: str) -> dict[str, object]:
    cells = {column.id: _cell(cell) for column, cell in zip(columns, row.cells, strict=True)}
    return {"topic": row.topic, "label": row_title(row, lang), "cells": cells}


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "text": cell.text,
        "cites": list(cell.cites),
        "rule": list(cell.rules),
        "silence": cell.silence,
        "mark": cell.mark.value if cell.mark is not None else None,
    }


def _standing(item: Standing, row: Row, matrix: Matrix, lang: str) -> dict[str, object]:
    return {
        "topic": row.topic,
        "regulation": matrix.columns[item.column].id,
        "rule": item.rule,
        "against": {"regulation": matrix.columns[item.reference].id, "rule": item.reference_rule},
        "longer_than_floor": matrix.is_longer_than_floor(item),
        "text": standing_words(item, matrix, lang),
        **_relation(item.relation),
        "witnesses": [] if item.relation.cases else [_witness(proof) for proof in proofs(item, matrix)],
        "cases": [
            {
                "one": _portion(case.one, item.cases[0]),
                "other": _portion(case.other, item.cases[1]),
                **_relation(case.relation),
                "witnesses": [_witness(proof) for proof in case_proofs(case, matrix)],
            }
            for case in item.relation.cases
        ],
    }


def _relation(relation: Relation) -> dict[str, object]:
    verdict = relation.verdict
    return {
        "stands": relation.stands.value,
        "obstacles": [
            {"why": obstacle.why.value, "one": list(obstacle.one), "other": list(obstacle.other)}
            for obstacle in relation.obstacles
        ],
        "start_dates": verdict.days if verdict is not None else None,
        "earlier": verdict.earlier if verdict is not None else None,
        "later": verdict.later if verdict is not None else None,
    }


def _portion(portion: Portion, cases: Sequence[str]) -> dict[str, object]:
    return {"case": cases[portion.place] if portion.place is not None else None, "period": portion.duty.phrase}


def _witness(proof: Proof) -> dict[str, object]:
    return {"start": proof.seen.start.isoformat(), "one": _due(proof.seen.one), "other": _due(proof.seen.other)}


def _due(due: Due) -> dict[str, object]:
    return {
        "opens_on": due.opens_on.isoformat() if due.opens_on is not None else None,
        "due_on": due.due_on.isoformat() if due.due_on is not None else None,
        "estimated": due.estimated,
        "ledger": [
            {"date": line.day.isoformat(), "counted": line.counted, "reason": line.reason, "document": line.document}
            for line in due.ledger
        ],
    }
