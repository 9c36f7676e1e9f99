"""The tables of the visitors' conversations. Everything of one goes when its first row goes."""

from __future__ import annotations

import sqlalchemy as sa

from bot.database import metadata

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("token_hash", sa.Text, nullable=False),
    # The name Rasa knows the conversation by: never shown, so that nobody can use it.
    sa.Column("sender", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("turn", sa.Integer, nullable=False),
    # Who answers at the moment, and until when they are believed to be alive.
    sa.Column("held_by", sa.Text),
    sa.Column("held_until", sa.DateTime(timezone=True)),
    # Whether the next words are the answer to a question of a request to the ESS service.
    sa.Column("private_answer", sa.Boolean, nullable=False, server_default=sa.false()),
)


def _conversation(*, primary_key: bool = False) -> sa.Column:
    return sa.Column(
        "conversation",
        sa.Text,
        sa.ForeignKey(conversations.c.id, ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


#: Instead of the turn of a message that no answer has told yet, and of one seen in the history.
UNTOLD = -1
SHOWN = -2

messages = sa.Table(
    "messages",
    metadata,
    _conversation(primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    # The turn whose answer told it, or one of the two numbers above.
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # What Rasa is sent when the visitor took a choice; its text is then the choice's label.
    sa.Column("payload", sa.Text),
    sa.Column("orientation", sa.Text),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("client_id", sa.Text),
    sa.UniqueConstraint("conversation", "client_id"),
)

choices = sa.Table(
    "choices",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    _conversation(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("rang", sa.Integer, nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(
        ["conversation", "position"],
        [messages.c.conversation, messages.c.position],
        ondelete="CASCADE",
    ),
    sa.Index("ix_choices_conversation", "conversation", "position"),
)
