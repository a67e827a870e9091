"""Whether a changed period is stricter than the one before, in words; where it cannot be told, why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.calendars import Calendar
from engine.comparison.comparability import Why
from engine.comparison.measures import Relation, Stands, relate
from engine.comparison.portions import Portion
from engine.comparison.strictness import Horizon
from engine.phrases import NotStated
from engine.planning import Duty
from engine.texts import Text, number

_STRICTER: Final = Text("chặt hơn", "stricter")
_LOOSER: Final = Text("lỏng hơn", "looser")
_EVERY_DAY: Final = Text("mọi ngày trong {years} năm", "on every day of {years} years")
_SOME_DAYS: Final = Text(
    "{count} trên {days} ngày trong {years} năm, các ngày khác như cũ",
    "on {count} of {days} days in {years} years, the same on the others",
)
_BY_TURNS: Final = Text(
    "sớm hơn ở {earlier} ngày, muộn hơn ở {later} ngày trong {years} năm",
    "earlier on {earlier} days and later on {later} days in {years} years",
)
_SAME_DAYS: Final = Text("cùng ngày đến hạn", "due on the same days")
_UNWEIGHED: Final = Text(
    "không nói được chặt hay lỏng hơn ({why})", "whether it is stricter or looser cannot be told ({why})"
)
_WHY: Final = {
    Why.NO_NUMBER: Text("có bản không nêu số ngày", "one version gives no number of days"),
    Why.STATED_IN_LOG: Text("ngày đến hạn do từng hồ sơ ghi", "each dossier states its own due date"),
    Why.OTHER_KIND: Text("thành loại nghĩa vụ khác", "it has become another kind of duty"),
}
_OTHER_CONDITIONS: Final = Text("điều kiện đã khác", "its conditions have changed")
READ_OTHERWISE: Final = Text(
    "không nói được chặt hay lỏng hơn (cách hiểu được chọn đọc thời hạn theo cách khác)",
    "whether it is stricter or looser cannot be told (the reading in use gives another period)",
)
_BY_CASE: Final = Text("nay {new}, trước {old}: {weight}", "now {new}, before {old}: {weight}")
_IN_CASE: Final = Text("{period} (trường hợp {case})", "{period} (case {case})")
_NO_PERIOD: Final = Text("không nêu thời hạn", "no period")


@dataclass(frozen=True, slots=True)
class Scales:
    """What periods are weighed on, and the language in which it is told."""

    calendar: Calendar
    horizon: Horizon
    lang: str

    def weight(self, new: Duty, old: Duty, cases: tuple[Sequence[str], Sequence[str]] = ((), ())) -> str:
        """Return how the new due dates lie to the old ones, case by case where a period differs by case.

        Only the period is asked about, so a starting point that changes too does not stand in the way.

        Args:
            cases: the circumstances of each case of the new and of the old period, in words.
        """
        alike = replace(new, trigger=old.trigger, test=old.test, must=old.must)
        relation = relate(alike, old, self.calendar, self.horizon)
        if not relation.cases:
            return self._weight(relation)
        told = (
            _BY_CASE.say(
                self.lang,
                new=self._portion(case.one, cases[0]),
                old=self._portion(case.other, cases[1]),
                weight=self._weight(case.relation),
            )
            for case in relation.cases
        )
        return "; ".join(told)

    def _weight(self, relation: Relation) -> str:
        if relation.obstacles:
            whys = dict.fromkeys(_WHY.get(item.why, _OTHER_CONDITIONS) for item in relation.obstacles)
            return _UNWEIGHED.say(self.lang, why="; ".join(why.say(self.lang) for why in whys))
        verdict, years = relation.verdict, self.horizon.years
        if verdict is None or relation.stands is Stands.EQUAL:
            return _SAME_DAYS.say(self.lang)
        if relation.stands is Stands.NEITHER:
            counts = {"earlier": number(verdict.earlier, self.lang), "later": number(verdict.later, self.lang)}
            return _BY_TURNS.say(self.lang, years=years, **counts)
        count = verdict.earlier or verdict.later
        days = {"count": number(count, self.lang), "days": number(verdict.days, self.lang), "years": years}
        when = (_EVERY_DAY if count == verdict.days else _SOME_DAYS).say(self.lang, **days)
        return f"{(_STRICTER if relation.stands is Stands.STRICTER else _LOOSER).say(self.lang)} {when}"

    def _portion(self, portion: Portion, cases: Sequence[str]) -> str:
        is_silent = isinstance(portion.duty.deadline, NotStated) and portion.duty.stated is None
        period = _NO_PERIOD.say(self.lang) if is_silent else f"«{portion.duty.phrase}»"
        return period if portion.place is None else _IN_CASE.say(self.lang, period=period, case=cases[portion.place])
