"""The page on the rule language tells every key of the schema, and everything it shows is right."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from engine.calendars import Calendar
from engine.cli.check import command
from engine.cli.schema import as_editor_sees
from engine.counting import first_due
from engine.diagnostics import render_diagnostics
from engine.loading.rules import load_rules_text
from engine.loading.rules.nodes import plain_value
from engine.loading.rules.yaml_reader import read_nodes
from engine.model.base import Part
from engine.model.schema import rule_file_schema
from engine.phrases import PhraseProblem, parse_phrase
from engine.phrases.lasting import LastingPhrase, parse_lasting
from engine.planning import compile_plan
from engine.source import SourceText

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ngon-ngu-quy-tac.md").read_text(encoding="utf-8")
SCHEMA = rule_file_schema()
DEFINITIONS: dict[str, Any] = SCHEMA["$defs"]


def _subclasses(part: type[Part]) -> list[type[Part]]:
    return [part, *(one for child in part.__subclasses__() for one in _subclasses(child))]


MODELS = {part.__name__: part for part in _subclasses(Part)}
FIELDS = "fields"
"""The section on columns and attributes, which five parts share."""
VERSIONS = {"Dated": ["amended_by", "from", "until"], "InForce": ["amended_by", "in_force_from", "in_force_until"]}
"""The sections on versions, which other parts share; the words with which a part says that it has them."""
SAID = {"Dated": "Có phiên bản theo ngày", "InForce": "Có phiên bản theo ngày (khóa dài)"}
ROW = re.compile(r"^\| `([a-z_]+)` \| (.+?) \| `(.+)` \|$", re.MULTILINE)
START = date(2025, 3, 3)


def properties_of(part: str) -> dict[str, Any]:
    shape = SCHEMA if part == "RuleFile" else DEFINITIONS[part]
    if "properties" not in shape:
        shape = next((one for one in shape.get("anyOf", ()) if "properties" in one), {})
    properties: dict[str, Any] = shape.get("properties", {})
    return properties


PARTS = [name for name in ("RuleFile", *DEFINITIONS) if name[0].isupper() and properties_of(name)]
SHARED = [key for key in properties_of("Condition") if key in properties_of("Act") and key in properties_of("When")]


def sections() -> dict[str, str]:
    found = re.split(r"^<!-- ([A-Za-z]+) -->$", PAGE, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def introduction(part: str) -> str:
    before = PAGE[: PAGE.index(f"<!-- {part} -->")]
    return before[before.rindex("\n## ") :]


def rows(part: str) -> list[tuple[str, str, str]]:
    return [(found[1], found[2], found[3]) for found in ROW.finditer(sections()[part].split("\n## ")[0])]


def versions_of(part: str) -> str | None:
    keys = list(properties_of(part))[:3]
    return next((name for name, shared in VERSIONS.items() if keys == shared), None)


def own_keys(part: str) -> list[str]:
    if part == FIELDS:
        return SHARED
    if part in VERSIONS:
        return VERSIONS[part]
    shared = [*(SHARED if set(SHARED) <= set(properties_of(part)) else []), *VERSIONS.get(versions_of(part) or "", [])]
    return [key for key in properties_of(part) if key not in shared]


def shape_of(part: str, key: str) -> dict[str, Any]:
    shown = {FIELDS: "Condition", "Dated": "Obligation", "InForce": "Transition"}.get(part, part)
    shape: dict[str, Any] = properties_of(shown)[key]
    return shape


EVERY_ROW = [(part, *row) for part in sections() for row in rows(part)]
IDS = [f"{part}.{key}" for part, key, _, _ in EVERY_ROW]


def read(example: str) -> dict[str, object]:
    root, problems = read_nodes(SourceText("ví dụ", example))
    assert problems == []
    assert root is not None
    found = plain_value(root)
    assert isinstance(found, dict)
    return found


def value_of(example: str) -> tuple[str, object]:
    seen = as_editor_sees(read(example))
    assert isinstance(seen, dict)
    ((key, value),) = seen.items()
    return key, value


def test_every_part_of_the_schema_has_a_section_and_no_other() -> None:
    assert sorted(sections()) == sorted([*PARTS, FIELDS, *VERSIONS])


@pytest.mark.parametrize("part", [*PARTS, FIELDS, *VERSIONS])
def test_every_key_has_a_row_in_the_order_of_the_model(part: str) -> None:
    assert [key for key, _, _ in rows(part)] == own_keys(part)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_with_versions_says_so(part: str) -> None:
    said = introduction(part)
    found = "InForce" if SAID["InForce"] in said else "Dated" if SAID["Dated"] in said else None
    assert found == versions_of(part)


@pytest.mark.parametrize(("part", "key", "meaning", "example"), EVERY_ROW, ids=IDS)
def test_every_example_is_what_its_key_takes(part: str, key: str, meaning: str, example: str) -> None:
    shown, value = value_of(example)
    assert shown == key
    validator = Draft202012Validator({"$defs": DEFINITIONS, **shape_of(part, key)})
    assert [error.message for error in validator.iter_errors(value)] == []
    assert meaning.endswith((".", ";"))


@pytest.mark.parametrize(("part", "key", "meaning", "example"), EVERY_ROW, ids=IDS)
def test_the_model_takes_every_example(part: str, key: str, meaning: str, example: str) -> None:
    model = MODELS.get({FIELDS: "Condition", "Dated": "Obligation", "InForce": "Transition"}.get(part, part))
    assert model is not None, meaning
    try:
        model.model_validate(read(example))
    except ValidationError as error:
        wrong = [str(problem) for problem in error.errors() if problem["type"] != "missing"]
        assert wrong == [], key


@pytest.mark.parametrize(("part", "key", "meaning", "example"), EVERY_ROW, ids=IDS)
def test_every_value_of_a_closed_list_is_told(part: str, key: str, meaning: str, example: str) -> None:
    for name in re.findall(r"#/\$defs/([A-Z][A-Za-z]+)", str(shape_of(part, key))):
        for value in DEFINITIONS[name].get("enum", ()):
            assert f"`{value}`" in meaning, f"{example}: {value}"


def phrases_in(value: object, key: str = "") -> list[str]:
    match value:
        case dict():
            return [phrase for name, item in value.items() for phrase in phrases_in(item, name)]
        case list():
            return [phrase for item in value for phrase in phrases_in(item, key)]
    return [str(value)] if key in ("within", "phrase", "by") and " " in str(value) else []


def test_every_phrase_in_an_example_is_understood() -> None:
    found = [phrase for _, _, _, example in EVERY_ROW for phrase in phrases_in(dict([value_of(example)]))]
    assert len(found) > 8
    assert [phrase for phrase in found if isinstance(parse_phrase(phrase), PhraseProblem)] == []
    lasting = [value for _, key, _, example in EVERY_ROW if key == "lasting" for value in [value_of(example)[1]]]
    assert [isinstance(parse_lasting(str(phrase)), LastingPhrase) for phrase in lasting] == [True]


DEADLINES = re.findall(r"^\| ([^|`]+) \| [^|`]+ \| (\d{2}/\d{2}/\d{4}|không có) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("phrase", "due"), DEADLINES)
def test_every_deadline_falls_on_the_day_that_the_page_says(phrase: str, due: str) -> None:
    parsed = parse_phrase(phrase)
    assert not isinstance(parsed, PhraseProblem)
    found = first_due(parsed.deadline, START, Calendar.national()).due.due_on
    assert (f"{found:%d/%m/%Y}" if found else "không có") == due


def test_the_small_regulation_loads_without_any_diagnostic() -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    document, problems = load_rules_text(SourceText("mot-cua.yaml", text))
    assert problems == [], render_diagnostics(problems)
    assert document is not None
    assert [duty.id for duty in compile_plan(document).duties] == ["tra-ket-qua-don"]
    assert len(DEADLINES) > 12


def test_the_other_phrases_that_the_page_quotes_are_understood() -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith("Thời gian tối thiểu")]
    least, *lasting = re.findall("«([^»]+)»", line)
    assert not isinstance(parse_phrase(least), PhraseProblem)
    assert [isinstance(parse_lasting(phrase), LastingPhrase) for phrase in lasting] == [True, True]


def test_the_small_log_is_judged_as_the_page_says(tmp_path: Path) -> None:
    (rules,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    log, units = re.findall(r"^```csv\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    names = {"mot-cua.yaml": rules, "nhatky.csv": log, "donvi.csv": units}
    for name, text in names.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (line,) = re.findall(r"^`quyche check (.+)`\.$", PAGE, re.MULTILINE)
    args = [str(tmp_path / word) if word in names else word for word in line.split()]
    found = [json.loads(line) for line in CliRunner().invoke(command, [*args, "--format", "jsonl"]).stdout.splitlines()]
    told = {(one["dossier"], one["due_on"], one["status"], one["late_working_days"]) for one in found}
    assert told == {("D1", "2026-03-09", "late", 1), ("D2", "2026-03-09", "met", None)}
