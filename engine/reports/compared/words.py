"""The comparison in words: titles, marks, and how one rule stands to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.clock import shown
from engine.comparison import Cell, Column, Force, Mark, Matrix, Row
from engine.comparison.comparability import Obstacle, Why
from engine.comparison.marks import Standing
from engine.comparison.measures import CaseRelation, Rank, Relation, Stands, timing_of
from engine.comparison.portions import Portion
from engine.comparison.strictness import Verdict, Witness, witness
from engine.model.duties import RegulationLevel
from engine.phrases import NotStated
from engine.planning import Duty
from engine.reports.standing import standing_lines
from engine.texts import Text, number
from engine.vocabulary import Vocabulary, standard

TOPIC: Final = Text("Chủ đề", "Topic")
TITLE: Final = Text("So sánh các quy chế, tại ngày {day}", "Regulations side by side, as of {day}")
BASE: Final = Text("So với {province}", "Told against {province}")
FLOOR: Final = Text("So với sàn chung của cả nước", "Told against the floor that binds the whole country")
_OF_THE_COUNTRY: Final = Text("{province}, sàn chung", "{province}, the common floor")
_LONGER: Final = Text("dài hơn quy định chung", "longer than the common rule")
_SINCE: Final = Text(" từ ngày {day}", " from {day} on")
_LONGER_ROWS: Final = Text(
    "Dài hơn quy định chung{since}: {rows}. Áp dụng văn bản nào là câu hỏi pháp lý, không trả lời ở đây",
    "Longer than the common rule{since}: {rows}. Which text prevails is a question of law, not answered here",
)
HORIZON: Final = Text(
    "Chặt hay lỏng được tính trên lịch thật, với mọi ngày bắt đầu từ {first} đến {last}",
    "Stricter or looser is reckoned on the real calendar, for every start date from {first} to {last}",
)
LEGEND: Final = Text(
    "▲ chặt nhất · ▼ lỏng nhất · ＝ như nhau · ≠ không so được",
    "▲ strictest · ▼ loosest · ＝ equal · ≠ not comparable",
)
MARKS: Final = {
    Mark.STRICTEST: Text("▲ chặt nhất", "▲ strictest"),
    Mark.LOOSEST: Text("▼ lỏng nhất", "▼ loosest"),
    Mark.EQUAL: Text("＝ như nhau", "＝ equal"),
    Mark.INCOMPARABLE: Text("≠ không so được", "≠ not comparable"),
}
INCOMPARABLE_SIGN: Final = "≠"
FORCE: Final = {
    Force.DRAFT: Text("dự thảo", "draft"),
    Force.NOT_YET: Text("chưa có hiệu lực", "not yet in force"),
    Force.IN_FORCE: Text("có hiệu lực", "in force"),
    Force.ENDED: Text("đã hết hiệu lực", "no longer in force"),
}
_ORDERS: Final = {
    Stands.STRICTER: Text("chặt hơn {other}", "stricter than {other}"),
    Stands.LOOSER: Text("lỏng hơn {other}", "looser than {other}"),
    Stands.NEITHER: Text("khi chặt hơn, khi lỏng hơn {other}", "now stricter, now looser than {other}"),
    Stands.EQUAL: Text("như {other}", "equal to {other}"),
}
_CASE_ORDERS: Final = {
    Stands.STRICTER: Text("chặt hơn", "stricter"),
    Stands.LOOSER: Text("lỏng hơn", "looser"),
    Stands.NEITHER: Text("khi chặt hơn, khi lỏng hơn", "now stricter, now looser"),
    Stands.EQUAL: Text("như nhau", "equal"),
}
_EVERY_DAY: Final = Text("mọi ngày bắt đầu", "for every start date")
_SOME_DAYS: Final = Text(
    "{count} trên {days} ngày bắt đầu, các ngày còn lại như nhau",
    "for {count} of {days} start dates, equal for the rest",
)
_BOTH_WAYS: Final = Text(
    "đến hạn trước ở {earlier}, sau ở {later} trên {days} ngày bắt đầu",
    "due before it for {earlier} and after it for {later} of {days} start dates",
)
_SAME_DUES: Final = Text("cùng ngày đến hạn với mọi ngày bắt đầu", "due on the same day for every start date")
_WINDOWS: Final = Text("nhưng được làm từ ngày khác nhau", "but to be done from different days")
_WITNESS: Final = Text("từ {start}: hạn {due}, kia {other}", "from {start}: due {due}, the other {other}")
_BY_CASE: Final = Text("{said}, tùy trường hợp: {cases}", "{said}, by case: {cases}")
_UNDECIDED: Final = Text("không so được chung với {other}", "not comparable as a whole with {other}")
_CASES: Final = Text("{one} so với {other}: {said}", "{one} against {other}: {said}")
_CASE: Final = Text("{period} (trường hợp {case})", "{period} (case {case})")
_NO_PERIOD: Final = Text("không nêu thời hạn", "no period")
_NOT_WITH: Final = Text("không so được với {other}: {reasons}", "not comparable with {other}: {reasons}")
_DIFFERENT: Final = Text("khác {other}: {reasons}", "differs from {other}: {reasons}")
_WHY: Final = {
    Why.NO_NUMBER: Text("có bên không nêu số ngày", "one gives no number of days"),
    Why.STATED_IN_LOG: Text("ngày đến hạn do từng hồ sơ ghi", "each dossier states its own due date"),
    Why.OTHER_START: Text(
        "tính từ mốc khác ({one}; kia: {other})", "counted from another start ({one}; there: {other})"
    ),
    Why.OTHER_CASE: Text("không cùng trường hợp ({one}; kia: {other})", "no common case ({one}; there: {other})"),
    Why.OTHER_ACT: Text("việc phải làm khác ({one}; kia: {other})", "another act is due ({one}; there: {other})"),
    Why.OTHER_KIND: Text("loại nghĩa vụ khác ({one}; kia: {other})", "another kind of duty ({one}; there: {other})"),
    Why.OTHER_CONDITIONS: Text("điều kiện hoặc ngoại lệ khác", "other conditions or exceptions"),
    Why.NO_ORDER: Text("không có thứ tự chặt, lỏng", "there is no stricter or looser"),
    Why.IN_WORDS: Text("nói bằng lời, không có gì để đo", "said in words, nothing to measure"),
}
_NO_COMMON_CASE: Final = Text("không cùng trường hợp", "no common case")
_SCALES: Final = {
    "means": Text("hình thức phê duyệt", "means of approval"),
    "delegation": Text("ủy quyền", "delegation"),
    "limit": Text("số lượng", "number allowed"),
}
_KINDS: Final = {
    "deadline": Text("sau một sự kiện", "after an event"),
    "periodic": Text("định kỳ", "periodic"),
    "retention": Text("thời gian phải giữ", "time to keep"),
    "right": Text("quyền có thời hạn", "right in a window"),
}
_FAMILIES: Final = ("events", "transfer_cases", "subtypes", "person_categories")


def title(matrix: Matrix, lang: str) -> str:
    """Return the heading with the day of the comparison."""
    return TITLE.say(lang, day=shown(matrix.as_of))


def facts(matrix: Matrix, lang: str) -> list[str]:
    """Return what the reader has to know of the comparison, a line each."""
    told = [HORIZON.say(lang, first=shown(matrix.horizon.first), last=shown(matrix.horizon.last))]
    if matrix.base is not None:
        base = matrix.columns[matrix.base]
        is_floor = base.level is RegulationLevel.NATIONAL
        told.insert(0, FLOOR.say(lang) if is_floor else BASE.say(lang, province=base.province))
    if longer := _longer_rows(matrix, lang):
        told.append(longer)
    return told + standing_lines([(column.province, column.regulation) for column in matrix.columns], lang)


def _longer_rows(matrix: Matrix, lang: str) -> str:
    """Return which provinces give more time than the floor, on which topics; empty when none does."""
    rows: dict[str, dict[str, None]] = {}
    for row in matrix.rows:
        for standing in filter(matrix.is_longer_than_floor, row.standings):
            rows.setdefault(row_title(row, lang), {})[matrix.columns[standing.column].province] = None
    if not rows:
        return ""
    told = "; ".join(f"{topic} ({', '.join(provinces)})" for topic, provinces in rows.items())
    return _LONGER_ROWS.say(lang, since=_since_floor(matrix, lang), rows=told)


def _since_floor(matrix: Matrix, lang: str) -> str:
    first = matrix.floor.regulation.in_force_from if matrix.floor is not None else None
    return _SINCE.say(lang, day=shown(first)) if first is not None else ""


def column_title(column: Column, lang: str) -> str:
    """Return a regulation's province with its number or state: «Long An (31/2015/QĐ-UBND)»."""
    state = FORCE[column.force].say(lang)
    is_floor = column.level is RegulationLevel.NATIONAL
    whose = _OF_THE_COUNTRY.say(lang, province=column.province) if is_floor else column.province
    return f"{whose} ({column.number or state})" if column.force is Force.IN_FORCE else f"{whose} ({state})"


def row_title(row: Row, lang: str) -> str:
    """Return a topic's label."""
    return row.label_en if lang == "en" else row.label


def silence_words(cell: Cell, lang: str) -> str:
    """Return what a cell's silence means, in words; empty when it speaks."""
    if cell.silence is None:
        return ""
    term = standard().absence_markers[cell.silence]
    return term.en if lang == "en" else term.label


def cell_lines(cell: Cell, lang: str) -> list[str]:
    """Return a cell as lines: each saying with its clauses, or what the silence means in brackets."""
    if cell.silence is not None:
        return [f"[{silence_words(cell, lang)}]"]
    return [f"{item.text.rstrip('.')} ({'; '.join(item.cites)})" if item.cites else item.text for item in cell.said]


def mark_words(cell: Cell, lang: str) -> str:
    """Return a cell's mark as a sign with words; empty when it has none."""
    return MARKS[cell.mark].say(lang) if cell.mark is not None else ""


@dataclass(frozen=True, slots=True)
class Proof:
    """One witness date of a standing, the rule's own reckoning first, with the two duties."""

    seen: Witness
    duty: Duty
    other: Duty


def proofs(standing: Standing, matrix: Matrix) -> list[Proof]:
    """Return the witnesses of a standing: where the rule precedes the other by most, and where it comes after it.

    Where the period differs by case, those of each case.
    """
    one, other = standing.measures
    relation = standing.relation
    if relation.cases:
        return [proof for case in relation.cases for proof in case_proofs(case, matrix)]
    if not isinstance(one, Duty) or not isinstance(other, Duty):
        return []
    return _proofs(relation, one, other, matrix)


def case_proofs(case: CaseRelation, matrix: Matrix) -> list[Proof]:
    """Return the witnesses of one case."""
    return _proofs(case.relation, case.one.duty, case.other.duty, matrix)


def _proofs(relation: Relation, one: Duty, other: Duty, matrix: Matrix) -> list[Proof]:
    if (verdict := relation.verdict) is None:
        return []
    return [
        Proof(witness(timing_of(one), timing_of(other), start, matrix.calendar), one, other)
        for start in (verdict.earlier_at, verdict.later_at)
        if start is not None
    ]


def standing_words(standing: Standing, matrix: Matrix, lang: str) -> str:
    """Return in one sentence how a rule stands to the row's point of reference, with a date that shows it.

    Where a period differs by case, how each case stands follows.
    """
    relation = standing.relation
    other = matrix.columns[standing.reference].province
    if relation.cases:
        is_undecided = relation.stands is Stands.INCOMPARABLE
        said = _UNDECIDED.say(lang, other=other) if is_undecided else _ORDERS[relation.stands].say(lang, other=other)
        told = [_case_words(case, standing, matrix, lang) for case in relation.cases]
        return _BY_CASE.say(lang, said=said + _longer(standing, matrix, lang), cases="; ".join(told))
    if relation.obstacles:
        template = _NOT_WITH if relation.stands is Stands.INCOMPARABLE else _DIFFERENT
        reasons = "; ".join(_reason(item, standing, matrix, lang) for item in relation.obstacles)
        return template.say(lang, other=other, reasons=reasons)
    said = _ORDERS[relation.stands].say(lang, other=other)
    if relation.verdict is None:
        scale = _scale(standing, lang)
        return f"{scale}: {said}" if scale else said
    witnesses = [witness_words(proof.seen, lang) for proof in proofs(standing, matrix)]
    evidence = "; ".join([verdict_words(relation.verdict, lang), *witnesses])
    return f"{said}{_longer(standing, matrix, lang)} – {evidence}"


def _longer(standing: Standing, matrix: Matrix, lang: str) -> str:
    if not matrix.is_longer_than_floor(standing):
        return ""
    return f" ({_LONGER.say(lang)}{_since_floor(matrix, lang)})"


def _case_words(case: CaseRelation, standing: Standing, matrix: Matrix, lang: str) -> str:
    """Return how one case stands to a case of the other: «05 ngày» (…) so với «07 ngày» (…): chặt hơn – …."""
    relation = case.relation
    if relation.verdict is None:
        said = "; ".join(_reason(item, standing, matrix, lang) for item in relation.obstacles)
    else:
        witnesses = [witness_words(proof.seen, lang) for proof in case_proofs(case, matrix)]
        evidence = "; ".join([verdict_words(relation.verdict, lang), *witnesses])
        said = f"{_CASE_ORDERS[relation.stands].say(lang)} – {evidence}"
    one, other = (_portion(*side, lang) for side in zip((case.one, case.other), standing.cases, strict=True))
    return _CASES.say(lang, one=one, other=other, said=said)


def _portion(portion: Portion, cases: Sequence[str], lang: str) -> str:
    """Return the period of a case with its circumstances."""
    period = f"«{portion.duty.phrase}»"
    if isinstance(portion.duty.deadline, NotStated):
        period = _NO_PERIOD.say(lang)
    return _CASE.say(lang, period=period, case=cases[portion.place]) if portion.place is not None else period


def _scale(standing: Standing, lang: str) -> str:
    """Return what a standing without dates was measured by; empty for norms that are just the same."""
    measure = standing.measures[0]
    return _SCALES[measure.scale.partition(":")[0]].say(lang) if isinstance(measure, Rank) else ""


def witness_words(seen: Witness, lang: str) -> str:
    """Return one start date with both due dates."""
    return _WITNESS.say(lang, start=shown(seen.start), due=shown(seen.one.due_on), other=shown(seen.other.due_on))


def verdict_words(verdict: Verdict, lang: str) -> str:
    """Return on how many start dates one deadline precedes the other."""
    if verdict.earlier and verdict.later:
        counts = {"earlier": verdict.earlier, "later": verdict.later, "days": verdict.days}
        return _BOTH_WAYS.say(lang, **{name: number(count, lang) for name, count in counts.items()})
    count = verdict.earlier or verdict.later
    if count == verdict.days:
        return _EVERY_DAY.say(lang)
    if count:
        return _SOME_DAYS.say(lang, count=number(count, lang), days=number(verdict.days, lang))
    same = _SAME_DUES.say(lang)
    return same if verdict.same_windows else f"{same}, {_WINDOWS.say(lang)}"


def cell_standings(row: Row, column: int) -> list[Standing]:
    """Return how the rules of one cell stand to the point of reference, in the order of the cell."""
    return [standing for standing in row.standings if standing.column == column]


def _reason(obstacle: Obstacle, standing: Standing, matrix: Matrix, lang: str) -> str:
    if obstacle.why is Why.OTHER_CASE and not obstacle.one:
        return _NO_COMMON_CASE.say(lang)
    here, there = matrix.columns[standing.column].vocabulary, matrix.columns[standing.reference].vocabulary
    return _WHY[obstacle.why].say(lang, one=_names(obstacle.one, here, lang), other=_names(obstacle.other, there, lang))


def _names(ids: Iterable[str], vocabulary: Vocabulary, lang: str) -> str:
    return ", ".join(_name(item, vocabulary, lang) for item in ids)


def _name(item: str, vocabulary: Vocabulary, lang: str) -> str:
    if item in _KINDS:
        return _KINDS[item].say(lang)
    for family in _FAMILIES:
        term = vocabulary.family(family).get(item)
        if term is not None:
            return f"«{term.en or term.label}»" if lang == "en" else f"«{term.label}»"
    return f"«{item}»"
