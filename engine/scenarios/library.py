"""The regulations that scenarios name, each loaded and compiled once."""

from __future__ import annotations

from pathlib import Path

from engine.diagnostics import Diagnostic, has_errors
from engine.loading.rules import RuleDocument, find_rules, known_rules, load_rules
from engine.planning import Plan, compile_plan
from engine.source import Place


class Library:
    """Finds a regulation by its id: a file `ID.rules.yaml` beside the scenarios, else as every command does."""

    def __init__(self) -> None:
        self._paths: dict[tuple[str, Path], Path | None] = {}
        self._documents: dict[Path, tuple[RuleDocument | None, list[Diagnostic]]] = {}
        self._plans: dict[tuple[str, tuple[tuple[str, str], ...]], Plan] = {}

    def document(self, name: str, folder: Path, place: Place) -> tuple[RuleDocument | None, list[Diagnostic]]:
        """Return the regulation, or None with the reasons; a file with mistakes tells them once."""
        if (name, folder) not in self._paths:
            beside = folder / f"{name}.rules.yaml"
            self._paths[name, folder] = beside if beside.is_file() else find_rules(name)
        path = self._paths[name, folder]
        if path is None:
            return None, [Diagnostic.of("U101", place, name=name, known=", ".join(sorted(known_rules())))]
        if path in self._documents:
            return self._documents[path][0], []
        document, problems = load_rules(path)
        found = (None if has_errors(problems) else document, problems)
        self._documents[path] = found
        return found

    def plan(self, document: RuleDocument, choices: tuple[tuple[str, str], ...]) -> Plan:
        """Return the plan of a regulation under these readings."""
        key = (document.version, choices)
        if key not in self._plans:
            self._plans[key] = compile_plan(document, dict(choices))
        return self._plans[key]
