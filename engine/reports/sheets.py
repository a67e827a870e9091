"""What the sheets of the workbook contain: titles, columns with their widths, rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from engine import texts
from engine.clock import shown
from engine.compliance import summarise_units
from engine.evaluation import Status
from engine.findings import Finding
from engine.reports.names import Names
from engine.reports.overview import other_readings, regulation_standing, regulation_title
from engine.reports.standing import standing_line
from engine.texts import Text

if TYPE_CHECKING:
    from engine.reports.spreadsheet import Cell
    from engine.survey import Survey

UNITS: Final = Text("Tổng hợp", "Summary")
BREACHES: Final = Text("Việc quá hạn và vi phạm", "Overdue and breaches")
ALL: Final = Text("Mọi kết luận", "All findings")
RULES: Final = Text("Căn cứ", "Rules")
ABOUT: Final = Text("Thông tin", "About")

_REGULATION = (texts.REGULATION, 16)
_UNIT = ((texts.UNIT_ID, 16), (texts.UNIT, 36))
_DAYS_LATE = (
    (Text("Trễ (ngày làm việc)", "Working days late"), 12),
    (Text("Trễ (ngày lịch)", "Calendar days late"), 12),
)
COUNTED = (
    (Status.OVERDUE, texts.OVERDUE),
    (Status.LATE, Text("Hoàn thành trễ", "Late")),
    (Status.VIOLATION, texts.VIOLATIONS),
    (Status.DUE_SOON, texts.DUE_SOON),
    (Status.PENDING, Text("Đang trong hạn", "Pending")),
    (Status.MET, Text("Đúng hạn", "Met")),
    (Status.SUSPENDED, Text("Tạm dừng", "Suspended")),
    (Status.UNDETERMINED, Text("Chưa xác định", "Undetermined")),
    (Status.VOID, Text("Không còn áp dụng", "Void")),
    (Status.OPEN, Text("Còn được làm", "Open")),
    (Status.USED, Text("Đã dùng quyền", "Used")),
    (Status.LAPSED, Text("Hết thời gian", "Lapsed")),
)

"""The statuses that summaries tell apart, and their headings."""

UNIT_COLUMNS: Final = (
    *_UNIT,
    _REGULATION,
    *((text, 12) for _, text in COUNTED),
    (texts.OLDEST_DUE, 13),
    (texts.MOST_DAYS, 14),
)
BREACH_COLUMNS: Final = (
    *_UNIT,
    (texts.DOSSIER, 18),
    (texts.STATUS, 16),
    (texts.DUTY, 46),
    (texts.CITES, 26),
    (Text("Phát sinh từ", "Set off by"), 34),
    (Text("Ngày phát sinh", "Trigger date"), 13),
    (texts.DATE, 13),
    (Text("Hoàn thành", "Fulfilled"), 13),
    *_DAYS_LATE,
    (texts.REASON, 34),
    (Text("Độ chắc chắn", "Certainty"), 14),
    _REGULATION,
)
ALL_COLUMNS: Final = (
    _REGULATION,
    (Text("Tình trạng quy chế", "Regulation status"), 14),
    (Text("Mã quy tắc", "Rule"), 28),
    (Text("Chủ đề", "Topic"), 30),
    (Text("Loại", "Kind"), 14),
    (texts.DOSSIER, 18),
    *_UNIT,
    (Text("Bên có nghĩa vụ", "Bearer"), 26),
    (Text("Trường hợp", "Case"), 22),
    (Text("Sự kiện phát sinh", "Trigger event"), 34),
    (Text("Ngày phát sinh", "Trigger date"), 13),
    (Text("Mở từ ngày", "Opens on"), 13),
    (texts.DATE, 13),
    (Text("Hoàn thành", "Fulfilled"), 13),
    (texts.STATUS, 16),
    (texts.REASON, 34),
    *_DAYS_LATE,
    (Text("Độ chắc chắn", "Certainty"), 14),
    (Text("Làm sớm", "Early"), 10),
    (texts.CITES, 26),
    (Text("Phiên bản quy tắc", "Rules version"), 16),
    (Text("Phiên bản lịch", "Calendar version"), 16),
    (Text("Nếu nghĩa vụ áp dụng", "If the duty applies"), 16),
    (Text("Về văn bản", "Document concerned"), 18),
    (Text("Nhận từ đơn vị", "Inherited from"), 14),
    (Text("Họ và tên", "Person"), 24),
)
RULE_COLUMNS: Final = (
    _REGULATION,
    (Text("Mã quy tắc", "Rule"), 28),
    (texts.DUTY, 46),
    (Text("Chủ đề", "Topic"), 30),
    (texts.CITES, 26),
    (Text("Thời hạn trong văn bản", "Period in the text"), 50),
    (Text("Bên có nghĩa vụ", "Bearer"), 26),
    (Text("Áp dụng từ", "From"), 13),
    (Text("Áp dụng đến trước", "Until before"), 13),
    (Text("Dựa trên cách hiểu", "Rests on interpretations"), 40),
)
ABOUT_COLUMNS: Final = ((Text("Mục", "Item"), 34), (Text("Nội dung", "Value"), 90))


def unit_rows(survey: Survey, names: Names) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for every unit, those with most overdue duties first."""
    for summary in summarise_units(survey.tallies, survey.as_of, names.of_units()):
        yield (
            summary.unit,
            names.unit(summary.unit),
            summary.regulation,
            *(summary.counts[status] for status, _ in COUNTED),
            summary.oldest_due,
            summary.most_days or None,
        )


def breach_row(finding: Finding, names: Names) -> tuple[Cell, ...]:
    """Return one breach as people read it."""
    verdict = finding.verdict
    return (
        verdict.unit,
        names.unit(verdict.unit),
        verdict.dossier,
        names.status(verdict.status.value),
        names.duty(finding),
        verdict.cites,
        names.event(finding.regulation, verdict.trigger_event),
        verdict.trigger_date,
        verdict.due_on,
        verdict.fulfilled_on,
        verdict.late_working_days,
        verdict.late_calendar_days,
        names.reason(finding),
        texts.CERTAINTY[verdict.certainty.value].say(names.lang),
        finding.regulation,
    )


def finding_row(finding: Finding, names: Names) -> tuple[Cell, ...]:
    """Return one finding with all that is published of it, ids as words."""
    verdict, regulation, lang = finding.verdict, finding.regulation, names.lang
    return (
        regulation,
        texts.REGULATION_STATUS[finding.regulation_status].say(lang),
        verdict.rule,
        names.term(regulation, "topics", verdict.topic),
        texts.KIND[verdict.kind.value].say(lang),
        verdict.dossier,
        verdict.unit,
        names.unit(verdict.unit),
        names.term(regulation, "roles", verdict.bearer),
        names.case(regulation, verdict.case),
        names.event(regulation, verdict.trigger_event),
        verdict.trigger_date,
        verdict.opens_on,
        verdict.due_on,
        verdict.fulfilled_on,
        names.status(verdict.status.value),
        names.reason(finding),
        verdict.late_working_days,
        verdict.late_calendar_days,
        texts.CERTAINTY[verdict.certainty.value].say(lang),
        verdict.early,
        verdict.cites,
        finding.rules_version,
        finding.calendar_version,
        names.status(verdict.would_be.value) if verdict.would_be is not None else None,
        verdict.about,
        verdict.inherited_from,
        verdict.person,
    )


def rule_rows(survey: Survey, names: Names) -> Iterator[tuple[Cell, ...]]:
    """Yield every duty and approval tier of the regulations, with its clause and its words."""
    for judged in survey.judged:
        plan = judged.plan
        for duty in plan.duties:
            yield (
                plan.regulation,
                duty.id,
                duty.label,
                names.term(plan.regulation, "topics", duty.topic),
                duty.cites,
                duty.phrase if duty.phrase != "none" else None,
                names.term(plan.regulation, "roles", duty.bearer),
                duty.valid_from,
                duty.valid_until,
                ", ".join(duty.assumed),
            )
        for tier in plan.tiers:
            label, cites, assumed = tier.label, tier.cites, ", ".join(tier.assumed)
            yield (plan.regulation, tier.id, label, None, cites, None, None, plan.valid_from, plan.valid_until, assumed)


def about_rows(survey: Survey, names: Names) -> Iterator[tuple[Cell, ...]]:
    """Yield how the result was made: enough to make it again."""
    lang = names.lang
    yield (Text("Xét tại ngày", "As of").say(lang), survey.as_of)
    yield (
        Text("Chỉ theo những gì đã biết đến ngày", "Known at").say(lang),
        survey.known_at or Text("mọi điều đã biết", "everything known").say(lang),
    )
    for judged in survey.judged:
        regulation = judged.document.file.regulation
        standing = regulation_standing(regulation, lang)
        yield (texts.REGULATION.say(lang), f"{regulation_title(regulation, lang)} ({standing}): {regulation.name}")
        yield (Text("Phiên bản quy tắc", "Rules version").say(lang), judged.plan.rules_version)
        for pair in other_readings(judged):
            yield (Text("Phương án hiểu khác", "Other reading").say(lang), pair)
        if regulation.status.value == "draft":
            yield ("", texts.DRAFT_WARNING.say(lang))
        if (told := standing_line(regulation, lang)) is not None:
            yield ("", told)
    if survey.calendar is not None:
        yield (Text("Phiên bản lịch", "Calendar version").say(lang), survey.calendar.version)
        decided = shown(survey.calendar.decided_until)
        yield (Text("Lịch nghỉ đã công bố đến", "Days off announced up to").say(lang), decided)
    if survey.row_count is not None:
        yield (Text("Số dòng đã đọc", "Rows read").say(lang), survey.row_count)
        yield (Text("Số dòng có lỗi bị bỏ ra ngoài", "Rows left out").say(lang), survey.left_out)
    if survey.digest is not None:
        yield (Text("Mã băm của nhật ký", "Digest of the log").say(lang), survey.digest)
    yield (Text("Số kết luận", "Findings").say(lang), survey.tallies.total)
    yield (texts.CERTAINTY["assumed"].say(lang), texts.LEGEND_ASSUMED.say(lang))
    yield (texts.CERTAINTY["estimated"].say(lang), texts.LEGEND_ESTIMATED.say(lang))
