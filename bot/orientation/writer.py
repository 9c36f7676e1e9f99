"""Write a catalogue as the YAML files that staff edit; reading them gives the same catalogue."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.orientation.rules import (
    Catalogue,
    Condition,
    Example,
    LastResort,
    Organisation,
    Rule,
    Scheme,
)
from bot.orientation.vocabulary import (
    ENTREPRISE_EN_ACTIVITE,
    Domain,
    Need,
    Stage,
    Territory,
)

Entry = dict[str, Any]

_NO_FOLDING = 100_000


def write_catalogue(catalogue: Catalogue, folder: Path) -> tuple[Path, ...]:
    """Write the six files of a catalogue.

    Args:
        catalogue: Any version.
        folder: Made if it is not there; files of the same names in it are replaced.

    Returns:
        The files written.

    Raises:
        OSError: If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in catalogue_texts(catalogue).items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return tuple(written)


def catalogue_texts(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of the six files, by name."""
    return {
        "vocabulaire.yml": "\n".join(
            (
                _list("etapes", map(_labelled, catalogue.stages)),
                _list("domaines", map(_labelled, catalogue.domains)),
                _list("besoins", map(_labelled, catalogue.needs)),
                _list("territoires", map(_labelled, catalogue.territories)),
            )
        ),
        "organisations.yml": _list("organisations", map(_organisation, catalogue.organisations)),
        "dispositifs.yml": _list("dispositifs", map(_scheme, catalogue.schemes)),
        "regles.yml": _list("regles", map(_rule, catalogue.rules)),
        "exemples.yml": _list("exemples", map(_example, catalogue.examples)),
        "dernier_recours.yml": _dump({"dernier_recours": _last_resort(catalogue.last_resort)}),
    }


def _labelled(entry: Stage | Domain | Need | Territory) -> Entry:
    choice = {"choix": _sentence(entry.choix)} if isinstance(entry, Stage) else {}
    return {
        "code": _code(entry.code),
        "libelle": _sentence(entry.libelle),
        **choice,
        "phrase": _sentence(entry.phrase),
    }


def _organisation(entry: Organisation) -> Entry:
    return _without_nothing(
        {
            "code": _code(entry.code),
            "nom": _sentence(entry.nom),
            "role": _sentence(entry.role),
            "site": entry.site,
            "email": entry.email,
            "telephone": entry.telephone and _sentence(entry.telephone),
            "contact_via": entry.contact_via and _code(entry.contact_via),
            "verifie_le": entry.verifie_le,
            **_validity(entry.valid_from, entry.valid_to),
        }
    )


def _scheme(entry: Scheme) -> Entry:
    return _without_nothing(
        {
            "code": _code(entry.code),
            "nom": _sentence(entry.nom),
            "organisations": _codes(entry.organisations),
            "aide": _sentence(entry.aide),
            "etapes": _codes(entry.etapes),
            "prochaine_etape": _sentence(entry.prochaine_etape),
            **_validity(entry.valid_from, entry.valid_to),
        }
    )


def _rule(entry: Rule) -> Entry:
    return _without_nothing(
        {
            "code": _code(entry.code),
            "quand": _conditions(entry.conditions),
            "organisation": _code(entry.organisation),
            "dispositif": _code(entry.dispositif),
            "priorite": entry.priorite,
            "raison": _sentence(entry.raison),
            **_validity(entry.valid_from, entry.valid_to),
        }
    )


def _example(entry: Example) -> Entry:
    return {
        "code": _code(entry.code),
        "nom": _sentence(entry.nom),
        "texte": _sentence(entry.texte),
        "genre": entry.genre,
        "domaines": _codes(entry.domaines),
    }


def _last_resort(entry: LastResort) -> Entry:
    return {
        "code": _code(entry.code),
        "organisation": _code(entry.organisation),
        "dispositif": _code(entry.dispositif),
        "raison": _sentence(entry.raison),
        "profils_attendus": [
            {**_conditions(each.conditions), "raison": _sentence(each.raison)}
            for each in entry.intended
        ],
    }


def _conditions(conditions: Iterable[Condition]) -> Entry:
    return {
        each.critere: each.attendu[0]
        if each.critere == ENTREPRISE_EN_ACTIVITE
        else _codes(each.attendu)
        for each in conditions
    }


def _validity(first: date | None, last: date | None) -> Entry:
    return {"valable_du": first, "valable_jusqu_au": last}


def _without_nothing(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if value is not None}


def _sentence(text: str) -> DoubleQuotedScalarString:
    # Quotes keep « : » and « # » harmless, however staff change the sentence later.
    quoted: DoubleQuotedScalarString = DoubleQuotedScalarString(text)
    return quoted


def _code(code: str) -> str | int:
    # A département is written 25, without the quotes YAML would put around a word of digits.
    return int(code) if code.isdecimal() and not code.startswith("0") else code


def _codes(codes: Iterable[str]) -> CommentedSeq:
    flow = CommentedSeq(map(_code, codes))
    flow.fa.set_flow_style()
    return flow


def _list(name: str, entries: Iterable[Entry]) -> str:
    texts = [textwrap.indent(_dump([entry]), "  ") for entry in entries]
    return f"{name}:\n" + "\n".join(texts) if texts else f"{name}: []\n"


def _dump(content: Any) -> str:
    yaml = YAML()
    yaml.width = _NO_FOLDING  # type: ignore[assignment] # ruamel types it by its default, None
    stream = io.StringIO()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(content, stream)
    return textwrap.dedent(stream.getvalue())
