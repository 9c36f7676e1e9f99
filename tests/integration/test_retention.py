"""What is too old is deleted, on SQLite and PostgreSQL; the figures stay."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import transaction
from bot.handover.desk import count_requests
from bot.handover.drafts import Draft, keep_draft, read_draft
from bot.handover.records import list_requests, read_request
from bot.handover.store import ContactRequest, leave_request
from bot.web import store
from bot.web.conversation import Reply
from bot.web.retention import Deleted, delete_old
from bot.web.tables import conversations, messages

events = sa.Table(
    "events",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.Text),
    sa.Column("timestamp", sa.Float),
)


def after(engine: Engine, days: float) -> Deleted:
    return delete_old(engine, days=180, now=datetime.now(timezone.utc) + timedelta(days=days))


def rows(engine: Engine, table: sa.Table) -> int:
    with transaction(engine) as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar())


@pytest.fixture
def reference(engine: Engine) -> str:
    orientation = {"domaines": ["sante"], "recommandations": [{"organisation": "rallynov"}]}
    return leave_request(
        engine,
        ContactRequest(str(uuid.uuid4()), "monsecret", "nom@exemple.fr", orientation=orientation),
    )[0]


def test_a_request_is_anonymised_and_still_counted(engine: Engine, reference: str) -> None:
    assert after(engine, 179).requests == 0
    assert after(engine, 181).counts() == {
        "requests": 1,
        "never_mailed": 1,
        "conversations": 0,
        "trackers": 0,
        "drafts": 0,
    }
    record = read_request(engine, reference)
    assert (record.message, record.email, record.status) == ("", None, "echec")
    figures = count_requests(list_requests(engine))
    assert (figures.doors, figures.domains) == ({"rallynov": 1}, {"sante": 1})
    assert after(engine, 181).requests == 0


def test_a_conversation_goes_with_all_rasa_knows_of_it(engine: Engine) -> None:
    pending, _ = store.create_conversation(engine, holder="test")
    store.end_turn(engine, pending, [Reply("Bonjour !")])
    events.create(engine)
    now = datetime.now(timezone.utc).timestamp()
    old = now - timedelta(days=100).total_seconds()
    with transaction(engine, write=True) as connection:
        for sender, moment in (
            *((pending.sender, now), ("staff", old), ("staff", old - 5)),
            *(("goes on", old), ("goes on", now)),
        ):
            connection.execute(events.insert().values(sender_id=sender, timestamp=moment))
    assert after(engine, 100) == Deleted(0, 0, 0, 1, 0)  # of the staff's shell, 200 days ago
    assert rows(engine, events) == 3
    assert after(engine, 181) == Deleted(0, 0, 1, 1, 0)
    assert (rows(engine, conversations), rows(engine, messages), rows(engine, events)) == (0, 0, 0)


def test_a_request_that_nobody_finishes_writing_is_forgotten_after_two_days(
    engine: Engine,
) -> None:
    keep_draft(engine, "web-1", Draft(message="monsecret"))
    assert after(engine, 1.9).drafts == 0
    assert read_draft(engine, "web-1") is not None
    assert after(engine, 2.1).drafts == 1
    assert read_draft(engine, "web-1") is None


def test_more_than_one_handful_is_deleted(engine: Engine) -> None:
    for _ in range(205):
        store.create_conversation(engine, holder="test")
    assert after(engine, 181).conversations == 205
