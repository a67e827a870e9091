"""`quyche new`: a skeleton that loads at once, teaches every block, and never overwrites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.new import command
from engine.diagnostics import render_diagnostics
from engine.loading.rules import load_rules, load_rules_text
from engine.model import RuleFile
from engine.model.base import Part
from engine.model.duties import Obligation
from engine.model.lifecycle import Lifecycle
from engine.model.own_terms import OwnVocabulary
from engine.model.procedures import Interpretation
from engine.planning import compile_plan
from engine.skeleton import skeleton
from engine.source import SourceText

EXAMPLE = re.compile(r"^( *)#\| ", re.MULTILINE)


def new(*args: str, lang: str | None = None) -> Result:
    return CliRunner().invoke(command, list(args), obj=lang)


def test_the_skeleton_loads_without_a_single_diagnostic(tmp_path: Path) -> None:
    out = tmp_path / "quangnam.yaml"
    result = new("quangnam", "--province", "Quảng Nam", "--out", str(out))
    assert result.exit_code == 0
    document, problems = load_rules(out)
    assert problems == [], render_diagnostics(problems)
    assert document is not None
    assert (document.id, document.file.regulation.province) == ("quangnam", "Quảng Nam")
    assert [duty.id for duty in compile_plan(document).duties] == ["new-dossier"]


def test_with_every_example_in_use_it_still_loads_without_a_mistake() -> None:
    text = EXAMPLE.sub(r"\1", skeleton("quangnam", "Quảng Nam"))
    assert "#|" not in "\n".join(line for line in text.splitlines() if not line.startswith("# Dòng"))
    document, problems = load_rules_text(SourceText("quangnam.yaml", text))
    assert problems == [], render_diagnostics(problems)
    assert document is not None
    assert len(compile_plan(document).duties) == 15


def _blocks() -> list[tuple[int, ...]]:
    """Return the line numbers of each example: lines with «#|» that stand together, without those of «provisions»."""
    lines = skeleton("quangnam", "Quảng Nam").splitlines()
    blocks: list[list[int]] = []
    for number, line in enumerate(lines[: lines.index("provisions:")]):
        if not EXAMPLE.match(line):
            continue
        if blocks and blocks[-1][-1] == number - 1:
            blocks[-1].append(number)
        else:
            blocks.append([number])
    return [tuple(block) for block in blocks]


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: str(block[0] + 1))
def test_each_example_alone_loads_without_a_mistake(block: tuple[int, ...]) -> None:
    lines = skeleton("quangnam", "Quảng Nam").splitlines()
    used = {found[1] for number in block if (found := re.search(r"\bid: ([a-z0-9-]+)", lines[number]))}
    for number in block:
        lines[number] = EXAMPLE.sub(r"\1", lines[number])
    for number in range(lines.index("provisions:"), len(lines)):
        said = re.search(r"at: ([^,]+), rules: \[([^\]]+)\]", lines[number])
        if EXAMPLE.match(lines[number]) and said:
            bare = EXAMPLE.sub(r"\1", lines[number])
            lines[number] = bare if used & set(said[2].split(", ")) else f"  - {{at: {said[1]}, none: nguyên tắc}}"
        lines[number] = EXAMPLE.sub(r"\1", lines[number])
    _, problems = load_rules_text(SourceText("quangnam.yaml", "\n".join(lines) + "\n"))
    assert problems == [], render_diagnostics(problems)


def test_every_block_of_a_rule_file_is_shown() -> None:
    text = skeleton("quangnam", "Quảng Nam")
    assert [block for block in RuleFile.model_fields if not re.search(rf"^(#\| )?{block}:", text, re.MULTILINE)] == []


@pytest.mark.parametrize("part", [Obligation, Lifecycle, OwnVocabulary, Interpretation])
def test_every_key_that_a_decree_may_need_is_shown(part: type[Part]) -> None:
    text = skeleton("quangnam", "Quảng Nam")
    keys = [field.alias or name for name, field in part.model_fields.items()]
    assert [key for key in keys if not re.search(rf"(?<![a-z_]){key}:[ \n]", text)] == []


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "quangnam.yaml"
    out.write_text("của tôi", encoding="utf-8")
    result = new("quangnam", "--province", "Quảng Nam", "--out", str(out))
    assert (result.exit_code, "U112" in result.stderr) == (2, True)
    assert out.read_text(encoding="utf-8") == "của tôi"


@pytest.mark.parametrize("rule_id", ["Quảng Nam", "quang nam", "../x", "-x", "", "a" * 81, "QuangNam"])
def test_an_id_must_be_safe_everywhere(rule_id: str, tmp_path: Path) -> None:
    result = new("--province", "Quảng Nam", "--out", str(tmp_path / "x.yaml"), "--", rule_id)
    assert (result.exit_code, "U113" in result.stderr) == (2, True)
    assert not (tmp_path / "x.yaml").exists()


@pytest.mark.parametrize("province", ['Tên "lạ"', "A: b # c", "{{x}}", "RULE_ID", "\\n", "'"])
def test_any_name_of_a_province_is_kept_as_it_is(province: str) -> None:
    document, problems = load_rules_text(SourceText("x.yaml", skeleton("x", province)))
    assert problems == []
    assert document is not None
    assert document.file.regulation.province == province


@pytest.mark.parametrize("province", ["", "  ", "Hai\ndòng", "\x1b[31mđỏ"])
def test_a_name_that_cannot_be_printed_is_refused(province: str, tmp_path: Path) -> None:
    assert new("x", "--province", province, "--out", str(tmp_path / "x.yaml")).exit_code == 2


def test_it_is_written_beside_the_other_rules_when_there_is_such_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert new("mot", "--province", "Một").exit_code == 0
    (tmp_path / "rules").mkdir()
    assert new("hai", "--province", "Hai").exit_code == 0
    assert (tmp_path / "mot.yaml").is_file()
    assert (tmp_path / "rules" / "hai.yaml").is_file()


def test_a_folder_that_is_not_there_is_a_storage_failure(tmp_path: Path) -> None:
    result = new("x", "--province", "X", "--out", str(tmp_path / "khong-co" / "x.yaml"))
    assert (result.exit_code, "S101" in result.stderr) == (5, True)
