"""A trial equals editing the rule file and running the check again, on random edits of the real files."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.analysis.amending import Change
from engine.service import Inputs, check
from engine.trials import Trial, load_log, what_if
from tests.analysis.trial_claims import assert_says

ROOT = Path(__file__).parents[2]
AS_OF = date(2025, 10, 15)
PHRASES = (
    *("01 ngày làm việc", "04 ngày làm việc", "20 ngày làm việc", "10 ngày", "01 tháng", "ngay", "kịp thời", "none"),
    *("05 ngày làm việc cuối của từng tháng", "07 ngày cuối của từng tháng", "trước ngày 31/12"),
)


def inputs(folder: Path, regulation: str, rules: str) -> Inputs:
    log = folder / f"{regulation}.csv"
    if not log.exists():
        lines = (ROOT / "examples" / f"events_{regulation}.csv").read_text(encoding="utf-8").splitlines()
        log.write_text("\n".join(lines[:700]) + "\n", encoding="utf-8")
    return Inputs((log,), AS_OF, units=ROOT / "examples" / "units.csv", rules=(rules,))


def edited(text: str, rule: str, phrase: str) -> str:
    """Edit as a person would: in the block of the rule, the lines of `within` make way for one line."""
    block = re.compile(rf"(  - id: {re.escape(rule)}\n(?:    .*\n|\n)*?    within:)[^\n]*\n(?:     +[^\n]*\n)*")
    changed, count = block.subn(rf"\1 {phrase}\n", text)
    assert count == 1, (rule, count)
    return changed


@pytest.mark.parametrize("regulation", ["quangninh", "tuyenquang", "laichau"])
def test_a_trial_equals_editing_and_checking_again(regulation: str, tmp_path: Path) -> None:
    rng = random.Random(regulation)
    path = ROOT / "rules" / f"{regulation}.yaml"
    asked = inputs(tmp_path, regulation, str(path))
    log, before = load_log(asked), check(asked)
    duties = [item for item in log.judged[0].document.file.obligations if item.must is not None and item.when]
    for _ in range(5):
        chosen = rng.sample(duties, 2)
        changes = [Change(item.id, ("within",), rng.choice(PHRASES)) for item in chosen]
        text = path.read_text(encoding="utf-8")
        for change in changes:
            text = edited(text, change.rule, change.value)
        copy = tmp_path / "edited.yaml"
        copy.write_text(text, encoding="utf-8")
        again = check(replace(asked, rules=(str(copy),)))
        tried, problems = what_if(log, Trial(changes=tuple(changes)))
        if not again.rules_usable:
            assert tried is None
            continue
        assert tried is not None, problems
        assert_says(tried, before, again)


def test_nothing_changes_when_nothing_is_changed(tmp_path: Path) -> None:
    log = load_log(inputs(tmp_path, "quangninh", "quangninh"))
    tried, _ = what_if(log, Trial())
    assert tried is not None
    assert tried.effects.counts.total() == 0
    assert tried.effects.unchanged == log.counts()["quangninh"]


def test_the_rule_files_are_not_touched(tmp_path: Path) -> None:
    path = ROOT / "rules" / "quangninh.yaml"
    text = path.read_bytes()
    what_if(
        load_log(inputs(tmp_path, "quangninh", "quangninh")),
        Trial(changes=(Change("transfer-sender", ("within",), "01 ngày làm việc"),)),
    )
    assert path.read_bytes() == text
