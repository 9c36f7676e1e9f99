"""The move that explains: why a question is asked, why a door was advised, why another was not."""

from __future__ import annotations

from datetime import date

from bot.dialogue.conversation import BEFORE_RUNNING, Conversation, topic_of
from bot.dialogue.listening import listen
from bot.dialogue.message import Message
from bot.dialogue.result import explain_result
from bot.dialogue.speech import Say, door
from bot.dialogue.structure_words import runs_long
from bot.dialogue.turn import Turn, answer_then_resume
from bot.orientation.engine import evaluate, recommend
from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import ETAPE, NO, TERRITOIRE, YES


def why(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Explain the pending question; or the door asked about, or the result from its criteria."""
    if _contradicts(conversation, message):
        # « Ce n'est pas une idée, l'entreprise existe depuis 1987. Pourquoi vous m'envoyez là ? »
        return listen(conversation, message, catalogue, day)
    question = conversation.question
    asked = message.values("organisation")
    if asked and conversation.oriented:
        says = tuple(_why_this_door(code, conversation, catalogue, day) for code in asked)
    elif question is not None and question != "correction":
        says = (Say(f"utter_pourquoi_{topic_of(question)}"),)
    elif conversation.oriented:
        says = explain_result(conversation, catalogue, day)
    else:
        says = (Say("utter_pourquoi_assistant"),)
    return answer_then_resume(conversation, says, catalogue)


def _contradicts(conversation: Conversation, message: Message) -> bool:
    """Whether a message says in passing that the stage was misunderstood."""
    stage = conversation.profile.etape
    denied = stage is not None and stage in message.values("etape_niee")
    return denied or (stage in BEFORE_RUNNING and runs_long(message.plain))


def _why_this_door(code: str, conversation: Conversation, catalogue: Catalogue, day: date) -> Say:
    """Say why a door was advised, or what one would have to say of a project for it to be."""
    profile = conversation.profile
    for item in recommend(profile, catalogue, day):
        if item.organisation == code:
            return Say("utter_pourquoi_cette_porte", {"raison": item.raison})
    held = [each for each in evaluate(profile, catalogue, day) if each.rule.organisation == code]
    organisation = catalogue.organisation(code)
    facts = {"nom": organisation.nom, "role": organisation.role}
    if any(c.critere == TERRITOIRE and c.resultat == NO for each in held for c in each.criteres):
        return Say("utter_pourquoi_pas_ici", facts)
    choices = {stage.code: stage.choix for stage in catalogue.stages}
    missing = [
        f"« {choices[stage]} »"
        for each in held
        for criterion in each.criteres
        if criterion.critere == ETAPE and criterion.resultat != YES
        for stage in criterion.attendu
    ]
    if not missing:
        return door(code, catalogue)
    return Say("utter_pourquoi_pas_cette_porte", {**facts, "etapes": ", ".join(missing)})
