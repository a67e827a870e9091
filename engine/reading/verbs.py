"""The verbs of administrative duties as they stand in a sentence, told apart from words that only look like them."""

from __future__ import annotations

import re

from engine.phrases.verbs import VERBS


def _pattern(verb: str) -> str:
    """Return the pattern of `verb`; «cấp tỉnh», «cấp xã» is no act."""
    level = r"(?!\s+(?:tỉnh|xã|huyện|trên|dưới|bộ|sở)(?!\w))" if verb == "cấp" else ""
    return verb.replace(" ", r"\s+") + level


ONE_VERB = "|".join(sorted((_pattern(verb) for verb in (*VERBS, "báo trước")), key=len, reverse=True))
VERB = re.compile(rf"(?<!\w)(?:{ONE_VERB})(?!\w)", re.IGNORECASE)
# «quá trình», «nhật ký», «cấp xã» are no verbs.
_BOUND_WORDS = {
    "trình": ("xuất", "quá", "quy", "lộ", "chương", "công", "hành", "giáo", "tiến"),
    "ký": ("nhật", "chữ", "đăng", "tốc"),
    "cấp": ("thứ", "trung", "sơ", "cao", "khẩn", "phân", "các", "hai", "ba", "từng"),
    "tạo": ("đào", "tái", "chế"),
    "chuyển": ("vận", "dịch"),
    "lập": ("độc", "công", "xác"),
}
_LEVEL_OF = re.compile(
    r"\s+(?:xã|tỉnh|huyện|trên|dưới|trưởng|phòng|sở|bộ|cơ\s+sở|trung\s+ương|cơ\s+quan|lịch\s+sử)(?!\w)", re.IGNORECASE
)
# «tổ chức, cá nhân», «cơ quan, tổ chức được yêu cầu»: those who act, no act.
_BODY = re.compile(
    r"\s*(?:[,;.]|$)|\s+(?:và\s+)?(?:cá\s+nhân|được|bị|có|phải|vi\s+phạm|khác|này|đó|liên\s+quan|chính\s+trị|xã\s+hội)(?!\w)",
    re.IGNORECASE,
)
_OTHER_BODY = re.compile(r"(?:cơ\s+quan|đơn\s+vị|cá\s+nhân|các|những)\s*(?:,|và|hoặc)?\s*$", re.IGNORECASE)


def find_verbs(said: str) -> list[re.Match[str]]:
    """Return the verbs of `said` in order, without those that are a part of another word («quá trình», «cấp xã»)."""
    return [verb for verb in VERB.finditer(said) if not _is_part_of_a_word(said, verb)]


def _is_part_of_a_word(said: str, verb: re.Match[str]) -> bool:
    word, before = verb[0].lower(), said[: verb.start()].lower().split()
    is_level = word in ("cấp", "lưu trữ") and _LEVEL_OF.match(said, verb.end())
    if word == "tổ chức" and (_BODY.match(said, verb.end()) or _OTHER_BODY.search(said[: verb.start()])):
        return True
    if word == "đăng" and said[verb.end() :].lower().startswith(" kiểm"):
        return True
    return bool(is_level or (before and before[-1] in _BOUND_WORDS.get(word, ())))
