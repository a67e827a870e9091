"""The duties of a text as the machine reads them: what the words say for certain, and nothing for the rest."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.model.citations import Citation
from engine.phrases import KeepAtLeast, PhraseProblem, StartsOn, StateLasts, Unquantified, parse_phrase
from engine.reading.clauses import Clause, clause_of, event_words, right_of
from engine.reading.defects.base import Examined
from engine.reading.drafting.drafted import DraftedDuty, OwnEvent, OwnRole
from engine.reading.drafting.links import LAPSED, RAN_OUT, TAKEN_AS, linked
from engine.reading.drafting.personnel import guess_act, guess_bearer, guess_trigger, is_personnel, tells_duty
from engine.reading.provisions import LegalText, Provision
from engine.reading.times import TimeExpression, TimeKind
from engine.source import Span
from engine.vocabulary import standard

_SENTENCE = re.compile(r"[^.;]+(?:\.(?!\s|$)[^.;]*)*")
_NO_DUTIES = re.compile(r"nguyên tắc|giải thích từ ngữ|phạm vi|đối tượng", re.IGNORECASE)
_ANY_OF = re.compile(r"^(?:các|những|mỗi|từng)\s+", re.IGNORECASE)
_ANYONE = re.compile(
    r"cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân|người|bên|hội\s+đồng|ban|tổ|nơi|nhà|chủ|sở|bộ|phòng|viên\s+chức|công\s+chức|"
    r"cán\s+bộ|cơ\s+quan\s+(?:có\s+)?liên\s+quan|địa\s+phương|thủ\s+trưởng|giám\s+đốc",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;]?\s*(?:và|hoặc)?\s*")
_SINCE = re.compile(
    r"\W*(?:\d{1,2}[a-zđ]?\.\s+|[a-zđ]\)\s+)?(?:kể|tính)\s+từ\s+(?:ngày|khi|thời\s+điểm)\s+(?P<event>[^,.;:]{2,120}),",
    re.IGNORECASE,
)
_LIMITATION = re.compile(r"thời\s+hiệu", re.IGNORECASE)
_SHORTEST_SENTENCE = 25
_LONGEST_ID = 60
_FEWEST_WORDS = 3
# How far from its time a duty is looked for, in characters; sentences of the law seldom take more.
_FAR = 700


def draft_duties(examined: Examined) -> tuple[DraftedDuty, ...]:
    """Return the duties of a text in order: those in time; in a text on personnel records those without, too."""
    personnel = is_personnel(examined.text)
    found: list[DraftedDuty] = []
    with_time: defaultdict[int, list[TimeExpression]] = defaultdict(list)
    for item in examined.times:
        with_time[id(item.provision)].append(item)
    for piece, owner in examined.text.stretches:
        if owner is None or owner.citation is None or owner.citation.parts[0][0] == "quyết định":
            continue
        for sentence in _sentences(examined.text, piece):
            inside = [item for item in with_time[id(owner)] if sentence.start <= item.span.start < sentence.end]
            timed = [item for item in inside if _is_limit(item)]
            for item, part in _parts(examined.text, sentence, timed):
                duty = _timed(examined.text, owner.citation, item, part, personnel=personnel)
                if duty.is_right and duty.must is None and _LIMITATION.search(duty.says):
                    continue
                capped, lengthened = _capped(examined.text, item, inside, timed)
                found.append(replace(duty, within=capped or duty.within, extensions=lengthened))
            if not timed and (untimed := _without_time(examined.text, owner, sentence, personnel=personnel)):
                found.append(untimed)
    return linked(examined, _with_ids(sorted(found, key=lambda duty: duty.span.start)))


def _sentences(text: LegalText, piece: Span) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text.text, piece.start, piece.end):
        yield Span(*match.span())


@dataclass(frozen=True)
class _Part:
    """The part of a sentence in which one expression of time stands.

    Attributes:
        span: the part, from the expression before it on.
        time_end: where the last of the expressions ends that stand in a row with this one.
        is_later: another expression stands before it in the sentence.
    """

    span: Span
    time_end: int
    is_later: bool


def _parts(text: LegalText, sentence: Span, timed: list[TimeExpression]) -> Iterator[tuple[TimeExpression, _Part]]:
    """Yield each expression with its part of the sentence.

    «Trong 60 ngày (đối với nhà), 30 ngày (đối với xe), kể từ …, đơn vị …» is one clause with two of them.
    """
    start = sentence.start
    for place, item in enumerate(timed):
        end = item.span.end
        for following in timed[place + 1 :]:
            if _BETWEEN.fullmatch(text.text, end, following.span.start) is None:
                break
            end = following.span.end
        yield item, _Part(Span(start, sentence.end), end, start != sentence.start)
        if end == item.span.end:
            start = end


def _is_limit(item: TimeExpression) -> bool:
    """Tell whether a duty is to be drafted for `item`, be it understood or not."""
    if item.kind is TimeKind.RIGHT:
        return True
    if not item.is_duty or isinstance(item.deadline, (StartsOn, StateLasts)):
        return False
    return item.deadline is not None or item.kind in (TimeKind.PERIOD, TimeKind.DATE, TimeKind.PERIODIC)


def _capped(
    text: LegalText, item: TimeExpression, inside: list[TimeExpression], timed: list[TimeExpression]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the phrase of `item` with the cap that the text sets, if the grammar reads it, and what else lengthens it.

    Extensions behind it and before the next limit are meant.
    """
    later = next((other.span.start for other in timed if other.span.start > item.span.start), None)
    behind = [
        other
        for other in inside
        if other.kind is TimeKind.EXTENSION
        and other.span.start > item.span.start
        and (later is None or other.span.start < later)
    ]
    if behind:
        whole = parse_phrase(text.words(Span(item.span.start, behind[0].span.end)))
        if not isinstance(whole, PhraseProblem) and whole.cap is not None and whole.deadline == item.deadline:
            return whole.text, tuple(other.words for other in behind[1:])
    return None, tuple(other.words for other in behind)


def _timed(text: LegalText, cites: Citation, item: TimeExpression, part: _Part, *, personnel: bool) -> DraftedDuty:
    end = part.time_end
    around = Span(max(part.span.start, item.span.start - _FAR), min(part.span.end, end + _FAR))
    before = text.words(Span(around.start, item.span.start))
    start = len(before) + bool(before)
    time = Span(start, start + len(text.words(Span(item.span.start, end))))
    said = text.words(around)
    stripped = said.lstrip(" ,;")
    time = Span(time.start - len(said) + len(stripped), time.end - len(said) + len(stripped))
    said = stripped
    is_right = item.kind is TimeKind.RIGHT
    clause = right_of(said, time) if is_right else clause_of(said, time, is_second=part.is_later)
    keeps = isinstance(item.deadline, KeepAtLeast)
    duty = DraftedDuty("", "", cites, _phrase(item), None, _role(clause.bearer), None, said, keeps)
    duty = replace(duty, is_right=is_right, span=item.span)
    starts = item.anchor or _told_first(said, time)
    duty = replace(duty, bearer=None if duty.who else clause.bearer, starts=starts, condition=clause.condition)
    if personnel and not is_right:
        duty = _with_guesses(duty, item, said)
    return _with_own_role(_with_own_events(duty, clause, item))


def _told_first(said: str, time: Span) -> str | None:
    """Return the starting point at the head of the sentence: «Kể từ ngày nhận đủ hồ sơ, cơ quan … trong 20 ngày»."""
    head = _SINCE.match(said, 0, time.start)
    return head["event"] if head is not None else None


def _role(bearer: str | None) -> str | None:
    """Return the standard role that bears exactly the name that the text uses."""
    term = standard().role_by_name(bearer) if bearer is not None else None
    return term.id if term is not None else None


def _with_guesses(duty: DraftedDuty, item: TimeExpression, said: str) -> DraftedDuty:
    """Fill in what the words of the standard vocabulary fit, in a text on personnel records."""
    at = max(0, said.find(item.words))
    before, after = said[:at], said[at + len(item.words) :]
    near = after if len(before) < 30 else f"{before[-160:]} {item.words} {after[:60]}"
    must = guess_act(f"{item.words} {near}") or guess_act(said)
    if duty.keeps:
        must = "backup_disposed" if "sao lưu" in said.lower() else "dossier_deleted"
    when = guess_trigger(item.anchor, said) if item.anchor is not None else None
    return replace(duty, must=must, who=duty.who or guess_bearer(said), when=when if when != must else None)


def _with_own_role(duty: DraftedDuty) -> DraftedDuty:
    """Name the bearer as the text does; «cơ quan», «các đơn vị» alone may be anyone and stay open."""
    if duty.who is not None or duty.bearer is None:
        return duty
    label = _ANY_OF.sub("", duty.bearer)
    if _ANYONE.fullmatch(label) or "," in label:
        return duty
    role = OwnRole(_slug(label, "_"), _capital(label))
    return duty if role.id in standard().roles else replace(duty, who=role.id, role=role, bearer=None)


def _with_own_events(duty: DraftedDuty, clause: Clause, item: TimeExpression) -> DraftedDuty:
    """Name the act and the starting point by the text's own words where no id is known."""
    events: list[OwnEvent] = []
    periodic = item.kind is TimeKind.PERIODIC or isinstance(item.deadline, Unquantified)
    must, when = duty.must, duty.when
    others: tuple[str, ...] = ()
    if must is None and clause.act is not None and not duty.keeps:
        acts = _own_acts(duty, clause, periodic=periodic)
        must, *rest = dict.fromkeys(act.id for act in acts)
        others = tuple(rest)
        events += [act for act in acts if act.id not in standard().events]
    anchor = event_words(duty.starts) if duty.starts is not None and not RAN_OUT.match(duty.starts) else None
    if when is None and anchor is not None and not periodic:
        trigger = _event(anchor, periodic=False)
        if trigger.id != must:
            events += [trigger] if trigger.id not in standard().events else []
            when = trigger.id
    label = _capital(clause.act) if clause.act is not None else ""
    return replace(
        duty,
        must=must,
        when=when,
        label=label,
        events=tuple(events),
        others=others,
        needs_start=not periodic,
    )


def _own_acts(duty: DraftedDuty, clause: Clause, *, periodic: bool) -> list[OwnEvent]:
    """Return the act of a clause and those that do as well, named by its words.

    A verb alone, or «từ chối bằng văn bản», would name the acts of several clauses alike: it bears its provision.
    """
    assert clause.act is not None
    known = standard().event_by_name(_capital(clause.act))
    # What comes back with the calendar is a unit's; the standard event may be one of a dossier.
    is_bare = len(clause.act.split()) < _FEWEST_WORDS or (periodic and known is not None and known.needs_dossier)
    first = f"{clause.act} ({duty.cites})" if is_bare else clause.act
    return [_event(words, periodic=periodic) for words in (first, *(f"{act} ({duty.cites})" for act in clause.others))]


def _event(words: str, *, periodic: bool) -> OwnEvent:
    """Return the event that `words` name: the standard one when it is called just so, else one of the text's own."""
    label = _capital(words)
    known = standard().event_by_name(label)
    return OwnEvent(known.id if known is not None else _slug(label, "_"), label, periodic)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _slug(label: str, joint: str) -> str:
    """Return `label` as an id: small letters without marks, cut at a word."""
    plain = unicodedata.normalize("NFD", label.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    while len(words) > 1 and len(joint.join(words)) > _LONGEST_ID:
        words.pop()
    return joint.join(words)[:_LONGEST_ID] or "su-kien"


def _phrase(item: TimeExpression) -> str:
    """Return the words for `within`: those of the text, or only the word of time when the verb hinders."""
    if not isinstance(parse_phrase(item.words), PhraseProblem) or item.deadline is None:
        return item.words
    word = re.search(r"kịp thời|thường xuyên|liên tục|nhanh chóng|định kỳ|lâu dài|ngay", item.words.lower())
    return word[0] if word is not None else item.words


def _without_time(text: LegalText, owner: Provision, sentence: Span, *, personnel: bool) -> DraftedDuty | None:
    """Return the duty of a sentence without a time: what is to be done when another's time has run out."""
    assert owner.citation is not None
    said = text.words(sentence)
    if (lapse := LAPSED.search(said)) is not None:
        clause = clause_of(said[lapse.end() :], Span(0, 0))
        if clause.act is None or clause.bearer is None or TAKEN_AS.search(said, lapse.end()):
            return None
        duty = DraftedDuty("", "", owner.citation, "none", None, _role(clause.bearer), None, said, span=sentence)
        duty = replace(duty, bearer=None if duty.who else clause.bearer, starts=lapse[0])
        acts = _own_acts(duty, clause, periodic=False)
        own = tuple(act for act in acts if act.id not in standard().events)
        must, *others = dict.fromkeys(act.id for act in acts)
        duty = replace(duty, must=must, others=tuple(others), events=own, label=_capital(clause.act), needs_start=True)
        return _with_own_role(duty)
    return _untimed(text, owner, sentence) if personnel else None


def _untimed(text: LegalText, owner: Provision, sentence: Span) -> DraftedDuty | None:
    said = text.words(Span(sentence.start, min(sentence.end, sentence.start + 2 * _FAR)))
    must = guess_act(said)
    if must is None or not tells_duty(said) or len(said) < _SHORTEST_SENTENCE or owner.citation is None:
        return None
    article = text.article_of(owner)
    title = text.words(article.heading) if article is not None and article.heading is not None else ""
    if article is None or _NO_DUTIES.search(title):
        return None
    return DraftedDuty("", "", owner.citation, "none", must, guess_bearer(said), None, said, span=sentence)


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
        base = (duty.must or _slug(str(duty.cites), "-")).replace("_", "-")
        used[base] += 1
        found.append(replace(duty, id=base if used[base] == 1 else f"{base}-{used[base]}"))
    return tuple(found)
