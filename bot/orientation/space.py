"""The whole space of profiles, unknowns included, small enough to walk through.

Codes that the same rules accept are interchangeable: one stands for all of them. So is a project
of two domains that are interchangeable, and a project of one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb

from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue, Condition
from bot.orientation.vocabulary import BESOIN, DOMAINE, ETAPE, TERRITOIRE

RUNNING = (None, True, False)


@dataclass(frozen=True)
class Case:
    """A profile that stands for all those the rules cannot tell from it.

    Attributes:
        profile: One of them.
        count: How many there are.
    """

    profile: Profile
    count: int


def profile_space(catalogue: Catalogue) -> Iterator[Case]:
    """Walk through every profile: any stage, up to two domains, any need, territory, or unknown.

    Args:
        catalogue: Its vocabulary spans the space; its rules and its declared patterns say which
            codes are interchangeable.

    Yields:
        Cases that together stand for every profile, each exactly once.
    """
    stages = _with_unknown(_classes(ETAPE, (each.code for each in catalogue.stages), catalogue))
    needs = _with_unknown(_classes(BESOIN, (each.code for each in catalogue.needs), catalogue))
    places = _with_unknown(
        _classes(TERRITOIRE, (each.code for each in catalogue.territories), catalogue)
    )
    domains = _domain_sets(_classes(DOMAINE, (each.code for each in catalogue.domains), catalogue))
    for stage, (domain_codes, domain_count), need, place, running in product(
        stages, domains, needs, places, RUNNING
    ):
        profile = Profile(stage.code, domain_codes, need.code, place.code, running)
        yield Case(profile, stage.size * domain_count * need.size * place.size)


@dataclass(frozen=True)
class _Class:
    """Interchangeable codes: one of them (``None`` for unknown), and how many there are."""

    code: str | None
    size: int


def _classes(dimension: str, codes: Iterable[str], catalogue: Catalogue) -> list[_Class]:
    users = _users(dimension, catalogue)
    alike: dict[frozenset[int], list[str]] = defaultdict(list)
    for code in codes:
        alike[frozenset(number for number, each in enumerate(users) if code in each)].append(code)
    return [_Class(members[0], len(members)) for members in alike.values()]


def _users(dimension: str, catalogue: Catalogue) -> Sequence[tuple[str, ...]]:
    groups: list[tuple[Condition, ...]] = [rule.conditions for rule in catalogue.rules]
    groups += [pattern.conditions for pattern in catalogue.last_resort.intended]
    return [each.attendu for group in groups for each in group if each.critere == dimension]


def _with_unknown(classes: list[_Class]) -> list[_Class]:
    return [_Class(None, 1), *classes]


def _domain_sets(classes: list[_Class]) -> list[tuple[tuple[str, ...], int]]:
    named = [(str(each.code), each.size) for each in classes]
    alone = [((code,), size + comb(size, 2)) for code, size in named]
    pairs = [
        ((first, second), first_size * second_size)
        for (first, first_size), (second, second_size) in combinations(named, 2)
    ]
    return [((), 1), *alone, *pairs]
