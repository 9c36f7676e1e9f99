"""The rules database: versions of the catalogue and their content.

Revision: 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the catalogue."""
    op.create_table(
        "catalogue_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_catalogue_versions")),
    )
    op.create_table(
        "domains",
        *_entry(),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_domains_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_domains")),
    )
    op.create_table(
        "examples",
        *_entry(),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_examples_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_examples")),
    )
    op.create_table(
        "intended_profiles",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("raison", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_intended_profiles_version")
        ),
        sa.PrimaryKeyConstraint("version", "number", name=op.f("pk_intended_profiles")),
    )
    op.create_table(
        "needs",
        *_entry(),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_needs_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_needs")),
    )
    op.create_table(
        "organisations",
        *_entry(),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("contact_via", sa.Text(), nullable=True),
        sa.Column("verifie_le", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version", "contact_via"],
            ["organisations.version", "organisations.code"],
            name=op.f("fk_organisations_version_contact_via"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_organisations_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_organisations")),
    )
    op.create_table(
        "schemes",
        *_entry(),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("aide", sa.Text(), nullable=False),
        sa.Column("prochaine_etape", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_schemes_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_schemes")),
    )
    op.create_table(
        "stages",
        *_entry(),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("choix", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_stages_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_stages")),
    )
    op.create_table(
        "territories",
        *_entry(),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_territories_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_territories")),
    )
    op.create_table(
        "example_domains",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version", "domain"],
            ["domains.version", "domains.code"],
            name=op.f("fk_example_domains_version_domain"),
        ),
        sa.ForeignKeyConstraint(
            ["version", "example"],
            ["examples.version", "examples.code"],
            name=op.f("fk_example_domains_version_example"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_example_domains_version")
        ),
        sa.PrimaryKeyConstraint("version", "example", "domain", name=op.f("pk_example_domains")),
    )
    op.create_table(
        "intended_conditions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("critere", sa.Text(), nullable=False),
        sa.Column("attendu", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version", "number"],
            ["intended_profiles.version", "intended_profiles.number"],
            name=op.f("fk_intended_conditions_version_number"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_intended_conditions_version")
        ),
        sa.PrimaryKeyConstraint(
            "version", "number", "critere", "attendu", name=op.f("pk_intended_conditions")
        ),
    )
    op.create_table(
        "scheme_organisations",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version", "organisation"],
            ["organisations.version", "organisations.code"],
            name=op.f("fk_scheme_organisations_version_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["version", "scheme"],
            ["schemes.version", "schemes.code"],
            name=op.f("fk_scheme_organisations_version_scheme"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_scheme_organisations_version")
        ),
        sa.PrimaryKeyConstraint(
            "version", "scheme", "organisation", name=op.f("pk_scheme_organisations")
        ),
    )
    op.create_table(
        "scheme_stages",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version", "scheme"],
            ["schemes.version", "schemes.code"],
            name=op.f("fk_scheme_stages_version_scheme"),
        ),
        sa.ForeignKeyConstraint(
            ["version", "stage"],
            ["stages.version", "stages.code"],
            name=op.f("fk_scheme_stages_version_stage"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_scheme_stages_version")
        ),
        sa.PrimaryKeyConstraint("version", "scheme", "stage", name=op.f("pk_scheme_stages")),
    )
    op.create_table(
        "last_resorts",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("dispositif", sa.Text(), nullable=False),
        sa.Column("raison", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version", "dispositif", "organisation"],
            [
                "scheme_organisations.version",
                "scheme_organisations.scheme",
                "scheme_organisations.organisation",
            ],
            name=op.f("fk_last_resorts_version_dispositif_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_last_resorts_version")
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_last_resorts")),
    )
    op.create_table(
        "rules",
        *_entry(),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("dispositif", sa.Text(), nullable=False),
        sa.Column("priorite", sa.Integer(), nullable=False),
        sa.Column("raison", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version", "dispositif", "organisation"],
            [
                "scheme_organisations.version",
                "scheme_organisations.scheme",
                "scheme_organisations.organisation",
            ],
            name=op.f("fk_rules_version_dispositif_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_rules_version")
        ),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("pk_rules")),
    )
    op.create_table(
        "rule_conditions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("critere", sa.Text(), nullable=False),
        sa.Column("attendu", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version", "rule"],
            ["rules.version", "rules.code"],
            name=op.f("fk_rule_conditions_version_rule"),
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["catalogue_versions.number"], name=op.f("fk_rule_conditions_version")
        ),
        sa.PrimaryKeyConstraint(
            "version", "rule", "critere", "attendu", name=op.f("pk_rule_conditions")
        ),
    )


def downgrade() -> None:
    """Drop the tables of the catalogue."""
    op.drop_table("rule_conditions")
    op.drop_table("rules")
    op.drop_table("last_resorts")
    op.drop_table("scheme_stages")
    op.drop_table("scheme_organisations")
    op.drop_table("intended_conditions")
    op.drop_table("example_domains")
    op.drop_table("territories")
    op.drop_table("stages")
    op.drop_table("schemes")
    op.drop_table("organisations")
    op.drop_table("needs")
    op.drop_table("intended_profiles")
    op.drop_table("examples")
    op.drop_table("domains")
    op.drop_table("catalogue_versions")


def _entry() -> tuple[sa.Column, ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
    )
