"""Who speaks is not what the project is about: « je suis infirmière, je voudrais un garage ».

A trade said in passing sounds like a domain to every view of a text. The clause that says it is
left out of what is counted, where more is said beside it.
"""

from __future__ import annotations

import re

from rasa.shared.nlu.training_data.message import Message

from bot.nlu.folding import fold
from bot.nlu.reading import reading

#: Trades as they are said of oneself, folded, in the masculine, the feminine and the plural.
_TRADES = (
    r"infirmi(?:er|ere)|aides?[- ]soignant|sages?[- ]femme|medecin|docteur|pharmacien(?:ne)?|kine"
    r"|kinesitherapeute|psychologue|orthophoniste|ambulanci(?:er|ere)|dentiste|veterinaire"
    r"|institut(?:eur|rice)|instit|enseignant|prof(?:esseure?)?|maitre(?:sse)?|formateur|formatrice"
    r"|directeur d'ecole|directrice d'ecole|atsem|animat(?:eur|rice)|educ(?:at(?:eur|rice))?"
    r"|assistant(?:e|s|es)? (?:social|maternel|de vie)|ass(?:istante)? mat|nounou|nourrice"
    r"|puericultrice|auxiliaire de (?:vie|puericulture)|aides? a domicile|aides? menager"
    r"|agricult(?:eur|rice)|paysan(?:ne)?|maraich(?:er|ere)|eleveur|eleveuse|vigneron(?:ne)?"
    r"|apicult(?:eur|rice)|fromag(?:er|ere)|berg(?:er|ere)|cuisini(?:er|ere)|cuistot|boulang(?:er|ere)"
    r"|bouch(?:er|ere)|restaurat(?:eur|rice)|serveur|serveuse|epici(?:er|ere)|macon(?:ne)?"
    r"|architecte|menuisi(?:er|ere)|charpentier|plombier|electricien(?:ne)?|couvreur|ebeniste"
    r"|agent immobilier|chauffeur|routier|conduct(?:eur|rice)|cheminot|mecanicien(?:ne)?|garagiste"
    r"|bibliothecaire|libraire|musicien(?:ne)?|comedien(?:ne)?|artiste|peintre|danseur|danseuse"
    r"|journaliste|photographe|comptable|banqui(?:er|ere)|conseill(?:er|ere)|experte?[- ]comptable"
    r"|notaire|avocat|juriste|drh|rh|secretaire|caissi(?:er|ere)|vendeur|vendeuse|coiffeur|coiffeuse"
    r"|couturi(?:er|ere)|facteur|factrice|gendarme|polici(?:er|ere)|pompier|militaire|ouvri(?:er|ere)"
    r"|ingenieure?|informaticien(?:ne)?|technicien(?:ne)?|fonctionnaire|jardini(?:er|ere)|paysagiste"
    r"|forestier|soudeur|usineur|tourneur|horlog(?:er|ere)|lunetti(?:er|ere)"
    r"|retrait|etudiant|lyceen(?:ne)?|(?:a la|en) retraite|au chomage|au rsa"
)
_TRADE = rf"(?:{_TRADES})(?:ee?|e?s|ees)?\b"
_ONE = rf"(?:{_TRADES})(?:ee?)?\b"
_BEFORE = r"(?:ancien(?:ne)?s?|ex|jeunes?|futur(?:e|es|s)?|simples?)[\s-]+"
#: A few words more: « de l'hôpital de Vesoul », « à la retraite ».
_MORE = r"(?:\s+(?!(?:et|mais|qui|pour|avec|je|on|nous|j'\w+)\b)[\w'-]+){0,6}?"
_INTRODUCTION = re.compile(
    r"(?:(?<![\w'])(?:moi,?\s+)?"
    r"(?:je suis|j'suis|jsuis|je sui|chui|j'etais|je (?:travaille|bosse) comme|nous sommes|on est"
    rf"|en tant qu(?:e\s|'))\s*(?:(?:une?|deux|trois|des)\s+)?(?:{_BEFORE})?{_TRADE}{_MORE}"
    r"(?=\s*[,.;:!?]|\s*$|\s+(?:et|mais|je|on|nous|j'\w+)\b)"
    rf"|^\W*(?:(?:bonjour|bonsoir|salut|slt|bjr)\W+)?(?:{_BEFORE})?{_ONE}{_MORE}"
    r"(?=\s*[,.;:].*\b(?:je|j'|mon|ma|mes|m'|on|nous|notre)))"
)
#: Under which a message carries its words without the introduction.
_WORDS = "mots_du_projet"

#: What is left says something of a project.
_LEAST_LEFT = 4
_OF_A_PROJECT = re.compile(
    r"\b(?:voud|veu|envie|mont|cre|ouvr|lanc|projet|idee|aimer|souhait|pens|reflech|test|etud|essa"
    r"|propos|develop|organis|depos|statut|imagin|reve|cherch|on|nous|notre|besoin|manque|faudrait)"
)


def without_introduction(text: str) -> str:
    """Return a text with spaces in the place of the clause that says who speaks.

    Args:
        text: Any text.

    Returns:
        A text of the same length; the text itself when it says no trade of the person, or next to
        nothing beside it.
    """
    found = _INTRODUCTION.search(fold(text))
    if found is None:
        return text
    left = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    rest = fold(left)
    if len(rest.split()) < _LEAST_LEFT or not _OF_A_PROJECT.search(rest):
        return text
    return left


def project_words(message: Message) -> str:
    """Return what a message says, without its slips and without who speaks.

    Three components ask for it: it is worked out once.
    """
    words = message.get(_WORDS)
    if words is None:
        words = without_introduction(reading(message).text)
        message.set(_WORDS, words)
    return str(words)
