"""The published JSON Schema: fresh, Vietnamese, tied to the vocabulary, and in agreement with the rule files."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from engine.cli.schema import as_editor_sees
from engine.model import duties, procedures
from engine.model.schema import packaged_schema, published_text, rule_file_schema
from engine.vocabulary import standard

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = rule_file_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
SMALL = """
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
obligations:
  - id: tiep-nhan
    label: Tiếp nhận hồ sơ
    cites: Điều 1
    when: {event: paper_dossier_sent}
    who: receiving_unit
    must: paper_dossier_received
    within: 03 ngày làm việc
"""


def errors_of(text: str) -> list[list[str | int]]:
    return [list(error.absolute_path) for error in VALIDATOR.iter_errors(as_editor_sees(yaml.safe_load(text)))]


def test_the_packaged_copy_is_what_the_model_gives() -> None:
    assert packaged_schema() == published_text(SCHEMA), (
        "rule_file.schema.json is stale: quyche schema --out engine/model/rule_file.schema.json"
    )


def test_the_schema_is_draft_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


EVERY_FILE = [*sorted((ROOT / "rules").glob("*.yaml")), *sorted((ROOT / "tests" / "cases").rglob("*.rules.yaml"))]


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: path.stem)
def test_every_rule_file_is_as_the_schema_says(path: Path) -> None:
    assert errors_of(path.read_text(encoding="utf-8")) == []


def test_every_reference_leads_to_a_definition() -> None:
    definitions = SCHEMA["$defs"]
    for name in referred(SCHEMA):
        here = definitions
        for part in name.split("/"):
            assert part in here, name
            here = here[part]


def referred(shape: Any) -> set[str]:
    if isinstance(shape, list):
        return set().union(*map(referred, shape))
    if not isinstance(shape, dict):
        return set()
    found = set().union(*map(referred, shape.values()))
    return found | ({shape["$ref"].removeprefix("#/$defs/")} if isinstance(shape.get("$ref"), str) else set())


def test_every_part_and_key_has_a_title_and_a_description() -> None:
    parts = {name: part for name, part in SCHEMA["$defs"].items() if name[0].isupper()}
    for name, part in {**parts, "": SCHEMA}.items():
        assert part["title"], name
        assert part["description"], name
        shape = part["anyOf"][1] if "anyOf" in part else part
        for key, value in shape.get("properties", {}).items():
            if "attributes/properties" not in value.get("$ref", ""):
                assert value["title"], f"{name}.{key}"


def test_no_english_docstring_is_published() -> None:
    text = packaged_schema()
    classes = {item for module in (duties, procedures) for _, item in inspect.getmembers(module, inspect.isclass)}
    own = [item for item in classes if item.__module__.startswith("engine.model")]
    assert len(own) > 30
    assert [item.__name__ for item in own if item.__doc__ and item.__doc__.splitlines()[0] in text] == []


def test_a_small_file_passes() -> None:
    assert errors_of(SMALL) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("who: receiving_unit", "who: Người lạ"),
        ("status: draft", "status: nhap"),
        ("    label: Tiếp nhận hồ sơ\n", ""),
        ("within:", "witin:"),
        ("must: paper_dossier_received", "must: {events: paper_dossier_received}"),
        ("format: 1", "format: 2"),
        ("id: tiep-nhan", "id: Tiếp nhận"),
    ],
)
def test_what_an_editor_can_know_is_refused(right: str, wrong: str) -> None:
    assert right in SMALL
    assert errors_of(SMALL.replace(right, wrong)) != []


def test_a_file_may_use_events_and_topics_of_its_own() -> None:
    assert errors_of(SMALL.replace("must: paper_dossier_received", "must: ho_so_da_dong_dau")) == []


def test_ids_are_offered_with_their_vietnamese_labels() -> None:
    known: dict[str, Any] = SCHEMA["$defs"]["event"]["anyOf"][0]
    labels = dict(zip(known["enum"], known["enumDescriptions"], strict=True))
    assert labels["recruitment_decided"] == "Có quyết định tuyển dụng"
    assert set(labels) == set(standard().events)
    assert set(SCHEMA["$defs"]["role"]["anyOf"][0]["enum"]) == set(standard().roles)


def test_no_key_that_names_an_event_a_role_or_a_topic_is_left_untied() -> None:
    parts = {name: part for name, part in SCHEMA["$defs"].items() if name[0].isupper()}
    untied = [
        f"{name}.{key}"
        for name, part in parts.items()
        for key, value in (part["anyOf"][1] if "anyOf" in part else part).get("properties", {}).items()
        if key in ("event", "who", "by", "roles", "topic", "unit_types", "categories", "states", "acts", "precedence")
        and "/identifier" in str(value)
    ]
    assert untied == []
