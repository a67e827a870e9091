"""From a text to the skeleton of its rule file: every provision, every duty in time, guesses marked TODO."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.model.citations import POINT_LETTERS, Citation
from engine.phrases import KeepAtLeast, PhraseProblem, StartsOn, StateLasts, parse_phrase
from engine.reading.defects.base import Examined
from engine.reading.guesses import guess_act, guess_bearer, guess_trigger, tells_duty
from engine.reading.headings import Head, head_of
from engine.reading.markers import Level
from engine.reading.provisions import LegalText, Provision, TextKind
from engine.reading.times import TimeExpression, TimeKind
from engine.source import Span

_SENTENCE = re.compile(r"[^.;]+(?:\.(?!\s|$)[^.;]*)*")
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{},&*!|>'\"%@`]*\Z")
_NONE_BY_TITLE = (
    (re.compile(r"phạm vi|đối tượng", re.IGNORECASE), "phạm vi"),
    (re.compile(r"giải thích từ ngữ", re.IGNORECASE), "giải thích từ ngữ"),
    (re.compile(r"nguyên tắc", re.IGNORECASE), "nguyên tắc"),
    (re.compile(r"trách nhiệm|tổ chức thực hiện|thi hành", re.IGNORECASE), "tổ chức thực hiện"),
)
_NO_DUTIES = re.compile(r"nguyên tắc|giải thích từ ngữ|phạm vi|đối tượng", re.IGNORECASE)
_WIDTH = 110
_SHORTEST_SENTENCE = 25
# How far from its time a duty is looked for, in characters; sentences of the law seldom take more.
_FAR = 700


@dataclass(frozen=True)
class DraftedDuty:
    """A duty as the machine reads it; None is what it could not guess.

    Attributes:
        id: the id in the rule file.
        cites: the provision.
        within: the phrase of the text, or «none».
        must, who, when: guessed ids of the vocabulary.
        says: the sentence it stands in.
    """

    id: str
    cites: Citation
    within: str
    must: str | None
    who: str | None
    when: str | None
    says: str


def draft_duties(examined: Examined) -> tuple[DraftedDuty, ...]:
    """Return the duties of a text in order: one for each duty in time, and those without any time."""
    found: list[tuple[int, DraftedDuty]] = []
    with_time: defaultdict[int, list[TimeExpression]] = defaultdict(list)
    for item in examined.times:
        with_time[id(item.provision)].append(item)
    for piece, owner in examined.text.stretches:
        if owner is None or owner.citation is None or owner.citation.parts[0][0] == "quyết định":
            continue
        for sentence in _sentences(examined.text, piece):
            timed = [t for t in with_time[id(owner)] if sentence.start <= t.span.start < sentence.end and _is_limit(t)]
            found += [(t.span.start, _timed(examined.text, owner.citation, sentence, t)) for t in timed]
            if not timed:
                untimed = _untimed(examined.text, owner, sentence)
                found += [(sentence.start, untimed)] if untimed is not None else []
    return _with_ids([duty for _, duty in sorted(found, key=lambda pair: pair[0])])


def _sentences(text: LegalText, piece: Span) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text.text, piece.start, piece.end):
        yield Span(*match.span())


def _is_limit(item: TimeExpression) -> bool:
    return item.is_duty and item.deadline is not None and not isinstance(item.deadline, (StartsOn, StateLasts))


def _timed(text: LegalText, cites: Citation, sentence: Span, item: TimeExpression) -> DraftedDuty:
    start, end = max(sentence.start, item.span.start - _FAR), min(sentence.end, item.span.end + _FAR)
    sentence = Span(start, end)
    said = text.words(sentence)
    before, after = text.words(Span(sentence.start, item.span.start)), text.words(Span(item.span.end, sentence.end))
    near = after if len(before) < 30 else f"{before[-160:]} {item.words} {after[:60]}"
    must = guess_act(f"{item.words} {near}") or guess_act(said)
    if isinstance(item.deadline, KeepAtLeast):
        must = "backup_disposed" if "sao lưu" in said.lower() else "dossier_deleted"
    when = guess_trigger(item.anchor, said) if item.anchor is not None else None
    return DraftedDuty("", cites, _phrase(item), must, guess_bearer(said), when if when != must else None, said)


def _phrase(item: TimeExpression) -> str:
    """Return the words for `within`: those of the text, or only the word of time when the verb hinders."""
    if not isinstance(parse_phrase(item.words), PhraseProblem) or item.deadline is None:
        return item.words
    word = re.search(r"kịp thời|thường xuyên|liên tục|nhanh chóng|định kỳ|lâu dài|ngay", item.words.lower())
    return word[0] if word is not None else item.words


def _untimed(text: LegalText, owner: Provision, sentence: Span) -> DraftedDuty | None:
    said = text.words(Span(sentence.start, min(sentence.end, sentence.start + 2 * _FAR)))
    must = guess_act(said)
    if must is None or not tells_duty(said) or len(said) < _SHORTEST_SENTENCE or owner.citation is None:
        return None
    article = text.article_of(owner)
    title = text.words(article.heading) if article is not None and article.heading is not None else ""
    if article is None or _NO_DUTIES.search(title):
        return None
    return DraftedDuty("", owner.citation, "none", must, guess_bearer(said), None, said)


def _with_ids(duties: list[DraftedDuty]) -> tuple[DraftedDuty, ...]:
    """Give ids; two duties without a time on one act in one provision are one."""
    used: Counter[str] = Counter()
    seen: set[tuple[Citation, str | None, str]] = set()
    found: list[DraftedDuty] = []
    for duty in duties:
        key = (duty.cites, duty.must, duty.within)
        if key in seen:
            continue
        seen.add(key)
        base = (duty.must or "duty").replace("_", "-")
        used[base] += 1
        found.append(replace(duty, id=base if used[base] == 1 else f"{base}-{used[base]}"))
    return tuple(found)


def draft_rules(examined: Examined, *, name: str, province: str | None) -> str:
    """Return the skeleton of a rule file as YAML; it loads, its open points are TODO comments and diagnostics.

    Args:
        name: the id of the regulation.
        province: the province's name; when None, a TODO stands for it.
    """
    head = head_of(examined)
    duties = draft_duties(examined)
    starts = [item for item in examined.times if item.kind is TimeKind.START and item.span != head.effect_span]
    lines = [
        f"# Bản nháp do máy soạn từ «{examined.text.source.name}». Chỗ nào ghi TODO là chỗ máy đoán hoặc không biết:",
        "# đọc lại cạnh văn bản, sửa, rồi chạy «quyche lint».",
        "format: 1",
        "",
        *_regulation(head, examined.text.kind, name, province),
        "",
        *_start_dates(starts),
        *_obligations(duties),
        *_gaps(examined),
        *_provisions(examined, duties, starts),
    ]
    return "\n".join(lines) + "\n"


def _regulation(head: Head, kind: TextKind, name: str, province: str | None) -> Iterator[str]:
    enacted = head.number is not None and head.effect is not None
    yield "regulation:"
    yield f"  id: {name}"
    yield f"  name: {scalar(head.name or 'TODO')}" + ("" if head.is_name_certain else "  # TODO tên quy chế")
    if province:
        yield f"  province: {scalar(province)}"
    else:
        yield f"  province: {scalar(head.province or 'TODO')}  # TODO tỉnh, thành phố"
    if head.number:
        yield f"  number: {scalar(head.number)}"
    if head.signed is not None:
        yield f"  signed_on: {head.signed.isoformat()}"
    if enacted and head.effect is not None:
        yield "  status: in_force"
        yield f"  in_force_from: {head.effect.isoformat()}"
    else:
        yield "  status: draft  # TODO đã ban hành thì ghi in_force và in_force_from"
    if kind is TextKind.SUBMISSION:
        yield "  source: summary"


def _start_dates(starts: list[TimeExpression]) -> Iterator[str]:
    if not starts:
        return
    yield "start_dates:"
    for index, item in enumerate(starts, 1):
        if item.provision is None or not isinstance(item.deadline, StartsOn):
            continue
        yield f"  - id: start-{index}"
        yield "    label: TODO áp dụng cho ai, việc gì  # TODO thêm only_if và about"
        yield f"    cites: {item.provision.citation}"
        yield f"    from: {item.deadline.on.isoformat()}"
    yield ""


def _obligations(duties: tuple[DraftedDuty, ...]) -> Iterator[str]:
    if not duties:
        return
    yield "obligations:"
    for duty in duties:
        yield f"  # {_cut(duty.says, _WIDTH - 4)}"
        yield f"  - id: {duty.id}"
        yield f"    label: {scalar(_cut(duty.says, 80))}  # TODO nói ngắn gọn"
        yield f"    cites: {duty.cites}"
        if duty.when is not None:
            yield f"    when: {{event: {duty.when}}}  # TODO máy đoán"
        else:
            yield "    # TODO when: {event: …} khi văn bản nêu mốc; không nêu thì ghi ở interpretations"
        yield f"    who: {duty.who}  # TODO máy đoán" if duty.who else "    # TODO who: …"
        key = "must_not" if duty.must in ("backup_disposed", "dossier_deleted") else "must"
        yield f"    {key}: {duty.must}  # TODO máy đoán" if duty.must else "    # TODO must: …"
        yield f"    within: {scalar(duty.within)}"
    yield ""


def _gaps(examined: Examined) -> Iterator[str]:
    """Numbers that the text itself skips are recorded, so that the list of provisions may skip them, too."""
    missing = list(_skipped(examined.text))
    if missing:
        yield "gaps:"
        for citation in missing:
            yield f"  - {{about: regulation, says: Văn bản không có {citation}., cites: [{citation}]}}"
        yield ""


def _skipped(text: LegalText) -> Iterator[Citation]:
    present = set(text.by_citation)
    for citation in sorted(present, key=Citation.sort_key):
        kind, number = citation.parts[-1]
        letter = kind == "điểm" and number in tuple(POINT_LETTERS)
        if not letter and not (kind in ("điều", "khoản") and number.isdigit()):
            continue
        before = POINT_LETTERS[: POINT_LETTERS.index(number)] if letter else [str(n) for n in range(1, int(number))]
        siblings = [Citation((*citation.parts[:-1], (kind, other))) for other in before]
        if siblings and siblings[-1] not in present:
            yield siblings[-1]


def _provisions(examined: Examined, duties: tuple[DraftedDuty, ...], starts: list[TimeExpression]) -> Iterator[str]:
    rules: defaultdict[Citation, list[str]] = defaultdict(list)
    for duty in duties:
        rules[duty.cites].append(duty.id)
    for index, item in enumerate(starts, 1):
        if item.provision is not None and item.provision.citation is not None and isinstance(item.deadline, StartsOn):
            rules[item.provision.citation].append(f"start-{index}")
    yield "provisions:"
    seen: set[Citation] = set()
    for provision in examined.text.provisions:
        citation = provision.citation
        if citation is None or citation in seen:
            continue
        seen.add(citation)
        if rules[citation]:
            yield f"  - {{at: {citation}, rules: [{', '.join(rules[citation])}]}}"
        else:
            yield f"  - {{at: {citation}, none: {_reason(examined.text, provision)}}}  # TODO"


def _reason(text: LegalText, provision: Provision) -> str:
    """Return the likeliest reason why no rule encodes `provision`."""
    if provision.heading is not None and len(provision.pieces) == 1 and provision.children:
        return "tiêu đề"
    if provision.level is not Level.PARAGRAPH and all(piece.end <= provision.marker.end for piece in provision.pieces):
        return "tiêu đề"
    article = text.article_of(provision)
    title = text.words(article.heading) if article is not None and article.heading is not None else ""
    return next((reason for pattern, reason in _NONE_BY_TITLE if pattern.search(title)), "thông tin nền")


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def scalar(text: str) -> str:
    """Return `text` as a YAML scalar: plain when that is safe, else in double quotes."""
    plain = _PLAIN.match(text) and text == text.strip() and text.lower() not in ("true", "false", "null", "none")
    return text if plain or text == "none" else json.dumps(text, ensure_ascii=False)
