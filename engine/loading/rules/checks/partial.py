"""A file that takes only part of a text says which articles, and holds these and no others."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.model.citations import Citation, parse_citation
from engine.model.rule_file import Coverage


def is_encoded(document: RuleDocument, citation: Citation) -> bool:
    """Tell whether a provision belongs to what the file sets out to encode."""
    if document.file.coverage is Coverage.FULL or not document.file.encoded:
        return True
    parts = (parse_citation(text) for text in document.file.encoded)
    return any(part is not None and citation.within(part) for part in parts)


def check_partial(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report a partial file without its articles, articles of a whole one, and provisions beyond or lacking."""
    file = document.file
    if file.coverage is Coverage.FULL:
        if file.encoded:
            yield Diagnostic.of("P488", document.key_place("encoded"))
        return
    if not file.encoded:
        yield Diagnostic.of("P487", document.place("coverage"))
    listed = [parse_citation(item.at) for item in file.provisions]
    for index, citation in enumerate(listed):
        if citation is not None and not is_encoded(document, citation):
            yield Diagnostic.of("P489", document.place("provisions", index, "at"), at=str(citation))
    for position, text in enumerate(file.encoded):
        article = parse_citation(text)
        found = any(citation is not None and article and citation.within(article) for citation in listed)
        if article is not None and file.provisions and not found:
            yield Diagnostic.of("P490", document.place("encoded", position), at=text)
