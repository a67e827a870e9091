"""An explanation says how far extensions may reach, and only where there was one."""

from __future__ import annotations

from datetime import date

from engine.explanation import explain
from engine.reports.names import Names
from engine.reports.story import story
from engine.service import Judged
from tests.casebook import cases, library, outcome_of

CAP = "Cả thời hạn kể cả gia hạn không quá 45 ngày."


def told(dossier: str, lang: str = "vi") -> str:
    case = next(item for item in cases() if item.name == "gia hạn không bao giờ vượt tổng 45 ngày")
    applied = Judged(case.document, library().plan(case.document, case.choices))
    names = Names.of(lang, (applied,), case.units)
    finding = next(item for item in outcome_of(case).findings if item.verdict.dossier == dossier)
    return " ".join(story(explain(finding, applied), names, date(2025, 5, 31)))


def test_the_cap_is_told_with_the_extensions() -> None:
    text = told("d2")
    assert text.count("Được gia hạn bởi") == 2
    assert CAP in text
    assert "With all extensions the period is at most 45 days." in told("d2", "en")


def test_without_an_extension_the_cap_is_not_told() -> None:
    assert CAP not in told("d0")
