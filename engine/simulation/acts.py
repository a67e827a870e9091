"""Who does an act and with what evidence, so that it is done as the regulation wants it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from engine.model.duties import ApprovalPlace, Delegation, Means
from engine.planning import Plan
from engine.planning.conditions import Test, evaluate_test
from engine.planning.plan import PlannedTier
from engine.simulation.chances import happens, one_of

Pairs = dict[str, str]

_USUAL_APPROVERS = ("unit_head", "snv_leader", "managing_authority")
_DELEGATE, _ADMIN = "unit_delegate", "unit_admin"
_SHARE_OF_STAND_INS = 0.15


@dataclass(frozen=True, slots=True)
class Manner:
    """How an act may be done: by whom, with which attributes; `stand_ins` may act for an approver."""

    roles: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    stand_ins: tuple[str, ...]
    is_limited: bool


@dataclass(frozen=True)
class Acts:
    """The manner of every act under one regulation."""

    plan: Plan
    _known: dict[tuple[str | None, ...], Manner] = field(default_factory=dict, repr=False)

    def perform(
        self,
        chance: Random,
        event: str,
        usual: str | None,
        case: str | None,
        unit_type: str | None,
        category: str | None,
        fault: float,
    ) -> tuple[str | None, Pairs]:
        """Return the actor and the attributes of an act; with probability `fault` something is wrong with them."""
        key = (event, case, unit_type, category)
        manner = self._known.get(key)
        if manner is None:
            manner = self._manner(event, case, unit_type, category)
            self._known[key] = manner
        actor = usual if usual in manner.roles or not manner.is_limited else manner.roles[0]
        pairs: Pairs = dict(manner.evidence)
        if manner.stand_ins and happens(chance, _SHARE_OF_STAND_INS):
            actor = one_of(chance, manner.stand_ins)
            if actor == _DELEGATE:
                pairs["written"] = "true"
        if (pairs or manner.is_limited) and fault and happens(chance, fault):
            return _spoilt(chance, actor, pairs, manner)
        return actor, pairs

    def _manner(self, event: str, case: str | None, unit_type: str | None, category: str | None) -> Manner:
        evidence: Pairs = {}
        tiers = [tier for tier in self.plan.tiers if tier.event == event]
        roles = _common([_approvers(tier, unit_type, category) for tier in tiers])
        stand_ins = [name for name in (_ADMIN, _DELEGATE) if tiers and all(_stands_in(name, tier) for tier in tiers)]
        for tier in tiers:
            if tier.means is Means.DIGITAL_SIGNATURE:
                evidence["signed"] = "true"
            if tier.place is not ApprovalPlace.UNSPECIFIED:
                evidence["place"] = tier.place.value
        steps = [
            step
            for step in (self.plan.lifecycle.steps if self.plan.lifecycle is not None else ())
            if step.event == event and _may_hold(step.test, case)
        ]
        if steps and all(step.roles for step in steps):
            roles = _common([roles, tuple(sorted(frozenset[str]().union(*(step.roles for step in steps))))])
        for step in steps:
            evidence.update({name: min(accepted) for name, accepted in step.evidence})
        for requirement in self.plan.requirements:
            if requirement.event == event and not requirement.forbidden:
                roles = _common([roles, tuple(sorted(requirement.roles))])
                evidence.update({name: min(accepted) for name, accepted in requirement.evidence})
        return Manner(roles, tuple(sorted(evidence.items())), tuple(stand_ins), bool(roles))


def _approvers(tier: PlannedTier, unit_type: str | None, category: str | None) -> tuple[str, ...]:
    fitting = [
        entry
        for entry in tier.approvers
        if (not entry.unit_types or unit_type in entry.unit_types)
        and (not entry.categories or category in entry.categories)
    ]
    roles = frozenset[str]().union(*(entry.roles for entry in fitting))
    ordered = [role for role in _USUAL_APPROVERS if role in roles]
    return (*ordered, *sorted(roles - set(ordered)))


def _stands_in(role: str, tier: PlannedTier) -> bool:
    if role == _ADMIN:
        return tier.admin_may_approve
    return tier.delegation in (Delegation.WRITTEN, Delegation.ANY_FORM)


def _common(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the roles that all non-empty lists have, in the order of the first; the first when they have none."""
    kept = [roles for roles in lists if roles]
    if not kept:
        return ()
    return tuple(role for role in kept[0] if all(role in other for other in kept[1:])) or kept[0]


def _may_hold(test: Test, case: str | None) -> bool:
    return evaluate_test(test, lambda name: case if name == "case" else None) is not False


def _spoilt(chance: Random, actor: str | None, pairs: Pairs, manner: Manner) -> tuple[str | None, Pairs]:
    """Return the act with one thing wrong: a piece of evidence missing, or done by the wrong person."""
    flaws = [name for name, value in sorted(pairs.items()) if value == "true"]
    if manner.is_limited and "person" not in manner.roles:
        flaws.append("")
    if not flaws:
        return actor, pairs
    flaw = one_of(chance, flaws)
    return (actor, {**pairs, flaw: "false"}) if flaw else ("person", pairs)
