"""What a message means while a request to the ESS service is being written."""

from __future__ import annotations

import re

from bot.dialogue.message import PLAUSIBLE_DISTRESS, REQUEST_ITEMS, SURE, Message
from bot.dialogue.name_reading import name_before_sentence
from bot.dialogue.request_reading import (
    addition,
    agrees_to_send,
    asks_beside,
    message_anew,
    points_back,
    removes_email,
    removes_name,
    removes_telephone,
)
from bot.handover.contact_words import find_contacts, written_out
from bot.handover.reference import check_digit, normalised

#: The questions of a request, by what each asks for.
MESSAGE, CONTACTS, NAME, ATTACH = REQUEST_ITEMS
PROPOSED_MESSAGE = "demande_message_propose"
CONFIRM = "demande_confirmation"
CORRECT = "demande_correction"

#: The offer to write to the service, made with its contact: a yes to it begins a request.
OFFERED = "offre_message"

#: Questions whose answer is personal: it is kept in the draft and nowhere else.
PRIVATE = (MESSAGE, PROPOSED_MESSAGE, CONTACTS, NAME, ATTACH, CONFIRM, CORRECT)

#: Intents that are answered beside the request, after which the pending question comes back.
_DIGRESSIONS = (
    "autre_langue",
    "detresse",
    "demander_exemples",
    "demander_pourquoi",
    "demander_reformulation",
    "insulter",
    "message_vide",
    "question_argent",
    "question_assistant",
    "question_donnees",
    "question_eligibilite",
    "question_ess",
    "question_innovation_sociale",
    "question_politique",
    "question_porte",
    "question_pratique",
    "question_processus",
)

#: The same, unless they say something of a project.
_POLITENESS = ("remercier", "saluer")

#: The only ones of them that are not a message to the service when one is asked for.
_ABOUT_THE_REQUEST = (
    "demander_pourquoi",
    "demander_reformulation",
    "detresse",
    "insulter",
    "message_vide",
    "question_assistant",
    "question_donnees",
    "question_ess",
    "question_innovation_sociale",
    "question_processus",
)

#: A free message is only taken for a question beside it from this confidence on.
_CERTAIN = 0.9

#: A question asked while a text is proposed is one from this confidence on.
_PLAUSIBLE = 0.4

#: A digression has no more words than this: a longer text is an answer.
_SHORT = 12

#: "Mon nom", "le message": the name of an item alone.
_FEW_WORDS = 4

_ABANDON = re.compile(
    r"\b(abandonn?(?:er?|é|ez|ons)|annul\w*|laiss(e|ez|er|ons) tomb(?:er|ez|ée?|e)"
    r"|j'arr[êe]te|on arr[êe]te|stop|(je )?(ne )?veux plus|plus la peine|accepte pas"
    r"|(je )?refuse|pas d'accord)\b",
    re.IGNORECASE,
)
#: « Effacez ma demande », « supprimez le message »; « retirer ma demande de subvention » is for
#: somebody else.
_ERASING = re.compile(
    r"\b(?:effac\w*|supprim\w*|annul\w*|retir\w*)\W+(?:\w+\W+)?(?:ma|la|cette|mon|le|ce)\W+"
    r"(?:demande|message)\b(?!\s+d[e'’])",
    re.IGNORECASE,
)
#: « Ne l'envoyez pas », unless it is a part of the request that is not to be sent.
_NOT_SENDING = re.compile(
    r"\bn['’]?\s?(l['’]\s?)?envo(ie|ies|ye|yer|yez)\s+(pas|rien)\b(?!\s+d[e'’])"
    r"|\bpas\s+(l['’]\s?)?envoyer\b(?!\s+d[e'’])",
    re.IGNORECASE,
)
#: The same in plain words, whatever is said beside it: « je ne veux plus l'envoyer », « finalement
#: non, n'envoyez pas, je vais d'abord en parler ».
_WITHHOLDING = re.compile(
    r"\b(?:veu[xt]|souhaite|voudrais|pr[ée]f[èe]re) (?:plus|pas|ne pas|ne plus) "
    r"(?:l['’] ?envo\w+\b(?! (?:à|a|au|en|chez)\b)|(?:vous |leur )?envo\w+"
    r"(?=\W*$| (?:le|mon|ce|ma|cette|la) (?:message|demande|texte)"
    r"| de (?:message|demande|texte)\s*(?:$|[,;.!])))"
    r"|\b(?:message|demande|texte) que je (?:ne )?veux (?:plus|pas) envo"
    r"|^\W*(?:(?:final\w+|non|nn|nan|en fait|attend\w*|mais|ah|bon|stop|pardon|merci"
    r"|d[ée]sol[ée]e?)\W+)*"
    r"(?:ne (?:l['’] ?)?|n['’] ?)?envo(?:i|ie|ies|ye|yer|yez) (?:pas?|rien)"
    r"(?=\W*$|\s*[,;.!:]| (?:tout de suite|encore|maintenant|finalement|merci|svp|je|on|le message"
    r"|mon message|ma demande|cette demande|la demande)\b)",
    re.IGNORECASE,
)
_LONGEST_ABANDON = 8
#: « En fait je voudrais annuler ma demande, on a trouvé quelqu'un. »
_LONGEST_ERASING = 14

_ITEMS = {
    MESSAGE: re.compile(r"\b(message|texte|demande|mots)\b", re.IGNORECASE),
    CONTACTS: re.compile(
        r"\b(e-?mails?|m[ée]ls?|mails?|adresses?|t[ée]l[ée]phones?|num[ée]ros?|coordonn[ée]es?)\b",
        re.IGNORECASE,
    ),
    NAME: re.compile(r"\b(noms?|pr[ée]noms?)\b", re.IGNORECASE),
    ATTACH: re.compile(r"\b(conversation|[ée]changes?|discussion)\b", re.IGNORECASE),
}

_REFERENCE = re.compile(r"\bESS[\s-]*\d{4}[\s-]*\d{4}\b", re.IGNORECASE)

#: Beside an address or a number, a message that says nothing else has no more words than this.
_BESIDE_A_CONTACT = 4

_MOST_WORDS_OF_A_BARE_NAME = 3
_GREETING = re.compile(r"\W*(?:bonjour|bonsoir|salut|slt|bjr|coucou|re|merci|mrc)\b", re.IGNORECASE)


def is_about_request(question: str | None) -> bool:
    """Tell whether a question is one of those of a request."""
    return question is not None and question.startswith("demande_")


def answers_request(question: str | None, message: Message) -> bool:
    """Tell whether a message goes on with the request, or is beside it.

    Args:
        question: The pending question.
        message: What was understood, however little: a name or an address is no intent.
    """
    if not is_about_request(question):
        return False
    if message.text.startswith("/"):
        return message.intent not in _DIGRESSIONS
    if _withholds(message):  # before danger: « je ne veux plus l'envoyer » sounds like it
        return True
    if _is_in_danger(message):
        return False
    if abandons(message) or _changes_request(message):
        return True
    if question == CONFIRM and agrees_to_send(message):
        return True
    if question == NAME and name_before_sentence(message) is not None:
        return True
    if question == PROPOSED_MESSAGE and _asks_beside(message):
        return False
    words = message.word_count
    bare_name = words <= _MOST_WORDS_OF_A_BARE_NAME and "?" not in message.text
    if question == NAME and bare_name and not _GREETING.match(message.text):
        return True
    if message.intent in _POLITENESS:
        return bool(message.details) or question in (MESSAGE, PROPOSED_MESSAGE)
    if question in (CONFIRM, CORRECT) and words <= _FEW_WORDS and item_named(message):
        return True
    free = question in (MESSAGE, PROPOSED_MESSAGE)
    if not free and find_contacts(message.text).tried:
        return True
    beside = _ABOUT_THE_REQUEST if free else _DIGRESSIONS
    sure = _CERTAIN if free else SURE
    return not (message.intent in beside and words <= _SHORT and message.confidence >= sure)


def _changes_request(message: Message) -> bool:
    """Tell whether a message says what is to be written, taken back or left out."""
    gives_text = addition(message) is not None or message_anew(message) is not None
    leaves_out = removes_name(message) or removes_email(message) or removes_telephone(message)
    return gives_text or leaves_out or points_back(message)


def _asks_beside(message: Message) -> bool:
    """Tell whether what is said while a text is proposed is a question, and no text instead."""
    likely = message.intent in _DIGRESSIONS and message.confidence >= _PLAUSIBLE
    few = message.word_count <= _SHORT and not find_contacts(message.text).tried
    return likely and few and asks_beside(message)


def begins_request(question: str | None, message: Message) -> bool:
    """Tell whether a message begins a request although its intent does not say so.

    It accepts the offer to write to the service, gives nothing but a way to be reached, names a
    request that was sent, or wants one erased.
    """
    if message.text.startswith("/") or is_about_request(question) or _is_in_danger(message):
        return False
    says_yes = message.intent == "affirmer" or message.begins_with is True
    if says_yes and not message.asks:
        wants_one = message.brief and re.search(r"\bmessage\b", message.text, re.IGNORECASE)
        if question == OFFERED or (question is None and wants_one):  # « oui, un message »
            return True
    return _erases(message) or reference_in(message) is not None or is_bare_contact(message)


def is_bare_contact(message: Message) -> bool:
    """Tell whether a message gives an address or a number and next to nothing else."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\S*@\S*", " ", written_out(message.text)))
    return len(words) <= _BESIDE_A_CONTACT and find_contacts(message.text).any


def reference_in(message: Message) -> str | None:
    """Return the reference of a request that a message names, in its usual form, if any."""
    found = _REFERENCE.search(message.text)
    if found is None:
        return None
    digits = "".join(filter(str.isdecimal, found.group()))
    return normalised(digits) if check_digit(digits[:-1]) == digits[-1] else None


def abandons(message: Message) -> bool:
    """Tell whether somebody gives up their request."""
    if message.intent == "abandonner" or _withholds(message) or _erases(message):
        return True
    if message.word_count > _LONGEST_ABANDON:
        return False
    keeps_it = bool(_NOT_SENDING.search(message.text)) and not _names_a_part(message)
    return keeps_it or bool(_ABANDON.search(message.text))


def _withholds(message: Message) -> bool:
    """Tell whether somebody plainly says that nothing is to be sent, and not that a part is not."""
    return bool(_WITHHOLDING.search(message.text)) and not _names_a_part(message)


def _names_a_part(message: Message) -> bool:
    return item_named(message) in (CONTACTS, NAME, ATTACH)


def _erases(message: Message) -> bool:
    return message.word_count <= _LONGEST_ERASING and bool(_ERASING.search(message.text))


def _is_in_danger(message: Message) -> bool:
    return message.intent == "detresse" and message.confidence >= PLAUSIBLE_DISTRESS


def starts_over(question: str | None, message: Message) -> bool:
    """Tell whether somebody wants everything forgotten, and not only says a word of it."""
    if message.intent != "recommencer" or points_back(message) or _erases(message):
        return False
    digits = any(letter.isdigit() for letter in message.text)
    plain = message.word_count <= _FEW_WORDS and not digits
    plain = plain and not find_contacts(message.text).tried
    return message.confidence >= SURE and (plain or not is_about_request(question))


def item_named(message: Message) -> str | None:
    """Return the question of the item that a message wants corrected, if it names one."""
    chosen = message.first("a_corriger")
    if chosen in REQUEST_ITEMS:
        return chosen
    return next((item for item, words in _ITEMS.items() if words.search(message.text)), None)
