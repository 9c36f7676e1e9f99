"""The tables of the requests to the ESS service: the one place of personal data.

What is said here of a request after its erasure is what figures need: when, where from, what about.
"""

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
    # What the assistant knew when the request was left, as JSON: the request outlives it.
    sa.Column("orientation", sa.Text),
    sa.Column("not_understood", sa.Text, nullable=False, server_default="[]"),
    sa.Column("transcript", sa.Text, nullable=False, server_default="[]"),
    # For the figures: no personal data, kept when the rest is erased.
    sa.Column("etape", sa.Text),
    sa.Column("domaines", sa.Text, nullable=False, server_default="[]"),
    sa.Column("territoire", sa.Text),
    sa.Column("porte", sa.Text),
    sa.Column("status_at", sa.DateTime(timezone=True)),
    sa.Column("erased_at", sa.DateTime(timezone=True)),
    sa.Column("erase_after_delivery", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.CheckConstraint(
        "status IN ('nouvelle', 'envoyee', 'prise_en_charge', 'close', 'echec')", name="status"
    ),
)

#: The outbox: what is to be mailed, written in the transaction of what it is about.
deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column(
        "reference",
        sa.Text,
        sa.ForeignKey(contact_requests.c.reference, ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("kind", sa.Text, primary_key=True),
    # From 1; only reminders repeat.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
    # Who sends it at the moment, and until when they are believed to be alive.
    sa.Column("lease_owner", sa.Text),
    sa.Column("leased_until", sa.DateTime(timezone=True)),
    sa.Column("last_error", sa.Text),
    # Given at the first attempt and never changed: a second delivery is recognised by it.
    sa.Column("message_id", sa.Text, unique=True),
    sa.Column("sent_at", sa.DateTime(timezone=True)),
    sa.CheckConstraint("kind IN ('demande', 'accuse', 'relance', 'effacement')", name="kind"),
    sa.CheckConstraint("state IN ('en_attente', 'partie', 'echec', 'annulee')", name="state"),
    sa.Index("ix_deliveries_state", "state", "next_attempt_at"),
)

#: Keys made once by the program itself, for whoever sets none.
signing_keys = sa.Table(
    "signing_keys",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
