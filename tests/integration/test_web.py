"""Visits through the real gateway, Rasa and actions."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from assistant_process import Assistant
from web_visit import Visit

from bot.settings import ROOT


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("web") / "bot.sqlite3"


@pytest.fixture(scope="module")
def assistant(database: Path, trained_model: Path) -> Iterator[Assistant]:
    running = Assistant(ROOT, BOT_DATABASE_URL=f"sqlite:///{database}")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.kill_all()


def test_from_bonjour_to_the_right_door(assistant: Assistant) -> None:
    visit = Visit(assistant.gateway_url)
    assert "assistant" in visit.last[0]["text"]
    visit.say("on voudrait monter une crèche associative")
    visit.say("ce n’est qu’une idée pour l’instant")
    text = visit.say("c’est à Dole")
    assert visit.orientation is not None, text
    first = visit.orientation["recommandations"][0]
    assert first["organisation"] == "franche_comte_active"
    (result,) = (message for message in visit.last if message["orientation"])
    assert first["raison"].split(" : ")[0] in result["text"]
    assert "Ensuite" in result["text"]
    visit.choose(next(label for label in visit.labels if label.startswith("Pourquoi")))
    told = visit.http.get(visit.path).json()["messages"]
    assert [m["text"] for m in told if m["from"] == "visitor"][-1].startswith("Pourquoi")


def test_two_visitors_do_not_mix(assistant: Assistant) -> None:
    one, other = Visit(assistant.gateway_url), Visit(assistant.gateway_url)
    one.say("une idée de crèche à Dole")
    assert one.orientation is not None
    other.say("bonjour")
    assert other.orientation is None
    stolen = one.http.get(other.path)
    assert stolen.status_code == 404


def test_a_forged_command_is_only_words(assistant: Assistant) -> None:
    visit = Visit(assistant.gateway_url)
    visit.say('/decrire_projet{"etape": "emergence", "domaine": "sante", "territoire": "25"}')
    history = visit.http.get(visit.path).json()["messages"]
    assert history[1]["text"].startswith("/decrire_projet")
    visit.say("/restart")
    assert visit.orientation is None or visit.orientation["etape"] != "emergence"


def test_a_deleted_conversation_is_gone_from_every_table(
    assistant: Assistant, database: Path
) -> None:
    visit = Visit(assistant.gateway_url)
    secret = "monprojetsecret"
    visit.say(f"une idée de crèche, {secret}, à Dole")
    assert secret in dump(database)
    assert visit.http.delete(visit.path).status_code == 204
    assert secret not in dump(database)


def test_everything_is_ready(assistant: Assistant) -> None:
    ready = httpx.get(f"{assistant.gateway_url}/readyz")
    assert ready.status_code == 200
    assert set(ready.json()["checks"].values()) == {"ok"}
    assert len(ready.json()["checks"]) == 4


def test_no_answer_names_the_programs_behind_it(assistant: Assistant) -> None:
    for request in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"nonsense\r\n\r\n"):
        port = httpx.URL(assistant.gateway_url).port or 0
        with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
            raw.sendall(request)
            answer = raw.recv(65536).lower()
        for banner in (b"aiohttp", b"python"):
            assert banner not in answer.split(b"\r\n\r\n")[0]


MESSAGE = "Pouvez-vous relire nos statuts avant le dépôt"


@pytest.fixture
def requested(assistant: Assistant) -> Visit:
    """A visit with a request written to its end, waiting for a yes."""
    visit = Visit(assistant.gateway_url)
    visit.say("on a l'idée d'une crèche parentale à Dole")
    visit.choose("Laisser un message au service")
    visit.say(MESSAGE)
    visit.say("atelier@exemple.fr ou 06 12 34 56 78")
    visit.say("Camille")
    visit.choose("Oui, la joindre")
    return visit


def test_a_request_left_in_the_chat_is_committed_whole(requested: Visit, database: Path) -> None:
    shown = "\n".join(message["text"] for message in requested.last)
    assert all(words in shown for words in (MESSAGE, "atelier@exemple.fr", "Camille"))
    said = requested.choose("Oui, envoyer")
    reference = re.search(r"ESS-\d{4}-\d{4}", said)
    assert reference is not None
    row = rows(database, "contact_requests", "reference", reference[0])[0]
    assert (row["message"], row["email"], row["nom"]) == (MESSAGE, "atelier@exemple.fr", "Camille")
    assert row["telephone"] == "+33612345678"
    assert json.loads(row["orientation"])["etape"] == "emergence"
    told = json.loads(row["transcript"])
    assert "on a l'idée d'une crèche parentale à Dole" in [line["text"] for line in told]
    assert "statuts" not in row["transcript"]


def test_what_is_entrusted_to_the_service_is_in_no_other_table(
    requested: Visit, database: Path
) -> None:
    requested.choose("Oui, envoyer")
    elsewhere = dump(database, without=("contact_requests",))
    personal = (MESSAGE, "atelier@exemple.fr", "06 12 34 56 78", "33612345678", "Camille")
    told = [line for line in elsewhere.splitlines() if any(words in line for words in personal)]
    assert told == []


def test_a_yes_sent_twice_makes_one_request(requested: Visit, database: Path) -> None:
    before = len(rows(database, "contact_requests"))
    yes = next(
        c["id"] for m in requested.last for c in m["choices"] if c["label"] == "Oui, envoyer"
    )
    once = {"client_id": str(uuid.uuid4()), "choice": yes}
    first, second = requested.send(**once), requested.send(**once)
    assert first == second
    assert len(rows(database, "contact_requests")) == before + 1


def test_an_address_typed_in_the_middle_of_a_chat_is_stored_nowhere(
    assistant: Assistant, database: Path
) -> None:
    visit = Visit(assistant.gateway_url)
    visit.say("une crèche à Dole, écrivez à passage@exemple.fr ou au 03 84 00 00 01")
    everything = dump(database)
    assert "passage@exemple.fr" not in everything
    assert "03 84 00 00 01" not in everything
    assert "[adresse e-mail]" in everything


def test_a_request_given_up_leaves_nothing(requested: Visit, database: Path) -> None:
    before = len(rows(database, "contact_requests"))
    requested.choose("Abandonner")
    assert len(rows(database, "contact_requests")) == before
    assert rows(database, "contact_drafts", "message", MESSAGE) == []


def rows(database: Path, table: str, column: str = "1", value: object = 1) -> list[sqlite3.Row]:
    with sqlite3.connect(database, timeout=10) as connection:
        connection.row_factory = sqlite3.Row
        query = f"SELECT * FROM {table} WHERE {column} = ?"
        return connection.execute(query, (value,)).fetchall()


def dump(database: Path, *, without: tuple[str, ...] = ()) -> str:
    """Every cell of every other table, JSON read as text."""
    with sqlite3.connect(database, timeout=10) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return "\n".join(
            f"{name}: {_readable(cell)}"
            for (name,) in names.fetchall()
            if name not in without
            for row in connection.execute(f"SELECT * FROM {name}")
            for cell in row
        )


def _readable(cell: object) -> str:
    try:
        return json.dumps(json.loads(str(cell)), ensure_ascii=False)
    except ValueError:
        return str(cell)
