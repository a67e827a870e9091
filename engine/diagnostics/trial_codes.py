"""T1xx: changes that are tried on a regulation; T2xx: scenario files."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_E = Severity.ERROR
_W = Severity.WARNING

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "T101", _E,
        "không có quy tắc «{name}» trong {rules}",
        "there is no rule «{name}» in {rules}",
        "viết MÃ.KHÓA=GIÁ_TRỊ với mã ghi ở «id» của tệp quy tắc",
        "write ID.KEY=VALUE with an «id» of the rule file",
        "Mã có thể là của một nghĩa vụ, cấp phê duyệt, giới hạn, điều kiện, cách hiểu…, hoặc một khối như «regulation».",
    ),
    Entry(
        "T102", _E,
        "«{path}» không phải là một giá trị đơn nên không đổi thử được",
        "«{path}» is not a single value, so it cannot be changed on trial",
        "chọn một khóa nằm sâu hơn, hoặc chép tệp ra, sửa rồi dùng --with TỆP",
        "choose a key deeper down, or copy the file, edit it and use --with FILE",
        "Đổi thử chỉ thay một giá trị đơn; bảng và danh sách phải sửa trong một bản sao của tệp.",
    ),
    Entry(
        "T103", _W,
        "đổi «{path}» không có tác dụng: cách hiểu «{reading}» đang thay giá trị này",
        "changing «{path}» has no effect: the reading «{reading}» takes its place",
        "đổi ở cách hiểu: --set {instead}=…",
        "change the reading: --set {instead}=…",
        "Khi một phương án hiểu ghi cùng một khóa thì giá trị của phương án được dùng, không phải của quy tắc.",
    ),
    Entry(
        "T104", _E,
        "tệp «{name}» là quy chế «{found}», không phải quy chế đang xét ({known})",
        "the file «{name}» is the regulation «{found}», not one that is applied ({known})",
        "dùng --as {found} để xét nhật ký theo quy chế đó",
        "use --as {found} to judge the log by that regulation",
        "--with thay một quy chế bằng một bản khác của chính nó.",
    ),
    Entry(
        "T201", _E,
        "thiếu «{key}»",
        "«{key}» is missing",
        "mỗi tình huống cần name, events, as_of và expect; cả tệp cần regulation và cases",
        "a scenario needs name, events, as_of and expect; the file needs regulation and cases",
        "Không có quy chế, sự kiện và ngày xét thì không tính được gì.",
    ),
    Entry(
        "T202", _E,
        "không có khóa «{key}»",
        "there is no key «{key}»",
        "các khóa: {allowed}",
        "keys: {allowed}",
        "Khóa viết sai thì tình huống sẽ im lặng bỏ qua điều người viết muốn kiểm tra.",
    ),
    Entry(
        "T203", _E,
        "«{key}» phải là {expected}",
        "«{key}» must be {expected_en}",
        "xem các tình huống mẫu, hoặc viết một hồ sơ thật ra: quyche explain … --as-scenario",
        "see the sample scenarios, or write a real dossier down: quyche explain … --as-scenario",
        "Danh sách viết mỗi dòng một dấu «- », bảng viết «khóa: giá trị», còn lại là một giá trị đơn.",
    ),
    Entry(
        "T204", _E,
        "không hiểu «{value}» ở «{key}»",
        "«{value}» under «{key}» is not understood",
        "dùng mã hoặc nhãn của từ vựng (quyche schema --vocabulary)",
        "use an id or label of the vocabulary (quyche schema --vocabulary)",
        "Sự kiện, vai, trường hợp, đối tượng, tình trạng, thuộc tính là những mã có trong từ vựng.",
    ),
    Entry(
        "T205", _E,
        "không hiểu ngày «{value}» ở «{key}»",
        "«{value}» under «{key}» is not a date",
        "viết 2025-12-31 hoặc 31/12/2025",
        "write 2025-12-31 or 31/12/2025",
        "Ngày viết kiểu khác có thể bị hiểu lẫn ngày với tháng.",
    ),
    Entry(
        "T206", _E,
        "tình huống này không kiểm tra gì",
        "this scenario checks nothing",
        "ghi điều mong đợi ở expect (có thể là danh sách rỗng), hoặc quy tắc không được phát sinh ở absent",
        "say what is expected (an empty list will do), or what must not arise under absent",
        "Tình huống không có mong đợi thì lúc nào cũng đạt, nên không chứng minh điều gì.",
    ),
    Entry(
        "T207", _E,
        "không có quy tắc «{name}» trong quy chế «{regulation}»",
        "the regulation «{regulation}» has no rule «{name}»",
        "xem mã các quy tắc trong tệp quy tắc",
        "see the ids in the rule file",
        "Mong đợi ở một quy tắc không có thì không bao giờ đạt; vắng mặt thì lúc nào cũng đạt.",
    ),
    Entry(
        "T208", _E,
        "không thấy tình huống nào",
        "there are no scenarios",
        "chỉ ra tệp .yaml hoặc .xlsx, hay đặt chúng trong thư mục «scenarios»",
        "name .yaml or .xlsx files, or put them in a folder «scenarios»",
        "Không có tệp nào được nêu và trong thư mục đang đứng không có thư mục «scenarios» hay «tests/cases».",
    ),
)  # fmt: skip
