"""An amendment is told whole: what ends and what takes its place in one sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.diff import command
from engine.comparison.differences import differences
from engine.comparison.succession import as_of
from engine.loading.rules import RuleDocument, load_rules_text
from engine.source import SourceText

HEAD = """\
format: 1
regulation: {id: mot, name: Quy chế một, province: Một, status: in_force, in_force_from: 2025-01-01}
"""
AMENDMENTS = """\
amendments:
  - {number: 05/2026/QĐ-UBND, in_force_from: 2026-01-01}
"""
DUTY = """\
  - {id: giao, label: Giao hồ sơ, cites: Điều 9 khoản 1, who: sending_unit,
     when: {event: transfer_document_effective}, must: edossier_transferred, %s}
"""
LIMIT = "  - {id: nguoi, label: Quản trị viên, cites: Điều 4, event: admin_appointed, per: unit, %s}\n"
PLAIN = HEAD + "obligations:\n" + DUTY % "within: 05 ngày làm việc" + "limits:\n" + LIMIT % "at_most: 1"
AMENDED = (
    HEAD
    + AMENDMENTS
    + "obligations:\n"
    + DUTY % "within: 05 ngày làm việc, until: 2026-01-01"
    + DUTY % "within: 03 ngày làm việc, amended_by: 05/2026/QĐ-UBND"
    + "limits:\n"
    + LIMIT % "at_most: 1, in_force_until: 2026-01-01"
    + LIMIT % "at_most: 2, amended_by: 05/2026/QĐ-UBND"
)
REPLACED = (
    "Điều 9 khoản 1: từ 01/01/2026 (05/2026/QĐ-UBND) thay «Giao hồ sơ»: thời hạn 5 → 3 ngày làm việc, "
    "chặt hơn mọi ngày trong 10 năm"
)
MORE = "Điều 4: từ 01/01/2026 (05/2026/QĐ-UBND) thay «Quản trị viên»: nhiều nhất 1 → 2"


def document(text: str) -> RuleDocument:
    found, problems = load_rules_text(SourceText("mot.yaml", text))
    assert found is not None, problems
    return found


def told(old: RuleDocument, new: RuleDocument) -> list[str]:
    return [item.sentence for item in differences(old, new, "vi")]


def test_an_amendment_written_into_the_file_is_one_sentence_a_rule() -> None:
    assert told(document(PLAIN), document(AMENDED)) == [
        "Thêm văn bản sửa đổi «05/2026/QĐ-UBND», có hiệu lực từ 01/01/2026",
        REPLACED,
        MORE,
    ]


def test_one_file_read_on_two_days_tells_the_same() -> None:
    amended = document(AMENDED)
    found = told(as_of(amended, date(2025, 12, 31)), as_of(amended, date(2026, 1, 1)))
    assert found[1:] == [REPLACED, MORE]
    assert told(as_of(amended, date(2026, 1, 1)), as_of(amended, date(2026, 6, 1))) == []


def test_a_rule_that_only_ends_or_only_begins_is_told_with_its_day() -> None:
    ends = PLAIN.replace("at_most: 1", "at_most: 1, in_force_until: 2026-01-01")
    begins = PLAIN.replace("at_most: 1", "at_most: 1, in_force_from: 2026-01-01")
    lacking = PLAIN[: PLAIN.index("limits:")]
    assert told(document(PLAIN), document(ends)) == ["Điều 4: từ 01/01/2026 bỏ giới hạn «Quản trị viên»"]
    assert told(document(lacking), document(begins)) == ["Điều 4: từ 01/01/2026 thêm giới hạn «Quản trị viên»"]
    day = as_of(document(ends), date(2025, 12, 31)), as_of(document(ends), date(2026, 1, 1))
    assert told(*day) == ["Điều 4: từ 01/01/2026 bỏ giới hạn «Quản trị viên»"]


def test_duties_that_move_to_the_new_version_are_told() -> None:
    moving = AMENDED.replace("2026-01-01}\nobl", "2026-01-01, transition: open_instances}\nobl")
    assert f"{REPLACED}; việc còn dở cũng theo bản mới" in told(document(PLAIN), document(moving))


def test_the_command_reads_one_file_at_two_days(tmp_path: Path) -> None:
    path = tmp_path / "mot.yaml"
    path.write_text(AMENDED, encoding="utf-8")
    days = ["--at", "2026-01-01", "--at", "2025-12-31"]
    output = CliRunner().invoke(command, [str(path), *days, "--format", "md"]).output
    assert "mot.yaml tại ngày 01/01/2026: 3 thay đổi" in output
    assert REPLACED in output


@pytest.mark.parametrize("arguments", [["{f}"], ["{f}", "--at", "2026-01-01"], ["{f}", "{f}", "--at", "2026-01-01"]])
def test_two_versions_or_two_days_are_needed(arguments: list[str], tmp_path: Path) -> None:
    path = tmp_path / "mot.yaml"
    path.write_text(AMENDED, encoding="utf-8")
    assert CliRunner().invoke(command, [item.format(f=path) for item in arguments]).exit_code == 2


STEPS = """\
lifecycle:
  initial: not_existing
  states: [not_existing, active, archived]
  why: người đã thôi công tác thì không làm việc này
  transitions:
    - {event: dossier_created, from: not_existing, to: active, cites: Điều 5}
"""
ARCHIVED = "    - {event: dossier_archived, from: active, to: archived, cites: Điều 6%s}\n"
STEP = "«Lưu trữ hồ sơ»: từ «Đang hiệu lực» sang «Đã lưu trữ»"


def test_a_step_that_is_amended_is_one_sentence() -> None:
    head = HEAD + AMENDMENTS + STEPS
    plain = document(head + ARCHIVED % "")
    ended = ARCHIVED % ", in_force_until: 2026-01-01"
    amended = document(head + ended + ARCHIVED % ", roles: unit_admin, amended_by: 05/2026/QĐ-UBND")
    sentence = (
        f"Điều 6: Vòng đời hồ sơ: từ 01/01/2026 (05/2026/QĐ-UBND) thay bước {STEP} bằng bước {STEP}; "
        "vai được phép: «Quản trị viên đơn vị»"
    )
    assert told(plain, amended) == [sentence]
    assert told(as_of(amended, date(2025, 12, 31)), as_of(amended, date(2026, 1, 1)))[1:] == [sentence]
    assert told(plain, document(head + ended)) == [f"Điều 6: Vòng đời hồ sơ: từ 01/01/2026 bỏ bước {STEP}"]
    without = document(head)
    begins = document(head + ARCHIVED % ", in_force_from: 2026-01-01")
    assert told(without, begins) == [f"Điều 6: Vòng đời hồ sơ: từ 01/01/2026 thêm bước {STEP}"]
