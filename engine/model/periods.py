"""When a duty is due: a phrase of the text, phrases for different circumstances, or what the dossier itself states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field, model_validator

from engine.model.base import Condition, Identifier, Part, Text


class PeriodCase(Part):
    """A phrase that holds in some circumstances; without a condition it holds in all others."""

    only_if: Condition | None = Field(
        default=None, title="Khi", description="Điều kiện để dùng thời hạn này; mục cuối cùng có thể bỏ trống."
    )
    phrase: Text = Field(title="Thời hạn", description="Nguyên văn cụm từ thời hạn của quy chế.")


class Within(Part):
    """A period: one phrase, a list of cases of which the first that holds counts, or an attribute that states it."""

    phrase: Text | None = Field(
        default=None, title="Thời hạn", description="Nguyên văn cụm từ thời hạn; viết thẳng sau «within» là đủ."
    )
    cases: tuple[PeriodCase, ...] = Field(
        default=(),
        title="Theo trường hợp",
        description="Viết thẳng một danh sách sau «within»; mục đầu tiên đúng thì dùng.",
    )
    date_in: Identifier | None = Field(
        default=None,
        title="Ngày ghi ở",
        description="Thuộc tính ghi ngày phải xong, ví dụ ngày hẹn trên giấy tiếp nhận.",
    )
    span_in: Identifier | None = Field(
        default=None, title="Thời hạn ghi ở", description="Thuộc tính ghi cụm từ thời hạn, ví dụ «15 ngày làm việc»."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: object) -> object:
        if isinstance(value, (Mapping, Within)):
            return value
        if isinstance(value, (list, tuple)):
            return {"cases": tuple(value)}
        return {"phrase": value}

    @property
    def attribute(self) -> str | None:
        """The attribute that states the date or the period, if one does."""
        return self.date_in or self.span_in

    def phrases(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield every phrase and where it stands below «within» in the file."""
        if self.phrase is not None:
            yield (), self.phrase
        for index, case in enumerate(self.cases):
            yield (index, "phrase"), case.phrase


def plain_phrase(within: Within | None) -> str | None:
    """Return the phrase of a period that is the same in all circumstances; None for any other."""
    return within.phrase if within is not None else None
