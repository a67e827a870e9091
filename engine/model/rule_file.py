"""A whole rule file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.model.base import Part
from engine.model.duties import Counting, Obligation, OwnVocabulary, Regulation, Scope, StartDate
from engine.model.procedures import (
    Acceptance,
    ApprovalTier,
    Consequence,
    Gap,
    Interpretation,
    Lifecycle,
    Limit,
    Norm,
    Prohibition,
    Provision,
    Requirement,
    TransferCase,
)


class RuleFile(Part):
    """One regulation as a policy officer reads it beside the text, from top to bottom."""

    format: Literal[1] = Field(title="Phiên bản định dạng", description="Luôn là 1.")
    regulation: Regulation = Field(title="Quy chế")
    vocabulary: OwnVocabulary = Field(default_factory=OwnVocabulary, title="Từ vựng riêng")
    counting: Counting = Field(default_factory=Counting, title="Cách tính thời gian")
    scope: Scope = Field(default_factory=Scope, title="Đối tượng áp dụng")
    start_dates: tuple[StartDate, ...] = Field(default=(), title="Ngày bắt đầu áp dụng")
    obligations: tuple[Obligation, ...] = Field(default=(), title="Nghĩa vụ")
    lifecycle: Lifecycle | None = Field(default=None, title="Vòng đời hồ sơ")
    approval: tuple[ApprovalTier, ...] = Field(default=(), title="Phê duyệt")
    transfer_cases: tuple[TransferCase, ...] = Field(default=(), title="Trường hợp chuyển giao")
    limits: tuple[Limit, ...] = Field(default=(), title="Giới hạn")
    requirements: tuple[Requirement, ...] = Field(default=(), title="Điều kiện của hành vi")
    prohibitions: tuple[Prohibition, ...] = Field(default=(), title="Hành vi bị cấm")
    consequences: tuple[Consequence, ...] = Field(default=(), title="Hậu quả")
    norms: tuple[Norm, ...] = Field(default=(), title="Chuẩn khác")
    interpretations: tuple[Interpretation, ...] = Field(default=(), title="Cách hiểu")
    gaps: tuple[Gap, ...] = Field(default=(), title="Khoảng trống")
    accepted: tuple[Acceptance, ...] = Field(default=(), title="Phát hiện được chấp nhận")
    provisions: tuple[Provision, ...] = Field(default=(), title="Điều khoản của văn bản")
