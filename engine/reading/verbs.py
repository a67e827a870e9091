"""The verbs of administrative duties: what offices and people are told to do."""

from __future__ import annotations

import re

_VERBS = (
    *(
        "gửi",
        "thông báo",
        "báo cáo",
        "trả lời",
        "trả kết quả",
        "trả",
        "lập",
        "trình",
        "ban hành",
        "phê duyệt",
        "thẩm định",
    ),
    *(
        "thẩm tra",
        "xác minh",
        "kiểm tra",
        "rà soát",
        "tổng hợp",
        "công khai",
        "công bố",
        "niêm yết",
        "đăng tải",
        "đăng ký",
    ),
    *(
        "đăng",
        "cấp lại",
        "cấp đổi",
        "cấp",
        "thu hồi",
        "gia hạn",
        "thụ lý",
        "giải quyết",
        "xử lý",
        "xem xét",
        "hướng dẫn",
    ),
    *(
        "tiếp nhận",
        "nhận đơn",
        "nhận phiếu",
        "nhận hồ sơ",
        "giao nộp",
        "nộp lại",
        "nộp",
        "bàn giao",
        "chuyển giao",
        "chuyển",
        "ký kết",
        "ký",
        "hoàn thành",
    ),
    *(
        "hoàn thiện",
        "tổ chức",
        "thành lập",
        "cử",
        "bố trí",
        "ra quyết định",
        "quyết định",
        "đề nghị",
        "yêu cầu",
        "cung cấp",
    ),
    *(
        "cập nhật",
        "nhập",
        "lưu trữ",
        "lưu giữ",
        "bảo quản",
        "tiêu hủy",
        "thanh lý",
        "sửa chữa",
        "khắc phục",
        "giải trình",
    ),
    *("kê khai", "thống kê", "đánh giá", "xếp loại", "chi trả", "thanh toán", "hoàn trả", "nghiệm thu", "đối thoại"),
    *("chấm", "mời", "triệu tập", "lấy ý kiến", "góp ý", "có ý kiến", "có văn bản", "xác nhận", "ghi nhận", "sao lưu"),
    *(
        "đồng bộ",
        "đính chính",
        "hủy bỏ",
        "bãi bỏ",
        "đình chỉ",
        "tạm dừng",
        "khôi phục",
        "phân công",
        "ủy quyền",
        "báo trước",
    ),
    *(
        "điều chỉnh",
        "bổ sung",
        "sửa đổi",
        "xin lỗi",
        "bảo dưỡng",
        "kiểm kê",
        "tạo lập",
        "tạo",
        "khóa",
        "thay đổi",
        "từ chối",
    ),
    *(
        "tham mưu",
        "khai báo",
        "kiểm định",
        "quan trắc",
        "quyết toán",
        "huấn luyện",
        "xét duyệt",
        "công nhận",
        "phát hành",
        "phân loại",
        "phá dỡ",
    ),
)


def _pattern(verb: str) -> str:
    """Return the pattern of `verb`; «cấp tỉnh», «cấp xã» is no act."""
    level = r"(?!\s+(?:tỉnh|xã|huyện|trên|dưới|bộ|sở)(?!\w))" if verb == "cấp" else ""
    return verb.replace(" ", r"\s+") + level


ONE_VERB = "|".join(sorted((_pattern(verb) for verb in _VERBS), key=len, reverse=True))
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
    return bool(is_level or (before and before[-1] in _BOUND_WORDS.get(word, ())))
