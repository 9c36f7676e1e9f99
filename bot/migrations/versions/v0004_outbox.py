"""The outbox, and what a request keeps of its conversation.

Revision: 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_COLUMNS = (
    sa.Column("orientation", sa.Text(), nullable=True),
    sa.Column("not_understood", sa.Text(), nullable=False, server_default="[]"),
    sa.Column("transcript", sa.Text(), nullable=False, server_default="[]"),
    sa.Column("etape", sa.Text(), nullable=True),
    sa.Column("domaines", sa.Text(), nullable=False, server_default="[]"),
    sa.Column("territoire", sa.Text(), nullable=True),
    sa.Column("porte", sa.Text(), nullable=True),
    sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("erase_after_delivery", sa.Boolean(), nullable=False, server_default=sa.false()),
)


def upgrade() -> None:
    """Make the outbox; requests left until now wait in it to be mailed."""
    for column in _COLUMNS:
        op.add_column("contact_requests", column.copy())
    op.execute(sa.text("UPDATE contact_requests SET status_at = created_at"))
    op.create_table(
        "deliveries",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('demande', 'accuse', 'relance', 'effacement')",
            name=op.f("ck_deliveries_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('en_attente', 'partie', 'echec', 'annulee')",
            name=op.f("ck_deliveries_state"),
        ),
        sa.ForeignKeyConstraint(
            ["reference"],
            ["contact_requests.reference"],
            name=op.f("fk_deliveries_reference"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reference", "kind", "number", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("message_id", name=op.f("uq_deliveries_message_id")),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "next_attempt_at"])
    op.execute(
        sa.text(
            "INSERT INTO deliveries (reference, kind, number, state, created_at, next_attempt_at)"
            " SELECT reference, 'demande', 1, 'en_attente', created_at, created_at"
            " FROM contact_requests WHERE status = 'nouvelle'"
        )
    )
    op.create_table(
        "signing_keys",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_signing_keys")),
    )


def downgrade() -> None:
    """Drop the outbox."""
    op.drop_table("signing_keys")
    op.drop_table("deliveries")
    with op.batch_alter_table("contact_requests") as table:
        for column in _COLUMNS:
            table.drop_column(column.name)
