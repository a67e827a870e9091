"""Regulations over time: the texts that amend a regulation, and since when and until when its parts hold."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import Field

from engine.model.base import Day, Many, Part, Text, enum_by_value, many


class Passage(Enum):
    """Which version governs a duty that arose before an amendment took effect and is still open that day."""

    TRIGGER_DATE = "trigger_date"
    OPEN_INSTANCES = "open_instances"


AnyPassage = Annotated[Passage, enum_by_value(Passage)]


class Amendment(Part):
    """A text that amends the regulation."""

    number: Text = Field(title="Số, ký hiệu", description="Của văn bản sửa đổi, ví dụ «05/2026/QĐ-UBND».")
    in_force_from: Day = Field(title="Có hiệu lực từ", description="Ngày đầu tiên văn bản sửa đổi có hiệu lực.")
    cites: Many = many("Căn cứ", "Điều khoản của văn bản sửa đổi.")
    transition: AnyPassage | None = Field(
        default=None,
        title="Chuyển tiếp",
        description="trigger_date theo ngày phát sinh (mặc định) · open_instances việc còn dở theo quy định mới.",
    )
    note: Text | None = Field(default=None, title="Ghi chú")


class Version(Part):
    """A part that may hold from one day until another, half-open.

    Parts with one id are versions of each other. The loader fills in the beginning where only `amended_by` is written.
    """

    amended_by: Text | None = Field(
        default=None,
        title="Theo văn bản sửa đổi",
        description="Số, ký hiệu ghi ở «amendments»; không ghi ngày thì áp dụng từ ngày văn bản đó có hiệu lực.",
    )

    @property
    def begins(self) -> date | None:
        """The first day on which it holds; None when it holds from the beginning."""
        return None

    @property
    def ends(self) -> date | None:
        """The first day on which it no longer holds; None when it holds for good."""
        return None

    def holds_on(self, day: date) -> bool:
        """Tell whether this version holds on `day`."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day < self.ends)

    @property
    def is_dated(self) -> bool:
        """Tell whether anything is said of when it holds."""
        return self.begins is not None or self.ends is not None or self.amended_by is not None


class Dated(Version):
    """A version that writes `from` and `until`."""

    from_: Day | None = Field(default=None, alias="from", title="Áp dụng từ")
    until: Day | None = Field(
        default=None, title="Áp dụng đến trước", description="Ngày đầu tiên không còn áp dụng (không tính ngày này)."
    )

    @property
    def begins(self) -> date | None:
        """The first day on which it holds."""
        return self.from_

    @property
    def ends(self) -> date | None:
        """The first day on which it no longer holds."""
        return self.until


class InForce(Version):
    """A version of a part in which `from` or `until` names something else: states of a step, an event of a limit."""

    in_force_from: Day | None = Field(
        default=None, title="Có hiệu lực từ", description="Ngày đầu tiên phiên bản này được áp dụng."
    )
    in_force_until: Day | None = Field(
        default=None, title="Hết hiệu lực từ", description="Ngày đầu tiên không còn áp dụng (không tính ngày này)."
    )

    @property
    def begins(self) -> date | None:
        """The first day on which it holds."""
        return self.in_force_from

    @property
    def ends(self) -> date | None:
        """The first day on which it no longer holds."""
        return self.in_force_until


def beginning_of(version: Version) -> str:
    """Return the name of the field in which a version keeps its beginning."""
    return "from_" if isinstance(version, Dated) else "in_force_from"


def ending_of(version: Version) -> str:
    """Return the name of the field in which a version keeps its end."""
    return "until" if isinstance(version, Dated) else "in_force_until"


def dates_of(version: Version) -> tuple[str, str, str]:
    """Return the names of the fields that say when a version holds: its beginning, its end, what amended it."""
    return beginning_of(version), ending_of(version), "amended_by"
