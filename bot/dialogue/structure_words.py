"""What words say of the structure behind a project: none yet, one, in trouble, taken over.

These are said in the middle of a conversation, in few words, and decide which question comes next.
"""

from __future__ import annotations

import re

_KINDS = (
    r"(?:sarl|sas|sasu|sa|eurl|scop|scic|gaec|scea|soci[ée]t[ée]|entreprise|coop\w*|asso\w*"
    r"|fondation|mutuelle|auto-?entrepr\w*|micro-?entrepr\w*)"
)
#: « C'est pas encore créé », « l'asso existe pa », « rien n'est créé », « j'ai encore rien fait ».
_NOT_CREATED = re.compile(
    r"\b(?:pas?|jamais)\s+(?:encore\s+)?(?:[ée]t[ée]\s+)?"
    r"(?:cr[ée]+[ées]*|cr[ée]er|mont[ée]e?s?|constitu[ée]e?s?|immatricul[ée]e?s?)\b(?!\s+pour)"
    rf"|\b{_KINDS}\s+(?:n['e]\s*)?existe(?:nt)?\s+pas?\b"
    r"|\bpas\s+(?:encore\s+)?d(?:e\s+|['’]\s*)(?:structure|statuts|soci[ée]t[ée]|asso\w*)\b"
    r"|\brien\s+(?:n['e]\s*est\s+|de\s+|d['’]\s*)?(?:encore\s+)?(?:cr[ée][ée]|mont[ée]|fait)\b",
    re.IGNORECASE,
)
#: « C'est lancé depuis deux ans », « on a déjà une navette qui tourne depuis l'an dernier », « on
#: est 1 scop de menuiserie depui 98 ».
_RUNS_LONG = re.compile(
    r"\b(?:lanc[ée]e?s?|tourne\w*|ouvert\w*|existe\w*|fonctionne\w*|march\w+|bosse\w*)\s+"
    r"(?:\w+\s+){0,2}depuis?\b(?!\s+(?:hier|peu|\w+di\b|dimanche|\w+\s+(?:jours?|semaines?)))"
    rf"|\b(?:on est|nous sommes|c['’ ]?est)\s+(?:une?|1)\s+{_KINDS}\b[^.!?]{{0,40}}"
    r"\bdepuis?\s+(?:\d{2,4}\b(?!\s+(?:jours?|semaines?|mois))|\w+\s+ans\b)"
    r"|\b(?:[çs]a f(?:ait|[ée])) (?:plus de )?\w+ ans (?:qu'|que |k)(?:on|nous)\b"
    r"|\b(?:cr[ée]+[ées]*|fond[ée]e?s?|n[ée]e?s?)\s+en\s+(?:19\d\d|20[01]\d|202[0-3])\b",
    re.IGNORECASE,
)
#: « On a ouvert y a 2 mois », « ouverte il y a trois semaines ».
_OPENED = re.compile(
    r"\b(?:ouvert\w*|lanc[ée]\w*|d[ée]marr[ée]\w*)\s+(?:\w+\s+){0,2}?(?:il )?y ?a\s+(?:\w+\s+){1,2}"
    r"(?:jours?|semaines?|mois)\b",
    re.IGNORECASE,
)
#: « Rien testé », « on n'essaie pas encore ».
_NOT_TESTED = re.compile(
    r"\b(?:rien|pas|jamais)\s+(?:encore\s+|[ée]t[ée]\s+|de\s+)?(?:test[ée]|essay[ée]|exp[ée]riment[ée])"
    r"|\b(?:teste|essaie|essaye|essayons|testons)\s+(?:pas|rien)\b",
    re.IGNORECASE,
)
#: « Depuis deux ans », « depuis 2019 ».
_FOR_YEARS = re.compile(
    r"\bdepuis?\s+(?:\w+\s+){0,3}(?:ans|ann[ée]es|(?:19|20)\d\d)\b", re.IGNORECASE
)
#: « Non c'est pas une asso, c'est une SARL », « j'ai dit une asso ».
_STRUCTURE = re.compile(
    r"\b(?:c['’ ]?est|on est|je suis|nous sommes|(?:j'ai|on a|nous avons)(?: dit)?)\s+"
    rf"(?:d[ée]j[àa]\s+)?(?:en\s+|une?\s+){_KINDS}\b(?! en t[êe]te)",
    re.IGNORECASE,
)
#: « On n'arrive plus à payer le loyer », « nous avons perdu notre subvention »; of themselves only:
#: « les gens ne peuvent plus payer » is the need that a project answers.
_TROUBLE = re.compile(
    r"\b(?:on|nous)\s+(?:n['e]\s*)?(?:\w+\s+){0,2}plus\s+(?:[àa]\s+)?"
    r"(?:payer|d['’ ]argent|les\s+moyens|assez\s+de"
    r"|de\s+(?:quoi|b[ée]n[ée]voles?|sous|tr[ée]sorerie))"
    r"|\b(?:on est|nous sommes) (?:[àa] court|en (?:grande )?difficult[ée]|en d[ée]ficit)"
    r"|\b(?:on|nous) (?:va|allons|risqu\w+) (?:de |devoir |bient[ôo]t )*(?:fermer|mettre la cl[ée])"
    r"|\bperdu (?:notre|nos) (?:subvention|aide|financeur|local)"
    r"|\bnotre tr[ée]sorerie est (?:vide|[àa] sec|[àa] z[ée]ro)|\bde quoi (?:continuer|tenir)\b"
    r"|\b(?:on|nous)\s+(?:a |avons |est |sommes )?(?:gal[eè]r\w+|du mal|peinons|peine) [àa] pay[eé]"
    r"|\b(?:on|nous) (?:perd|perdons) de l'argent|\b(?:on|nous) (?:est|sommes) en train de couler"
    r"|\b(?:on|nous) coul(?:e|ons)\b",
    re.IGNORECASE,
)
#: « On ne cherche pas à se développer », « on veut juste remplacer notre camion ».
_NO_GROWTH = re.compile(
    r"\b(?:cherch\w+|ve(?:ut|ux)|voul\w+|souhait\w+)\s+(?:surtout |vraiment )?(?:pas|plus)\s+"
    r"(?:[àa] )?(?:(?:se|s'|nous|me) ?)?(?:d[ée]velopper|grandir|agrandir|essaimer|grossir)"
    r"|\b(?:ve(?:ut|ux)|voul\w+|cherch\w+) (?:juste|seulement|simplement) (?:[àa] )?"
    r"(?:remplacer|changer|continuer|tenir|garder|r[ée]parer|racheter)\b",
    re.IGNORECASE,
)
#: « Reprendre l'entreprise », « rachat par les salariés », « passer en SCOP ».
_TAKEOVER = re.compile(
    r"\b(?:reprendre|reprenons|repreneurs?|reprise|rachat|rachet\w+|rach[èe]t\w+)\b"
    r"|\b(?:pass|transform|convert)\w*\b.{0,30}\ben (?:scop|scic|coop\w*)",
    re.IGNORECASE,
)


def not_created(text: str) -> bool:
    """Tell whether the words say that nothing is created yet."""
    return bool(_NOT_CREATED.search(text))


def opened_recently(text: str) -> bool:
    """Tell whether the words say that something opened some weeks or months ago."""
    return bool(_OPENED.search(text))


def not_tested(text: str) -> bool:
    """Tell whether the words say that nothing is tested."""
    return bool(_NOT_TESTED.search(text))


def runs_long(text: str) -> bool:
    """Tell whether the words say that something has run for months or years."""
    return bool(_RUNS_LONG.search(text))


def runs_for_years(text: str) -> bool:
    """Tell whether the words say that something has run for years: it is no start."""
    return runs_long(text) and bool(_FOR_YEARS.search(text))


def names_structure(text: str) -> bool:
    """Tell whether the words say which structure carries the project."""
    return bool(_STRUCTURE.search(text))


def in_trouble(text: str) -> bool:
    """Tell whether the words are those of people whose structure hardly goes on."""
    return bool(_TROUBLE.search(text))


def seeks_no_growth(text: str) -> bool:
    """Tell whether the words say that what runs is to go on as it is, and not to grow."""
    return bool(_NO_GROWTH.search(text))


def takes_over(text: str) -> bool:
    """Tell whether the words are of taking an enterprise over: it runs, the project does not."""
    return bool(_TAKEOVER.search(text))
