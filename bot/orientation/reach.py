"""What the rules do over the whole space of profiles: who is left over, what never shows."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bot.orientation.engine import best_of_each_door, evaluate, ranked, valid_on
from bot.orientation.findings import ERROR, Finding, IntendedReach, describe_profile
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue, IntendedProfile
from bot.orientation.space import Case, profile_space
from bot.orientation.vocabulary import UNKNOWN

#: How many left-over profiles are listed; the rest is counted.
LISTED = 10

#: A rule that is never among so many first doors is as good as absent.
FIRST_DOORS = 2


@dataclass
class Reach:
    """What was seen on the way through the space.

    Attributes:
        profiles: How many profiles were covered.
        cases: How many the rules can tell apart.
        undeclared: Cases left to the last resort that no pattern declares.
        intended: For each declared pattern, how many profiles it covers.
        prominent: Codes of the rules that are first or second for some profile.
        ties: For each pair of rules that only their codes rank, a profile where this happens.
    """

    profiles: int = 0
    cases: int = 0
    undeclared: list[Case] = field(default_factory=list)
    intended: Counter[int] = field(default_factory=Counter)
    prominent: set[str] = field(default_factory=set)
    ties: dict[tuple[str, str], Profile] = field(default_factory=dict)


def explore(catalogue: Catalogue, date: datetime.date) -> Reach:
    """Hold the rules against every profile.

    Args:
        catalogue: The rules database.
        date: The day.
    """
    reach = Reach()
    patterns = catalogue.last_resort.intended
    for case in profile_space(catalogue):
        reach.cases += 1
        reach.profiles += case.count
        proposed = ranked(evaluate(case.profile, catalogue, date))
        if not proposed:
            declared = [
                number for number, each in enumerate(patterns) if covers(each, case.profile)
            ]
            reach.intended.update(dict.fromkeys(declared, case.count))
            if not declared:
                reach.undeclared.append(case)
        for first in best_of_each_door(proposed)[:FIRST_DOORS]:
            reach.prominent.add(first.rule.code)
        for one, other in pairwise(proposed):
            if (one.fit, one.rule.priorite) == (other.fit, other.rule.priorite):
                reach.ties.setdefault((one.rule.code, other.rule.code), case.profile)
    return reach


def covers(pattern: IntendedProfile, profile: Profile) -> bool:
    """Whether a declared pattern describes a profile; ``inconnu`` matches the unknown."""
    return all(
        set(profile.known(each.critere) or (UNKNOWN,)) & set(each.attendu)
        for each in pattern.conditions
    )


def reach_findings(reach: Reach, catalogue: Catalogue, date: datetime.date) -> Iterator[Finding]:
    """Tell what is wrong with what was seen."""
    yield from _left_over(reach)
    for number, pattern in enumerate(catalogue.last_resort.intended):
        if not reach.intended[number]:
            yield Finding(
                ERROR,
                "dernier recours",
                f"le profil attendu « {describe_pattern(pattern)} » ne correspond à aucun projet "
                "laissé au dernier recours : retirez-le de dernier_recours.yml",
            )
    for rule in catalogue.rules:
        if valid_on(rule, date) and rule.code not in reach.prominent:
            yield Finding(
                ERROR,
                f"règle {rule.code}",
                "elle n’arrive jamais première ni deuxième : changez ses critères ou sa priorité, "
                "ou retirez-la",
            )
    for (one, other), profile in reach.ties.items():
        yield Finding(
            ERROR,
            f"règles {one} et {other}",
            f"rien ne les départage pour {describe_profile(profile)} : "
            "donnez-leur des priorités différentes",
        )


def describe_pattern(pattern: IntendedProfile) -> str:
    """Return a declared pattern in the words of the files."""
    return ", ".join(f"{each.critere}: {' + '.join(each.attendu)}" for each in pattern.conditions)


def intended_reach(reach: Reach, catalogue: Catalogue) -> tuple[IntendedReach, ...]:
    """Return how many profiles each declared pattern covers."""
    return tuple(
        IntendedReach(pattern, reach.intended[number])
        for number, pattern in enumerate(catalogue.last_resort.intended)
    )


def _left_over(reach: Reach) -> Iterator[Finding]:
    for case in reach.undeclared[:LISTED]:
        others = f" (et {case.count - 1} profils semblables)" if case.count > 1 else ""
        yield Finding(
            ERROR,
            "dernier recours",
            f"aucune autre porte pour {describe_profile(case.profile)}{others} : ajoutez une "
            "règle, ou déclarez ce profil dans dernier_recours.yml",
        )
    rest = reach.undeclared[LISTED:]
    if rest:
        count = sum(case.count for case in rest)
        yield Finding(
            ERROR,
            "dernier recours",
            f"{count} autres profils n’ont pas d’autre porte : corrigez d’abord ceux du dessus",
        )
