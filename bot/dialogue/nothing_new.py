"""What is said of a message that changes nothing of the advice: truly what came of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import BEFORE_CREATION, Conversation
from bot.dialogue.message import SURE, TOLD, Message
from bot.dialogue.request_words import OFFERED
from bot.dialogue.result import doors_of_place, doors_of_stage
from bot.dialogue.speech import Say, ask, door_contact, phrases, service_contact
from bot.dialogue.structure_words import not_created
from bot.dialogue.turn import Turn
from bot.orientation.engine import recommend
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import SEVERAL_DEPARTEMENTS

#: A place that is corrected by another in the same département.
_PLACE_CORRECTED = re.compile(
    r"\b(?:pas|non) (?:[àa]|en|dans|au) \w|\btromp[ée]\w*|\bune (?:faute|erreur)\b"
    r"|\bm[êe]me projet\b",
    re.IGNORECASE,
)


def same_advice(before: Profile, after: Profile, catalogue: Catalogue, day: date) -> bool:
    """Tell whether the visitor would read the same result again, word for word."""
    shown = [(profile.etape, profile.domaines, profile.territoire) for profile in (before, after)]
    return shown[0] == shown[1] and recommend(before, catalogue, day) == recommend(
        after, catalogue, day
    )


def spreads_only(before: Profile, after: Profile, message: Message) -> bool:
    """Tell whether a message only says that the project is in more than one département."""
    spreads = message.first("lieu") == SEVERAL_DEPARTEMENTS
    return spreads and replace(before, territoire=None) == after


def nothing_new(
    before: Conversation,
    conversation: Conversation,
    message: Message,
    catalogue: Catalogue,
    day: date,
) -> Turn:
    """Say truly what came of a message that changes nothing; the second time, offer a person."""
    conversation = conversation.asking(None)
    profile = conversation.profile
    if message.supposes and (later := _later_stage(profile, message, catalogue)) is not None:
        return conversation, (doors_of_stage(later, profile, catalogue, day),)
    elsewhere = message.first("territoire")
    if message.supposes_only and elsewhere not in (None, profile.territoire):
        return conversation, (doors_of_place(elsewhere, profile, catalogue, day),)
    if (
        elsewhere is not None
        and elsewhere == profile.territoire
        and _PLACE_CORRECTED.search(message.plain)
    ):
        # « Une faute : la Scop est à Champagnole, pas à Lons »
        place = phrases(profile, ("territoire",), catalogue)
        return conversation, (Say("utter_meme_lieu", {"lieu": place}),)
    if message.is_sure_of("etape") and message.first("etape") != profile.etape:
        stage = phrases(profile, ("etape",), catalogue)
        if stage and not message.asks and not message.supposes:
            return conversation.asking("correction"), (Say("utter_autre_etape", {"etape": stage}),)
    elif understood := _understood_already(profile, message):
        known = phrases(profile, understood, catalogue)
        return conversation, (Say("utter_deja_compris", {"quoi": known}),)
    if message.asks:
        named = message.first("organisation")
        door = named or recommend(profile, catalogue, day)[0].organisation
        say = Say("utter_question_sans_reponse", door_contact(door, catalogue))
        return conversation.asking(OFFERED), (say,)
    conversation = replace(conversation, misunderstandings=before.misunderstandings + 1)
    if conversation.misunderstandings > 1:
        say = Say("utter_rien_de_nouveau_encore", service_contact(catalogue))
        return conversation.asking(OFFERED), (say,)
    objects = message.denies or message.takes_back or message.begins_with is False
    if objects or message.intent == "contester":
        conversation = conversation.asking("correction")
        again = ask("correction", conversation, catalogue)
        return conversation, (Say("utter_pas_su_corriger"), again)
    return conversation, (Say("utter_rien_de_nouveau"),)


def _later_stage(profile: Profile, message: Message, catalogue: Catalogue) -> str | None:
    """Return the stage that a message is sure of, if it comes after the project's."""
    stages = [stage.code for stage in catalogue.stages]
    named = message.first("etape")
    if profile.etape not in stages or named is None or not message.is_sure_of("etape"):
        return None
    return named if named in stages[stages.index(profile.etape) + 1 :] else None


def _understood_already(profile: Profile, message: Message) -> tuple[str, ...]:
    """Return the dimensions of which a short message says only what is known already."""
    if message.asks or not message.short:
        return ()
    if not_created(message.plain) and profile.etape in BEFORE_CREATION:
        return ("etape",)
    denied = message.values("etape_niee")
    if denied and profile.etape is not None and profile.etape not in denied:
        return ("etape",)  # « c'est pas créé », of an idea
    known = {
        "etape": (profile.etape,),
        "territoire": (profile.territoire,),
        "domaine": profile.domaines,
    }
    # The name of a place is no echo of another: it need not be as sure.
    repeated = tuple(
        name
        for name, codes in known.items()
        if set(message.values(name)) & set(codes)
        and message.tells(name, least=SURE if name == "territoire" else TOLD)
    )
    contradicts = message.corrects and "territoire" not in repeated
    if contradicts and message.values("domaine_nie") and "domaine" in repeated:
        # « pas l'emploi, le transport », of what was taken for transport alone
        contradicts = not set(message.values("domaine")) <= set(profile.domaines)
    return () if contradicts else repeated
