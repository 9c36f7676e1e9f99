"""How a draft of a request changes: what is added, taken out, or put in the place of another."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.message import Message
from bot.dialogue.request_reading import removes_email, removes_telephone
from bot.dialogue.request_words import ATTACH, CONFIRM, CONTACTS, MESSAGE, NAME
from bot.handover.contact_details import readable_telephone
from bot.handover.contact_words import find_contacts, with_telephone_replaced
from bot.handover.drafts import Draft

#: Stands in the message where an address or a number was that is not to be sent.
_LEFT_OUT = "…"

#: Of the messages about a project, how many are proposed as the message to the service.
_PROPOSED = 6

#: Words that ask for a request and are longer than this say something to the service too.
_MORE_THAN_ASKING = 8


def without_contacts(draft: Draft, message: Message) -> Draft | None:
    """Return the draft without the way to be reached that a message takes back, if it does.

    What the message gives instead is taken: « seulement 06 12 34 56 78, pas d'adresse ».
    """
    found = find_contacts(message.text)
    if draft.email and removes_email(message) and found.email in (None, draft.email):
        text = draft.message and draft.message.replace(draft.email, _LEFT_OUT)
        return with_contacts(replace(draft, message=text, email=None), None, found.telephone)
    if (
        draft.telephone
        and removes_telephone(message)
        and found.telephone in (None, draft.telephone)
    ):
        text = draft.message and with_telephone_replaced(draft.message, draft.telephone, _LEFT_OUT)
        return with_contacts(replace(draft, message=text, telephone=None), found.email, None)
    return None


def with_contacts(draft: Draft, email: str | None, telephone: str | None) -> Draft:
    """Return the draft with an address or a number, in the place of the one of its kind."""
    draft = _renewed(draft, email, telephone)
    return replace(draft, email=email or draft.email, telephone=telephone or draft.telephone)


def _renewed(draft: Draft, email: str | None, telephone: str | None) -> Draft:
    """Return the draft with the former address or number replaced inside its message too."""
    text = draft.message
    if text and email and draft.email:
        text = text.replace(draft.email, email)
    if text and telephone and draft.telephone:
        text = with_telephone_replaced(text, draft.telephone, readable_telephone(telephone))
    return replace(draft, message=text)


def with_added(draft: Draft, text: str | None) -> Draft:
    """Return the draft with a text added to its message, if there are both."""
    if draft.message is None or text is None:
        return draft
    return replace(draft, message=f"{draft.message}\n{text}")


def with_own_words(words: tuple[str, ...], message: Message) -> tuple[str, ...]:
    """Add what is said to the service in the very message that asks for it."""
    asks_only = message.word_count <= _MORE_THAN_ASKING or message.text.startswith("/")
    return words if asks_only or message.text in words else (*words, message.text)


def proposal(words: tuple[str, ...]) -> str:
    """Return what was written of a project as one text, to be proposed as the message."""
    # What the project is comes first, and last what was said when a person was asked for.
    kept = words if len(words) <= _PROPOSED else (words[0], *words[1 - _PROPOSED :])
    return " ".join(text if text[-1:] in ".!?…" else f"{text}." for text in kept)


def missing(draft: Draft) -> str:
    """Return the question of the first item that is missing, or the recap."""
    if draft.message is None:
        return MESSAGE
    if draft.email is None and draft.telephone is None:
        return CONTACTS
    if draft.nom is None:
        return NAME
    return ATTACH if draft.attach is None else CONFIRM
