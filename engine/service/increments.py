"""Checking a log that has grown since it was last checked: only the dossiers that something was added to are judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.columnar.intake import Meanings
from engine.columnar.parts import MOST_IN_MEMORY
from engine.compliance import Wanted
from engine.diagnostics import Diagnostic
from engine.diagnostics.os_words import refused
from engine.loading.logs.events import RowLookups
from engine.loading.logs.folders import log_files
from engine.loading.logs.report import Report
from engine.service.given_files import ChangedError, FileIntake, TooManyRowsError, recognised
from engine.service.grounds import Grounds, lay_grounds
from engine.service.inputs import Inputs, Progress
from engine.service.remembering import Judgement, concern_one_dossier, judge_again, judge_whole
from engine.service.sources import concerned
from engine.service.state_keys import differences, keys_of
from engine.service.surveying import unusable
from engine.source import Place
from engine.store.files import is_journal
from engine.store.state import State, StateError, open_state, save_state
from engine.survey import Survey
from engine.texts import Text

_RENEWED_AT: Final = 20
"""All is judged again, and the state written anew, once one row in so many is new."""

FIRST: Final = Text("lần xét đầu tiên", "the first check")
OTHER_DAY: Final = Text("ngày xét đã khác", "another date of judging")
MANY_ROWS: Final = Text("nhiều dòng mới", "many new rows")
SHARED_ROWS: Final = Text("có sự kiện mới của đơn vị hoặc của tỉnh", "new events of units or of the province")
OTHER_RULES: Final = Text("có thêm quy chế được áp dụng", "one more regulation applies")


def survey_since(
    inputs: Inputs, state: Path, wanted: Wanted, on_progress: Progress | None = None, *, with_digest: bool = False
) -> Survey:
    """Judge a log and go on from where an earlier check stopped; equals `engine.service.surveying.survey`.

    Whatever makes the state unfit for this check is an error, and then nothing is judged. The diagnostics end with a
    note when the state was written, or with an error when it could not be.

    Args:
        state: a folder that an earlier call has written; one that is empty or not there is filled.
        wanted: what will be asked of the findings.
        with_digest: whether to tell the log's digest, too.
    """
    grounds = lay_grounds(inputs)
    if not grounds.usable:
        return unusable(inputs, grounds)
    try:
        known = _opened(state, inputs, grounds)
        intake = _read(inputs, grounds, known, on_progress)
    except _RefusedError as error:
        survey = unusable(inputs, grounds)
        return replace(survey, diagnostics=(*survey.diagnostics, *error.problems), data_usable=False)
    judgement = Judgement(inputs, grounds, intake, wanted, on_progress, with_digest)
    reason = _reason_to_judge_all(judgement, known)
    if known is not None and reason is None:
        return judge_again(judgement, known)
    survey, renewed = judge_whole(judgement, known)
    if not survey.data_usable:
        return survey
    return replace(survey, diagnostics=(*survey.diagnostics, _saved(state, renewed, intake, reason or FIRST)))


class _RefusedError(Exception):
    """Leaves a check that its state cannot serve."""

    def __init__(self, *problems: Diagnostic) -> None:
        super().__init__()
        self.problems = problems


def _opened(folder: Path, inputs: Inputs, grounds: Grounds) -> State | None:
    """Open the state, if there is one and it rests on the same as this check."""
    if any(map(is_journal, inputs.events)):
        raise _RefusedError(Diagnostic.of("S115"))
    try:
        stored = open_state(folder)
        if stored is None:
            return None
        if problems := differences(stored.keys, keys_of(inputs, grounds), folder):
            raise _RefusedError(*problems)
        plans = {item.plan.regulation: item.plan for item in grounds.judged}
        return stored.load(plans, grounds.calendar.version)
    except StateError as error:
        raise _RefusedError(Diagnostic.of("S113", Place(str(folder)), name=error)) from None


def _read(inputs: Inputs, grounds: Grounds, known: State | None, on_progress: Progress | None) -> FileIntake:
    """Read what is new in the log files."""
    report = Report()
    paths = log_files(inputs.events, report)
    given, problems = recognised(
        paths, known.files if known is not None else (), grounds.vocabulary, grounds.column_map
    )
    if problems:
        raise _RefusedError(*problems)
    meanings = Meanings(RowLookups(grounds.vocabulary, grounds.units, FIRST_DAY, LAST_DAY))
    most_rows = MOST_IN_MEMORY
    if known is not None:
        known.rows.seed(meanings)
        most_rows -= len(known.rows)
    intake = FileIntake(given, meanings, report, grounds.column_map, most_rows)
    try:
        intake.read(on_progress)
    except TooManyRowsError:
        raise _RefusedError(Diagnostic.of("S114", most=f"{MOST_IN_MEMORY:,}")) from None
    except ChangedError as error:
        raise _RefusedError(Diagnostic.of("S112", Place(str(error)))) from None
    return intake


def _reason_to_judge_all(judgement: Judgement, known: State | None) -> Text | None:
    """Return why it does not suffice to judge the dossiers with new rows."""
    intake, inputs = judgement.intake, judgement.inputs
    if known is None:
        return FIRST
    if inputs.as_of != known.as_of:
        return OTHER_DAY
    if intake.new_rows * _RENEWED_AT > len(known.rows):
        return MANY_ROWS
    alone = concern_one_dossier(list(intake.meanings.events.codes), judgement.grounds)
    if any((chunk.dossier.is_missing | ~alone[chunk.columns["event"]]).any() for chunk in intake.chunks):
        return SHARED_ROWS
    applied = {
        item.plan.regulation for item in concerned(judgement.grounds.judged, intake.meanings.units.codes, inputs)
    }
    return OTHER_RULES if applied != known.findings.keys() else None


def _saved(folder: Path, renewed: State, intake: FileIntake, reason: Text) -> Diagnostic:
    """Write the state; return what came of it."""
    try:
        files = intake.known_files()
        if files is None:
            return Diagnostic.of("S117", Place(str(folder)))
        save_state(folder, replace(renewed, files=files))
    except OSError as error:
        return refused("S101", error, path=folder)
    return Diagnostic.of("S116", Place(str(folder)), reason=reason.vi, reason_en=reason.en)
