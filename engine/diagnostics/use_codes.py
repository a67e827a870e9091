"""U1xx: how the program is called; S1xx: where results are written."""

from __future__ import annotations

from engine.diagnostics.catalogue import Entry, Severity

_E = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "U101", _E,
        "không tìm thấy quy chế «{name}»",
        "no regulation «{name}» was found",
        "ghi mã ({known}) hoặc đường dẫn tệp .yaml",
        "give an id ({known}) or the path of a .yaml file",
        "Mã quy chế được tìm trong thư mục «rules» đang đứng, rồi trong bản đi kèm chương trình.",
    ),
    Entry(
        "U102", _E,
        "chưa biết xét theo quy chế nào",
        "it is not known which regulation to judge by",
        "thêm --rules ({known}), hoặc --units với bảng đơn vị có cột «jurisdiction»",
        "add --rules ({known}), or --units with a table that has a «jurisdiction» column",
        "Không có --rules thì mỗi đơn vị được xét theo quy chế của tỉnh mình, ghi ở cột «jurisdiction» của bảng đơn vị.",
    ),
    Entry(
        "U103", Severity.WARNING,
        "chưa có quy chế nào cho «{name}»; các đơn vị ở đó không được xét",
        "there is no regulation for «{name}»; its units are not judged",
        "các quy chế đang có: {known}",
        "regulations at hand: {known}",
        "Cột «jurisdiction» ghi một tỉnh mà chưa tệp quy tắc nào mã hóa.",
    ),
    Entry(
        "U104", _E,
        "không có cách hiểu «{name}» với phương án «{reading}»",
        "there is no interpretation «{name}» with a reading «{reading}»",
        "xem các cách hiểu của quy chế bằng «quyche lint»",
        "see the regulation's interpretations with «quyche lint»",
        "Phương án phải là một trong các phương án ghi ở «interpretations».",
    ),
    Entry(
        "U110", _E,
        "việc đếm ngày ra khỏi lịch: {reason}",
        "the reckoning leaves the calendar: {reason}",
        "lịch chỉ tính các năm {first}–{last}",
        "the calendar covers the years {first}–{last}",
        "Ngoài các năm đó không biết ngày nào là ngày làm việc, nên không tính ra ngày đến hạn.",
    ),
    Entry(
        "U111", _E,
        "lịch không có năm {year}",
        "the calendar has no year {year}",
        "chọn một năm từ {first} đến {last}",
        "choose a year from {first} to {last}",
        "Các năm đã có văn bản là lịch chính thức; các năm sau được ước tính theo luật đến hết năm cuối của lịch.",
    ),
    Entry(
        "U112", _E,
        "tệp «{path}» đã có",
        "the file «{path}» exists",
        "chọn tên khác, hoặc xóa tệp cũ nếu không cần nữa",
        "choose another name, or delete the old file if it is not needed",
        "Lệnh này không bao giờ ghi đè lên một tệp quy tắc đã có.",
    ),
    Entry(
        "U113", _E,
        "mã «{name}» không hợp lệ",
        "«{name}» is not a valid id",
        "mã gồm chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ hoặc số, ví dụ «quangnam»",
        "an id has lower-case letters without marks, digits and hyphens, and begins with a letter or digit",
        "Mã đứng trong tên tệp, trong lệnh và trong mọi kết quả, nên chỉ dùng các ký tự an toàn ở mọi nơi.",
    ),
    Entry(
        "U114", _E,
        "không có mã thông báo «{name}»",
        "there is no diagnostic code «{name}»",
        "mã đứng sau chữ «lỗi» hoặc «cảnh báo», ví dụ P204",
        "the code stands after «error» or «warning», for example P204",
        "Danh sách mã: docs/codes.md.",
    ),
    Entry(
        "U115", _E,
        "quy chế «{name}» không ghi vòng đời hồ sơ",
        "the regulation «{name}» has no lifecycle",
        "thêm khối «lifecycle» vào tệp quy tắc",
        "add a «lifecycle» block to the rule file",
        "Sơ đồ vẽ các trạng thái và các bước của khối «lifecycle».",
    ),
    Entry(
        "U116", _E,
        "không có chủ đề so sánh «{name}»",
        "there is no comparison topic «{name}»",
        "xem các chủ đề bằng «quyche schema --vocabulary»",
        "see the topics with «quyche schema --vocabulary»",
        "Các hàng của bảng so sánh là các chủ đề của từ vựng chung.",
    ),
    Entry(
        "U117", _E,
        "không hợp lược đồ: {problem}",
        "against the schema: {problem_en}",
        "sửa theo gợi ý của trình soạn thảo; «quyche lint» cho biết đầy đủ hơn",
        "correct it as the editor proposes; «quyche lint» tells more",
        "Lược đồ là phần mà một trình soạn thảo YAML tự kiểm tra được: khóa, kiểu và giá trị trong từ vựng.",
    ),
    Entry(
        "S101", _E,
        "không ghi được «{path}»: {reason}",
        "«{path}» cannot be written: {reason}",
        "kiểm tra chỗ trống trên đĩa và quyền ghi; tệp cũ (nếu có) còn nguyên",
        "check the free space and permissions; an older file, if any, is untouched",
        "Kết quả được ghi ra tệp tạm rồi mới đổi tên, nên không bao giờ có tệp ghi dở.",
    ),
    Entry(
        "S102", _E,
        "không dùng được sổ sự kiện: {reason}",
        "the journal cannot be used: {reason}",
        "kiểm tra tên tệp; sổ hỏng thì lấy bản sao lưu rồi ghi lại các nhật ký sau đó",
        "check the file's name; if it is damaged, take a backup and record the later logs again",
        "Sổ sự kiện là một tệp SQLite do «quyche record» tạo ra; mỗi lần ghi hoặc xong trọn vẹn hoặc không đổi gì.",
    ),
)  # fmt: skip
