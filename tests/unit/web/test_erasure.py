"""The link in a visitor's mail: one button, and their request is erased."""

from __future__ import annotations

import sqlite3
import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient
from visits import call

from bot.database import create_database_engine
from bot.handover.links import erasure_link, signing_key
from bot.settings import Settings


@pytest.fixture
def link(database_file: str) -> Any:
    """The link to erase a request, as the mail holds it."""

    def make(reference: str, **settings: Any) -> str:
        engine = create_database_engine(database_file)
        key = signing_key(engine, Settings(**settings))
        engine.dispose()
        return erasure_link("", key, reference)

    return make


async def leave(client: TestClient) -> str:
    body = {
        "message": "monsecret",
        "email": "nom@exemple.fr",
        "consentement": True,
        "client_id": str(uuid.uuid4()),
    }
    answer = await call(client, "POST", "/api/contact", json=body)
    assert answer.status == 202
    return str(answer.content["reference"])


def dump(database_file: str) -> str:
    with sqlite3.connect(str(sa.engine.make_url(database_file).database)) as database:
        return "\n".join(database.iterdump())


async def test_looking_erases_nothing_and_the_button_erases_for_good(
    client: TestClient, link: Any, database_file: str
) -> None:
    address = link(await leave(client))
    page = await call(client, "GET", address)
    assert page.status == 200
    assert '<form method="post">' in page.content
    assert page.headers["Cache-Control"] == "no-store"
    assert "monsecret" in dump(database_file)
    for _ in range(2):
        page = await call(client, "POST", address, headers={"Accept": "text/html"})
        assert page.status == 200
        assert "est effacée" in page.content
    assert "monsecret" not in dump(database_file)
    assert "nom@exemple.fr" not in dump(database_file)
    assert "est effacée" in (await call(client, "GET", address)).content


async def test_nobody_guesses_a_link(client: TestClient, link: Any, database_file: str) -> None:
    reference, other = await leave(client), await leave(client)
    token = link(other).rpartition("/")[2]
    for address in (
        f"/demandes/{reference}/{token}",
        f"/demandes/{reference}/x",
        f"/demandes/{reference}/%C3%A9",
        f"/demandes/ESS-0000-0000/{token}",
        link("ESS-0000-0000"),
    ):
        for method in ("GET", "POST"):
            assert (await call(client, method, address)).status == 404
    assert dump(database_file).count("monsecret") == 2


async def test_another_site_cannot_press_the_button(client: TestClient, link: Any) -> None:
    address = link(await leave(client))
    headers = {"Origin": "https://pirate.example"}
    assert (await call(client, "POST", address, headers=headers)).status == 403


async def test_a_key_of_ones_own_signs_the_links(open_gateway: Any, link: Any) -> None:
    client = await open_gateway(secret_key="une phrase que personne ne sait")
    reference = await leave(client)
    assert (await call(client, "GET", link(reference))).status == 404
    address = link(reference, secret_key="une phrase que personne ne sait")
    assert (await call(client, "GET", address)).status == 200
