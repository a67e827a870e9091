"""P50x: conditions on fields, and what a file adds to the vocabulary."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_E = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "P501", _E,
        "«{name}» không phải chủ đề của từ vựng chung nên không ẩn được",
        "«{name}» is no topic of the shared vocabulary, so it cannot be hidden",
        "ghi mã một chủ đề chung, hoặc «all»; xem «quyche schema --vocabulary»",
        "give the id of a shared topic, or «all»; see «quyche schema --vocabulary»",
        "«hide_topics» bớt những hàng của bảng so sánh không liên quan đến văn bản; chủ đề riêng của tệp thì chỉ cần không khai.",
    ),
    Entry(
        "P502", _E,
        "thuộc tính «{name}» trùng tên với một cột hay một khóa đã có nghĩa",
        "the attribute «{name}» has the name of a column or key that already means something",
        "đặt mã và nhãn khác, ví dụ thêm tên của việc: «loai_giay_phep»",
        "choose another id and label that say what it is about",
        "Nhật ký và bảng đơn vị có những cột cố định, điều kiện có những khóa cố định; một thuộc tính trùng tên thì không "
        "bao giờ được đọc.",
    ),
    Entry(
        "P503", _E,
        "«choices» của «{name}» không hợp với kiểu của nó",
        "the «choices» of «{name}» do not fit its type",
        "«type: choice» thì liệt kê các giá trị khác nhau; kiểu khác thì bỏ «choices»",
        "with «type: choice» list different values; with another type leave «choices» out",
        "Ô ghi ngoài danh sách là dòng lỗi, nên danh sách phải đủ, không trùng, và chỉ có ở kiểu lựa chọn.",
    ),
    Entry(
        "P504", _E,
        "«{name}» nhận {taken}, không nhận «{value}»",
        "«{name}» takes {taken_en}, not «{value}»",
        "ghi {way}; kiểu và các giá trị của thuộc tính khai ở «vocabulary»",
        "write {way_en}; the attribute's type and values are declared under «vocabulary»",
        "Nhật ký đọc mỗi thuộc tính theo kiểu của nó, nên một giá trị kiểu khác không sự kiện nào có được.",
    ),
    Entry(
        "P505", _E,
        "«{name}» không có thứ tự lớn nhỏ để so sánh",
        "«{name}» has no order by which to compare",
        "chỉ thuộc tính «type: number» hoặc «type: date» so sánh được; chữ thì ghi các giá trị được nhận",
        "only attributes of «type: number» or «type: date» can be compared; for texts list the accepted values",
        "Chữ so theo từng ký tự thì «9» lớn hơn «10»; kết luận rút ra từ đó là sai.",
    ),
    Entry(
        "P506", _E,
        "các mốc của «{name}» không để lại giá trị nào",
        "the bounds of «{name}» leave no value",
        "mốc dưới không được vượt mốc trên",
        "the lower bound must not exceed the upper one",
        "Điều kiện không bao giờ đúng thì quy tắc không bao giờ phát sinh.",
    ),
    Entry(
        "P507", _E,
        "«{key}» không hỏi được ở đây: {why}",
        "«{key}» cannot be asked here: {why_en}",
        "hỏi điều khác, hoặc đặt điều kiện ở nghĩa vụ do một sự kiện của hồ sơ làm phát sinh",
        "ask something else, or put the condition on a duty that an event of a dossier sets off",
        "Trạng thái và việc đã xảy ra chỉ có nghĩa với một hồ sơ hay một đơn vị xác định, vào một ngày xác định.",
    ),
    Entry(
        "P508", _E,
        "«same_unit» nhận true, false, hoặc đúng hai cột đơn vị khác nhau",
        "«same_unit» takes true, false, or exactly two different unit fields",
        "các cột đơn vị: unit, to_unit, actor_unit, holder; ví dụ [actor_unit, holder]",
        "the unit fields: unit, to_unit, actor_unit, holder; for example [actor_unit, holder]",
        "Hai cột nêu cùng một đơn vị thì đúng, khác thì sai, thiếu một cột thì chưa biết.",
    ),
    Entry(
        "P509", _E,
        "không có đơn vị nào chịu trách nhiệm theo «{key}» về «{name}»: {why}",
        "no unit answers as «{key}» for «{name}»: {why_en}",
        "ghi «answerable» là unit (đơn vị của sự kiện), parent (cấp trên) hoặc province (Sở Nội vụ)",
        "write «answerable» as unit (that of the event), parent (its superior) or province (Department of Home Affairs)",
        "Nơi có hồ sơ chỉ biết được khi có hồ sơ; nơi được hỏi chỉ biết được khi có văn bản gửi đi.",
    ),
    Entry(
        "P510", _E,
        "«has» và «has_not» hỏi cùng một việc nên điều kiện không bao giờ đúng",
        "«has» and «has_not» ask about the same event, so the condition never holds",
        "bỏ một trong hai, hoặc thêm «since» hay điều kiện trên các trường để phân biệt",
        "leave one of them out, or tell them apart by «since» or by conditions on fields",
        "Một việc không thể vừa đã xảy ra vừa chưa xảy ra.",
    ),
)  # fmt: skip
