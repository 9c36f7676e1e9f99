"""Requests are mailed: against a real mail server that fails in every way, on both databases."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from mail_server import MailServer, mail_server
from sqlalchemy.engine import Engine

from bot.database import transaction
from bot.handover.desk import close_request, send_again, take_request
from bot.handover.erasure import erase_request, erase_with_conversation
from bot.handover.errors import MailServerMissing, RequestErased
from bot.handover.mailer import Mailer
from bot.handover.outbox import count_waiting, lease_next, mark_gone, write_reminders
from bot.handover.records import read_request
from bot.handover.store import ContactRequest, Line, leave_request
from bot.handover.tables import contact_requests, deliveries
from bot.settings import Settings

ORIENTATION = {
    "etape": "emergence",
    "domaines": ["petite_enfance"],
    "territoire": "25",
    "besoin": None,
    "recommandations": [
        {
            "rang": 1,
            "organisation": "franche_comte_active",
            "raison": "Votre projet en est à l’idée.",
            "contact": {"nom": "Franche-Comté Active"},
        }
    ],
}


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def settings(url: str, **values: Any) -> Settings:
    given = {"smtp_url": url, "mail_from": "robot@exemple.fr", "mail_retry_seconds": 0.01, **values}
    return Settings(ess_email="service@exemple.fr", **given)


def left(engine: Engine, **fields: Any) -> str:
    values = {"message": "Bonjour.", "email": "nom@exemple.fr", "orientation": ORIENTATION}
    request = ContactRequest(client_id=str(uuid.uuid4()), **{**values, **fields})
    return leave_request(engine, request)[0]


def now() -> datetime:
    return datetime.now(timezone.utc)


def states(engine: Engine) -> dict[str, str]:
    with transaction(engine) as connection:
        rows = connection.execute(sa.select(deliveries.c.kind, deliveries.c.state))
        return {row.kind: row.state for row in rows}


async def send_all(engine: Engine, server: MailServer, **values: Any) -> None:
    worker = Mailer(engine, settings(server.url(timeout=1), **values))
    while await worker.send_next():
        pass


async def test_the_service_gets_all_it_needs_and_the_visitor_a_copy(
    engine: Engine, post: MailServer
) -> None:
    lines = (Line("assistant", "Bonjour !"), Line("visiteur", "une crèche"))
    reference = left(
        engine,
        message="Qui peut m’aider ?\nMerci.",
        telephone="+33612345678",
        nom="Éloïse",
        not_understood=("le bidule",),
        transcript=lines,
    )
    await send_all(engine, post)
    to_service, to_visitor = post.received
    message = to_service.message
    assert to_service.recipients == ("service@exemple.fr",)
    assert message["Reply-To"] == "nom@exemple.fr"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<{reference.lower()}.demande.1@exemple.fr>"
    assert message["Subject"] == f"[{reference}] emergence – petite_enfance – 25"
    text = to_service.text
    for expected in (
        *("Éloïse", "06 12 34 56 78", "Qui peut m’aider ?\nMerci.", "1. Franche-Comté Active"),
        *("Votre projet en est à l’idée.", "« le bidule »", "Visiteur : une crèche"),
    ):
        assert expected in text
    assert text.index("Qui peut") < text.index("Visiteur : une crèche")
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "profil.json"
    assert json.loads(attachment.get_content())["orientation"] == ORIENTATION
    assert to_visitor.recipients == ("nom@exemple.fr",)
    copy = to_visitor.text
    assert reference in copy
    assert f"http://127.0.0.1:8080/demandes/{reference}/" in copy
    assert to_visitor.message["Auto-Submitted"] == "auto-replied"
    assert to_visitor.message["Reply-To"] == "service@exemple.fr"
    assert read_request(engine, reference).status == "envoyee"
    assert set(states(engine).values()) == {"partie"}


async def test_without_a_mail_server_requests_wait(engine: Engine) -> None:
    left(engine)
    with pytest.raises(MailServerMissing):
        Mailer(engine, Settings())
    assert count_waiting(engine) == 1


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
async def test_the_connection_is_encrypted_and_authenticated(
    engine: Engine, encryption: Any
) -> None:
    left(engine, email=None, telephone="+33612345678")
    with mail_server(encryption=encryption, password="s3cret") as server:
        await send_all(engine, server)
        assert (server.encrypted, server.logins) == ([True], ["s3cret"])


async def test_a_certificate_that_cannot_be_trusted_is_not(engine: Engine) -> None:
    reference = left(engine)
    with mail_server(encryption="tls") as server:
        url = server.url().replace("&ca=", "&ignored=")
        worker = Mailer(engine, settings(url.partition("&ignored=")[0]))
        await worker.send_next()
        assert server.received == []
    assert read_request(engine, reference).status == "nouvelle"


async def test_a_password_is_never_sent_in_the_clear(engine: Engine) -> None:
    left(engine)
    with mail_server(password="s3cret") as server:
        await Mailer(engine, settings(server.url())).send_next()
        assert server.logins == []


async def test_a_wrong_password_is_our_fault_and_loses_nothing(engine: Engine) -> None:
    reference = left(engine, email=None, telephone="+33612345678")
    with mail_server(encryption="starttls", password="s3cret") as server:
        worker = Mailer(engine, settings(server.url().replace("s3cret", "faux")))
        await worker.send_next()
        assert read_request(engine, reference).status == "nouvelle"
        await asyncio.sleep(0.05)
        await send_all(engine, server)
        assert len(server.received) == 1


@pytest.mark.parametrize(
    "fault", ["not now", "hang", "drop in the middle of DATA", "lose the answer"]
)
async def test_after_a_passing_fault_the_mail_arrives(
    engine: Engine, post: MailServer, fault: Any
) -> None:
    reference = left(engine, email=None, telephone="+33612345678")
    post.behaviour = fault
    worker = Mailer(engine, settings(post.url(timeout=0.5)))
    assert await worker.send_next()
    record = read_request(engine, reference)
    assert (record.status, record.attempts) == ("nouvelle", 1)
    assert record.last_error
    post.behaviour = "take"
    await asyncio.sleep(0.05)
    assert await worker.send_next()
    assert read_request(engine, reference).status == "envoyee"
    assert len({mail.message["Message-ID"] for mail in post.received}) == 1
    assert len(post.received) == (2 if fault == "lose the answer" else 1)


async def test_a_connection_dropped_after_the_mail_was_taken_changes_nothing(
    engine: Engine, post: MailServer
) -> None:
    reference = left(engine, email=None, telephone="+33612345678")
    post.behaviour = "drop after the answer"
    await send_all(engine, post)
    assert read_request(engine, reference).status == "envoyee"
    assert len(post.received) == 1


async def test_a_server_that_is_down_is_asked_again(engine: Engine) -> None:
    reference = left(engine, email=None, telephone="+33612345678")
    server = MailServer()
    worker = Mailer(engine, settings(server.url()))
    assert await worker.send_next()
    assert read_request(engine, reference).last_error == "SMTPConnectError"
    await asyncio.sleep(0.05)
    with mail_server(port=server.port) as server:
        assert await worker.send_next()
        assert len(server.received) == 1


@pytest.mark.parametrize("fault", ["refuse the sender", "refuse the recipient", "refuse the data"])
async def test_a_refusal_for_good_is_shown_and_can_be_sent_again(
    engine: Engine, post: MailServer, fault: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = left(engine, email=None, telephone="+33612345678")
    outcomes: list[tuple[str, str]] = []
    post.behaviour = fault
    worker = Mailer(
        engine, settings(post.url()), observe=lambda kind, outcome: outcomes.append((kind, outcome))
    )
    assert await worker.send_next()
    assert not await worker.send_next()
    record = read_request(engine, reference)
    assert record.status == "echec"
    assert "55" in str(record.last_error)
    assert "service@exemple.fr" not in str(record.last_error)
    assert outcomes == [("demande", "refused")]
    assert "mail.refused" in capsys.readouterr().out
    post.behaviour = "take"
    assert send_again(engine, reference, now()) == "demande"
    await send_all(engine, post)
    assert read_request(engine, reference).status == "envoyee"


async def test_a_visitor_s_address_that_does_not_exist_does_not_concern_the_service(
    engine: Engine, post: MailServer
) -> None:
    reference = left(engine)
    worker = Mailer(engine, settings(post.url()))
    await worker.send_next()
    post.behaviour = "refuse the recipient"
    await worker.send_next()
    assert read_request(engine, reference).status == "envoyee"
    assert states(engine) == {"demande": "partie", "accuse": "echec"}


async def test_the_copy_tells_when_the_service_could_not_be_reached(
    engine: Engine, post: MailServer
) -> None:
    left(engine)
    worker = Mailer(engine, settings(post.url()))
    post.behaviour = "refuse the data"
    await worker.send_next()
    post.behaviour = "take"
    await worker.send_next()
    (copy,) = post.received
    assert "n’a pas pu être transmise" in copy.text


def lease(engine: Engine, owner: str, at: datetime, seconds: int = 60) -> Any:
    return lease_next(
        engine, owner=owner, now=at, lease=timedelta(seconds=seconds), domain="exemple.fr"
    )


def test_two_workers_never_hold_the_same_mail(engine: Engine) -> None:
    for _ in range(6):
        left(engine, email=None, telephone="+33612345678")
    at = now()
    held = [lease(engine, f"worker {number % 2}", at) for number in range(7)]
    assert held[6] is None
    assert len({delivery.reference for delivery in held[:6]}) == 6


def test_the_mail_of_a_worker_that_died_is_taken_over_with_its_message_id(engine: Engine) -> None:
    left(engine, email=None, telephone="+33612345678")
    at = now()
    dead = lease(engine, "dead", at)
    assert lease(engine, "alive", at) is None
    alive = lease(engine, "alive", at + timedelta(seconds=61))
    assert alive.message_id == dead.message_id
    assert alive.attempts == 1


async def test_several_workers_at_once_send_each_mail_once(
    engine: Engine, post: MailServer
) -> None:
    for _ in range(12):
        left(engine)
    await asyncio.gather(*(send_all(engine, post) for _ in range(4)))
    await send_all(engine, post)
    ids = [mail.message["Message-ID"] for mail in post.received]
    assert len(ids) == len(set(ids)) == 24


# ----- reminders ---------------


def remind(engine: Engine, days: float) -> int:
    return write_reminders(engine, after=timedelta(days=7), now=now() + timedelta(days=days))


async def test_the_service_is_reminded_each_week_until_somebody_takes_the_request(
    engine: Engine, post: MailServer
) -> None:
    reference = left(engine, email=None, telephone="+33612345678")
    await send_all(engine, post)
    assert [remind(engine, days) for days in (6, 8, 9, 16)] == [0, 1, 0, 1]
    take_request(engine, reference, now())
    assert remind(engine, 30) == 0
    await send_all(engine, post)
    assert len(post.received) == 1  # those that waited were cancelled


async def test_a_reminder_is_found_beside_the_request(engine: Engine, post: MailServer) -> None:
    reference = left(engine, email=None, telephone="+33612345678")
    await send_all(engine, post)
    assert send_again(engine, reference, now()) == "relance"
    await send_all(engine, post)
    first, reminder = post.received
    assert reminder.message["In-Reply-To"] == first.message["Message-ID"]
    assert reminder.message["Message-ID"] != first.message["Message-ID"]
    assert f"bot demandes prendre {reference}" in reminder.text


# ----- erasure -----------------


def personal(engine: Engine) -> str:
    with transaction(engine) as connection:
        rows = connection.execute(sa.select(contact_requests)).mappings()
        return "\n".join(str(dict(row)) for row in rows)


async def test_an_erased_request_leaves_its_figures_and_the_service_is_told(
    engine: Engine, post: MailServer
) -> None:
    reference = left(engine, message="monsecret", nom="monnom")
    await send_all(engine, post)
    assert erase_request(engine, reference, now())
    assert not erase_request(engine, reference, now())
    for secret in ("monsecret", "monnom", "nom@exemple.fr"):
        assert secret not in personal(engine)
    record = read_request(engine, reference)
    assert (record.status, record.domaines, record.porte) == (
        *("close", ("petite_enfance",), "franche_comte_active"),
    )
    await send_all(engine, post)
    assert "Supprimez" in post.received[-1].text
    with pytest.raises(RequestErased):
        send_again(engine, reference, now())


async def test_a_request_erased_before_it_was_mailed_is_never_mailed(
    engine: Engine, post: MailServer
) -> None:
    erase_request(engine, left(engine), now())
    await send_all(engine, post)
    assert post.received == []


async def test_a_request_erased_on_its_way_is_followed_by_word_to_the_service(
    engine: Engine, post: MailServer
) -> None:
    reference = left(engine)
    delivery = lease(engine, "worker", now())
    erase_request(engine, reference, now())
    mark_gone(engine, delivery, now())
    await send_all(engine, post)
    assert post.received[-1].message["Subject"] == f"[{reference}] à effacer"


def delete_with(engine: Engine, conversation: str) -> None:
    with transaction(engine, write=True) as connection:
        erase_with_conversation(connection, conversation, now())


@pytest.fixture
def conversation(engine: Engine) -> str:
    from bot.web.store import create_conversation

    return create_conversation(engine, holder="test")[0].conversation


async def test_a_mailed_request_goes_with_its_conversation(
    engine: Engine, post: MailServer, conversation: str
) -> None:
    left(engine, message="monsecret", conversation=conversation)
    await send_all(engine, post)
    delete_with(engine, conversation)
    assert "monsecret" not in personal(engine)
    await send_all(engine, post)
    assert len(post.received) == 2  # the service is asked for nothing, and answers


async def test_a_request_that_waits_is_mailed_and_then_goes_with_its_conversation(
    engine: Engine, post: MailServer, conversation: str
) -> None:
    reference = left(engine, message="monsecret", conversation=conversation)
    delete_with(engine, conversation)
    assert "monsecret" in personal(engine)
    assert conversation not in personal(engine)
    await send_all(engine, post)
    assert "monsecret" in post.received[0].text
    assert "monsecret" not in personal(engine)
    assert read_request(engine, reference).status == "envoyee"


def test_a_request_that_staff_read_and_closed_goes_with_its_conversation(
    engine: Engine, conversation: str
) -> None:
    reference = left(engine, message="monsecret", conversation=conversation)
    delete_with(engine, conversation)
    close_request(engine, reference, now())
    assert "monsecret" not in personal(engine)
