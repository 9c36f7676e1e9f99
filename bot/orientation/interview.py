"""What to ask next: only what decides something, and how to tell stages apart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.orientation.engine import evaluate, recommend
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import DOMAINE, ENTREPRISE_EN_ACTIVITE, ETAPE, TERRITOIRE, YES

#: What the visitor may be asked, in this order.
ASKED = (ETAPE, DOMAINE, TERRITOIRE)


@dataclass(frozen=True)
class Fork:
    """Where a yes/no question leads: to another question, or to the code of a stage."""

    yes: str
    no: str


#: The first of the yes/no questions.
FIRST_STAGE_QUESTION = "structure_existe"

#: The yes/no questions that tell stages apart, three at most on any way through.
STAGE_QUESTIONS: Mapping[str, Fork] = {
    "structure_existe": Fork(yes="deja_des_usagers", no="deja_a_l_etude"),
    "deja_a_l_etude": Fork(yes="experimentation", no="idee_en_tete"),
    "idee_en_tete": Fork(yes="emergence", no="sensibilisation"),
    "deja_des_usagers": Fork(yes="veut_mesurer", no="demarrage"),
    "veut_mesurer": Fork(yes="evaluation", no="diffusion"),
}


def next_question(
    profile: Profile, declined: frozenset[str], catalogue: Catalogue, date: datetime.date
) -> str | None:
    """Choose what to ask for next.

    Args:
        profile: What is known of the project.
        declined: Dimensions the visitor does not know: not asked again.
        catalogue: The rules database.
        date: The day.

    Returns:
        ``etape``, ``domaine`` or ``territoire``: the first that is unknown, was not declined, and
        for which two answers lead to different doors. ``None`` when there is none. A running
        enterprise that a rule is made for is not asked for its stage: it is at none.
    """
    if _runs_a_rule(profile, catalogue, date):
        declined |= {ETAPE}
    for dimension in ASKED:
        unknown = not profile.known(dimension) and dimension not in declined
        if unknown and _decides(dimension, profile, catalogue, date):
            return dimension
    return None


def next_stage_question(answers: Mapping[str, bool]) -> str:
    """Follow the yes/no questions that tell stages apart.

    Args:
        answers: The answers so far, by question.

    Returns:
        The next question, a key of ``STAGE_QUESTIONS``; or, at the end, the code of the stage.
    """
    step = FIRST_STAGE_QUESTION
    while step in STAGE_QUESTIONS and step in answers:
        fork = STAGE_QUESTIONS[step]
        step = fork.yes if answers[step] else fork.no
    return step


def stages_of_the_questions() -> frozenset[str]:
    """Return the codes of the stages that the yes/no questions lead to."""
    ends = {end for fork in STAGE_QUESTIONS.values() for end in (fork.yes, fork.no)}
    return frozenset(ends - STAGE_QUESTIONS.keys())


def _runs_a_rule(profile: Profile, catalogue: Catalogue, date: datetime.date) -> bool:
    """Tell whether a rule for running enterprises fits in all but the place."""
    return any(
        not evaluation.excluded
        and ENTREPRISE_EN_ACTIVITE in {c.critere for c in evaluation.criteres}
        and all(c.resultat == YES for c in evaluation.criteres if c.critere != TERRITOIRE)
        for evaluation in evaluate(profile, catalogue, date)
    )


def _decides(dimension: str, profile: Profile, catalogue: Catalogue, date: datetime.date) -> bool:
    results = {
        tuple((each.organisation, each.dispositif, each.regle) for each in found)
        for found in (
            recommend(completed, catalogue, date)
            for completed in _completions(dimension, profile, catalogue)
        )
    }
    return len(results) > 1


def _completions(dimension: str, profile: Profile, catalogue: Catalogue) -> list[Profile]:
    if dimension == ETAPE:
        return [replace(profile, etape=stage.code) for stage in catalogue.stages]
    if dimension == DOMAINE:
        return [replace(profile, domaines=(domain.code,)) for domain in catalogue.domains]
    return [replace(profile, territoire=place.code) for place in catalogue.territories]
