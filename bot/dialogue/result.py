"""The result: recap, doors, machine-readable orientation; and its explanation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import Conversation
from bot.dialogue.speech import Say, join, recap, recommendation
from bot.dialogue.turn import what_else
from bot.orientation.engine import Recommendation, orientation_payload, recommend
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue
from bot.orientation.wording import CRITERIA, labels

_ANSWERS = {"oui": "cela correspond", "non": "cela ne correspond pas", "inconnu": "à préciser"}


def give_result(
    conversation: Conversation, catalogue: Catalogue, day: date
) -> tuple[Conversation, tuple[Say, ...]]:
    """Show the doors for what is known of the project."""
    items = recommend(conversation.profile, catalogue, day)
    recap_say = recap(conversation.profile, catalogue)
    says = [recap_say] if recap_say else []
    says.append(Say("utter_introduire_resultat" if _has_door(items) else "utter_dernier_recours"))
    said: set[str] = set()
    for item in items:
        if item.rang > 1 and item.regle == catalogue.last_resort.code:
            response = "utter_recommandation_service"
        elif item.prochaine_etape in said:  # partners of one scheme are reached by the same step
            response = "utter_recommandation_meme_suite"
        else:
            response = "utter_recommandation"
        said.add(item.prochaine_etape)
        says.append(recommendation(response, item, catalogue))
    payload = orientation_payload(conversation.profile, items, catalogue)
    says.append(Say(None, custom={"orientation": payload}))
    says.append(what_else(conversation))
    return replace(conversation, question=None, oriented=True), tuple(says)


def explain_result(conversation: Conversation, catalogue: Catalogue, day: date) -> tuple[Say, ...]:
    """Say why each door was proposed, criterion by criterion."""
    says = [Say("utter_expliquer_resultat")]
    for item in recommend(conversation.profile, catalogue, day):
        says.append(
            Say(
                "utter_expliquer_porte" if item.criteres else "utter_expliquer_dernier_recours",
                {
                    "nom": catalogue.organisation(item.organisation).nom,
                    "raison": item.raison,
                    "criteres": _criteria_lines(item, catalogue),
                },
            )
        )
    return tuple(says)


def next_steps(conversation: Conversation, catalogue: Catalogue, day: date) -> tuple[Say, ...]:
    """Say what to do next, door by door."""
    items = recommend(conversation.profile, catalogue, day)
    says = [Say("utter_introduire_suite")]
    said: set[str] = set()
    for item in items:
        if item.prochaine_etape in said:
            continue  # partners of one scheme are reached by the same step
        said.add(item.prochaine_etape)
        says.append(
            Say(
                "utter_prochaine_etape",
                {
                    "rang": str(len(said)),
                    "nom": catalogue.organisation(item.organisation).nom,
                    "prochaine_etape": item.prochaine_etape,
                },
            )
        )
    return tuple(says)


def doors_of_stage(stage: str, profile: Profile, catalogue: Catalogue, day: date) -> Say:
    """Say which doors a project will knock at once it is at another stage."""
    doors = _names_of_doors(replace(profile, etape=stage), catalogue, day)
    choice = next(each.choix for each in catalogue.stages if each.code == stage)
    return Say("utter_plus_tard", {"etape": choice, "portes": doors})


def doors_of_place(place: str, profile: Profile, catalogue: Catalogue, day: date) -> Say:
    """Say which doors the same project would knock at in another place."""
    doors = _names_of_doors(replace(profile, territoire=place), catalogue, day)
    where = next(each.phrase for each in catalogue.territories if each.code == place)
    return Say("utter_si_ailleurs", {"lieu": where, "portes": doors})


def _names_of_doors(profile: Profile, catalogue: Catalogue, day: date) -> str:
    items = recommend(profile, catalogue, day)
    first = [item for item in items if item.criteres] or items
    return join(catalogue.organisation(item.organisation).nom for item in first)


def _has_door(items: tuple[Recommendation, ...]) -> bool:
    return any(item.criteres for item in items)


def _criteria_lines(item: Recommendation, catalogue: Catalogue) -> str:
    lines = []
    for criterion in item.criteres:
        found = labels(criterion.critere, criterion.codes, catalogue) or "non précisé"
        lines.append(f"• {CRITERIA[criterion.critere]} : {found} ({_ANSWERS[criterion.resultat]})")
    return "\n".join(lines)
