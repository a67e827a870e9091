"""The parts of a rule file, in the order in which a file reads. Titles and descriptions become the JSON Schema."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field, model_validator

from engine.model.base import (
    Act,
    Condition,
    Day,
    Identifier,
    Many,
    ManyActs,
    ManyIdentifiers,
    Part,
    Text,
    When,
    enum_by_value,
    many,
)
from engine.model.matching import MatchedBy
from engine.model.periods import Within
from engine.model.versions import AnyPassage, Dated


class RegulationStatus(Enum):
    """Where a regulation stands in its life."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    REPEALED = "repealed"


class RegulationLevel(Enum):
    """Whom a regulation binds: every unit of the country, those of a province, or one unit and those under it."""

    NATIONAL = "national"
    PROVINCE = "province"
    UNIT = "unit"


class SourceKind(Enum):
    """What was read to encode the regulation: its full text, or a summary that proves nothing by silence."""

    FULL_TEXT = "full_text"
    SUMMARY = "summary"


class OnRepeat(Enum):
    """What a second trigger does while the first duty is still open."""

    EACH = "each"
    RESTART = "restart"
    IGNORE = "ignore"


class FirstDay(Enum):
    """Whether the trigger date itself is counted."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class SpanEnd(Enum):
    """What happens when a calendar span ends on a day off."""

    NEXT_WORKING_DAY = "next_working_day"
    UNCHANGED = "unchanged"


class Means(Enum):
    """By what means an approval is given."""

    DIGITAL_SIGNATURE = "digital_signature"
    CONFIRMATION = "confirmation"
    UNSPECIFIED = "unspecified"


class ApprovalPlace(Enum):
    """In which database an approval is given."""

    PROVINCIAL_DB = "provincial_db"
    NATIONAL_DB = "national_db"
    UNSPECIFIED = "unspecified"


class Delegation(Enum):
    """Whether an approver may delegate, and in what form."""

    NONE = "none"
    ANY_FORM = "any_form"
    WRITTEN = "written"
    UNSPECIFIED = "unspecified"


class Answerable(Enum):
    """Which unit answers for a duty, when the role alone does not say."""

    UNIT = "unit"
    TO_UNIT = "to_unit"
    PARENT = "parent"
    PROVINCE = "province"
    ASKED = "asked"
    HOLDER = "holder"


class MoveTo(Enum):
    """Which field of an event names the unit that has the dossier after it."""

    UNIT = "unit"
    TO_UNIT = "to_unit"
    ACTOR_UNIT = "actor_unit"


class Per(Enum):
    """What a limit counts over."""

    UNIT = "unit"
    DOSSIER = "dossier"
    PROVINCE = "province"


class NoRule(Enum):
    """Why a provision has no rule."""

    HEADING = "tiêu đề"
    SCOPE = "phạm vi"
    DEFINITION = "giải thích từ ngữ"
    PRINCIPLE = "nguyên tắc"
    AUTHORITY = "thẩm quyền"
    ORGANISATION = "tổ chức thực hiện"
    REFERENCE = "dẫn chiếu"
    OUTSIDE_LOG = "ngoài nhật ký sự kiện"
    BACKGROUND = "thông tin nền"
    REPEALED = "bãi bỏ"


WHOLE_COUNTRY = "Cả nước"
"""What stands in the place of the province for a regulation of the whole country."""

Status = Annotated[RegulationStatus, enum_by_value(RegulationStatus)]


class Standing(Part):
    """What is known, beside the text itself, of whether it still governs: a fact with its source, and never more."""

    says: Text = Field(title="Điều đã biết", description="Một câu; không suy ra văn bản còn hay hết hiệu lực.")
    source: Text = Field(title="Nguồn", description="Văn bản hoặc trang đã nêu điều đó.")
    since: Day | None = Field(
        default=None, title="Từ ngày", description="Ngày điều đó có hiệu lực; nguồn không nêu ngày thì bỏ trống."
    )


class Regulation(Part):
    """The regulation itself: number, status, validity."""

    id: Identifier = Field(title="Mã", description="Mã ngắn, không dấu, ví dụ «quangninh».")
    name: Text = Field(title="Tên quy chế", description="Tên đầy đủ của quy chế.")
    level: Annotated[RegulationLevel, enum_by_value(RegulationLevel)] = Field(
        default=RegulationLevel.PROVINCE,
        title="Cấp",
        description="national cả nước · province một tỉnh (mặc định) · unit một cơ quan và các đơn vị trực thuộc.",
    )
    province: Text = Field(
        title="Tỉnh, thành phố", description="Tên tỉnh hoặc thành phố ban hành; văn bản cấp cả nước thì không ghi."
    )
    unit: Text | None = Field(
        default=None, title="Đơn vị", description="Với cấp unit: mã của đơn vị ban hành, như trong bảng đơn vị."
    )
    number: Text | None = Field(
        default=None, title="Số, ký hiệu", description="Ví dụ «16/2020/QĐ-UBND»; dự thảo chưa có số thì bỏ trống."
    )
    signed_on: Day | None = Field(default=None, title="Ngày ký", description="Ngày ký quyết định ban hành.")
    status: Status = Field(
        title="Tình trạng", description="draft dự thảo · in_force có hiệu lực · repealed hết hiệu lực."
    )
    in_force_from: Day | None = Field(default=None, title="Có hiệu lực từ", description="Ngày đầu tiên có hiệu lực.")
    in_force_until: Day | None = Field(
        default=None, title="Hết hiệu lực từ", description="Ngày đầu tiên không còn hiệu lực (không tính ngày này)."
    )
    replaces: Many = many("Thay thế", "Số, ký hiệu các văn bản bị thay thế.")
    source: Annotated[SourceKind, enum_by_value(SourceKind)] = Field(
        default=SourceKind.FULL_TEXT,
        title="Nguồn đã đọc",
        description="full_text toàn văn · summary chỉ có bản tóm tắt (khi đó sự im lặng không chứng minh gì).",
    )
    cites: Many = many("Căn cứ", "Điều khoản nêu hiệu lực.")
    note: Text | None = Field(default=None, title="Ghi chú", description="Điều người đọc cần biết về văn bản.")
    standing: tuple[Standing, ...] = Field(
        default=(),
        title="Hiện trạng",
        description="Điều đã biết về việc văn bản còn được áp dụng hay không, có nguồn và ngày; in ở đầu mọi kết quả.",
    )

    @model_validator(mode="before")
    @classmethod
    def _of_the_whole_country(cls, value: object) -> object:
        if isinstance(value, dict) and value.get("level") == RegulationLevel.NATIONAL.value:
            return {"province": WHOLE_COUNTRY, **value}
        return value


class Counting(Part):
    """How time is counted; what is left out follows the named conventions."""

    first_day: Annotated[FirstDay, enum_by_value(FirstDay)] | None = Field(
        default=None,
        title="Ngày đầu",
        description="excluded không tính ngày phát sinh (mặc định) · included tính cả ngày phát sinh.",
    )
    span_end: Annotated[SpanEnd, enum_by_value(SpanEnd)] | None = Field(
        default=None,
        title="Kết thúc vào ngày nghỉ",
        description="next_working_day sang ngày làm việc tiếp theo (mặc định) · unchanged giữ nguyên.",
    )
    at_once_working_days: int | None = Field(
        default=None, ge=1, le=30, title="«Ngay» là mấy ngày làm việc", description="Mặc định 1; luôn ghi là giả định."
    )
    cut_off: Text | None = Field(
        default=None,
        title="Giờ chốt trong ngày",
        description="Ví dụ «15:00»: sự kiện xảy ra sau giờ này được tính như của ngày làm việc tiếp theo; nhật ký "
        "không ghi giờ thì tính như thường.",
    )


class Scope(Part):
    """Whom the regulation binds."""

    cites: Many = many("Căn cứ", "Điều khoản về đối tượng áp dụng.")
    unit_types: ManyIdentifiers = many("Loại đơn vị", "Các loại đơn vị thuộc đối tượng áp dụng.")
    categories: ManyIdentifiers = many("Đối tượng", "Các nhóm người thuộc đối tượng áp dụng.")


class StartDate(Part):
    """A date before which part of the regulation does not yet apply."""

    id: Identifier = Field(title="Mã")
    topic: Identifier | None = Field(default=None, title="Chủ đề so sánh")
    label: Text = Field(title="Nhãn")
    cites: Many = Field(title="Căn cứ")
    only_if: Condition | None = Field(default=None, title="Chỉ khi")
    from_: Day = Field(alias="from", title="Bắt đầu từ")
    about: ManyIdentifiers = many("Áp dụng cho quy tắc", "Mã các quy tắc; bỏ trống là mọi quy tắc.")


class Pause(Part):
    """The clock stands still between two events."""

    from_: Identifier = Field(alias="from", title="Từ sự kiện")
    until: Identifier = Field(title="Đến sự kiện")


class Extension(Part):
    """An event that lengthens the period, a bounded number of times."""

    event: Identifier = Field(title="Sự kiện gia hạn")
    by: Text = Field(title="Thêm", description="Cụm từ thời hạn được cộng thêm, cùng đơn vị với thời hạn chính.")
    at_most: int = Field(default=1, ge=1, le=10, title="Nhiều nhất mấy lần")


class Voiding(Act):
    """An event that cancels the duty."""

    reason: Text = Field(title="Lý do", description="Vì sao nghĩa vụ không còn.")
    from_start: bool = Field(
        default=False,
        title="Hủy từ đầu",
        description="true khi chính việc làm phát sinh bị hủy bỏ, thu hồi: coi như chưa từng có nghĩa vụ, dù đã quá "
        "hạn. Mặc định chỉ hết nghĩa vụ từ ngày ấy: đã quá hạn thì vẫn là trễ.",
    )


class Obligation(Dated):
    """A duty with a time: who must do what, after which event, within what period, under which clause."""

    id: Identifier = Field(title="Mã quy tắc")
    label: Text = Field(title="Nhãn", description="Nghĩa vụ, nói ngắn gọn.")
    topic: Identifier | None = Field(default=None, title="Chủ đề so sánh")
    cites: Many = Field(title="Căn cứ", description="Ví dụ «Điều 9 khoản 1».")
    when: When | None = Field(
        default=None, title="Khi", description="Sự kiện làm phát sinh; nghĩa vụ định kỳ thì không có."
    )
    who: Identifier | None = Field(default=None, title="Ai", description="Vai của bên có nghĩa vụ.")
    answerable: Annotated[Answerable, enum_by_value(Answerable)] | None = Field(
        default=None,
        title="Đơn vị chịu trách nhiệm",
        description="Chỉ ghi khi vai chưa nói rõ: unit, to_unit, parent (cấp trên), province (Sở Nội vụ), asked "
        "(nơi được hỏi, được gửi đến) hoặc holder (nơi có hồ sơ vào ngày đến hạn, theo «moves»).",
    )
    must: ManyActs = Field(
        default=(),
        title="Phải làm",
        description="Sự kiện cho thấy nghĩa vụ đã hoàn thành; một danh sách thì sự kiện nào đến trước cũng được.",
    )
    must_not: Act | None = Field(
        default=None, title="Không được làm", description="Sự kiện không được xảy ra trước khi hết thời gian tối thiểu."
    )
    right: Act | None = Field(
        default=None,
        title="Được làm",
        description="Thay cho «must» khi đây là quyền (khiếu nại, phúc khảo…): còn được làm (open), đã làm (used), "
        "hết thời gian (lapsed); không bao giờ là vi phạm. «expired» của quy tắc khác nhận ra lúc hết thời gian.",
    )
    within: Within | None = Field(
        default=None,
        title="Thời hạn",
        description="Nguyên văn cụm từ thời hạn của quy chế, «none» khi văn bản không nêu; hoặc một danh sách "
        "{only_if, phrase}, mục đầu tiên đúng thì dùng; hoặc {date_in: thuộc tính ghi ngày}, {span_in: thuộc tính ghi "
        "thời hạn}.",
    )
    only_if: Condition | None = Field(
        default=None, title="Chỉ khi", description="Nghĩa vụ chỉ phát sinh khi điều kiện đúng."
    )
    unless: Condition | None = Field(
        default=None, title="Trừ khi", description="Nghĩa vụ không phát sinh khi điều kiện đúng."
    )
    suspended_while: tuple[Pause, ...] = Field(default=(), title="Tạm dừng tính thời hạn")
    extended_by: Extension | None = Field(default=None, title="Gia hạn")
    void_by: tuple[Voiding, ...] = Field(default=(), title="Không còn nghĩa vụ khi")
    matched_by: MatchedBy | None = Field(
        default=None,
        title="Việc làm phải khớp về",
        description="ref khớp số văn bản · unit cùng đơn vị · mã thuộc tính · {trường của việc làm: trường của sự kiện "
        "phát sinh}, ví dụ {unit: to_unit}; bỏ trống thì chỉ tách theo văn bản mà việc làm nêu.",
    )
    on_repeat: Annotated[OnRepeat, enum_by_value(OnRepeat)] = Field(
        default=OnRepeat.EACH,
        title="Khi phát sinh lại",
        description="each mỗi lần một nghĩa vụ · restart tính lại từ đầu · ignore giữ thời hạn cũ.",
    )
    warn: int | None = Field(
        default=None, ge=0, le=60, title="Báo trước", description="Số ngày làm việc báo sắp đến hạn."
    )
    after: ManyIdentifiers = many("Sau bước", "Mã các quy tắc của bước phải xong trước.")
    transition: AnyPassage | None = Field(
        default=None,
        title="Chuyển tiếp",
        description="Việc còn dở từ phiên bản trước: trigger_date vẫn theo bản cũ · open_instances chuyển sang.",
    )
    counting: Counting | None = Field(default=None, title="Cách tính riêng")
    quote: Text | None = Field(default=None, title="Trích", description="Vài từ của văn bản mang con số.")
    note: Text | None = Field(default=None, title="Ghi chú")
