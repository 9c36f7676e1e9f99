"""The shape of the catalogue's files, as JSON schemas.

The annotation ``remede`` tells staff, in French, what to write where a value does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.orientation.vocabulary import (
    BESOIN,
    DOMAINE,
    ENTREPRISE_EN_ACTIVITE,
    ETAPE,
    NO,
    TERRITOIRE,
    UNKNOWN,
    YES,
)

Schema = dict[str, Any]

#: Values that take several codes in a rule, and their list in the vocabulary.
CODED_DIMENSIONS = {
    ETAPE: "etapes",
    DOMAINE: "domaines",
    BESOIN: "besoins",
    TERRITOIRE: "territoires",
}

CODE: Schema = {
    "type": "string",
    "pattern": "^[a-z0-9]+([_-][a-z0-9]+)*$",
    "maxLength": 64,
    "remede": "un code s’écrit en minuscules, sans accent ni espace, comme petite_enfance",
}

# No control character and no half of a surrogate pair: no database would take them.
SENTENCE: Schema = {
    "type": "string",
    "minLength": 1,
    "pattern": "^[^\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]*$",
    "remede": 'écrivez une phrase entre guillemets "…", sans caractère invisible',
}

DAY: Schema = {
    "type": ["string", "null"],
    "format": "date",
    "remede": "une date s’écrit année-mois-jour, comme 2026-11-22",
}

PRIORITY: Schema = {
    "type": "string",
    "pattern": "^[1-9][0-9]{0,5}$",
    "remede": "une priorité est un nombre entier à partir de 1 ; le plus petit passe devant",
}

SITE: Schema = {
    "type": ["string", "null"],
    "pattern": "^https?://[^\\s\"'<>]+$",
    "remede": "une adresse de site commence par http:// ou https://, sans espace",
}

EMAIL: Schema = {
    "type": ["string", "null"],
    "pattern": "^[^@\\s<>]+@[^@\\s<>]+\\.[^@\\s<>]+$",
    "remede": "une adresse électronique s’écrit nom@exemple.fr",
}

TELEPHONE: Schema = {
    "type": ["string", "null"],
    "pattern": "^\\+?[0-9][0-9 .]{2,}$",
    "remede": "un numéro de téléphone s’écrit en chiffres, comme 03 81 61 61 61",
}

OPTIONAL_CODE: Schema = {**CODE, "type": ["string", "null"]}


def _one_of(*words: str) -> Schema:
    return {"type": "string", "enum": list(words), "remede": f"écrivez {' ou '.join(words)}"}


def _list_of(item: Schema, *, at_least: int) -> Schema:
    return {
        "type": "array",
        "items": item,
        "minItems": at_least,
        "uniqueItems": True,
        "remede": "écrivez une liste entre crochets, comme [un_code, un_autre]",
    }


def _group(required: Mapping[str, Schema], optional: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
        "remede": "écrivez un groupe de lignes « clé: valeur », décalées sous la clé",
    }


def _entries(required: Mapping[str, Schema], optional: Mapping[str, Schema]) -> Schema:
    entries = _list_of(_group({"code": CODE, **required}, optional), at_least=1)
    return {
        **entries,
        "remede": "écrivez une liste d’entrées, chacune commençant par « - code: … »",
    }


# A word alone stands for a list of one: « etape: emergence ».
_CODES: Schema = {
    **_list_of(CODE, at_least=1),
    "type": ["array", "string"],
    "pattern": CODE["pattern"],
    "maxLength": CODE["maxLength"],
    "remede": "écrivez un code en minuscules sans accent, ou une liste : [un_code, un_autre]",
}
_VALIDITY = {"valable_du": DAY, "valable_jusqu_au": DAY}
_LABELLED = {"libelle": SENTENCE, "phrase": SENTENCE}

_CONDITIONS: Schema = {
    **_group(
        {},
        {
            **dict.fromkeys(CODED_DIMENSIONS, _CODES),
            ENTREPRISE_EN_ACTIVITE: _one_of(YES, NO),
        },
    ),
    "minProperties": 1,
}

_RULES = _entries(
    {
        "quand": _CONDITIONS,
        "organisation": CODE,
        "dispositif": CODE,
        "priorite": PRIORITY,
        "raison": SENTENCE,
    },
    _VALIDITY,
)

_INTENDED: Schema = {
    **_group(
        {"raison": SENTENCE},
        {
            **dict.fromkeys(CODED_DIMENSIONS, _CODES),
            ENTREPRISE_EN_ACTIVITE: _one_of(YES, NO, UNKNOWN),
        },
    ),
    "minProperties": 2,
    "remede": "nommez au moins une dimension, par exemple « etape: inconnu », et la raison",
}

_LAST_RESORT = _group(
    {
        "code": CODE,
        "organisation": CODE,
        "dispositif": CODE,
        "raison": SENTENCE,
        "profils_attendus": {**_list_of(_INTENDED, at_least=0), "uniqueItems": False},
    },
    {},
)

#: The files of the catalogue, each with the shape of its content.
SCHEMAS: Mapping[str, Schema] = {
    "vocabulaire.yml": _group(
        {
            "etapes": _entries({**_LABELLED, "choix": SENTENCE}, {}),
            "domaines": _entries(_LABELLED, {}),
            "besoins": _entries(_LABELLED, {}),
            "territoires": _entries(_LABELLED, {}),
        },
        {},
    ),
    "organisations.yml": _group(
        {
            "organisations": _entries(
                {"nom": SENTENCE, "role": SENTENCE},
                {
                    "site": SITE,
                    "email": EMAIL,
                    "telephone": TELEPHONE,
                    "contact_via": OPTIONAL_CODE,
                    "verifie_le": DAY,
                    **_VALIDITY,
                },
            )
        },
        {},
    ),
    "dispositifs.yml": _group(
        {
            "dispositifs": _entries(
                {
                    "nom": SENTENCE,
                    "organisations": _CODES,
                    "aide": SENTENCE,
                    "etapes": _CODES,
                    "prochaine_etape": SENTENCE,
                },
                _VALIDITY,
            )
        },
        {},
    ),
    "regles.yml": _group({"regles": _RULES}, {}),
    "exemples.yml": _group(
        {
            "exemples": {
                **_entries(
                    {
                        "nom": SENTENCE,
                        "texte": SENTENCE,
                        "genre": _one_of("prix_2013", "quotidien"),
                        "domaines": _CODES,
                    },
                    {},
                ),
                "minItems": 0,
            }
        },
        {},
    ),
    "dernier_recours.yml": _group({"dernier_recours": _LAST_RESORT}, {}),
}
