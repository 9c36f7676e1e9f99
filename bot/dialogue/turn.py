"""A turn of the dialogue, and the one mechanism by which a digression comes back."""

from __future__ import annotations

from datetime import date

from bot.dialogue.conversation import Conversation
from bot.dialogue.message import Message
from bot.dialogue.speech import Button, Say, ask
from bot.orientation.rules import Catalogue

#: What a move gives. A move is what one kind of message does to a conversation: a pure function
#: of the conversation, the message, the catalogue and the day. ``data/rules`` says which intent
#: calls which.
Turn = tuple[Conversation, tuple[Say, ...]]


def resume(conversation: Conversation, message: Message, catalogue: Catalogue, day: date) -> Turn:
    """Ask the pending question again: the end of every digression."""
    return answer_then_resume(conversation, (), catalogue)


def answer_then_resume(
    conversation: Conversation, says: tuple[Say, ...], catalogue: Catalogue
) -> Turn:
    """Say something, then ask the pending question again.

    Except what was misunderstood: somebody who goes on to another thing has no more to say of it.
    """
    conversation = conversation.dropping("correction").understood()
    return conversation, says + question_again(conversation, catalogue)


def question_again(conversation: Conversation, catalogue: Catalogue) -> tuple[Say, ...]:
    """Return the pending question; after a result, what else can be done."""
    if conversation.question is not None:
        return (ask(conversation.question, conversation, catalogue),)
    return (what_else(conversation),) if conversation.oriented else ()


def what_else(conversation: Conversation) -> Say:
    """Return what else can be done after a result; a former project is one click away."""
    back = Button("utter_libelle_projet_precedent", "/projet_precedent")
    return Say("utter_apres_resultat", buttons=(back,) if conversation.former else ())
