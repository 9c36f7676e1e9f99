"""A draft is kept for one conversation, replaced, forgotten; on both databases."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.handover.drafts import Draft, discard_draft, keep_draft, read_draft


def test_a_draft_comes_back_as_it_was_kept(engine: Engine) -> None:
    draft = Draft(message="Une question", email="a@exemple.fr", nom="", attach=False)
    keep_draft(engine, "web-1", draft)
    assert read_draft(engine, "web-1") == draft
    assert read_draft(engine, "web-2") is None


def test_a_later_draft_takes_the_place_of_the_first(engine: Engine) -> None:
    first = Draft(message="Une question")
    keep_draft(engine, "web-1", first)
    keep_draft(engine, "web-1", first.sent_as("ESS-1234-5674"))
    assert read_draft(engine, "web-1") == Draft(first.client_id, reference="ESS-1234-5674")


def test_a_forgotten_draft_is_gone(engine: Engine) -> None:
    keep_draft(engine, "web-1", Draft(message="Une question"))
    discard_draft(engine, "web-1")
    discard_draft(engine, "web-1")
    assert read_draft(engine, "web-1") is None
