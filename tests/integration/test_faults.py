"""When something behind Rasa fails, the visitor is told, and the conversation goes on afterwards.

Real servers on a real PostgreSQL, really stopped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from embedded_postgres import EmbeddedPostgres
from server_process import Server
from visitor import Visitor

from bot import quiet
from bot.database import create_database_engine, migrate
from bot.orientation.reader import read_catalogue
from bot.orientation.store import import_catalogue
from bot.settings import ROOT
from bot.supervisor.addresses import free_port
from bot.supervisor.command_lines import action_server, rasa_run

HUMAN_CONTACT = ("ess@franche-comte.fr", "03 81 61 61 61")


@dataclass
class Assistant:
    """The servers of one assistant."""

    rasa: Server
    actions: Server
    postgres: EmbeddedPostgres
    url: str


@pytest.fixture(scope="module")
def assistant(trained_model: Path) -> Iterator[Assistant]:
    postgres = EmbeddedPostgres()
    database = postgres.new_database()
    engine = create_database_engine(database)
    migrate(engine)
    import_catalogue(engine, read_catalogue(ROOT / "data/catalogue"))
    engine.dispose()
    rasa_port, actions_port = free_port(), free_port()
    environment = quiet.child_environment(
        {
            "BOT_DATABASE_URL": database,
            "BOT_ACTIONS_URL": f"http://127.0.0.1:{actions_port}",
            "LOG_LEVEL": "CRITICAL",
        }
    )
    url = f"http://127.0.0.1:{rasa_port}"
    actions = Server(
        action_server(actions_port), environment, f"http://127.0.0.1:{actions_port}/health"
    )
    rasa = Server(rasa_run(trained_model, rasa_port), environment, f"{url}/webhooks/rest/")
    try:
        actions.start()
        rasa.start()
        yield Assistant(rasa, actions, postgres, url)
    finally:
        for server in (rasa, actions):
            if server.process is not None:
                server.kill()
        postgres.stop()


@pytest.fixture
def visitor(assistant: Assistant) -> Visitor:
    visitor = Visitor(assistant.url)
    visitor.say("on voudrait monter un café associatif, c'est juste une idée pour l'instant")
    visitor.say("c'est dans le domaine de la culture")
    assert "commune" in visitor.last.text
    return visitor


def expect_the_human_contact(visitor: Visitor) -> None:
    for contact in HUMAN_CONTACT:
        assert contact in visitor.last.text
    assert visitor.last.orientation is None


def expect_the_conversation_to_go_on(visitor: Visitor, say: Callable[[str], object]) -> None:
    say("c'est à Dole")
    assert visitor.last.orientation is not None, visitor.last.text
    assert visitor.last.orientation["etape"] == "emergence"
    assert visitor.last.orientation["territoire"] == "39"


def test_a_whole_visit_loads_no_neural_network(assistant: Assistant, visitor: Visitor) -> None:
    visitor.say("c'est à Dole")
    assert visitor.last.orientation is not None
    assert assistant.rasa.process is not None
    libraries = Path(f"/proc/{assistant.rasa.process.pid}/maps").read_text(encoding="utf-8")
    assert "numpy" in libraries
    assert "tensorflow" not in libraries


def test_the_action_server_dies_and_comes_back(assistant: Assistant, visitor: Visitor) -> None:
    assistant.actions.kill()
    visitor.say("c'est à Dole")
    expect_the_human_contact(visitor)
    assistant.actions.start()
    expect_the_conversation_to_go_on(visitor, visitor.say)


def test_the_database_stops_and_comes_back(assistant: Assistant, visitor: Visitor) -> None:
    assistant.postgres.shut_down()
    try:
        visitor.say("c'est à Dole")
        expect_the_human_contact(visitor)
    finally:
        assistant.postgres.start_again()
    expect_the_conversation_to_go_on(visitor, visitor.say)


def test_rasa_dies_and_comes_back(assistant: Assistant, visitor: Visitor) -> None:
    assistant.rasa.kill()
    assistant.rasa.start()
    expect_the_conversation_to_go_on(visitor, visitor.say)


@pytest.mark.parametrize(
    "body", ["", "no json", "[]", "{}", '{"message": 5}', '{"sender": 5, "message": "bonjour"}']
)
def test_a_body_that_is_no_message_is_refused(assistant: Assistant, body: str) -> None:
    response = httpx.post(f"{assistant.url}/webhooks/rest/webhook", content=body, timeout=20)
    assert response.status_code == 400


def test_nothing_but_the_channel_is_served(assistant: Assistant) -> None:
    for path in ("/model/parse", "/conversations/x/tracker", "/domain", "/webhooks/callback/"):
        assert httpx.get(f"{assistant.url}{path}").status_code == 404


def test_the_servers_listen_on_loopback_only(assistant: Assistant) -> None:
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    for server in (assistant.rasa, assistant.actions):
        port = f"{httpx.URL(server.health).port:04X}"
        addresses = {
            line.split()[1].split(":")[0]
            for line in listening
            if line.split()[1].endswith(f":{port}") and line.split()[3] == "0A"
        }
        assert addresses == {"0100007F"}
