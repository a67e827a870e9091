"""Values of a rule file in words, for sentences about them: ids by their labels, conditions read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from pydantic import BaseModel

from engine.clock import shown
from engine.model.base import Act, Condition, When
from engine.model.duties import Voiding
from engine.model.periods import Within
from engine.model.schema_words import VALUES
from engine.texts import Text, field_name
from engine.vocabulary import Vocabulary

NOTHING: Final = Text("không ghi", "nothing")
_YES: Final = Text("có", "yes")
_NO: Final = Text("không", "no")
_AND: Final = Text(" và ", " and ")
_OR: Final = Text(" hoặc ", " or ")
_NOT: Final = Text("không phải ({inner})", "not ({inner})")
_IS: Final = Text("{field} là {values}", "{field} is {values}")
_UNTIL: Final = Text("kéo dài {lasting} cho đến {until}", "lasting {lasting} until {until}")
_SAME: Final = Text("{one} và {other} là một", "{one} and {other} are the same")
_HAS: Final = Text("đã có {event}", "{event} has happened")
_HAS_NOT: Final = Text("chưa có {event}", "{event} has not happened")
_SINCE: Final = Text(" kể từ {event}", " since {event}")
_HELD: Final = Text("đã có {event} và chưa có {until}", "{event} has happened and {until} has not")
_IN_STATE: Final = Text("hồ sơ ở trạng thái {states}", "the dossier is in {states}")
_BOUNDS: Final = {
    "at_least": Text("ít nhất", "at least"),
    "more_than": Text("lớn hơn", "more than"),
    "at_most": Text("nhiều nhất", "at most"),
    "less_than": Text("nhỏ hơn", "less than"),
}
_EXPIRED: Final = Text("quá hạn «{rule}»", "«{rule}» has expired")
_COMPLETED: Final = Text("đã xong «{rule}»", "«{rule}» is completed")
_ENDED: Final = Text("{event}: «{reason}»", "{event}: «{reason}»")
_ANNULLED: Final = Text("{event}: «{reason}», hủy từ đầu", "{event}: «{reason}», annulled from the start")
_ENTERED: Final = Text("hồ sơ vào trạng thái {state}", "the dossier enters {state}")
_ALL: Final = Text("đủ cả {acts}", "all have happened: {acts}")
_DATE_IN: Final = Text("ngày ghi ở «{attribute}»", "the date in «{attribute}»")
_SPAN_IN: Final = Text("thời hạn ghi ở «{attribute}»", "the period in «{attribute}»")
_ELSE: Final = Text("còn lại", "all others")
_BY_CASE: Final = Text("tùy trường hợp: {cases}", "by case: {cases}")
_IN_CASE: Final = Text("«{phrase}» khi {condition}", "«{phrase}» when {condition}")
_OTHERWISE: Final = Text("«{phrase}» trong trường hợp khác", "«{phrase}» otherwise")
_NONE_OTHERWISE: Final = Text("trường hợp khác không nêu thời hạn", "no period stated otherwise")
_FAMILIES: Final = (
    *("events", "roles", "transfer_cases", "subtypes", "person_categories", "unit_types", "states", "topics"),
    "prohibited_acts",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Tells values in one language by one vocabulary."""

    vocabulary: Vocabulary
    lang: str

    def say(self, value: object) -> str:
        """Return any value of the model in words."""
        if value is None or value == () or value == {}:
            return NOTHING.say(self.lang)
        if isinstance(value, bool):
            return (_YES if value else _NO).say(self.lang)
        if isinstance(value, date):
            return shown(value)
        if isinstance(value, Enum):
            return self._choice(value)
        if isinstance(value, str):
            told = self.term(value)
            return told if told != value else f"«{value}»"
        if isinstance(value, Condition):
            return self.condition(value)
        if isinstance(value, Voiding):
            text = _ANNULLED if value.from_start else _ENDED
            return text.say(self.lang, event=self._happening(value), reason=value.reason)
        if isinstance(value, (When, Act)):
            return self._happening(value)
        if isinstance(value, Within):
            return self._within(value)
        if isinstance(value, BaseModel):
            given = (
                (title_of(value, name, self.lang), getattr(value, name)) for name in sorted(value.model_fields_set)
            )
            return "; ".join(f"{title.lower()}: {self.say(item)}" for title, item in given)
        if isinstance(value, Mapping):
            return self._fields({str(key): self._texts(item) for key, item in value.items()})
        if isinstance(value, Iterable):
            items = list(value)
            one_of = all(isinstance(item, Act) and not isinstance(item, Voiding) for item in items)
            return (_OR.say(self.lang) if one_of else ", ").join(self.say(item) for item in items)
        return str(value)

    def term(self, name: str) -> str:
        """Return the label of an id of the vocabulary in quotes; any other text as it stands."""
        for family in _FAMILIES:
            term = self.vocabulary.family(family).get(name)
            if term is not None:
                return f"«{(term.en or term.label) if self.lang == 'en' else term.label}»"
        return name

    def condition(self, condition: Condition) -> str:
        """Return a condition read aloud."""
        parts = self._asked(condition)
        parts += [self.condition(inner) for inner in condition.all]
        if condition.any:
            parts.append(f"({_OR.say(self.lang).join(self.condition(inner) for inner in condition.any)})")
        if condition.not_ is not None:
            parts.append(_NOT.say(self.lang, inner=self.condition(condition.not_)))
        parts += self._facts(condition)
        return _AND.say(self.lang).join(parts)

    def _facts(self, condition: Condition) -> list[str]:
        """Return what a condition asks beyond the event's own fields."""
        told = []
        for key, words in (("has", _HAS), ("has_not", _HAS_NOT)):
            if (happening := getattr(condition, key)) is not None:
                since = self.term(happening.since) if happening.since is not None else None
                said = words.say(self.lang, event=self._happening(happening))
                told.append(said if since is None else said + _SINCE.say(self.lang, event=since))
        if (held := condition.holding) is not None:
            told.append(_HELD.say(self.lang, event=self.term(held.event), until=self.term(held.until)))
        if condition.state:
            told.append(_IN_STATE.say(self.lang, states=_OR.say(self.lang).join(map(self.term, condition.state))))
        return told

    def _happening(self, value: When | Act) -> str:
        if isinstance(value, When):
            told = self._source(value)
        else:
            told = self.term(value.event)
        if asked := self._asked(value):
            told += f" ({_AND.say(self.lang).join(asked)})"
        if isinstance(value, When) and value.until is not None and value.lasting is not None:
            told += ", " + _UNTIL.say(self.lang, lasting=f"«{value.lasting}»", until=self.term(value.until))
        return told

    def circumstances(self, within: Within | None) -> tuple[str, ...]:
        """Return the circumstances of each case of a period in words, last those in which no case holds."""
        if within is None or not within.cases:
            return ()
        told = [self.condition(case.only_if) for case in within.cases if case.only_if is not None]
        return (*told, _ELSE.say(self.lang))

    def _within(self, within: Within) -> str:
        if within.phrase is not None:
            return f"«{within.phrase}»"
        if within.date_in is not None:
            return _DATE_IN.say(self.lang, attribute=self._field(within.date_in))
        if within.span_in is not None:
            return _SPAN_IN.say(self.lang, attribute=self._field(within.span_in))
        told = [
            _OTHERWISE.say(self.lang, phrase=case.phrase)
            if case.only_if is None
            else _IN_CASE.say(self.lang, phrase=case.phrase, condition=self.condition(case.only_if))
            for case in within.cases
        ]
        if within.cases[-1].only_if is not None:
            told.append(_NONE_OTHERWISE.say(self.lang))
        return _BY_CASE.say(self.lang, cases="; ".join(told))

    def _source(self, when: When) -> str:
        """Return what sets a duty off, its conditions left aside."""
        if when.expired is not None:
            return _EXPIRED.say(self.lang, rule=when.expired)
        if when.completed is not None:
            return _COMPLETED.say(self.lang, rule=when.completed)
        if when.entered is not None:
            return _ENTERED.say(self.lang, state=self.term(when.entered))
        if when.all:
            return _ALL.say(self.lang, acts=_AND.say(self.lang).join(map(self._happening, when.all)))
        return _OR.say(self.lang).join(self.term(name) for name in when.event)

    def _asked(self, part: When | Act | Condition) -> list[str]:
        """Return what a part asks of fields: the values it accepts, and the bounds it sets."""
        told = [self._fields(part.fields)] if part.fields else []
        for name, bounds in part.compared.items():
            for key, word in _BOUNDS.items():
                if (bound := getattr(bounds, key)) is not None:
                    told.append(f"{self._field(name)} {word.say(self.lang)} {bound}")
        return told

    def _field(self, name: str) -> str:
        labels = {item.id: item.en if self.lang == "en" else item.label for item in self.vocabulary.attributes.values()}
        return field_name(name, self.lang, labels)

    def _fields(self, fields: Mapping[str, Iterable[str]]) -> str:
        return _AND.say(self.lang).join(
            _IS.say(self.lang, field=self._field(name), values=self._values(values)) for name, values in fields.items()
        )

    def _values(self, values: Iterable[str]) -> str:
        truths = {"true": _YES.say(self.lang), "false": _NO.say(self.lang)}
        return _OR.say(self.lang).join(truths.get(value) or self.term(value) for value in values)

    def _choice(self, value: Enum) -> str:
        words = VALUES.get(type(value).__name__, {}).get(str(value.value))
        return words if words is not None and self.lang != "en" else str(value.value)

    @staticmethod
    def _texts(value: object) -> tuple[str, ...]:
        return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def title_of(part: BaseModel, name: str, lang: str) -> str:
    """Return what a key of the rule file is called: its Vietnamese title, in English the key itself."""
    field = type(part).model_fields[name]
    return (field.alias or name) if lang == "en" else field.title or field.alias or name
