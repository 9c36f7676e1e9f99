"""The tables of the rules database. Every row belongs to a version, and versions never change.

So an older answer can always be read again with the rules it was given by.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from bot.database import metadata

Items = Sequence[sa.schema.SchemaItem]

catalogue_versions = sa.Table(
    "catalogue_versions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("content_hash", sa.Text, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
)


def _version() -> sa.Column:
    return sa.Column(
        "version", sa.Integer, sa.ForeignKey(catalogue_versions.c.number), primary_key=True
    )


def _text(name: str, *, required: bool = True) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=not required)


def _validity() -> Items:
    return (sa.Column("valid_from", sa.Date), sa.Column("valid_to", sa.Date))


def _entries(name: str, *items: sa.schema.SchemaItem) -> sa.Table:
    """Make a table of entries that have a code; ``rang`` keeps the order staff wrote them in."""
    return sa.Table(
        name,
        metadata,
        _version(),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("rang", sa.Integer, nullable=False),
        *items,
    )


def _belongs(column: str, target: sa.Table) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["version", column],
        [target.c.version, target.c.code],
    )


stages = _entries("stages", _text("libelle"), _text("choix"), _text("phrase"))
domains = _entries("domains", _text("libelle"), _text("phrase"))
needs = _entries("needs", _text("libelle"), _text("phrase"))
territories = _entries("territories", _text("libelle"), _text("phrase"))

organisations = _entries(
    "organisations",
    _text("nom"),
    _text("role"),
    _text("site", required=False),
    _text("email", required=False),
    _text("telephone", required=False),
    _text("contact_via", required=False),
    sa.Column("verifie_le", sa.Date),
    *_validity(),
    # Deferred: an organisation may be reached through one that stands further down.
    sa.ForeignKeyConstraint(
        ["version", "contact_via"],
        ["organisations.version", "organisations.code"],
        deferrable=True,
        initially="DEFERRED",
    ),
)

schemes = _entries("schemes", _text("nom"), _text("aide"), _text("prochaine_etape"), *_validity())


def _links(
    name: str, owner: str, owners: sa.Table, value: str, values: sa.Table | None = None
) -> sa.Table:
    """Make a table that gives an entry an ordered list of codes."""
    constraints = [_belongs(owner, owners)]
    if values is not None:
        constraints.append(_belongs(value, values))
    return sa.Table(
        name,
        metadata,
        _version(),
        sa.Column(owner, sa.Text, primary_key=True),
        sa.Column(value, sa.Text, primary_key=True),
        sa.Column("rang", sa.Integer, nullable=False),
        *constraints,
    )


scheme_organisations = _links(
    "scheme_organisations", "scheme", schemes, "organisation", organisations
)
scheme_stages = _links("scheme_stages", "scheme", schemes, "stage", stages)

rules = _entries(
    "rules",
    _text("organisation"),
    _text("dispositif"),
    sa.Column("priorite", sa.Integer, nullable=False),
    _text("raison"),
    *_validity(),
    # The scheme is offered by the organisation: one key says both.
    sa.ForeignKeyConstraint(
        ["version", "dispositif", "organisation"],
        [
            scheme_organisations.c.version,
            scheme_organisations.c.scheme,
            scheme_organisations.c.organisation,
        ],
    ),
)

rule_conditions = sa.Table(
    "rule_conditions",
    metadata,
    _version(),
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("critere", sa.Text, primary_key=True),
    sa.Column("attendu", sa.Text, primary_key=True),
    sa.Column("rang", sa.Integer, nullable=False),
    _belongs("rule", rules),
)

examples = _entries("examples", _text("nom"), _text("texte"), _text("genre"))
example_domains = _links("example_domains", "example", examples, "domain", domains)

last_resorts = sa.Table(
    "last_resorts",
    metadata,
    _version(),
    _text("code"),
    _text("organisation"),
    _text("dispositif"),
    _text("raison"),
    sa.ForeignKeyConstraint(
        ["version", "dispositif", "organisation"],
        [
            scheme_organisations.c.version,
            scheme_organisations.c.scheme,
            scheme_organisations.c.organisation,
        ],
    ),
)

intended_profiles = sa.Table(
    "intended_profiles",
    metadata,
    _version(),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _text("raison"),
)

intended_conditions = sa.Table(
    "intended_conditions",
    metadata,
    _version(),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("critere", sa.Text, primary_key=True),
    sa.Column("attendu", sa.Text, primary_key=True),
    sa.Column("rang", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(
        ["version", "number"], [intended_profiles.c.version, intended_profiles.c.number]
    ),
)
