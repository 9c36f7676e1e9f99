"""The rules database as values: organisations, schemes, rules, examples, the catalogue of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from bot.orientation.errors import UnknownCode
from bot.orientation.suggestions import did_you_mean
from bot.orientation.vocabulary import Coded, Domain, Need, Stage, Territory

Kind = Literal["prix_2013", "quotidien"]

#: Version of a catalogue that was read from files and not imported yet.
DRAFT = 0

Entry = TypeVar("Entry", bound=Coded)


@dataclass(frozen=True)
class Contact:
    """How to reach a door. ``None`` where there is no such way."""

    nom: str
    url: str | None = None
    email: str | None = None
    telephone: str | None = None

    @property
    def reachable(self) -> bool:
        """Whether there is at least one way to reach it."""
        return bool(self.url or self.email or self.telephone)


@dataclass(frozen=True)
class Organisation:
    """A door.

    Attributes:
        code: Stable identifier.
        nom: Name shown to visitors.
        role: What it does, in one plain French sentence.
        site: Address of its site, with ``http://`` or ``https://``.
        email: E-mail address.
        telephone: Telephone number as it is written.
        contact_via: Code of the organisation through which it is reached.
        verifie_le: When its contact was last verified, ``None`` if never.
        valid_from: First day it may be proposed.
        valid_to: Last day it may be proposed.
    """

    code: str
    nom: str
    role: str
    site: str | None = None
    email: str | None = None
    telephone: str | None = None
    contact_via: str | None = None
    verifie_le: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Scheme:
    """A kind of help (*dispositif*).

    Attributes:
        code: Stable identifier.
        nom: Name shown to visitors.
        organisations: Codes of those who offer it; the first leads.
        aide: What kind of help it is, in plain French.
        etapes: Codes of the stages it is meant for.
        prochaine_etape: What the visitor does next, in one French sentence.
        valid_from: First day it may be proposed.
        valid_to: Last day it may be proposed.
    """

    code: str
    nom: str
    organisations: tuple[str, ...]
    aide: str
    etapes: tuple[str, ...]
    prochaine_etape: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Condition:
    """One criterion of a rule: the codes it accepts in one dimension.

    Attributes:
        critere: One of ``bot.orientation.vocabulary.DIMENSIONS``.
        attendu: Accepted codes; ``oui`` or ``non`` for ``entreprise_en_activite``.
    """

    critere: str
    attendu: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """For such projects, propose this organisation with that scheme.

    Attributes:
        code: Stable identifier.
        conditions: Its criteria, at most one for each dimension.
        organisation: Code of the organisation.
        dispositif: Code of the scheme.
        priorite: Decides between rules of the same fit: the smaller number first.
        raison: Why, in one French sentence a visitor understands.
        valid_from: First day it applies.
        valid_to: Last day it applies.
    """

    code: str
    conditions: tuple[Condition, ...]
    organisation: str
    dispositif: str
    priorite: int
    raison: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Example:
    """A social innovation told to visitors.

    Attributes:
        code: Stable identifier.
        nom: Its name.
        texte: What it does, in one or two French sentences.
        genre: A laureate of the prize of 2013, or an everyday example.
        domaines: Codes of its domains.
    """

    code: str
    nom: str
    texte: str
    genre: Kind
    domaines: tuple[str, ...]


@dataclass(frozen=True)
class IntendedProfile:
    """Profiles that are meant to reach nothing but the last resort.

    Attributes:
        conditions: What they have in common; ``inconnu`` stands beside the codes.
        raison: Why this is as it should be, for staff.
    """

    conditions: tuple[Condition, ...]
    raison: str


@dataclass(frozen=True)
class LastResort:
    """The door that is always open.

    Attributes:
        code: Stands for the rule's code in the recommendation.
        organisation: Code of the organisation.
        dispositif: Code of the scheme.
        raison: Why, in one French sentence.
        intended: Which profiles are meant to reach only this door.
    """

    code: str
    organisation: str
    dispositif: str
    raison: str
    intended: tuple[IntendedProfile, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """One version of the whole rules database, in the order staff wrote it.

    Attributes:
        version: Number of the version; ``DRAFT`` before it is imported.
    """

    version: int
    stages: tuple[Stage, ...]
    domains: tuple[Domain, ...]
    needs: tuple[Need, ...]
    territories: tuple[Territory, ...]
    organisations: tuple[Organisation, ...]
    schemes: tuple[Scheme, ...]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    last_resort: LastResort

    def stage(self, code: str) -> Stage:
        """Return the stage that has this code; ``UnknownCode`` if none has."""
        return _find(self.stages, code, "étape")

    def domain(self, code: str) -> Domain:
        """Return the domain that has this code; ``UnknownCode`` if none has."""
        return _find(self.domains, code, "domaine")

    def need(self, code: str) -> Need:
        """Return the need that has this code; ``UnknownCode`` if none has."""
        return _find(self.needs, code, "besoin")

    def territory(self, code: str) -> Territory:
        """Return the territory that has this code; ``UnknownCode`` if none has."""
        return _find(self.territories, code, "territoire")

    def organisation(self, code: str) -> Organisation:
        """Return the organisation that has this code; ``UnknownCode`` if none has."""
        return _find(self.organisations, code, "organisation")

    def scheme(self, code: str) -> Scheme:
        """Return the scheme that has this code; ``UnknownCode`` if none has."""
        return _find(self.schemes, code, "dispositif")

    def rule(self, code: str) -> Rule:
        """Return the rule that has this code; ``UnknownCode`` if none has."""
        return _find(self.rules, code, "règle")

    def example(self, code: str) -> Example:
        """Return the example that has this code; ``UnknownCode`` if none has."""
        return _find(self.examples, code, "exemple")

    def contact(self, code: str) -> Contact:
        """Return how to reach an organisation: its own name, and the ways of its contact.

        Each way that it does not have itself is taken from the organisation it is reached through.

        Raises:
            UnknownCode: If there is no such organisation.
        """
        door = self.organisation(code)
        contact = Contact(door.nom, door.site, door.email, door.telephone)
        passed = {code}
        while door.contact_via is not None and door.contact_via not in passed:
            passed.add(door.contact_via)
            door = self.organisation(door.contact_via)
            contact = Contact(
                contact.nom,
                contact.url or door.site,
                contact.email or door.email,
                contact.telephone or door.telephone,
            )
        return contact


def _find(entries: Iterable[Entry], code: str, kind: str) -> Entry:
    codes = []
    for entry in entries:
        if entry.code == code:
            return entry
        codes.append(entry.code)
    raise UnknownCode(
        f"« {code} » n’est pas dans le catalogue ({kind}). {did_you_mean(code, codes)}"
    )
