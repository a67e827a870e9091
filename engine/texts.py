"""Words that results are told in, Vietnamese and English side by side; and how numbers and days are written.

The lowest layer of all that speaks to people: it knows ids as plain texts, not the types that they come from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

DASH: Final = "–"


@dataclass(frozen=True, slots=True)
class Text:
    """One thing to say, as `str.format` templates in both languages."""

    vi: str
    en: str

    def say(self, lang: str, /, **args: object) -> str:
        """Return it in `lang` («en»; anything else is Vietnamese) with its arguments filled in."""
        return (self.en if lang == "en" else self.vi).format(**args)


# Đầu trang
TITLE = Text("Kết quả xét hạn và quy trình hồ sơ", "Deadlines and procedure: results")
REGULATION = Text("Quy chế", "Regulation")
AS_OF = Text("Xét tại ngày {day}", "As of {day}")
KNOWN_AT = Text("Chỉ theo những gì đã biết đến ngày {day}", "Only from what was known by {day}")
ROWS = Text("Đã đọc {rows} dòng nhật ký", "{rows} log rows read")
FILES_LEFT_OUT = Text("{files} tệp không dùng được", "{files} files could not be used")
ROWS_LEFT_OUT = Text("{rows} dòng có lỗi bị bỏ ra ngoài", "{rows} rows with errors left out")
NOT_ALL_READ = Text(
    "Chưa thể nói là sạch: có dòng hay tệp bị để ra ngoài", "Not to be called clean: rows or files were left out"
)
ROW_LEFT_OUT = Text(
    "chưa chắc, vì dòng {places} của hồ sơ bị để ra ngoài", "not certain, as row {places} of the dossier was left out"
)
ROWS_OF_IT_LEFT_OUT = Text(
    "chưa chắc, vì có dòng của hồ sơ bị để ra ngoài", "not certain, as rows of the dossier were left out"
)
VERSIONS = Text("Phiên bản quy tắc {rules} · phiên bản lịch {calendar}", "Rules version {rules} · calendar {calendar}")
OTHER_READING = Text(
    "Theo phương án hiểu khác với tệp quy tắc: {pairs}", "Under readings other than the file's: {pairs}"
)
DRAFT_WARNING = Text(
    "DỰ THẢO: văn bản chưa được ban hành, kết quả chỉ để tham khảo",
    "DRAFT: not enacted, results are for information only",
)
REPEALED = Text("đã hết hiệu lực", "repealed")
DRAFT = Text("dự thảo", "draft")
IN_FORCE_FROM = Text("có hiệu lực từ {day}", "in force from {day}")
IN_FORCE = Text("có hiệu lực", "in force")
KNOWN_FACT = Text("{says} (nguồn: {source})", "{says} (source: {source})")
KNOWN_FACT_SINCE = Text("từ {day}, {says} (nguồn: {source})", "since {day}, {says} (source: {source})")
UNNUMBERED = Text("quy chế chưa có số", "regulation without a number")

# Bảng
UNITS_CAPTION = Text("Các đơn vị theo số việc quá hạn", "Units by number of overdue duties")
DETAIL_TITLE = Text("Chi tiết từng đơn vị", "Unit by unit")
UNIT = Text("Đơn vị", "Unit")
UNIT_ID = Text("Mã đơn vị", "Unit id")
NO_UNIT = Text("(không rõ đơn vị)", "(unit not known)")
WHOLE_UNIT = Text("(đơn vị)", "(unit)")
PERIOD_YEAR = Text("năm {year}", "{year}")
PERIOD_QUARTER = Text("quý {part}/{year}", "Q{part}/{year}")
PERIOD_WEEK = Text("tuần {week}/{year} ({first}–{last})", "week {week}/{year} ({first}–{last})")
PERIOD_MONTH = Text("tháng {part}/{year}", "{part}/{year}")
OVERDUE = Text("Quá hạn", "Overdue")
LATE = Text("Trễ", "Late")
VIOLATIONS = Text("Sai quy trình", "Violations")
DUE_SOON = Text("Sắp đến hạn", "Due soon")
OLDEST_DUE = Text("Hạn cũ nhất", "Oldest due")
MOST_DAYS = Text("Trễ nhiều nhất (ngày)", "Most days overdue")
DATE = Text("Hạn", "Due")
DAYS_LATE = Text("Trễ (làm việc/lịch)", "Late (working/calendar)")
DAYS_LATE_SHORT = Text("Trễ", "Late")
LEGEND_LATE = Text("Trễ a/b: a ngày làm việc, b ngày lịch", "Late a/b: a working days, b calendar days")
DOSSIER = Text("Hồ sơ", "Dossier")
SUBJECT = Text("Hồ sơ, kỳ", "Dossier, period")
STATUS = Text("Tình trạng", "Status")
DUTY = Text("Việc phải làm", "Duty")
CITES = Text("Căn cứ", "Source")
ALL_CLEAR = Text(
    "Không có việc nào quá hạn, trễ hạn hay sai quy trình.", "Nothing is overdue, late or against the procedure."
)
NOTHING_FOUND = Text(
    "Không có nghĩa vụ nào phát sinh từ nhật ký này.", "The log gives rise to no duty under these rules."
)
CLEAN_UNITS = Text(
    "{units} đơn vị khác không có việc quá hạn, trễ hay sai quy trình.", "{units} other units have no breach."
)
OLDEST_TITLE = Text("{count} việc quá hạn lâu nhất", "The {count} duties overdue longest")
MORE_ROWS = Text("… còn {count} việc", "… {count} more")
MORE_UNITS = Text("… còn {count} đơn vị", "… {count} more units")
SEE_EVERYTHING = Text(
    "Xem đủ: thêm --format xlsx --out ketqua.xlsx", "For everything: add --format xlsx --out results.xlsx"
)
UNKNOWN_COUNT = Text("Chưa xác định được {count} việc: {reasons}", "{count} undetermined: {reasons}")
LEGEND_ASSUMED = Text(
    "* giả định: dựa trên cách hiểu hoặc lý do ghi trong tệp quy tắc, văn bản không nói rõ",
    "* assumed: rests on an interpretation or a reason in the rule file, the text does not say",
)
LEGEND_ESTIMATED = Text(
    "~ ước tính: lịch nghỉ của những ngày này chưa công bố", "~ estimated: these days off are not announced yet"
)

# Giải thích
LEDGER = Text("Bảng tính ngày", "Day ledger")
LEDGERS_CAPPED = Text(
    "Bảng tính ngày chỉ kèm theo {count} việc đầu; các việc khác: quyche explain … --dossier MÃ",
    "Day ledgers come with the first {count} only; for others: quyche explain … --dossier ID",
)
DAY = Text("Ngày", "Date")
WEEKDAY = Text("Thứ", "Day")
COUNTED = Text("Tính", "Count")
REASON = Text("Lý do", "Reason")
DOCUMENT = Text("Văn bản", "Document")

CERTAINTY = {
    "stated": Text("nêu rõ", "stated"),
    "assumed": Text("giả định", "assumed"),
    "estimated": Text("ước tính", "estimated"),
}
KIND = {
    "deadline": Text("thời hạn", "deadline"),
    "periodic": Text("định kỳ", "periodic"),
    "retention": Text("thời gian tối thiểu", "minimum time"),
    "right": Text("quyền", "right"),
    "transition": Text("quy trình", "procedure"),
    "requirement": Text("điều kiện của hành vi", "requirement"),
    "limit": Text("giới hạn", "limit"),
    "prohibition": Text("hành vi bị cấm", "prohibition"),
    "gate": Text("hậu quả", "consequence"),
}
REGULATION_STATUS = {"draft": DRAFT, "in_force": IN_FORCE, "repealed": REPEALED}
MARKS = {"stated": "", "assumed": "*", "estimated": "~"}

LIFECYCLE = Text("Trình tự vòng đời hồ sơ", "Order of the dossier's lifecycle")

_REASONS = {
    "no_number": Text("văn bản không nêu số ngày", "the text gives no number of days"),
    "outside_calendar": Text("ngoài phạm vi của lịch", "outside the calendar"),
    "done_too_early": Text("làm khi chưa hết thời gian tối thiểu", "done before the minimum time ended"),
    "disposed_too_early": Text("tiêu hủy khi chưa hết thời gian lưu giữ", "disposed of before the time to keep ended"),
    "out_of_order": Text("không đúng trình tự", "out of order"),
    "role_not_allowed": Text("người thực hiện không có thẩm quyền", "done by a role that is not allowed"),
    "delegation_not_allowed": Text("không được ủy quyền", "delegation is not allowed"),
    "delegation_not_in_force": Text(
        "không có ủy quyền nào còn hiệu lực ngày đó", "no delegation was in force on that day"
    ),
    "delegation_not_written": Text("ủy quyền không bằng văn bản", "the delegation is not in writing"),
    "not_signed": Text("chưa ký số", "not digitally signed"),
    "wrong_place": Text("phê duyệt không đúng cơ sở dữ liệu", "approved in the wrong database"),
    "before_approval": Text("làm khi chưa được phê duyệt", "done before the approval"),
    "other_ref": Text("thuộc văn bản số khác", "belongs to another document"),
    "before_trigger": Text("có trước ngày phát sinh", "earlier than the trigger"),
    "other_party": Text("là của cơ quan khác hoặc về việc khác", "it is of another unit or for another purpose"),
    "after_due": Text("diễn ra khi đã hết thời hạn", "it came when the period was over"),
    "beyond_at_most": Text("đã gia hạn đủ số lần được phép", "it had been extended as often as allowed"),
    "beyond_cap": Text("thời hạn đã đến mức tối đa kể cả gia hạn", "the period was at its longest already"),
    "still_to_come": Text("chưa đến ngày thực hiện", "not done yet on that day"),
    "forbidden": Text("việc này không được làm", "this may not be done"),
    "gate_closed": Text(
        "đơn vị còn việc quá hạn nên yêu cầu không được giải quyết",
        "the unit had overdue duties, so the request is not dealt with",
    ),
    "gate_unclear": Text(
        "đơn vị còn việc chưa làm mà văn bản không nêu thời hạn",
        "the unit had open duties for which the text gives no period",
    ),
    "condition": Text("không đủ điều kiện mà quy tắc đòi hỏi", "does not meet the rule's condition"),
}
_REASONS_WITH = {
    "missing": Text("nhật ký thiếu thông tin: {names}", "missing from the log: {names}"),
    "unreadable": Text("không đọc được thời hạn ghi ở: {names}", "no period can be read in: {names}"),
    "evidence": Text("không có bằng chứng bắt buộc: {names}", "required evidence absent: {names}"),
    "nothing_before": Text("trước đó không có: {names}", "nothing before it: {names}"),
    "over_limit": Text("vượt số lượng cho phép, nay là {names}", "more than allowed, now {names}"),
    "act": Text("hành vi bị cấm: {names}", "forbidden act: {names}"),
    "ended_late": Text("không còn phải làm khi đã quá hạn: {names}", "ended when it was already overdue: {names}"),
}
_FIELDS = {
    "unit_type": Text("loại đơn vị", "unit type"),
    "from_unit_type": Text("loại đơn vị chuyển", "type of the sending unit"),
    "to_unit_type": Text("loại đơn vị nhận", "type of the receiving unit"),
    "same_unit": Text("cùng đơn vị hay không", "whether the unit is the same"),
    "from_in_scope": Text("đơn vị chuyển có thuộc phạm vi không", "whether the sending unit is in scope"),
    "to_in_scope": Text("đơn vị nhận có thuộc phạm vi không", "whether the receiving unit is in scope"),
    "can_sync": Text("có đồng bộ được không", "whether it can sync"),
    "case": Text("trường hợp", "case"),
    "category": Text("đối tượng", "person category"),
    "person_category": Text("đối tượng", "person category"),
    "actor": Text("người thực hiện", "actor"),
    "unit": Text("đơn vị", "unit"),
    "to_unit": Text("đơn vị nhận", "receiving unit"),
    "ref": Text("số văn bản", "document number"),
    "about": Text("về văn bản", "document concerned"),
    "actor_unit": Text("đơn vị của người thực hiện", "unit of the actor"),
    "state": Text("trạng thái hồ sơ", "state of the dossier"),
    "holder": Text("đơn vị đang giữ hồ sơ", "unit that has the dossier"),
    "org_level": Text("cấp tổ chức", "level of organisation"),
}

_LEDGER_EN = {
    "ngày làm việc": "working day",
    "thứ Bảy": "Saturday",
    "Chủ nhật": "Sunday",
    "tạm dừng tính thời hạn": "clock suspended",
    "ngày cuối chưa hết thì tạm dừng tính thời hạn": "last day not over when the clock was suspended",
    "tính tiếp ngày cuối của thời hạn": "last day of the period goes on",
    "ngày đầu không tính (Điều 147 Bộ luật Dân sự 2015)": "first day not counted (Civil Code 2015, Art. 147)",
    "ngày làm việc tiếp theo (Điều 148 Bộ luật Dân sự 2015)": "next working day (Civil Code 2015, Art. 148)",
    "ngày diễn ra sự kiện không tính": "the event's own day is not counted",
    "hết thời gian phải giữ tối thiểu": "end of the time to keep",
    "ngày bắt đầu áp dụng": "first day of application",
    "ngày đầu của kỳ": "first day of the period",
    "ngày cuối của kỳ": "last day of the period",
    "ngày cuối của thời hạn": "last day of the span",
    "ngày ấn định": "the named date",
    "ngày liền trước ngày ấn định": "the day before the named date",
    "phải xong trước ngày này": "must be done before this day",
    "làm ngay trong ngày": "the same day",
    "kỳ không có ngày làm việc nào, lấy ngày cuối kỳ": "no working day in the period: its last day",
}
_DAY_NUMBER = re.compile(r"ngày thứ (\d+)(?: trước sự kiện)?")
_SPAN_AHEAD = re.compile(r"(\d+) (tháng|năm) trước sự kiện")
_WINDOW = re.compile(r"mở (\d+) ngày (làm việc )?cuối kỳ")
_FIRST_DAYS = re.compile(r"hết (\d+) ngày đầu kỳ")

_WEEKDAYS = (
    Text("thứ Hai", "Mon"),
    Text("thứ Ba", "Tue"),
    Text("thứ Tư", "Wed"),
    Text("thứ Năm", "Thu"),
    Text("thứ Sáu", "Fri"),
    Text("thứ Bảy", "Sat"),
    Text("Chủ nhật", "Sun"),
)


def reason_text(reason: str | None, lang: str, labels: dict[str, str] | None = None) -> str:
    """Return a verdict's reason in words; what a rule file says itself, and what is not known, stays as it is.

    What the rule file says in its own words may follow a known reason («out_of_order:chưa có tài khoản»).

    Args:
        labels: names of event attributes by id, for reasons that name fields («missing:place»).
    """
    if reason is None:
        return ""
    if (known := _REASONS.get(reason)) is not None:
        return known.say(lang)
    code, colon, rest = reason.partition(":")
    if colon and (known := _REASONS_WITH.get(code)) is not None:
        names, _, why = rest.partition(":")
        told = known.say(
            lang, names=", ".join(field_name(name.strip(), lang, labels or {}) for name in names.split(","))
        )
        return f"{told}: {why}" if why else told
    if colon and (known := _REASONS.get(code)) is not None:
        return f"{known.say(lang)}: {rest}"
    return reason


def field_name(name: str, lang: str, labels: dict[str, str]) -> str:
    """Return what a column, a derived field or an attribute of an event is called.

    Args:
        labels: names of attributes by id.
    """
    if (known := _FIELDS.get(name)) is not None:
        return known.say(lang)
    return labels.get(name, name)


def ledger_reason(reason: str, lang: str) -> str:
    """Return a ledger's reason; in English where it is one of the fixed ones, names of holidays stay Vietnamese."""
    if lang != "en":
        return reason
    if (found := _DAY_NUMBER.fullmatch(reason)) is not None:
        return f"day {found[1]}" + (" ahead of the event" if "trước" in reason else "")
    if (found := _SPAN_AHEAD.fullmatch(reason)) is not None:
        return f"{found[1]} {'month' if found[2] == 'tháng' else 'year'}(s) ahead of the event"
    if (found := _FIRST_DAYS.fullmatch(reason)) is not None:
        return f"closes: first {found[1]} days of the period"
    if (found := _WINDOW.fullmatch(reason)) is not None:
        return f"opens: last {found[1]} {'working ' if found[2] else ''}days of the period"
    first, comma, rest = reason.partition(", ")
    if comma and first in _LEDGER_EN:
        return f"{_LEDGER_EN[first]}, {ledger_reason(rest, lang)}"
    return _LEDGER_EN.get(reason, reason)


def number(value: int, lang: str) -> str:
    """Return a whole number with the thousands separated as the language does: 1.234 or 1,234."""
    grouped = f"{value:,}"
    return grouped if lang == "en" else grouped.replace(",", ".")


def period_name(first: date, last: date, lang: str) -> str:
    """Return what a calendar period is called: a year, a quarter, a month, a week, else its first and last day."""
    if first.weekday() == 0 and (last - first).days == 6:
        year, week, _ = first.isocalendar()
        return PERIOD_WEEK.say(lang, week=week, year=year, first=f"{first:%d/%m}", last=f"{last:%d/%m/%Y}")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 12 and first.month == 1:
        return PERIOD_YEAR.say(lang, year=first.year)
    if months == 3 and first.month % 3 == 1:
        return PERIOD_QUARTER.say(lang, part=first.month // 3 + 1, year=first.year)
    if months == 1:
        return PERIOD_MONTH.say(lang, part=f"{first.month:02}", year=first.year)
    return f"{first:%d/%m}–{last:%d/%m/%Y}"


def weekday(day: date, lang: str) -> str:
    """Return the day of the week."""
    return _WEEKDAYS[day.weekday()].say(lang)


def printable(text: str) -> str:
    """Return `text` fit for any page or terminal: line breaks become spaces, other control signs a replacement mark.

    Log values are not trusted: an escape sequence or a change of writing direction could disguise a row.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char in "\t\r\n\u2028\u2029":
        return " "
    return char if unicodedata.category(char) not in ("Cc", "Cf", "Cs") else "\N{REPLACEMENT CHARACTER}"
