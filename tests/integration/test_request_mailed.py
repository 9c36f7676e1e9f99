"""A request left in the chat arrives complete: real gateway, Rasa, actions and mail server."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from assistant_process import Assistant
from mail_server import MailServer, Received, mail_server
from web_visit import Visit

from bot.settings import ROOT

PROJECT = "on a l'idée d'une crèche parentale à Dole"
MESSAGE = "Pouvez-vous relire nos statuts avant le dépôt"
SERVICE = "service@exemple.fr"

#: Seconds for a mail to arrive on a busy machine; it usually takes less than one.
PATIENCE = 60.0


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def assistant(
    post: MailServer, trained_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    database = tmp_path_factory.mktemp("mailed") / "bot.sqlite3"
    running = Assistant(
        ROOT,
        BOT_DATABASE_URL=f"sqlite:///{database}",
        BOT_SMTP_URL=post.url(),
        BOT_ESS_EMAIL=SERVICE,
        BOT_MAIL_FROM="robot@exemple.fr",
    )
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.kill_all()


def leave(assistant: Assistant, *, contacts: str, attachment: str) -> str:
    """Leave a request after a result, and return its reference."""
    visit = Visit(assistant.gateway_url)
    visit.say(PROJECT)
    visit.choose("Laisser un message au service")
    visit.say(MESSAGE)
    visit.say(contacts)
    visit.say("Camille")
    visit.choose(attachment)
    given = re.search(r"ESS-\d{4}-\d{4}", visit.choose("Oui, envoyer"))
    assert given is not None
    return given[0]


def mails_about(post: MailServer, reference: str, *, count: int) -> list[Received]:
    """Wait for the mails about a request."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = [mail for mail in list(post.received) if reference in str(mail.message["Subject"])]
        if len(found) >= count:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{count} mails about {reference} never arrived")


def test_the_service_and_the_visitor_get_all_of_a_request_left_in_the_chat(
    assistant: Assistant, post: MailServer
) -> None:
    reference = leave(
        assistant,
        contacts="atelier@exemple.fr ou 06 12 34 56 78",
        attachment="Oui, la joindre",
    )
    to_service, to_visitor = mails_about(post, reference, count=2)

    assert to_service.recipients == (SERVICE,)
    assert to_service.message["Subject"] == f"[{reference}] Émergence – Petite enfance – Jura (39)"
    assert to_service.message["Reply-To"] == "atelier@exemple.fr"
    for told in (
        *("Nom : Camille", "E-mail : atelier@exemple.fr", "Téléphone : 06 12 34 56 78"),
        *(MESSAGE, "Étape : Émergence", "Domaine : Petite enfance", "Lieu : Jura"),
        *("1. Franche-Comté Active", f"Visiteur : {PROJECT}", "Assistant : "),
    ):
        assert told in to_service.text
    assert to_service.text.count(MESSAGE) == 1, "the request itself is not part of the transcript"
    (attachment,) = to_service.message.iter_attachments()
    profile = json.loads(attachment.get_content())
    assert profile["reference"] == reference
    assert profile["orientation"]["domaines"] == ["petite_enfance"]
    assert profile["orientation"]["recommandations"][0]["organisation"] == "franche_comte_active"

    assert to_visitor.recipients == ("atelier@exemple.fr",)
    assert to_visitor.message["Reply-To"] == SERVICE
    for told in (MESSAGE, "Camille", f"/demandes/{reference}/"):
        assert told in to_visitor.text


def test_the_conversation_stays_here_without_the_visitor_s_yes(
    assistant: Assistant, post: MailServer
) -> None:
    reference = leave(assistant, contacts="03 84 00 00 01", attachment="Non, seulement la demande")
    (to_service,) = mails_about(post, reference, count=1)
    assert MESSAGE in to_service.text
    assert PROJECT not in to_service.text
    assert to_service.message["Reply-To"] is None
