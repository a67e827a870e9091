"""P3xx: keys, types and values of a rule file."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_E = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "P301", _E,
        "thiếu khóa «{key}»",
        "the key «{key}» is missing",
        "thêm dòng «{key}: …» vào mục này; {takes}",
        "add a line «{key}: …» to this item; {takes_en}",
        "Mục này không dùng được khi thiếu khóa đó. «quyche schema» liệt kê các khóa bắt buộc của từng mục.",
    ),
    Entry(
        "P302", _E,
        "không có khóa «{key}» ở đây",
        "there is no key «{key}» here",
        "các khóa được dùng: {allowed}",
        "keys that may stand here: {allowed}",
        "Khóa lạ bị từ chối thay vì bỏ qua: một khóa gõ sai mà bị bỏ qua sẽ làm quy tắc mất hiệu lực trong im lặng.",
    ),
    Entry(
        "P303", _E,
        "{what} phải là {expected}",
        "{what_en} must be {expected_en}",
        "{takes}",
        "{takes_en}",
        "Mỗi khóa nhận một loại giá trị: chữ, số, ngày (năm-tháng-ngày), đúng/sai, danh sách hoặc bảng khóa–giá trị.",
    ),
    Entry(
        "P304", _E,
        "«{value}» không phải giá trị của «{key}»",
        "«{value}» is not a value of «{key}»",
        "dùng một trong: {allowed}",
        "use one of: {allowed}",
        "Khóa này chỉ nhận các giá trị trong danh sách.",
    ),
    Entry(
        "P305", _E,
        "không có ngày «{value}»",
        "there is no date «{value}»",
        "viết 2025-02-28 hoặc 28/02/2025",
        "write 2025-02-28 or 28/02/2025",
        "Ngày phải có thật trên lịch.",
    ),
    Entry(
        "P306", _E,
        "mã «{value}» chỉ được gồm chữ thường không dấu, số, dấu - và _",
        "the id «{value}» may hold only small letters without marks, digits, - and _",
        "ví dụ: tao-tai-khoan, transfer-sender",
        "for example: tao-tai-khoan, transfer-sender",
        "Mã dùng để các mục nhắc đến nhau nên phải gõ được trên mọi máy; tên tiếng Việt đầy đủ ghi ở «label».",
    ),
    Entry(
        "P307", _E,
        "giá trị «{value}» của «{key}» nằm ngoài giới hạn ({limit})",
        "the value «{value}» of «{key}» is out of bounds ({limit_en})",
        "kiểm tra lại con số",
        "check the number",
        "Con số này không thể là giá trị có nghĩa của khóa.",
    ),
    Entry(
        "P308", _E,
        "«{key}» để trống",
        "«{key}» is empty",
        "ghi giá trị, hoặc bỏ hẳn dòng này",
        "give a value, or remove the line",
        "Một khóa có mặt thì phải có giá trị.",
    ),
    Entry(
        "P309", _E,
        "tệp quy tắc phải là bảng khóa–giá trị, bắt đầu bằng «format: 1»",
        "a rule file must be a mapping that begins with «format: 1»",
        "dùng «quyche new» để tạo tệp mẫu có chú thích",
        "«quyche new» writes a commented skeleton",
        "Nội dung đọc được không có dạng của một quy chế.",
    ),
    Entry(
        "P310", _E,
        "giá trị của «{key}» không hợp lệ: {problem}",
        "the value of «{key}» is not valid: {problem}",
        "xem mô tả khóa này bằng «quyche schema»",
        "see the key's description with «quyche schema»",
        "Giá trị không đúng dạng mà khóa này nhận.",
    ),
    Entry(
        "P311", _E,
        "«{value}» đã ghi trong «{key}» rồi",
        "«{value}» stands in «{key}» already",
        "bỏ một mục, hoặc sửa thành mục định ghi",
        "remove one of them, or write the one that was meant",
        "Ghi hai lần thì lần sau không thêm điều gì; thường là định ghi một mục khác.",
    ),
)  # fmt: skip
