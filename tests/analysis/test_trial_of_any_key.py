"""Whatever key of a rule file is changed on trial, the effect is the difference between two checks of edited files."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.analysis.amending import Change
from engine.calendars import Calendar
from engine.loading.rules import RuleDocument, load_rules
from engine.planning import compile_plan
from engine.service import Inputs, check
from engine.simulation import Scenario, simulate, write_events, write_units
from engine.trials import Trial, load_log, what_if
from tests.analysis.trial_claims import assert_says

CASES = Path(__file__).parents[1] / "cases"
FILES = sorted(CASES.glob("*/*.rules.yaml"))
AS_OF = date(2025, 10, 15)
EDITS = 8
ABOUT_THE_FILE = frozenset({"format", "regulation", "vocabulary", "provisions", "accepted"})
"""What does not judge, and the words in which the log is written: a file without them reads another log."""
WORDS = frozenset({"id", "label", "note", "quote", "why", "question", "says", "cites", "reason"})
PHRASES = ("01 ngày làm việc", "20 ngày làm việc", "10 ngày", "01 tháng", "none")

Path_ = tuple[str | int, ...]


def value_at(tree: Any, path: Path_) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def leaves_in(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if children is None:
        yield at
    for key, item in children or ():
        yield from leaves_in(item, (*at, key))


def other_value(tree: dict[str, Any], path: Path_, chance: random.Random) -> Any:
    """Return what might stand at `path` instead: another number, date or period, or what stands at such a key."""
    value = value_at(tree, path)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice((1, 2, 30))
    if isinstance(value, date):
        return date(2025, chance.randint(1, 12), chance.randint(1, 28))
    if re.search(r"\d (ngày|tháng|năm)", str(value)):
        return chance.choice(PHRASES)
    alike = [found for found in leaves_in(tree) if found[-1] == path[-1] or found[-2:-1] == path[-2:-1]]
    return chance.choice(sorted({str(value_at(tree, found)) for found in alike}))


def judging_leaves(tree: dict[str, Any]) -> list[Path_]:
    return [path for path in leaves_in(tree) if path[0] not in ABOUT_THE_FILE and not WORDS & set(path)]


def is_in_force(document: RuleDocument, path: Path_) -> bool:
    """Tell whether a trial of the rule changes this version of it: the one in force when the log is judged."""
    parts = getattr(document.file, str(path[0]))
    part = parts[path[1]] if isinstance(path[1], int) and isinstance(parts, tuple) else None
    same = [item for item in parts if item.id == part.id] if hasattr(part, "id") else []
    return len(same) < 2 or part is next((item for item in same if item.holds_on(AS_OF)), same[-1])


def setting(folder: Path, document: RuleDocument, rules: str, seed: int) -> Inputs:
    """Write a log of the regulation, untidy and often late, and return how it is to be judged."""
    scenario = Scenario(dossiers=25, units=4, seed=seed, late=0.3, disorder=0.1)
    made = simulate(compile_plan(document), document.vocabulary, Calendar.national(), scenario)
    log, units = folder / "log.csv", folder / "units.csv"
    write_events(made, log, "csv")
    write_units([made], units, "csv")
    return Inputs((log,), AS_OF, units=units, rules=(rules,))


def written(folder: Path, name: str, tree: dict[str, Any]) -> str:
    path = folder / name
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("file", FILES, ids=[path.stem for path in FILES])
def test_a_change_of_any_key_equals_editing_saving_and_checking(file: Path, tmp_path: Path) -> None:
    chance = random.Random(file.name)
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    rules = written(tmp_path, "rules.yaml", tree)
    document, problems = load_rules(Path(rules))
    assert document is not None, problems
    asked = setting(tmp_path, document, rules, chance.randrange(1000))
    log, before = load_log(asked), check(asked)
    for path in chance.choices([path for path in judging_leaves(tree) if is_in_force(document, path)], k=EDITS):
        edited = copy.deepcopy(tree)
        value = value_at(edited, path[:-1])[path[-1]] = other_value(tree, path, chance)
        again = check(replace(asked, rules=(written(tmp_path, "edited.yaml", edited),)))
        tried, problems = what_if(log, trial_of(tree, path, value))
        assert (tried is not None) == again.rules_usable, (path, value, problems)
        if tried is not None:
            assert_says(tried, before, again)


def trial_of(tree: dict[str, Any], path: Path_, value: Any) -> Trial:
    """Return the trial of one value: of a rule by its id, of any other part by its block."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    rule = value_at(tree, path[:2]) if isinstance(path[1], int) else {}
    start, key = (rule["id"], path[2:]) if "id" in rule else (str(path[0]), path[1:])
    return Trial(changes=(Change(start, tuple(map(str, key)), text),))
