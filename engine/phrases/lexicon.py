"""The words of the grammar: closed tables of terms, all in the spelling of `tokens.Token.word`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, Flag, auto
from typing import TypeVar

from engine.phrases.verbs import VERBS

V = TypeVar("V")

# First word → the terms that begin with it, longest first, each with its value.
Lexicon = Mapping[str, tuple[tuple[tuple[str, ...], V], ...]]


class Unit(Enum):
    """A unit of time as the text writes it."""

    WORKING_DAY = "ngày làm việc"
    DAY = "ngày"
    WEEK = "tuần"
    MONTH = "tháng"
    QUARTER = "quý"
    YEAR = "năm"


class Lead(Flag):
    """What the words before a period say about it; several may stand together («trong thời hạn không quá»)."""

    NONE = 0
    FRAME = auto()
    WINDOW = auto()
    MOST = auto()
    LATEST = auto()
    LEAST = auto()
    AFTER = auto()
    BEFORE = auto()


def lexicon(entries: Mapping[str, V]) -> Lexicon[V]:
    """Arrange `entries` for matching, longest term first."""
    arranged: dict[str, list[tuple[tuple[str, ...], V]]] = {}
    for term, value in entries.items():
        words = tuple(term.split())
        arranged.setdefault(words[0], []).append((words, value))
    return {first: tuple(sorted(terms, key=lambda item: -len(item[0]))) for first, terms in arranged.items()}


def terms(*entries: str) -> Lexicon[str]:
    """Arrange terms that stand for themselves."""
    return lexicon({entry: entry for entry in entries})


def _leads(table: Iterable[tuple[Lead, str]]) -> Lexicon[Lead]:
    return lexicon({term.strip(): kind for kind, listed in table for term in listed.split(",")})


UNITS: Lexicon[Unit] = lexicon(
    {
        "ngày làm việc": Unit.WORKING_DAY,
        "ngày": Unit.DAY,
        "ngày lịch": Unit.DAY,
        "ngày dương lịch": Unit.DAY,
        "tuần": Unit.WEEK,
        "tuần lễ": Unit.WEEK,
        "tháng": Unit.MONTH,
        "quý": Unit.QUARTER,
        "năm": Unit.YEAR,
    }
)
SHORT_UNITS = terms("giờ", "giờ làm việc", "tiếng", "tiếng đồng hồ", "phút", "giây", "buổi", "buổi làm việc")
# Halves that the law gives a length of (Bộ luật Dân sự 2015, Điều 146).
HALVES: Lexicon[tuple[int, Unit]] = lexicon({"nửa tháng": (15, Unit.DAY), "nửa năm": (6, Unit.MONTH)})

LEADS = _leads(
    (
        (Lead.WINDOW, "trong, trong thời hạn, trong thời gian, trong vòng, trong khoảng thời gian"),
        (Lead.FRAME, "thời hạn, thời gian, là, thời hạn thực hiện, thời gian thực hiện"),
        (Lead.FRAME, "thời hạn giải quyết, thời gian giải quyết"),
        (
            Lead.MOST,
            "không quá, không được quá, không vượt quá, tối đa, tối đa không quá, tối đa không vượt quá, nhiều nhất",
        ),
        (Lead.LATEST, "chậm nhất, muộn nhất, không chậm hơn, không muộn hơn"),
        (Lead.LEAST, "tối thiểu, ít nhất, không ít hơn, không dưới"),
        (Lead.AFTER, "sau"),
        (Lead.BEFORE, "trước"),
    )
)

LATEST = terms("chậm nhất", "chậm nhất là", "muộn nhất", "muộn nhất là")

SUBJECTS = terms(
    *(f"{kind} này" for kind in ("quyết định", "quy chế", "quy định", "văn bản", "nghị quyết", "thông tư", "nghị định"))
)
EFFECTS = terms("có hiệu lực thi hành", "có hiệu lực", "áp dụng", "được áp dụng", "được thực hiện")
# Verbs of a duty that may stand before or after «ngay», «kịp thời», «định kỳ».
_ACTS = (
    *("cập nhật", "báo cáo", "thông báo", "phản ánh", "sao lưu", "lưu trữ", "lưu giữ", "bảo quản", "kiểm tra"),
    *("rà soát", "điều chỉnh", "thay đổi", "thay đổi mật khẩu", "phê duyệt", "thực hiện", "tổng hợp", "gửi"),
    *("xử lý", "bổ sung", "hoàn thành", "báo", "gửi thông báo", "gửi hồ sơ", "gửi báo cáo", "nộp", "nộp hồ sơ"),
    *("trình", "niêm yết", "niêm yết công khai", "công bố", "trả kết quả", "thông báo bằng văn bản"),
    *("báo cáo bằng văn bản", "báo bằng văn bản"),
)
DUTIES = terms(*_ACTS, *VERBS, *(f"phải {act}" for act in (*_ACTS, *VERBS)))
# «cập nhật đúng, đủ, chính xác, kịp thời»: how a thing is to be done, beside when.
MANNERS = terms("đúng", "đủ", "đầy đủ", "chính xác")

ANCHORS = terms(
    *(
        f"{head} {noun}"
        for head in ("kể từ", "tính từ", "tính kể từ", "được tính từ", "được tính kể từ", "từ")
        for noun in ("ngày", "khi", "lúc", "thời điểm")
    ),
    *("sau khi", "sau ngày", "sau thời điểm", "kể từ sau khi", "tính từ sau khi"),
    # «sau cuộc họp», «sau đợt thanh tra»: the event has its own word for «a time».
    *(f"sau {noun}" for noun in ("cuộc", "đợt", "kỳ", "phiên", "buổi")),
)
# «kể từ năm công việc kết thúc» names a year, not a day.
YEAR_ANCHORS = terms(*(f"{head} năm" for head in ("kể từ", "tính từ", "tính kể từ", "từ")))
BEFORE_EVENT = terms("trước ngày", "trước khi", "trước lúc", "trước thời điểm")
# «trước 06 tháng tính đến ngày nghỉ hưu»: the event that a period is counted back from.
TOWARDS_EVENT = terms(
    *(f"{head} {noun}" for head in ("tính đến", "so với") for noun in ("ngày", "khi", "lúc", "thời điểm")),
)
CONDITIONS = terms("khi", "nếu", "trường hợp", "trong trường hợp")
STATES = terms("phần mềm", "hệ thống", "ngừng hoạt động", "gián đoạn", "tạm ngừng")
CONSECUTIVE = terms("liên tiếp", "liên tục", "liền")

START_HEADS = terms(
    *("bắt đầu từ", "bắt đầu kể từ", "bắt đầu tính từ", "kể từ", "tính từ", "từ"),
)
DATE_LEADS = terms(
    *(f"{head}{tail}" for head in ("chậm nhất", "muộn nhất") for tail in ("", " là", " vào", " là vào", " đến")),
    *("không quá", "không chậm hơn", "không muộn hơn", "vào", "đến", "đến hết", "hạn chót", "hạn chót là"),
    *("thời hạn là", "thời hạn đến", "thời hạn chậm nhất", "thời hạn chậm nhất là", "thời gian chậm nhất là"),
)
BEFORE_DATE = terms("trước", "chậm nhất trước", "chậm nhất là trước", "hoàn thành trước", "xong trước")
_WHICH_NEXT = ("sau", "sau liền kề", "liền sau", "liền kề sau", "liền kề", "tiếp theo", "kế tiếp", "tiếp theo liền kề")


def _next(period: str) -> Lexicon[str]:
    return terms(*(f"{of}{period} {which}" for of in ("", "của ") for which in _WHICH_NEXT))


NEXT_YEAR = _next("năm")
SAME_YEAR = terms("của năm", "cùng năm", "trong năm")
NEXT_MONTH = _next("tháng")
SAME_MONTH = terms("của tháng", "trong tháng", "cùng tháng")
NEXT_QUARTER = _next("quý")
# «tháng đầu quý sau»: which month of a quarter, and how many quarters later.
MONTH_OF_QUARTER: Lexicon[int] = lexicon(
    {
        f"{of}tháng {which}{middle}": number
        for of in ("", "của ")
        for middle in ("", " của")
        for number, listed in ((1, "đầu, đầu tiên, thứ nhất"), (2, "thứ hai, giữa"), (3, "thứ ba, cuối, cuối cùng"))
        for which in listed.split(", ")
    }
)
# How many periods later: 0 for «tháng», 1 for «tháng sau»; with the number of months each has.
PERIODS: Lexicon[tuple[int, int]] = lexicon(
    {name: (months, 0) for name, months in (("tháng", 1), ("quý", 3), ("năm", 12))}
    | {
        f"{name} {which}": (months, 1)
        for name, months in (("tháng", 1), ("quý", 3), ("năm", 12), ("tháng đầu quý", 3), ("tháng đầu của quý", 3))
        for which in _WHICH_NEXT
    }
)

NEXT_WORKING_DAY = terms(*(f"ngày làm việc {which}" for which in (*_WHICH_NEXT, "sau đó") if which != "sau"))
SAME_WORKING_DAY = terms(
    *(
        f"{head}ngày làm việc{tail}"
        for head in ("trong ", "trong cùng ", "cùng ", "ngay trong ")
        for tail in ("", " đó")
    ),
)
# «trong 07 ngày làm việc tiếp theo»: next to the step before, which is the event of the rule.
FOLLOWING = terms("tiếp theo", "kế tiếp", "tiếp đó", "sau đó")
START_OF_DAY = terms(*(f"đầu giờ{of}" for of in ("", " sáng", " của", " sáng của", " làm việc của", " làm việc")))

EACH = terms("hằng", "mỗi", "từng")
PERIODIC = terms("định kỳ", "theo định kỳ")
LAST = terms("cuối", "cuối cùng")
FIRST = terms("đầu", "đầu tiên")
PERIOD_MONTHS: Lexicon[int] = lexicon({"tháng": 1, "quý": 3, "năm": 12})

AT_ONCE = terms("ngay", "ngay lập tức", "lập tức", "tức thì")
# Words about extending a period, and those that say the limit holds with every extension.
EXTENSIONS = terms(
    *("có thể gia hạn", "có thể được gia hạn", "được gia hạn", "được phép gia hạn", "được xem xét gia hạn", "gia hạn"),
    *("có thể đề nghị gia hạn", "được đề nghị gia hạn", "có thể xin gia hạn", "có thể kéo dài", "có thể được kéo dài"),
    *("được kéo dài", "được phép kéo dài", "có thể kéo dài thêm"),
    *(f"{case} {verb}" for case in ("trường hợp", "nếu") for verb in ("gia hạn", "được gia hạn", "cần gia hạn")),
)
WITH_EXTENSIONS = terms(
    *(
        f"{head} {noun}gia hạn"
        for head in ("kể cả", "tính cả", "bao gồm", "bao gồm cả", "đã bao gồm", "đã bao gồm cả", "gồm cả")
        for noun in ("", "thời gian ", "thời hạn ", "trường hợp ")
    ),
)

# What an extension is for: «vụ việc phức tạp», «đối với hồ sơ …».
EXTENSION_CASES = terms(
    *("đối với", "trường hợp", "nếu", "khi cần", "vụ việc", "vụ án", "hồ sơ phức tạp", "việc phức tạp"),
)
TOTAL = terms(
    *(
        f"{total}{what}"
        for total in ("tổng", "tổng số", "tổng cộng", "tổng thời gian", "tổng thời hạn", "tổng số thời gian")
        for what in (
            "",
            " giải quyết",
            " thực hiện",
            " xử lý",
            " nộp",
            " cấp",
            " thẩm định",
            " gia hạn",
            " kể cả gia hạn",
            " kể cả thời gian gia hạn",
        )
    ),
)

AT_ONCE_ANCHORS = terms(
    *("khi", "sau khi", "từ khi", "sau", "sau ngày", "kể từ khi", "kể từ ngày"),
)
UNQUANTIFIED = terms(
    *("kịp thời", "thường xuyên", "liên tục", "định kỳ", "theo định kỳ", "đồng thời", "lâu dài", "nhanh chóng"),
    *("sớm nhất", "trong thời gian sớm nhất", "khẩn trương", "đúng hạn", "đúng thời hạn", "đột xuất"),
)
BY_RULE = terms("theo quy định", "theo quy định của pháp luật")
VAGUE_ANCHORS = terms("khi", "sau khi", "với", "cùng", "cùng với")
NOT_STATED = terms(
    *("none", "không quy định", "không quy định thời hạn", "không nêu", "không nêu thời hạn", "không có thời hạn"),
    *("không xác định thời hạn", "chưa quy định"),
)

# Words that would change how the days are counted: never swallowed as part of an anchor or a remark.
EXCLUSIONS = terms(
    *("không kể", "không tính", "chưa kể", "chưa tính", "không bao gồm ngày", "không gồm ngày", "trừ ngày"),
    *("trừ các ngày", "trừ thứ bảy", "kể cả ngày", "tính cả ngày", "bao gồm ngày", "bao gồm cả ngày", "gồm cả ngày"),
    *("kể cả thứ bảy", "kể cả chủ nhật", "nghỉ lễ", "ngày lễ", "thứ bảy", "chủ nhật"),
)
REMARK_EXCLUSIONS = terms(
    *("ngày làm việc", "ngày nghỉ", "ngày lịch", "theo lịch", "ngày liên tục", "ngày liên tiếp"),
)
# Words that begin a second limit.
LIMITS = terms(
    *("chậm nhất", "muộn nhất", "không quá", "không vượt quá", "tối đa", "tối thiểu", "ít nhất", "không chậm hơn"),
    *("không muộn hơn", "trong thời hạn", "trong vòng"),
)
# The same, unless inside a remark: «(đối với người được tuyển dụng trước ngày …)» limits whom, not when.
DATE_LIMITS = terms("trước ngày", "đến ngày", "đến hết", "cho đến")
# A remark that begins so says how to count: «02 ngày (liên tiếp)».
COUNTING_REMARKS = terms("làm việc", "liên tục", "liên tiếp")
SECOND_ANCHORS = terms("kể từ", "tính từ", "được tính từ")
