"""What is known of whether the texts still govern, told once for all texts that it is known of."""

from __future__ import annotations

from collections.abc import Sequence

from engine import texts
from engine.clock import shown
from engine.model.duties import Regulation, Standing
from engine.texts import Text, printable

_KNOWN = Text("Cần biết: {facts}", "To be known: {facts}")
_KNOWN_OF = Text("Cần biết về {whom}: {facts}", "To be known of {whom}: {facts}")


def standing_line(regulation: Regulation, lang: str) -> str | None:
    """Return what is known of one text, with since when and who says so; None when nothing is."""
    facts = _facts(regulation.standing, lang)
    return _KNOWN.say(lang, facts=facts) if facts else None


def standing_lines(regulations: Sequence[tuple[str, Regulation]], lang: str) -> list[str]:
    """Return what is known, a line for each set of texts that have it in common, the largest sets first.

    Args:
        regulations: the texts, each with how to name it beside the others.
    """
    known_of: dict[Standing, list[str]] = {}
    for name, regulation in regulations:
        for fact in dict.fromkeys(regulation.standing):
            known_of.setdefault(fact, []).append(name)
    common: dict[tuple[str, ...], list[Standing]] = {}
    for fact, names in known_of.items():
        common.setdefault(tuple(dict.fromkeys(names)), []).append(fact)
    return [
        _KNOWN_OF.say(lang, whom=", ".join(map(printable, names)), facts=_facts(facts, lang))
        for names, facts in sorted(common.items(), key=lambda item: -len(item[0]))
    ]


def _facts(facts: Sequence[Standing], lang: str) -> str:
    return "; ".join(
        (texts.KNOWN_FACT if item.since is None else texts.KNOWN_FACT_SINCE).say(
            lang, says=printable(item.says).rstrip("."), day=shown(item.since), source=printable(item.source)
        )
        for item in facts
    )
