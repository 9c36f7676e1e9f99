"""The engine: which doors suit a project, best first. A pure function of its arguments.

Every criterion of a rule is answered ``oui``, ``non`` or ``inconnu``. One ``non`` excludes the
rule. What remains is ranked by *fit*, a sum over its criteria: a confirmed criterion counts twice
its weight, an unknown one counts its weight against the rule. A rule is proposed when its fit is
above zero: so a rule that wants a stage and a territory is never proposed for the territory alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue, Condition, Contact, Organisation, Rule, Scheme
from bot.orientation.vocabulary import (
    BESOIN,
    DOMAINE,
    ENTREPRISE_EN_ACTIVITE,
    ETAPE,
    NO,
    TERRITOIRE,
    UNKNOWN,
    YES,
    Answer,
)
from bot.orientation.wording import CRITERIA, labels

#: How much each criterion says of the right door. The stage says most: the region's help is a
#: chain of stages. The territory says least: nearly every rule asks for Franche-Comté.
WEIGHTS = {ETAPE: 4, DOMAINE: 3, ENTREPRISE_EN_ACTIVITE: 3, BESOIN: 2, TERRITOIRE: 1}

#: A confirmed criterion speaks for a rule twice as loud as an unknown one speaks against it.
CONFIRMED = 2
UNCONFIRMED = -1


@dataclass(frozen=True)
class CriterionResult:
    """The answer to one criterion of a rule.

    Attributes:
        critere: The dimension.
        attendu: The codes the rule accepts.
        constate: The project's code; of several domains, the one that was accepted, or all of
            them separated by commas when none was. ``None`` when unknown.
        resultat: ``oui``, ``non`` or ``inconnu``.
    """

    critere: str
    attendu: tuple[str, ...]
    constate: str | None
    resultat: Answer

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in ``constate``, none when unknown."""
        return () if self.constate is None else tuple(self.constate.split(", "))


@dataclass(frozen=True)
class Evaluation:
    """One rule held against one profile.

    Attributes:
        rule: The rule.
        criteres: The answer to each of its criteria.
        fit: How well it fits; means nothing when it is excluded.
        expired: The reason, in French, why it does not apply at that date, if so.
    """

    rule: Rule
    criteres: tuple[CriterionResult, ...]
    fit: int
    expired: str | None

    @property
    def excluded(self) -> bool:
        """Whether a criterion is answered ``non`` or the rule does not apply at that date."""
        refused = any(criterion.resultat == NO for criterion in self.criteres)
        return refused or self.expired is not None

    @property
    def proposed(self) -> bool:
        """Whether the rule speaks for its door."""
        return not self.excluded and self.fit > 0


@dataclass(frozen=True)
class Recommendation:
    """A door, and why.

    Attributes:
        rang: Place in the list, from 1.
        organisation: Code of the organisation.
        dispositif: Code of the scheme.
        regle: Code of the rule, or of the last resort.
        raison: Why, in one French sentence.
        prochaine_etape: What the visitor does next, in one French sentence.
        criteres: The answers to the criteria of the rule; none for the last resort.
        contact: How to reach the organisation.
    """

    rang: int
    organisation: str
    dispositif: str
    regle: str
    raison: str
    prochaine_etape: str
    criteres: tuple[CriterionResult, ...]
    contact: Contact


def recommend(
    profile: Profile, catalogue: Catalogue, date: datetime.date
) -> tuple[Recommendation, ...]:
    """Rank the doors for a project.

    Args:
        profile: What is known of the project.
        catalogue: The rules database.
        date: The day, for what is valid for a time only.

    Returns:
        At least one recommendation, best first, one for each organisation. The last
        resort closes the list unless its organisation is already in it. The order of rows in the
        catalogue does not matter.
    """
    chosen = best_of_each_door(ranked(evaluate(profile, catalogue, date)))
    doors = [
        (each.rule.organisation, each.rule.dispositif, each.rule.code, each.rule.raison)
        for each in chosen
    ]
    criteria = [each.criteres for each in chosen]
    last = catalogue.last_resort
    if last.organisation not in {organisation for organisation, *_ in doors}:
        doors.append((last.organisation, last.dispositif, last.code, last.raison))
        criteria.append(())
    return tuple(
        Recommendation(
            rang=rank,
            organisation=organisation,
            dispositif=scheme,
            regle=rule,
            raison=reason,
            prochaine_etape=catalogue.scheme(scheme).prochaine_etape,
            criteres=answers,
            contact=catalogue.contact(organisation),
        )
        for rank, ((organisation, scheme, rule, reason), answers) in enumerate(
            zip(doors, criteria, strict=True), start=1
        )
    )


def evaluate(profile: Profile, catalogue: Catalogue, date: datetime.date) -> tuple[Evaluation, ...]:
    """Hold every rule against a profile, in the order of their codes."""
    organisations = {each.code: each for each in catalogue.organisations}
    schemes = {each.code: each for each in catalogue.schemes}
    evaluations = []
    for rule in sorted(catalogue.rules, key=lambda each: each.code):
        answers = tuple(answer(condition, profile) for condition in rule.conditions)
        expired = _expired(rule, organisations[rule.organisation], schemes[rule.dispositif], date)
        evaluations.append(Evaluation(rule, answers, sum(map(_points, answers)), expired))
    return tuple(evaluations)


def answer(condition: Condition, profile: Profile) -> CriterionResult:
    """Answer one criterion: ``non`` only when the project's code is known and not accepted."""
    known = profile.known(condition.critere)
    if not known:
        return CriterionResult(condition.critere, condition.attendu, None, UNKNOWN)
    for code in known:
        if code in condition.attendu:
            return CriterionResult(condition.critere, condition.attendu, code, YES)
    return CriterionResult(condition.critere, condition.attendu, ", ".join(known), NO)


def ranked(evaluations: Iterable[Evaluation]) -> tuple[Evaluation, ...]:
    """Keep the rules that are proposed: best fit first, then priority, then code."""
    proposed = [each for each in evaluations if each.proposed]
    proposed.sort(key=lambda each: (-each.fit, each.rule.priorite, each.rule.code))
    return tuple(proposed)


def best_of_each_door(evaluations: Iterable[Evaluation]) -> tuple[Evaluation, ...]:
    """Keep the first rule of each organisation: nobody is sent twice to the same door."""
    best: dict[str, Evaluation] = {}
    for each in evaluations:
        best.setdefault(each.rule.organisation, each)
    return tuple(best.values())


def orientation_payload(
    profile: Profile, recommendations: Iterable[Recommendation], catalogue: Catalogue
) -> dict[str, Any]:
    """Return what the contract puts under ``orientation``, ready for JSON.

    Args:
        profile: What is known of the project.
        recommendations: What ``recommend`` gave for it.
        catalogue: The rules database it was asked of: its version, and staff's labels.
    """
    return {
        "etape": profile.etape,
        "domaines": list(profile.domaines),
        "territoire": profile.territoire,
        "besoin": profile.besoin,
        "recommandations": [_recommendation_payload(each, catalogue) for each in recommendations],
        "version_regles": catalogue.version,
    }


def _recommendation_payload(item: Recommendation, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "rang": item.rang,
        "organisation": item.organisation,
        "nom": catalogue.organisation(item.organisation).nom,
        "dispositif": item.dispositif,
        "regle": item.regle,
        "raison": item.raison,
        "prochaine_etape": item.prochaine_etape,
        "criteres": [_criterion_payload(criterion, catalogue) for criterion in item.criteres],
        "contact": asdict(item.contact),
    }


def _criterion_payload(criterion: CriterionResult, catalogue: Catalogue) -> dict[str, Any]:
    name = CRITERIA[criterion.critere]
    return {
        "critere": criterion.critere,
        "libelle": name[0].upper() + name[1:],
        "attendu": list(criterion.attendu),
        "constate": criterion.constate,
        "constate_libelle": labels(criterion.critere, criterion.codes, catalogue),
        "resultat": criterion.resultat,
    }


def valid_on(entry: Rule | Organisation | Scheme, date: datetime.date) -> bool:
    """Whether an entry applies on a day; first and last day included."""
    started = entry.valid_from is None or entry.valid_from <= date
    return started and (entry.valid_to is None or date <= entry.valid_to)


def _points(criterion: CriterionResult) -> int:
    weight = WEIGHTS[criterion.critere]
    return weight * (CONFIRMED if criterion.resultat == YES else UNCONFIRMED)


def _expired(
    rule: Rule, organisation: Organisation, scheme: Scheme, date: datetime.date
) -> str | None:
    named: tuple[tuple[str, Rule | Organisation | Scheme], ...] = (
        ("la règle", rule),
        ("l’organisation", organisation),
        ("le dispositif", scheme),
    )
    for name, entry in named:
        if not valid_on(entry, date):
            return f"{name} « {entry.code} » n’est pas valable à cette date"
    return None
