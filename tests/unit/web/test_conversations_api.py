"""The visitor API: conversations, as the contract describes them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest
from aiohttp.test_utils import TestClient
from fake_rasa import FakeRasa
from visits import Visit, call

from bot.web.conversation import Said
from bot.web.gateway import GATEWAY

OpenGateway = Callable[..., Awaitable[TestClient]]

CLIENT = str(uuid.uuid4())


async def test_a_conversation_begins_with_the_greeting(visit: Visit, rasa: FakeRasa) -> None:
    (greeting,) = visit.greeting.content["messages"]
    assert set(greeting) == {"id", "from", "text", "choices", "orientation", "at"}
    assert (greeting["from"], greeting["text"]) == ("bot", "Bonjour !")
    assert list(visit.greeting.choices) == ["J’ai un projet"]
    assert greeting["orientation"] is None
    assert datetime.fromisoformat(greeting["at"].replace("Z", "+00:00")).tzinfo is not None
    assert set(visit.greeting.content) == {"conversation", "token", "messages"}
    assert visit.greeting.headers["Cache-Control"] == "no-store"
    assert [message for _, message in rasa.received] == ["bonjour"]


async def test_words_are_answered(visit: Visit) -> None:
    answer = await visit.say("j’ai une idée")
    assert answer.status == 200
    assert answer.texts == ["Vous dites : j'ai une idée"]
    assert [m["from"] for m in answer.content["messages"]] == ["bot"]


async def test_a_choice_is_answered_and_its_payload_is_never_shown(
    visit: Visit, rasa: FakeRasa
) -> None:
    await visit.choose(visit.greeting.choices["J’ai un projet"])
    assert rasa.words == ["/decrire_projet"]
    history = await visit.history()
    assert history.texts[1] == "J’ai un projet"
    assert "/decrire_projet" not in str(visit.greeting.content)


async def test_the_history_has_everything_in_order(visit: Visit) -> None:
    for text in ("un", "deux"):
        await visit.say(text)
    told = (await visit.history()).content["messages"]
    assert [(m["from"], m["text"]) for m in told] == [
        ("bot", "Bonjour !"),
        ("visitor", "un"),
        ("bot", "Vous dites : un"),
        ("visitor", "deux"),
        ("bot", "Vous dites : deux"),
    ]
    assert told[1]["choices"] == []
    assert told[1]["orientation"] is None


async def test_the_several_texts_of_a_result_are_one_message(visit: Visit, rasa: FakeRasa) -> None:
    orientation = {"etape": "emergence", "recommandations": [{"rang": 1}, {"rang": 2}]}
    rasa.answer = [
        {"text": "Si je comprends bien…"},
        {"text": "Voici :"},
        {"text": "1. Rally'nov"},
        {"text": "2. Le service"},
        {"custom": {"orientation": orientation}},
        {"text": "Autre chose ?", "buttons": [{"title": "Pourquoi ?", "payload": "/pourquoi"}]},
    ]
    answer = await visit.say("une idée")
    assert answer.texts == [
        *("Si je comprends bien…", "Voici :"),
        "1. Rally'nov\n\n2. Le service",
        "Autre chose ?",
    ]
    results = [m["orientation"] for m in answer.content["messages"]]
    assert results == [None, None, orientation, None]
    assert (await visit.history()).content["messages"][2:] == answer.content["messages"]


async def test_a_result_without_words_takes_none_from_a_question(
    visit: Visit, rasa: FakeRasa
) -> None:
    orientation = {"recommandations": [{"rang": 1}]}
    rasa.answer = [
        {"text": "Où en êtes-vous ?", "buttons": [{"title": "Une idée", "payload": "/idee"}]},
        {"custom": {"orientation": orientation}},
    ]
    question, result = (await visit.say("une idée")).content["messages"]
    assert (question["text"], question["orientation"]) == ("Où en êtes-vous ?", None)
    assert result["orientation"] == orientation
    assert result["text"]


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('/decrire_projet{"etape": "emergence"}', "decrire projet etape emergence"),
        ("  /restart", "restart"),
        ("\u200b/session_start", "session start"),
        ("\u0000/oui", "oui"),
        ("/", "…"),
        ("👍", "oui"),
        ("🎉", "…"),
        ("e\u0301tude\r\nsur deux lignes", "étude sur deux lignes"),
    ],
)
async def test_words_never_reach_rasa_as_a_command(
    visit: Visit, rasa: FakeRasa, text: str, sent: str
) -> None:
    assert (await visit.say(text)).status == 200
    assert rasa.words == [sent]


@pytest.mark.parametrize("typed", ["J’ai un projet", "j'ai un projet !", " J AI UN PROJET"])
async def test_the_label_of_a_choice_may_be_typed(visit: Visit, rasa: FakeRasa, typed: str) -> None:
    await visit.say(typed)
    assert rasa.words == ["/decrire_projet"]
    assert (await visit.history()).texts[1] == "J’ai un projet"


@pytest.mark.parametrize("typed", ["un projet", "j'ai un projet de crèche", "?", "👍"])
async def test_words_that_only_resemble_a_label_are_words(
    visit: Visit, rasa: FakeRasa, typed: str
) -> None:
    await visit.say(typed)
    assert "/decrire_projet" not in rasa.words


async def test_a_label_of_an_earlier_turn_is_words(visit: Visit, rasa: FakeRasa) -> None:
    await visit.say("autre chose")
    await visit.say("J’ai un projet")
    assert rasa.words[-1] == "J'ai un projet"


async def test_the_label_or_the_payload_sent_as_an_identifier_is_no_choice(
    visit: Visit, rasa: FakeRasa
) -> None:
    for forged in ("J’ai un projet", "/decrire_projet", "\ud800", "x" * 100):
        assert (await visit.choose(forged)).problem == "choix-perime"
    assert rasa.words == []


async def test_a_choice_of_an_earlier_turn_is_refused(visit: Visit) -> None:
    await visit.say("autre chose")
    answer = await visit.choose(visit.greeting.choices["J’ai un projet"])
    assert (answer.status, answer.problem) == (409, "choix-perime")


async def test_rasa_gets_a_name_the_visitor_never_sees(visit: Visit, rasa: FakeRasa) -> None:
    await visit.say("bonsoir")
    senders = {sender for sender, _ in rasa.received}
    assert len(senders) == 1
    everything = str(visit.greeting.content) + str((await visit.history()).content)
    assert senders.pop() not in everything


async def test_a_retry_gets_the_first_answer_and_rasa_is_not_asked_again(
    visit: Visit, rasa: FakeRasa
) -> None:
    first = await visit.say("bonsoir", CLIENT)
    await visit.say("la suite")
    assert (await visit.say("bonsoir", CLIENT)).content == first.content
    assert (await visit.say("bonsoir", CLIENT.upper())).content == first.content
    assert rasa.words == ["bonsoir", "la suite"]


async def test_a_retry_sent_before_the_answer_waits_for_it(visit: Visit, rasa: FakeRasa) -> None:
    rasa.delay = 0.1
    answers = await asyncio.gather(*(visit.say("bonsoir", CLIENT) for _ in range(5)))
    assert len({str(answer.content) for answer in answers}) == 1
    assert rasa.words == ["bonsoir"]


async def test_messages_sent_together_are_answered_in_order_one_at_a_time(
    visit: Visit, rasa: FakeRasa
) -> None:
    rasa.delay = 0.02
    sent = [f"message {number}" for number in range(10)]
    # Behind the network, which may bring what is sent together in another order.
    dialogue = visit.client.app[GATEWAY].dialogue
    said = [Said(str(uuid.uuid4()), text) for text in sent]
    await asyncio.gather(*(dialogue.say(visit.id, visit.token, each) for each in said))
    assert rasa.words == sent
    assert set(rasa.most_at_once.values()) == {1}
    told = (await visit.history()).content["messages"]
    kept = [m["text"] for m in told[1:]]
    assert kept == [words for text in sent for words in (text, f"Vous dites : {text}")]


async def test_two_gateways_answer_one_conversation_one_message_at_a_time(
    visit: Visit, rasa: FakeRasa, open_gateway: OpenGateway
) -> None:
    other = Visit(await open_gateway(), visit.id, visit.token)
    rasa.delay = 0.02
    sent = [f"message {number}" for number in range(8)]
    doors = [visit, other] * 4
    answers = await asyncio.gather(
        *(door.say(text) for door, text in zip(doors, sent, strict=True))
    )
    assert [answer.texts for answer in answers] == [[f"Vous dites : {text}"] for text in sent]
    assert set(rasa.most_at_once.values()) == {1}
    assert (await other.history()).content == (await visit.history()).content


async def test_a_gateway_started_anew_goes_on(visit: Visit, open_gateway: OpenGateway) -> None:
    await visit.say("bonsoir")
    await visit.client.close()
    again = Visit(await open_gateway(), visit.id, visit.token)
    assert len((await again.history()).texts) == 3
    assert (await again.say("encore")).texts == ["Vous dites : encore"]


async def test_no_call_of_a_visitor_touches_the_conversation_of_another(
    visit: Visit, client: TestClient, rasa: FakeRasa
) -> None:
    other = await Visit(client).open()
    await other.say("le secret d’un autre")
    rasa.received.clear()
    thief = Visit(client, other.id, visit.token)
    choice = other.greeting.choices["J’ai un projet"]
    for attempt in (thief.history(), thief.say("et alors ?"), thief.choose(choice), thief.delete()):
        answer = await attempt
        assert (answer.status, answer.problem) == (404, "conversation-introuvable")
    assert (await visit.choose(choice)).problem == "choix-perime"
    assert rasa.received == []
    assert (await other.history()).texts[1] == "le secret d’un autre"


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic abc",
        "Bearer " + "x" * 500,
        "Bearer é",
        "Token {token}",
    ],
)
async def test_without_its_token_a_conversation_is_not_found(
    visit: Visit, authorization: str | None
) -> None:
    headers = {}
    if authorization is not None:
        headers["Authorization"] = authorization.replace("{token}", visit.token)
    path = f"/api/conversations/{visit.id}"
    said = {"text": "bonjour", "client_id": CLIENT}
    for method, where, body in (
        ("GET", path, None),
        ("DELETE", path, None),
        ("POST", f"{path}/messages", said),
    ):
        answer = await call(visit.client, method, where, headers=headers, json=body)
        assert (answer.status, answer.problem) == (404, "conversation-introuvable")


async def test_an_unknown_conversation_looks_like_one_of_somebody_else(
    visit: Visit, client: TestClient
) -> None:
    other = await Visit(client).open()
    unknown = await Visit(client, "n" * 32, visit.token).history()
    foreign = await Visit(client, other.id, visit.token).history()
    assert unknown.content == foreign.content


async def test_a_deleted_conversation_is_gone(visit: Visit) -> None:
    await visit.say("un secret")
    deleted = await visit.delete()
    assert (deleted.status, deleted.content) == (204, "")
    assert (await visit.history()).status == 404
    assert (await visit.say("encore là ?")).status == 404
    assert (await visit.delete()).status == 404


async def test_deleting_while_an_answer_is_made_leaves_nothing(
    visit: Visit, rasa: FakeRasa
) -> None:
    with rasa.frozen():
        waiting = asyncio.create_task(visit.say("un secret"))
        await rasa.has_received("un secret")
        assert (await visit.delete()).status == 204
    assert (await waiting).status == 404
    assert (await visit.history()).status == 404


REFUSED = [
    ({"text": ""}, "text"),
    ({"text": " \n\t\u00a0\u200b\u202e "}, "text"),
    ({"text": "x" * 1001}, "text"),
    ({"text": 5}, "text"),
    ({"text": ["bonjour"]}, "text"),
    ({"text": None}, "text"),
    ({}, "text"),
    ({"text": "bonjour", "choice": "x"}, "text"),
    ({"choice": 5}, "choice"),
    ({"choice": ""}, "choice"),
    ({"choice": "x" * 101}, "choice"),
    ({"text": "bonjour", "client_id": None}, "client_id"),
    ({"text": "bonjour", "client_id": 5}, "client_id"),
    ({"text": "bonjour", "client_id": "abc"}, "client_id"),
    ({"text": "bonjour", "client_id": uuid.uuid4().hex}, "client_id"),
]


@pytest.mark.parametrize(("body", "field"), REFUSED)
async def test_what_is_no_message_is_refused_field_by_field(
    visit: Visit, rasa: FakeRasa, body: dict[str, object], field: str
) -> None:
    answer = await visit.send({"client_id": CLIENT, **body})
    assert (answer.status, answer.problem) == (422, "demande-invalide")
    assert [error["champ"] for error in answer.content["errors"]] == [field]
    assert rasa.words == []
    assert len((await visit.history()).texts) == 1


async def test_a_message_may_be_exactly_as_long_as_allowed(visit: Visit) -> None:
    assert (await visit.say("é" * 1000)).status == 200


@pytest.mark.parametrize(
    ("content", "content_type", "status", "problem"),
    [
        (b"no json", "application/json", 400, "json-illisible"),
        (b"", "application/json", 400, "json-illisible"),
        (b"[]", "application/json", 400, "json-illisible"),
        (b'"bonjour"', "application/json", 400, "json-illisible"),
        (b'{"text": "\xff"}', "application/json", 400, "json-illisible"),
        (b"[" * 9000, "application/json", 400, "json-illisible"),
        (b"1" * 9000, "application/json", 400, "json-illisible"),
        (b'{"text": "bonjour"}', "text/plain", 415, "type-refuse"),
        (b"text=bonjour", "application/x-www-form-urlencoded", 415, "type-refuse"),
        (b'{"text": "' + b"x" * 16384 + b'"}', "application/json", 413, "demande-trop-grande"),
    ],
    ids=range(10),
)
async def test_a_body_that_is_no_json_object_is_refused(
    visit: Visit, content: bytes, content_type: str, status: int, problem: str
) -> None:
    headers = {**visit.headers, "Content-Type": content_type}
    answer = await visit.send(None, headers=headers, json=None, data=content)
    assert (answer.status, answer.problem) == (status, problem)


async def test_a_large_body_without_its_length_is_refused(visit: Visit) -> None:
    async def stream() -> object:
        for _ in range(40):
            yield b" " * 1024

    headers = {**visit.headers, "Content-Type": "application/json"}
    answer = await visit.send(None, headers=headers, json=None, data=stream())
    assert (answer.status, answer.problem) == (413, "demande-trop-grande")


async def test_a_compressed_body_is_refused(visit: Visit) -> None:
    headers = {**visit.headers, "Content-Encoding": "gzip", "Content-Type": "application/json"}
    answer = await visit.send(None, headers=headers, json=None, data=b"{}")
    assert answer.problem == "type-refuse"


async def test_surrogates_and_emoji_are_no_failure(visit: Visit) -> None:
    answer = await visit.say("\ud800 un café ☕ associatif 👩‍👩‍👧")
    assert answer.status == 200
    assert (await visit.history()).texts[1] == "un café ☕ associatif 👩‍👩‍👧"


@pytest.mark.parametrize(
    ("method", "path", "status", "problem"),
    [
        ("GET", "/api/conversations", 405, "methode-refusee"),
        ("PUT", "/api/conversations/x", 405, "methode-refusee"),
        ("GET", "/api/nulle/part", 404, "page-introuvable"),
        ("GET", "/api/conversations/%00", 404, "conversation-introuvable"),
        ("GET", "/api/conversations/%ed%a0%80", 404, "conversation-introuvable"),
    ],
)
async def test_other_addresses_and_methods_are_problems_too(
    client: TestClient, method: str, path: str, status: int, problem: str
) -> None:
    answer = await call(client, method, path, headers={"Authorization": "Bearer x"})
    assert (answer.status, answer.problem) == (status, problem)
