"""The conversation survives its way through Rasa's slots."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk import Tracker

from actions.memory import read_conversation, slot_events
from bot.dialogue.conversation import Conversation, FormerProject
from bot.dialogue.message import Detail
from bot.orientation.profile import Profile

CODES = st.sampled_from(["a", "b", "c"])
PROFILES = st.builds(
    Profile,
    etape=st.none() | CODES,
    domaines=st.lists(CODES, unique=True).map(tuple),
    besoin=st.none() | CODES,
    territoire=st.none() | CODES,
    entreprise_en_activite=st.none() | st.booleans(),
)
CONVERSATIONS = st.builds(
    Conversation,
    profile=PROFILES,
    declined=st.frozensets(CODES),
    question=st.none() | CODES,
    stage_answers=st.dictionaries(CODES, st.booleans()),
    domain_guesses=st.lists(CODES).map(tuple),
    oriented=st.booleans(),
    misunderstandings=st.integers(0, 3),
    held=st.lists(st.builds(Detail, CODES, CODES, st.floats(0, 1))).map(tuple),
    former=st.lists(st.builds(FormerProject, PROFILES, st.frozensets(CODES)), max_size=2).map(
        tuple
    ),
    answered=st.none() | CODES,
)
USER = {"event": "user"}
SESSION = {"event": "session_started"}


def tracker(slots: dict[str, Any], *events: dict[str, Any]) -> Tracker:
    return Tracker("x", slots, {}, list(events), False, None, {}, "action_listen")


def slots_of(conversation: Conversation) -> dict[str, Any]:
    events = slot_events(tracker({}), conversation)
    return json.loads(json.dumps({event["name"]: event["value"] for event in events}))


@given(CONVERSATIONS)
def test_what_is_written_is_read_again(conversation: Conversation) -> None:
    assert read_conversation(tracker(slots_of(conversation), SESSION, USER, USER)) == conversation


@given(CONVERSATIONS)
def test_only_what_changed_is_written(conversation: Conversation) -> None:
    assert slot_events(tracker(slots_of(conversation)), conversation) == []


def test_the_question_whether_to_go_on_is_remembered() -> None:
    back = tracker({"domaine": ["sante"]}, USER, SESSION, USER)
    events = slot_events(back, read_conversation(back))
    assert {event["name"]: event["value"] for event in events} == {"question": "reprise"}


def test_a_visitor_who_comes_back_with_a_project_is_asked_whether_to_go_on() -> None:
    slots = {"domaine": ["sante"], "question": "etape"}
    assert read_conversation(tracker(slots, USER, SESSION, USER)).question == "reprise"


def test_a_visitor_who_comes_back_with_nothing_told_is_not() -> None:
    assert read_conversation(tracker({}, USER, SESSION, USER)).question is None


def test_the_second_message_of_a_session_is_not_a_return() -> None:
    slots = {"domaine": ["sante"], "question": "etape"}
    assert read_conversation(tracker(slots, SESSION, USER, USER)).question == "etape"


def test_what_was_answered_is_forgotten_from_one_visit_to_the_next() -> None:
    slots = {"derniere_reponse": "utter_ess 00000000"}
    assert read_conversation(tracker(slots, SESSION, USER, USER)).answered is not None
    assert read_conversation(tracker(slots, USER, SESSION, USER)).answered is None
