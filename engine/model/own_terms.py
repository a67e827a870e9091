"""The ids that a rule file adds to the shared vocabulary, family by family."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from engine.model.base import Identifier, Many, ManyIdentifiers, Part, Text, enum_by_value, many
from engine.model.duties import Answerable
from engine.model.versions import Dated
from engine.vocabulary import AttributeOf, CaseKind, Level


class AttributeType(Enum):
    """What the values of an own attribute are."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"


class NewTerm(Dated):
    """An id that the file adds to the vocabulary.

    Terms with one id are versions that differ in the label: a log may say any, the latest is shown.
    """

    id: Identifier = Field(title="Mã")
    label: Text = Field(title="Nhãn", description="Tên tiếng Việt; nhật ký ghi mã hay nhãn đều được.")


class NewEvent(NewTerm):
    """An event of the file's own."""

    level: Annotated[Level, enum_by_value(Level)] = Field(
        default=Level.DOSSIER,
        title="Cấp",
        description="Việc xảy ra với một hồ sơ (dossier, mặc định), một đơn vị (unit) hay cả tỉnh (province).",
    )


class NewAttribute(NewTerm):
    """An attribute of the file's own: a further column of the log or of the units table."""

    type: Annotated[AttributeType, enum_by_value(AttributeType)] = Field(
        default=AttributeType.TEXT,
        title="Kiểu",
        description="boolean đúng sai · number số · date ngày · text chữ (mặc định) · choice một trong «choices».",
    )
    choices: Many = many("Các giá trị", "Chỉ với «type: choice»: những giá trị được ghi, theo thứ tự.")
    of: Annotated[AttributeOf, enum_by_value(AttributeOf)] = Field(
        default=AttributeOf.EVENT,
        title="Của",
        description="event của riêng sự kiện (mặc định) · dossier của hồ sơ: sự kiện sau không ghi thì vẫn là giá trị "
        "ghi gần nhất · unit của đơn vị: đọc ở cột cùng tên của bảng đơn vị.",
    )


class NewRole(NewTerm):
    """A role of the file's own."""

    answerable: Annotated[Answerable, enum_by_value(Answerable)] | None = Field(
        default=None,
        title="Đơn vị chịu trách nhiệm",
        description="Đơn vị nào chịu trách nhiệm khi vai này có nghĩa vụ; bỏ trống là đơn vị của người có hồ sơ.",
    )


class NewUnitType(NewTerm):
    """A type of unit of the file's own."""

    outside: bool = Field(default=False, title="Ngoài phạm vi", description="true: quy chế không ràng buộc loại này.")


class NewCase(NewTerm):
    """A kind of move or exit of the file's own."""

    kind: Annotated[CaseKind, enum_by_value(CaseKind)] = Field(
        default=CaseKind.OTHER,
        title="Loại trường hợp",
        description="move chuyển đi · exit thôi hẳn · incoming từ ngoài vào · other khác (mặc định).",
    )
    leaves_scope: bool = Field(
        default=False, title="Ra ngoài phạm vi", description="true: nơi đến ở ngoài quy chế, không cần ghi đơn vị đến."
    )


class OwnVocabulary(Part):
    """Ids that the standard vocabulary lacks."""

    events: tuple[NewEvent, ...] = Field(default=(), title="Sự kiện")
    attributes: tuple[NewAttribute, ...] = Field(default=(), title="Thuộc tính")
    topics: tuple[NewTerm, ...] = Field(default=(), title="Chủ đề")
    roles: tuple[NewRole, ...] = Field(default=(), title="Vai")
    unit_types: tuple[NewUnitType, ...] = Field(default=(), title="Loại đơn vị")
    states: tuple[NewTerm, ...] = Field(default=(), title="Trạng thái")
    categories: tuple[NewTerm, ...] = Field(default=(), title="Đối tượng")
    cases: tuple[NewCase, ...] = Field(default=(), title="Trường hợp chuyển, thôi")
    subtypes: tuple[NewTerm, ...] = Field(default=(), title="Loại văn bản")
    acts: tuple[NewTerm, ...] = Field(default=(), title="Hành vi bị cấm")
    hide_topics: ManyIdentifiers = many(
        "Ẩn chủ đề chung",
        "Mã các chủ đề chung không phải của văn bản này; «all» là mọi chủ đề chung mà tệp không dùng.",
    )
