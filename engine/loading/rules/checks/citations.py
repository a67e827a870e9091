"""Citations are understood; every provision of the text is tied to rules or explained, and none is passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.amended import VERSIONED
from engine.loading.rules.checks.partial import check_partial, is_encoded
from engine.loading.rules.checks.references import ID_BLOCKS
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.citations import POINT_LETTERS, Citation, parse_citation, run_in_words, runs_of
from engine.model.duties import NoRule
from engine.model.procedures import Provision


def check_citations(document: RuleDocument) -> list[Diagnostic]:
    """Report citations that are not written as «Điều 8 khoản 2 điểm a» or «mục 2.7 gạch 3»."""
    return [
        Diagnostic.of("P440", document.place(*path), text=text)
        for path, text in _citations(document)
        if parse_citation(text) is None
    ]


def _citations(document: RuleDocument) -> Iterator[tuple[Path, str]]:
    file = document.file
    for position, text in enumerate(file.regulation.cites):
        yield ("regulation", "cites", position), text
    for position, text in enumerate(file.scope.cites):
        yield ("scope", "cites", position), text
    for block in ("amendments", *ID_BLOCKS, "transfer_cases", "interpretations", "gaps"):
        for index, item in enumerate(getattr(file, block)):
            for position, text in enumerate(item.cites):
                yield (block, index, "cites", position), text
    if file.lifecycle is not None:
        for index, step in enumerate(file.lifecycle.transitions):
            for key in ("cites", "mentions"):
                for position, text in enumerate(getattr(step, key)):
                    yield ("lifecycle", "transitions", index, key, position), text
        for index, stay in enumerate(file.lifecycle.stays):
            for position, text in enumerate(stay.cites):
                yield ("lifecycle", "stays", index, "cites", position), text
    for index, tier in enumerate(file.approval):
        for place, approver in enumerate(tier.approvers):
            for position, text in enumerate(approver.cites):
                yield ("approval", index, "approvers", place, "cites", position), text
    for index, provision in enumerate(file.provisions):
        yield ("provisions", index, "at"), provision.at
    for position, text in enumerate(file.encoded):
        yield ("encoded", position), text


def check_coverage(document: RuleDocument) -> list[Diagnostic]:
    """Report provisions left open or told twice, rules that their provision does not name, and gaps in numbering.

    A file without `provisions` is reported once.
    """
    partial = list(check_partial(document))
    if not document.file.provisions:
        return [*partial, Diagnostic.of("P447", document.place("regulation", "id"))]
    listed, found = _listed(document)
    return [*partial, *found, *_ties(document, listed), *_numbering(document, listed)]


def _listed(document: RuleDocument) -> tuple[dict[Citation, int], list[Diagnostic]]:
    listed: dict[Citation, int] = {}
    found: list[Diagnostic] = []
    for index, provision in enumerate(document.file.provisions):
        citation = parse_citation(provision.at)
        if citation is None:
            continue
        first = listed.setdefault(citation, index)
        if first != index:
            note = Note("lần đầu ở đây", "first here", document.place("provisions", first, "at"))
            place = document.place("provisions", index, "at")
            found.append(Diagnostic.of("P445", place, at=provision.at, notes=(note,)))
        if provision.rules and provision.none is not None and not _has_ended(document, provision):
            found.append(Diagnostic.of("P444", document.place("provisions", index, "at"), at=provision.at))
    return listed, [*found, *_left_open(document)]


def _has_ended(document: RuleDocument, provision: Provision) -> bool:
    """Tell whether a provision was repealed after a time in which rules encoded it: all of them have an end."""
    rules = [item for block in VERSIONED for item in getattr(document.file, block)]
    own = [item for item in rules if getattr(item, "id", None) in provision.rules]
    return provision.none is NoRule.REPEALED and bool(own) and all(item.ends is not None for item in own)


def _left_open(document: RuleDocument) -> Iterator[Diagnostic]:
    """Provisions with neither rules nor a reason, once for each run of them in the list."""
    provisions = document.file.provisions
    is_open = [not item.rules and item.none is None and parse_citation(item.at) is not None for item in provisions]
    for left_open, run in groupby(range(len(provisions)), key=is_open.__getitem__):
        if left_open:
            indexes = list(run)
            at = run_in_words([provisions[index].at for index in indexes])
            yield Diagnostic.of("P443", document.place("provisions", indexes[0], "at"), at=at)


def _ties(document: RuleDocument, listed: dict[Citation, int]) -> Iterator[Diagnostic]:
    """Rules and provisions name each other: every citation of a rule is a provision that names the rule, and back."""
    cited: dict[str, set[Citation]] = defaultdict(set)
    for block in ID_BLOCKS:
        for index, item in enumerate(getattr(document.file, block)):
            for position, text in enumerate(item.cites):
                citation = parse_citation(text)
                if citation is None:
                    continue
                cited[item.id].add(citation)
                at = listed.get(citation)
                if at is not None and item.id in document.file.provisions[at].rules:
                    continue
                place = document.place(block, index, "cites", position)
                if at is None:
                    yield Diagnostic.of("P441", place, at=text)
                else:
                    note = Note("điều khoản này", "this provision", document.place("provisions", at, "at"))
                    yield Diagnostic.of("P442", place, at=text, rule=item.id, notes=(note,))
    for citation, at in listed.items():
        for position, rule in enumerate(document.file.provisions[at].rules):
            if rule in cited and citation not in cited[rule]:
                yield Diagnostic.of(
                    "P448", document.place("provisions", at, "rules", position), at=str(citation), rule=rule
                )


def _numbering(document: RuleDocument, listed: dict[Citation, int]) -> Iterator[Diagnostic]:
    """Every number from 1 to the last is listed, unless a gap of the text is recorded for it; once for each run."""
    known_gaps = {parse_citation(text) for gap in document.file.gaps for text in gap.cites}
    families: dict[tuple[tuple[tuple[str, str], ...], str], list[Citation]] = defaultdict(list)
    missing: dict[Citation, Citation] = {}
    for citation in listed:
        kind = citation.parts[-1][0]
        families[(citation.parts[:-1], kind)].append(citation)
    for (parent, kind), members in families.items():
        numbers = [citation.parts[-1][1] for citation in members]
        for number in _missing(numbers, kind):
            missing.setdefault(Citation((*parent, (kind, number))), members[0])
        if parent and Citation(parent) not in listed and parent[-1][1]:
            missing.setdefault(Citation(parent), members[0])
    wanted = [citation for citation in missing if citation not in known_gaps and is_encoded(document, citation)]
    for run in runs_of(wanted):
        place = document.place("provisions", listed[missing[run[0]]], "at")
        yield Diagnostic.of("P446", place, at=run_in_words([str(citation) for citation in run]))


def _missing(numbers: list[str], kind: str) -> list[str]:
    """Return the numbers up to the last that are not there; an inserted «40a» neither fills nor opens a gap."""
    if kind == "điểm":
        if not all(len(number) == 1 and number in POINT_LETTERS for number in numbers):
            return []
        last = max(POINT_LETTERS.index(number) for number in numbers)
        return [letter for letter in POINT_LETTERS[: last + 1] if letter not in numbers]
    present = {int(number) for number in numbers if number.isdigit()}
    if kind == "mục" or not present:
        return []
    return [str(number) for number in range(1, max(present)) if number not in present]
