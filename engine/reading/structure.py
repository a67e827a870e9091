"""From a file's text to a `LegalText`: what kind of document it is, its provisions, their citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.diagnostics import Diagnostic
from engine.model.citations import Citation
from engine.reading.cleaning import clean
from engine.reading.lines import ends_sentence
from engine.reading.markers import Level
from engine.reading.outline import Draft, Gathered, gather
from engine.reading.provisions import LegalText, Provision, TextKind
from engine.source import Place, SourceText, Span

_WORDS = {
    Level.ARTICLE: "điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
    Level.DASH: "gạch",
    Level.PLUS: "cộng",
    Level.PARAGRAPH: "đoạn",
}
_DECISION = Citation((("quyết định", ""),))
_MAY_HAVE_PARAGRAPHS = frozenset((Level.ARTICLE, Level.CLAUSE, Level.POINT, Level.DASH, Level.PLUS))
_SUBMISSION = re.compile(r"^[ ]*(?:TỜ TRÌNH|T Ờ T R Ì N H)\b", re.MULTILINE)
_FOREIGN = re.compile(r"^[ ]*(?:HỢP ĐỒNG|BIÊN BẢN|GIẤY MỜI|THÔNG CÁO|ĐƠN XIN|HÓA ĐƠN)\b", re.MULTILINE)
_LEGAL = re.compile(
    r"QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|NỘI QUY|ĐIỀU LỆ|QUYẾT ĐỊNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|LUẬT|"
    r"TỜ TRÌNH|Quy chế này|Quy định này"
)
_ATTACHED = re.compile(r"\((?:Ban hành kèm|Kèm) theo Quyết định", re.IGNORECASE)
_FEWEST = 2
_LONGEST_INTRODUCTION = 200


def read_text(source: SourceText) -> LegalText | Diagnostic:
    """Read a regulation, a decision with its regulation, or a submission.

    Returns:
        The text with its provisions; or why it is none (L104 no text at all, L105 no regulation).
    """
    cleaned = clean(source.text)
    if not cleaned.text.strip():
        return Diagnostic.of("L104", Place(source.name))
    submission = bool(_SUBMISSION.search(cleaned.text))
    found = gather(cleaned.text, submission=submission)
    kind = _kind(cleaned.text, found, submission)
    if kind is None:
        return Diagnostic.of("L105", Place(source.name), articles=_count(found))
    flowing = list(cleaned.text)
    for joint in found.joints:
        flowing[joint.start : joint.end] = " " * (joint.end - joint.start)
    text = "".join(flowing)
    roots, loose = _roots(text, found, kind)
    return LegalText(source, cleaned, kind, text, tuple(roots), tuple(loose))


def _count(found: Gathered) -> int:
    def articles(drafts: Sequence[Draft]) -> int:
        return sum((draft.level is Level.ARTICLE) + articles(draft.children) for draft in drafts)

    return sum(articles(run.roots) for run in found.runs)


def _kind(text: str, found: Gathered, submission: bool) -> TextKind | None:
    if submission:
        return TextKind.SUBMISSION if len(found.runs[0].roots) >= _FEWEST else None
    if _count(found) < _FEWEST or _FOREIGN.search(text) or not _LEGAL.search(text):
        return None
    return TextKind.DECISION_WITH_REGULATION if len(found.runs) > 1 else TextKind.REGULATION


def _roots(text: str, found: Gathered, kind: TextKind) -> tuple[list[Provision], list[Span]]:
    roots: list[Provision] = []
    loose = list(found.loose)
    builder = _Builder(text)
    for index, run in enumerate(found.runs):
        above = _DECISION if kind is TextKind.DECISION_WITH_REGULATION and index == 0 else Citation(())
        roots += [builder.build(draft, above) for draft in run.roots]
    if kind is TextKind.REGULATION:
        attached = next((piece for piece in loose if _ATTACHED.search(text[piece.start : piece.end])), None)
        if attached is not None:
            loose.remove(attached)
            whole = _through_bracket(text, attached, loose)
            marker = Span(whole.start, whole.start)
            roots.insert(0, Provision(Level.PART, "", _DECISION, marker, None, (whole,)))
    return roots, loose


def _through_bracket(text: str, piece: Span, loose: list[Span]) -> Span:
    """Return `piece` with the loose paragraphs after it up to the bracket's end; they are loose no more."""
    while ")" not in text[piece.start : piece.end]:
        following = next((item for item in loose if item.start >= piece.end), None)
        if following is None or following.end - piece.start > _LONGEST_INTRODUCTION * 2:
            return piece
        loose.remove(following)
        piece = Span(piece.start, following.end)
    return piece


class _Builder:
    """Turns drafts into provisions with citations."""

    def __init__(self, text: str) -> None:
        self.text = text

    def build(self, draft: Draft, above: Citation) -> Provision:
        """Return the provision of `draft`, which stands in what `above` cites."""
        citation = self._citation(draft, above)
        heading = self._heading(draft)
        body = draft.pieces[1:] if heading is not None else draft.pieces
        children = [self.build(child, citation or above) for child in draft.children]
        pieces = tuple(draft.pieces)
        if draft.level in _MAY_HAVE_PARAGRAPHS and len(body) > 1 and citation is not None:
            children += self._paragraphs(draft, body, citation)
            pieces = (draft.pieces[0],) if heading is not None else (draft.marker,)
        children.sort(key=lambda item: item.marker.start)
        children = self._renamed_closing(draft, children)
        return Provision(
            draft.level, draft.number, citation, draft.marker, heading, pieces, tuple(children),
            inside_line=draft.inside_line,
        )  # fmt: skip

    def _citation(self, draft: Draft, above: Citation) -> Citation | None:
        match draft.level:
            case Level.PART | Level.CHAPTER | Level.DIVISION:
                return None
            case Level.SECTION | Level.SUBITEM:
                return Citation((("mục", draft.number),))
            case Level.ITEM:
                section = above.parts[0][1] if above.parts else ""
                return Citation((("mục", f"{section}.{draft.number}" if section else draft.number),))
            case _:
                return Citation((*above.parts, (_WORDS[draft.level], draft.number)))

    def _heading(self, draft: Draft) -> Span | None:
        """Return the title of a provision: what stands on its first line without being a sentence."""
        first = Span(draft.marker.end, draft.pieces[0].end)
        said = self.text[first.start : first.end].strip()
        if not said:
            return None
        if draft.level in (Level.CHAPTER, Level.DIVISION, Level.SECTION, Level.SUBITEM, Level.ITEM):
            return first
        leads = said.endswith(":") and len(said) <= _LONGEST_INTRODUCTION
        if not ends_sentence(said):
            return first if draft.level is Level.ARTICLE or len(draft.pieces) > 1 or draft.children else None
        return first if leads and len(draft.pieces) > 1 and draft.pieces[1].start < self._first_child(draft) else None

    def _first_child(self, draft: Draft) -> int:
        return draft.children[0].marker.start if draft.children else len(self.text)

    def _paragraphs(self, draft: Draft, body: Sequence[Span], above: Citation) -> list[Provision]:
        found = []
        for index, piece in enumerate(body, 1):
            start = max(piece.start, draft.marker.end)
            citation = Citation((*above.parts, ("đoạn", str(index))))
            own = Span(start, piece.end)
            found.append(Provision(Level.PARAGRAPH, str(index), citation, Span(start, start), None, (own,)))
        return found

    def _renamed_closing(self, draft: Draft, children: list[Provision]) -> list[Provision]:
        """Give the unnumbered paragraphs that close an article the names they have as the article's own."""
        if draft.level is not Level.ARTICLE or not children or children[-1].level is not Level.CLAUSE:
            return children
        last = children[-1]
        paragraphs = [item for item in last.children if item.level is Level.PARAGRAPH]
        if len(paragraphs) < 2 or len(paragraphs) < len(last.children) or last.citation is None:
            return children
        article = Citation(last.citation.parts[:-1])
        names = [last.citation, *(Citation((*article.parts, ("đoạn", str(n)))) for n in range(1, len(paragraphs)))]
        renamed = tuple(
            Provision(item.level, item.number, item.citation, item.marker, None, item.pieces, also=(name,))
            for item, name in zip(paragraphs, names, strict=True)
        )
        closed = Provision(
            last.level, last.number, last.citation, last.marker, last.heading, last.pieces, renamed,
            inside_line=last.inside_line,
        )  # fmt: skip
        return [*children[:-1], closed]
