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
    Entry(
        "P610", _E,
        "«within» phải nói thời hạn bằng đúng một cách",
        "«within» must give the period in exactly one way",
        "ghi một cụm từ, một danh sách {{only_if, phrase}}, hoặc {{date_in: thuộc tính}}, {{span_in: thuộc tính}}",
        "write a phrase, a list of {{only_if, phrase}}, or {{date_in: attribute}}, {{span_in: attribute}}",
        "Một nghĩa vụ có một thời hạn; khác nhau theo trường hợp thì ghi thành danh sách.",
    ),
    Entry(
        "P611", _E,
        "thuộc tính «{name}» không phải là {told} nên không nói được thời hạn",
        "the attribute «{name}» is not {told_en}, so it states no period",
        "khai thuộc tính với «type: {kind}» ở «vocabulary», hoặc chọn thuộc tính khác",
        "declare it with «type: {kind}» under «vocabulary», or name another attribute",
        "«date_in» cần một ngày, «span_in» cần cụm từ như «15 ngày làm việc».",
    ),
    Entry(
        "P612", _E,
        "thời hạn theo trường hợp hay theo hồ sơ chỉ dùng cho nghĩa vụ do sự kiện làm phát sinh",
        "a period by cases or stated by the dossier is only for a duty that an event sets off",
        "ghi «when», hoặc tách thành nhiều quy tắc",
        "give «when», or make several rules of it",
        "Việc định kỳ và thời gian phải giữ không có hồ sơ nào để xem thuộc trường hợp nào.",
    ),
    Entry(
        "P613", _E,
        "thời hạn «{phrase}» không bao giờ được dùng: mục trước đã nhận mọi trường hợp của nó",
        "the period «{phrase}» never counts: an earlier case takes all of its own",
        "đặt trường hợp hẹp hơn lên trước; mục không có «only_if» đứng cuối cùng",
        "put the narrower case first; the case without «only_if» comes last",
        "Các trường hợp được xét từ trên xuống, mục đầu tiên đúng thì dùng.",
    ),
    Entry(
        "P614", _E,
        "trường hợp của «{phrase}» chồng một phần lên mục trước",
        "the case of «{phrase}» overlaps an earlier one in part",
        "sửa điều kiện để hai mục không có giá trị chung",
        "change the conditions so that they share no value",
        "Hồ sơ thuộc cả hai trường hợp thì thời hạn phụ thuộc thứ tự viết chứ không phụ thuộc văn bản.",
    ),
)  # fmt: skip
