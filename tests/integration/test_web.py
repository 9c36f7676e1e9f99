"""Visits through the real gateway, Rasa and actions."""

from __future__ import annotations

import socket
import sqlite3
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
    visit.say('/preciser{"etape": "emergence", "domaine": "sante", "territoire": "25"}')
    history = visit.http.get(visit.path).json()["messages"]
    assert history[1]["text"].startswith("/preciser")
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


def dump(database: Path) -> str:
    with sqlite3.connect(database) as connection:
        return "\n".join(connection.iterdump())


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
