"""Diagnostic codes: deadline phrases that were not understood or cannot be counted."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_ERROR = Severity.ERROR

_WORDING: tuple[Entry, ...] = (
    Entry(
        "P201",
        _ERROR,
        "thời hạn để trống",
        "the deadline phrase is empty",
        "viết thời hạn như văn bản, hoặc «none» nếu văn bản không quy định",
        "write the deadline as the text does, or «none» if the text states no deadline",
        "Mỗi nghĩa vụ phải nói rõ thời hạn của mình. Văn bản không nêu thời hạn thì ghi «none» để người đọc thấy "
        "đó là chỗ văn bản im lặng, không phải chỗ bị bỏ sót.",
    ),
    Entry(
        "P202",
        _ERROR,
        "cụm từ thời hạn dài {length} ký tự, tối đa {most}",
        "the deadline phrase has {length} characters, at most {most} are allowed",
        "chỉ chép phần nói về thời hạn",
        "copy only the words that set the time",
        "Một cụm từ thời hạn chỉ gồm khoảng thời gian và mốc bắt đầu. Cụm từ quá dài thường là cả một điều khoản "
        "được chép nguyên văn, trong đó có nhiều hơn một thời hạn.",
    ),
    Entry(
        "P203",
        _ERROR,
        "«{text}» không nêu khoảng thời gian",
        "«{text}» names no amount of time",
        "thêm số và đơn vị, ví dụ «05 ngày làm việc kể từ ngày ...», «01 ngày trước ngày họp»; "
        "văn bản không quy định thì viết «none»",
        "add a number and a unit, e.g. «05 ngày làm việc kể từ ngày ...», «01 ngày trước ngày họp»; "
        "write «none» if the text states none",
        "Có mốc bắt đầu hoặc lời dẫn nhưng không có con số thì không thể tính ngày đến hạn. Máy không tự đặt ra con "
        "số mà văn bản không có.",
    ),
    Entry(
        "P204",
        _ERROR,
        "không hiểu thời hạn «{text}»",
        "deadline «{text}» not understood",
        "viết như văn bản: «{example}»",
        "write it as the text does: «{example}»",
        "Cụm từ thời hạn được đọc trọn vẹn, từng chữ một: chữ nào không hiểu thì cả cụm từ bị từ chối, vì bỏ qua một "
        "chữ có thể làm sai ngày đến hạn. Vị trí được chỉ ra là chữ đầu tiên không hiểu. «Ngày làm việc» phải viết "
        "đủ ba chữ: «ngày làm» có thể là ngày thường, cũng có thể là ngày làm việc.",
    ),
    Entry(
        "P205",
        _ERROR,
        "số và chữ trong ngoặc không khớp: «{text}»",
        "the number and the words in brackets disagree: «{text}»",
        "số đứng trước là {number}, số trong ngoặc là {bracket}; sửa theo văn bản gốc",
        "the number is {number}, the bracket says {bracket}; follow the original text",
        "Văn bản thường nhắc lại số bằng chữ trong ngoặc, ví dụ «03 (ba) tháng», để tránh nhầm. Khi hai cách viết "
        "khác nhau thì không biết tin bên nào.",
    ),
    Entry(
        "P206",
        _ERROR,
        "«{text}» nằm ngoài giới hạn từ 1 đến {most} {unit}",
        "«{text}» is outside 1 to {most} ({unit})",
        "kiểm tra lại con số trong văn bản",
        "check the number in the text",
        "Thời hạn bằng 0 không phải là thời hạn, thời hạn quá mười năm hầu như chắc chắn là lỗi gõ. Riêng thời gian "
        "lưu giữ tối thiểu được đến một trăm năm.",
    ),
    Entry(
        "P207",
        _ERROR,
        "không có ngày «{text}»",
        "there is no such date as «{text}»",
        "viết ngày/tháng/năm, năm đủ bốn chữ số: «31/12/2025», «ngày 31 tháng 12 năm 2025»",
        "write day/month/year with a four-digit year: «31/12/2025», «ngày 31 tháng 12 năm 2025»",
        "Ngày 30/02 hay 31/4 không tồn tại; ngày 29/02 chỉ có trong năm nhuận, nên khi nêu cả năm thì năm đó phải "
        "nhuận. Năm phải từ 1900 đến 2199.",
    ),
    Entry(
        "P208",
        _ERROR,
        "có thêm một thời hạn thứ hai: «{text}»",
        "a second time limit: «{text}»",
        "mỗi quy tắc chỉ một thời hạn; tách thành hai quy tắc, hoặc quy về một đơn vị («18 tháng»)",
        "one rule, one time limit: split the rule, or write it in one unit («18 tháng»)",
        "Một cụm từ chỉ nói một thời hạn. «07 ngày làm việc hoặc 30 ngày làm việc» là hai nghĩa vụ với hai điều kiện "
        "khác nhau; «01 năm 06 tháng» viết thành «18 tháng». Khoảng thời gian nằm trong lời mô tả mốc bắt đầu "
        "(«sau khi hết thời hạn 05 ngày») cũng bị từ chối, vì không rõ phải tính khoảng nào.",
    ),
    Entry(
        "P209",
        _ERROR,
        "không tính thời hạn theo giờ, phút: «{text}»",
        "deadlines are not counted in hours or minutes: «{text}»",
        "đổi ra ngày hoặc ngày làm việc và ghi cách hiểu đó ở mục interpretations",
        "write days or working days, and record that reading under interpretations",
        "Nhật ký sự kiện chỉ ghi đến ngày, nên thời hạn «24 giờ» không thể kiểm tra đúng. Đổi ra ngày là một cách "
        "hiểu và phải được ghi rõ là cách hiểu.",
    ),
)

_PERIODS: tuple[Entry, ...] = (
    Entry(
        "P210",
        _ERROR,
        "chu kỳ ngắn hơn một tháng: «{text}»",
        "the period is shorter than a month: «{text}»",
        "chu kỳ tính được: hằng tháng, hằng quý, định kỳ 06 tháng, hằng năm",
        "periods that can be counted: hằng tháng, hằng quý, định kỳ 06 tháng, hằng năm",
        "Nghĩa vụ định kỳ được mở theo kỳ lịch: tháng, quý, nửa năm, năm. Tuần và ngày không khớp với kỳ lịch.",
    ),
    Entry(
        "P211",
        _ERROR,
        "chu kỳ không chia đều một năm: «{text}»",
        "the period does not divide a year: «{text}»",
        "dùng 1, 2, 3, 4, 6 hoặc 12 tháng một lần; «mỗi năm hai lần» viết thành «06 tháng một lần» nếu đúng ý",
        "use once in 1, 2, 3, 4, 6 or 12 months; write «06 tháng một lần» for twice a year if that is meant",
        "Các kỳ bắt đầu từ ngày 01 tháng 01 và phải lặp lại giống nhau mỗi năm, nên độ dài của kỳ phải chia hết 12 "
        "tháng. «Mỗi năm hai lần» không nói lần nào vào lúc nào.",
    ),
    Entry(
        "P212",
        _ERROR,
        "ngày hạn không hợp với chu kỳ: «{text}»",
        "the due date does not fit the period: «{text}»",
        "hằng tháng đi với ngày trong tháng («ngày 25»), hằng năm đi với ngày và tháng («ngày 31 tháng 12»)",
        "a monthly duty takes a day («ngày 25»), a yearly one a day and a month («ngày 31 tháng 12»)",
        "«Hằng tháng, trước ngày 31/12» không rõ hạn của các tháng khác; «hằng quý, trước ngày 10» không rõ là "
        "tháng nào của quý; «quý sau» chưa nói tháng nào. Ngày có năm cố định không thể lặp lại.",
    ),
    Entry(
        "P213",
        _ERROR,
        "cách tính ngày đặt ở lời ghi thêm: «{text}»",
        "words on how days are counted stand aside: «{text}»",
        "nói bằng đơn vị: «ngày làm việc» đã trừ ngày nghỉ, «ngày» tính cả ngày nghỉ",
        "say it with the unit: «ngày làm việc» leaves days off out, «ngày» counts them",
        "«10 ngày, không kể ngày nghỉ» nghĩa là ngày làm việc. Lời trong ngoặc chỉ là ghi chú, không được làm thay "
        "đổi cách tính, nên phải viết thẳng bằng đơn vị.",
    ),
    Entry(
        "P214",
        _ERROR,
        "«{text}» là không sớm hơn, chưa phải hạn cuối",
        "«{text}» says not before, not by when",
        "hạn cuối viết «chậm nhất sau ...»; ngày có hiệu lực viết «có hiệu lực sau ...»",
        "write «chậm nhất sau ...» for a deadline, «có hiệu lực sau ...» for an effective date",
        "«Sau 05 ngày» chỉ nói việc đó chưa được làm trước khi hết 05 ngày, không nói phải xong khi nào.",
    ),
    Entry(
        "P215",
        _ERROR,
        "sau «{text}» không có sự kiện nào",
        "no event follows «{text}»",
        "nêu sự kiện, ví dụ «kể từ ngày văn bản có hiệu lực»; không có thì bỏ những chữ này",
        "name the event, e.g. «kể từ ngày văn bản có hiệu lực», or drop these words",
        "Lời nêu mốc bắt đầu mà không nói mốc nào là câu viết dở. Dấu ba chấm trong ví dụ phải được thay bằng chữ.",
    ),
    Entry(
        "P216",
        _ERROR,
        "không rõ sớm nhất hay chậm nhất: «{text}»",
        "earliest or latest is unclear: «{text}»",
        "hạn cuối viết «chậm nhất 05 ngày trước ngày ...»",
        "write «chậm nhất 05 ngày trước ngày ...» for a deadline",
        "«Không quá 05 ngày trước ngày họp», «trong vòng 05 ngày trước ngày họp» có thể hiểu là phải làm chậm nhất "
        "năm ngày trước, cũng có thể là chỉ được làm trong năm ngày cuối. Hai cách hiểu cho hai ngày khác hẳn nhau.",
    ),
    Entry(
        "P217",
        _ERROR,
        "đơn vị này không dùng được ở đây: «{text}»",
        "this unit cannot be used here: «{text}»",
        "đếm lùi dùng ngày hoặc ngày làm việc; lưu giữ dùng ngày, tháng, năm; liên tiếp dùng ngày làm việc",
        "count back in days or working days, keep for days, months or years, consecutive in working days",
        "Mỗi cách tính chỉ có nghĩa với một số đơn vị: đếm lùi từ một sự kiện theo ngày, thời gian lưu giữ theo lịch, "
        "tình trạng kéo dài theo ngày làm việc.",
    ),
)

_REST: tuple[Entry, ...] = (
    Entry(
        "P218",
        _ERROR,
        "dấu ngoặc «{text}» không có cặp",
        "bracket «{text}» has no partner",
        "thêm hoặc bỏ dấu ngoặc",
        "add or drop the bracket",
        "Lời trong ngoặc là ghi chú và được tách khỏi thời hạn. Thiếu một bên ngoặc thì không biết ghi chú dừng ở đâu.",
    ),
    Entry(
        "P219",
        _ERROR,
        "ngày bắt đầu «{text}» thiếu năm",
        "the start date «{text}» has no year",
        "viết đủ ngày, tháng, năm: «bắt đầu từ ngày 01/01/2024»",
        "write day, month and year: «bắt đầu từ ngày 01/01/2024»",
        "Ngày bắt đầu áp dụng là một ngày duy nhất, không lặp lại hằng năm, nên phải có năm.",
    ),
    Entry(
        "P220",
        _ERROR,
        "có hai mốc bắt đầu; mốc thứ hai là «{text}»",
        "two starting points; the second is «{text}»",
        "giữ một mốc; nếu văn bản nêu cả hai, ghi cách hiểu ở mục interpretations",
        "keep one; if the text names both, record the reading under interpretations",
        "«Sau khi hoàn thiện dữ liệu; trong thời gian 10 ngày làm việc, kể từ ngày nhận công tác» nêu hai mốc và có "
        "thể cho hai ngày đến hạn. Chọn mốc nào là việc của người soạn quy tắc và phải được ghi lại.",
    ),
    Entry(
        "P221",
        _ERROR,
        "không tính phần lẻ hay khoảng số: «{text}»",
        "parts and ranges of a unit are not counted: «{text}»",
        "viết một số nguyên; «nửa năm» là «06 tháng», khoảng «05-07 ngày» chọn hạn cuối «07 ngày»",
        "write one whole number; «nửa năm» is «06 tháng», for «05-07 ngày» write the last, «07 ngày»",
        "Luật chỉ tính ngày, tuần, tháng, năm tròn (Bộ luật Dân sự 2015, Điều 146–148). Khoảng số không cho một ngày "
        "đến hạn duy nhất.",
    ),
    Entry(
        "P222",
        _ERROR,
        "«{text}» chưa nói thời hạn tính từ lúc nào",
        "«{text}» does not say from when the period runs",
        "mốc bắt đầu viết «kể từ khi ...»; tình trạng kéo dài viết «trong 02 ngày làm việc liên tiếp»",
        "write «kể từ khi ...» for a starting point, «trong 02 ngày làm việc liên tiếp» for a lasting state",
        "Chữ «khi» có thể nêu điều kiện, mốc bắt đầu, hoặc tình trạng đang kéo dài; mỗi nghĩa cho một cách tính khác.",
    ),
    Entry(
        "P223",
        _ERROR,
        "«{text}» chưa nói của tháng nào",
        "«{text}» does not say of which month",
        "viết «ngày 25 hằng tháng», «ngày 25 của tháng sau» hoặc «ngày 25 tháng 12»",
        "write «ngày 25 hằng tháng», «ngày 25 của tháng sau» or «ngày 25 tháng 12»",
        "Ngày đứng một mình có thể là của tháng này, tháng sau hay mỗi tháng.",
    ),
)

ENTRIES: tuple[Entry, ...] = _WORDING + _PERIODS + _REST
