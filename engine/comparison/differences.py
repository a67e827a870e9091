"""Two versions of a rule file told in sentences: what each change is in the law's terms, never lines of YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from engine.calendars import Calendar
from engine.clock import shown
from engine.comparison.steps import step_changes
from engine.comparison.strictness import TEN_YEARS, Horizon
from engine.comparison.succession import Fate, Succession, successions
from engine.comparison.weighing import READ_OTHERWISE, Scales
from engine.comparison.wording import Wording, title_of
from engine.loading.rules import RuleDocument
from engine.model.duties import Obligation
from engine.model.periods import Within
from engine.model.procedures import Interpretation
from engine.model.versions import Amendment, Passage, Version, dates_of, ending_of
from engine.phrases import Deadline, NotStated, WorkingDays, phrase_in_words
from engine.planning import Duty, compile_plan
from engine.planning.periods import phrase_of, under
from engine.texts import Text

_BLOCKS: Final = {
    "amendments": Text("văn bản sửa đổi", "amendment"),
    "start_dates": Text("ngày bắt đầu áp dụng", "start date"),
    "obligations": Text("nghĩa vụ", "obligation"),
    "approval": Text("cấp phê duyệt", "approval tier"),
    "transfer_cases": Text("trường hợp chuyển giao", "transfer case"),
    "limits": Text("giới hạn", "limit"),
    "requirements": Text("điều kiện của hành vi", "requirement"),
    "prohibitions": Text("hành vi bị cấm", "prohibition"),
    "consequences": Text("hậu quả", "consequence"),
    "norms": Text("chuẩn khác", "norm"),
    "interpretations": Text("cách hiểu", "interpretation"),
    "gaps": Text("khoảng trống", "gap"),
    "provisions": Text("điều khoản", "provision"),
}
_SINGLE: Final = {
    "regulation": Text("Quy chế", "Regulation"),
    "counting": Text("Cách tính thời gian", "Counting"),
    "scope": Text("Đối tượng áp dụng", "Scope"),
    "vocabulary": Text("Từ vựng riêng", "Own vocabulary"),
}
_LIFECYCLE: Final = Text("Vòng đời hồ sơ", "Lifecycle")
_ADDED: Final = Text("thêm {block} «{label}»", "{block} «{label}» added")
_REMOVED: Final = Text("bỏ {block} «{label}»", "{block} «{label}» removed")
_ADDED_DUTY: Final = Text("thêm {block} «{label}», thời hạn {phrase}", "{block} «{label}» added, period {phrase}")
_FROM: Final = Text("từ {day} {says}", "from {day} {says}")
_IN_FORCE: Final = Text("có hiệu lực từ {day}", "in force from {day}")
_ENDED: Final = Text("từ {day} bỏ {block} «{label}»", "from {day} {block} «{label}» no longer holds")
_REPLACED: Final = Text("từ {day} thay «{label}»: {says}", "from {day} in place of «{label}»: {says}")
_AS_BEFORE: Final = Text("nội dung như cũ", "the same as before")
_OPEN_TOO: Final = Text("việc còn dở cũng theo bản mới", "duties still open go by the new version, too")
_GONE: Final = (Fate.REMOVED, Fate.ENDED)
_THERE: Final = (Fate.KEPT, Fate.REPLACED, Fate.ADDED)
_FIELD: Final = Text("{field} {old} → {new}", "{field} {old} → {new}")
_PERIOD: Final = Text("thời hạn {old} → {new}", "period {old} → {new}")
_CAP: Final = Text("tối đa kể cả gia hạn {old} → {new}", "at most, with extensions, {old} → {new}")
_IN_CASE: Final = Text("trường hợp {case}: {says}", "case {case}: {says}")
_REWORDED: Final = Text(
    "chữ của thời hạn {old} → {new}, nghĩa không đổi", "period reworded {old} → {new}, its meaning stays"
)
_NOT_STATED: Final = Text("không nêu", "not stated")
_CHOSEN: Final = Text("chọn «{old}» → «{new}»: {says}", "chosen «{old}» → «{new}»: {says}")
_READING_ADDED: Final = Text("thêm phương án «{name}»: {says}", "reading «{name}» added: {says}")
_READING_REMOVED: Final = Text("bỏ phương án «{name}»", "reading «{name}» removed")
_READING_CHANGED: Final = Text("phương án «{name}» đổi: {says}", "reading «{name}» changed: {says}")


@dataclass(frozen=True, slots=True)
class Difference:
    """One change.

    Attributes:
        block: the block of the rule file.
        rule: the id of the rule; None for blocks without ids.
        cites: its clauses, those of the new text where it is still there.
        says: what changes, in words, without the clauses.
    """

    block: str
    rule: str | None
    cites: tuple[str, ...]
    says: str

    @property
    def sentence(self) -> str:
        """The change led by its clauses."""
        return f"{'; '.join(self.cites)}: {self.says}" if self.cites else f"{self.says[:1].upper()}{self.says[1:]}"


def differences(
    old: RuleDocument, new: RuleDocument, lang: str, *, calendar: Calendar | None = None, horizon: Horizon = TEN_YEARS
) -> list[Difference]:
    """Return every change from `old` to `new`, in the order of the file.

    Args:
        lang: «vi» or «en».
        calendar, horizon: what the strictness of changed periods is decided on; None for the national calendar.
    """
    teller = _Teller(old, new, lang, calendar or Calendar.national(), horizon)
    return list(teller.told())


@dataclass(frozen=True)
class _Teller:
    old: RuleDocument
    new: RuleDocument
    lang: str
    calendar: Calendar
    horizon: Horizon

    def told(self) -> Iterator[Difference]:
        for block, title in _SINGLE.items():
            for says in self._fields(getattr(self.old.file, block), getattr(self.new.file, block), ("cites",)):
                yield Difference(block, None, (), f"{title.say(self.lang)}: {says}")
        for name in ("coverage", "encoded", "moves"):
            others = tuple(field for field in type(self.new.file).model_fields if field != name)
            for says in self._fields(self.old.file, self.new.file, others):
                yield Difference(name, None, (), says)
        for block in _BLOCKS:
            yield from self._block(block)
            if block == "obligations":
                yield from self._lifecycle()

    def _block(self, block: str) -> Iterator[Difference]:
        before, after = (_grouped(getattr(document.file, block)) for document in (self.old, self.new))
        found = {key: list(successions(before.get(key, ()), after.get(key, ()))) for key in {**before, **after}}
        for fates in (_GONE, _THERE):
            for told in found.values():
                for item in told:
                    if item.fate in fates:
                        yield from self._told(block, item)

    def _told(self, block: str, item: Succession) -> Iterator[Difference]:
        """Tell what became of one version, an ending and what follows it in one sentence."""
        title, day = _BLOCKS[block].say(self.lang), shown(item.on) if item.on is not None else ""
        before, after = item.before, item.after
        if before is None:
            if after is not None:
                says = self._added(title, after)
                yield self._about(block, after, _FROM.say(self.lang, day=day, says=says) if day else says)
        elif after is None:
            says = _REMOVED.say(self.lang, block=title, label=_label(before))
            yield self._about(block, before, _FROM.say(self.lang, day=day, says=says) if day else says)
        elif item.fate is Fate.ENDED:
            yield self._about(block, after, _ENDED.say(self.lang, block=title, label=_label(after), day=day))
        elif item.fate is Fate.REPLACED:
            where = self.new if item.is_within_new else self.old
            dates = dates_of(after) if isinstance(after, Version) else ()
            changes = list(self._changes(before, after, where, (*dates, "label", "transition")))
            yield self._about(block, after, self._replacing(before, after, day, changes))
        else:
            ended = isinstance(before, Version) and isinstance(after, Version) and before.ends is None
            special = (ending_of(after),) if ended and isinstance(after, Version) else ()
            for says in self._changes(before, after, self.old, special):
                yield self._about(block, after, f"{_label(after)}: {says}")

    def _added(self, title: str, part: BaseModel) -> str:
        if isinstance(part, Obligation):
            phrase = self._phrase(part.within)
            return _ADDED_DUTY.say(self.lang, block=title, label=part.label, phrase=phrase)
        says = _ADDED.say(self.lang, block=title, label=_label(part))
        if isinstance(part, Amendment):
            says += ", " + _IN_FORCE.say(self.lang, day=shown(part.in_force_from))
        return says

    def _replacing(self, before: BaseModel, after: BaseModel, day: str, changes: Sequence[str]) -> str:
        """Tell a version that takes the place of another: since when, by which text, and what it changes."""
        amendment = getattr(after, "amended_by", None)
        when = f"{day} ({amendment})" if amendment else day
        told = "; ".join(changes) or _AS_BEFORE.say(self.lang)
        says = _REPLACED.say(self.lang, day=when, label=_label(before), says=told)
        if getattr(after, "transition", None) is Passage.OPEN_INSTANCES:
            says += "; " + _OPEN_TOO.say(self.lang)
        return says

    def _about(self, block: str, part: BaseModel, says: str) -> Difference:
        cites = getattr(part, "cites", ()) or ((part.at,) if hasattr(part, "at") else ())
        return Difference(block, getattr(part, "id", None) or getattr(part, "case", None), tuple(cites), says)

    def _changes(
        self, before: BaseModel, after: BaseModel, where: RuleDocument, special: tuple[str, ...] = ()
    ) -> Iterator[str]:
        """Tell what differs between two versions, `special` keys left aside.

        Args:
            where: the text in which `before` stands.
        """
        if isinstance(before, Obligation) and isinstance(after, Obligation):
            special = (*special, "within")
            if before.within != after.within:
                yield self._period(before, after, where)
        if isinstance(before, Interpretation) and isinstance(after, Interpretation):
            special = (*special, "chosen", "readings")
            yield from self._readings(before, after)
        yield from self._fields(before, after, special)

    def _fields(self, before: BaseModel, after: BaseModel, special: Sequence[str]) -> Iterator[str]:
        for name in type(after).model_fields:
            one, other = getattr(before, name), getattr(after, name)
            if _are_parts(one) and _are_parts(other):
                one, other = tuple(i for i in one if i not in other), tuple(i for i in other if i not in one)
            if one != other and name not in special:
                yield _FIELD.say(
                    self.lang,
                    field=title_of(after, name, self.lang).lower(),
                    old=Wording(self.old.vocabulary, self.lang).say(one),
                    new=Wording(self.new.vocabulary, self.lang).say(other),
                )

    def _period(self, before: Obligation, after: Obligation, where: RuleDocument) -> str:
        """Tell a changed period: the figures, and whether it is stricter."""
        one, other = self._duty(where, before), self._duty(self.new, after)
        old, new = before.within, after.within
        told = _PERIOD.say(self.lang, old=self._phrase(old), new=self._phrase(new))
        if one is None or other is None:
            return f"{told}, {READ_OTHERWISE.say(self.lang)}"
        if cases := self._cases(one, other, new):
            return cases
        if one.has_choices or other.has_choices:
            wording = Wording(self.new.vocabulary, self.lang)
            weight = self._scales.weight(other, one, (wording.circumstances(new), wording.circumstances(old)))
            return f"{told}, {weight}"
        return self._changed(one, other, old, new)

    def _changed(self, one: Duty, other: Duty, old: Within | None, new: Within | None) -> str:
        """Tell a period that is the same in all circumstances: its words, its cap, its length."""
        if one.cap != other.cap:
            cap = _CAP.say(self.lang, old=self._cap(one), new=self._cap(other))
            return cap if one.deadline == other.deadline else f"{self._length(one, other, old, new)}; {cap}"
        if one.deadline == other.deadline:
            return _REWORDED.say(self.lang, old=self._phrase(old), new=self._phrase(new))
        return self._length(one, other, old, new)

    def _cases(self, one: Duty, other: Duty, after: Within | None) -> str:
        """Tell the cases of which the period changed; empty where the two texts do not tell the same cases."""
        if not one.periods or [case.test for case in one.periods] != [case.test for case in other.periods]:
            return ""
        told = []
        words = Wording(self.new.vocabulary, self.lang).circumstances(after)
        for old, new, case in zip(one.periods, other.periods, words, strict=True):
            if old != new:
                periods = Within(phrase=old.phrase), Within(phrase=new.phrase)
                says = self._changed(under(one, old), under(other, new), *periods)
                told.append(_IN_CASE.say(self.lang, case=case, says=says))
        return "; ".join(told)

    def _cap(self, duty: Duty) -> str:
        return phrase_in_words(duty.cap, self.lang) if duty.cap is not None else _NOT_STATED.say(self.lang)

    @property
    def _scales(self) -> Scales:
        return Scales(self.calendar, self.horizon, self.lang)

    def _length(self, one: Duty, other: Duty, before: Within | None, after: Within | None) -> str:
        old, new = self._figures(one.deadline, other.deadline, before, after)
        return f"{_PERIOD.say(self.lang, old=old, new=new)}, {self._scales.weight(other, one)}"

    def _figures(self, one: Deadline, other: Deadline, before: Within | None, after: Within | None) -> tuple[str, str]:
        """Return both periods in few words; of two counts of one unit only the new one names the unit."""
        old, new = self._short(one, before), self._short(other, after)
        if isinstance(one, WorkingDays) and isinstance(other, WorkingDays):
            old = str(one.count)
        return old, new

    def _short(self, deadline: Deadline, phrase: Within | None) -> str:
        if isinstance(deadline, NotStated):
            return _NOT_STATED.say(self.lang)
        try:
            return phrase_in_words(deadline, self.lang)
        except ValueError:
            return self._phrase(phrase)

    def _phrase(self, within: Within | None) -> str:
        if within is None or within.phrase == "none":
            return _NOT_STATED.say(self.lang)
        return Wording(self.new.vocabulary, self.lang).say(within)

    @staticmethod
    def _duty(document: RuleDocument, item: Obligation) -> Duty | None:
        """Return the compiled duty with the phrase as written, whatever a reading makes of it."""
        same = [place for place in document.file.obligations if place.id == item.id]
        found = [duty for duty in compile_plan(document).duties if duty.id == item.id]
        written = phrase_of(item.within).text if item.within is not None else None
        if len(found) != len(same) or found[same.index(item)].phrase != written:
            return None
        return found[same.index(item)]

    def _readings(self, before: Interpretation, after: Interpretation) -> Iterator[str]:
        old, new = before.readings, after.readings
        if before.chosen != after.chosen:
            says = new[after.chosen].says
            yield _CHOSEN.say(self.lang, old=before.chosen, new=after.chosen, says=says)
        for name, reading in new.items():
            if name not in old:
                yield _READING_ADDED.say(self.lang, name=name, says=reading.says)
            elif old[name] != reading:
                says = "; ".join(self._fields(old[name], reading, ()))
                yield _READING_CHANGED.say(self.lang, name=name, says=says)
        for name in old:
            if name not in new:
                yield _READING_REMOVED.say(self.lang, name=name)

    def _lifecycle(self) -> Iterator[Difference]:
        title = _LIFECYCLE.say(self.lang)
        for change in step_changes(self.old, self.new, self.lang):
            yield Difference("lifecycle", None, change.cites, f"{title}: {change.says}")
        one, other = self.old.file.lifecycle, self.new.file.lifecycle
        if one is not None and other is not None:
            for says in self._fields(one, other, ("transitions", "groups", "stays")):
                yield Difference("lifecycle", None, (), f"{title}: {says}")


def _are_parts(value: object) -> bool:
    """Tell whether a value is a list of parts, of which only those that changed are told."""
    return isinstance(value, tuple) and all(isinstance(item, BaseModel) for item in value)


def _grouped(parts: Iterable[BaseModel]) -> dict[str, list[BaseModel]]:
    """Return the parts by id, versions of one id together; gaps and provisions by what they are about."""
    found: dict[str, list[BaseModel]] = {}
    for part in parts:
        key = next(str(getattr(part, name)) for name in ("id", "case", "at", "number", "about") if hasattr(part, name))
        found.setdefault(key, []).append(part)
    return found


def _label(part: BaseModel) -> str:
    for name in ("label", "question", "at", "number", "says", "case"):
        if isinstance(found := getattr(part, name, None), str):
            return found.rstrip(".")
    return ""
