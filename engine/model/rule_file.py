"""A whole rule file."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from engine.model.base import Many, Part, enum_by_value, many
from engine.model.duties import Counting, Obligation, Regulation, Scope, StartDate
from engine.model.lifecycle import Lifecycle
from engine.model.own_terms import OwnVocabulary
from engine.model.procedures import (
    Acceptance,
    ApprovalTier,
    Consequence,
    Gap,
    Interpretation,
    Limit,
    Move,
    Norm,
    Prohibition,
    Provision,
    Requirement,
    TransferCase,
)
from engine.model.versions import Amendment


class Coverage(Enum):
    """Whether the file encodes the whole text or only some of its articles."""

    FULL = "full"
    PARTIAL = "partial"


class RuleFile(Part):
    """One regulation as a policy officer reads it beside the text, from top to bottom."""

    format: Literal[1] = Field(title="Phiên bản định dạng", description="Luôn là 1.")
    regulation: Regulation = Field(title="Quy chế")
    amendments: tuple[Amendment, ...] = Field(default=(), title="Văn bản sửa đổi")
    coverage: Annotated[Coverage, enum_by_value(Coverage)] = Field(
        default=Coverage.FULL,
        title="Mã hóa đến đâu",
        description="full toàn văn (mặc định) · partial chỉ các điều ghi ở «encoded».",
    )
    encoded: Many = many("Các điều được mã hóa", "Chỉ khi «coverage: partial», ví dụ «Điều 5».")
    vocabulary: OwnVocabulary = Field(default_factory=OwnVocabulary, title="Từ vựng riêng")
    counting: Counting = Field(default_factory=Counting, title="Cách tính thời gian")
    scope: Scope = Field(default_factory=Scope, title="Đối tượng áp dụng")
    start_dates: tuple[StartDate, ...] = Field(default=(), title="Ngày bắt đầu áp dụng")
    obligations: tuple[Obligation, ...] = Field(default=(), title="Nghĩa vụ")
    lifecycle: Lifecycle | None = Field(default=None, title="Vòng đời hồ sơ")
    approval: tuple[ApprovalTier, ...] = Field(default=(), title="Phê duyệt")
    transfer_cases: tuple[TransferCase, ...] = Field(default=(), title="Trường hợp chuyển giao")
    moves: tuple[Move, ...] = Field(
        default=(),
        title="Bàn giao hồ sơ",
        description="Những sự kiện làm hồ sơ sang đơn vị khác; bỏ trống là chuyển công tác, giao và nhận hồ sơ giấy.",
    )
    limits: tuple[Limit, ...] = Field(default=(), title="Giới hạn")
    requirements: tuple[Requirement, ...] = Field(default=(), title="Điều kiện của hành vi")
    prohibitions: tuple[Prohibition, ...] = Field(default=(), title="Hành vi bị cấm")
    consequences: tuple[Consequence, ...] = Field(default=(), title="Hậu quả")
    norms: tuple[Norm, ...] = Field(default=(), title="Chuẩn khác")
    interpretations: tuple[Interpretation, ...] = Field(default=(), title="Cách hiểu")
    gaps: tuple[Gap, ...] = Field(default=(), title="Khoảng trống")
    accepted: tuple[Acceptance, ...] = Field(default=(), title="Phát hiện được chấp nhận")
    provisions: tuple[Provision, ...] = Field(default=(), title="Điều khoản của văn bản")
