"""Of several relations to the point of reference a rule tells the most telling, else the nearest miss."""

from __future__ import annotations

from datetime import date

import pytest

from engine.comparison import compare
from engine.loading.rules import RuleDocument, load_rules_text
from engine.source import SourceText

HEAD = "format: 1\nregulation: {{id: {0}, name: Quy chế {0}, province: {0}, status: draft}}\n"
TOPIC = "topic: transfer_inter_unit_sender, cites: Điều 1"
DUTY = (
    "  - {{id: {id}, label: Việc {id}, " + TOPIC + ", who: unit_head, must: {must},\n"
    "     when: {{event: {when}{case}}}, within: {within}}}\n"
)
WORDS = "norms:\n  - {id: loi, label: Lời, " + TOPIC + ", says: Chuyển giao kịp thời.}\n"
ASKED = {
    "must": "edossier_transferred",
    "when": "transfer_document_effective",
    "case": ", case: inter_unit",
    "within": "05 ngày làm việc",
}
MISSES = {
    "chat": {"within": "07 ngày làm việc"},
    "long": {"within": "03 ngày làm việc"},
    "bang": {},
    "luc": {"within": "07 ngày"},
    "so": {"within": "kịp thời"},
    "moc": {"when": "recruitment_decided", "case": ""},
    "truong-hop": {"case": ", case: intra_unit"},
    "viec": {"must": "edossier_received"},
    "moc-viec": {"when": "recruitment_decided", "case": "", "must": "edossier_received"},
    "so-viec": {"within": "kịp thời", "must": "edossier_received"},
}
"""Rules of the reference by how «05 ngày làm việc» stands to them: stricter, looser, equal, by turns, and misses."""


def regulation(name: str, *rules: str, words: bool = False) -> RuleDocument:
    duties = [DUTY.format(id=rule, **{**ASKED, **MISSES[rule]}) for rule in rules]
    text = HEAD.format(name) + ("obligations:\n" + "".join(duties) if duties else "") + (WORDS if words else "")
    document, problems = load_rules_text(SourceText("thu.yaml", text))
    assert document is not None, problems
    return document


def told_against(*rules: str, words: bool = False) -> str | None:
    """Return the rule of the reference that the rule «bang» of another text is told against."""
    matrix = compare(
        [regulation("a", *rules, words=words), regulation("b", "bang")],
        date(2025, 6, 1),
        ["transfer_inter_unit_sender"],
        base="a",
    )
    (standing,) = matrix.rows[0].standings
    return standing.reference_rule


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ("luc", "chat"),
        ("chat", "long"),
        ("long", "bang"),
        ("bang", "so"),
        ("so", "moc"),
        ("moc", "truong-hop"),
        ("truong-hop", "viec"),
        ("viec", "so-viec"),
        ("so-viec", "moc-viec"),
    ],
)
def test_the_more_telling_relation_wins_wherever_it_stands_in_the_file(nearer: str, farther: str) -> None:
    assert told_against(nearer, farther) == nearer
    assert told_against(farther, nearer) == nearer


@pytest.mark.parametrize("rule", ["so", "moc-viec"])
def test_a_rule_that_misses_says_more_than_mere_words(rule: str) -> None:
    assert told_against(rule, words=True) == rule


def test_of_two_equally_near_the_first_of_the_file_is_told() -> None:
    assert told_against("chat", "viec", "moc") == "chat"
    assert told_against(words=True) == "loi"
