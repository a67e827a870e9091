"""How much of a regulation's text its rule file accounts for."""

from __future__ import annotations

from dataclasses import dataclass

from engine.loading.rules import RuleDocument
from engine.loading.rules.checks.references import ID_BLOCKS
from engine.model.procedures import Gap, Interpretation


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a rule file accounts for; `total` is tied + explained + open.

    Attributes:
        tied: provisions that rules encode.
        explained: provisions marked with why no rule encodes them.
        open: the provisions that are neither, as the file writes them.
        rules: how many entries each block has, empty blocks left out.
    """

    total: int
    tied: int
    explained: int
    open: tuple[str, ...]
    rules: dict[str, int]
    interpretations: tuple[Interpretation, ...]
    gaps: tuple[Gap, ...]

    @property
    def rule_count(self) -> int:
        """The entries of all blocks."""
        return sum(self.rules.values())


def coverage_of(document: RuleDocument) -> Coverage:
    """Return what `document` accounts for."""
    file = document.file
    tied = sum(bool(item.rules) for item in file.provisions)
    left_open = tuple(item.at for item in file.provisions if not item.rules and item.none is None)
    counts = {block: len(getattr(file, block)) for block in ID_BLOCKS}
    return Coverage(
        total=len(file.provisions),
        tied=tied,
        explained=len(file.provisions) - tied - len(left_open),
        open=left_open,
        rules={block: count for block, count in counts.items() if count},
        interpretations=file.interpretations,
        gaps=file.gaps,
    )
