"""The words with which expressions of time begin, in the order in which they claim what they take in."""

from __future__ import annotations

import re

from engine.reading.verbs import ONE_VERB

NUMBER = (
    r"(?:\d{1,4}(?:\s*\(\s*[^()]{1,14}\))?|một|hai|ba|bốn|sáu|bảy|tám|chín|mười(?:\s+lăm)?|hai\s+mươi|ba\s+mươi|nửa)"
)
UNIT = r"(?:ngày\s+làm\s+việc|ngày|tuần|tháng|quý|năm|giờ(?:\s+làm\s+việc)?)"
_LEAD = (
    r"(?P<lead>(?:(?:có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+sau|trong\s+(?:thời\s+hạn|thời\s+gian|vòng|khoảng\s+thời\s+gian)|trong|"
    r"thời\s+hạn|thời\s+gian|(?:chậm|muộn)\s+nhất(?:\s+là)?|không\s+(?:được\s+)?(?:quá|vượt\s+quá|chậm\s+hơn|muộn\s+hơn|ít\s+hơn|sớm\s+hơn)|"
    r"tối\s+(?:đa|thiểu)|ít\s+nhất|không\s+dưới|định\s+kỳ|(?:(?<!cảnh\s)(?:thông\s+)?báo|gửi|nộp)\s+trước(?!\s+(?:ngày|khi|lúc)\s)|trước|sau)\s+){0,6})"
)
_DATE = r"\d{1,2}\s*(?:/\s*\d{1,2}(?:\s*/\s*\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
_EACH = r"(?:hằng|hàng|mỗi|từng)\s+(?:tuần|tháng|quý|năm)"
_LATEST = r"(?:(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:vào|trước|đến))?|hạn\s+chót(?:\s+là)?)"
_NEXT = r"(?:\s+(?:của\s+)?năm\s+(?:sau(?:\s+liền\s+kề)?|tiếp\s+theo))?"
_VERBS = (
    r"(?:phải\s+báo\s+cáo|báo\s+cáo|báo|cập\s+nhật|thông\s+báo|phản\s+ánh|sao\s+lưu|kiểm\s+tra|rà\s+soát|điều\s+chỉnh|"
    r"thay\s+đổi|phê\s+duyệt|xử\s+lý|bổ\s+sung|gửi|khóa|nâng\s+cấp|bảo\s+dưỡng|bảo\s+trì|học\s+tập|trả\s+lời)"
)
_ADVERBS = r"(?:\s*,?\s*(?:và\s+)?(?:đúng|đủ|đầy\s+đủ|chính\s+xác|thường\s+xuyên|liên\s+tục)){0,8}"

START = re.compile(
    rf"(?:có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ|(?:được\s+(?:thực\s+hiện|áp\s+dụng)\s+)?bắt\s+đầu\s+(?:kể\s+)?từ|"
    rf"áp\s+dụng\s+(?:kể\s+)?từ)\s+ngày\s+{_DATE}",
    re.IGNORECASE,
)
"""«có hiệu lực kể từ ngày 01/01/2024»."""
NAMED = re.compile(rf"(?:(?:định\s+kỳ\s+)?{_EACH}\s*,?\s*)?(?:trước|{_LATEST})\s+ngày\s+{_DATE}{_NEXT}", re.IGNORECASE)
"""«trước ngày 31/01 năm sau»."""
DATED = re.compile(
    rf"(?<!\w)(?:(?:định\s+kỳ\s+)?{_EACH}\s*,?\s*)?"
    rf"(?:(?:trước|{_LATEST}|vào|trong(?:\s+cùng)?)\s+|(?<!từ\s)(?<!đến\s)(?<!hết\s))(?:đầu\s+giờ\s+)?(?:của\s+)?"
    r"ngày\s+(?=(?:thứ\s+)?\d|làm\s+việc|cuối|đầu)",
    re.IGNORECASE,
)
"""Where a date that recurs or follows may begin: «ngày 15 hằng tháng», «ngày làm việc tiếp theo»."""
AMOUNT = re.compile(rf"(?<![\w/.]){_LEAD}(?P<number>{NUMBER})\s+(?P<unit>{UNIT})(?!\w)", re.IGNORECASE)
"""«trong thời hạn 05 ngày làm việc»."""
FREQUENCY = re.compile(
    rf"(?<!\w)(?:định\s+kỳ\s+)?(?:(?:ít\s+nhất|tối\s+thiểu|không\s+dưới|không\s+ít\s+hơn)\s+)?"
    rf"(?:{NUMBER}\s+lần\s*(?:/\s*|(?:trong\s+|mỗi\s+|một\s+|hằng\s+){{1,2}})(?:{NUMBER}\s+)?(?:ngày|tuần|tháng|quý|năm)|"
    rf"(?:một|mỗi|01)\s+(?:ngày|tuần|tháng|quý|năm)\s+(?:ít\s+nhất\s+)?{NUMBER}\s+lần)(?!\w)",
    re.IGNORECASE,
)
"""«ít nhất 01 lần trong một năm», «mỗi năm ít nhất 01 lần»."""
PERIODIC = re.compile(rf"(?<!\w)(?:theo\s+)?(?:định\s+kỳ\s+)?{_EACH}(?!\w)", re.IGNORECASE)
"""«định kỳ hằng tháng»."""
AT_ONCE = re.compile(
    rf"(?:(?P<verb>{_VERBS})\s+)?(?<!\w)ngay(?:\s+lập\s+tức)?"
    r"(?P<after>\s+(?:sau\s+khi|khi)\s+(?:(?!\s(?:và|vào|thì|để|cho)\s)[^,.;:()])+)?(?!\w)",
    re.IGNORECASE,
)
"""«báo cáo ngay», «ngay sau khi có thay đổi»."""
_VAGUE_WORD = r"(?P<word>kịp\s+thời|thường\s+xuyên|liên\s+tục|nhanh\s+chóng|(?:theo\s+)?định\s+kỳ|lâu\s+dài)"
VAGUE = re.compile(
    rf"(?:(?P<verb>{_VERBS}){_ADVERBS}\s*,?\s*(?:và\s+)?)?(?<!\w){_VAGUE_WORD}(?P<does>\s+(?:{_VERBS}|{ONE_VERB}))?(?!\w)",
    re.IGNORECASE,
)
"""«kịp thời báo cáo», «định kỳ kiểm tra»."""
BESIDE = re.compile(
    r"(?<!\w)(?:đồng\s+thời\s+(?:cùng|với)(?:\s+việc)?\s+|trước\s+khi\s+)(?:(?!\s(?:thì|và|hoặc)\s)[^,.;:()])+",
    re.IGNORECASE,
)
"""«trước khi đồng bộ», «đồng thời với việc chuyển giao»: an order, not a date."""
