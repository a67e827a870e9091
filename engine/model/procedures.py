"""The parts of a rule file beside duties and lifecycle: approval, transfers, norms, interpretations, provisions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

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
from engine.model.duties import ApprovalPlace, Counting, Delegation, Means, MoveTo, NoRule, Per
from engine.model.matching import MatchedBy
from engine.model.periods import Within
from engine.model.versions import Dated, InForce


class Approver(Part):
    """Who approves, for which units and which people."""

    unit_types: ManyIdentifiers = many("Loại đơn vị", "Bỏ trống là mọi loại thuộc phạm vi.")
    categories: ManyIdentifiers = many("Đối tượng", "Bỏ trống là mọi nhóm người thuộc phạm vi.")
    by: ManyIdentifiers = Field(title="Người phê duyệt", description="Các vai được phê duyệt.")
    cites: Many = many("Căn cứ", "Điều khoản nêu người phê duyệt này.")


class ApprovalTier(Dated):
    """One level of approval."""

    id: Identifier = Field(title="Mã")
    label: Text = Field(title="Nhãn")
    topic: Identifier | None = Field(default=None, title="Chủ đề so sánh")
    tier: int = Field(ge=1, le=9, title="Cấp")
    event: Identifier = Field(title="Sự kiện phê duyệt")
    cites: Many = Field(title="Căn cứ")
    approvers: tuple[Approver, ...] = Field(title="Ai phê duyệt")
    means: Annotated[Means, enum_by_value(Means)] = Field(title="Bằng cách nào")
    place: Annotated[ApprovalPlace, enum_by_value(ApprovalPlace)] = Field(
        default=ApprovalPlace.UNSPECIFIED, title="Ở cơ sở dữ liệu nào"
    )
    object: ManyIdentifiers = many("Duyệt gì", "new hồ sơ mới · changed hồ sơ thay đổi.")
    delegation: Annotated[Delegation, enum_by_value(Delegation)] = Field(
        default=Delegation.UNSPECIFIED, title="Ủy quyền", description="none · any_form · written · unspecified."
    )
    admin_may_approve: bool = Field(default=False, title="Quản trị viên được phê duyệt")
    order_after: int | None = Field(default=None, ge=1, le=9, title="Sau cấp")
    before: ManyIdentifiers = many("Phải trước sự kiện", "Các sự kiện chỉ được xảy ra sau khi đã phê duyệt cấp này.")
    duties: ManyIdentifiers = many("Nghĩa vụ về thời gian", "Mã các quy tắc về thời hạn của cấp này.")
    note: Text | None = Field(default=None, title="Ghi chú")


class TransferCase(Dated):
    """A kind of move or exit, how it is recognised, and its chain of duties; listed in order of precedence."""

    case: Identifier = Field(title="Trường hợp")
    cites: Many = many("Căn cứ", "Điều khoản; bỏ trống khi văn bản không quy định trường hợp này.")
    recognised_by: Condition | None = Field(
        default=None, title="Nhận biết", description="Điều kiện để xếp một sự kiện chưa ghi trường hợp."
    )
    duties: ManyIdentifiers = many("Chuỗi nghĩa vụ", "Mã các quy tắc, theo thứ tự thực hiện.")
    silent: bool = Field(default=False, title="Văn bản không quy định")
    note: Text | None = Field(default=None, title="Ghi chú")


class Move(Part):
    """An event by which a dossier changes hands."""

    event: Identifier = Field(title="Sự kiện", description="Sự kiện làm hồ sơ sang đơn vị khác.")
    to: Annotated[MoveTo, enum_by_value(MoveTo)] = Field(
        default=MoveTo.TO_UNIT,
        title="Sang đơn vị ở cột",
        description="to_unit đơn vị đến (mặc định) · unit nơi xảy ra sự kiện · actor_unit đơn vị của người thực hiện.",
    )


class Limit(InForce):
    """How many of a thing there may be at one time."""

    id: Identifier = Field(title="Mã")
    label: Text = Field(title="Nhãn")
    topic: Identifier | None = Field(default=None, title="Chủ đề so sánh")
    cites: Many = Field(title="Căn cứ")
    event: Identifier = Field(title="Sự kiện tăng")
    until: Identifier | None = Field(default=None, title="Sự kiện giảm")
    per: Annotated[Per, enum_by_value(Per)] = Field(title="Tính theo", description="unit · dossier · province.")
    at_most: int = Field(ge=0, title="Nhiều nhất")
    unless: Condition | None = Field(default=None, title="Trừ khi")
    quote: Text | None = Field(default=None, title="Trích")
    note: Text | None = Field(default=None, title="Ghi chú")


class Requirement(Dated):
    """An act that is allowed only with evidence or after another event (access, connection, export …)."""

    id: Identifier = Field(title="Mã")
    label: Text = Field(title="Nhãn")
    topic: Identifier | None = Field(default=None, title="Chủ đề so sánh")
    cites: Many = Field(title="Căn cứ")
    event: Identifier = Field(title="Hành vi")
    only_if: Condition | None = Field(default=None, title="Chỉ khi")
    unless: Condition | None = Field(default=None, title="Trừ khi")
    needs: Act | None = Field(default=None, title="Cần có trước", description="Sự kiện phải có trước hoặc cùng ngày.")
    evidence: dict[str, Many] = Field(
        default_factory=dict, title="Bằng chứng", description="Thuộc tính mà chính hành vi phải có."
    )
    roles: ManyIdentifiers = many("Vai được phép", "Ai được làm.")
    forbidden: bool = Field(default=False, title="Bị cấm", description="Hành vi bị cấm khi các điều kiện trên đúng.")
    note: Text | None = Field(default=None, title="Ghi chú")


class Prohibition(Dated):
    """Acts that nobody may do."""

    id: Identifier = Field(title="Mã")
    label: Text = Field(title="Nhãn")
    cites: Many = Field(title="Căn cứ")
    acts: ManyIdentifiers = Field(title="Hành vi bị cấm", description="Mã hành vi trong từ vựng.")
    note: Text | None = Field(default=None, title="Ghi chú")


class Consequence(Dated):
    """What follows when a unit has not done its part."""

    id: Identifier = Field(title="Mã")
    label: Text = Field(title="Nhãn")
    topic: Identifier | None = Field(default=None, title="Chủ đề so sánh")
    cites: Many = Field(title="Căn cứ")
    event: Identifier | None = Field(
        default=None, title="Yêu cầu bị chặn", description="Sự kiện bị chặn khi còn nghĩa vụ quá hạn."
    )
    closed_by: ManyIdentifiers = many("Chặn bởi", "Mã các quy tắc mà khi quá hạn thì chặn.")
    says: Text = Field(title="Hậu quả", description="Hậu quả, nói bằng lời của văn bản.")


class Norm(Dated):
    """A norm that an event log cannot show, kept for comparison between provinces."""

    id: Identifier = Field(title="Mã")
    topic: Identifier = Field(title="Chủ đề so sánh")
    label: Text = Field(title="Nhãn")
    cites: Many = Field(title="Căn cứ")
    says: Text = Field(title="Nội dung", description="Nội dung ngắn gọn để so sánh.")


class Gap(Part):
    """Something that the text leaves open, recorded instead of being filled."""

    about: Text = Field(title="Về", description="Mã chủ đề, trường hợp hoặc quy tắc.")
    says: Text = Field(title="Thiếu gì")
    cites: Many = many("Căn cứ", "Nơi lẽ ra phải có.")


class Acceptance(Part):
    """A finding of `quyche lint` that the authors know and leave as it is, shown as accepted from then on."""

    code: Text = Field(pattern=r"^[A-Z][0-9]{3}$", title="Mã thông báo", description="Mã của phát hiện, ví dụ A101.")
    about: Many = Field(
        title="Về", description="Mã quy tắc, trường hợp, trạng thái hoặc điều khoản mà phát hiện nêu; một hoặc nhiều."
    )
    reason: Text = Field(title="Lý do", description="Vì sao để nguyên, ví dụ «văn bản quy định như vậy».")


class Reading(Part):
    """One way to understand a provision: the keys it gives a rule replace or complete the rule's own."""

    says: Text = Field(title="Cách hiểu", description="Cách hiểu này, nói bằng lời.")
    when: When | None = Field(default=None, title="Khi")
    who: Identifier | None = Field(default=None, title="Ai")
    must: ManyActs = Field(default=(), title="Phải làm")
    matched_by: MatchedBy | None = Field(
        default=None, title="Việc làm phải khớp về", description="Như ở quy tắc, theo cách hiểu này."
    )
    within: Within | None = Field(default=None, title="Thời hạn")
    only_if: Condition | None = Field(default=None, title="Chỉ khi")
    unless: Condition | None = Field(default=None, title="Trừ khi")
    from_: Day | None = Field(default=None, alias="from", title="Áp dụng từ")
    counting: Counting | None = Field(default=None, title="Cách tính")
    precedence: ManyIdentifiers = many("Thứ tự ưu tiên", "Thứ tự các trường hợp chuyển giao.")
    in_force_from: Day | None = Field(default=None, title="Có hiệu lực từ")
    means: Annotated[Means, enum_by_value(Means)] | None = Field(default=None, title="Phê duyệt bằng cách nào")
    place: Annotated[ApprovalPlace, enum_by_value(ApprovalPlace)] | None = Field(
        default=None, title="Phê duyệt ở cơ sở dữ liệu nào"
    )
    delegation: Annotated[Delegation, enum_by_value(Delegation)] | None = Field(default=None, title="Ủy quyền")
    by: ManyIdentifiers = many("Người phê duyệt", "Các vai được phê duyệt, thay cho các vai ghi ở cấp phê duyệt.")
    admin_may_approve: bool | None = Field(default=None, title="Quản trị viên được phê duyệt")
    drops: bool = Field(
        default=False, title="Không có nghĩa vụ", description="Theo cách hiểu này thì không có nghĩa vụ."
    )


class Interpretation(Part):
    """A doubt about the text, the reading chosen in the open, and the others beside it."""

    id: Identifier = Field(title="Mã")
    about: ManyIdentifiers = Field(
        title="Về", description="Mã các quy tắc; hoặc «regulation», «transfer_cases» khi không phải một quy tắc."
    )
    question: Text = Field(title="Câu hỏi", description="Văn bản để ngỏ điều gì, ở đâu.")
    cites: Many = many("Căn cứ", "Điều khoản để ngỏ.")
    chosen: Identifier = Field(title="Chọn", description="Mã của phương án được chọn.")
    why: Text | None = Field(default=None, title="Vì sao")
    readings: dict[str, Reading] = Field(title="Các phương án")


class Provision(Part):
    """One article, clause or point of the text, tied to what encodes it or marked with why nothing does."""

    at: Text = Field(
        title="Điều khoản", description="Ví dụ «Điều 8 khoản 2 điểm a», «Quyết định Điều 2», «mục 2.7 gạch 3»."
    )
    rules: ManyIdentifiers = many("Quy tắc", "Mã các quy tắc, giới hạn, chuẩn… mã hóa điều khoản này.")
    none: Annotated[NoRule, enum_by_value(NoRule)] | None = Field(
        default=None, title="Không có quy tắc vì", description="Lý do, chọn trong danh sách."
    )
    note: Text | None = Field(default=None, title="Ghi chú")
