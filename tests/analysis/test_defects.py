"""Every check of `quyche lint` is proven by a bad file, at the guilty line, and silent on a good one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.analysis.defects import CHECKS, find_defects
from engine.diagnostics import entries, has_errors, render_diagnostics
from engine.loading.rules import RuleDocument, load_rules

FILES = Path(__file__).parent / "defects"
CODES = [code for code in entries() if code.startswith("A")]
EXPECTED = re.compile(r"# lỗi: (A\d{3})$")


def loaded(path: Path) -> RuleDocument:
    document, problems = load_rules(path)
    assert document is not None, render_diagnostics(problems)
    assert not has_errors(problems), render_diagnostics(problems)
    return document


def found(path: Path, code: str) -> set[int | None]:
    places = [item.diagnostic.place for item in find_defects(loaded(path)) if item.code == code]
    return {place.line for place in places if place is not None}


@pytest.mark.parametrize("code", CODES)
def test_the_bad_file_is_reported_at_the_guilty_line(code: str) -> None:
    path = FILES / f"{code}.bad.yaml"
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    marked = {number for number, line in lines if (match := EXPECTED.search(line)) and match[1] == code}
    assert marked
    assert found(path, code) == marked


@pytest.mark.parametrize("code", CODES)
def test_the_good_file_is_not_reported(code: str) -> None:
    assert found(FILES / f"{code}.good.yaml", code) == set()


def test_every_check_has_a_module_of_its_own_name() -> None:
    assert [check.__module__.rsplit(".", 1)[1] for check in CHECKS] == [check.__name__ for check in CHECKS]


def test_the_files_prove_codes_that_exist() -> None:
    assert {path.name.split(".")[0] for path in FILES.glob("*.yaml")} == set(CODES)


@pytest.mark.parametrize("path", sorted(FILES.glob("*.bad.yaml")), ids=lambda path: path.name[:4])
def test_every_finding_speaks_both_languages(path: Path) -> None:
    for item in find_defects(loaded(path)):
        assert item.diagnostic.message("vi") != item.diagnostic.message("en")
        assert "{" not in item.diagnostic.message("vi") + item.diagnostic.hint("vi") + item.diagnostic.hint("en")
        for seen in item.witnesses:
            assert seen.says.vi
            assert seen.says.en
