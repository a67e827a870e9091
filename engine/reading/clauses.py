"""Who does what in a sentence of the law: the one named before the verb of duty, the act behind it, the condition."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from engine.reading.provisions import LegalText
from engine.reading.times import TimeExpression, TimeKind
from engine.reading.verbs import ONE_VERB, VERB, find_verbs
from engine.source import Span

_MODAL = re.compile(
    r"(?<!\w)(?:có\s+trách\s+nhiệm|có\s+nghĩa\s+vụ|chịu\s+trách\s+nhiệm|phải|thực\s+hiện\s+việc)(?!\w)", re.IGNORECASE
)
# What stands between «phải» and the act itself.
_ON_THE_WAY = re.compile(
    r"\s*(?:phải|có\s+trách\s+nhiệm|trực\s+tiếp|kịp\s+thời|tiến\s+hành|thực\s+hiện(?:\s+việc)?|tổ\s+chức\s+thực\s+hiện|"
    r"chủ\s+trì\s*,?\s*phối\s+hợp[^,]{0,80},|hoàn\s+thành\s+việc|xem\s+xét\s*,)\s+",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"(?P<thing>[^,;]{{3,120}}?)\s+(?:(?:phải|sẽ)\s+)?(?:được|bị)\s+(?P<verb>{ONE_VERB}|tiến\s+hành|thực\s+hiện)(?!\w)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:trường\s+hợp|trong\s+trường\s+hợp|nếu|khi|đối\s+với|riêng|sau\s+khi|căn\s+cứ|(?:hết|quá)\s+thời\s+hạn)(?!\w)[^,]*?(?:,\s*|\s+thì\s+|$)",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s*(?:Điều\s+\d+[a-z]?\.\s*[^.]{0,80}$|\d{1,2}[a-zđ]?\.\s+|[a-zđ]\)\s+|[-+–]\s+)")
_THING = re.compile(
    r"(?:hồ\s+sơ|kết\s+quả|giấy|văn\s+bản|quyết\s+định|báo\s+cáo|biên\s+bản|tài\s+liệu|tài\s+sản|danh\s+sách|thông\s+tin|đơn(?!\s+vị)|"
    r"phiếu|phản\s+ánh|lịch|bản\s+sao|số\s+liệu|dữ\s+liệu|các\s+nội\s+dung|nội\s+dung|việc|tiền|kinh\s+phí)(?!\w)",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(
    r"[,;.:()“”]|\s(?:trong\s+(?:thời|vòng|ngày|\d)|chậm\s+nhất|(?<!tháng\s)(?<!quý\s)(?<!năm\s)(?:trước|sau)|để|theo|bằng|cho|đến|tới|tại|kèm|nêu|khi|nếu|kể\s+từ|về|do|"
    r"mà|nhưng|yêu\s+cầu|và|hoặc|có|thuộc|quy\s+định|ngay|xong|một\s+lần|hằng|hàng|định\s+kỳ|ít\s+nhất|tối\s+thiểu|không\s+quá|tối\s+đa|vào|(?<!cấp\s)trên)(?=\s|$)",
    re.IGNORECASE,
)
# Whom an act is addressed to is no part of its name once the name is long enough.
_ADDRESSEE = re.compile(
    r"\s(?:các\s+(?:sở|ngành|bộ|thành\s+viên)|(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|Ủy\s+ban|Sở|Bộ|UBND|người))(?=\s|$)"
)
_LENGTH_OF = re.compile(r"(?:thời\s+hạn|thời\s+gian)\s+(?P<act>.+?)(?:\s+là)?\s*$", re.IGNORECASE)
# Those who can bear a duty; anything else before a verb is a thing or a matter.
# Bodies may bear the name of an act («cơ quan giải quyết»); persons and the like never do.
_MANY = r"(?:các\s+|những\s+|mỗi\s+|từng\s+)*"
_BODIES = (
    r"(?:cơ\s+quan|đơn\s+vị|người|bộ\s+phận|bên|tổ\s+chức|hội\s+đồng|ban|tổ|cá\s+nhân|viên\s+chức|công\s+chức|cán\s+bộ|chủ|"
    r"nhà|doanh\s+nghiệp|lãnh\s+đạo|phòng|thành\s+viên|kho\s+bạc|thanh\s+tra|sở|ủy\s+ban|UBND|bộ|cục|chi\s+cục|chánh|giám\s+đốc|"
    r"thủ\s+trưởng|trưởng|trung\s+tâm|văn\s+phòng|lưu\s+trữ|công\s+an|địa\s+phương|hộ|thí\s+sinh|cơ\s+sở|nơi)(?!\w)"
)
_OTHERS = (
    r"(?:học\s+sinh|học\s+viên|sinh\s+viên|khách\s+hàng|thương\s+nhân|gia\s+đình|công\s+dân|quản\s+đốc|công\s+ty|trường|khoa|"
    r"cảng|bạn\s+đọc|thư\s+viện|bệnh\s+viện|ngân\s+hàng|quỹ|hợp\s+tác\s+xã|trạm|đội|đoàn|viện|tòa\s+án|hải\s+quan|"
    r"kiểm\s+lâm|phụ\s+huynh|đại\s+lý|[^\W\d_]+\s+(?:trưởng|viên|sĩ|sỹ|sư))(?!\w)"
)
_BEARER = re.compile(rf"{_MANY}(?:{_BODIES}|{_OTHERS}|(?-i:[A-ZĐ]{{2,}})(?!\w))", re.IGNORECASE)
_HEAD = re.compile(rf"{_MANY}{_BODIES}$", re.IGNORECASE)
# Verbs that follow a bearer as his act, never as a part of his name («cơ quan giải quyết»).
_ACTS_ONLY = re.compile(
    r"gửi|lập|nộp|báo\s+cáo|thông\s+báo|trình|tổng\s+hợp|có\s|ký|trả|niêm\s+yết|công\s+khai|tổ\s+chức|chuyển|bàn\s+giao|đăng|"
    r"cập\s+nhật|hoàn",
    re.IGNORECASE,
)
_SENT = re.compile(r"gửi|nộp|trình|lập|chuyển|công\s+bố|công\s+khai", re.IGNORECASE)
_CREATED = re.compile(r"thành\s+lập", re.IGNORECASE)
_OR = re.compile(rf"(?:^|\s|,)\s*hoặc\s+(?=(?:{ONE_VERB})(?!\w))", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(
    r"(?<!\w)(?:kể\s+từ|tính\s+từ|nếu|khi|trường\s+hợp|trong\s+thời\s+hạn|chậm\s+nhất)(?!\w)", re.IGNORECASE
)
_ITEM_MORE = re.compile(r"(?:[^,;.]{2,40},\s*){1,3}")
_MATTER = re.compile(
    r"việc\s+(?P<act>.+?)(?:\s+(?:phải|chỉ|được|do|sẽ|thực\s+hiện|tiến\s+hành)(?!\w)|$)", re.IGNORECASE
)
_FORBIDDEN = re.compile(r"(?<!\w)(?:không\s+được|nghiêm\s+cấm|cấm)(?!\w)", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\s*,?\s*(?:nếu|khi|trường\s+hợp|trừ)(?!\w)", re.IGNORECASE)
_NOTICE = re.compile(r"(?:(?:thông\s+)?báo|gửi|nộp)\s+trước(?!\w)", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?<!\w)(?:kịp\s+thời|thường\s+xuyên|liên\s+tục|nhanh\s+chóng|(?:theo\s+)?định\s+kỳ|lâu\s+dài|ngay(?:\s+lập\s+tức)?)(?!\w)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_MOST_WORDS = 10
_MOST_OF_A_SUBJECT = 9
_EVENT_END = re.compile(
    r"[,;.:()]|\s(?:quy\s+định|nêu|ghi|theo|mà|thì|hoặc|để|của\s+(?:Nghị|Quy|Thông|Quyết|Luật))(?=\s|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class Clause:
    """What a sentence lays down; None is what cannot be told from its words.

    Attributes:
        bearer: the one who must act, as the text calls him.
        act: verb and noun of the act, as the text says them, e.g. «gửi văn bản lấy ý kiến».
        condition: «Trường hợp hồ sơ chưa đầy đủ».
        is_passive: the sentence names what is done to before the verb («hồ sơ được gửi»).
        others: acts that do as well: «cấp giấy phép | hoặc từ chối bằng văn bản».
    """

    bearer: str | None
    act: str | None
    condition: str | None
    others: tuple[str, ...] = ()
    is_passive: bool = False


_MAY = re.compile(r"(?<!\w)(?:có|được)\s+quyền(?!\s+hạn)\s+", re.IGNORECASE)
_LIMITATION = re.compile(
    r"thời\s+hiệu\s+(?P<act>(?:[^\W\d_]+\s+){0,2}?(?:khiếu\s+nại|khởi\s+kiện|khiếu\s+kiện|kiến\s+nghị|tố\s+cáo|yêu\s+cầu|kháng\s+cáo)"
    r"[^,;.:]{0,80}?)(?:\s+là)?\s*$",
    re.IGNORECASE,
)


def right_of(said: str, time: Span) -> Clause:
    """Return who may do what in `said`, a sentence with the window in which he may: «có quyền khiếu nại …»."""
    before, after = _MARKER.sub("", said[: time.start], count=1).strip(" ,"), said[time.end :].strip(" ,")
    if limited := _LIMITATION.match(before):
        return Clause(None, _object(limited["act"]), None)
    main = before if _MAY.search(before) else after
    may = _MAY.search(main)
    if may is None:
        return Clause(None, None, None)
    return Clause(_bearer(_last_part(main[: may.start()])), _object(_stripped(main[may.end() :])), None)


def clause_of(said: str, time: Span, *, is_second: bool = False) -> Clause:
    """Return who does what in `said`, a sentence in which the expression of time stands at `time`.

    Args:
        is_second: the sentence sets another time before this one, so that only its last act is meant.
    """
    before = _MARKER.sub("", said[: time.start], count=1).strip(" ,")
    words, after = said[time.start : time.end], said[time.end :]
    if is_second:
        before = _last_act(before)
    condition, leading = _cut_condition(before)
    others: tuple[str, ...] = ()
    if (verb := VERB.search(words)) is not None and (_VAGUE.search(words) or _NOTICE.match(words)):
        # «kịp thời báo cáo …», «báo trước ít nhất 45 ngày»: the verb stands in the expression of time itself.
        act = f"{verb[0]} {after}" if _VAGUE.search(words) else verb[0]
        bearer, found = _bearer(_last_part(leading)), _object(act)
    else:
        main = after if _leads(leading, after) else leading
        if main is after and condition is None:
            condition, main = _cut_condition(after.lstrip(" ,"))
        bearer, found = _split(main.strip(" ,"))
        if found is None and main is leading and not _CONDITIONAL.match(after):
            bearer, found = _split(after.strip(" ,"))
            main = after
        others = _others(main, after) if found is not None else ()
    said_when = " ".join(condition.strip(" ,").removesuffix(" thì").split()) if condition is not None else None
    return Clause(bearer, found, said_when, others)


def _cut_condition(said: str) -> tuple[str | None, str]:
    """Return the condition at the head of a sentence and the rest: «Trường hợp cần sửa đổi, bổ sung, | cơ quan …»."""
    match = _CONDITION.match(said)
    if match is None:
        return None, said
    end = match.end()
    if match[0].rstrip().endswith(",") and _BEARER.match(said[end:]) is None:
        later = _ITEM_MORE.match(said, end)
        if later is not None and _BEARER.match(said[later.end() :]) is not None:
            end = later.end()
    return said[:end], said[end:]


def _others(main: str, after: str) -> tuple[str, ...]:
    """Return the acts that fulfil a duty as well as its first one: «cấp giấy phép | hoặc từ chối bằng văn bản»."""
    verbs = find_verbs(main)
    said = main[verbs[0].end() :] if verbs else ""
    said = _NEXT_CLAUSE.split(said if main is after else f"{said} {after if _OR.match(after) else ''}", maxsplit=1)[0]
    acts = (_object(said[found.end() :]) for found in _OR.finditer(said))
    return tuple(act for act in acts if act is not None)


def _leads(before: str, after: str) -> bool:
    """Tell whether the time comes first and the clause behind it: «Trong thời hạn …, | cơ quan A phải …»."""
    return not before.strip() or (after.lstrip().startswith(",") and VERB.search(before) is None)


def _last_act(before: str) -> str:
    """Return the last part of a clause that holds a verb: «… thông báo kết quả và | nhận đơn»."""
    parts = re.split(r"\s+(?:và|hoặc|rồi)\s+|,\s*", before)
    return next((part for part in reversed(parts) if VERB.search(part)), before)


def _split(main: str) -> tuple[str | None, str | None]:
    """Return the bearer and the act of a clause; of «hồ sơ được gửi …» only the act, no one is named."""
    if _FORBIDDEN.search(main):
        return None, None
    for pattern in (_LENGTH_OF, _MATTER):
        if named := pattern.match(main):
            return None, _object(named["act"])
    passive = _PASSIVE.match(main)
    if passive is not None and (not _BEARER.match(passive["thing"]) or _CREATED.match(passive["verb"])):
        return None, _done_to(passive["verb"], passive["thing"])
    modal = _MODAL.search(main)
    verb = _main_verb(main[modal.end() :] if modal is not None else main)
    if modal is None and verb is None:
        return None, None
    at = modal.start() if modal is not None else verb.start() if verb is not None else 0
    subject = _last_part(main[:at])
    if _THING.match(subject):
        return None, _done_to(verb[0], subject) if verb is not None else None
    return _bearer(subject), _object(_stripped(main[modal.end() if modal is not None else at :]))


def _main_verb(main: str) -> re.Match[str] | None:
    """Return the first verb that is not part of the bearer's name: «cơ quan được lấy ý kiến | trả lời»."""
    found = find_verbs(main)
    for place, verb in enumerate(found):
        before = main[: verb.start()].rstrip().lower()
        later = found[place + 1] if place + 1 < len(found) else None
        is_relative = before.endswith((" được", " bị")) or (_HEAD.search(before) and not _ACTS_ONLY.match(verb[0]))
        is_noun = verb.start() == 0 and _THING.match(main) and later is not None and _SENT.match(later[0])
        if later is None or not (is_relative or is_noun):
            return verb
    return None


def _last_part(subject: str) -> str:
    """Return the words of the subject behind the last comma that begins a new part."""
    parts = [part.strip() for part in subject.split(",")]
    return parts[-1] if len(parts) > 1 and len(parts[-1].split()) > 2 else subject.strip(" ,")


def _bearer(subject: str) -> str | None:
    words = " ".join(subject.split())
    words = re.sub(r"^(?:thì|và|đồng thời)(?:\s+|$)", "", words)
    words = re.sub(r"\s+(?:được|bị|thì|sẽ|đã|trực tiếp|kịp thời)$", "", words)
    is_one = _BEARER.match(words) is not None and words[-1].isalnum() and words.lower() not in ("người", "bên", "nơi")
    return words if is_one and len(words.split()) <= _MOST_OF_A_SUBJECT else None


def _stripped(predicate: str) -> str:
    while (way := _ON_THE_WAY.match(f"{predicate} ")) is not None and way.end() < len(predicate):
        predicate = predicate[way.end() :]
    return predicate


def _object(words: str) -> str | None:
    """Return the first verb and its noun, up to where the sentence says to whom, how or when."""
    said = " ".join(words.split())
    ends = [*_OBJECT_END.finditer(said), *_ADDRESSEE.finditer(said)]
    stops = sorted(found.start() for found in ends if _is_enough(said, found))
    kept = said[: stops[0] if stops else len(said)].split()[:_MOST_WORDS]
    act = " ".join(kept)
    return act if kept and kept[0].isalpha() and (len(kept) > 1 or VERB.fullmatch(act)) else None


def _is_enough(said: str, end: re.Match[str]) -> bool:
    """Tell whether the words before `end` name an act; a verb alone takes in the next words, too."""
    return not end[0][0].isspace() or len(said[: end.start()].split()) >= _FEWEST_WORDS


def _done_to(verb: str, thing: str) -> str | None:
    """Return the act whose object is named first: «hồ sơ … được gửi» is «gửi hồ sơ»; «việc kiểm tra» is the act."""
    what = _object(thing) or (thing.strip() if thing.strip().isalpha() else None)
    if what is None:
        return None
    if what.lower().startswith("việc "):
        return what[5:]
    return f"{' '.join(verb.lower().split())} {what[:1].lower()}{what[1:]}"


def event_words(anchor: str) -> str | None:
    """Return the words of a starting point that name the event: «nhận đủ hồ sơ hợp lệ»; None when none are left."""
    said = " ".join(anchor.split())
    end = next((found.start() for found in _EVENT_END.finditer(said) if found.start() > 0), len(said))
    kept = said[:end].split()[: _MOST_WORDS + 4]
    return " ".join(kept) or None


_SENTENCE_END = re.compile(r"[.;](?=\s|$)")
_SAID_PASSIVE = re.compile(rf"(?<!\w)(?:được|bị)\s+(?:{ONE_VERB})(?!\w)", re.IGNORECASE)


def clause_at(text: LegalText, item: TimeExpression) -> Clause:
    """Return who does what in the sentence in which `item` stands, and whether it is passive («hồ sơ được gửi»)."""
    owner = text.at(item.span.start)
    pieces = owner.pieces if owner is not None else text.loose
    piece = next((one for one in pieces if one.start <= item.span.start <= one.end), item.span)
    starts = [end.end() for end in _SENTENCE_END.finditer(text.text, piece.start, item.span.start)]
    end = _SENTENCE_END.search(text.text, item.span.end, piece.end)
    sentence = Span(starts[-1] if starts else piece.start, end.start() if end is not None else piece.end)
    said, before = text.words(sentence), text.words(Span(sentence.start, item.span.start))
    start = len(before) + bool(before)
    reads = right_of if item.kind is TimeKind.RIGHT else clause_of
    clause = reads(said, Span(start, start + len(item.words)))
    without_time = f"{said[:start]} {said[start + len(item.words) :]}"
    main = _cut_condition(_MARKER.sub("", without_time, count=1).strip(" ,"))[1]
    main = re.split(r"(?<!\w)thì\s+", main)[-1]
    is_passive = _SAID_PASSIVE.search(main) is not None or _THING.match(main) is not None
    earlier = _MARKER.sub("", text.words(Span(piece.start, sentence.start)), count=1)
    # «Chủ bến thông báo ngay cho Cảng vụ; báo cáo trong vòng 24 giờ»: he who acts was named before.
    return replace(clause, is_passive=is_passive and not any(map(_names_actor, (main, earlier))))


def _names_actor(said: str) -> bool:
    return names_bearer(said, at_start=True)


def names_bearer(said: str, *, at_start: bool = False) -> bool:
    """Tell whether `said` names one who can bear a duty; `at_start`, whether it begins so."""
    words = " ".join(said.split())
    return (
        _BEARER.match(words) if at_start else re.search(rf"(?<!\w){_BEARER.pattern}", words, re.IGNORECASE)
    ) is not None
