"""References of a legal text: to its own provisions, and to other documents with their number and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.model.citations import Citation
from engine.reading.markers import UPPER
from engine.reading.provisions import LegalText, Provision
from engine.source import Span


@dataclass(frozen=True)
class InternalReference:
    """«khoản 2 Điều 6 Quy chế này», «khoản 1, khoản 2 Điều này», «điểm a khoản này».

    Attributes:
        span, words: where it stands and what it says.
        provision: in whose own text.
        targets: the provisions that are meant; empty when «này» stands where there is nothing of that kind.
        to_regulation: it says «Quy chế này».
        is_range: «từ Điều 14 đến Điều 20».
    """

    span: Span
    words: str
    provision: Provision | None
    targets: tuple[Citation, ...]
    to_regulation: bool = False
    is_range: bool = False


@dataclass(frozen=True)
class DocumentReference:
    """A document that the text names.

    Attributes:
        span, words: where it stands and what it says.
        provision: in whose own text; None in the head, the grounds, the addressees.
        kind: «Luật», «Nghị định», «Thông tư», …
        number: «47/2020/NĐ-CP» without white space; None when it has none.
        day: its date, None when it is not given or impossible.
        day_words: the date as written, None when there is none.
        part: the provision of that document that is meant, as written («khoản 10 Điều 16»), or None.
        day_span: where the date stands.
    """

    span: Span
    words: str
    provision: Provision | None
    kind: str
    number: str | None
    day: date | None
    day_words: str | None
    part: str | None = None
    day_span: Span | None = None


_LETTER = r"[a-zđ](?![\w)])"
_POINTS = rf"điểm\s+(?P<points>{_LETTER}(?:\s*(?:,|và|hoặc)\s*(?:điểm\s+)?{_LETTER})*|này)"
_CLAUSES = (
    r"khoản\s+(?P<clauses>\d{1,2}[a-zđ]?(?:\s*(?:,|và|hoặc)\s*(?:khoản\s+)?\d{1,2}[a-zđ]?(?!\s*(?:/|ngày|tháng)))*|này)"
)
_ARTICLES = r"Điều\s+(?P<articles>\d{1,3}[a-zđ]?(?:\s*(?:,|và|hoặc)\s*Điều\s+\d{1,3}[a-zđ]?)*|này)"
_OWN = (
    r"(?P<own>\s*(?:của\s+)?(?:Quy\s+chế|Quy\s+định|Quy\s+trình|Nội\s+quy|Điều\s+lệ|Quyết\s+định|Nghị\s+định|Thông\s+tư|"
    r"Nghị\s+quyết|Luật)\s+này)"
)
_REFERENCE = re.compile(
    rf"(?<!\w)(?=điểm\s|khoản\s|Điều\s)(?:{_POINTS}\s*,?\s*(?:của\s+)?)?(?:{_CLAUSES}(?:\s*,?\s*(?:của\s+)?))?(?:{_ARTICLES})?{_OWN}?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"từ\s+Điều\s+(\d{1,3})\s+đến\s+(?:hết\s+)?Điều\s+(\d{1,3})", re.IGNORECASE)

_KINDS = (
    r"Bộ\s+luật|Luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Thông\s+tư\s+liên\s+tịch|Thông\s+tư|Quyết\s+định|Chỉ\s+thị|"
    r"Công\s+văn|[Tt]ờ\s+trình|Báo\s+cáo\s+thẩm\s+định|Báo\s+cáo|Kế\s+hoạch|Văn\s+bản\s+xin\s+ý\s+kiến"
)
_DATE = (
    r"(?:ngày\s*)(?P<day>\d{1,2})\s*"
    r"(?:/\s*(?P<m1>\d{1,2})\s*/\s*(?P<y1>\d{4})|tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4}))"
)
_NUMBER = r"số\s*:?\s*(?P<number>\d{1,5}\s*/\s*[\dA-ZĐ][\w\-/. ]{0,40}?[A-ZĐ][\wĐ\-]*)(?=[\s,.;:()]|$)"
_AMENDS = re.compile(
    rf"(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|đính\s+chính)[^.;]{{0,120}}?\s(?:của|tại)\s+(?:{_KINDS}|Quy\s+chế|Quy\s+định)(?!\s+này)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?P<kind>{_KINDS})\s+{_NUMBER}(?:\s*,?\s*(?P<date>{_DATE}))?")
_NO_DATE = r"(?!ngày\s+\d|năm\s+\d)"
_LAW = re.compile(
    rf"(?P<kind>Bộ\s+luật|Luật|Pháp\s+lệnh)\s+"
    rf"(?P<name>[Ss]ửa\s+đổi(?:{_NO_DATE}[^;.()“”]){{0,300}}?|[{UPPER}](?:{_NO_DATE}(?!Luật\s)[^;.()“”]){{0,300}}?)"
    rf"\s*(?:(?P<date>{_DATE})|năm\s+(?P<year>\d{{4}}))"
)
_OWN_HEAD = re.compile(r"S[ốỐ]\s*:\s*(?P<number>\d{1,5}\s*/\s*\d{4}\s*/\s*[\wĐ\-]+)")
_HEAD_DATE = re.compile(rf"(?<=,)\s+{_DATE}")
_PART_BEFORE = re.compile(
    r"((?:điểm\s+[a-zđ]\s*,?\s*)?(?:khoản\s+\d+\s*,?\s*)?(?:của\s+)?Điều\s+\d+|Phụ\s+lục(?:\s+[IVX]+)?)\s+"
    r"(?:(?:ban\s+hành\s+)?kèm\s+theo\s+)?$",
    re.IGNORECASE,
)


def find_references(text: LegalText) -> tuple[InternalReference, ...]:
    """Return the references to provisions of this very text (or of the regulation it is about), in order."""
    found: list[InternalReference] = []
    for piece, owner in text.stretches:
        if owner is not None:
            found += _internal(text, piece, owner)
    return tuple(found)


def _internal(text: LegalText, piece: Span, owner: Provision) -> Iterator[InternalReference]:
    start = owner.marker.end if owner.marker.start == piece.start else piece.start
    is_amending = _amends(text, owner)
    for match in _RANGE.finditer(text.text, start, piece.end):
        span = Span(*match.span())
        targets = tuple(Citation((("điều", str(n)),)) for n in range(int(match[1]), int(match[2]) + 1))
        yield InternalReference(span, text.words(span), owner, targets, is_range=True)
    for match in _REFERENCE.finditer(text.text, start, piece.end):
        if not (match["points"] or match["clauses"] or match["articles"]) or _RANGE.match(text.text, match.start() - 3):
            continue
        if not (match["own"] or "này" in match[0].lower()) and not _stands_alone(text, match, piece.end):
            continue
        if _is_quoted(text, piece, match.start()) or (is_amending and not match["own"]):
            continue
        span = Span(match.start(), match.end() - (len(match[0]) - len(match[0].rstrip(" ,"))))
        targets = tuple(_targets(text, match, owner))
        own = bool(match["own"])
        yield InternalReference(span, text.words(span), owner, targets, to_regulation=own)


def _amends(text: LegalText, owner: Provision) -> bool:
    """Tell whether the article of `owner` changes another document, to whose provisions it then refers."""
    article = text.article_of(owner) or owner
    return any(_AMENDS.search(text.words(piece)) for piece in article.pieces)


def _is_quoted(text: LegalText, piece: Span, start: int) -> bool:
    """Tell whether the words stand in a quotation: they are those of another document."""
    before = text.text[piece.start : start]
    return before.rfind("“") > before.rfind("”")


def _stands_alone(text: LegalText, match: re.Match[str], piece_end: int) -> bool:
    """Tell whether no document follows («khoản 2 Điều 7 Thông tư số …») and the words are no range or example."""
    after = text.text[match.end() : match.end() + 40].lstrip(" ,")
    before = text.text[max(0, match.start() - 12) : match.start()].lower()
    if (
        re.match(rf"(?:của\s+)?(?:{_KINDS}|Hiến\s+pháp|Quy\s+chế|Quy\s+định)", after)
        or "đến " in before
        or "từ " in before
    ):
        return False
    # «… Điều 3. Giải thích từ ngữ» begins an article; a full stop that ends the paragraph does not.
    return match["articles"] is not None and re.match(r"[.:]\s+\S", text.text[match.end() : piece_end]) is None


def _targets(text: LegalText, match: re.Match[str], owner: Provision) -> Iterator[Citation]:
    above = Citation(())
    if owner.citation is not None and owner.citation.parts[0][0] == "quyết định" and not match["own"]:
        above = Citation((("quyết định", ""),))
    articles = _numbers(match["articles"], r"\d+[a-zđ]?")
    if match["articles"] is None or articles == ["này"]:
        article = _enclosing(text, owner, "điều")
        bases = [article] if article is not None else []
    else:
        bases = [Citation((*above.parts, ("điều", number))) for number in articles]
    if match["clauses"] is not None:
        if match["clauses"].lower() == "này":
            clause = _enclosing(text, owner, "khoản")
            bases = [clause] if clause is not None else []
        else:
            numbers = _numbers(match["clauses"], r"\d+[a-zđ]?")
            bases = [Citation((*base.parts, ("khoản", number))) for base in bases for number in numbers]
    elif match["points"] is not None and match["articles"] is None:
        clause = _enclosing(text, owner, "khoản")
        bases = [clause] if clause is not None else bases
    if match["points"] is not None and match["points"].lower() != "này":
        letters = re.findall(r"(?<!\w)[a-zđ](?!\w)", match["points"].lower())
        bases = [Citation((*base.parts, ("điểm", letter))) for base in bases for letter in letters]
    yield from bases


def _numbers(said: str | None, pattern: str) -> list[str]:
    if said is None:
        return []
    return ["này"] if said.lower() == "này" else re.findall(pattern, said.lower())


def _enclosing(text: LegalText, owner: Provision, kind: str) -> Citation | None:
    """Return the article («Điều này») or clause («khoản này») in which `owner` stands; None when there is none."""
    for one in (owner, *text.ancestors(owner)):
        if one.citation is not None and one.citation.parts[-1][0] == kind:
            return one.citation
    return None


def find_documents(text: LegalText) -> tuple[DocumentReference, ...]:
    """Return every other document that is named, in the head and the grounds, too; in order.

    The number and date in the head of a decision («Số: …», «…, ngày …») are its own and come as kind «Quyết định».
    """
    found: list[DocumentReference] = []
    for piece, owner in text.stretches:
        taken: list[Span] = []
        for match in _NUMBERED.finditer(text.text, piece.start, piece.end):
            number = re.sub(r"\s+", "", match["number"])
            taken.append(Span(*match.span()))
            found.append(_document(text, match, owner, number))
        for match in _LAW.finditer(text.text, piece.start, piece.end):
            if not any(span.start < match.end() and match.start() < span.end for span in taken):
                found.append(_document(text, match, owner, None))
    own = own_head(text)
    if own is not None:
        found.append(own)
    return tuple(sorted(found, key=lambda item: item.span.start))


def own_head(text: LegalText) -> DocumentReference | None:
    """Return the number and date that stand in the head of the document itself; None without them."""
    first = text.nodes[0].marker.start if text.nodes else len(text.text)
    number = _OWN_HEAD.search(text.text, 0, first)
    if number is None:
        return None
    dated = _HEAD_DATE.search(text.text, 0, first)
    span = Span(*number.span())
    return DocumentReference(
        span,
        text.words(span),
        None,
        "Quyết định",
        re.sub(r"\s+", "", number["number"]),
        _day(dated) if dated else None,
        " ".join(dated[0].split()) if dated else None,
        None,
        Span(*dated.span()) if dated else None,
    )


def _document(text: LegalText, match: re.Match[str], owner: Provision | None, number: str | None) -> DocumentReference:
    span = Span(*match.span())
    part = _PART_BEFORE.search(text.text[max(0, span.start - 60) : span.start])
    dated = match["date"] is not None
    return DocumentReference(
        span=span,
        words=text.words(span),
        provision=owner,
        kind=" ".join(match["kind"].split()),
        number=number,
        day=_day(match) if dated else None,
        day_words=" ".join(match["date"].split()) if dated else None,
        part=" ".join(part[1].split()) if part else None,
        day_span=Span(*match.span("date")) if dated else None,
    )


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y1"] or match["y2"]), int(match["m1"] or match["m2"]), int(match["day"]))
    except ValueError:
        return None
