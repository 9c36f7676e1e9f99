"""The requests that are being written in the dialogue.

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of the drafts, and let a conversation say that an answer is private."""
    op.create_table(
        "contact_drafts",
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("nom", sa.Text(), nullable=True),
        sa.Column("attach", sa.Boolean(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sender", name=op.f("pk_contact_drafts")),
    )
    op.create_index(op.f("ix_contact_drafts_updated_at"), "contact_drafts", ["updated_at"])
    op.add_column(
        "conversations",
        sa.Column("private_answer", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Drop both."""
    with op.batch_alter_table("conversations") as table:
        table.drop_column("private_answer")
    op.drop_table("contact_drafts")
