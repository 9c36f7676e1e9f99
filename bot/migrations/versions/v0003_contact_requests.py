"""The requests to the ESS service.

Revision: 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of the requests."""
    op.create_table(
        "contact_requests",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("nom", sa.Text(), nullable=True),
        sa.Column("conversation", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('nouvelle', 'envoyee', 'prise_en_charge', 'close', 'echec')",
            name=op.f("ck_contact_requests_status"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name=op.f("fk_contact_requests_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_contact_requests")),
        sa.UniqueConstraint("client_id", name=op.f("uq_contact_requests_client_id")),
    )
    op.create_index(op.f("ix_contact_requests_status"), "contact_requests", ["status"])
    op.create_index(op.f("ix_contact_requests_conversation"), "contact_requests", ["conversation"])


def downgrade() -> None:
    """Drop the table of the requests."""
    op.drop_table("contact_requests")
