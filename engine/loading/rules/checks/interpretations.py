"""An interpretation names a choice that exists, has alternatives, and does not fight another one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path


def check_interpretations(document: RuleDocument) -> list[Diagnostic]:
    """Report choices without a reading, doubts with a single reading, and two doubts over one key of one rule."""
    return [*_choices(document), *_conflicts(document)]


def _choices(document: RuleDocument) -> Iterator[Diagnostic]:
    for index, item in enumerate(document.file.interpretations):
        base: Path = ("interpretations", index)
        if item.chosen not in item.readings:
            yield Diagnostic.of(
                "P430", document.place(*base, "chosen"), name=item.chosen, allowed=", ".join(item.readings)
            )
        if len(item.readings) < 2:
            yield Diagnostic.of("P431", document.key_place(*base, "readings"), name=item.id)


def _conflicts(document: RuleDocument) -> Iterator[Diagnostic]:
    owners: dict[tuple[str, str], Path] = {}
    for index, item in enumerate(document.file.interpretations):
        keys = {key for reading in item.readings.values() for key in reading.model_fields_set} - {"says"}
        for rule in item.about:
            for key in sorted(keys):
                here: Path = ("interpretations", index)
                other = owners.setdefault((rule, key), here)
                if other != here:
                    note = Note("cách hiểu kia", "the other interpretation", document.place(*other, "id"))
                    yield Diagnostic.of(
                        "P433", document.place(*here, "id"), rule=rule, key=key.rstrip("_"), notes=(note,)
                    )
