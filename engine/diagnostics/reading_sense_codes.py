"""L1xx–L3xx, second part: what the sentences of a legal text leave unsaid."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_W, _N = Severity.WARNING, Severity.NOTE

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "L123", _W,
        "«{words}»: không nói làm việc đó với cái gì",
        "«{words}» does not say what it is done to",
        "nêu đối tượng của động từ, ví dụ «khắc phục sai phạm», «xử lý vi phạm»",
        "name what the verb is about, as in «khắc phục sai phạm»",
        "Nghĩa vụ không có đối tượng thì không biết lúc nào là đã làm.",
    ),
    Entry(
        "L124", _N,
        "tiêu đề «{words}» nêu việc «{act}», không câu nào trong điều nói việc đó",
        "the heading «{words}» names «{act}», of which no sentence of the article speaks",
        "bổ sung nội dung cho việc ấy hoặc sửa tiêu đề",
        "say what is to be done, or correct the heading",
        "Tiêu đề hứa một việc mà nội dung không quy định thường do cắt bớt khi soạn thảo.",
    ),
    Entry(
        "L212", _W,
        "dẫn «{words}» nhưng văn bản không có phụ lục đó",
        "names «{words}», which the text does not have",
        "đính kèm phụ lục, hoặc nói rõ phụ lục của văn bản nào",
        "attach the appendix, or say of which document it is",
        "Mẫu đơn, danh mục nằm ở phụ lục thì thiếu phụ lục là thiếu một phần quy phạm.",
    ),
    Entry(
        "L214", _N,
        "câu chỉ dẫn ra ngoài («{words}»), không nói làm gì hay theo văn bản nào",
        "the sentence only refers elsewhere («{words}») and says neither what to do nor by which document",
        "nêu tên văn bản và điều khoản áp dụng, hoặc quy định ngay tại đây",
        "name the document and provision that apply, or lay it down here",
        "«Theo quy định» mà không nói quy định nào thì người thi hành phải tự tìm, mỗi người tìm một nơi.",
    ),
    Entry(
        "L215", _N,
        "«{words}» có lẽ là «{name}» viết thiếu",
        "«{words}» is probably «{name}» cut short",
        "dùng đúng tên đã đặt trong suốt văn bản",
        "use the name that was given throughout",
        "Một cơ quan hai cách gọi thì có thể hiểu thành hai cơ quan.",
    ),
    Entry(
        "L216", _N,
        "«{words}»: ngày có hiệu lực nêu theo một ngày khác; {dates}",
        "«{words}»: the day of effect is told by another day; {dates_en}",
        "ghi thẳng ngày, tháng, năm có hiệu lực",
        "give the date of effect itself",
        "Ngày ký có thể còn trống khi công bố và quyết định phải có hiệu lực sau ngày ký một thời gian (Luật Ban hành văn bản "
        "quy phạm pháp luật), nên cần xem cả hai ngày.",
    ),
    Entry(
        "L315", _N,
        "«{words}»: bên nhận bị tính thời hạn từ việc của bên gửi («{anchor}»)",
        "«{words}»: the receiver's time runs from an act of the sender («{anchor}»)",
        "tính từ ngày bên có nghĩa vụ nhận được",
        "count from the day on which the one who must act receives it",
        "Văn bản đến chậm thì bên nhận mất thời gian mà không do lỗi của mình.",
    ),
    Entry(
        "L316", _W,
        "«{words}»: việc lặp lại có kỳ nhưng không nói chậm nhất ngày nào của kỳ",
        "«{words}»: comes back each period, but by which day is not said",
        "nêu ngày, ví dụ «trước ngày 15 tháng 12 hằng năm»",
        "give the day, as in «trước ngày 15 tháng 12 hằng năm»",
        "Không có ngày thì chỉ khi hết kỳ mới biết là chưa làm.",
    ),
    Entry(
        "L317", _N,
        "«{words}»: không nói ai phải làm việc «{act}»",
        "«{words}»: who must do «{act}» is not said",
        "nêu cơ quan, đơn vị hay người có trách nhiệm",
        "name the office or person who must act",
        "Thời hạn không có người chịu thì không biết ai trễ.",
    ),
    Entry(
        "L318", _N,
        "«{words}» tính ngày lịch, nơi khác trong văn bản «{other}» tính ngày làm việc",
        "«{words}» counts calendar days, while elsewhere in the text «{other}» counts working days",
        "cân nhắc dùng một cách tính, hoặc nói rõ vì sao khác nhau",
        "consider one way of counting, or say why they differ",
        "Hai cách tính trong một văn bản dễ bị lẫn khi áp dụng.",
    ),
)  # fmt: skip
