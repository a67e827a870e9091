"""What is known of whether a text still governs stands at the head of every result, with its source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.check import command as check_command
from engine.cli.compare import command as compare_command
from engine.cli.explain import command as explain_command

RULES = """format: 1
regulation:
  id: thu
  name: Quy chế thử
  province: Tỉnh Thử
  number: 1/2024/QĐ-UBND
  status: in_force
  in_force_from: 2024-01-01
  standing:
    - {says: tỉnh Thử nhập vào tỉnh Khác; chưa rõ Quy chế còn áp dụng hay không, source: 9/2025/QH15, since: 2025-07-01}
    - {says: được đưa tin đã có quy chế mới, source: thu.example}
obligations:
  - {id: giao, label: Giao hồ sơ, cites: Điều 1, who: sending_unit, when: {event: transfer_document_effective},
     must: edossier_transferred, within: 05 ngày làm việc}
"""
LOG = "dossier,event,date,unit,to_unit\nHS1,transfer_document_effective,2025-03-03,so-a,so-b\n"
FACTS = (
    "từ 01/07/2025, tỉnh Thử nhập vào tỉnh Khác; chưa rõ Quy chế còn áp dụng hay không (nguồn: 9/2025/QH15); "
    "được đưa tin đã có quy chế mới (nguồn: thu.example)"
)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    (tmp_path / "thu.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return tmp_path


def inputs(world: Path) -> list[str]:
    return [str(world / "log.csv"), "--rules", str(world / "thu.yaml"), "--as-of", "2025-12-31"]


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_a_check_tells_it_in_every_format_for_people(world: Path, style: str) -> None:
    told = CliRunner().invoke(check_command, [*inputs(world), "--format", style]).stdout
    assert f"Cần biết: {FACTS}" in " ".join(told.split())


def test_an_explanation_tells_it_too(world: Path) -> None:
    args = [*inputs(world), "--dossier", "HS1"]
    assert f"Cần biết về 1/2024/QĐ-UBND · Tỉnh Thử: {FACTS}" in " ".join(
        CliRunner().invoke(explain_command, args).stdout.split()
    )
    record = json.loads(CliRunner().invoke(explain_command, [*args, "--format", "json"]).stdout)
    assert record["standing"] == [f"Cần biết về 1/2024/QĐ-UBND · Tỉnh Thử: {FACTS}"]


def test_a_comparison_tells_it_with_the_province(world: Path) -> None:
    args = [str(world / "thu.yaml"), "--as-of", "2025-12-31"]
    assert f"Cần biết về Tỉnh Thử: {FACTS}" in CliRunner().invoke(compare_command, [*args, "--format", "md"]).stdout


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_what_is_known_of_several_texts_is_told_once_below_the_counts(world: Path, style: str) -> None:
    other = RULES.replace("id: thu", "id: hai").replace("Tỉnh Thử", "Tỉnh Hai").replace("tỉnh Thử", "tỉnh Hai")
    (world / "hai.yaml").write_text(other, encoding="utf-8")
    args = [*inputs(world), "--rules", str(world / "hai.yaml"), "--format", style]
    told = " ".join(CliRunner().invoke(check_command, args).stdout.split())
    common = "Cần biết về Tỉnh Thử, Tỉnh Hai: được đưa tin đã có quy chế mới (nguồn: thu.example)"
    assert told.count("được đưa tin đã có quy chế mới") == 1
    assert told.index("quá hạn 2") < told.index(common) < told.index("Cần biết về Tỉnh Thử: từ 01/07/2025")
    assert "Cần biết về Tỉnh Hai: từ 01/07/2025, tỉnh Hai nhập vào tỉnh Khác" in told
