"""P48x: a regulation over time, whom it binds, and how much of its text a file takes."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_E = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "P480", _E,
        "không có văn bản sửa đổi «{number}» trong «amendments»",
        "there is no amendment «{number}» under «amendments»",
        "ghi văn bản đó vào «amendments», hoặc sửa lại số, ký hiệu",
        "list it under «amendments», or correct the number",
        "«amended_by» lấy ngày có hiệu lực của văn bản sửa đổi, nên văn bản đó phải được ghi trong tệp.",
    ),
    Entry(
        "P481", _E,
        "văn bản sửa đổi «{number}» ghi hai lần",
        "the amendment «{number}» is listed twice",
        "gộp hai mục thành một; một văn bản có hiệu lực làm nhiều lần thì ghi «from» ở từng phiên bản",
        "make one entry of the two; where a text takes effect in stages, give each version its own «from»",
        "Mỗi văn bản sửa đổi có một ngày có hiệu lực trong tệp; hai ngày thì không biết lấy ngày nào.",
    ),
    Entry(
        "P482", _E,
        "văn bản sửa đổi «{number}» có hiệu lực ngày {on}, ngoài hiệu lực của quy chế ({first} – trước {end})",
        "the amendment «{number}» takes effect on {on}, outside the regulation's validity ({first} – before {end})",
        "kiểm tra «in_force_from» của văn bản sửa đổi và của quy chế",
        "check «in_force_from» of the amendment and of the regulation",
        "Một văn bản chỉ sửa được quy chế đang có hiệu lực: sau ngày đầu tiên và trước ngày hết hiệu lực của quy chế.",
    ),
    Entry(
        "P483", _E,
        "«{name}» ghi «transition» nhưng không có phiên bản nào ngay trước nó",
        "«{name}» has a «transition» but no version just before it",
        "bỏ «transition», hoặc ghi «until» của phiên bản cũ bằng ngày bắt đầu của phiên bản này",
        "remove «transition», or let the old version's «until» be the day on which this one begins",
        "«transition» nói việc còn dở từ phiên bản cũ thì theo bản nào; không có phiên bản cũ thì không có gì để chuyển.",
    ),
    Entry(
        "P484", _E,
        "«{name}» là nghĩa vụ định kỳ nên không có «transition»",
        "«{name}» comes back with the calendar and takes no «transition»",
        "bỏ «transition»: kỳ nào theo phiên bản có hiệu lực vào ngày đầu của kỳ đó",
        "remove «transition»: each period goes by the version in force on its first day",
        "Nghĩa vụ định kỳ phát sinh theo kỳ chứ không theo sự kiện; một kỳ chỉ theo một phiên bản.",
    ),
    Entry(
        "P491", _E,
        "việc còn dở của «{name}» không chuyển sang phiên bản này được: thời hạn khác loại",
        "open duties of «{name}» cannot move to this version: its period is of another kind",
        "ghi «transition: trigger_date» để việc còn dở theo phiên bản cũ",
        "write «transition: trigger_date», so that open duties stay with the old version",
        "Thời hạn tính lùi, thời hạn tính tới và thời gian phải giữ không thay nhau được cho một việc đã phát sinh.",
    ),
    Entry(
        "P485", _E,
        "quy chế cấp đơn vị phải ghi đơn vị ban hành («unit»)",
        "a regulation of a unit names the unit («unit»)",
        "thêm «unit» với mã của đơn vị như trong bảng đơn vị",
        "add «unit» with the unit's id as in the units table",
        "Quy chế của một đơn vị chỉ ràng buộc đơn vị đó và các đơn vị trực thuộc.",
    ),
    Entry(
        "P486", _E,
        "«unit» chỉ ghi khi «level: unit»",
        "«unit» goes with «level: unit» only",
        "bỏ «unit», hoặc ghi «level: unit»",
        "remove «unit», or write «level: unit»",
        "Quy chế của tỉnh hay của cả nước ràng buộc mọi đơn vị trong phạm vi, không riêng đơn vị nào.",
    ),
    Entry(
        "P487", _E,
        "«coverage: partial» mà chưa ghi các điều được mã hóa («encoded»)",
        "«coverage: partial» without the articles that are encoded («encoded»)",
        "thêm «encoded», ví dụ «encoded: [Điều 5, Điều 6]»",
        "add «encoded», for example «encoded: [Điều 5, Điều 6]»",
        "Không có danh sách thì không biết điều nào cố ý để ngoài, điều nào bị sót.",
    ),
    Entry(
        "P488", _E,
        "«encoded» chỉ ghi khi «coverage: partial»",
        "«encoded» goes with «coverage: partial» only",
        "bỏ «encoded», hoặc ghi «coverage: partial»",
        "remove «encoded», or write «coverage: partial»",
        "Tệp mã hóa toàn văn thì mọi điều, khoản, điểm phải có trong «provisions».",
    ),
    Entry(
        "P489", _E,
        "điều khoản «{at}» nằm ngoài các điều được mã hóa («encoded»)",
        "the provision «{at}» lies outside the articles that are encoded («encoded»)",
        "thêm điều đó vào «encoded», hoặc bỏ điều khoản này",
        "add its article to «encoded», or remove the provision",
        "«encoded» nói tệp mã hóa những điều nào; một điều khoản ngoài danh sách làm người đọc tưởng điều đó đã đủ.",
    ),
    Entry(
        "P490", _E,
        "«{at}» ghi ở «encoded» mà không có trong «provisions»",
        "«{at}» is under «encoded» but not under «provisions»",
        "liệt kê các khoản, điểm của điều đó, hoặc bỏ nó khỏi «encoded»",
        "list its clauses and points, or remove it from «encoded»",
        "Một điều được coi là đã mã hóa thì mọi khoản, điểm của nó phải có trong «provisions».",
    ),
)  # fmt: skip
