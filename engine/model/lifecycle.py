"""The lifecycle of a dossier in a rule file: states, groups of them, steps, and events that change nothing."""

from __future__ import annotations

from typing import Final

from pydantic import Field, model_validator

from engine.model.base import Condition, Identifier, Many, ManyIdentifiers, Part, Text, many
from engine.model.versions import InForce

ANY: Final = "any"
SAME: Final = "same"
_CITES: Final = (
    "Điều khoản buộc thứ tự, vai hoặc bằng chứng này; bỏ trống khi văn bản không buộc, sai trình tự khi ấy là giả định."
)
_WHY: Final = "Vì sao sự kiện chỉ được xảy ra ở các trạng thái này; phát hiện in lời này khi không điều khoản nào buộc."


class Transition(InForce):
    """A step of a dossier's lifecycle."""

    event: ManyIdentifiers = Field(title="Sự kiện", description="Một hoặc nhiều sự kiện cùng đi một bước.")
    from_: ManyIdentifiers = Field(
        alias="from", title="Từ trạng thái", description="Các trạng thái hoặc nhóm trạng thái; «any» là mọi trạng thái."
    )
    except_: ManyIdentifiers = Field(
        default=(), alias="except", title="Trừ trạng thái", description="Các trạng thái hoặc nhóm bớt ra khỏi «from»."
    )
    to: Identifier = Field(title="Sang trạng thái", description="«same» là giữ nguyên trạng thái.")
    only_if: Condition | None = Field(default=None, title="Chỉ khi")
    roles: ManyIdentifiers = many("Vai được phép", "Ai được làm; bỏ trống khi văn bản không nói.")
    evidence: dict[str, Many] = Field(
        default_factory=dict, title="Bằng chứng", description="Thuộc tính phải có, ví dụ {signed: true}."
    )
    cites: Many = many("Căn cứ", _CITES)
    mentions: Many = many("Nhắc đến ở", "Điều khoản nói đến bước này mà không buộc thứ tự; không phải căn cứ.")
    why: Text | None = Field(default=None, title="Vì sao", description=_WHY)
    note: Text | None = Field(default=None, title="Ghi chú")


class Staying(InForce):
    """Events that change nothing in some states, unless a step says otherwise; a bare event id is short for it."""

    event: ManyIdentifiers = Field(title="Sự kiện", description="Các sự kiện không làm đổi trạng thái.")
    in_: ManyIdentifiers = Field(
        default=(ANY,),
        alias="in",
        title="Ở trạng thái",
        description="Các trạng thái hoặc nhóm; bỏ trống là mọi trạng thái. Bước nào áp dụng được thì theo bước ấy.",
    )
    except_: ManyIdentifiers = Field(
        default=(), alias="except", title="Trừ trạng thái", description="Các trạng thái hoặc nhóm bớt ra khỏi «in»."
    )
    cites: Many = many("Căn cứ", _CITES)
    why: Text | None = Field(default=None, title="Vì sao", description=_WHY)
    note: Text | None = Field(default=None, title="Ghi chú")

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"event": value} if isinstance(value, str) else value


class Lifecycle(Part):
    """The states a dossier goes through, and the events that move it."""

    initial: Identifier = Field(title="Trạng thái đầu")
    states: ManyIdentifiers = Field(title="Các trạng thái")
    groups: dict[Identifier, ManyIdentifiers] = Field(
        default_factory=dict,
        title="Nhóm trạng thái",
        description="Tên nhóm và các trạng thái của nhóm; tên nhóm đứng được ở mọi nơi kể ra trạng thái.",
    )
    transitions: tuple[Transition, ...] = Field(title="Các bước")
    stays: tuple[Staying, ...] = Field(
        default=(),
        title="Không làm đổi trạng thái",
        description="Sự kiện không làm đổi gì ở những trạng thái mà không bước nào của nó áp dụng được.",
    )
    why: Text | None = Field(default=None, title="Vì sao", description=_WHY)

    def states_named(self, names: tuple[str, ...], without: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the states that states, groups and «any» name, in the order of `states`.

        Args:
            without: names whose states are left out.
        """
        named, left_out = self._named(names), self._named(without)
        return tuple(state for state in self.states if state in named and state not in left_out)

    def _named(self, names: tuple[str, ...]) -> frozenset[str]:
        if ANY in names:
            return frozenset(self.states)
        return frozenset(state for name in names for state in self.groups.get(name, (name,)))
