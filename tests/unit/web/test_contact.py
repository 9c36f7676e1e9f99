"""Leaving a message for the ESS service: as JSON and by the form, with or without Rasa."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import uuid
from contextlib import suppress
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient
from fake_rasa import FakeRasa
from hypothesis import given
from hypothesis import strategies as st
from visits import Answer, Visit, call

from bot.handover.contact_details import checked_email, checked_telephone
from bot.handover.errors import ContactInvalid
from bot.handover.reference import check_digit, new_reference


def request(**fields: Any) -> dict[str, Any]:
    return {
        "message": "Je voudrais parler à quelqu’un.",
        "email": "claire@exemple.fr",
        "consentement": True,
        "client_id": str(uuid.uuid4()),
        **fields,
    }


async def leave(client: TestClient, **options: Any) -> Answer:
    return await call(client, "POST", "/api/contact", **options)


@pytest.fixture
def kept(database_file: str) -> Any:
    """The requests in the database."""

    def read() -> list[dict[str, Any]]:
        with sqlite3.connect(str(sa.engine.make_url(database_file).database)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute("SELECT * FROM contact_requests")]

    return read


async def test_a_request_is_stored_and_gets_a_reference(client: TestClient, kept: Any) -> None:
    answer = await leave(client, json=request(telephone="03 81 61 61 61", nom=" Claire\nPetit "))
    assert answer.status == 202
    assert re.fullmatch(r"ESS-\d{4}-\d{4}", answer.content["reference"])
    (row,) = kept()
    assert row["reference"] == answer.content["reference"]
    assert row["status"] == "nouvelle"
    assert (row["email"], row["telephone"]) == ("claire@exemple.fr", "+33381616161")
    assert (row["nom"], row["message"]) == ("Claire Petit", "Je voudrais parler à quelqu’un.")


async def test_a_request_needs_no_rasa(client: TestClient, rasa: FakeRasa) -> None:
    await rasa.stop()
    assert (await leave(client, json=request())).status == 202
    await rasa.start()


async def test_a_retry_makes_one_request(client: TestClient, kept: Any) -> None:
    body = request()
    answers = await asyncio.gather(*(leave(client, json=body) for _ in range(8)))
    assert len({answer.content["reference"] for answer in answers}) == 1
    assert len(kept()) == 1


REFUSED = [
    ({"message": " \n "}, {"message"}),
    ({"message": None}, {"message"}),
    ({"message": 5}, {"message"}),
    ({"message": "x" * 4001}, {"message"}),
    ({"email": None}, {"email"}),
    ({"email": "claire@exemple"}, {"email"}),
    ({"email": "claire@exemple.fr\r\nBcc: autre@exemple.fr"}, {"email"}),
    ({"email": ["claire@exemple.fr"]}, {"email"}),
    ({"telephone": "12"}, {"telephone"}),
    ({"telephone": "03 81 61 61"}, {"telephone"}),
    ({"nom": "x" * 121}, {"nom"}),
    ({"consentement": False}, {"consentement"}),
    ({"consentement": "true"}, {"consentement"}),
    ({"consentement": None}, {"consentement"}),
    ({"client_id": "abc"}, {"client_id"}),
    ({"conversation": 5}, {"conversation"}),
    ({"message": "", "email": "x", "consentement": 1}, {"message", "email", "consentement"}),
]


@pytest.mark.parametrize(("fields", "wrong"), REFUSED)
async def test_what_is_missing_or_wrong_is_named_all_at_once(
    client: TestClient, kept: Any, fields: dict[str, Any], wrong: set[str]
) -> None:
    answer = await leave(client, json=request(**fields))
    assert (answer.status, answer.problem) == (422, "demande-invalide")
    assert {error["champ"] for error in answer.content["errors"]} == wrong
    assert kept() == []


async def test_a_visitor_attaches_only_their_own_conversation(visit: Visit, kept: Any) -> None:
    other = await Visit(visit.client).open()
    for conversation, headers in (
        (visit.id, visit.headers),
        (other.id, visit.headers),
        (visit.id, {}),
        ("gone", visit.headers),
    ):
        body = request(conversation=conversation)
        assert (await leave(visit.client, json=body, headers=headers)).status == 202
    assert [row["conversation"] for row in kept()] == [visit.id, None, None, None]


async def test_a_request_takes_along_the_result_and_the_words(
    visit: Visit, rasa: FakeRasa, kept: Any
) -> None:
    for door in ("bpifrance", "rallynov"):
        result = {"etape": "emergence", "recommandations": [{"organisation": door}]}
        rasa.answer = [{"text": "Voici."}, {"custom": {"orientation": result}}]
        await visit.say("une crèche ; mon numéro : 06 12 34 56 78")
    await leave(visit.client, json=request(conversation=visit.id), headers=visit.headers)
    (row,) = kept()
    assert (row["porte"], row["etape"]) == ("rallynov", "emergence")
    said = [(line["who"], line["text"]) for line in json.loads(row["transcript"])]
    assert said[1:3] == [
        ("visiteur", "une crèche ; mon numéro : [téléphone]"),
        ("assistant", "Voici."),
    ]


async def test_what_the_assistant_repeats_of_an_address_is_shown_and_not_kept(
    visit: Visit, rasa: FakeRasa
) -> None:
    rasa.answer = [{"text": "Je note nom@exemple.fr. Sinon : ess@franche-comte.fr."}]
    assert (await visit.say("nom@exemple.fr")).texts == [rasa.answer[0]["text"]]
    assert rasa.words[-1] == "nom@exemple.fr"
    assert [message["text"] for message in (await visit.history()).content["messages"]][1:] == [
        "[adresse e-mail]",
        "Je note [adresse e-mail]. Sinon : ess@franche-comte.fr.",
    ]


async def test_a_request_outlives_its_conversation(visit: Visit, kept: Any) -> None:
    await leave(visit.client, json=request(conversation=visit.id), headers=visit.headers)
    assert (await visit.delete()).status == 204
    assert [row["conversation"] for row in kept()] == [None]


# ----- the form, without JavaScript ---------------------------------------------------------------


async def open_form(client: TestClient) -> dict[str, str]:
    page = await call(client, "GET", "/contact")
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("text/html")
    found = re.search(r'name="client_id" value="([^"]+)"', page.content)
    assert found
    return {
        "client_id": found[1],
        "message": "Bonjour, j'ai une question ?",
        "email": "",
        "telephone": "0381616161",
        "nom": "",
        "consentement": "oui",
    }


async def test_the_form_stores_a_request_and_shows_its_reference(
    client: TestClient, kept: Any
) -> None:
    fields = await open_form(client)
    for _ in range(2):  # sent twice by a reload
        page = await call(client, "POST", "/contact", data=fields)
        assert page.status == 200
    (row,) = kept()
    assert row["reference"] in page.content
    assert row["message"] == "Bonjour, j'ai une question ?"


async def test_the_form_comes_back_with_what_was_typed_and_what_is_wrong(
    client: TestClient, kept: Any
) -> None:
    fields = await open_form(client)
    fields |= {"telephone": "12 <b>", "message": "</textarea><script>alert(1)</script>"}
    del fields["consentement"]
    page = await call(client, "POST", "/contact", data=fields)
    assert page.status == 422
    assert "<title>Erreur" in page.content
    assert 'href="#telephone"' in page.content
    assert 'aria-describedby="aide-telephone erreur-telephone"' in page.content
    assert 'aria-describedby="erreur-consentement"' in page.content
    assert "<script>" not in page.content
    assert "</textarea><script>alert(1)</script>" in unescape(page.content)
    assert kept() == []


async def test_the_form_refuses_what_is_no_form(client: TestClient) -> None:
    for data in ({}, {"client_id": "x"}, {f"champ{n}": "" for n in range(30)}):
        page = await call(client, "POST", "/contact", data=data)
        assert page.status in (400, 415, 422)
    assert (await call(client, "POST", "/contact", json={})).status == 415


async def test_the_form_of_another_site_is_refused(client: TestClient, kept: Any) -> None:
    fields = await open_form(client)
    headers = {"Origin": "https://pirate.example", "Accept": "text/html"}
    page = await call(client, "POST", "/contact", data=fields, headers=headers)
    assert page.status == 403
    assert "Site non autorisé" in page.content
    assert kept() == []


# ----- the details --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", ["03 81 61 61 61", "03.81.61.61.61", "+33 3 81 61 61 61", "0033381616161"]
)
def test_the_ways_the_french_write_a_number_are_understood(number: str) -> None:
    assert checked_telephone(number) == "+33381616161"


def test_foreign_numbers_and_addresses_with_accents_are_taken() -> None:
    assert checked_telephone("+41 22 767 11 11") == "+41227671111"
    assert checked_email("Éloïse@exemple.fr") == "Éloïse@exemple.fr"


@given(st.text())
def test_any_text_is_an_address_a_number_or_refused(text: str) -> None:
    for check in (checked_email, checked_telephone):
        with suppress(ContactInvalid):
            assert not set(check(text)) & set("\r\n\0 ")


def test_one_wrong_digit_of_a_reference_shows() -> None:
    digits = new_reference().removeprefix("ESS-").replace("-", "")
    assert check_digit(digits[:-1]) == digits[-1]
    for place in range(7):
        misheard = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 : -1]
        assert check_digit(misheard) != digits[-1]
