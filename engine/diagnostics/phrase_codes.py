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
        "chép thêm số và đơn vị mà văn bản nêu; văn bản không quy định thì viết «none»",
        "copy the number and the unit that the text gives; write «none» if it states none",
        "Có mốc bắt đầu hoặc lời dẫn nhưng không có con số thì không thể tính ngày đến hạn. Máy không tự đặt ra con "
        "số mà văn bản không có.",
    ),
    Entry(
        "P204",
        _ERROR,
        "không hiểu thời hạn «{text}»",
        "deadline «{text}» not understood",
        "{way}",
        "{way_en}",
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
        "mỗi quy tắc chỉ một thời hạn; hai thời hạn thì tách thành hai quy tắc",
        "one rule, one time limit: two of them make two rules",
        "Một cụm từ chỉ nói một thời hạn. «07 ngày làm việc hoặc 30 ngày làm việc» là hai nghĩa vụ với hai điều kiện "
        "khác nhau; «01 năm 06 tháng» viết thành «18 tháng». Khoảng thời gian nằm trong lời mô tả mốc bắt đầu "
        "(«sau khi hết thời hạn 05 ngày») cũng bị từ chối, vì không rõ phải tính khoảng nào.",
    ),
    Entry(
        "P209",
        _ERROR,
        "không tính thời hạn theo giờ, buổi hay phần của ngày: «{text}»",
        "deadlines are not counted in hours, half days or parts of a day: «{text}»",
        "ghi «within: none»; nếu đơn vị thống nhất một cách hiểu theo ngày thì nêu cách hiểu đó ở mục interpretations",
        "write «within: none»; a reading in days that was agreed on belongs under interpretations",
        "Ngày đến hạn là một ngày trọn, nên thời hạn «24 giờ» hay «1/2 ngày» không thể tính đúng: tùy giờ nhận mà «24 "
        "giờ» có thể hết ngay hôm đó hoặc hôm sau. Coi nó là một ngày hay một ngày làm việc là một cách hiểu, phải được "
        "người có trách nhiệm chọn và ghi rõ là cách hiểu; máy không tự đổi.",
    ),
)

_PERIODS: tuple[Entry, ...] = (
    Entry(
        "P210",
        _ERROR,
        "không có kỳ lịch nào như vậy: «{text}»",
        "there is no such calendar period: «{text}»",
        "kỳ lịch là tuần, tháng, quý, nửa năm, năm; văn bản nêu kỳ khác thì ghi «within: none» và nói rõ ở «note»",
        "calendar periods are the week, the month, the quarter, half a year and the year; of another one write "
        "«within: none» and say so in a note",
        "Nghĩa vụ định kỳ được mở theo kỳ lịch: tuần (thứ Hai đến Chủ nhật), tháng, quý, nửa năm, năm. «Hằng ngày» và "
        "«02 tuần một lần» không rõ kỳ nào bắt đầu ngày nào, có tính ngày nghỉ hay không.",
    ),
    Entry(
        "P211",
        _ERROR,
        "chu kỳ không chia đều một năm: «{text}»",
        "the period does not divide a year: «{text}»",
        "kỳ tính được dài 1, 2, 3, 4, 6 hoặc 12 tháng; nếu văn bản nêu ngày cho từng lần thì viết các ngày đó: "
        "«15/6 và 15/12 hằng năm»",
        "a period of 1, 2, 3, 4, 6 or 12 months can be counted; where the text gives a date for each time, write the "
        "dates: «15/6 và 15/12 hằng năm»",
        "Các kỳ bắt đầu từ ngày 01 tháng 01 và phải lặp lại giống nhau mỗi năm, nên độ dài của kỳ phải chia hết 12 "
        "tháng. «Mỗi năm hai lần» không nói lần nào vào lúc nào.",
    ),
    Entry(
        "P212",
        _ERROR,
        "ngày hạn không hợp với chu kỳ: «{text}»",
        "the due date does not fit the period: «{text}»",
        "hằng tháng đi với một ngày trong tháng, hằng quý với một ngày của tháng nào trong quý, hằng năm với ngày và "
        "tháng; nhiều ngày trong năm thì mỗi ngày phải nằm trong một phần bằng nhau của năm",
        "a monthly duty takes a day of the month, a quarterly one a day of a month of the quarter, a yearly one a day "
        "and a month; several dates a year must lie in equal parts of the year, one in each",
        "«Hằng tháng, trước ngày 31/12» không rõ hạn của các tháng khác; «hằng quý, trước ngày 10» không rõ là "
        "tháng nào của quý; «quý sau» chưa nói tháng nào. «15/3 và 15/6 hằng năm» đều nằm trong nửa đầu năm, nên không "
        "rõ kỳ nào ứng với ngày nào: tách thành hai quy tắc. Ngày có năm cố định không thể lặp lại.",
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
        "chép thêm lời văn bản nói việc đó phải xong khi nào; văn bản không nói thì ghi «within: none»",
        "copy the words that say by when it must be done; if the text has none, write «within: none»",
        "«Sau 05 ngày» chỉ nói việc đó chưa được làm trước khi hết 05 ngày, không nói phải xong khi nào.",
    ),
    Entry(
        "P215",
        _ERROR,
        "sau «{text}» không có sự kiện nào",
        "no event follows «{text}»",
        "chép tiếp tên sự kiện mà văn bản nêu sau những chữ này",
        "copy the event that the text names after these words",
        "Lời nêu mốc bắt đầu mà không nói mốc nào là câu viết dở. Dấu ba chấm trong ví dụ phải được thay bằng chữ.",
    ),
    Entry(
        "P216",
        _ERROR,
        "không rõ sớm nhất hay chậm nhất: «{text}»",
        "earliest or latest is unclear: «{text}»",
        "nếu văn bản đặt hạn cuối thì chép lời «chậm nhất» hoặc «ít nhất» của văn bản; nếu không rõ, ghi «within: none» "
        "và nêu các cách hiểu ở mục interpretations",
        "if the text sets a deadline, copy its «chậm nhất» or «ít nhất»; if that is unclear, write «within: none» and "
        "state the readings under interpretations",
        "«Không quá 05 ngày trước ngày họp», «trong vòng 05 ngày trước ngày họp» có thể hiểu là phải làm chậm nhất "
        "năm ngày trước, cũng có thể là chỉ được làm trong năm ngày cuối. Hai cách hiểu cho hai ngày khác hẳn nhau. "
        "«06 tháng tính đến ngày …» đứng một mình có thể là thời gian đã có chứ không phải hạn; «trước 06 tháng kể từ "
        "ngày …» vừa đếm lùi vừa đếm tới.",
    ),
    Entry(
        "P217",
        _ERROR,
        "đơn vị này không dùng được ở đây: «{text}»",
        "this unit cannot be used here: «{text}»",
        "lưu giữ dùng ngày, tháng, năm; liên tiếp dùng ngày làm việc; đầu và cuối kỳ dùng ngày hoặc ngày làm việc",
        "keep for days, months or years, consecutive in working days, first and last of a period in days",
        "Mỗi cách tính chỉ có nghĩa với một số đơn vị: thời gian lưu giữ theo lịch, tình trạng kéo dài theo ngày làm "
        "việc, những ngày đầu hay cuối kỳ theo ngày hoặc ngày làm việc.",
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
        "ghi «within: none» và nêu các cách hiểu ở mục interpretations; văn bản đặt cả ít nhất và nhiều nhất thì viết "
        "«không ít hơn ... và không quá ...»",
        "write «within: none» and state the readings under interpretations; where the text sets both a least and a "
        "most, write «không ít hơn ... và không quá ...»",
        "Luật chỉ tính ngày, tuần, tháng, năm tròn, thêm «nửa tháng» và «nửa năm» (Bộ luật Dân sự 2015, Điều 146–148). "
        "Khoảng số không cho một ngày đến hạn duy nhất.",
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
        "chép thêm lời nói tháng nào: «hằng tháng», «của tháng sau», «tháng 12»",
        "copy the words that say which month: «hằng tháng», «của tháng sau», «tháng 12»",
        "Ngày đứng một mình có thể là của tháng này, tháng sau hay mỗi tháng.",
    ),
    Entry(
        "P224",
        _ERROR,
        "khoảng thời gian mở sau khi đã hết: «{text}»",
        "the window opens after it has ended: «{text}»",
        "kiểm tra lại hai con số trong văn bản: số sau «không ít hơn» không được lớn hơn số sau «không quá»",
        "check the two numbers in the text: the least must not exceed the most",
        "«Không ít hơn A và không quá B» nghĩa là làm sớm nhất khi đã qua A và chậm nhất khi hết B. A lớn hơn B thì "
        "không ngày nào làm đúng được.",
    ),
    Entry(
        "P225",
        _ERROR,
        "lời về gia hạn không nêu trần của cả thời hạn: «{text}»",
        "the words on extension set no cap on the whole period: «{text}»",
        "mỗi lần gia hạn thêm bao nhiêu và theo sự kiện nào ghi ở «extended_by»; trong cụm từ thời hạn chỉ giữ lời "
        "«tổng ... không quá ...» hoặc «kể cả thời gian gia hạn» của văn bản",
        "how much each extension adds, and upon which event, belongs under extended_by; the phrase keeps only the "
        "text's «tổng ... không quá ...» or «kể cả thời gian gia hạn»",
        "Gia hạn là một việc phải xảy ra thì mới có: nó cần sự kiện và số ngày thêm, ghi ở «extended_by». Cụm từ thời "
        "hạn chỉ mang trần: tổng thời hạn kể cả gia hạn không được vượt quá.",
    ),
    Entry(
        "P226",
        _ERROR,
        "trần gia hạn «{text}» không so được với thời hạn",
        "the cap «{text}» cannot be held against the period",
        "trần phải cùng đơn vị với thời hạn (ngày, ngày làm việc, tháng, năm) và không ngắn hơn thời hạn; văn bản viết "
        "khác thì bỏ lời này khỏi cụm từ và nói rõ ở «note»",
        "the cap must count in the unit of the period and be no shorter; where the text says otherwise, leave it out "
        "of the phrase and say so in a note",
        "Tổng 15 ngày không so được với 10 ngày làm việc nếu chưa biết bắt đầu ngày nào, nên không thể nói lần gia hạn "
        "nào vượt trần.",
    ),
    Entry(
        "P227",
        _ERROR,
        "«{text} …» nói một năm, không nói ngày nào",
        "«{text} …» names a year and no day",
        "ghi «within: none» và nêu các cách hiểu ở mục interpretations; văn bản nói rõ ngày ở chỗ khác thì chép lời ở đó",
        "write «within: none» and state the readings under interpretations; where the text names the day elsewhere, copy "
        "those words",
        "«05 năm kể từ năm công việc kết thúc» có thể tính từ ngày việc kết thúc, cũng có thể từ hết ngày 31 tháng 12 của "
        "năm đó. Hai cách hiểu lệch nhau đến một năm nên máy không tự chọn.",
    ),
)

ENTRIES: tuple[Entry, ...] = _WORDING + _PERIODS + _REST
