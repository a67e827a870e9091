"""P6xx: what sets a duty off, and when it is due."""

from __future__ import annotations

from engine.diagnostics.entry import Entry, Severity

_E = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "P601", _E,
        "«when» phải nói đúng một điều làm phát sinh nghĩa vụ (đang ghi: {given})",
        "«when» must give exactly one thing that sets the duty off (given: {given})",
        "ghi một trong các khóa: {allowed}",
        "give one of the keys: {allowed}",
        "Một nghĩa vụ phát sinh từ một sự kiện, từ nhiều sự kiện cùng có đủ, hoặc từ kết cục của một nghĩa vụ khác. Hai cách phát sinh là hai quy tắc.",
    ),
    Entry(
        "P602", _E,
        "«{key}» không đi cùng «{source}»",
        "«{key}» does not go with «{source}»",
        "«until» và «lasting» nói về trạng thái mà một sự kiện («event») mở ra; bỏ khóa này hoặc ghi «event»",
        "«until» and «lasting» tell of the state that an «event» begins; leave the key out or give «event»",
        "Chỉ trạng thái bắt đầu bằng một sự kiện mới có độ dài để tính.",
    ),
    Entry(
        "P603", _E,
        "điều kiện «{field}» đứng cạnh «all», không rõ của sự kiện nào",
        "the condition «{field}» stands beside «all», and it is not clear which event it is about",
        "ghi điều kiện vào từng sự kiện trong «all»: - {{event: …, {field}: …}}; điều kiện của nghĩa vụ thì ghi ở «only_if»",
        "give it with the event in «all»: - {{event: …, {field}: …}}; a condition of the duty goes under «only_if»",
        "Mỗi sự kiện trong danh sách có điều kiện của riêng nó.",
    ),
    Entry(
        "P604", _E,
        "«all» chỉ có một sự kiện",
        "«all» lists a single event",
        "ghi ít nhất hai sự kiện khác nhau; chỉ một sự kiện thì dùng «event»",
        "list at least two different events; for one event use «event»",
        "«all» dùng khi nghĩa vụ chỉ phát sinh sau khi mọi việc trong danh sách đều đã xảy ra.",
    ),
    Entry(
        "P605", _E,
        "các sự kiện trong «all» ({events}) không cùng cấp nên không bao giờ gặp nhau trên một hồ sơ hay đơn vị",
        "the events in «all» ({events}) have no level in common, so they never meet on one dossier or unit",
        "chọn các sự kiện cùng cấp: của hồ sơ, của đơn vị, hoặc của tỉnh",
        "choose events of one level: of a dossier, of a unit, or of the province",
        "Các sự kiện được xét trên cùng một hồ sơ, cùng một đơn vị, hoặc trên cả tỉnh.",
    ),
    Entry(
        "P606", _E,
        "«{key}: {name}» không bao giờ xảy ra: quy tắc đó trở lại theo kỳ hoặc là thời gian phải giữ",
        "«{key}: {name}» never comes about: that rule comes back with the calendar or is a time to keep a thing",
        "chỉ nhắc đến nghĩa vụ có «when» và «must»",
        "name a duty that has «when» and «must»",
        "Chỉ nghĩa vụ do một sự kiện làm phát sinh và phải làm xong mới có lúc quá hạn hoặc hoàn thành.",
    ),
    Entry(
        "P607", _E,
        "«expired: {name}» không bao giờ xảy ra: quy tắc đó không có ngày đến hạn",
        "«expired: {name}» never comes about: that rule has no due date",
        "ghi thời hạn cho quy tắc đó, hoặc dùng «event» với «until» và «lasting»",
        "give that rule a period, or use «event» with «until» and «lasting»",
        "Không có ngày đến hạn thì không có lúc quá hạn.",
    ),
    Entry(
        "P608", _E,
        "các quy tắc phát sinh từ nhau thành vòng: {trail}",
        "rules set each other off in a circle: {trail}",
        "bỏ một mắt của vòng: quy tắc đầu tiên phải phát sinh từ một sự kiện",
        "break the circle: the first rule must be set off by an event",
        "Trong một vòng thì không quy tắc nào phát sinh được trước.",
    ),
)  # fmt: skip
