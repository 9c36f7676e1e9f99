"""Conversations in the database. Any gateway may go on with what another one began.

Answering a message takes two transactions, with Rasa between them: ``begin_turn`` stores what the
visitor said and holds the conversation, ``end_turn`` stores the answer and lets it go. An answer
that comes later than that is kept by ``bot/web/late.py``, for the next ``end_turn`` to tell.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from bot.database import transaction
from bot.handover.drafts import discard_draft_in
from bot.handover.erasure import erase_with_conversation
from bot.handover.masking import mask
from bot.handover.privacy import LEFT_OUT
from bot.web import late
from bot.web.conversation import Message, Offer, Pending, Reply, Said, hash_token, unguessable
from bot.web.conversation_row import authorised_conversation, find_conversation
from bot.web.errors import ChoiceNotOffered, ConversationBusy, UnknownConversation
from bot.web.message_rows import in_utc, next_place, read_messages, read_offers, store_replies
from bot.web.tables import conversations, messages
from bot.web.visitor_text import same_words

#: How long whoever answers is believed to be alive: longer than the longest answer.
HOLD = timedelta(seconds=20)

# Made once: to build a statement costs as much as to run it, and these run for every message.
_EARLIER = sa.select(messages).where(
    messages.c.conversation == sa.bindparam("conversation"),
    messages.c.client_id == sa.bindparam("client_id"),
)
_HOLD = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("conversation"))
    .values(
        {name: sa.bindparam(name) for name in ("turn", "last_seen_at", "held_by", "held_until")}
    )
)
_SEEN = (
    conversations.update()
    .where(conversations.c.id == sa.bindparam("conversation"))
    .values({name: sa.bindparam(name) for name in ("last_seen_at", "private_answer")})
)
_RELEASE = _SEEN.values(held_by=None, held_until=None)
_STORE_MESSAGE = messages.insert()


#: Rasa's own table; it is there once Rasa has started on this database.
_rasa_events = sa.table("events", sa.column("sender_id"))


def create_conversation(engine: Engine, *, holder: str) -> tuple[Pending, str]:
    """Store a new conversation, held by its creator until its first turn ends.

    Returns:
        The turn of the greeting, and the token: only its hash is kept.

    Raises:
        DatabaseError: If it cannot be stored.
    """
    token, now = unguessable(), _now()
    pending = Pending(unguessable(), f"web-{uuid.uuid4().hex}", 0, holder, "", None)
    with transaction(engine, write=True) as connection:
        connection.execute(
            conversations.insert().values(
                id=pending.conversation,
                token_hash=hash_token(token),
                sender=pending.sender,
                created_at=now,
                last_seen_at=now,
                turn=0,
                held_by=holder,
                held_until=now + HOLD,
            )
        )
    return pending, token


def begin_turn(
    engine: Engine, conversation: str, token: str, said: Said, *, holder: str
) -> Pending | tuple[Message, ...]:
    """Store what a visitor says and hold the conversation; or find the answer already given.

    Addresses and telephone numbers in the words are masked as they are stored; the turn to answer
    carries the words as they were said.

    Args:
        engine: A migrated database.
        conversation: Identifier of the conversation.
        token: Its secret.
        said: The message.
        holder: A name of whoever is going to answer, different for each attempt.

    Returns:
        The message to answer, or the first answer if this ``client_id`` was answered before.

    Raises:
        UnknownConversation: There is no such conversation with this token.
        ConversationBusy: Another message is being answered.
        ChoiceNotOffered: The last turn did not offer this choice; nothing is stored.
        DatabaseError: If it cannot be stored.
    """
    now = _now()
    with transaction(engine, write=True) as connection:
        found = authorised_conversation(connection, conversation, token, for_update=True)
        earlier = connection.execute(
            _EARLIER, {"conversation": conversation, "client_id": said.client_id}
        ).first()
        if earlier is not None:
            answer = read_messages(connection, conversation, turn=earlier.turn, author="bot")
            if answer:
                return answer
        if found.held_by is not None and in_utc(found.held_until) > now:
            raise ConversationBusy("Another message of the conversation is being answered")
        if earlier is not None:  # stored by a gateway that died before it could answer
            _hold(connection, conversation, holder, now, turn=found.turn)
            text = earlier.text if said.text is None else said.text  # what is stored is masked
            return Pending(conversation, found.sender, earlier.turn, holder, text, earlier.payload)
        offer = _taken(connection, found, said)
        text, payload = (offer.label, offer.payload) if offer else (said.text or "", None)
        turn = found.turn + 1
        _hold(connection, conversation, holder, now, turn=turn)
        connection.execute(
            _STORE_MESSAGE,
            {
                "conversation": conversation,
                "position": next_place(connection, conversation)[0],
                "id": str(uuid.uuid4()),
                "turn": turn,
                "author": "visitor",
                "text": LEFT_OUT if found.private_answer and offer is None else mask(text),
                "payload": payload,
                "at": now,
                "client_id": said.client_id,
            },
        )
        return Pending(conversation, found.sender, turn, holder, text, payload)


def end_turn(
    engine: Engine,
    pending: Pending,
    replies: Sequence[Reply],
    *,
    offer_again: bool = False,
    keep: Collection[str] = (),
) -> tuple[Message, ...]:
    """Store the answer and let the conversation go.

    Args:
        engine: A migrated database.
        pending: What ``begin_turn`` or ``create_conversation`` gave.
        replies: The answer, one message at least.
        offer_again: Whether the last reply offers what the turn before offered: for an answer
            that is none, so that the visitor can take the same choice once more.
        keep: Addresses and numbers that are public, so that they are not masked as they are stored.

    Returns:
        The answer as it was said, after those that came too late for their own turns; the one
        another gateway gave meanwhile if it thought us dead.

    Raises:
        UnknownConversation: The visitor has deleted the conversation meanwhile.
        DatabaseError: If it cannot be stored.
    """
    now = _now()
    with transaction(engine, write=True) as connection:
        found = find_conversation(connection, pending.conversation, for_update=True)
        if found is None:
            raise UnknownConversation("The conversation was deleted while it was answered")
        if found.held_by != pending.holder:  # thought dead: somebody else may have answered
            given = read_messages(connection, pending.conversation, turn=pending.turn, author="bot")
            if given:
                return given
        position, waits = next_place(connection, pending.conversation)
        came_late = late.tell(connection, pending, still_offered=offer_again) if waits else ()
        *first, last = replies
        if offer_again:
            last = replace(last, asks_privately=found.private_answer)
        if offer_again and not came_late:
            again = tuple(read_offers(connection, pending.conversation, pending.turn - 1).values())
            last = replace(last, offers=(*last.offers, *again))
        said = (*first, last)
        answer = store_replies(connection, pending, said, now, first=position, keep=keep)
        connection.execute(
            _RELEASE if found.held_by == pending.holder else _SEEN,
            {
                "conversation": pending.conversation,
                "last_seen_at": now,
                "private_answer": last.asks_privately,
            },
        )
    return (*came_late, *answer)


def read_history(
    engine: Engine, conversation: str, token: str, *, shown: bool = False
) -> tuple[Message, ...]:
    """Return every message of a conversation, oldest first.

    Args:
        engine: A migrated database.
        conversation: Identifier of the conversation.
        token: Its secret.
        shown: Whether the visitor is about to see it: the next answer then does not repeat what
            came late.

    Raises:
        UnknownConversation: There is no such conversation with this token.
        DatabaseError: If the database cannot be read.
    """
    with transaction(engine) as connection:
        authorised_conversation(connection, conversation, token)
        told = read_messages(connection, conversation)
        _, waits = next_place(connection, conversation)
        if not (shown and waits):
            return told
    with transaction(engine, write=True) as connection:
        authorised_conversation(connection, conversation, token, for_update=True)
        late.mark_shown(connection, conversation)
        return read_messages(connection, conversation)


def delete_conversation(engine: Engine, conversation: str, token: str) -> str:
    """Delete a conversation from every table, Rasa's included, and erase its requests.

    Returns:
        The name Rasa knew it by: an answer that is still being made would bring it back.

    Raises:
        UnknownConversation: There is no such conversation with this token.
        DatabaseError: If it cannot be deleted; nothing is then.
    """
    with transaction(engine, write=True) as connection:
        sender = str(
            authorised_conversation(connection, conversation, token, for_update=True).sender
        )
        erase_with_conversation(connection, conversation, _now())
        connection.execute(conversations.delete().where(conversations.c.id == conversation))
        _forget(connection, sender)
    return sender


def forget_in_rasa(engine: Engine, sender: str) -> None:
    """Delete what Rasa keeps of a conversation.

    Raises:
        DatabaseError: If it cannot be deleted.
    """
    with transaction(engine, write=True) as connection:
        _forget(connection, sender)


def _forget(connection: Connection, sender: str) -> None:
    discard_draft_in(connection, sender)
    if sa.inspect(connection).has_table(_rasa_events.name):
        connection.execute(_rasa_events.delete().where(_rasa_events.c.sender_id == sender))


def _hold(
    connection: Connection, conversation: str, holder: str, now: datetime, *, turn: int
) -> None:
    connection.execute(
        _HOLD,
        {
            "conversation": conversation,
            "turn": turn,
            "last_seen_at": now,
            "held_by": holder,
            "held_until": now + HOLD,
        },
    )


def _taken(connection: Connection, conversation: Row, said: Said) -> Offer | None:
    """Return the choice that was clicked on, or whose label was typed instead."""
    for name, offer in read_offers(connection, conversation.id, conversation.turn).items():
        if name == said.choice or (said.text and same_words(offer.label, said.text)):
            return offer
    if said.choice is not None:
        raise ChoiceNotOffered("The last turn of the conversation did not offer this choice")
    return None


def _now() -> datetime:
    return datetime.now(timezone.utc)
