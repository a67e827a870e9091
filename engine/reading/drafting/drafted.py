"""What a draft holds: duties as the machine reads them, with the events and bearers of the text's own."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model.citations import Citation
from engine.source import Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class OwnEvent:
    """An event of the text that the standard vocabulary lacks; `is_periodic` when it belongs to no dossier."""

    id: str
    label: str
    is_periodic: bool = False


@dataclass(frozen=True)
class OwnRole:
    """One who bears duties, as the text calls him, whom the standard vocabulary lacks."""

    id: str
    label: str


@dataclass(frozen=True)
class DraftedDuty:
    """A duty as the machine reads it; None is what it does not know.

    Attributes:
        id: the id in the rule file.
        label: the duty in a few words.
        cites: the provision.
        within: the phrase of the text, or «none».
        must, who, when: ids of the vocabulary, of `events` or of `role`.
        says: the sentence it stands in.
        keeps: the act is one that must not be done before its time.
        bearer, starts, condition: what the text says of these, where no id is known for it.
        extensions: expressions that lengthen or cap this period, with the place where they stand elsewhere.
        pauses: what is not counted in it («thời gian bổ sung hồ sơ không tính vào …»).
        others: ids of acts that fulfil it as well as `must`.
        is_right: `must` may be done, and need not.
        expired: the id of the duty whose end, with nothing done, sets this one off.
        span: where its expression of time stands in the text; of a duty without one, its sentence.
        events, role: what of the text's own the duty needs.
        needs_start: an event has to set it off; what returns with the calendar needs none.
    """

    id: str
    label: str
    cites: Citation
    within: str
    must: str | None
    who: str | None
    when: str | None
    says: str
    keeps: bool = False
    bearer: str | None = None
    starts: str | None = None
    condition: str | None = None
    extensions: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_right: bool = False
    expired: str | None = None
    span: Span = _NOWHERE
    events: tuple[OwnEvent, ...] = ()
    role: OwnRole | None = None
    needs_start: bool = False
