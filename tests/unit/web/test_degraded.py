"""When Rasa fails, the visitor is told the truth, and everything goes on once it is back."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable

import pytest
from aiohttp.test_utils import TestClient
from fake_rasa import FakeRasa
from visits import Answer, Visit

OpenGateway = Callable[..., Awaitable[TestClient]]

Break = Callable[[FakeRasa], Awaitable[None]]


async def be_down(rasa: FakeRasa) -> None:
    await rasa.stop()


async def be_slow(rasa: FakeRasa) -> None:
    rasa.awake.clear()


async def say_nothing(rasa: FakeRasa) -> None:
    rasa.answer = []


async def say_blank(rasa: FakeRasa) -> None:
    rasa.answer = [{"text": " \u200b"}, {"custom": {"autre": 1}}, {"image": "https://x"}]


def send(body: str, status: int = 200) -> Break:
    async def send_it(rasa: FakeRasa) -> None:
        rasa.body, rasa.status = body, status

    return send_it


FAILURES = {
    "down": (be_down, "ne répond pas"),
    "slow": (be_slow, "trop de temps"),
    "nothing": (say_nothing, "souci technique"),
    "blank": (say_blank, "souci technique"),
    "no JSON": (send("<html>oups</html>"), "souci technique"),
    "an object": (send('{"text": "bonjour"}'), "souci technique"),
    "a list of texts": (send('["bonjour"]'), "souci technique"),
    "an error": (send('[{"text": "trace"}]', 500), "souci technique"),
}


def expect_the_truth(answer: Answer, words: str) -> None:
    (text,) = answer.texts
    assert words in text
    assert "ess@franche-comte.fr" in text
    assert "03 81 61 61 61" in text
    assert "formulaire" in text


async def repair(rasa: FakeRasa) -> None:
    if rasa.answer is None and rasa.body is None and rasa.awake.is_set():
        await rasa.start()
    rasa.awake.set()
    rasa.answer = rasa.body = None
    rasa.status = 200


@pytest.mark.parametrize("failure", FAILURES)
async def test_the_visitor_is_told_and_goes_on_afterwards(
    visit: Visit, rasa: FakeRasa, failure: str
) -> None:
    break_it, words = FAILURES[failure]
    await visit.say("j’ai une idée")
    await break_it(rasa)
    answer = await visit.say("à Dole")
    assert answer.status == 200
    expect_the_truth(answer, words)
    await repair(rasa)
    assert (await visit.say("à Dole")).texts[-1] == "Vous dites : à Dole"
    assert (await visit.history()).texts[1:4:2] == ["j’ai une idée", "à Dole"]


@pytest.mark.parametrize("failure", ["down", "slow", "nothing"])
async def test_a_conversation_can_begin_without_rasa(
    client: TestClient, rasa: FakeRasa, failure: str
) -> None:
    break_it, words = FAILURES[failure]
    await break_it(rasa)
    visit = await Visit(client).open()
    expect_the_truth(visit.greeting, words)
    await repair(rasa)
    assert (await visit.say("bonsoir")).texts[-1] == "Vous dites : bonsoir"


async def test_a_choice_that_got_no_answer_can_be_taken_again(visit: Visit, rasa: FakeRasa) -> None:
    rasa.answer = []
    answer = await visit.choose(visit.greeting.choices["J’ai un projet"])
    assert list(answer.choices) == ["J’ai un projet"]
    again = await visit.choose(answer.choices["J’ai un projet"])
    rasa.answer = None
    last = await visit.choose(again.choices["J’ai un projet"])
    assert last.texts == ["Vous dites : /decrire_projet"]


async def test_the_visitor_does_not_wait_longer_than_promised(visit: Visit, rasa: FakeRasa) -> None:
    begun = time.monotonic()
    with rasa.frozen():
        await visit.say("allô ?")
    assert time.monotonic() - begun < 3.0


async def test_a_retry_gets_the_first_answer_even_if_it_was_none(
    visit: Visit, rasa: FakeRasa
) -> None:
    again = str(uuid.uuid4())
    rasa.answer = []
    first = await visit.say("allô ?", again)
    rasa.answer = None
    assert (await visit.say("allô ?", again)).content == first.content


async def test_without_the_database_the_visitor_gets_the_contact(
    client: TestClient, open_gateway: OpenGateway, tmp_path: object
) -> None:
    broken = await open_gateway(database_url=f"sqlite:///{tmp_path}/empty.sqlite3")
    async with broken.post("/api/conversations") as response:
        problem = await response.json(content_type=None)
        assert response.status == 503
        assert response.headers["Retry-After"]
    for words in ("rien pu enregistrer", "ess@franche-comte.fr", "03 81 61 61 61"):
        assert words in problem["detail"]
    assert "sqlite" not in str(problem)


async def test_a_message_being_answered_is_answered_when_the_gateway_stops(
    open_gateway: OpenGateway, rasa: FakeRasa
) -> None:
    visit = await Visit(await open_gateway(patience=5.0)).open()
    with rasa.frozen():
        waiting = asyncio.create_task(visit.say("à bientôt"))
        await rasa.has_received("à bientôt")
        stopping = asyncio.create_task(visit.client.server.close())
        await asyncio.sleep(0.1)
    assert (await waiting).texts == ["Vous dites : à bientôt"]
    await stopping
    again = Visit(await open_gateway(), visit.id, visit.token)
    assert (await again.history()).texts[-1] == "Vous dites : à bientôt"
