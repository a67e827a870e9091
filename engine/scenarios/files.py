"""Finding and reading scenario files of both kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from engine.diagnostics import Diagnostic
from engine.scenarios.building import scenario_of
from engine.scenarios.library import Library
from engine.scenarios.records import Draft, Scenario
from engine.scenarios.sheets import read_sheet_drafts
from engine.scenarios.yaml_files import read_yaml_drafts

FOLDERS: Final = (Path("scenarios"), Path("tests/cases"))
"""Where scenarios are looked for when none are named."""
_TABLES: Final = frozenset({".xlsx", ".xlsm", ".csv"})
_RULES_BESIDE: Final = ".rules.yaml"


def find_scenarios(named: Sequence[Path]) -> list[Path]:
    """Return the scenario files that are named, those in named folders, or those of the first of FOLDERS there is."""
    asked = named or next(([folder] for folder in FOLDERS if folder.is_dir()), [])
    found: list[Path] = []
    for path in asked:
        found += sorted(_inside(path)) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        is_file = path.is_file() and not path.name.startswith((".", "~$")) and not path.name.endswith(_RULES_BESIDE)
        if is_file and path.suffix.lower() in (*_TABLES, ".yaml", ".yml"):
            yield path


def load_scenarios(paths: Sequence[Path], library: Library) -> tuple[list[Scenario], list[Diagnostic]]:
    """Read scenario files; a scenario with a mistake is left out, and the mistake told."""
    scenarios: list[Scenario] = []
    problems: list[Diagnostic] = []
    for path in paths:
        drafts, found = read_sheet_drafts(path) if path.suffix.lower() in _TABLES else read_yaml_drafts(path)
        problems += found
        for draft in drafts:
            scenario, found = _scenario(draft, path.parent, library)
            problems += found
            if scenario is not None:
                scenarios.append(scenario)
    return scenarios, problems


def _scenario(draft: Draft, folder: Path, library: Library) -> tuple[Scenario | None, list[Diagnostic]]:
    regulation = draft.facts.get("regulation")
    if regulation is None or not regulation.text:
        return None, [Diagnostic.of("T201", draft.place, key="regulation")]
    document, problems = library.document(regulation.text, folder, regulation.place)
    if document is None:
        return None, problems
    scenario, found = scenario_of(draft, document)
    return scenario, [*problems, *found]
