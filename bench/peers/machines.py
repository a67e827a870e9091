"""State machines replaying the lifecycle of each dossier; they know nothing of time."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl

from bench.peers.logs import measured

SOME, FEW = 5, 200


def _by_dossier(frame: pl.DataFrame) -> Any:
    rows = frame.sort(frame.columns[0], frame.columns[2], maintain_order=True).iter_rows()
    return groupby(rows, key=itemgetter(0))


def transitions(folder: Path) -> dict[str, Any]:
    """The library «transitions», one machine set back for every dossier: adding models is quadratic."""
    from transitions import Machine, MachineError

    def check(frame: pl.DataFrame, job: dict[str, Any]) -> dict[str, bool]:
        life = job["lifecycle"]
        machine = Machine(states=life["states"], initial=life["initial"], auto_transitions=False)
        for event, origins, to in life["steps"]:
            machine.add_transition(event, origins or "*", to or "=")
        known = set(machine.events)
        broken = {}
        for dossier, rows in _by_dossier(frame):
            machine.set_state(life["initial"])
            broken[dossier] = False
            for _, event, _ in rows:
                if event in known:
                    try:
                        machine.trigger(event)
                    except MachineError:
                        broken[dossier] = True
        return broken

    return measured(folder, SOME, check)


def statemachine(folder: Path) -> dict[str, Any]:
    """The library «python-statemachine»: a class made from the lifecycle, an object for every dossier."""
    from statemachine import State, StateMachine
    from statemachine.exceptions import TransitionNotAllowed

    def machine_of(life: dict[str, Any]) -> tuple[type[Any], set[str]]:
        left = {origin for _, origins, _ in life["steps"] for origin in origins or life["states"]}
        states = {name: State(name, initial=name == life["initial"], final=name not in left) for name in life["states"]}
        events: dict[str, Any] = {}
        for event, origins, to in life["steps"]:
            for origin in origins or life["states"]:
                step = states[origin].to(states[to or origin])
                events[event] = events[event] | step if event in events else step
        return type("Dossier", (StateMachine,), {**states, **events}), set(events)

    def check(frame: pl.DataFrame, job: dict[str, Any]) -> dict[str, bool]:
        dossier_machine, known = machine_of(job["lifecycle"])
        broken = {}
        for dossier, rows in _by_dossier(frame):
            machine = dossier_machine()
            broken[dossier] = False
            for _, event, _ in rows:
                if event in known:
                    try:
                        machine.send(event)
                    except TransitionNotAllowed:
                        broken[dossier] = True
        return broken

    return measured(folder, FEW, check)
