"""The skeleton of a rule file as YAML: what is known is filled in, everything else is a TODO that `lint` reports."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from engine.diagnostics import Diagnostic
from engine.model.citations import POINT_LETTERS, Citation
from engine.phrases import PhraseProblem, StartsOn, parse_phrase
from engine.reading.defects.base import Examined
from engine.reading.drafting.drafted import DraftedDuty, OwnEvent
from engine.reading.drafting.duties import draft_duties
from engine.reading.headings import Head, head_of
from engine.reading.provisions import LegalText, TextKind
from engine.reading.times import TimeExpression, TimeKind

_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{},&*!|>'\"%@`]*\Z")
_WIDTH = 110
_NATIONAL = re.compile(r"/(?:NĐ-CP|TT-|TTLT-|QH\d|UBTVQH|QĐ-TTg|NQ-CP)")


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
        "# đọc lại cạnh văn bản, sửa, xóa chữ TODO, rồi chạy «quyche lint»: lệnh ấy kể những chỗ còn lại.",
        "format: 1",
        "",
        *_regulation(head, examined.text.kind, name, province),
        "",
        *_vocabulary(duties),
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
    if _NATIONAL.search(head.number or ""):
        yield "  level: national"
    elif province:
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


def _vocabulary(duties: Sequence[DraftedDuty]) -> Iterator[str]:
    """The events and bearers that the text itself names, each once; what returns with the calendar is a unit's."""
    events: dict[str, OwnEvent] = {}
    for event in (event for duty in duties for event in duty.events):
        known = events.setdefault(event.id, event)
        if event.is_periodic and not known.is_periodic:
            events[event.id] = event
    roles = {duty.role.id: duty.role for duty in duties if duty.role is not None}
    if not events and not roles:
        return
    yield "vocabulary:"
    if events:
        yield "  events:  # TODO đọc lại tên; gộp những sự kiện là một"
    for event in events.values():
        level = "unit" if event.is_periodic else "dossier"
        yield f"    - {{id: {event.id}, label: {_quoted(event.label)}, level: {level}}}"
    if roles:
        yield "  roles:  # TODO gộp những vai là một; ghi «answerable» nếu đơn vị khác chịu trách nhiệm"
    for role in roles.values():
        yield f"    - {{id: {role.id}, label: {_quoted(role.label)}}}"
    yield ""


def _obligations(duties: Sequence[DraftedDuty]) -> Iterator[str]:
    if not duties:
        return
    yield "obligations:"
    for duty in duties:
        yield f"  # {_cut(duty.says, _WIDTH - 4)}"
        yield f"  - id: {duty.id}"
        yield f"    label: {scalar(duty.label or _cut(duty.says, 80))}" + (
            "" if duty.label else "  # TODO nói ngắn gọn"
        )
        yield f"    cites: {duty.cites}"
        yield from _trigger(duty)
        yield from _bearer_and_act(duty)
        yield f"    within: {scalar(duty.within)}{_refused(duty.within)}"
        yield from (f"    # TODO extended_by: {{event: …, by: …}}  «{words}»" for words in duty.extensions)
        yield from (f"    # TODO suspended_while: [{{from: …, until: …}}]  «{words}»" for words in duty.pauses)
    yield ""


def _refused(within: str) -> str:
    """Return a remark on a phrase that the grammar refuses, with its reason."""
    parsed = parse_phrase(within)
    if not isinstance(parsed, PhraseProblem):
        return ""
    return f"  # TODO {Diagnostic(parsed.code, None, parsed.args).message()} ({parsed.code})"


def _trigger(duty: DraftedDuty) -> Iterator[str]:
    own = {event.id for event in duty.events}
    if duty.expired is not None:
        yield f"    when: {{expired: {duty.expired}}}"
    elif duty.when is not None:
        yield f"    when: {{event: {duty.when}}}" + ("" if duty.when in own else "  # TODO máy đoán")
    elif duty.starts is not None:
        yield f"    # TODO when: {{event: …}}  «{duty.starts}»"
    elif duty.needs_start:
        yield "    # TODO when: {event: …} khi văn bản nêu mốc; không nêu thì ghi ở interpretations"
    if duty.condition is not None:
        yield f"    # TODO only_if: …  «{_cut(duty.condition, 80)}»"


def _bearer_and_act(duty: DraftedDuty) -> Iterator[str]:
    own = {event.id for event in duty.events}
    said = f"  «{duty.bearer}»" if duty.bearer is not None else ""
    sure = duty.role is not None
    yield (f"    who: {duty.who}" + ("" if sure else "  # TODO máy đoán")) if duty.who else f"    # TODO who: …{said}"
    key = "right" if duty.is_right else "must_not" if duty.keeps else "must"
    if duty.must is None:
        yield f"    # TODO {key}: …"
    elif duty.others:
        yield f"    {key}: [{', '.join((duty.must, *duty.others))}]"
    else:
        yield f"    {key}: {duty.must}" + ("" if duty.must in own else "  # TODO máy đoán")


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
    found: set[Citation] = set()
    for citation in present:
        kind, number = citation.parts[-1]
        letter = kind == "điểm" and number in tuple(POINT_LETTERS)
        if not letter and not (kind in ("điều", "khoản") and number.isdigit()):
            continue
        before = POINT_LETTERS[: POINT_LETTERS.index(number)] if letter else [str(n) for n in range(1, int(number))]
        found.update(Citation((*citation.parts[:-1], (kind, other))) for other in before)
    yield from sorted(found - present, key=Citation.sort_key)


def _provisions(examined: Examined, duties: Sequence[DraftedDuty], starts: list[TimeExpression]) -> Iterator[str]:
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
            yield f"  - {{at: {citation}}}  # TODO rules: [mã] hoặc none: lý do"


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def _quoted(text: str) -> str:
    """Return `text` for a place between braces, where plain scalars end at commas."""
    return json.dumps(text, ensure_ascii=False)


def scalar(text: str) -> str:
    """Return `text` as a YAML scalar: plain when that is safe, else in double quotes."""
    plain = _PLAIN.match(text) and text == text.strip() and text.lower() not in ("true", "false", "null", "none")
    return text if plain or text == "none" else json.dumps(text, ensure_ascii=False)
