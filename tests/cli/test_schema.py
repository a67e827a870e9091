"""`quyche schema`: printing, writing, checking as an editor would, listing the vocabulary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.schema import command
from engine.loading.logs.columns import EVENT_COLUMNS, UNIT_COLUMNS
from engine.model.own_terms import OwnVocabulary


def schema(*args: str, lang: str | None = None) -> Result:
    return CliRunner().invoke(command, list(args), obj=lang)


def test_the_schema_is_printed_and_written_alike(tmp_path: Path) -> None:
    out = tmp_path / "luoc-do.json"
    assert schema("--out", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8") == schema().stdout
    assert json.loads(schema().stdout)["title"] == "Tệp quy tắc"


def test_a_rule_file_is_checked_with_places(tmp_path: Path) -> None:
    path = tmp_path / "thu.yaml"
    path.write_text(
        "format: 1\nregulation: {id: thu, name: Thử, province: Thử, status: nhap}\nghi_chu: x\n", encoding="utf-8"
    )
    result = schema("--check", str(path))
    assert result.exit_code == 3
    assert ":2:57: lỗi U117" in result.stderr
    assert "không có khóa «ghi_chu» ở đây" in result.stderr
    path.write_text("format: 1\nregulation: {id: thu, name: Thử, province: Thử, status: draft}\n", encoding="utf-8")
    assert schema("--check", str(path)).exit_code == 0


def test_a_file_that_is_not_yaml_or_not_there_is_reported(tmp_path: Path) -> None:
    assert "P115" in schema("--check", str(tmp_path / "khong-co.yaml")).stderr
    path = tmp_path / "hong.yaml"
    path.write_text("a: [\n", encoding="utf-8")
    assert schema("--check", str(path)).exit_code == 3


def test_the_vocabulary_is_listed_with_labels() -> None:
    assert "recruitment_decided" in schema("--vocabulary").stdout
    assert "Có quyết định tuyển dụng" in schema("--vocabulary").stdout
    assert "Recruitment decided" in schema("--vocabulary", lang="en").stdout


@pytest.mark.parametrize("columns", [EVENT_COLUMNS, UNIT_COLUMNS])
def test_the_columns_of_the_log_and_of_the_units_table_are_listed(columns: dict[str, tuple[str, ...]]) -> None:
    for lang in ("vi", "en"):
        listed = schema("--vocabulary", lang=lang).stdout
        assert [column for column in columns if f"\n  {column} " not in listed] == []
        assert [name for names in columns.values() for name in names if name not in listed] == []


def test_a_family_is_listed_under_the_key_that_adds_to_it() -> None:
    listed = schema("--vocabulary").stdout
    assert [key for key in OwnVocabulary.model_fields if f"(vocabulary: {key})\n" not in listed] == ["hide_topics"]
