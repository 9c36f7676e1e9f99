"""Whatever stops behind the gateway, or the gateway itself, the visitor is told and goes on.

Real servers on a real PostgreSQL, really stopped.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from visitor import plain
from web_visit import Visit
from whole_assistant import WholeAssistant

CONTACT = ("ess@franche-comte.fr", "03 81 61 61 61")
PROJECT = "on voudrait monter un café associatif, c'est juste une idée pour l'instant"
DOMAIN = "c'est dans le domaine de la culture"
PLACE = "c'est à Dole"

#: Seconds for a message to be on its way to Rasa.
ON_ITS_WAY = 1.0


@pytest.fixture(scope="module")
def assistant(trained_model: Path) -> Iterator[WholeAssistant]:
    whole = WholeAssistant(trained_model)
    try:
        whole.start()
        yield whole
    finally:
        whole.stop()


@pytest.fixture
def visit(assistant: WholeAssistant) -> Visit:
    """A conversation in which all is known but the place."""
    visit = Visit(assistant.urls[0])
    visit.say(PROJECT)
    visit.say(DOMAIN)
    return visit


@pytest.fixture
def meanwhile() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as threads:
        yield threads


def expect_the_truth(text: str, what_happened: str) -> None:
    for words in (what_happened, *CONTACT, "formulaire de contact"):
        assert words in plain(text)


def expect_a_refusal_with_the_contact(answer: httpx.Response) -> None:
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    for words in ("n'a rien pu enregistrer", *CONTACT):
        assert words in plain(answer.json()["detail"])


def expect_the_conversation_to_go_on(visit: Visit) -> None:
    text = visit.say(PLACE)
    assert visit.orientation is not None, text
    assert visit.orientation["etape"] == "emergence"
    assert visit.orientation["territoire"] == "39"


def words_of(visit: Visit) -> list[str]:
    return [told["text"] for told in visit.history() if told["from"] == "visitor"]


@pytest.mark.parametrize(
    ("frozen", "down"), [("rasa", {"rasa", "model"}), ("actions", {"actions"})]
)
def test_a_frozen_server_is_not_waited_for(
    assistant: WholeAssistant,
    visit: Visit,
    meanwhile: ThreadPoolExecutor,
    frozen: str,
    down: set[str],
) -> None:
    with getattr(assistant, frozen).frozen():
        begun = time.monotonic()
        text: Future[str] = meanwhile.submit(visit.say, PLACE)
        assert assistant.down() == down
        assert assistant.leave_a_request().status_code == 202
        expect_the_truth_in_time(text, begun)
    visit.go_to(assistant.urls[1])
    expect_the_conversation_to_go_on(visit)  # though it was answered late, and elsewhere


def expect_the_truth_in_time(text: Future[str], begun: float) -> None:
    for words in CONTACT:
        assert words in plain(text.result())
    assert time.monotonic() - begun < 12


def test_the_action_server_dies_and_comes_back(assistant: WholeAssistant, visit: Visit) -> None:
    assistant.actions.kill()
    try:
        text = visit.say(PLACE)
        for words in CONTACT:
            assert words in plain(text)
        assert visit.orientation is None
        assert assistant.down() == {"actions"}
        assert assistant.leave_a_request().status_code == 202
    finally:
        assistant.actions.start()
    expect_the_conversation_to_go_on(visit)


def test_a_database_that_refuses_writes_is_no_loss(assistant: WholeAssistant, visit: Visit) -> None:
    before = visit.history()
    with assistant.postgres.refusing_writes():
        expect_a_refusal_with_the_contact(visit.post(text=PLACE))
        expect_a_refusal_with_the_contact(assistant.leave_a_request())
        assert assistant.down() == {"database"}
        assert visit.history() == before
    expect_the_conversation_to_go_on(visit)


def test_a_database_that_is_gone_comes_back(assistant: WholeAssistant, visit: Visit) -> None:
    assistant.postgres.shut_down()
    try:
        expect_a_refusal_with_the_contact(visit.post(text=PLACE))
        expect_a_refusal_with_the_contact(assistant.leave_a_request())
        assert "database" in assistant.down()
    finally:
        assistant.postgres.start_again()
    expect_the_conversation_to_go_on(visit)
    assert assistant.leave_a_request().status_code == 202


def test_a_message_in_flight_is_answered_when_the_gateway_stops(
    assistant: WholeAssistant, visit: Visit, meanwhile: ThreadPoolExecutor
) -> None:
    gateway = assistant.gateways[0]
    try:
        with assistant.rasa.frozen():
            text = meanwhile.submit(visit.say, PLACE)
            time.sleep(ON_ITS_WAY)
            gateway.ask_to_stop()
            time.sleep(ON_ITS_WAY)
        text.result()
        assert visit.orientation is not None
        assert gateway.exit_code() == 0
    finally:
        gateway.kill()
        gateway.start()
    assert visit.history()[-1] == visit.last[-1]


def test_a_gateway_killed_between_two_messages_forgets_nothing(
    assistant: WholeAssistant, visit: Visit
) -> None:
    name = str(uuid.uuid4())
    visit.send(text=PLACE, client_id=name)
    answered, before = visit.last, visit.history()
    assistant.gateways[0].kill()
    assistant.gateways[0].start()
    assert visit.history() == before
    visit.send(text=PLACE, client_id=name)
    assert visit.last == answered
    assert visit.history() == before


def test_a_message_whose_gateway_was_killed_is_answered_when_it_is_sent_again(
    assistant: WholeAssistant, visit: Visit, meanwhile: ThreadPoolExecutor
) -> None:
    name = str(uuid.uuid4())
    with assistant.rasa.frozen():
        lost = meanwhile.submit(visit.post, text=PLACE, client_id=name)
        time.sleep(ON_ITS_WAY)
        assistant.gateways[0].kill()
        assert isinstance(lost.exception(), httpx.TransportError)
    assistant.gateways[0].start()
    assert words_of(visit) == [PROJECT, DOMAIN, PLACE]
    visit.send(text=PLACE, client_id=name)
    assert visit.orientation is not None
    assert words_of(visit) == [PROJECT, DOMAIN, PLACE]


def test_a_conversation_goes_on_at_another_gateway(assistant: WholeAssistant) -> None:
    here, there = assistant.urls
    visit = Visit(here)
    visit.say(PROJECT)
    visit.go_to(there)
    visit.say(DOMAIN)
    visit.go_to(here)
    expect_the_conversation_to_go_on(visit)
    told = visit.history()
    visit.go_to(there)
    assert visit.history() == told


def test_visitors_at_two_gateways_at_once_do_not_mix(
    assistant: WholeAssistant, meanwhile: ThreadPoolExecutor
) -> None:
    towns = {"Besançon": "25", "Dole": "39", "Vesoul": "70", "Belfort": "90"}

    def talk(number: int, town: str) -> Visit:
        visit = Visit(assistant.urls[number % 2])
        for words in (PROJECT, DOMAIN, f"c'est à {town}"):
            visit.go_to(assistant.urls[number % 2])
            visit.say(words)
            number += 1
        return visit

    visits = list(meanwhile.map(talk, range(4), towns))
    for visit, (town, code) in zip(visits, towns.items(), strict=True):
        assert visit.orientation is not None
        assert visit.orientation["territoire"] == code
        assert words_of(visit) == [PROJECT, DOMAIN, f"c'est à {town}"]


def test_messages_sent_without_waiting_are_answered_one_by_one_in_order(
    assistant: WholeAssistant, meanwhile: ThreadPoolExecutor
) -> None:
    visit = Visit(assistant.urls[0])
    sent = [PROJECT, DOMAIN, PLACE]
    with assistant.rasa.frozen():  # none is answered before all have been sent
        answers = []
        for words in sent:
            answers.append(meanwhile.submit(visit.post, text=words))
            time.sleep(ON_ITS_WAY / 4)
    given = [answer.result().json()["messages"] for answer in answers]
    told = visit.history()[1:]
    expected = [
        [{"from": "visitor", "text": words}, *messages]
        for words, messages in zip(sent, given, strict=True)
    ]
    assert [m["text"] for m in told] == [m["text"] for turn in expected for m in turn]


def test_one_message_sent_to_two_gateways_at_once_is_answered_once(
    assistant: WholeAssistant, visit: Visit, meanwhile: ThreadPoolExecutor
) -> None:
    body = {"text": PLACE, "client_id": str(uuid.uuid4())}
    token = {"Authorization": visit.http.headers["Authorization"]}

    def send(url: str) -> httpx.Response:
        return httpx.post(f"{url}{visit.path}/messages", json=body, headers=token, timeout=40)

    one, other = meanwhile.map(send, assistant.urls)
    assert one.status_code == other.status_code == 200
    assert one.json() == other.json()
    assert words_of(visit) == [PROJECT, DOMAIN, PLACE]


def test_rasa_dies_and_comes_back(assistant: WholeAssistant, visit: Visit) -> None:
    offered = visit.labels
    assistant.rasa.kill()
    try:
        expect_the_truth(visit.say(PLACE), "ne répond pas")
        assert visit.labels == offered
        assert assistant.down() == {"rasa", "model"}
        assert assistant.leave_a_request().status_code == 202
    finally:
        assistant.rasa.start()
    expect_the_conversation_to_go_on(visit)
    assert assistant.down() == set()
