"""Leaving a request for the ESS service: one question after the other, a recap, and a yes.

A step is a pure function of the conversation, the draft and the message. Whoever calls it keeps
the draft that the step gives, or commits it as a request when the step says that it is confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.dialogue.conversation import Conversation
from bot.dialogue.draft_changes import (
    missing,
    proposal,
    with_added,
    with_contacts,
    with_own_words,
    without_contacts,
)
from bot.dialogue.message import Message
from bot.dialogue.name_reading import (
    name_before_sentence,
    name_beside_contact,
    name_corrected,
    name_in,
    name_said,
)
from bot.dialogue.request_reading import (
    addition,
    addition_beside,
    agrees_to_attach,
    agrees_to_send,
    announced_message,
    is_order,
    keeps_proposal,
    message_anew,
    points_back,
    removes_name,
    when_to_call,
)
from bot.dialogue.request_words import (
    ATTACH,
    CONFIRM,
    CONTACTS,
    CORRECT,
    MESSAGE,
    NAME,
    OFFERED,
    PROPOSED_MESSAGE,
    abandons,
    is_about_request,
    is_bare_contact,
    item_named,
    reference_in,
)
from bot.dialogue.speech import Say, ask, service_contact
from bot.dialogue.turn import question_again
from bot.handover.contact_details import readable_telephone
from bot.handover.contact_words import find_contacts
from bot.handover.drafts import Draft
from bot.handover.privacy import entrusted
from bot.orientation.rules import Catalogue

_NOT_A_MESSAGE = (
    "affirmer",
    "contester",
    "laisser_message",
    "ne_sait_pas",
    "nier",
    "parler_a_quelqu_un",
)
_FEW_WORDS = 4

#: So few words are a message all the same: « je voudrais un rendez-vous ».
_SAYS_SOMETHING = re.compile(r"\b(?:rendez|rdv|rappel|appelez)", re.IGNORECASE)

#: « Laisser un autre message sur ma demande ESS-… » begins one.
_ANOTHER = re.compile(r"\b(?:autre|nouveau|second|encore)\b", re.IGNORECASE)

#: So few words do not take the place of the text that is proposed.
_STRAY_WORDS = 2


@dataclass(frozen=True)
class Around:
    """What a step needs to know besides the draft.

    Attributes:
        catalogue: The rules database, for the contact of the service.
        project_words: What the visitor wrote of their project: proposed as the message.
        retention_days: How long a request is kept, in days.
    """

    catalogue: Catalogue
    project_words: tuple[str, ...] = ()
    retention_days: int = 180


@dataclass(frozen=True)
class Step:
    """What a message does to a request.

    Attributes:
        conversation: The conversation afterwards.
        says: What to say.
        draft: The draft to keep; ``None`` for nothing.
        confirmed: The draft that the visitor wants sent as it is, if they do. Nothing was said
            then: that is up to whoever commits it, with ``sent``.
    """

    conversation: Conversation
    says: tuple[Say, ...] = ()
    draft: Draft | None = None
    confirmed: Draft | None = None


def step(conversation: Conversation, draft: Draft | None, message: Message, around: Around) -> Step:
    """Go on with a request, or begin one."""
    conversation = conversation.dropping(OFFERED).understood()
    going_on = is_about_request(conversation.question)
    if not going_on and (reference := _sent_one_meant(draft, message)) is not None:
        return _sent_already(conversation, reference, around.catalogue)
    if abandons(message):
        leave = _abandon if going_on else _nothing
        return leave(conversation, around.catalogue)
    if not going_on or draft is None:
        return _begin(conversation, draft, message, around)
    if draft.reference is not None:  # told "yes" once more: the request was committed already
        return Step(conversation, confirmed=draft)
    added = addition(message)
    if added is not None and draft.message is not None and conversation.question != MESSAGE:
        return _go_on(conversation, with_added(draft, added), around)
    if draft.nom and removes_name(message):
        return _remove_name(conversation, draft, message, around)
    removed = without_contacts(draft, message)
    if removed is not None:
        return _remove_contacts(conversation, removed, around)
    if points_back(message):
        return _take_back(conversation, draft, around)
    anew = message_anew(message)
    if anew is not None:
        draft = replace(draft, message=anew)
        return _go_on(conversation, draft, around, said="utter_message_change")
    return _ANSWERS[str(conversation.question)](conversation, draft, message, around)


def _sent_one_meant(draft: Draft | None, message: Message) -> str | None:
    """Return the reference of the request that was sent, if the message is about that one."""
    if message.intent == "laisser_message" and _ANOTHER.search(message.text):
        return None
    named = reference_in(message)
    if named is None and draft is not None and abandons(message):
        return draft.reference
    return named


def sent(
    conversation: Conversation, reference: str, catalogue: Catalogue
) -> tuple[Conversation, tuple[Say, ...]]:
    """Say that the request is safe, then go back to where the conversation was."""
    after = _left(conversation)
    facts = {"reference": reference, **service_contact(catalogue)}
    return after, (Say("utter_demande_enregistree", facts), *question_again(after, catalogue))


def _begin(
    conversation: Conversation, draft: Draft | None, message: Message, around: Around
) -> Step:
    draft = Draft() if draft is None or draft.reference is not None else draft
    found = find_contacts(message.text)
    draft = with_contacts(draft, found.email, found.telephone)
    if not is_about_request(conversation.question):
        conversation = replace(conversation, suspended=conversation.question)
    own = announced_message(message)
    if draft.message is None and own is not None:
        draft = replace(draft, message=own)
    elif draft.message is None and around.project_words:
        draft = replace(draft, message=proposal(with_own_words(around.project_words, message)))
        proposed = Say("utter_proposer_message", {"message": entrusted(draft.message or "")})
        after = _ask(PROPOSED_MESSAGE, conversation, draft, around)
        return _saying(Say("utter_commencer_demande"), _saying(proposed, after))
    after = _ask(missing(draft), conversation, draft, around)
    return _saying(Say("utter_commencer_demande"), after)


def _take_message(
    conversation: Conversation, draft: Draft, message: Message, around: Around
) -> Step:
    if conversation.question == PROPOSED_MESSAGE and keeps_proposal(message):
        return _ask(missing(draft), conversation, draft, around)
    proposed = conversation.question == PROPOSED_MESSAGE
    if proposed and message.word_count <= _STRAY_WORDS:
        return _ask(PROPOSED_MESSAGE, conversation, draft, around)  # « Denise »
    if proposed and _asks_for_somebody(message):
        facts = service_contact(around.catalogue)
        return _beside(Say("utter_service_a_appeler", facts), conversation, draft, around)
    # An address inside the message is one to answer to; the message stays as it was written.
    found = find_contacts(message.text)
    draft = with_contacts(draft, found.email, found.telephone)
    few = message.word_count <= _FEW_WORDS and not _SAYS_SOMETHING.search(message.text)
    bare = message.text.startswith("/") or few
    says_nothing = is_order(message) or is_bare_contact(message)
    wordless = not any(letter.isalnum() for letter in message.text)
    if wordless or says_nothing or (message.intent in _NOT_A_MESSAGE and bare):
        return _ask(MESSAGE, conversation, draft, around)
    name = name_said(message) if draft.nom is None else draft.nom
    draft = replace(draft, message=message.text, nom=name)
    if proposed:
        return _go_on(conversation, draft, around, said="utter_message_remplace")
    return _ask(missing(draft), conversation, draft, around)


def _asks_for_somebody(message: Message) -> bool:
    """Tell whether few words ask how to reach somebody, and want nothing said to them."""
    asks = message.intent == "parler_a_quelqu_un" and message.asks and message.short
    return asks and not _SAYS_SOMETHING.search(message.text)


def _take_back(conversation: Conversation, draft: Draft, around: Around) -> Step:
    """Take the text again that was proposed first, if there was one."""
    if not around.project_words and draft.message is not None:
        return _beside(Say("utter_premier_texte_perdu"), conversation, draft, around)
    if not around.project_words:
        return _ask(MESSAGE, conversation, draft, around)
    if conversation.question != PROPOSED_MESSAGE:
        draft = replace(draft, message=proposal(around.project_words))
    return _go_on(conversation, draft, around, said="utter_message_repris")


def _remove_name(
    conversation: Conversation, draft: Draft, message: Message, around: Around
) -> Step:
    """Leave the name out, and do what the same words want of an address or a number."""
    draft = replace(draft, nom="")
    removed = without_contacts(draft, message)
    if removed is not None:
        after = _remove_contacts(conversation, removed, around)
    elif find_contacts(message.text).tried:
        after = _take_contacts(conversation.asking(CONTACTS), draft, message, around)
    else:
        return _go_on(conversation, draft, around, said="utter_nom_retire")
    return _saying(Say("utter_nom_retire"), after)


def _remove_contacts(conversation: Conversation, draft: Draft, around: Around) -> Step:
    """Say that it is done, and ask for another way to answer if none is left."""
    writing = conversation.question in (MESSAGE, PROPOSED_MESSAGE)
    if writing or (conversation.question != CONTACTS and missing(draft) != CONTACTS):
        return _beside(Say("utter_coordonnees_retirees"), conversation, draft, around)
    after = _ask(missing(draft), conversation, draft, around)
    return _saying(Say("utter_coordonnees_retirees"), after)


def _take_contacts(
    conversation: Conversation, draft: Draft, message: Message, around: Around
) -> Step:
    found = find_contacts(message.text)
    draft = with_contacts(draft, found.email, found.telephone)
    if found.problem is not None:
        problem = Say("utter_coordonnees_a_revoir", {"probleme": found.problem})
        return Step(conversation, (problem, ask(CONTACTS, conversation, around.catalogue)), draft)
    if not found.any:
        facts = service_contact(around.catalogue)
        return Step(conversation, (Say("utter_coordonnees_necessaires", facts),), draft)
    if draft.nom is None:
        draft = replace(draft, nom=name_beside_contact(message))
    when = when_to_call(message)
    if draft.message is not None and when is not None and when not in draft.message:
        draft = with_added(draft, when)  # « au 06…, le soir »
    draft = with_added(draft, addition_beside(message))
    return _ask(missing(draft), conversation, draft, around)


def _take_name(conversation: Conversation, draft: Draft, message: Message, around: Around) -> Step:
    found = find_contacts(message.text)
    if found.any:
        draft = with_contacts(draft, found.email, found.telephone)
        draft = with_added(draft, addition_beside(message))
        return _go_on(conversation, draft, around, said="utter_coordonnees_changees")
    name = name_corrected(message) or name_said(message) or name_in(message)
    if name is None:
        name = name_before_sentence(message)
    if name is None:
        return _ask(NAME, conversation, draft, around)
    draft = replace(draft, nom=name)
    return _ask(missing(draft), conversation, draft, around)


def _take_attachment(
    conversation: Conversation, draft: Draft, message: Message, around: Around
) -> Step:
    answer = _yes_or_no(message)
    if message.intent == "ne_sait_pas" or (answer and not agrees_to_attach(message)):
        answer = False  # « c'est bon, envoyez » gives no conversation away
    if answer is None:
        return _ask(ATTACH, conversation, draft, around)
    draft = replace(draft, attach=answer)
    return _ask(missing(draft), conversation, draft, around)


def _take_confirmation(
    conversation: Conversation, draft: Draft, message: Message, around: Around
) -> Step:
    if agrees_to_send(message) and not find_contacts(message.text).tried:
        return Step(conversation, confirmed=draft)
    corrected = _take_what_is_named(conversation, draft, message, around)
    if corrected is not None:
        return corrected
    if message.intent in ("nier", "contester") or message.begins_with is False:
        return _ask(CORRECT, conversation, draft, around)
    return _ask(CONFIRM, conversation, draft, around)


def _take_correction(
    conversation: Conversation, draft: Draft, message: Message, around: Around
) -> Step:
    if message.intent == "affirmer" and message.text.startswith("/"):
        return _ask(CONFIRM, conversation, draft, around)
    corrected = _take_what_is_named(conversation, draft, message, around)
    return corrected or _ask(CORRECT, conversation, draft, around)


def _take_what_is_named(
    conversation: Conversation, draft: Draft, message: Message, around: Around
) -> Step | None:
    """Correct what a message names: at once if it says how, else by asking for it anew."""
    if find_contacts(message.text).tried:
        return _take_contacts(conversation.asking(CONTACTS), draft, message, around)
    name = name_corrected(message)
    if name is not None:
        return _ask(CONFIRM, conversation, replace(draft, nom=name), around)
    item = item_named(message)
    return None if item is None else _ask(item, conversation, draft, around)


_ANSWERS: dict[str, Callable[[Conversation, Draft, Message, Around], Step]] = {
    MESSAGE: _take_message,
    PROPOSED_MESSAGE: _take_message,
    CONTACTS: _take_contacts,
    NAME: _take_name,
    ATTACH: _take_attachment,
    CONFIRM: _take_confirmation,
    CORRECT: _take_correction,
}


def _go_on(
    conversation: Conversation,
    draft: Draft,
    around: Around,
    said: str = "utter_ajoute_a_la_demande",
) -> Step:
    """Say that something was noted beside the pending question, and ask it again if need be."""
    question = str(conversation.question)
    answered = question in (CORRECT, MESSAGE, PROPOSED_MESSAGE) or (
        question == NAME and draft.nom is not None
    )
    after = _ask(missing(draft) if answered else question, conversation, draft, around)
    return _saying(Say(said), after)


def _saying(said: Say, after: Step) -> Step:
    """Return a step that says something first."""
    return replace(after, says=(said, *after.says))


def _beside(said: Say, conversation: Conversation, draft: Draft, around: Around) -> Step:
    """Say something, and ask the pending question again."""
    question = str(conversation.question)
    after = _ask(CONFIRM if question == CORRECT else question, conversation, draft, around)
    return _saying(said, after)


def _ask(question: str, conversation: Conversation, draft: Draft, around: Around) -> Step:
    after = conversation.asking(question)
    if question == CONFIRM:
        return Step(after, (_recap(draft, around), ask(CONFIRM, after, around.catalogue)), draft)
    return Step(after, (ask(question, after, around.catalogue),), draft)


def _recap(draft: Draft, around: Around) -> Say:
    telephone = readable_telephone(draft.telephone) if draft.telephone else None
    contacts = " – ".join(way for way in (draft.email, telephone) if way)
    return Say(
        "utter_recapitulatif_demande_jointe" if draft.attach else "utter_recapitulatif_demande",
        {
            **service_contact(around.catalogue),
            "message": entrusted(draft.message or ""),
            "coordonnees": entrusted(contacts),
            "visiteur": entrusted(draft.nom) if draft.nom else "non précisé",
            "jours": str(around.retention_days),
        },
    )


def _yes_or_no(message: Message) -> bool | None:
    if message.intent in ("affirmer", "nier"):
        return message.intent == "affirmer"
    return message.begins_with


def _abandon(conversation: Conversation, catalogue: Catalogue) -> Step:
    after = _left(conversation)
    facts = service_contact(catalogue)
    return Step(after, (Say("utter_demande_abandonnee", facts), *question_again(after, catalogue)))


def _sent_already(conversation: Conversation, reference: str, catalogue: Catalogue) -> Step:
    facts = {"reference": reference, **service_contact(catalogue)}
    again = question_again(conversation, catalogue)
    return Step(conversation, (Say("utter_demande_deja_partie", facts), *again))


def _nothing(conversation: Conversation, catalogue: Catalogue) -> Step:
    again = question_again(conversation, catalogue)
    return Step(conversation, (Say("utter_rien_a_abandonner"), *again))


def _left(conversation: Conversation) -> Conversation:
    return replace(conversation, question=conversation.suspended, suspended=None)
