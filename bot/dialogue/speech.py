"""What the assistant says: names of responses of ``domain.yml``, filled from the catalogue.

No sentence stands here: the sentences are in ``domain.yml``, the facts in the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.conversation import Conversation
from bot.dialogue.message import REQUEST_ITEMS
from bot.orientation.engine import Recommendation
from bot.orientation.interview import ASKED
from bot.orientation.profile import Profile
from bot.orientation.rules import Catalogue
from bot.orientation.vocabulary import Domain

#: What the choices of a question give, where it is not what the question is called.
_DIMENSIONS = {
    "domaines_proposes": "domaine",
    "correction": "a_corriger",
    "demande_correction": "a_corriger",
}

#: The code of any domain that has none of its own.
OTHER = "autre"

#: How many domains are offered to somebody who does not know theirs.
OFFERED_DOMAINS = 3


@dataclass(frozen=True)
class Button:
    """A choice: the words shown and the payload sent back when it is taken.

    A title that begins with ``utter_libelle_`` names the response of ``domain.yml`` that holds the
    words.
    """

    title: str
    payload: str


@dataclass(frozen=True)
class Say:
    """One message of the assistant.

    Attributes:
        response: Name of a response of ``domain.yml``, or ``None`` for data alone.
        variables: What fills the response.
        buttons: Choices offered with it.
        custom: Machine-readable data sent instead of text.
    """

    response: str | None
    variables: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] | None = None


def detail_payload(dimension: str, code: str) -> str:
    """Return the payload of a button that gives one detail."""
    return "/decrire_projet" + json.dumps({dimension: code})


def ask(question: str, conversation: Conversation, catalogue: Catalogue) -> Say:
    """Return the message that asks a question, with its choices."""
    choices = {
        "etape": [(stage.choix, stage.code) for stage in catalogue.stages],
        "territoire": [(place.libelle, place.code) for place in catalogue.territories],
        "domaines_proposes": [
            (domain.libelle, domain.code) for domain in offered_domains(conversation, catalogue)
        ],
        "correction": [(f"utter_libelle_corriger_{dimension}", dimension) for dimension in ASKED],
        "demande_correction": [(f"utter_libelle_corriger_{item}", item) for item in REQUEST_ITEMS],
    }.get(question, [])
    dimension = _DIMENSIONS.get(question, question)
    buttons = tuple(Button(title, detail_payload(dimension, code)) for title, code in choices)
    return Say(f"utter_demander_{question}", buttons=buttons)


def offered_domains(conversation: Conversation, catalogue: Catalogue) -> list[Domain]:
    """Return the likeliest domains, completed in the catalogue's order, then any other."""
    by_code = {domain.code: domain for domain in catalogue.domains}
    likely = [code for code in conversation.domain_guesses if code in by_code]
    order = dict.fromkeys([*likely, *by_code])
    order.pop(OTHER, None)
    chosen = [by_code[code] for code in list(order)[:OFFERED_DOMAINS]]
    return chosen + [by_code[code] for code in (OTHER,) if code in by_code]


def phrases(profile: Profile, dimensions: Iterable[str], catalogue: Catalogue) -> str:
    """Return what is known of some dimensions of a project, in one line."""
    known = _phrases(profile, catalogue)
    return ", ".join(known[name] for name in dimensions if known[name])


def recap(profile: Profile, catalogue: Catalogue) -> Say | None:
    """Return the one-sentence recap, or ``None`` when nothing is known."""
    filled = {name: phrase for name, phrase in _phrases(profile, catalogue).items() if phrase}
    if not filled:
        return None
    called = {"lieu" if name == "territoire" else name: phrase for name, phrase in filled.items()}
    return Say("utter_recapitulatif_" + "_".join(called), called)


def _phrases(profile: Profile, catalogue: Catalogue) -> dict[str, str]:
    places = catalogue.territories
    # « La mobilité, et aussi un autre domaine » tells nobody anything.
    domains = set(profile.domaines) - {OTHER} or set(profile.domaines)
    return {
        "etape": next((s.phrase for s in catalogue.stages if s.code == profile.etape), ""),
        "domaine": join(d.phrase for d in catalogue.domains if d.code in domains),
        "territoire": next((t.phrase for t in places if t.code == profile.territoire), ""),
    }


def noted(before: Profile, after: Profile, catalogue: Catalogue) -> Say:
    """Return what was taken in by a message that did not answer the pending question."""
    new = [
        d.phrase for d in catalogue.domains if d.code in set(after.domaines) - {*before.domaines}
    ]
    if after.territoire != before.territoire:
        new += [t.phrase for t in catalogue.territories if t.code == after.territoire]
    return Say("utter_c_est_note", {"quoi": ", ".join(new)}) if new else Say("utter_il_manque")


def recommendation(response: str, item: Recommendation, catalogue: Catalogue) -> Say:
    """Return the message that shows one door, in the words of a response."""
    return Say(
        response,
        {
            "rang": str(item.rang),
            "nom": catalogue.organisation(item.organisation).nom,
            "raison": item.raison,
            "contact": contact_line(item.organisation, catalogue),
            "prochaine_etape": item.prochaine_etape,
        },
    )


def door(code: str, catalogue: Catalogue) -> Say:
    """Return the message that presents an organisation."""
    organisation = catalogue.organisation(code)
    return Say(
        "utter_presenter_porte",
        {
            "nom": organisation.nom,
            "role": organisation.role,
            "contact": contact_line(code, catalogue),
        },
    )


def door_contact(code: str, catalogue: Catalogue) -> dict[str, str]:
    """Return the name of an organisation and how to reach it."""
    return {"nom": catalogue.organisation(code).nom, "contact": contact_line(code, catalogue)}


def service_contact(catalogue: Catalogue) -> dict[str, str]:
    """Return the name and the contact of the last resort: the human door."""
    return door_contact(catalogue.last_resort.organisation, catalogue)


def contact_line(code: str, catalogue: Catalogue) -> str:
    """Return how to reach an organisation, on one line, as bare text and links."""
    contact = catalogue.contact(code)
    via = catalogue.organisation(code).contact_via
    host = catalogue.organisation(via).nom if via is not None else None
    ways = (host, contact.url, contact.email, contact.telephone)
    return " – ".join(way for way in ways if way)


def join(words: Iterable[str]) -> str:
    """Join names of domains: ``a, b, et aussi c``, for a name may hold an « et » of its own."""
    items = list(words)
    return ", et aussi ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
