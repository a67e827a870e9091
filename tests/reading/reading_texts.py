"""Texts written for the tests: a small decision with its regulation, a submission, and helpers to read them."""

from __future__ import annotations

from engine.diagnostics import Diagnostic
from engine.reading import Examined, LegalText, find_defects, read_text
from engine.source import SourceText

REGULATION = """\
QUY CHẾ
Quản lý hồ sơ điện tử của tỉnh Mẫu
(Ban hành kèm theo Quyết định số 12/2024/QĐ-UBND ngày 15 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh Mẫu)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc quản lý hồ sơ điện tử.
Điều 2. Cập nhật dữ liệu
1. Cơ quan, đơn vị có trách nhiệm cập nhật dữ liệu trong thời hạn 10 ngày làm việc, kể từ ngày văn bản có hiệu lực.
2. Nội dung cập nhật, gồm:
a) Lý lịch;
b) Quá trình công tác.
Chương II
TỔ CHỨC THỰC HIỆN
Điều 3. Trách nhiệm của Sở Nội vụ
1. Theo dõi việc thực hiện Quy chế này.
- Kiểm tra hằng năm;
- Tổng hợp kết quả.
2. Báo cáo Ủy ban nhân dân tỉnh./.
"""

DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: 12/2024/QĐ-UBND
Mẫu, ngày 15 tháng 3 năm 2024
QUYẾT ĐỊNH
Ban hành Quy chế quản lý hồ sơ điện tử
Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý hồ sơ điện tử.
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 4 năm 2024.
Điều 3. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""

SUBMISSION = """\
TỜ TRÌNH
Về việc ban hành Quy chế quản lý hồ sơ điện tử của tỉnh Mẫu
Kính gửi: Ủy ban nhân dân tỉnh
I. SỰ CẦN THIẾT
Cần có quy chế.
II. NỘI DUNG
1. Bố cục
Quy chế gồm 2 chương, 9 điều:
- Chương I gồm 04 Điều (từ Điều 1 đến Điều 4).
- Chương II gồm 04 Điều (từ Điều 5 đến Điều 9).
Nội dung chính như sau:
2.1. Cập nhật dữ liệu
- Cá nhân cập nhật theo quy định tại khoản 2 Điều 6 Quy chế này.
+ Trong thời hạn 05 ngày làm việc kể từ ngày có thay đổi.
- Cơ quan quản lý tạo tài khoản.
Cá nhân nhập thông tin.
III. KIẾN NGHỊ
Kính trình Ủy ban nhân dân tỉnh xem xét./.
Nơi nhận:
- Như trên.
"""


def read(raw: str) -> LegalText:
    text = read_text(SourceText("mau.txt", raw))
    assert isinstance(text, LegalText), text
    return text


def citations(raw: str) -> list[str]:
    return [str(item.citation) for item in read(raw).provisions]


def articles(body: str) -> str:
    """Return a regulation whose first article is `body`; a second one makes it a regulation."""
    return f"QUY CHẾ\nVề việc thử\n{body}\nĐiều 99. Thi hành\nQuy chế này được áp dụng.\n".replace("Điều 99", "Điều 2")


def defects(raw: str) -> list[tuple[str, str | None, str]]:
    """Return code, citation and words of every defect, by place."""
    return [(item.code, item.cites, dict(item.args)["words"]) for item in found(raw)]


def codes(raw: str) -> list[str]:
    return [item.code for item in found(raw)]


def found(raw: str) -> list[Diagnostic]:
    return find_defects(Examined(read(raw)))
