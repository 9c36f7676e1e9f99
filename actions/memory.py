"""The conversation as Rasa keeps it: one slot for each thing remembered."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot.dialogue.conversation import Conversation, FormerProject
from bot.dialogue.message import Detail
from bot.dialogue.request_words import is_about_request
from bot.orientation.profile import Profile


def read_conversation(tracker: Tracker) -> Conversation:
    """Return the conversation that the slots hold.

    A visitor who comes back after the session ended, with a project already told, is first asked
    whether to go on.
    """
    slot = tracker.get_slot
    conversation = Conversation(
        profile=Profile(
            etape=slot("etape"),
            domaines=tuple(slot("domaine") or ()),
            besoin=slot("besoin"),
            territoire=slot("territoire"),
            entreprise_en_activite=slot("entreprise_en_activite"),
        ),
        declined=frozenset(slot("inconnus") or ()),
        question=slot("question"),
        stage_answers=dict(slot("reponses_etape") or {}),
        domain_guesses=tuple(slot("domaines_probables") or ()),
        oriented=bool(slot("oriente")),
        misunderstandings=int(slot("incomprehensions") or 0),
        held=tuple(Detail(**detail) for detail in slot("en_attente") or ()),
        suspended=slot("question_suspendue"),
        former=tuple(_former(known) for known in slot("projets_precedents") or ()),
        answered=None if _comes_back(tracker) else slot("derniere_reponse"),
    )
    if is_about_request(conversation.question):
        return conversation  # half written: it waits for as long as it takes
    if conversation.started and _comes_back(tracker):
        return conversation.asking("reprise")
    return conversation


def slot_events(tracker: Tracker, after: Conversation) -> list[dict[str, Any]]:
    """Return the events that make the slots hold a conversation."""
    slots = _slots(after)
    return [
        SlotSet(name, value) for name, value in slots.items() if tracker.get_slot(name) != value
    ]


def _slots(conversation: Conversation) -> dict[str, Any]:
    profile = conversation.profile
    return {
        "etape": profile.etape,
        "domaine": list(profile.domaines) or None,
        "besoin": profile.besoin,
        "territoire": profile.territoire,
        "entreprise_en_activite": profile.entreprise_en_activite,
        "inconnus": sorted(conversation.declined) or None,
        "question": conversation.question,
        "reponses_etape": dict(conversation.stage_answers) or None,
        "domaines_probables": list(conversation.domain_guesses) or None,
        "oriente": conversation.oriented or None,
        "incomprehensions": conversation.misunderstandings or None,
        "en_attente": [asdict(detail) for detail in conversation.held] or None,
        "question_suspendue": conversation.suspended,
        "projets_precedents": [_kept(project) for project in conversation.former] or None,
        "derniere_reponse": conversation.answered,
    }


def _kept(project: FormerProject) -> dict[str, Any]:
    profile = {**asdict(project.profile), "domaines": list(project.profile.domaines)}
    return {**profile, "inconnus": sorted(project.declined)}


def _former(kept: dict[str, Any]) -> FormerProject:
    known = {name: value for name, value in kept.items() if name != "inconnus"}
    profile = Profile(**{**known, "domaines": tuple(known["domaines"])})
    return FormerProject(profile, frozenset(kept["inconnus"]))


def _comes_back(tracker: Tracker) -> bool:
    """Tell whether the latest message is the first of a session that follows another."""
    for event in reversed(tracker.events[: _latest_message_index(tracker)]):
        if event.get("event") == "user":
            return False
        if event.get("event") == "session_started":
            return True
    return False


def _latest_message_index(tracker: Tracker) -> int:
    indices = (i for i, event in enumerate(tracker.events) if event.get("event") == "user")
    return max(indices, default=0)
