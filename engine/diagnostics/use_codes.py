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
        "S101", _E,
        "không ghi được «{path}»: {reason}",
        "«{path}» cannot be written: {reason}",
        "kiểm tra chỗ trống trên đĩa và quyền ghi; tệp cũ (nếu có) còn nguyên",
        "check the free space and permissions; an older file, if any, is untouched",
        "Kết quả được ghi ra tệp tạm rồi mới đổi tên, nên không bao giờ có tệp ghi dở.",
    ),
)  # fmt: skip
