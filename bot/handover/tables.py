"""The table of the requests to the ESS service: the one place of personal data."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import metadata

contact_requests = sa.Table(
    "contact_requests",
    metadata,
    sa.Column("reference", sa.Text, primary_key=True),
    sa.Column("client_id", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("status", sa.Text, nullable=False, index=True),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("telephone", sa.Text),
    sa.Column("nom", sa.Text),
    # The conversation the visitor allowed to be attached. The request outlives it: it was made on
    # purpose, with a consent of its own.
    sa.Column(
        "conversation", sa.Text, sa.ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    ),
    sa.CheckConstraint(
        "status IN ('nouvelle', 'envoyee', 'prise_en_charge', 'close', 'echec')", name="status"
    ),
)
