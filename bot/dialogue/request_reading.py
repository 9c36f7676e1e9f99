"""What the words written for the ESS service hold: an order, a text, a name, a consent."""

from __future__ import annotations

import re

from bot.dialogue.message import Message
from bot.handover.contact_words import find_contacts

#: "Garde", "oui le garder": an order has few words.
_FEW_WORDS = 4

#: A text that is proposed is kept with such words: « oui gardez ce texte », « c'est bon ».
_KEEPING = re.compile(
    r"^\W*(?:(?:oui|ok|ouais|bah|ben|d'accord|merci)\W+)*(?:gard\w+|conserv\w+|parfait|nickel|impec"
    r"|c['’ ]?est (?:bon|bien|parfait|ça|ca)|(?:ça|ca) (?:me )?va|tr[èe]s bien|laiss\w+ comme"
    r"|envo\w+|valid\w+)\b",
    re.IGNORECASE,
)
_LONGEST_KEEPING = 5

#: Orders to the assistant, which are no message to the service.
_ORDER = re.compile(
    r"^\W*(?:(?:non|oui|ok|c['’ ]?est|il faut|je veux|je voudrais|d'accord)\W+)*"
    r"(?:corrig\w+|chang\w+|modifi\w+|gard\w+|envo\w+|valid\w+|continu\w+|retour|suite|message"
    r"|texte|oui|non|ok|d'accord|celui|celle|(?:le|mon|ce|du) (?:message|texte))\b"
    r"(?:\W+(?:le|la|mon|ce|du|de|d|l|au|premier|message|texte|avant|d[ée]but|pr[ée]c[ée]dent"
    r"|origine|celui|l[àa]|tout|svp|merci))*\W*$",
    re.IGNORECASE,
)
#: « Celui d'avant », « mon texte du début »: the text that was proposed.
_BACK = re.compile(
    r"\b(?:celui|texte|message)\W+(?:d|du|de|l)\W*(?:avant|d[ée]but|origine)\b"
    r"|\b(?:premier|pr[ée]c[ée]dent) (?:texte|message)\b"
    r"|\b(?:texte|message) pr[ée]c[ée]dent\b",
    re.IGNORECASE,
)
_LONGEST_ORDER = 10

_ADDITION = re.compile(
    r"^\W*(?:(?:attend\w*|pardon|oui|non|et|ah|mais|bon|ok|aussi|svp|merci)\W+)*"
    r"(?:(?:vous pouvez|pouvez[- ]vous|tu peux|il faut|il faudrait|faut|je voudrais|merci de)\W+)?"
    r"(?:r?ajout\w+|pr[ée]cis(?:ez|er|e|es)|dites(?:[- ]leur)?|il manque|notez)\W+"
    r"(?:(?:aussi|bien|leur|y)\W+)*(?:que\W+|qu['’]\s*)?(?P<added>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_ADDED = 3

#: « Je laisse un message : … », « dites au service : … ».
_ANNOUNCED = re.compile(
    r"\b(?:messages?|service|demande|dire|dites|transmet\w+|[ée]cri\w+|rappel\w*|contact\w*)\b"
    r"[^:\n]{0,60}\s?:\s*(?P<message>\S.{14,})$",
    re.IGNORECASE | re.DOTALL,
)

#: When somebody can be reached, said with their number.
_AVAILABILITY = re.compile(
    r"\b(?:matin\w*|midi|apr[eè]s[- ]?midi|aprem|soir\w*|week-?end|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|avant|apr[eè]s|entre|à partir|a partir|sauf|plut[oô]t|jamais"
    r"|\d{1,2} ?h(?:\d\d)?|heures?)\b",
    re.IGNORECASE,
)

#: What agrees to the sending without a yes in front.
_AGREEING = re.compile(
    r"^\W*(?:ok|okay|d['’]?\s?accord|dac|envo\w+|vas[- ]?y|allez[- ]?y"
    r"|c['’ ]?est (?:bon|parfait|ok)|parfait|je confirme|confirm\w+|valid\w+|go"
    r"|entendu|tr[èe]s bien)\b",
    re.IGNORECASE,
)

_BEFORE_A_NAME = re.compile(
    r"^\s*(?:bonjour[\s,]*)?(?:oui[\s,]*)?"
    r"(?:je m['’]appelle|appel(?:ez|le)[- ]moi|je suis|moi c['’]est|c['’]est"
    r"|mon nom(?: est| c['’]est)?|nom\s*:|au nom de)\s+",
    re.IGNORECASE,
)
#: « Changez le nom, c'est … »: the name in the very words that want it corrected.
_NAME_GIVEN = re.compile(
    r"\bnoms?\b\W*(?:(?:c['’]est|est|plut[oô]t|par|en)\W+|:\W*)+"
    r"(?P<name>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3}?)\s*(?=\bet\b|[,.;!]|$)",
    re.IGNORECASE,
)
_WRONG = re.compile(r"\b(?:pas|faux|fausse|mauvais|mal|erron\w+|incorrect|bon)\b", re.IGNORECASE)
#: Words of assent are no name, whatever they are understood as.
_ASSENT = re.compile(
    r"^\W*(?:d['’]?\s?accord|ok|okay|oui|ouais|voil[àa]|merci|parfait|tr[èe]s bien|entendu"
    r"|bien s[ûu]r|pas de souci)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"^\W*(?:oui\W+)?c['’ ]?est (?:bon|not[ée]|ça|ca|parfait|ok)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(anonym\w*|sans nom|pas (?:de|mon|le) nom|(?:pas|rien) .*(?:donner|dire)|aucun)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 120
_MOST_WORDS_IN_A_NAME = 8


def keeps_proposal(message: Message) -> bool:
    """Tell whether a message keeps the text that was proposed to it."""
    words = len(message.text.split())
    if message.intent == "affirmer" and (message.text.startswith("/") or words <= _FEW_WORDS):
        return True
    return words <= _LONGEST_KEEPING and bool(_KEEPING.search(message.text))


def is_order(message: Message) -> bool:
    """Tell whether a message only tells the assistant what to do with the text."""
    return bool(_ORDER.match(message.text))


def points_back(message: Message) -> bool:
    """Tell whether a message wants the text back that was proposed first."""
    return len(message.text.split()) <= _LONGEST_ORDER and bool(_BACK.search(message.text))


def addition(message: Message) -> str | None:
    """Return what a message wants added to the text, if it does (« ajoutez que… »)."""
    found = _ADDITION.match(message.text)
    if found is None or find_contacts(message.text).any:
        return None
    added = found["added"].strip()
    return added if len(added.split()) >= _LEAST_ADDED else None


def announced_message(message: Message) -> str | None:
    """Return the text that stands after a colon in the words that ask for a request, if any."""
    found = _ANNOUNCED.search(message.text)
    return found["message"].strip() if found else None


def tells_when(message: Message) -> bool:
    """Tell whether words about a number say when it may be called."""
    return bool(_AVAILABILITY.search(message.text))


def agrees_to_send(message: Message) -> bool:
    """Tell whether a message plainly agrees: a « voilà » is no consent."""
    if message.intent != "affirmer":
        return False
    return message.begins_with is True or bool(
        message.text.startswith("/") or _AGREEING.search(message.text)
    )


def name_in(message: Message) -> str | None:
    """Return the name that a message gives: ``""`` for none on purpose, ``None`` if unclear."""
    if message.asks or _DONE.search(message.text):
        return None
    if message.intent in ("nier", "ne_sait_pas") or _NO_NAME.search(message.text):
        return ""
    if _ASSENT.search(message.text) and not _BEFORE_A_NAME.search(message.text):
        return None
    name = " ".join(_BEFORE_A_NAME.sub("", message.text).split()).strip(" .,;!")
    plausible = len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS_IN_A_NAME
    if not plausible or not any(letter.isalpha() for letter in name):
        return None
    return None if name.startswith("/") else name


def name_corrected(message: Message) -> str | None:
    """Return the name in the words that want it corrected (« le nom, c'est … »), if any."""
    found = _NAME_GIVEN.search(message.text)
    return " ".join(found["name"].split()) if found and not _WRONG.search(found["name"]) else None
