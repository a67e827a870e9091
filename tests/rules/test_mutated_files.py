"""Whatever is done to a rule file, it is refused with places or it judges a log: nothing is ever thrown."""

from __future__ import annotations

import copy
import random
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from engine.analysis.defects import find_defects
from engine.diagnostics import Severity, has_errors, render_diagnostics
from engine.loading.rules import RuleDocument, load_rules_text
from engine.planning import compile_plan
from engine.source import SourceText
from tests.columnar.aimed_logs import by_columns, by_reference, random_question

ROOT: Final = Path(__file__).parents[2]
FILES: Final = sorted([*(ROOT / "tests/cases").rglob("*.rules.yaml"), *(ROOT / "rules").glob("*.yaml")])
ODD: Final = (
    *(None, "", " ", True, False, 0, -1, 3, 10**30, 1.5, float("nan"), [], {}, [[]], [None], [""], {"": ""}),
    *("any", "same", "none", "true", "15:00", "25:00", "15h", "mười", "2025-02-30", "31/02/2025", "9999-12-31"),
    *(date(1, 1, 1), date(9999, 12, 31), date(2025, 3, 3), "Điều 9", "Điều " + "9" * 5000, "Điều 99999999999"),
    *("x" * 5000, "đ" * 200, "\u0301", "\u202e", "khoản", "ngày", "0 ngày", "99999999999 ngày làm việc", "ngay"),
    *("hằng tháng", "trước ngày 31/12", "05 ngày làm việc trước ngày họp", "15 giờ", "tối thiểu 03 tháng"),
    *("0 tháng kể từ ngày", "9999 năm", "999999 tháng", "ngày 31 hằng tháng", "29/02 hằng năm"),
    *({"at_least": "mười"}, {"at_least": 10, "at_most": 1}, {"less_than": None}, {"date_in": "signed"}),
    *({"span_in": "place"}, {"event": "transfer_document_effective"}, {"expired": "x"}, {"completed": "x"}),
    *({"all": []}, {"all": [{}]}, {"not": {}}, {"has": "x"}, {"holding": {"event": "x", "until": "x"}}),
    *({"unit": "to_unit"}, {"entered": "x"}, {"state": []}, [{"phrase": "03 ngày"}, {"phrase": "05 ngày"}]),
    *(["a"] * 300, [{"id": "a"}] * 3, {"event": [], "lasting": "30 ngày"}, {"event": "x", "since": "x"}),
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value below `node`."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for key, value in pairs for found in ((*path, key), *places(value, (*path, key)))]


def at(node: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        node = node[key]
    return node


def mutate(file: Any, draw: random.Random) -> str:
    """Do one wrong thing to a file in place, and say what."""
    path = draw.choice(places(file))
    owner, key = at(file, path[:-1]), path[-1]
    other = draw.choice(places(file))
    what = draw.choice(["odd", "odd", "odd", "delete", "copy", "copy", "double", "nest", "list", "rename", "name"])
    if what == "odd":
        owner[key] = copy.deepcopy(draw.choice(ODD))
    elif what == "delete":
        del owner[key]
    elif what == "copy":
        owner[key] = copy.deepcopy(at(file, other))
    elif what == "double" and isinstance(owner, list):
        owner.insert(draw.randrange(len(owner) + 1), copy.deepcopy(owner[key]))
    elif what == "nest":
        owner[key] = {key: owner[key]}
    elif what == "list":
        owner[key] = [owner[key], copy.deepcopy(at(file, other))]
    elif what == "rename" and isinstance(owner, dict):
        owner[draw.choice([other[-1], f"{key}x", "from", "until", "amended_by", "cases"])] = owner.pop(key)
    elif isinstance(owner, dict) and isinstance(other[-1], str):
        owner[other[-1]] = copy.deepcopy(at(file, other))
    return f"{what} {path} {other}"


def broken(path: Path, draw: random.Random) -> tuple[str, str]:
    """Return the text of a file that was changed in one or several ways, and what was done."""
    file = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    done = [mutate(file, draw) for _ in range(draw.choice([1, 1, 1, 2, 4]))]
    text = yaml.dump(file, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    return text.replace("&", "＆").replace("*id", "id"), f"{path.name}: {'; '.join(done)}"


def examine(text: str) -> RuleDocument | None:
    """Load a file as every command does; what can be used is looked through and judges a log."""
    document, problems = load_rules_text(SourceText("x.yaml", text))
    render_diagnostics(problems)
    if document is None or has_errors(problems):
        assert problems
        assert all(
            problem.place is not None and problem.place.line
            for problem in problems
            if problem.severity is Severity.ERROR
        )
        return None
    return document


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_changed_file_is_refused_with_places_or_judges_a_log(path: Path) -> None:
    draw = random.Random(path.stem)
    for _ in range(8):
        text, done = broken(path, draw)
        try:
            document = examine(text)
            if document is not None:
                find_defects(document)
                question = random_question(draw.randrange(1000), compile_plan(document), dossiers=2, length=6)
                assert by_columns(question) == by_reference(question)
        except Exception as error:
            raise AssertionError(done) from error
