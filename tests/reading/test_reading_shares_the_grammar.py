"""What `quyche read` finds in whole texts `quyche due` reads just so: the same words, understood or refused by both."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.due import command as due
from engine.phrases import PhraseProblem, parse_phrase
from engine.reading import Examined, LegalText, TimeKind, read_text
from engine.source import SourceText

HERE = Path(__file__).parent
SOURCES = HERE.parents[1].parent / "shared" / "sources"
UNSEEN = sorted((HERE / "unseen").glob("*.txt"))
FIVE = sorted(SOURCES.glob("*.txt"))
EACH = pytest.mark.parametrize("path", [*UNSEEN, *sorted((HERE / "texts").glob("*.txt")), *FIVE], ids=lambda p: p.stem)


def examined(path: Path) -> Examined:
    text = read_text(SourceText(path.name, path.read_text(encoding="utf-8")))
    assert isinstance(text, LegalText)
    return Examined(text)


@EACH
def test_both_understand_or_both_refuse(path: Path) -> None:
    differing = [
        item.words
        for item in examined(path).times
        if isinstance(parse_phrase(item.words), PhraseProblem) is not (item.deadline is None)
    ]
    assert differing == []


@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: path.stem)
def test_the_command_itself_answers_every_period_that_was_read(path: Path) -> None:
    counted = (TimeKind.PERIOD, TimeKind.RIGHT, TimeKind.KEEP, TimeKind.PERIODIC)
    for item in examined(path).times:
        if item.kind in counted and item.deadline is not None:
            answer = CliRunner().invoke(due, [item.words, "--from", "2026-03-02"])
            assert answer.exit_code == 0, (item.words, answer.output)
            assert item.anchor is None or item.anchor in answer.output
