"""A change on trial is the edit that a person would make in the file, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from engine.analysis.amending import Change, amended, parse_change
from engine.loading.rules import RuleDocument, load_rules_text
from engine.model.periods import plain_phrase
from engine.source import SourceText

AS_OF = date(2025, 6, 1)
TEXT = """\
format: 1
regulation: {id: mot, name: Quy chế một, province: Một, status: draft}
obligations:
  - id: giao   # bên giao
    label: Giao hồ sơ
    cites: Điều 1
    when: {event: transfer_document_effective, case: inter_unit}
    who: sending_unit
    must: edossier_transferred
    within: >-
      05 ngày làm việc
      kể từ ngày quyết định có hiệu lực

    note: Ghi chú.
  - {id: nhan, label: Nhận, cites: Điều 2, until: 2025-01-01, when: {event: edossier_transferred},
     who: receiving_unit, must: edossier_received, within: 03 ngày làm việc}
  - {id: nhan, label: Nhận, cites: Điều 2, from: 2025-01-01, when: {event: edossier_transferred},
     who: receiving_unit, must: edossier_received, within: "04 ngày làm việc"}
  - {id: bao, label: Báo, cites: Điều 3, when: {event: password_lost}, who: unit_admin,
     must: password_loss_reported, within: none}
limits:
  - {id: mot-nguoi, label: Một người, cites: Điều 4, event: admin_appointed, per: unit, at_most: 1}
interpretations:
  - {id: han, about: bao, question: Bao lâu?, chosen: ngay, readings:
     {ngay: {says: Ngay., within: báo cáo ngay}, khong: {says: Không có hạn.}}}
provisions:
  - {at: Điều 1, rules: [giao]}
  - {at: Điều 2, rules: [nhan]}
  - {at: Điều 3, rules: [bao]}
  - {at: Điều 4, rules: [mot-nguoi]}
"""


def document() -> RuleDocument:
    found, problems = load_rules_text(SourceText("mot.yaml", TEXT))
    assert found is not None, problems
    return found


def tried(*changes: str) -> tuple[RuleDocument, list[str]]:
    parsed = [parse_change(change) for change in changes]
    result, problems = amended(document(), [change for change in parsed if change is not None], AS_OF)
    assert result is not None, problems
    return result, [problem.code for problem in problems]


def refused(change: str) -> str:
    parsed = parse_change(change)
    assert parsed is not None
    result, problems = amended(document(), [parsed], AS_OF)
    assert result is None
    return problems[-1].code


def test_a_change_is_a_rule_a_key_and_a_value() -> None:
    assert parse_change("giao.within=10 ngày làm việc") == Change("giao", ("within",), "10 ngày làm việc")
    assert parse_change(" giao.when.event = a=b ") == Change("giao", ("when", "event"), "a=b")
    assert parse_change("giao") is None
    assert parse_change("within=10 ngày") is None


def test_only_the_value_changes_in_the_text() -> None:
    changed, _ = tried("nhan.within=06 ngày làm việc")
    assert changed.source.text == TEXT.replace('"04 ngày làm việc"', "06 ngày làm việc")


def test_a_folded_value_is_replaced_whole() -> None:
    changed, _ = tried("giao.within=10 ngày làm việc")
    assert plain_phrase(changed.file.obligations[0].within) == "10 ngày làm việc"
    assert changed.file.obligations[0].note == "Ghi chú."
    assert "# bên giao" in changed.source.text


def test_of_several_versions_the_one_that_holds_is_changed() -> None:
    changed, _ = tried("nhan.within=06 ngày làm việc")
    assert [plain_phrase(item.within) for item in changed.file.obligations[1:3]] == [
        "03 ngày làm việc",
        "06 ngày làm việc",
    ]


@pytest.mark.parametrize("rule", ["giao", "nhan"])
def test_a_key_that_the_rule_lacks_is_added(rule: str) -> None:
    changed, _ = tried(f"{rule}.warn=5")
    assert [item.warn for item in changed.file.obligations if item.id == rule][-1] == 5


def test_numbers_stay_numbers_and_dangerous_texts_are_quoted() -> None:
    changed, _ = tried("mot-nguoi.at_most=2", "giao.label=a: b # {c}")
    assert changed.file.limits[0].at_most == 2
    assert changed.file.obligations[0].label == "a: b # {c}"


def test_several_changes_of_one_file_are_made_together() -> None:
    changed, _ = tried(
        "giao.within=10 ngày", "nhan.within=6 ngày", "regulation.province=Hai", "giao.when.case=intra_unit"
    )
    duties = changed.file.obligations
    assert (plain_phrase(duties[0].within), plain_phrase(duties[2].within), changed.file.regulation.province) == (
        "10 ngày",
        "6 ngày",
        "Hai",
    )
    assert duties[0].when is not None
    assert duties[0].when.fields == {"case": ("intra_unit",)}


def test_a_value_that_a_reading_overrules_is_told() -> None:
    _, codes = tried("bao.within=05 ngày")
    assert codes == ["T103"]
    changed, codes = tried("han.ngay.within=05 ngày")
    assert codes == []
    assert plain_phrase(changed.file.interpretations[0].readings["ngay"].within) == "05 ngày"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("giaoo.within=10 ngày", "T101"),
        ("giao.when=10 ngày", "T102"),
        ("giao.within.x=10 ngày", "T102"),
        ("giao.within=mười mấy ngày", "P204"),
        ("giao.withn=10 ngày", "P302"),
        ("giao.must=khong_co", "P401"),
    ],
)
def test_what_has_no_place_or_no_meaning_is_refused(change: str, code: str) -> None:
    assert refused(change) == code


def test_quotes_that_the_shell_left_in_place_are_not_part_of_the_value() -> None:
    plain = parse_change("first-data-entry.within=02 ngày làm việc")
    assert parse_change('first-data-entry.within="02 ngày làm việc"') == plain
    assert parse_change("first-data-entry.within='02 ngày làm việc'") == plain


def test_of_a_limit_with_several_versions_the_one_in_force_is_changed() -> None:
    versions = (
        "  - {id: mot-nguoi, label: Một người, cites: Điều 4, event: admin_appointed, per: unit, at_most: 1,\n"
        "     in_force_until: 2025-01-01}\n"
        "  - {id: mot-nguoi, label: Một người, cites: Điều 4, event: admin_appointed, per: unit, at_most: 2,\n"
        "     in_force_from: 2025-01-01}\n"
    )
    start = TEXT.index("limits:\n") + len("limits:\n")
    text = TEXT[:start] + versions + TEXT[TEXT.index("interpretations:") :]
    several, problems = load_rules_text(SourceText("mot.yaml", text))
    assert several is not None, problems
    changed, found = amended(several, [Change("mot-nguoi", ("at_most",), "3")], AS_OF)
    assert changed is not None, found
    assert [limit.at_most for limit in changed.file.limits] == [1, 3]


def test_what_stands_in_a_list_without_ids_is_named_by_its_block_and_place() -> None:
    text = TEXT + "moves:\n  - {event: edossier_transferred, to: to_unit}\n"
    listed, problems = load_rules_text(SourceText("mot.yaml", text))
    assert listed is not None, problems
    changed, found = amended(listed, [Change("moves", ("0", "event"), "edossier_received")], AS_OF)
    assert changed is not None, found
    assert changed.file.moves[0].event == "edossier_received"
