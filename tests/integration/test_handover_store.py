"""Requests to the ESS service in the database, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.database import create_database_engine, downgrade, migrate, transaction
from bot.handover.masking import EMAIL_MASK, TELEPHONE_MASK
from bot.handover.store import ContactRequest, Line, leave_request
from bot.handover.tables import contact_requests, deliveries

ORIENTATION = {
    "etape": "emergence",
    "domaines": ["petite_enfance", "logement"],
    "territoire": "25",
    "recommandations": [{"rang": 1, "organisation": "franche_comte_active"}],
}


def request(**fields: Any) -> ContactRequest:
    values = {"client_id": str(uuid.uuid4()), "message": "Bonjour.", "email": "nom@exemple.fr"}
    return ContactRequest(**{**values, **fields})


def rows(engine: Engine, table: sa.Table) -> list[dict[str, Any]]:
    with transaction(engine) as connection:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def test_a_request_holds_all_that_is_needed_to_answer_it(engine: Engine) -> None:
    lines = (Line("assistant", "Bonjour !"), Line("visiteur", "une crèche"))
    left = request(orientation=ORIENTATION, not_understood=("bidule",), transcript=lines)
    reference, is_new = leave_request(engine, left)
    (row,) = rows(engine, contact_requests)
    assert is_new
    assert (row["reference"], row["status"]) == (reference, "nouvelle")
    assert json.loads(row["orientation"]) == ORIENTATION
    assert json.loads(row["not_understood"]) == ["bidule"]
    assert json.loads(row["transcript"])[1] == {"who": "visiteur", "text": "une crèche"}
    assert (row["etape"], row["territoire"]) == ("emergence", "25")
    assert (json.loads(row["domaines"])[0], row["porte"]) == (
        "petite_enfance",
        "franche_comte_active",
    )


def test_what_people_type_in_the_conversation_is_masked(engine: Engine) -> None:
    lines = (Line("visiteur", "06 12 34 56 78"),)
    leave_request(engine, request(transcript=lines, not_understood=("nom@exemple.fr",)))
    (row,) = rows(engine, contact_requests)
    assert json.loads(row["transcript"])[0]["text"] == TELEPHONE_MASK
    assert json.loads(row["not_understood"]) == [EMAIL_MASK]
    assert row["email"] == "nom@exemple.fr"


@pytest.mark.parametrize(
    ("contact", "kinds"),
    [
        ({}, {"demande", "accuse"}),
        ({"email": None, "telephone": "+33612345678"}, {"demande"}),
    ],
)
def test_the_mails_are_written_with_the_request(
    engine: Engine, contact: dict[str, Any], kinds: set[str]
) -> None:
    reference, _ = leave_request(engine, request(**contact))
    outbox = rows(engine, deliveries)
    assert {row["kind"] for row in outbox} == kinds
    assert {(row["reference"], row["state"]) for row in outbox} == {(reference, "en_attente")}


def test_a_request_repeated_at_the_same_time_is_one(engine: Engine) -> None:
    left = request()
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: leave_request(engine, left), range(12)))
    assert len({reference for reference, _ in answers}) == 1
    assert sorted(is_new for _, is_new in answers) == [*[False] * 11, True]
    assert len(rows(engine, deliveries)) == 2


def test_what_nobody_can_read_is_not_kept(engine: Engine) -> None:
    leave_request(
        engine, request(message="a\0b\ud800c", transcript=(Line("visiteur", "\0\ud83d"),))
    )
    assert rows(engine, contact_requests)[0]["message"] == "abc"


def test_a_request_left_before_there_was_an_outbox_waits_in_it(database_url: str) -> None:
    engine = create_database_engine(database_url)
    migrate(engine)
    reference, _ = leave_request(engine, request())
    downgrade(engine, "0003")
    migrate(engine)
    (row,) = rows(engine, deliveries)
    assert (row["reference"], row["kind"], row["state"]) == (reference, "demande", "en_attente")
    assert rows(engine, contact_requests)[0]["status_at"] is not None
    engine.dispose()


def test_an_acknowledged_request_survives_a_power_failure(engine: Engine) -> None:
    question = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
    levels: list[Any] = []

    def ask(
        connection: Connection, _clause: object, _many: object, _one: object, _: object
    ) -> None:
        cursor = connection.connection.cursor()
        cursor.execute(question[engine.dialect.name])
        levels.append(cursor.fetchone()[0])

    sa.event.listen(engine, "before_execute", ask)
    leave_request(engine, request())
    sa.event.remove(engine, "before_execute", ask)
    assert levels[-1] in (2, "on")
