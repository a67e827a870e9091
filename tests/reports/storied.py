"""Worked examples told as `explain` tells them."""

from __future__ import annotations

from engine.explanation import explain
from engine.reports.names import Names
from engine.reports.story import headline, story
from engine.service import Judged
from tests.casebook import cases, library, outcome_of


def told(name: str, rule: str, dossier: str | None, place: int = 0, lang: str = "vi") -> tuple[str, str]:
    """Return the headline and the story of a finding; `place` counts those of one rule and dossier from 0."""
    case = next(item for item in cases() if item.name == name)
    applied = Judged(case.document, library().plan(case.document, case.choices))
    names = Names.of(lang, (applied,), case.units)
    found = [item for item in outcome_of(case).findings if (item.verdict.rule, item.verdict.dossier) == (rule, dossier)]
    explanation = explain(found[place], applied)
    return headline(explanation, names), " ".join(story(explanation, names, case.as_of))
