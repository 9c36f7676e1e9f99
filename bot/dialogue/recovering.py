"""Moves for when something went wrong: not understood, misunderstood, off the subject."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import Conversation, answers_pending, speaks_of_project
from bot.dialogue.distress_words import HELPED, takes_leave, tells_of_death, tells_of_violence
from bot.dialogue.listening import listen, not_know
from bot.dialogue.message import PLAUSIBLE_DISTRESS, Message
from bot.dialogue.request_words import OFFERED
from bot.dialogue.speech import Button, Say, ask, door_contact, service_contact
from bot.dialogue.turn import Turn, answer_then_resume, question_again
from bot.orientation.engine import recommend
from bot.orientation.interview import FIRST_STAGE_QUESTION
from bot.orientation.rules import Catalogue

#: An intent below this confidence yields to a detail that answers the pending question.
_SURE = 0.7

#: From this likelihood on, words that are off the subject may be those of somebody in danger.
_POSSIBLE_DISTRESS = 0.3

#: Below this likelihood, help in danger is not even offered: to most people it is a blunder.
_WORTH_OFFERING = 0.15

#: The answer to « où ? » has no more words than this when it is the name of a place.
_PLACE_WORDS = 6

#: From this confidence on, a short answer to « où ? » speaks of a domain after all.
_CERTAIN = 0.9

#: How many readings of a message are offered when it is not understood.
_OFFERED_READINGS = 3

#: What is asked in the place of a question that led to two misunderstandings.
_EASIER = {"etape": FIRST_STAGE_QUESTION, "domaine": "domaines_proposes"}


def misunderstood(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Say that the message was not understood.

    The first time, offer what may have been meant; the second, a person.
    """
    if conversation.question == "territoire":
        message = without_names_of_places(message)
    if speaks_of_project(message) or answers_pending(conversation, message):
        return listen(conversation, message, catalogue, day)
    conversation = replace(conversation, misunderstandings=conversation.misunderstandings + 1)
    again = conversation.misunderstandings > 1
    if conversation.question == "territoire":
        if again:
            return not_know(conversation, message, catalogue, day)
        where = ask("territoire", conversation, catalogue)
        return conversation, (replace(where, response="utter_lieu_inconnu"),)
    if again:
        say = Say("utter_pas_compris_deux_fois", service_contact(catalogue))
        question = conversation.question
        conversation = conversation.asking(_EASIER.get(str(question), question))
        if conversation.question is None:
            return conversation.asking(OFFERED), (say, *question_again(conversation, catalogue))
    else:
        say = _did_you_mean(message)
    return conversation, (say, *question_again(conversation, catalogue))


def distress(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Give the emergency numbers to whoever is in danger, and ask nothing more.

    Whoever got them already is answered by what they say then: nobody in need is asked about a
    project, nor read the same list again.
    """
    helped = conversation.question == HELPED
    if helped and tells_of_violence(message):
        return _helping(conversation, "utter_detresse_police")
    if helped and not tells_of_death(message):
        leaves = takes_leave(message)
        said = "utter_detresse_au_revoir" if leaves else "utter_detresse_aide"
        return _helping(conversation, said)
    if message.confidence < PLAUSIBLE_DISTRESS:
        return misunderstood(conversation, message, catalogue, day)
    return _give_numbers(conversation)


def without_names_of_places(message: Message) -> Message:
    """Leave out what the name of an unknown place sounds like (« aux Gouttes Noires »)."""
    short = message.word_count <= _PLACE_WORDS and not message.text.startswith("/")
    placed = message.first("territoire") or message.first("lieu")
    if not short or placed or message.adds or message.corrects:
        return message
    certain = (d for d in message.details if d.dimension != "domaine" or d.confidence >= _CERTAIN)
    return replace(message, details=tuple(certain))


def off_topic(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Come back to the point, unless the words answer the pending question after all.

    Between a private trouble and a danger, too many numbers are better than none.
    """
    if message.distress >= _POSSIBLE_DISTRESS:
        return _give_numbers(conversation)
    if conversation.oriented and message.supposes and message.first("territoire") is not None:
        # « Si je déménage à Strasbourg, ça change quelque chose ? »
        return listen(conversation, message, catalogue, day)
    # A subject alone is no project (« ma mère est en EHPAD »); a subject somewhere may be one, and
    # so may another place for the project there is (« si je le fais chez ma fille, à Lons ? »). A
    # place alone (« à Morteau ») is said of a project.
    about = conversation.oriented or message.is_sure_of("domaine") or message.brief
    placed = about and message.is_sure_of("territoire")
    # « j'ai une idée de crèche la nuit » is a project, although nurseries have opening hours.
    told = message.is_sure_of("etape") and message.is_sure_of("domaine")
    if message.confidence < _SURE and (placed or told or answers_pending(conversation, message)):
        return listen(conversation, message, catalogue, day)
    if message.confidence < _SURE and conversation.question is not None and not message.asks:
        # « chez la tante Berthe » answers the question, although nobody knows where that is.
        return misunderstood(conversation, message, catalogue, day)
    if message.confidence < _SURE and conversation.oriented and message.asks:
        # « faut un permis pour l'huile usagée ? » may well be about the project.
        door = recommend(conversation.profile, catalogue, day)[0].organisation
        say = Say("utter_question_sans_reponse", door_contact(door, catalogue))
        return answer_then_resume(conversation, (say,), catalogue)
    personal = message.is_sure_of("domaine") and not message.asks
    response = "utter_hors_sujet_personnel" if personal else "utter_hors_sujet"
    return answer_then_resume(conversation, (Say(response),), catalogue)


def object_to(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Ask what is wrong when the visitor objects without saying what is right."""
    if speaks_of_project(message):
        return listen(conversation, message, catalogue, day)
    if not conversation.started:
        return misunderstood(conversation, message, catalogue, day)
    conversation = conversation.asking("correction").understood()
    return conversation, (ask("correction", conversation, catalogue),)


def _give_numbers(conversation: Conversation) -> Turn:
    return _helping(conversation, "utter_detresse")


def _helping(conversation: Conversation, response: str) -> Turn:
    return conversation.asking(HELPED).understood(), (Say(response),)


def _did_you_mean(message: Message) -> Say:
    readings = message.intents[:_OFFERED_READINGS]
    if message.distress < _WORTH_OFFERING:
        readings = tuple(intent for intent in readings if intent != "detresse")
    if not readings:
        return Say("utter_pas_compris")
    # The title names a response of domain.yml: the action puts its words in its place.
    buttons = tuple(Button(f"utter_libelle_{intent}", f"/{intent}") for intent in readings)
    return Say("utter_vouliez_vous_dire", buttons=buttons)
