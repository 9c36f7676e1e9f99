"""Answers that came after the visitor had been told that there is none.

They are kept in the history at once, and told before the next answer, by whichever gateway gives
it; unless the visitor has seen them in the history meanwhile. The turn they were meant for keeps
the answer that was given to it: a retry gets that one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import transaction
from bot.web.conversation import Message, Pending, Reply
from bot.web.conversation_row import find_conversation
from bot.web.errors import UnknownConversation
from bot.web.message_rows import next_place, read_messages, store_replies
from bot.web.tables import SHOWN, UNTOLD, choices, conversations, messages

_MOVE = (
    messages.update()
    .where(messages.c.conversation == sa.bindparam("of"), messages.c.turn == UNTOLD)
    .values(turn=sa.bindparam("to"))
)
_WAITING = sa.select(messages.c.position).where(
    messages.c.conversation == sa.bindparam("of"), messages.c.turn == UNTOLD
)


def keep_late_answer(
    engine: Engine, pending: Pending, replies: Sequence[Reply], *, keep: Collection[str] = ()
) -> None:
    """Store an answer whose turn has ended without it, for the next one to tell.

    Its choices can be taken until the next answer is given. If that one was given already, which
    only happens when Rasa did not answer in order, they never can.

    Args:
        engine: A migrated database.
        pending: The turn it answers.
        replies: The answer; if it is empty, nothing is stored.
        keep: Addresses and numbers that are public, so that they are not masked as they are stored.

    Raises:
        UnknownConversation: The visitor has deleted the conversation meanwhile.
        DatabaseError: If it cannot be stored.
    """
    with transaction(engine, write=True) as connection:
        found = find_conversation(connection, pending.conversation, for_update=True)
        if found is None:
            raise UnknownConversation("The conversation was deleted while it was answered")
        if not replies:
            return
        open_to_answer = found.turn == pending.turn or found.held_by is not None
        if open_to_answer:
            connection.execute(
                conversations.update()
                .where(conversations.c.id == found.id)
                .values(private_answer=replies[-1].asks_privately)
            )
        else:
            replies = [replace(reply, offers=()) for reply in replies]
        store_replies(
            connection,
            replace(pending, turn=UNTOLD),
            replies,
            datetime.now(timezone.utc),
            first=next_place(connection, pending.conversation)[0],
            keep=keep,
        )
        connection.execute(
            choices.update()
            .where(choices.c.conversation == found.id, choices.c.turn == UNTOLD)
            .values(turn=found.turn)
        )


def tell(connection: Connection, pending: Pending, *, still_offered: bool) -> tuple[Message, ...]:
    """Make the late messages of a conversation the beginning of the answer to a turn.

    Args:
        connection: Of the transaction that stores the rest of the answer.
        pending: The turn.
        still_offered: Whether their choices are open after it; otherwise they are dropped.

    Returns:
        The messages, as they are kept.
    """
    of = pending.conversation
    waiting = connection.execute(_WAITING, {"of": of}).scalars().all()
    connection.execute(_MOVE, {"of": of, "to": pending.turn})
    theirs = sa.and_(choices.c.conversation == of, choices.c.position.in_(waiting))
    if still_offered:
        connection.execute(choices.update().where(theirs).values(turn=pending.turn))
    else:
        connection.execute(choices.delete().where(theirs))
    return read_messages(connection, of, turn=pending.turn, author="bot")


def mark_shown(connection: Connection, conversation: str) -> None:
    """Note that the visitor has seen the late messages: no answer tells them again."""
    connection.execute(_MOVE, {"of": conversation, "to": SHOWN})
