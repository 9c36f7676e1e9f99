"""What a visitor's message was understood to be."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import SEVERAL_DEPARTEMENTS

#: Below these confidences a stage is not believed: it is asked for instead, for it decides most. An
#: idea is the likeliest stage and does least harm when it is wrong. What else the understanding
#: gives is believed: the recap lets the visitor correct it.
_BELIEVED_STAGE = 0.5
_BELIEVED_IDEA = 0.4

#: From this confidence on, a detail replaces what is known, and speaks louder than the intent.
SURE = 0.6

#: What is said inside a question is believed from here on: « l'appel à projets est ouvert ? » holds
#: an echo of a stage, « on a créé l'association, ça change quelque chose ? » tells one.
TOLD = 0.85

#: Below this confidence, words of distress are those of somebody lost in a procedure.
PLAUSIBLE_DISTRESS = 0.45

#: What can be corrected in a request to the ESS service: the questions that ask for it anew.
REQUEST_ITEMS = (
    "demande_message",
    "demande_coordonnees",
    "demande_nom",
    "demande_conversation",
)

#: Little words written by ear, which the patterns here look for as they should be written.
_BY_EAR = {
    "pa": "pas",
    "nn": "non",
    "oué": "oui",
    "mé": "mais",
    "cé": "c'est",
    "c": "c'est",
    "jé": "j'ai",
    "fo": "faut",
    "kan": "quand",
    "ki": "qui",
    "koi": "quoi",
    "dep": "depuis",
}
_BY_EAR_WORDS = re.compile(rf"(?<![\w'])(?:{'|'.join(_BY_EAR)})(?![\w'])", re.IGNORECASE)

_ADDING = re.compile(
    r"\b(aussi|également|egalement|en plus|ainsi que|et puis|je (?:compl[èe]te|rajoute|pr[ée]cise)"
    r"|(?:avez|as) (?:oubli|enlev|retir|effac)[ée]\w*|il manque)\b",
    re.IGNORECASE,
)
#: « Enlevez la mobilité », « c'est mon métier, rien à voir » : what is named is not the project's.
_REMOVING = re.compile(
    r"\b(?:enl[eè]v(?:e|es|ez|er)|retir(?:e|es|ez|er)|supprim(?:e|es|ez|er)|effac(?:e|es|ez|er)"
    r"|laisse[zr]? tomber|oublie[zr]?|c'est pour plus tard|rien [àa] voir avec"
    r"|pas concern[ée]\w*|c'est (?:mon|notre|nos) m[ée]tiers?)\b",
    re.IGNORECASE,
)
_INSTEAD = r"plut[oô]t|finalement|en fait|non|correction|je voulais dire"
_CORRECTING = re.compile(rf"\b({_INSTEAD}|enfin|pas|changement)\b", re.IGNORECASE)
#: Without the bare « pas », which every other sentence holds.
_TAKING_BACK = re.compile(rf"\b({_INSTEAD}|en r[ée]alit[ée])\b", re.IGNORECASE)
_NO_PROJECT = re.compile(
    r"\b(?:pas?|aucun)\b(?![^.,;!?]{0,20}\b(?:m[êe]me|comme|premier|seul))[^.,;!?]{0,20}\bproj",
    re.IGNORECASE,
)
#: Little words that stand before a yes or a no: « ben oui », « ah non ».
_HESITATION = r"\s*(?:(?:ah|bah|ben|bé|bon|et|euh|hein|mais|pff+)\b[\s,!.…]*)*"
_YES = re.compile(
    rf"{_HESITATION}((oui|ouais|ouai|oué|wi|yes|tout à fait|bien sûr|[ée]videmment|carr[ée]ment)\b"
    r"|si(?=\W*$|,|\W+si\b))",
    re.IGNORECASE,
)
_NO = re.compile(rf"{_HESITATION}(non|nan|nn|no|pas encore|pas du tout|aucun)\b", re.IGNORECASE)
_ASKING = re.compile(
    r"\?\W*$|^\W*(?:(?:et|mais|ok|merci|bon|bonjour)\W+)*(?:est[- ]ce|c'est quoi|comment(?! dire)"
    r"|combien|faut[- ]il|peut[- ]on|puis[- ]je|qu'est[- ]ce|pourquoi|(?:à |a |de |chez )?qui|où"
    r"|quel(?:le)?s? (?!bonheur|chance|joie|plaisir))\b"
    r"|\b(?:quand|combien|comment|pourquoi|c'est quoi|(?:ç|c)a ch\w+ (?:quelque chose|quoi))\W*$"
    r"|^\W*(?:\w+\W+){0,5}faut[- ]t?[- ]?il\b|\bcombien de temps\b",
    re.IGNORECASE,
)
#: What is said of a day to come or of a mere possibility, not of today.
_SUPPOSING = re.compile(
    r"\b(?:une fois (?!par|tous|toutes|que c'est)"
    r"|quand (?:on|nous|je|elle|il) (?:aura|aurons|aurai|sera|serons|serai)"
    r"|quand (?:l'\w+|la \w+|le \w+|ce|ça|tout) (?:\w+ )?(?:sera|aura)|lorsqu\w+"
    r"|si (?:on|nous|je|jamais|elles?|ils?|la|le|les)\b|s'ils?\b(?! (?:vous|te))|si [jlc]'|si j\w+"
    r"|plus tard|par la suite|un jour(?! (?:par|sur|de))|à terme|a terme)",
    re.IGNORECASE,
)
#: « J'ai deux projets », « mes trois idées »: what follows describes more than one.
_SEVERAL_PROJECTS = re.compile(
    r"\b(?:j'ai|jai|ai|on a|avons|voici|mes|nos|porte|portons)\s+(?:(?!pas\b|[àa]\b)\w+\s+)?"
    r"(?:deux|2|trois|3|plusieurs?|pls)\s+(?:(?!un\b)\w+\s+)?(?:projets?|id[ée]es?)\b(?!\s*,?\s*dont\b)",
    re.IGNORECASE,
)
#: « Qu'avez-vous noté ? », « vous pouvez me résumer ? »: what is known is to be read again.
_RECAP_WANTED = re.compile(
    r"\b(?:qu'est[- ]ce que (?:vous av(?:ez|iez)|tu as|t'as)|qu'(?:avez|aviez)[- ]vous|qu'as[- ]tu"
    r"|que savez[- ]vous)\b[^?]{0,30}\b(?:not[ée]|retenu|compris|enregistr[ée]|de mon projet)"
    r"|\b(?:vous av(?:ez|iez)|tu as|t'as) (?:not[ée]|mis|compris|retenu) quoi\b"
    r"|\b(?:vous|tu|me|peut[- ]on|peux[- ]tu)\b.{0,20}\br[ée](?:sum(?:er|ez|e)\b|capitul\w+)"
    r"|^\W*(?:\w+\W+){0,2}r[ée](?:sum|capitul)(?:e|ez)\b(?:[- ]moi)? (?:ce que|tout|mon|notre)",
    re.IGNORECASE,
)
_LONGEST_RECAP_WANTED = 14
_DIMENSION_NAMES = {
    "etape": re.compile(r"\b(l?[ée]tapes?|stade|avancement)\b", re.IGNORECASE),
    "domaine": re.compile(r"\b(domaine|th[èe]me|sujet|secteur)\b", re.IGNORECASE),
    "territoire": re.compile(
        r"\b(lieu|endroit|commune|ville|village|d[ée]partement|territoire)\b", re.IGNORECASE
    ),
}
_SHORT = 4
_ONE_POINT = 9


@dataclass(frozen=True)
class Detail:
    """One thing understood about the project.

    Attributes:
        dimension: ``etape``, ``domaine``, ``besoin``, ``territoire``, ``organisation``,
            ``entreprise_en_activite``, ``lieu`` or ``a_corriger``; ``etape_niee`` and
            ``domaine_nie`` for what the project is said not to be.
        value: A code of the dimension.
        confidence: Between 0 and 1.
    """

    dimension: str
    value: str
    confidence: float = 1.0


@dataclass(frozen=True)
class Message:
    """A visitor's message after understanding.

    Attributes:
        intent: Name of the intent that was believed.
        details: What the text says of the project, most confident first in each dimension.
        text: The visitor's words.
        intents: Every intent considered, most likely first.
        domain_guesses: Domains considered, the likeliest first, believed or not.
        confidence: Confidence in ``intent``, between 0 and 1.
        distress: How likely the words are those of somebody in danger, between 0 and 1.
    """

    intent: str
    details: tuple[Detail, ...] = ()
    text: str = ""
    intents: tuple[str, ...] = ()
    domain_guesses: tuple[str, ...] = ()
    confidence: float = 1.0
    distress: float = 0.0

    def values(self, dimension: str) -> tuple[str, ...]:
        """Return the codes given for a dimension, most confident first."""
        return tuple(detail.value for detail in self.details if detail.dimension == dimension)

    def first(self, dimension: str) -> str | None:
        """Return the most confident code given for a dimension, if any."""
        return next(iter(self.values(dimension)), None)

    def tells(self, *dimensions: str, least: float) -> bool:
        """Whether a detail of one of these dimensions is given with at least this confidence."""
        return any(d.dimension in dimensions and d.confidence >= least for d in self.details)

    def is_sure_of(self, *dimensions: str) -> bool:
        """Whether a detail of one of these dimensions is given with certainty."""
        return self.tells(*dimensions, least=SURE)

    def without(self, dimension: str) -> Message:
        """Return the message without the details of a dimension."""
        return replace(self, details=tuple(d for d in self.details if d.dimension != dimension))

    @cached_property
    def plain(self) -> str:
        """The words with straight apostrophes, which telephones bend; « pa », « cé » as words."""
        straight = self.text.replace("’", "'")
        return _BY_EAR_WORDS.sub(lambda found: _BY_EAR[found[0].lower()], straight)

    @property
    def begins_with(self) -> bool | None:
        """Yes or no, when the words begin with one; ``None`` otherwise."""
        if _YES.match(self.plain):
            return True
        return False if _NO.match(self.plain) else None

    @property
    def word_count(self) -> int:
        """How many words the message has."""
        return len(self.text.split())

    @property
    def brief(self) -> bool:
        """Whether the message has so few words that it says one thing."""
        return self.word_count <= _SHORT

    @property
    def short(self) -> bool:
        """Whether the message is so short that what it repeats is its point."""
        return self.word_count <= _ONE_POINT

    @property
    def names(self) -> str | None:
        """The dimension that a short message names ("le lieu"), if any."""
        if not self.brief or self.text.startswith("/") or self.asks:
            return None
        named = (name for name, words in _DIMENSION_NAMES.items() if words.search(self.text))
        return next(named, None)

    @property
    def removes(self) -> bool:
        """Whether the words want something left out ("enlevez la mobilité")."""
        return bool(_REMOVING.search(self.plain)) and not self.adds

    def denying_domains(self) -> Message:
        """Return the message with the domains it names as domains it denies."""
        return replace(
            self,
            details=tuple(
                replace(d, dimension="domaine_nie") if d.dimension == "domaine" else d
                for d in self.details
            ),
        )

    @property
    def adds(self) -> bool:
        """Whether the words add to what was said ("aussi", "en plus")."""
        return bool(_ADDING.search(self.plain))

    @property
    def asks(self) -> bool:
        """Whether the words ask something."""
        return bool(_ASKING.search(self.plain))

    @property
    def supposes(self) -> bool:
        """Whether the words speak of a day to come or of what may be ("une fois créée")."""
        return bool(_SUPPOSING.search(self.plain))

    @property
    def supposes_only(self) -> bool:
        """Whether what the words say is supposed, and not decided by a « plutôt »."""
        return self.supposes and not self.takes_back

    @property
    def wants_recap(self) -> bool:
        """Whether the words ask what was noted of the project."""
        few = self.word_count <= _LONGEST_RECAP_WANTED
        return few and bool(_RECAP_WANTED.search(self.plain))

    @property
    def tells_of_several(self) -> bool:
        """Whether the words announce several projects at once ("j'ai deux idées")."""
        return bool(_SEVERAL_PROJECTS.search(self.plain))

    @property
    def denies(self) -> bool:
        """Whether the words say what the project is not."""
        return any(d.dimension in ("etape_niee", "domaine_nie") for d in self.details)

    @property
    def denies_project(self) -> bool:
        """Whether the words say that there is no project, or no further one."""
        return bool(_NO_PROJECT.search(self.plain))

    @property
    def takes_back(self) -> bool:
        """Whether the words plainly take back what was said, which « pas » alone does not."""
        return bool(_TAKING_BACK.search(self.plain))

    @property
    def corrects(self) -> bool:
        """Whether the words take back what was said ("plutôt", "finalement")."""
        return bool(_CORRECTING.search(self.plain))


def known_details(details: tuple[Detail, ...], catalogue: Catalogue) -> tuple[Detail, ...]:
    """Keep the details whose code the catalogue knows, and that are believed.

    A forged button payload or a code that staff removed ends here.
    """
    stages = {stage.code for stage in catalogue.stages}
    domains = {domain.code for domain in catalogue.domains}
    codes = {
        "etape": stages,
        "etape_niee": stages,
        "domaine": domains,
        "domaine_nie": domains,
        "besoin": {need.code for need in catalogue.needs},
        "territoire": {territory.code for territory in catalogue.territories},
        "organisation": {organisation.code for organisation in catalogue.organisations},
        "entreprise_en_activite": {"oui", "non"},
        "lieu": {"franche_comte", SEVERAL_DEPARTEMENTS},
        "a_corriger": {"etape", "domaine", "territoire", *REQUEST_ITEMS},
    }
    known = (detail for detail in details if detail.value in codes.get(detail.dimension, ()))
    return tuple(detail for detail in known if detail.confidence >= _least(detail))


def _least(detail: Detail) -> float:
    if detail.dimension != "etape":
        return 0.0
    return _BELIEVED_IDEA if detail.value == "emergence" else _BELIEVED_STAGE
