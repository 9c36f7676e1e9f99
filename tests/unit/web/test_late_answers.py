"""What Rasa answers after the visitor has been told that it is silent is not lost."""

from __future__ import annotations

import asyncio
import sqlite3
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp.test_utils import TestClient
from fake_rasa import FakeRasa
from visits import Answer, Visit

from bot.web.gateway import GATEWAY

OpenGateway = Callable[..., Awaitable[TestClient]]

#: What the gateways wait for Rasa here, in seconds: each of these visitors waits that long.
PATIENCE = 0.2

ORIENTATION = {"etape": "emergence", "recommandations": [{"rang": 1, "organisation": "rallynov"}]}
RESULT = [{"text": "Rally'nov"}, {"custom": {"orientation": ORIENTATION}}]
QUESTION = [
    {"text": "Où en êtes-vous ?", "buttons": [{"title": "Une idée", "payload": "/decrire_projet"}]}
]


@pytest_asyncio.fixture
async def client(open_gateway: OpenGateway) -> TestClient:
    return await open_gateway(patience=PATIENCE)


@pytest_asyncio.fixture
async def other(visit: Visit, open_gateway: OpenGateway) -> Visit:
    """The same conversation at another gateway."""
    return Visit(await open_gateway(patience=PATIENCE), visit.id, visit.token)


@asynccontextmanager
async def frozen(rasa: FakeRasa, *clients: TestClient) -> AsyncIterator[None]:
    """Rasa answers nothing in the block, and everything at its end."""
    with rasa.frozen():
        yield
    for client in clients:
        await client.app[GATEWAY].dialogue.finish()


async def be_answered_late(
    visit: Visit, rasa: FakeRasa, words: str, *, answer: list[dict[str, Any]] | None = None
) -> Answer:
    async with frozen(rasa, visit.client):
        rasa.answer = answer
        apology = await visit.say(words)
    rasa.answer = None
    return apology


def is_an_apology(text: str) -> bool:
    return "trop de temps" in text


async def test_a_late_answer_is_told_before_the_next_one(visit: Visit, rasa: FakeRasa) -> None:
    apology = await be_answered_late(visit, rasa, "à Dole", answer=RESULT)
    assert [is_an_apology(text) for text in apology.texts] == [True]
    answer = await visit.say("et alors ?")
    assert answer.texts == ["Rally'nov", "Vous dites : et alors ?"]
    assert answer.content["messages"][0]["orientation"] == ORIENTATION
    assert (await visit.say("merci")).texts == ["Vous dites : merci"]


async def test_the_history_has_a_late_answer_where_it_came(visit: Visit, rasa: FakeRasa) -> None:
    await be_answered_late(visit, rasa, "à Dole")
    await visit.say("merci")
    _, words, apology, *rest = (await visit.history()).texts
    assert words == "à Dole"
    assert is_an_apology(apology)
    assert rest == ["Vous dites : à Dole", "merci", "Vous dites : merci"]


async def test_what_was_seen_in_the_history_is_not_told_again(visit: Visit, rasa: FakeRasa) -> None:
    await be_answered_late(visit, rasa, "à Dole")
    assert (await visit.history()).texts[-1] == "Vous dites : à Dole"
    assert (await visit.say("merci")).texts == ["Vous dites : merci"]


async def test_another_gateway_tells_it(visit: Visit, rasa: FakeRasa, other: Visit) -> None:
    await be_answered_late(visit, rasa, "à Dole")
    assert (await other.say("merci")).texts == ["Vous dites : à Dole", "Vous dites : merci"]
    assert (await visit.say("encore")).texts == ["Vous dites : encore"]


async def test_a_retry_gets_the_first_answer_whatever_came_late(
    visit: Visit, rasa: FakeRasa, other: Visit
) -> None:
    late, following = str(uuid.uuid4()), str(uuid.uuid4())
    async with frozen(rasa, visit.client):
        apology = await visit.say("à Dole", late)
    assert (await visit.say("à Dole", late)).content == apology.content
    answer = await visit.say("merci", following)
    assert (await visit.say("à Dole", late)).content == apology.content
    for again in (visit, other):
        assert (await again.say("merci", following)).content == answer.content
    assert rasa.words == ["à Dole", "merci"]


@pytest.mark.parametrize("where", ["here", "there"])
async def test_a_late_answer_that_comes_while_the_next_is_made_is_told_first(
    visit: Visit, rasa: FakeRasa, other: Visit, where: str
) -> None:
    async with frozen(rasa, visit.client):
        await visit.say("à Dole")
        again = visit if where == "here" else other
        waiting = asyncio.create_task(again.say("merci"))
        await rasa.has_received("merci")
        rasa.delay = 0.0 if where == "here" else 0.05  # another gateway hears nothing of this one
    assert (await waiting).texts == ["Vous dites : à Dole", "Vous dites : merci"]
    told = (await visit.history()).texts
    assert told[3:] == ["merci", "Vous dites : à Dole", "Vous dites : merci"]


async def test_several_late_answers_are_told_in_order(visit: Visit, rasa: FakeRasa) -> None:
    async with frozen(rasa, visit.client):
        await visit.say("un")
        await visit.say("deux")
    assert (await visit.say("trois")).texts == [
        f"Vous dites : {n}" for n in ("un", "deux", "trois")
    ]


async def test_a_late_greeting_is_told_too(client: TestClient, rasa: FakeRasa) -> None:
    async with frozen(rasa, client):
        visit = await Visit(client).open()
    assert is_an_apology(visit.greeting.texts[0])
    assert (await visit.say("bonsoir")).texts == ["Bonjour !", "Vous dites : bonsoir"]


@pytest.mark.parametrize("body", ["[]", "<html>"])
async def test_a_late_answer_that_is_none_is_not_told(
    visit: Visit, rasa: FakeRasa, body: str
) -> None:
    async with frozen(rasa, visit.client):
        rasa.body = body
        await visit.say("à Dole")
    rasa.body = None
    assert (await visit.say("merci")).texts == ["Vous dites : merci"]


async def test_the_choices_of_a_late_answer_can_be_taken_by_who_sees_it_in_the_history(
    visit: Visit, rasa: FakeRasa
) -> None:
    await be_answered_late(visit, rasa, "à Dole", answer=QUESTION)
    choices = (await visit.history()).choices
    assert (await visit.choose(choices["Une idée"])).texts == ["Vous dites : /decrire_projet"]


async def test_the_choices_of_a_late_answer_are_gone_once_there_is_a_newer_one(
    visit: Visit, rasa: FakeRasa
) -> None:
    await be_answered_late(visit, rasa, "à Dole", answer=QUESTION)
    answer = await visit.say("merci")
    assert answer.texts == ["Où en êtes-vous ?", "Vous dites : merci"]
    assert answer.choices == {}


async def test_the_choices_of_a_late_answer_stay_open_if_the_next_one_is_an_apology(
    visit: Visit, rasa: FakeRasa
) -> None:
    await be_answered_late(visit, rasa, "à Dole", answer=QUESTION)
    rasa.answer = []
    answer = await visit.say("alors ?")
    assert answer.texts[0] == "Où en êtes-vous ?"
    assert list(answer.choices) == ["Une idée"]
    rasa.answer = None
    again = await visit.choose(answer.choices["Une idée"])
    assert again.texts == ["Vous dites : /decrire_projet"]


async def test_the_answer_to_a_private_question_that_came_late_is_not_kept(
    visit: Visit, rasa: FakeRasa
) -> None:
    asked = [{"text": "Votre message ?"}, {"custom": {"reponse_privee": True}}]
    await be_answered_late(visit, rasa, "un conseiller", answer=asked)
    await visit.say("mon secret")
    assert "mon secret" not in (await visit.history()).texts


@pytest.mark.parametrize("where", ["here", "there"])
@pytest.mark.parametrize("when", ["while it is waited for", "after the apology"])
async def test_nothing_comes_back_of_a_conversation_deleted_before_its_late_answer(
    visit: Visit, rasa: FakeRasa, other: Visit, database_file: str, where: str, when: str
) -> None:
    path = str(sa.engine.make_url(database_file).database)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE events (sender_id VARCHAR(255))")
    async with frozen(rasa, visit.client, other.client):
        waiting = asyncio.create_task(visit.say("un secret"))
        await rasa.has_received("un secret")
        if when == "after the apology":
            await waiting
        assert (await (visit if where == "here" else other).delete()).status == 204
        await waiting
        with sqlite3.connect(path) as database:  # what Rasa does before it answers
            database.execute("INSERT INTO events VALUES (?)", [rasa.received[0][0]])
    with sqlite3.connect(path) as database:
        for table in ("events", "conversations", "messages", "choices"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


async def test_a_gateway_that_stops_waits_for_a_late_answer(
    visit: Visit, rasa: FakeRasa, other: Visit
) -> None:
    async with frozen(rasa):
        await visit.say("à Dole")
        stopping = asyncio.create_task(visit.client.server.close())
        await asyncio.sleep(0.05)
    await stopping
    assert (await other.say("merci")).texts == ["Vous dites : à Dole", "Vous dites : merci"]
