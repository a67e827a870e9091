"""Loading rule files: text → nodes → model → checks. Nothing is raised for a user's mistake."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from engine.diagnostics import Diagnostic, has_errors, sort_key
from engine.loading.rules.amended import with_beginnings
from engine.loading.rules.checks import CHECKS, CHECKS_OF_PARTS
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.own_vocabulary import own_vocabulary, written_terms
from engine.loading.rules.validation import validate_nodes
from engine.loading.rules.yaml_reader import read_nodes, read_text
from engine.source import SourceText

_MOST_KEPT: Final = 16
"""So many texts stay loaded: one command asks for the same file as one of a province and as one of the country."""


def load_rules(path: Path) -> tuple[RuleDocument | None, list[Diagnostic]]:
    """Load one rule file.

    Returns:
        The document, or None when it cannot be used, and every mistake found, in order of place. A document that
        comes with errors among its diagnostics is whole enough to be shown but must not be evaluated.
    """
    source, problems = read_text(path)
    if source is None:
        return None, problems
    document, found = load_rules_text(source)
    return document, sorted([*problems, *found], key=sort_key)


def load_rules_text(source: SourceText) -> tuple[RuleDocument | None, list[Diagnostic]]:
    """Load a rule file from text that is already at hand (an editor's buffer, say)."""
    document, problems = _loaded(source)
    return document, list(problems)


@lru_cache(maxsize=_MOST_KEPT)
def _loaded(source: SourceText) -> tuple[RuleDocument | None, tuple[Diagnostic, ...]]:
    root, problems = read_nodes(source)
    if root is None or has_errors(problems):
        return None, tuple(sorted(problems, key=sort_key))
    valid, found = validate_nodes(root, source)
    problems = [*problems, *found]
    if valid.file is None:
        return None, tuple(sorted(problems, key=sort_key))
    file = with_beginnings(valid.file)
    vocabulary, clashes = own_vocabulary(file, valid.root, source)
    document = RuleDocument(file, source, valid.root, vocabulary)
    problems += clashes
    if valid.is_whole:
        problems += [problem for check in CHECKS for problem in check(document)]
    else:
        declared = written_terms(root)
        found = [problem for check in CHECKS_OF_PARTS for problem in check(document)]
        problems += [problem for problem in found if not _is_of_lost_term(problem, declared)]
    return document if valid.is_whole else None, tuple(sorted(dict.fromkeys(problems), key=sort_key))


def _is_of_lost_term(problem: Diagnostic, declared: frozenset[str]) -> bool:
    """Tell whether an id is only unknown because its declaration, which is at fault itself, was taken out."""
    return problem.code in ("P401", "P402") and dict(problem.args)["name"] in declared


def packaged_rules() -> Path:
    """Return the folder of rule files that the package carries."""
    installed = Path(str(files("engine").joinpath("rules")))
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def find_rules(name: str, folder: Path | None = None) -> Path | None:
    """Return the rule file that `name` means: a file, or an id looked up in `./rules`, then in the package's copy."""
    direct = Path(name)
    if direct.suffix in (".yaml", ".yml") or direct.is_file():
        return direct
    for place in (folder or Path("rules"), packaged_rules()):
        candidate = place / f"{name}.yaml"
        if candidate.is_file():
            return candidate
    return None


def known_rules(folder: Path | None = None) -> dict[str, Path]:
    """Return every regulation id that can be named, with its file; `./rules` goes before the package's copy."""
    found: dict[str, Path] = {}
    for place in (folder or Path("rules"), packaged_rules()):
        if place.is_dir():
            for path in sorted(place.glob("*.yaml")):
                found.setdefault(path.stem, path)
    return found
