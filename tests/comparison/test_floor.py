"""What binds the whole country is a column of its own, and the others are told against it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.compare import command
from engine.comparison import compare
from engine.comparison.measures import Stands
from engine.loading.rules import RuleDocument, load_rules_text
from engine.reports.compared import render_matrix
from engine.source import SourceText

DUTY = """
obligations:
  - {{id: giao, label: Giao hồ sơ, topic: transfer_inter_unit_sender, cites: Điều 1, who: sending_unit,
     when: {{event: transfer_document_effective}}, must: edossier_transferred, within: {within}}}
"""
AS_OF = date(2025, 6, 1)


def text_of(name: str, head: str, within: str) -> str:
    head = f"format: 1\nregulation: {{id: {name}, name: Ví dụ, status: in_force, in_force_from: 2024-01-01, {head}}}"
    return head + DUTY.format(within=within)


NATIONAL = text_of("nghidinh", "level: national, number: 01/2024/NĐ-CP", "05 ngày làm việc")
STRICTER = text_of("mot", "province: Một", "03 ngày làm việc")
LOOSER = text_of("hai", "province: Hai", "07 ngày làm việc")


def document(text: str) -> RuleDocument:
    found, _ = load_rules_text(SourceText("thu.yaml", text))
    assert found is not None
    return found


def test_the_floor_goes_first_and_provinces_stand_to_it() -> None:
    matrix = compare([document(STRICTER), document(LOOSER), document(NATIONAL)], AS_OF, ["transfer_inter_unit_sender"])
    assert [column.id for column in matrix.columns] == ["nghidinh", "mot", "hai"]
    assert matrix.base == 0
    orders = {matrix.columns[item.column].id: item.relation.stands for item in matrix.rows[0].standings}
    assert orders == {"mot": Stands.STRICTER, "hai": Stands.LOOSER}


def test_named_provinces_are_set_beside_the_floor_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    for name, text in (("nghidinh", NATIONAL), ("mot", STRICTER)):
        (tmp_path / "rules" / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["mot", "--as-of", "2025-06-01", "--format", "json"])
    told = json.loads(result.output)
    assert told["base"] == "nghidinh"
    assert [item["level"] for item in told["regulations"]] == ["national", "province"]
    page = CliRunner().invoke(command, ["mot", "--as-of", "2025-06-01", "--format", "md"]).output
    assert "Cả nước, sàn chung (01/2024/NĐ-CP)" in page
    assert "So với sàn chung của cả nước" in page


def test_silence_of_a_file_that_takes_some_articles_only_proves_nothing() -> None:
    partial = LOOSER.replace("format: 1\n", "format: 1\ncoverage: partial\nencoded: Điều 1\n")
    matrix = compare([document(partial)], AS_OF, ["backup"])
    assert matrix.rows[0].cells[0].silence == "not_in_source"


def test_who_gives_more_time_than_the_country_is_flagged_and_which_text_prevails_is_left_open() -> None:
    matrix = compare([document(STRICTER), document(LOOSER), document(NATIONAL)], AS_OF, ["transfer_inter_unit_sender"])
    longer = [item.column for item in matrix.rows[0].standings if matrix.is_longer_than_floor(item)]
    assert [matrix.columns[column].id for column in longer] == ["hai"]
    page = render_matrix(matrix, "md", "vi").decode()
    assert "Dài hơn quy định chung từ ngày 01/01/2024: Chuyển sang đơn vị khác: bên giao (Hai)." in page
    assert "là câu hỏi pháp lý" in page
    assert "lỏng hơn Cả nước (dài hơn quy định chung từ ngày 01/01/2024)" in page


def test_beside_another_province_nothing_is_longer_than_the_country() -> None:
    matrix = compare([document(STRICTER), document(LOOSER)], AS_OF, ["transfer_inter_unit_sender"], base="mot")
    assert not any(matrix.is_longer_than_floor(item) for item in matrix.rows[0].standings)
