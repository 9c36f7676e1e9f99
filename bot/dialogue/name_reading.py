"""The name in what somebody writes for the ESS service, alone or among other words."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.message import Message
from bot.dialogue.request_reading import AVAILABILITY, is_order
from bot.handover.contact_words import written_out

_BEFORE_A_NAME = re.compile(
    r"^\s*(?:bonjour[\s,]*)?(?:oui[\s,]*)?"
    r"(?:je m['’]appelle|appel(?:ez|le)[- ]moi|je suis|moi c['’]est|c['’]est"
    r"|mon nom(?: est| c['’]est)?|nom\s*:|au nom de)\s+",
    re.IGNORECASE,
)
#: « Changez le nom, c'est … »: the name in the very words that want it corrected.
_NAME_GIVEN = re.compile(
    r"\b(?i:noms?)\b[\s,]*"
    r"(?:(?:(?i:c['’]est)|:)\s*(?P<any>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3}?)"
    r"|(?i:est)\s+(?P<capital>[A-ZÉÈÀÂÎÔÇ][\w'’-]*(?:\s+[A-ZÉÈÀÂÎÔÇ][\w'’-]*){0,3}))"
    r"\s*(?=\b(?i:et)\b|[,.;!]|$)"
)
#: Two words or more in capitals, then a comma or a digit.
_NAME_IN_FRONT = re.compile(
    r"^\s*(?:(?:M|Mme|Mlle|Mr)\.?\s+|Madame\s+|Monsieur\s+)?"
    r"(?P<name>[A-ZÉÈÀÂÎÔÇ][\w'’-]+(?:\s+[A-ZÉÈÀÂÎÔÇ][\w'’-]+){1,3})\s*[,:–-]?\s*(?=[+\d]|\S+@)"
)
#: « Ramirez. C'est ouvert quand ? », « Monsieur Perrin, président. Puis-je… », « marcel je viens de
#: le dire »: a name, then a sentence.
_NAME_THEN_SENTENCE = re.compile(
    r"^\s*(?P<name>(?:(?i:m|mme|mlle|mr|dr|me|monsieur|madame)\.?\s+)?[^\W\d_][\w'’-]+"
    r"(?:\s+[A-ZÉÈÀÂÎÔÇ][\w'’-]*){0,3}(?:,\s*[^\W\d_][^.!?;,:]{1,40})?)"
    r"(?:[.!;…]+\s+|,\s*(?=(?:et|mais)\b)"
    r"|,?\s+(?=mais\b|je (?:viens de|(?:vous |te )?l['’]ai)\b))\w"
)
#: One word in front of a sentence that is no name: « Attendez. C'est ouvert quand ? »
_NO_NAME_IN_FRONT = re.compile(
    r"^\s*(?:bonjour|bonsoir|salut|pardon|euh+|heu|bah|ben|alors|bon|bref|une?|avant|d['’]abord|juste"
    r"|\w+ment|ah|oh|h[ée]|hein|excus\w*|d[ée]sol\w*|dommage|zut|mince|merde|putain|super|stop|si"
    r"|enfin|pour|dites|aucune?|rien|personne|peut|s['’]il|moi|toi|bof|bizarre|ensuite|tiens|quoi"
    r"|[çc]a|cela|jamais)\b",
    re.IGNORECASE,
)
#: « 06 12 34 56 78 marcel de morez »: few words after a number, and none of a sentence.
_AFTER_A_NUMBER = re.compile(r"(?<!\d)\d(?:[\s.\-/]*\d){5,}\W+(?P<name>[^\W\d_][^@\d?:]*)$")
_MOST_WORDS_AFTER_A_NUMBER = 4
_NO_NAME_AFTER_A_NUMBER = re.compile(
    r"\b(?:apr[eè]s|avant|portable|fixe|t[ée]l\w*|perso\w*|pro|bureau|maison|travail|bonne|bien|[àa]"
    r"|au|aux|ou|et|les?|la|chez|en|si|sur|sms|par|pr[ée]f[ée]r\w*|plut[oô]t|demand\w+|r?appel\w+"
    r"|joign\w+|seulement|uniquement|toujours|tous|toute|urgent|cordialement|bonjour|voil[àa]|ok|oui"
    r"|c['’ ]?est|pas|possible|enl[eè]v\w*|retir\w*)\b",
    re.IGNORECASE,
)
#: « Je vous l'ai dit, c'est Jean Petit », « Je m'appelle Jean Petit et… »: in capitals, unlike
#: what else such words say.
_NAME_SAID = re.compile(
    r"(?i:je m['’]appelle|mon nom(?: est| c['’]est)|^.*\bdit\b.*c['’]est)\s+"
    r"(?P<name>[A-ZÉÈÀÂÎÔÇ][\w'’-]+(?:\s+[A-ZÉÈÀÂÎÔÇ][\w'’-]+){0,3})"
)
_WRONG = re.compile(
    r"\b(?:pas|faux|fausse|mauvais|mal|erron\w+|incorrect|incomplet|priv[ée]|celui|celle|à|a|bon)\b"
)
#: Words of assent are no name, whatever they are understood as.
_ASSENT = re.compile(
    r"^\W*(?:d['’]?\s?accord|ok|okay|oui|ouais|voil[àa]|merci|parfait|tr[èe]s bien|entendu"
    r"|bien s[ûu]r|pas de souci)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"^\W*(?:oui\W+)?c['’ ]?est (?:bon|not[ée]|ça|ca|parfait|ok)\b", re.IGNORECASE)
#: Words of a sentence, which no name holds: « attendez c'est 11 salariés », « je l'ai déjà donné ».
_NO_PART_OF_A_NAME = re.compile(
    r"\d|\b(?:j['’ ]?ai|jai|c['’ ]?est|cest|pas|mon|ma|mes|notre|votre|que|qui|d[ée]j[àa]|vous|on"
    r"|je|tu|il|faut|attend\w*|oubli\w*|dire|dit|donn[ée]\w*|merci|svp|num[ée]ro|message|texte|mail|projet"
    r"|pourquoi|comment|quand|non|mais|aussi)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(anonym\w*|sans nom|pas (?:de|mon|le) nom|(?:pas|rien) .*(?:donner|dire)|aucun)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 120
_MOST_WORDS_IN_A_NAME = 8


def name_in(message: Message) -> str | None:
    """Return the name that a message gives: ``""`` for none on purpose, ``None`` if unclear."""
    if message.asks or _DONE.search(message.text) or is_order(message):
        return None
    if message.intent in ("nier", "ne_sait_pas") or _NO_NAME.search(message.text):
        return ""
    if _ASSENT.search(message.text) and not _BEFORE_A_NAME.search(message.text):
        return None
    name = " ".join(_BEFORE_A_NAME.sub("", message.text).split()).strip(" .,;!")
    plausible = len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS_IN_A_NAME
    if not plausible or not any(letter.isalpha() for letter in name):
        return None
    return None if name.startswith("/") or _NO_PART_OF_A_NAME.search(name) else name


def name_before_sentence(message: Message) -> str | None:
    """Return the name that a message begins with before a sentence (« Ramirez. Et… »), if any."""
    found = _NAME_THEN_SENTENCE.match(message.text)
    if found is None or _NO_NAME_IN_FRONT.match(message.text) or message.intent == "insulter":
        return None
    return name_in(replace(message, text=found["name"], intent="")) or None


def name_beside_contact(message: Message) -> str | None:
    """Return the name written before an address or a number, or after one, if any.

    « Jean Petit, 06 12 34 56 78 », « 06 12 34 56 78 jean de morez ».
    """
    return _name_found(_NAME_IN_FRONT, message) or _name_after_number(message)


def _name_after_number(message: Message) -> str | None:
    found = _AFTER_A_NUMBER.search(written_out(message.text))
    if found is None or len(found["name"].split()) > _MOST_WORDS_AFTER_A_NUMBER:
        return None
    said = found["name"].rstrip(" )")
    if AVAILABILITY.search(said) or _NO_NAME_AFTER_A_NUMBER.search(said):
        return None
    return name_in(replace(message, text=said, intent=""))


def name_said(message: Message) -> str | None:
    """Return the name that a message gives among other words (« je m'appelle… »), if any."""
    return _name_found(_NAME_SAID, message)


def _name_found(pattern: re.Pattern[str], message: Message) -> str | None:
    found = pattern.search(message.text)
    return " ".join(found["name"].split()) if found else None


def name_corrected(message: Message) -> str | None:
    """Return the name in the words that want it corrected (« le nom, c'est … »), if any."""
    found = _NAME_GIVEN.search(message.text)
    if found is None:
        return None
    name = " ".join((found["any"] or found["capital"]).split())
    return None if _WRONG.search(name) else name
