"""Conversations in the database: order, retries, choices, isolation. On SQLite and PostgreSQL."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import transaction
from bot.web import store
from bot.web.conversation import Message, Offer, Pending, Reply, Said, hash_token
from bot.web.errors import ChoiceNotOffered, ConversationBusy, UnknownConversation
from bot.web.tables import choices, conversations, messages

GREETING = Reply("Bonjour !", (Offer("Une idée", "/decrire_projet"), Offer("Je teste", "/tester")))


class Chat:
    """A visitor's side of a stored conversation."""

    def __init__(self, engine: Engine, *greeting: Reply) -> None:
        self.engine = engine
        pending, self.token = store.create_conversation(engine, holder="greeter")
        self.id, self.sender = pending.conversation, pending.sender
        self.last = store.end_turn(engine, pending, greeting or (GREETING,))

    def begin(
        self,
        text: str | None = "bonjour",
        *,
        choice: str | None = None,
        client_id: str | None = None,
        holder: str = "here",
    ) -> Pending | tuple[Message, ...]:
        said = Said(client_id or str(uuid.uuid4()), None if choice else text, choice)
        return store.begin_turn(self.engine, self.id, self.token, said, holder=holder)

    def pending(self, *words: str, **options: str) -> Pending:
        begun = self.begin(*words, **options)
        assert isinstance(begun, Pending)
        return begun

    def answer(self, pending: Pending, *texts: str) -> tuple[Message, ...]:
        self.last = store.end_turn(self.engine, pending, [Reply(text) for text in texts])
        return self.last

    def history(self) -> list[tuple[str, str]]:
        told = store.read_history(self.engine, self.id, self.token)
        return [(message.author, message.text) for message in told]


@pytest.fixture
def chat(engine: Engine) -> Chat:
    return Chat(engine)


def rows(engine: Engine, *tables: sa.Table) -> int:
    with transaction(engine) as connection:
        return sum(
            int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar())
            for table in tables
        )


def test_messages_come_back_in_order_with_choices_and_orientation(chat: Chat) -> None:
    pending = chat.pending("j’ai une idée\nen deux lignes")
    result = Reply("Voici.", (Offer("Merci", "/merci"),), {"etape": "emergence", "besoin": None})
    store.end_turn(chat.engine, pending, [Reply("D’accord."), result])
    told = store.read_history(chat.engine, chat.id, chat.token)
    assert [m.author for m in told] == ["bot", "visitor", "bot", "bot"]
    assert told[1].text == "j’ai une idée\nen deux lignes"
    assert [choice.label for choice in told[0].choices] == ["Une idée", "Je teste"]
    assert told[3].orientation == {"etape": "emergence", "besoin": None}
    assert told[3].at.utcoffset() == timedelta(0)
    assert [m.at for m in told] == sorted(m.at for m in told)


def test_identifiers_and_tokens_cannot_be_guessed_and_tokens_are_not_kept(chat: Chat) -> None:
    other = Chat(chat.engine)
    assert len({chat.id, chat.token, other.id, other.token}) == 4
    assert min(len(chat.id), len(chat.token)) >= 22  # 128 bits in 64-letter text
    with transaction(chat.engine) as connection:
        kept = connection.execute(sa.select(conversations)).all()
    assert chat.token not in str(kept)
    assert hash_token(chat.token) in str(kept)
    assert chat.sender not in (chat.id, chat.token)


def test_a_retry_gets_the_first_answer_and_changes_nothing(chat: Chat) -> None:
    again = str(uuid.uuid4())
    first = chat.answer(chat.pending("bonjour", client_id=again), "Bonjour.", "Et ensuite ?")
    chat.answer(chat.pending("la suite"), "La suite.")
    before = chat.history()
    assert chat.begin("autre chose", client_id=again) == first
    assert chat.history() == before


def test_two_conversations_may_use_the_same_client_id(chat: Chat) -> None:
    again, other = str(uuid.uuid4()), Chat(chat.engine)
    chat.answer(chat.pending("moi", client_id=again), "À vous.")
    other.answer(other.pending("lui", client_id=again), "À lui.")
    assert ("bot", "À vous.") in chat.history()
    assert ("bot", "À vous.") not in other.history()


def test_a_second_message_waits_until_the_first_is_answered(chat: Chat) -> None:
    first = chat.pending("un")
    with pytest.raises(ConversationBusy):
        chat.begin("deux")
    chat.answer(first, "Un.")
    chat.answer(chat.pending("deux"), "Deux.")
    assert chat.history()[1:] == [
        ("visitor", "un"),
        ("bot", "Un."),
        ("visitor", "deux"),
        ("bot", "Deux."),
    ]


def test_of_many_gateways_at_once_one_begins(chat: Chat) -> None:
    def begin(number: int) -> bool:
        try:
            return isinstance(chat.begin(f"message {number}", holder=str(number)), Pending)
        except ConversationBusy:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(begin, range(12))) == 1


def test_a_message_left_by_a_gateway_that_died_is_answered_at_the_retry(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = str(uuid.uuid4())
    monkeypatch.setattr(store, "HOLD", timedelta(seconds=-1))
    chat.pending("allô ?", client_id=again, holder="dead")
    revived = chat.pending("allô ?", client_id=again, holder="alive")
    assert (revived.text, revived.turn) == ("allô ?", 1)
    chat.answer(revived, "Je suis là.")
    assert chat.history()[1:] == [("visitor", "allô ?"), ("bot", "Je suis là.")]


def test_a_gateway_thought_dead_does_not_answer_twice(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = str(uuid.uuid4())
    monkeypatch.setattr(store, "HOLD", timedelta(seconds=-1))
    slow = chat.pending("allô ?", client_id=again, holder="slow")
    quick = chat.pending("allô ?", client_id=again, holder="quick")
    first = chat.answer(quick, "Oui.")
    assert chat.answer(slow, "Oui, oui.") == first


def test_a_choice_gives_its_payload_to_rasa_and_its_label_to_the_history(chat: Chat) -> None:
    taken = chat.pending(choice=chat.last[0].choices[1].id)
    assert (taken.text, taken.payload) == ("Je teste", "/tester")
    chat.answer(taken, "Bien.")
    assert ("visitor", "Je teste") in chat.history()


def test_a_choice_is_refused_after_its_turn(chat: Chat) -> None:
    old = chat.last[0].choices[0].id
    chat.answer(chat.pending("autre chose"), "Ah.")
    before = chat.history()
    with pytest.raises(ChoiceNotOffered):
        chat.begin(choice=old)
    assert chat.history() == before


def test_a_choice_of_another_conversation_is_refused(chat: Chat) -> None:
    other = Chat(chat.engine)
    with pytest.raises(ChoiceNotOffered):
        chat.begin(choice=other.last[0].choices[0].id)


def test_the_retry_of_a_choice_is_no_refusal(chat: Chat) -> None:
    again, choice = str(uuid.uuid4()), chat.last[0].choices[0].id
    first = chat.answer(chat.pending(choice=choice, client_id=again), "Noté.")
    assert chat.begin(choice=choice, client_id=again) == first


def test_an_answer_that_is_none_offers_the_same_choices_again(chat: Chat) -> None:
    failed = chat.pending(choice=chat.last[0].choices[0].id)
    (apology,) = store.end_turn(chat.engine, failed, [Reply("Un souci.")], offer_again=True)
    assert [choice.label for choice in apology.choices] == ["Une idée", "Je teste"]
    assert not {c.id for c in apology.choices} & {c.id for c in chat.last[0].choices}
    assert chat.pending(choice=apology.choices[0].id).payload == "/decrire_projet"


@pytest.mark.parametrize("secret", ["", "é", "\ud800", "0" * 32])
def test_without_its_token_a_conversation_does_not_exist(chat: Chat, secret: str) -> None:
    chat.token = secret
    for call in (chat.begin, chat.history, lambda: delete(chat)):
        with pytest.raises(UnknownConversation):
            call()


def test_the_token_of_another_conversation_opens_nothing(chat: Chat) -> None:
    other = Chat(chat.engine)
    chat.token = other.token
    for call in (chat.begin, chat.history, lambda: delete(chat)):
        with pytest.raises(UnknownConversation):
            call()


def delete(chat: Chat) -> str:
    return store.delete_conversation(chat.engine, chat.id, chat.token)


def test_a_deleted_conversation_is_gone_from_every_table_and_others_stay(chat: Chat) -> None:
    with transaction(chat.engine, write=True) as connection:
        connection.exec_driver_sql("CREATE TABLE events (sender_id VARCHAR(255))")
        connection.execute(sa.text("INSERT INTO events VALUES ('other'), (:s)"), {"s": chat.sender})
    other = Chat(chat.engine)
    chat.answer(chat.pending("mon secret"), "Bien reçu.")
    assert delete(chat) == chat.sender
    assert rows(chat.engine, conversations, messages) == 2
    assert rows(chat.engine, choices) == 2
    with transaction(chat.engine) as connection:
        assert connection.execute(sa.text("SELECT sender_id FROM events")).all() == [("other",)]
    assert other.history() == [("bot", "Bonjour !")]
    with pytest.raises(UnknownConversation):
        chat.history()


def test_deleting_works_before_rasa_has_made_its_table(chat: Chat) -> None:
    delete(chat)
    assert rows(chat.engine, conversations, messages, choices) == 0


def test_an_answer_to_a_conversation_deleted_meanwhile_is_not_stored(chat: Chat) -> None:
    pending = chat.pending("un secret")
    delete(chat)
    with pytest.raises(UnknownConversation):
        chat.answer(pending, "Trop tard.")
    assert rows(chat.engine, conversations, messages) == 0


def stored_texts(chat: Chat) -> list[str]:
    with transaction(chat.engine) as connection:
        query = sa.select(messages.c.text).order_by(messages.c.position)
        return [row.text for row in connection.execute(query)]


def test_what_a_visitor_types_is_masked_in_the_database_and_not_in_the_turn(chat: Chat) -> None:
    pending = chat.pending("je suis au 06 12 34 56 78")
    assert pending.text == "je suis au 06 12 34 56 78"
    assert stored_texts(chat)[-1] == "je suis au [téléphone]"


def test_a_retry_after_a_crash_is_answered_with_the_words_as_they_were_said(chat: Chat) -> None:
    client_id = str(uuid.uuid4())
    chat.pending("nom@exemple.fr", client_id=client_id)
    with transaction(chat.engine, write=True) as connection:
        connection.execute(conversations.update().values(held_by=None))  # as after HOLD
    again = chat.pending("nom@exemple.fr", client_id=client_id)
    assert (again.text, again.turn) == ("nom@exemple.fr", 1)


def test_what_the_assistant_repeats_is_masked_in_the_database_but_not_its_own_contacts(
    chat: Chat,
) -> None:
    reply = Reply("Je note nom@exemple.fr. Le service : ess@exemple.fr, 03 81 61 61 61.")
    keep = {"ess@exemple.fr", "+33 3 81 61 61 61"}
    (shown,) = store.end_turn(chat.engine, chat.pending(), [reply], keep=keep)
    assert shown.text == reply.text
    assert stored_texts(chat)[-1] == reply.text.replace("nom@exemple.fr", "[adresse e-mail]")
