"""The move for questions about notions: which of the answers to a topic is the one asked for."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date

from bot.dialogue.conversation import Conversation
from bot.dialogue.message import Message
from bot.dialogue.speech import Say, service_contact
from bot.dialogue.turn import Turn, answer_then_resume
from bot.orientation.rules import Catalogue

#: What is said instead of the very same answer.
REPEATED = "utter_deja_repondu"

#: What is said to a question about a notion when it asks for nothing more precise.
_ANSWERS = {
    "question_assistant": "utter_assistant",
    "question_donnees": "utter_donnees",
    "question_ess": "utter_ess",
    "question_innovation_sociale": "utter_innovation_sociale",
    "question_politique": "utter_politique",
    "question_processus": "utter_processus",
}

#: Responses that name whom to write to.
_WITH_CONTACT = (
    "utter_assistant_qui",
    "utter_assistant_sources",
    "utter_donnees_effacer",
    "utter_sigle_inconnu",
)

#: To teach the assistant an acronym: a line here, and its sentence in ``domain.yml``.
_ACRONYMS = {
    "amap": "utter_sigle_amap",
    "cress": "utter_sigle_cress",
    "esat": "utter_sigle_esat",
    "ess": "utter_sigle_ess",
    "esus": "utter_sigle_esus",
    "iae": "utter_sigle_iae",
    "scic": "utter_sigle_scic",
    "scop": "utter_sigle_scop",
    "srde": "utter_sigle_srde",
    "sri": "utter_sigle_sri",
}

#: Alone, it is a topic of its own, with more to say than what its letters stand for.
_TOPIC = "ess"


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_MADE = (
    r"(?:fait|fabriqu[ée]|cr[ée][ée]|d[ée]velopp[ée]|programm[ée]|con[çc]u|invent[ée]|construit"
    r"|financ[ée]|pay[ée])s?"
)

#: What is asked of the assistant, the first that is heard.
_OF_ASSISTANT = {
    # « C'est fait par qui ce site ? », « qui paie pour vous ? », « ça a coûté combien ? »
    "utter_assistant_qui": _words(
        rf"\b{_MADE} (?:par|pour) (?:qui|ki|quel)",
        rf"\b(?:qui|ki) [^?,.]{{0,25}}\b(?:as?|ont|est-ce qui) (?:\w+ )?{_MADE}\b",
        rf"\b(?:qui|ki) (?:vous|t'|t|te|l'|ta) ?(?:a |as |avez )?{_MADE}\b",
        r"\b(?:qui|ki) (?:\w+ )?(?:pa[iy]e|finance)\b",
        r"\b(?:qui|organisme|entreprise)\b[^?,.]{0,15}\bmis (?:en place|en ligne)\b",
        r"\bqui (?:en r[ée]dige|a (?:[ée]crit|r[ée]dig[ée]))\b",
        rf"\br[ée]gion (?:qui|ki) (?:\w+ ){{0,3}}(?:pa[iy]e|finance|{_MADE})",
        r"\bquell?e? (?:entreprise|bo[iî]te|soci[ée]t[ée]|organisme|start-?up)\b",
        r"\btravaill\w+ pour (?:qui|ki)\b|\bqui\b[^?,.]{0,15}\bderri[èe]re\b",
        r"\b(?:es|êtes|t'es|tes) (?:\w+ )?pay[ée]s?\b|\bfabriqu[ée]s? o[ùu]\b",
        r"\b(?:a|avez|as|ont) co[ûu]t[ée]\b|\b(?:nos|mes) imp[ôo]ts\b|\bargent public\b",
        r"\bco[ûu]t\w*\b[^?]{0,20}\b(?:r[ée]gion|contribuables?)\b",
    ),
    # « C'est gratuit ? », « faut payer ? », « cest gratui ou payan »
    "utter_assistant_gratuit": _words(
        r"\bgratui\w*|\bgratos\b|\bpayant?e?s?\b",
        r"\b(?:faut|fau|faudra|doit|dois|va|vais|devoir)(?:[- ]\w+)? (?:vous )?pay(?:er|é)\b",
        r"\bco[ûu]te(?:r|ra|nt)?\b|\bfactur\w+|\bc'est combien\b",
        r"\b(?:faut|besoin|cr[ée]er)(?:[- ]il)? (?:d')?(?:un compte|s'inscrire)\b",
    ),
    # « D'où viennent vos informations ? », « je peux vous citer ? », « vous vous basez sur quoi ? »
    "utter_assistant_sources": _words(
        r"(?<!open[ -])\bsources?\b|\bciter\b|\bcitation\b",
        r"\bd'o[ùu]\b[^?]{0,30}\b(?:info\w*|connaissances?|r[ée]ponses?|conseils?|savoir)\b",
        r"\b(?:info\w*|connaissances?|r[ée]ponses?|conseils?)\b[^?]{0,20}\bd'o[ùu]\b",
        r"\bd'o[ùu] (?:vous |tu )?(?:l[ea] )?(?:ten|tien|sa[vi]|sor|tir)\w*",
        r"\bsur quoi\b[^?]{0,25}\b(?:bas|appu[iy]|fond)\w+|\b(?:basez|bases|appuyez) sur quoi\b",
    ),
    # « Je peux vous croire ? », « tu te trompes des fois ? »; not « je me trompe »
    "utter_assistant_confiance": _words(
        r"\bcroire\b|\bconfiance\b|\bfiab\w+|\berreurs?\b|\bb[êe]tises\b|n'importe quoi",
        r"\b(?:vous|te|tu) tromp\w+|\bmen(?:tez|tir|s|songes?)\b|\binvent(?:ez|es) ",
        r"\bs[ûu]re?s? de (?:ce que|vous|toi)\b|\bvrai,? ce que (?:vous|tu)\b",
    ),
    # « C'est une IA comme ChatGPT ? »
    "utter_assistant_ia": _words(
        r"\bi\.?a\b|\bintelligence artificiel\w*|\bartificiel\w*|\bchat ?gpt\b|\bgpt\b|\bllm\b",
        r"\balgorithmes?\b|\bcomment (?:vous êtes|êtes-vous|tu es|es-tu|t'es) (?:construit|fait)",
    ),
}

#: The same when it sounds like something else: « vos sources ? », « d'où viennent vos infos ».
_OWN_SOURCES = _words(
    r"\b(?:vos|tes) sources?\b",
    r"\bd'o[ùu] (?:viennent|sortent|tenez|tirez)[- ](?:vos|tes|vous|ces)\b",
    r"\bsources? (?:fiables?|pour (?:cette|ma|la)|de (?:cette|votre))\b",
)

#: « Effacez mes données », « comment supprimer ma conversation ? », « droit à l'oubli »
_ERASING = _words(
    r"\b(?:ef+a[çcs]|supprim|suprim|retir|enl[eè]v|disparai|d[ée]trui)\w*",
    r"\boubli(?:er|ez|es|e)?\b",
)

_ESS = r"\b(?:l'|d')?(?:ess|[ée]conomie (?:sociale|solidaire))\b"
#: « La différence entre l'ESS et l'innovation sociale ? », « toute l'ESS, c'est de l'innovation ? »
_BOTH = (_words(_ESS), _words(r"\binn?ovations?\b"))
_COMPARING = _words(
    r"\bdif+[ée]ren\w+|\bliens?\b|\brapports?\b|\bpareil\w*|\bm[êe]mes?\b|\bconfond\w*",
    r"\bdisting\w+|\bsynonymes?\b|\btoute l'|\b(?:forc[ée]ment|toujours) (?:de |une? )?",
    r"\bfai(?:t|re) partie\b",
)
#: « Et la différence avec l'innovation sociale ? »: what it is compared with was said before.
_COMPARED_WITH = _words(
    rf"\b(?:dif+[ée]rence|lien|rapport) avec (?:l'innovation sociale\b|{_ESS})",
)

#: « C'est quoi une SCIC ? », « SCIC ça veut dire quoi », « scop kesako », « traduisez vos sigles »
_ASKING_MEANING = _words(
    r"\bc'?(?:est|é)? (?:quoi|koi)\b|\bqu'est[- ]ce qu|\bk[eé]sa[kc]o\b|\b(?:veu[xt]|voul\w+) dire",
    r"\bsignifi\w+|\bsignification\b|\bsigles?\b|\btradui\w+|\bd[ée]fini\w+|\bcorrespond\w* [àa]",
    r"\bacronymes?\b|\bdif+[ée]ren\w+|\b(?:pareil|m[êe]me chose)\b|\b(?:koi|quoi)\W*$",
)
#: « SRDE ? », « la sri ? », « sri et srde ? »: few words around an acronym ask what it means.
_FEW_WORDS = 3

#: An acronym that is nowhere here, right beside the words that ask for its meaning: « c'est QUOI »
#: or « c'est quoi VOTRE politique » only raise the voice.
_UNKNOWN = re.compile(
    r"\b(?i:c'?est quoi|c koi|qu'est[- ]ce (?:que c'est )?(?:que |qu')|(?:veu[xt]|voul\w+) dire"
    r"|signifie|sigle) (?i:(?:l[ea]s? |une? |des |l'|d'|« ?)*)([A-Z]{3,6})\b"
    r"(?=\W*$|[ ]?[?,.!»)]| (?i:dans|en|pour|au|[àa]|et|ou|svp|s'il|dont)\b)"
    r"|\b([A-Z]{3,6}),? (?i:(?:[çc]a|cela) (?:veu[xt] dire|signifie)|c'?est quoi|c koi|k[eé]sako"
    r"|(?:veu[xt]|voul\w+) dire|signifie)\b"
)


def answer_notion(
    conversation: Conversation, message: Message, catalogue: Catalogue, day: date
) -> Turn:
    """Answer what is asked about a notion, the assistant or the visitor's data."""
    says = _answers(message, catalogue)
    return unless_repeated(*answer_then_resume(conversation, says, catalogue), catalogue)


def asks_sources(message: Message) -> bool:
    """Tell whether a message asks where the assistant's own words come from."""
    return bool(_OWN_SOURCES.search(message.plain))


def tell_sources(conversation: Conversation, catalogue: Catalogue) -> Turn:
    """Say where what the assistant says comes from."""
    return answer_then_resume(
        conversation, (_say("utter_assistant_sources", catalogue),), catalogue
    )


def explain_acronyms(message: Message, catalogue: Catalogue) -> tuple[Say, ...]:
    """Say what the acronyms asked for mean, or that they are not known; nothing if none is asked.

    ESS alone is left to its own intent, which says more of it.
    """
    known = _known_acronyms(message)
    if known:
        return tuple(Say(_ACRONYMS[acronym]) for acronym in known)
    return (_say("utter_sigle_inconnu", catalogue),) if _asks_unknown_acronym(message) else ()


def unless_repeated(
    conversation: Conversation, says: tuple[Say, ...], catalogue: Catalogue
) -> Turn:
    """Say the same thing as in the turn before only once; then who else can tell.

    Whoever tells more of the project between the two asks something new.
    """
    answer = _digest(conversation, says)
    if answer is None or answer != conversation.answered:
        return replace(conversation, answered=answer), says
    return conversation, (_say(REPEATED, catalogue), *says[1:])


def remembering_answer(conversation: Conversation, says: tuple[Say, ...]) -> Conversation:
    """Forget what was answered before, unless this turn answered it or would have again."""
    repeated = bool(says) and says[0].response == REPEATED
    if repeated or conversation.answered in (None, _digest(conversation, says)):
        return conversation
    return replace(conversation, answered=None)


def _digest(conversation: Conversation, says: tuple[Say, ...]) -> str | None:
    """Return what tells an answer from others, short enough to be kept in a slot."""
    if not says or says[0].response is None:
        return None
    about = repr((sorted(says[0].variables.items()), conversation.profile))
    return f"{says[0].response} {zlib.crc32(about.encode()):08x}"


def _answers(message: Message, catalogue: Catalogue) -> tuple[Say, ...]:
    answer = _ANSWERS.get(message.intent, "utter_assistant")
    if answer == "utter_donnees":
        answer = "utter_donnees_effacer" if _ERASING.search(message.plain) else answer
    elif answer == "utter_assistant":
        asked = (name for name, words in _OF_ASSISTANT.items() if words.search(message.plain))
        answer = next(asked, answer)
    elif answer != "utter_politique" and _relates_ess_to_innovation(message):
        answer = "utter_ess_et_innovation_sociale"
    elif acronyms := explain_acronyms(message, catalogue):
        return acronyms
    return (_say(answer, catalogue),)


def _say(response: str, catalogue: Catalogue) -> Say:
    names_service = response == REPEATED or response in _WITH_CONTACT
    return Say(response, service_contact(catalogue) if names_service else {})


def _relates_ess_to_innovation(message: Message) -> bool:
    compares = message.short or bool(_COMPARING.search(message.plain))
    both = compares and all(words.search(message.plain) for words in _BOTH)
    return both or bool(_COMPARED_WITH.search(message.plain))


def _known_acronyms(message: Message) -> tuple[str, ...]:
    """Return the acronyms whose meaning is asked for, in the order of the message."""
    words = re.findall(r"[^\W\d_]+", message.plain.casefold())
    named = tuple(dict.fromkeys(word for word in words if word in _ACRONYMS))
    asks = len(words) <= _FEW_WORDS or bool(_ASKING_MEANING.search(message.plain))
    return named if asks and set(named) - {_TOPIC} else ()


def _asks_unknown_acronym(message: Message) -> bool:
    if message.plain.isupper() or message.first("organisation") is not None:
        return False  # somebody who shouts, or a door by its initials
    found = (next(filter(None, groups)) for groups in _UNKNOWN.findall(message.plain))
    return any(word.casefold() not in {*_ACRONYMS, "quoi"} for word in found)
