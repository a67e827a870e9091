"""Which period counted, where it stands, and why that one of several, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.clock import shown
from engine.comparison.wording import Wording
from engine.explanation import Case, Explanation
from engine.reports.names import Names
from engine.texts import Text, printable

_PHRASE = Text("Văn bản ghi: «{phrase}».", "The text says: «{phrase}».")
_SUMMARY = Text("Bản tóm tắt ghi: «{phrase}».", "The summary of the text says: «{phrase}».")
_READ = Text(
    "Theo cách hiểu nêu bên dưới, thời hạn là: «{phrase}».", "By the reading told below, the period is: «{phrase}»."
)
_ON_DOSSIER = Text("Hồ sơ ghi «{attribute}»: {what}.", "The dossier states «{attribute}»: {what}.")
_HELD = Text("Dùng thời hạn này vì {condition}.", "This period counts because {condition}.")
_THE_REST = Text(
    "Dùng thời hạn này vì không thuộc trường hợp nào nêu trước nó.",
    "This period counts because none of the cases before it holds.",
)
_FAILED = Text(
    "Không dùng «{phrase}»: chỉ dùng khi {condition}, mà việc này thì không.",
    "Not «{phrase}»: that is for when {condition}, which is not so here.",
)
_IN_DOUBT = Text(
    "Chưa biết có dùng «{phrase}» hay không: phải biết {condition} có đúng không.",
    "Whether «{phrase}» counts is not known: it hangs on whether {condition}.",
)
_NONE_HELD = Text(
    "Không trường hợp nào nêu trên đúng với việc này nên không có thời hạn.",
    "None of these cases holds here, so there is no period.",
)


def period_told(explanation: Explanation, names: Names) -> Iterator[str]:
    """Yield where the period stands (in the text, in its summary, on the dossier), then why it is that one."""
    if explanation.phrase is not None:
        yield _source(explanation.phrase, explanation, names)
    if explanation.cases:
        yield from _cases(explanation.cases, explanation, names)


def _source(phrase: str, explanation: Explanation, names: Names) -> str:
    stated, lang = explanation.stated, names.lang
    if stated is None:
        text = _READ if explanation.is_read_period else _SUMMARY if explanation.is_of_summary else _PHRASE
        return text.say(lang, phrase=printable(phrase))
    attribute = printable(names.term(explanation.finding.regulation, "attributes", stated.attribute))
    is_day = stated.is_date and explanation.trace.due is not None
    what = shown(date.fromisoformat(phrase)) if is_day else f"«{printable(phrase)}»"
    return _ON_DOSSIER.say(lang, attribute=attribute, what=what)


def _cases(cases: tuple[Case, ...], explanation: Explanation, names: Names) -> Iterator[str]:
    """Yield why the last of the cases counts, or is in doubt, and then why those before it do not."""
    lang = names.lang
    wording = Wording(names.vocabulary(explanation.finding.regulation), lang)
    *before, last = cases
    asked = printable(wording.condition(last.only_if)) if last.only_if is not None else None
    if last.holds is None:
        yield _IN_DOUBT.say(lang, phrase=printable(last.phrase), condition=asked)
    elif asked is not None:
        yield _HELD.say(lang, condition=asked)
    elif last.is_written:
        yield _THE_REST.say(lang)
    for case in before:
        if case.only_if is not None:
            condition = printable(wording.condition(case.only_if))
            yield _FAILED.say(lang, phrase=printable(case.phrase), condition=condition)
    if not last.is_written:
        yield _NONE_HELD.say(lang)
