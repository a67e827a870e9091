"""P65x: how a duty is fulfilled, and how it ends."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_E = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "P651",
        _E,
        "«matched_by» không có gì để khớp: nghĩa vụ này trở lại theo kỳ, không do sự kiện nào làm phát sinh",
        "«matched_by» has nothing to agree with: this duty comes back with the calendar, no event sets it off",
        "bỏ «matched_by»; nghĩa vụ định kỳ khớp theo đơn vị và theo kỳ",
        "leave «matched_by» out; a periodic duty is matched by unit and period",
        "«matched_by» so việc làm với sự kiện làm phát sinh nghĩa vụ.",
    ),
    Entry(
        "P652",
        _E,
        "các việc trong «must» ({events}) không cùng cấp nên không thể cùng hoàn thành một nghĩa vụ",
        "the acts in «must» ({events}) have no level in common, so they cannot fulfil one duty",
        "chọn các việc cùng cấp: của hồ sơ, của đơn vị, hoặc của tỉnh; khác cấp thì tách thành hai quy tắc",
        "choose acts of one level: of a dossier, of a unit, or of the province; else make two rules",
        "Việc hoàn thành được tìm trên một hồ sơ, một đơn vị, hoặc trên cả tỉnh.",
    ),
    Entry(
        "P653",
        _E,
        "«{act}» của việc làm không bao giờ bằng «{trigger}» của sự kiện phát sinh: một bên là {one}, một bên là {other}",
        "«{act}» of the act never equals «{trigger}» of the trigger: the one is {one_en}, the other {other_en}",
        "khớp hai trường cùng loại, ví dụ {{unit: to_unit}}",
        "match two fields of one kind, as in {{unit: to_unit}}",
        "Việc làm chỉ được tính khi hai trường có cùng giá trị.",
    ),
    Entry(
        "P654",
        _E,
        "«{event}» vừa hoàn thành nghĩa vụ vừa làm hết nghĩa vụ",
        "«{event}» both fulfils the duty and ends it",
        "giữ ở «must» nếu đó là một cách hoàn thành (như từ chối bằng văn bản), ở «void_by» nếu không còn phải làm; hoặc ghi "
        "điều kiện để phân biệt",
        "keep it under «must» if it is a way to fulfil the duty (such as a written refusal), under «void_by» if nothing is owed any more; "
        "or tell them apart by conditions",
        "Cùng một sự kiện thì hoàn thành thắng, nên mục ở «void_by» không bao giờ có tác dụng.",
    ),
    Entry(
        "P655",
        _E,
        "«{event}» vừa làm phát sinh nghĩa vụ vừa làm hết nghĩa vụ ngay ngày đó",
        "«{event}» both sets the duty off and ends it on that very day",
        "ghi ở «void_by» sự kiện khác, hoặc điều kiện để phân biệt; văn bản bị hủy thì thêm «from_start: true»",
        "write another event under «void_by», or conditions that tell them apart; for an annulled document add «from_start: true»",
        "Một nghĩa vụ hết ngay khi phát sinh thì không bao giờ phải làm.",
    ),
)
