"""A value without end is told in a line that a person can read, with its guilty place in sight."""

from __future__ import annotations

from engine.diagnostics import render_diagnostics
from engine.loading.rules import load_rules_text
from engine.source import SourceText

RULES = """\
format: 1
regulation: {id: thu, name: Thử, province: Thử, status: draft}
obligations:
  - {id: mot, label: Một, cites: Điều 1, when: {event: dossier_created}, who: NAME, within: none,
     must: data_updated_by_authority}
"""


def test_a_name_of_three_thousand_letters_fills_no_page() -> None:
    _, problems = load_rules_text(SourceText("x.yaml", RULES.replace("NAME", "x" * 3000)))
    lines = render_diagnostics(problems).splitlines()
    assert problems
    assert max(len(line) for line in lines) < 300
    assert any("^" in line for line in lines)


def test_a_declaration_at_fault_is_the_only_mistake_told_of_its_term() -> None:
    own = "vocabulary: {roles: {to_truc: {label: Tổ trực}}}\n"
    _, problems = load_rules_text(SourceText("x.yaml", RULES.replace("NAME", "to_truc") + own))
    assert {item.code for item in problems} & {"P303", "P401"} == {"P303"}
