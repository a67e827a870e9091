"""What sets a duty off is said in one way, and leads to an event."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.names import unknown_rule
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.base import When
from engine.model.duties import Obligation
from engine.model.periods import plain_phrase
from engine.model.triggers import SOURCES, followed_rule, sources_given
from engine.phrases import Every, NotStated, PhraseProblem, Unquantified, parse_phrase

_NO_DATE = (NotStated, Unquantified)


def check_triggers(document: RuleDocument) -> list[Diagnostic]:
    """Report triggers of several kinds or of none, acts that never meet, and duties that follow what never ends."""
    found: list[Diagnostic] = []
    for path, _, when in triggers_of(document):
        found += _kind(document, path, when)
        found += _meeting(document, path, when)
        found += _followed(document, path, when)
        found += _entered(document, path, when)
    return [*found, *_circles(document)]


def triggers_of(document: RuleDocument) -> Iterator[tuple[Path, tuple[str, ...], When]]:
    """Yield every `when` of the file, where it stands and the rules that it belongs to."""
    for index, obligation in enumerate(document.file.obligations):
        if obligation.when is not None:
            yield ("obligations", index, "when"), (obligation.id,), obligation.when
    for index, interpretation in enumerate(document.file.interpretations):
        for name, reading in interpretation.readings.items():
            if reading.when is not None:
                path: Path = ("interpretations", index, "readings", name, "when")
                yield path, interpretation.about, reading.when


def _kind(document: RuleDocument, path: Path, when: When) -> Iterator[Diagnostic]:
    """Report a trigger that is not of exactly one kind, and keys that its kind does not take."""
    given = sources_given(when)
    if len(given) != 1:
        place = document.key_place(*path, given[1]) if given else document.key_place(*path)
        yield Diagnostic.of("P601", place, given=", ".join(given) or "—", allowed=", ".join(SOURCES))
        return
    for key in ("until", "lasting"):
        if getattr(when, key) is not None and not when.event:
            yield Diagnostic.of("P602", document.key_place(*path, key), key=key, source=given[0])
    if when.all and (asked := (*when.fields, *when.compared)):
        field = asked[0]
        yield Diagnostic.of("P603", document.key_place(*path, field), field=field)


def _meeting(document: RuleDocument, path: Path, when: When) -> Iterator[Diagnostic]:
    """Report acts that cannot all happen to one subject, and a list of a single act."""
    if not when.all:
        return
    if len(set(map(repr, when.all))) < 2:
        yield Diagnostic.of("P604", document.key_place(*path, "all"))
        return
    events = document.vocabulary.events
    levels = [frozenset(events[act.event].levels) for act in when.all if act.event in events]
    if levels and not frozenset.intersection(*levels):
        names = ", ".join(dict.fromkeys(act.event for act in when.all))
        yield Diagnostic.of("P605", document.key_place(*path, "all"), events=names)


def _entered(document: RuleDocument, path: Path, when: When) -> Iterator[Diagnostic]:
    """Report a state that the lifecycle lacks, or that no step leads into."""
    state, lifecycle = when.entered, document.file.lifecycle
    if state is None:
        return
    place = document.place(*path, "entered")
    if lifecycle is None:
        yield Diagnostic.of("P617", place, state=state)
    elif state not in lifecycle.states:
        close = difflib.get_close_matches(state, lifecycle.states, n=1, cutoff=0.6)
        yield Diagnostic.of("P450", place, state=state, suggestion=close[0] if close else None)
    elif not any(step.to == state for step in lifecycle.transitions):
        yield Diagnostic.of("P618", place, state=state)


def _followed(document: RuleDocument, path: Path, when: When) -> Iterator[Diagnostic]:
    """Report a followed rule that the file lacks, or that has no instances which could end so."""
    rule = followed_rule(when)
    if rule is None:
        return
    key = "expired" if when.expired is not None else "completed"
    versions = [item for item in document.file.obligations if item.id == rule]
    place = document.place(*path, key)
    if not versions:
        yield unknown_rule(place, rule, (item.id for item in document.file.obligations))
    elif all(_comes_back(item) for item in versions):
        yield Diagnostic.of("P606", place, name=rule, key=key)
    elif key == "expired" and all(_has_no_date(item) for item in versions):
        yield Diagnostic.of("P607", place, name=rule)


def _comes_back(item: Obligation) -> bool:
    """Tell whether a rule has no instance that one event sets off and an act fulfils."""
    if item.must_not is not None:
        return True
    phrase = plain_phrase(item.within)
    parsed = parse_phrase(phrase) if phrase is not None else None
    return (
        item.when is None
        and parsed is not None
        and not isinstance(parsed, PhraseProblem)
        and (isinstance(parsed.deadline, (Every, Unquantified)))
    )


def _has_no_date(item: Obligation) -> bool:
    phrase = plain_phrase(item.within)
    parsed = parse_phrase(phrase) if phrase is not None else None
    return parsed is not None and not isinstance(parsed, PhraseProblem) and isinstance(parsed.deadline, _NO_DATE)


def _circles(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report each circle of duties that follow from each other, at its first member."""
    follows: dict[str, set[str]] = {}
    where: dict[str, Path] = {}
    for path, rules, when in triggers_of(document):
        followed = followed_rule(when)
        for rule in rules if followed is not None else ():
            follows.setdefault(rule, set()).add(followed or "")
            where.setdefault(rule, (*path, "expired" if when.expired is not None else "completed"))
    told: set[str] = set()
    for start in follows:
        trail = _trail(start, follows)
        if trail and start not in told:
            told.update(trail)
            yield Diagnostic.of("P608", document.place(*where[start]), trail=" → ".join([*trail, start]))


def _trail(start: str, follows: Mapping[str, set[str]]) -> list[str]:
    """Return the rules of a circle through `start`, or nothing."""
    pending = [(start, [start])]
    seen: set[str] = set()
    while pending:
        rule, trail = pending.pop()
        for before in sorted(follows.get(rule, ())):
            if before == start:
                return trail
            if before not in seen:
                seen.add(before)
                pending.append((before, [*trail, before]))
    return []
