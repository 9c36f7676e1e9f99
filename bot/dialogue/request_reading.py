"""What the words written for the ESS service hold: an order, a text, a consent."""

from __future__ import annotations

import re

from bot.dialogue.message import Message
from bot.handover.contact_words import find_contacts

#: "Garde", "oui le garder": an order has few words.
_FEW_WORDS = 4

#: A text that is proposed is kept with such words: « oui gardez ce texte », « c'est bon ».
_KEEPING = re.compile(
    r"^\W*(?:(?:oui|ok|ouais|bah|ben|d'accord|merci)\W+)*(?:gard(?:e|er|ez|ons|é)|conserv(?:e|er|ez)"
    r"|parfait|nickel|impec|c['’ ]?est (?:bon|bien|parfait|ça|ca)|(?:ça|ca) (?:me )?va|tr[èe]s bien"
    r"|laissez? comme|envo(?:ie|yer|yez)|valid(?:e|er|ez))\b"
    r"(?!.*(?:\b(?:pas|rien|mais|trop|plut[oô]t|autre)\b|\?))",
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
#: « Celui d'avant », « mon texte du début »: the text that was proposed. « Ma question n'était pas
#: le message »: it took its place. « C'est pas ça mon message » may be said of the proposal itself.
_BACK = re.compile(
    r"\b(?:celui|texte|message)\W+(?:d|du|de|l)\W*(?:avant|d[ée]but|origine)\b"
    r"|\b(?:premier|pr[ée]c[ée]dent) (?:texte|message)\b(?!\s+d)"
    r"|\b(?:texte|message) (?:pr[ée]c[ée]dent|initial)\b"
    r"|(?:\bn|\bc)['’ ]?[ée]tait pas (?:le|mon) message\b",
    re.IGNORECASE,
)
#: « Non ! C'est pas ça mon message. Le message c'est le texte d'avant, sur la ressourcerie. »
_LONGEST_ORDER = 18

#: « Je voulais juste savoir les heures d'ouverture ».
_WONDERING = re.compile(r"\b(?:savoir|conna[iî]tre|demand(?:er|ais))\b", re.IGNORECASE)

#: « Pouvez-vous relire notre dossier ? » is a message to the service.
_ASKED_OF_SERVICE = re.compile(
    r"\b(?:pouvez|pourriez|voulez|voudriez|pourrait|peut)[- ](?:vous|on|elle|il)\b"
    r".*\b(?:nous|me|m|notre|nos|mon|ma|mes)\b",
    re.IGNORECASE,
)

_ADDITION = re.compile(
    r"^\W*(?:(?:attend\w*|pardon|oui|non|et|ah|mais|bon|ok|aussi|svp|merci)\W+)*"
    r"(?:(?:vous pouvez|pouvez[- ]vous|tu peux|il faut|il faudrait|faut|je voudrais|j['’ ]?aimerais"
    r"|on (?:voudrait|aimerait)|je souhaite\w*|je veux|(?:est-ce que )?je peux|puis-je"
    r"|merci de)\W+)?"
    r"(?P<verb>r?ajout\w+|(?:pr[ée]cis(?:ez|er|e|es)|dites(?:[- ]leur)?|notez)(?!\W+(?:moi|nous)\b)"
    r"|il manque(?=\s*:|\s+que\b)"
    r"|(?:j['’ ]?ai|g) oubli[ée]\w*(?: de (?:dire|pr[ée]ciser|mettre|noter))?)\W+"
    r"(?:(?:aussi|bien|leur|y)\W+)*(?:que\W+|qu['’]\s*)?(?P<added>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ADDITION_BESIDE = re.compile(
    r"[\s,;]r?ajoute[zr]?\W+(?:aussi\W+)?(?:que\W+|qu['’]\s*)(?P<added>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: « Ajoutez mon numéro de téléphone » names what is missing, and does not give it.
_OWN_ITEM = re.compile(
    r"^(?:mon|ma|mes|le|la|un)\W+(?:nom|pr[ée]nom|num[ée]ro|t[ée]l\w*|e?-?mail|adresse|coordonn\w+)\b",
    re.IGNORECASE,
)
_LEAST_ADDED = 3

#: « Changez le message, mettez que … », « remplacez mon texte par … ».
_ANEW = re.compile(
    r"^\W*(?:(?:attend\w*|pardon|oui|non|ah|mais|bon|ok|en fait|svp)\W+)*"
    r"(?:(?:vous pouvez|pouvez[- ]vous|tu peux|il faut|faut|je voudrais|je veux)\W+)?"
    r"(?:remplac\w+(?:-le)?\W+par\W+"
    r"|(?:corrig|chang|modifi|remplac|refai)\w*\W+(?:le|mon|ce|du)\W+(?:message|texte)\b\W*"
    r"(?:et\W+)?(?:par\W+|:\W*|(?:mett\w+|mets|[ée]cri\w+|dites|dis|c['’]est)\b)"
    r"|(?:mett\w+|mets?|[ée]cri\w+|dites)\W+(?=plut[oô]t\b)"
    r"|(?:mett\w+|mets?|[ée]cri\w+)\W+(?=(?:juste|seulement|simplement)(?:\s*:"
    r"|\s+(?!(?:la|les?|mon|ma|mes|l|une?|ce|cette|deux|trois|[àa]|en|par|pour)\b)(?:\S+\s+){3}))"
    r"|je pr[ée]f[èe]re\s*:(?=\s*(?:\S+\s+){3}))"
    r"\W*(?:(?:plut[oô]t|simplement|seulement|juste|leur|ceci|ça)\W+)*"
    r"(?:que\W+|qu['’]\s*)?(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: « Non le dernier bout enlevez, mettez juste : … »: after other words, a colon is needed.
_ANEW_AFTER = re.compile(
    r"^[^:]{0,80}[,;.!]\s*(?:mett\w+|mets?|[ée]cri\w+)\W+"
    r"(?:juste|seulement|simplement|plut[oô]t)\s*:\s*(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)

_THE_TEXT = re.compile(r"\b(?:message|texte)\b", re.IGNORECASE)

#: « Enlevez mon nom », « sans mon nom », « mon nom est toujours là ! enlevez-le ».
_REMOVE = r"\b(?:enl[eè]v|retir|supprim|effac)\w*"
_AND = r"(?:(?:mon|ma|le|la|l)\W+\w+(?: e?-?mail)? et )?"  # « enlevez mon nom et mon mail »
_WITHOUT_NAME = re.compile(
    rf"(?:{_REMOVE}|\bsans)\W+{_AND}(?:mon|le|mes|ce)\W+(?:pr[ée])?noms?\b"
    rf"|\bmon (?:pr[ée])?nom\b.*{_REMOVE}[- ]le\b",
    re.IGNORECASE,
)

#: « Retirez mon mail », « je ne veux pas que vous envoyiez mon adresse », « …, pas d'adresse ».
#: « L'adresse du local », « le numéro de SIRET » are no way to be reached.
_EMAIL = r"(?:adresses?(?!\s+d[eu])|(?:e-?)?mails?|m[ée]ls?|courriels?)\b"
_TELEPHONE = (
    r"(?:num[ée]ros?(?!\s+d[eu]\b(?!\s+t[ée]l))|t[ée]l[ée]phones?(?!\s+d[eu])|t[ée]l"
    r"|portable)\b"
)
_NOT_TO_SEND = (
    rf"(?:{_REMOVE}|\bpas que vous (?:envo|donn|transm|gard|met)\w+"
    r"|\bn(?:e |['’] ?)(?:envo|donn|transm|gard|met)\w+ pas)"
    rf"\W+{_AND}(?:(?:mon|ma|l|le|la|cette|ce)\W+)?"
)
_DOING_WITHOUT = r"(?:\bsans\W+(?:mon|ma|l|le|la)\W+|(?:^|[,;.!]|\bet)\s*pas d(?:e |['’] ?))"
_INSTEAD_OF = r"\bremplac\w+\W+(?:mon|ma|l|le|la)\W+"


def _without(kind: str, other: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_NOT_TO_SEND}{kind}|(?P<beside>{_DOING_WITHOUT}{kind})"
        rf"|{_INSTEAD_OF}{kind}[^.!?]{{0,20}}\bpar\W+(?:(?:un|une|mon|ma|l|le|la)\W+)?{other}",
        re.IGNORECASE,
    )


_WITHOUT_EMAIL = _without(_EMAIL, _TELEPHONE)
_WITHOUT_TELEPHONE = _without(_TELEPHONE, _EMAIL)

#: « Je laisse un message : … », « dites au service : … ».
_ANNOUNCED = re.compile(
    r"\b(?:messages?|service|demande|dire|dites|transmet\w+|[ée]cri\w+|rappel\w*|contact\w*)\b"
    r"[^:\n]{0,60}\s?:\s*(?P<message>\S.{14,})$",
    re.IGNORECASE | re.DOTALL,
)

#: When somebody can be reached, said with their number; and the number and the address themselves.
AVAILABILITY = re.compile(
    r"\b(?:matin(?:s|ées?)?|midi|apr[eè]s[- ]midi|aprem|soir(?:s|ées?)?|week-?end|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|\d{1,2} ?h(?:\d\d)?|\d{1,2} heures?)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S*@\S*|\+?\d(?:[\s.\-/]*\d){5,}")

#: What agrees to more than a yes does: « d'accord », « joignez-la », « avec plaisir ».
_ATTACHING = re.compile(
    r"\bjoi(?:gn|nd)\w*|^\W*(?:ok|okay|d['’]?\s?accord|dac|volontiers|avec plaisir|pourquoi pas"
    r"|si vous voulez|vas[- ]?y|allez[- ]?y)\b",
    re.IGNORECASE,
)

#: What agrees to the sending without a yes in front.
_AGREEING = re.compile(
    r"^\W*(?:ok|okay|d['’]?\s?accord|dac|envo\w+|vas[- ]?y|allez[- ]?y"
    r"|c['’ ]?est (?:bon|parfait|ok)|parfait|je confirme|confirm\w+|valid\w+|go"
    r"|entendu|tr[èe]s bien)\b",
    re.IGNORECASE,
)

#: « Vas-y envoie », « vazi envoi »: an order to send and nothing else, whatever it sounds like.
_SENDING_ORDER = re.compile(
    r"^\W*(?:(?:oui|ouais|ok|okay|bon|d['’]?\s?accord|all?ez|vas?[- ]?[yi]|va[sz]i|go)\W+)*"
    r"envo(?:ie|i|ies|yez|yer|yé)(?:\W+(?:l[ea]|tout|maintenant|svp|stp|merci))*\W*$",
    re.IGNORECASE,
)

#: « Oui mais… », « oui, sans la conversation » agree to something else.
_RESERVING = re.compile(
    r"\b(?:mais|sauf|sans|attend\w*|pas|d['’]abord|corrig\w*|chang\w*|enlev\w*)\b", re.IGNORECASE
)


def keeps_proposal(message: Message) -> bool:
    """Tell whether a message keeps the text that was proposed to it."""
    words = message.word_count
    if message.intent == "affirmer" and (message.text.startswith("/") or words <= _FEW_WORDS):
        return True
    return words <= _LONGEST_KEEPING and bool(_KEEPING.search(message.text))


def is_order(message: Message) -> bool:
    """Tell whether a message only tells the assistant what to do with the text."""
    return bool(_ORDER.match(message.text))


def points_back(message: Message) -> bool:
    """Tell whether a message wants the text back that was proposed first."""
    return message.word_count <= _LONGEST_ORDER and bool(_BACK.search(message.text))


def asks_beside(message: Message) -> bool:
    """Tell whether a message asks something, or says that it wants to know something practical."""
    wonders = message.intent == "question_pratique" and bool(_WONDERING.search(message.text))
    about_project = bool(message.values("domaine") or message.values("territoire"))
    to_the_service = bool(_ASKED_OF_SERVICE.search(message.text))
    return (message.asks or wonders) and not about_project and not to_the_service


def addition(message: Message) -> str | None:
    """Return what a message wants added to the text, if it does (« ajoutez que… »)."""
    found = _ADDITION.match(message.text)
    if found is None or find_contacts(message.text).any:
        return None
    asks_for_it = message.asks and "ajout" not in found["verb"].lower()
    added = found["added"].strip()
    few = len(added.split()) < _LEAST_ADDED
    return None if asks_for_it or few or _OWN_ITEM.match(added) else added


def addition_beside(message: Message) -> str | None:
    """Return what is to be added to the text, said after something else (« …, et ajoutez que »)."""
    found = _ADDITION_BESIDE.search(message.text)
    return found["added"].strip() if found else None


def message_anew(message: Message) -> str | None:
    """Return the text that is to take the place of the message, if it is given."""
    found = _ANEW.match(message.text) or _ANEW_AFTER.match(message.text)
    if found is None:
        return None
    order = message.text[: found.start("text")]
    if not _THE_TEXT.search(order) and find_contacts(message.text).any:
        return None  # « mettez plutôt l'adresse de l'association : … »
    text = found["text"].strip(' «»"')
    return None if len(text.split()) < _LEAST_ADDED or _OWN_ITEM.match(text) else text


def removes_name(message: Message) -> bool:
    """Tell whether somebody wants their name left out."""
    return message.word_count <= _LONGEST_ORDER and bool(_WITHOUT_NAME.search(message.text))


def removes_email(message: Message) -> bool:
    """Tell whether somebody wants their address left out."""
    return _does_without(_WITHOUT_EMAIL, message)


def removes_telephone(message: Message) -> bool:
    """Tell whether somebody wants their number left out."""
    return _does_without(_WITHOUT_TELEPHONE, message)


def _does_without(pattern: re.Pattern[str], message: Message) -> bool:
    found = pattern.search(message.text)
    if found is None or message.word_count > _LONGEST_ORDER:
        return False
    return not (found["beside"] and message.asks)  # « vous pouvez répondre sans mon mail ? »


def announced_message(message: Message) -> str | None:
    """Return the text that stands after a colon in the words that ask for a request, if any."""
    found = _ANNOUNCED.search(message.text)
    return found["message"].strip() if found else None


def when_to_call(message: Message) -> str | None:
    """Return what is said beside a number or an address, left out, if it says when to call."""
    said = " ".join(_CONTACT.sub("…", message.text).split())
    return said if AVAILABILITY.search(said) else None


def agrees_to_attach(message: Message) -> bool:
    """Tell whether a message agrees that the conversation goes with the request."""
    if message.text.startswith("/") or message.begins_with is True:
        return True
    return bool(_ATTACHING.search(message.text))


def agrees_to_send(message: Message) -> bool:
    """Tell whether a message plainly agrees: a « voilà » is no consent."""
    if message.asks or _RESERVING.search(message.text):
        return False
    if _SENDING_ORDER.match(message.text):
        return True
    if message.intent != "affirmer":
        return False
    return message.begins_with is True or bool(
        message.text.startswith("/") or _AGREEING.search(message.text)
    )
