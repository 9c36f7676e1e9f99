"""Moves that take in what a visitor says of a project, then ask or conclude."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import (
    BEFORE_CREATION,
    ONE_PROJECT,
    STARTING,
    Conversation,
    absorb,
    speaks_of_project,
    topic_of,
)
from bot.dialogue.message import SURE, Message
from bot.dialogue.nothing_new import nothing_new, same_advice, spreads_only
from bot.dialogue.rereading import reread
from bot.dialogue.result import give_result
from bot.dialogue.speech import Say, ask, noted
from bot.dialogue.structure_words import (
    in_trouble,
    names_structure,
    not_created,
    runs_for_years,
    runs_long,
    seeks_no_growth,
)
from bot.dialogue.turn import Turn, answer_then_resume, resume
from bot.orientation.interview import (
    ASKED,
    FIRST_STAGE_QUESTION,
    next_question,
    next_stage_question,
)
from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import SEVERAL_DEPARTEMENTS

_CERTAIN = 0.9
_NO_IDEA = 4

#: Somebody without a project is asked nothing of it.
_CURIOUS = "sensibilisation"

#: A wish to forget everything has no more words than this; when it has, the visitor is asked.
_PLAIN_WISH = 6


def listen(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Take what the message says of the project, then ask for the rest or give the result."""
    if conversation.question == "reprise":
        return _set_aside(conversation, message)
    if (wrong := message.first("a_corriger")) is not None:
        return _ask(wrong, conversation, catalogue)
    message = reread(conversation, message)
    before = conversation
    if message.tells_of_several and not before.started and before.question != ONE_PROJECT:
        return _ask(ONE_PROJECT, before.understood(), catalogue)
    if _only_goes_on(conversation, message):
        conversation, message = conversation.forgetting("etape"), message.without("etape")
    conversation = _with_structure(absorb(conversation, message), message).understood()
    if _wants_to_go_on(conversation, message):
        after, says = proceed(_declining_the_rest(conversation), catalogue, day)
        return after, (Say("utter_pour_continuer"), *says)
    if message.denies_project and conversation.profile.etape == _CURIOUS:
        conversation = _declining_the_rest(conversation)
    answers_nothing = conversation.oriented and conversation.question in (None, "correction")
    if answers_nothing and spreads_only(before.profile, conversation.profile, message):
        return conversation.asking(None), (Say("utter_plusieurs_departements"),)
    if answers_nothing and same_advice(before.profile, conversation.profile, catalogue, day):
        return nothing_new(before, conversation, message, catalogue, day)
    after, says = proceed(conversation, catalogue, day)
    if after.oriented and message.first("lieu") == SEVERAL_DEPARTEMENTS:
        return after, (Say("utter_dans_plusieurs_departements"), *says)
    if before.profile.etape is not None and after.profile.etape is None:
        return after, (Say("utter_etape_retiree"), *says)
    if after.question is not None and after.question == before.question:
        if after.question == "etape":
            # The same eight choices would say that nothing was heard: a yes or a no is easier.
            after, says = _ask(FIRST_STAGE_QUESTION, after, catalogue)
        return after, (noted(before.profile, after.profile, catalogue), *says)
    return after, says


def proceed(conversation: Conversation, catalogue: Catalogue, day: date) -> Turn:
    """Ask for what is missing and decides something, or give the result."""
    question = next_question(conversation.profile, conversation.declined, catalogue, day)
    if question is None:
        return give_result(conversation, catalogue, day)
    if question == "etape" and conversation.stage_answers:
        question = next_stage_question(conversation.stage_answers)
    return _ask(question, conversation, catalogue)


def greet(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Greet; to a newcomer, say what the assistant is and does."""
    if conversation.question == "reprise":
        return resume(conversation, message, catalogue, day)
    if speaks_of_project(message):
        return listen(conversation, message, catalogue, day)
    if conversation.started:
        return answer_then_resume(conversation, (Say("utter_re_saluer"),), catalogue)
    return conversation.asking(None).understood(), (Say("utter_saluer"),)


def not_know(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Help a visitor who does not know the answer, or accept that they do not."""
    question = conversation.question
    conversation = conversation.understood()
    if question in ("reprise", "recommencer", ONE_PROJECT):
        return resume(conversation, message, catalogue, day)
    if question is not None and _guesses(message, topic_of(question)):
        return listen(conversation, message, catalogue, day)
    if conversation.oriented and question in (None, "correction"):
        return conversation.asking(None), (Say("utter_ne_sait_pas_apres_resultat"),)
    if question in (None, "etape", "correction"):
        conversation = replace(conversation.forgetting("etape"), stage_answers={})
        after, says = _ask(FIRST_STAGE_QUESTION, conversation, catalogue)
        return after, (Say("utter_aider_etape"), *says)
    if question == "domaine":
        return _ask("domaines_proposes", conversation, catalogue)
    after, says = proceed(conversation.declining(topic_of(question)), catalogue, day)
    return after, (Say("utter_ce_n_est_pas_grave"), *says)


def _guesses(message: Message, topic: str) -> bool:
    """Whether "I don't know exactly, near Dole" holds an answer.

    "No idea" sounds like the stage of an idea: a few words never hold a stage, and more of them
    only a certain one.
    """
    if topic == "etape" and message.word_count <= _NO_IDEA:
        return False
    return message.tells(topic, least=_CERTAIN if topic == "etape" else SURE)


def start_again(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Forget everything and begin anew, with what was set aside, if anything.

    When the wish is not certain and there is something to lose, ask first.
    """
    if not conversation.started and speaks_of_project(message):
        return listen(conversation, message, catalogue, day)
    if conversation.question == "reprise" and message.confidence < SURE:
        return resume(conversation, message, catalogue, day)  # « re » is a greeting too
    asked = conversation.question in ("reprise", "recommencer")
    short = message.word_count <= _PLAIN_WISH
    plain = short and message.confidence >= SURE and not message.denies
    if conversation.started and not asked and not plain:
        return _ask("recommencer", conversation.understood(), catalogue)
    if not conversation.held:
        return Conversation(), (Say("utter_recommencer"),)
    after, says = take_up(Conversation(held=conversation.held), catalogue, day)
    return after, (Say("utter_recommencer_avec"), *says)


def take_up(conversation: Conversation, catalogue: Catalogue, day: date) -> Turn:
    """Go on with the conversation and what was set aside."""
    held = Message("decrire_projet", details=conversation.held)
    conversation = replace(conversation, held=(), oriented=False, question=None)
    return listen(conversation, held, catalogue, day)


def _with_structure(conversation: Conversation, message: Message) -> Conversation:
    """Take « la boîte existe depuis 1987 » for an answer to where the project stands.

    « C'est pas créé » answers it even before it is asked.
    """
    known = conversation.profile.etape
    echoed = known == message.first("etape") and not message.asks
    contradicted = known in BEFORE_CREATION and not echoed
    if (contradicted and runs_long(message.plain)) or (
        known == STARTING and message.begins_with is False and runs_for_years(message.plain)
    ):
        conversation = conversation.forgetting("etape")  # « non c'est lancé depuis deux ans »
        return replace(conversation, stage_answers={FIRST_STAGE_QUESTION: True})
    if known is not None:
        return conversation
    if names_structure(message.plain) and message.first("etape") is None:
        answers = {**conversation.stage_answers, FIRST_STAGE_QUESTION: True}
        return replace(conversation, stage_answers=answers)
    if not_created(message.plain):
        answers = {**conversation.stage_answers, FIRST_STAGE_QUESTION: False}
        return replace(conversation, stage_answers=answers)
    running = message.first("entreprise_en_activite")
    if conversation.question != "etape" or running is None:
        return conversation
    return replace(conversation, stage_answers={FIRST_STAGE_QUESTION: running == "oui"})


def _declining_the_rest(conversation: Conversation) -> Conversation:
    """Return the conversation with nothing left to ask of the project."""
    for dimension in ASKED:
        if not conversation.profile.known(dimension):
            conversation = conversation.declining(dimension)
    return conversation


def _wants_to_go_on(conversation: Conversation, message: Message) -> bool:
    """Whether somebody whose project shows no stage only seeks to keep what runs already."""
    if conversation.profile.etape is not None or "etape" in conversation.declined:
        return False
    told = in_trouble(message.plain) or seeks_no_growth(message.plain)
    return told or _chooses_to_go_on(conversation, message)


def _chooses_to_go_on(conversation: Conversation, message: Message) -> bool:
    """Whether the answer to the stage is that what runs seeks money to go on."""
    runs = message.first("entreprise_en_activite") == "oui"
    return conversation.question == "etape" and runs and message.first("besoin") == "financement"


def _only_goes_on(conversation: Conversation, message: Message) -> bool:
    """Whether what was taken for growth, or whose stage is asked anew, is to go on as it is."""
    if message.first("etape") is None and _chooses_to_go_on(conversation, message):
        return True
    grows = "diffusion" in (conversation.profile.etape, message.first("etape"))
    if seeks_no_growth(message.plain):
        return grows or conversation.oriented
    return grows and conversation.oriented and in_trouble(message.plain)


def _set_aside(conversation: Conversation, message: Message) -> Turn:
    """Keep what a returning visitor says until they say whether to go on."""
    held = tuple(detail for detail in message.details if detail.dimension != "a_corriger")
    return replace(conversation, held=held), (Say("utter_demander_reprise"),)


def _ask(question: str, conversation: Conversation, catalogue: Catalogue) -> Turn:
    conversation = conversation.asking(question)
    return conversation, (ask(question, conversation, catalogue),)
