"""`quyche test`: red ones with their ledger, coverage, and real dossiers written down."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.explain import command as explain_command
from engine.cli.test import command
from engine.scenarios import coverage_of_scenarios, load_scenarios, run_scenario, scenario_as_yaml
from engine.scenarios.library import Library
from engine.service import Inputs, check
from tests.scenarios.test_scenario_files import GOOD, RULES

ROOT = Path(__file__).parents[2]


def run(folder: Path, text: str, *args: str, lang: str = "vi") -> Result:
    (folder / "thu.rules.yaml").write_text(RULES, encoding="utf-8")
    path = folder / "tinh-huong.yaml"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command, [str(path), *args], obj=lang)


def test_all_green_ends_with_0_and_tells_the_coverage(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD)
    assert done.exit_code == 0
    assert "1 tình huống: 1 đạt, 0 không đạt" in done.stdout
    assert "thu: 1 tình huống chạm đến 2 trên 2 quy tắc" in done.stdout


def test_a_rule_that_no_scenario_touches_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD.replace("    absent: [bao]\n", ""))
    assert "Chưa có tình huống nào: bao" in done.stdout


def test_a_red_one_shows_what_differs_and_its_day_ledger_and_ends_with_1(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD.replace("due_on: 2025-06-09", "due_on: 2025-06-08"))
    assert done.exit_code == 1
    assert "tinh-huong.yaml:3: giao đúng hạn" in " ".join(done.stdout.split())
    assert "giao: due_on mong đợi 2025-06-08, tính ra 2025-06-09" in done.stdout
    assert re.search(r"09/06/2025 +thứ Hai +5 +ngày làm việc ⇒ đến hạn", done.stdout)


def test_a_finding_that_must_not_be_there_is_red(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD.replace("absent: [bao]", "absent: [giao]"))
    assert done.exit_code == 1
    assert "giao: không được phát sinh mà có: status met" in done.stdout


def test_a_finding_that_is_not_there_at_all_is_red(tmp_path: Path) -> None:
    done = run(
        tmp_path, GOOD.replace("rule: giao, dossier: HS1", "rule: bao, dossier: HS1").replace("absent: [bao]", "")
    )
    assert done.exit_code == 1
    assert "bao: không có kết luận nào" in done.stdout


def test_two_expectations_need_two_findings(tmp_path: Path) -> None:
    twice = (
        "      - {rule: giao, status: met}\n      - {rule: giao, dossier: HS1, due_on: 2025-06-09}\n    absent: [bao]\n"
    )
    done = run(tmp_path, GOOD[: GOOD.index("      - {rule: giao")] + twice)
    assert done.exit_code == 1


def test_json_carries_what_differs_and_the_coverage(tmp_path: Path) -> None:
    record = json.loads(run(tmp_path, GOOD.replace("due_on: 2025-06-09", "due_on: 2025-06-08"), "--format=json").stdout)
    assert (record["scenarios"], record["passed"]) == (1, 0)
    (failed,) = record["failed"]
    assert failed["line"] == 3
    assert failed["missing"][0]["nearest"]["due_on"] == "2025-06-09"
    assert sum(line["counted"] for line in failed["missing"][0]["explanation"]["ledger"]) == 5
    assert record["coverage"][0]["touched"] == ["giao", "bao"]


def test_a_broken_file_ends_with_4_after_running_the_rest(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD + "  - {name: hỏng}\n")
    assert done.exit_code == 4
    assert "1 tình huống: 1 đạt" in done.stdout
    assert "T201" in done.stderr


def test_without_scenarios_it_says_where_to_put_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [], obj="vi")
    assert done.exit_code == 2
    assert "T208" in done.stderr


def test_a_thousand_scenarios_run_at_once() -> None:
    """A thousand of the real ones, read, run and counted."""
    library = Library()
    paths = sorted(path for path in (ROOT / "tests" / "cases").rglob("*.yaml") if not path.name.endswith(".rules.yaml"))
    scenarios = [item for _ in range(2) for item in load_scenarios(paths, library)[0]]
    outcomes = [run_scenario(item, library) for item in scenarios]
    coverage_of_scenarios(outcomes)
    assert len(scenarios) >= 1000
    assert len(outcomes) == len(scenarios)


@pytest.mark.parametrize("regulation", ["quangninh", "haiphong", "laichau", "longan", "tuyenquang"])
def test_a_real_dossier_written_down_holds_when_it_is_run(regulation: str, tmp_path: Path) -> None:
    examples = ROOT / "examples"
    log = tmp_path / "log.csv"
    lines = (examples / f"events_{regulation}.csv").read_text(encoding="utf-8").splitlines()
    log.write_text("\n".join(lines[:400]) + "\n", encoding="utf-8")
    result = check(Inputs((log,), date(2025, 12, 31), units=examples / "units.csv", rules=(regulation,)))
    assert result.log is not None
    library, path = Library(), tmp_path / "mot.yaml"
    judged = result.judged[0]
    dossiers = sorted({item.verdict.dossier for item in result.findings if item.verdict.dossier})
    for dossier in dossiers[:40]:
        found = [item for item in result.findings if item.verdict.dossier == dossier]
        text = scenario_as_yaml(
            dossier, dossier, found, judged.plan, result.log.events, result.units, result.as_of, None, judged.members
        )
        path.write_text(text, encoding="utf-8")
        (scenario,), problems = load_scenarios([path], library)
        assert problems == []
        outcome = run_scenario(scenario, library)
        assert outcome.passed, (dossier, outcome.missing)
        assert len([item for item in outcome.findings if item.verdict.dossier == dossier]) == len(found)


def test_explain_writes_a_dossier_down_as_a_scenario(tmp_path: Path) -> None:
    world = ROOT / "tests" / "reports" / "world"
    (tmp_path / "phep-thu.rules.yaml").write_text(
        (world / "phep-thu.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    args = [str(world / "events.csv"), f"--units={world / 'units.csv'}", f"--rules={world / 'phep-thu.yaml'}"]
    done = CliRunner().invoke(
        explain_command, [*args, "--as-of=2025-03-20", "--dossier=HS2", "--as-scenario"], obj="vi"
    )
    assert done.exit_code == 0
    path = tmp_path / "hs2.yaml"
    path.write_text(done.stdout, encoding="utf-8")
    again = CliRunner().invoke(command, [str(path)], obj="vi")
    assert again.exit_code == 0, again.stdout + again.stderr
