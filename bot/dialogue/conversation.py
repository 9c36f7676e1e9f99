"""The state of a conversation, and how details change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.dialogue.message import Detail, Message
from bot.orientation.profile import Profile

#: Dimensions whose details describe the project.
PROJECT_DIMENSIONS = (
    "etape",
    "domaine",
    "besoin",
    "territoire",
    "entreprise_en_activite",
    "lieu",
)

#: More domains than this in one project say that the conversation was misread.
MOST_DOMAINS = 3


@dataclass(frozen=True)
class Conversation:
    """Everything the assistant remembers of a conversation.

    Attributes:
        profile: What is known of the project.
        declined: Dimensions the visitor does not know: never asked again.
        question: The question waiting for an answer: a dimension, ``domaines_proposes``,
            a yes/no question of the stage tree, ``correction``, ``reprise``, or ``None``.
        stage_answers: Answers so far to the yes/no questions that tell stages apart.
        domain_guesses: Domains the visitor's words came close to, likeliest first.
        oriented: Whether a result was given for this project.
        misunderstandings: How many messages in a row were not understood.
        held: Details set aside until a returning visitor says whether to go on.
    """

    profile: Profile = field(default_factory=Profile)
    declined: frozenset[str] = frozenset()
    question: str | None = None
    stage_answers: Mapping[str, bool] = field(default_factory=dict)
    domain_guesses: tuple[str, ...] = ()
    oriented: bool = False
    misunderstandings: int = 0
    held: tuple[Detail, ...] = ()

    @property
    def started(self) -> bool:
        """Whether anything about a project is known."""
        return self.profile != Profile() or bool(self.declined) or bool(self.stage_answers)

    def asking(self, question: str | None) -> Conversation:
        """Return the conversation with another pending question."""
        return replace(self, question=question)

    def understood(self) -> Conversation:
        """Return the conversation with the count of misunderstandings at zero."""
        return replace(self, misunderstandings=0)

    def declining(self, dimension: str) -> Conversation:
        """Return the conversation without a pending question, never to ask for a dimension."""
        return replace(self, declined=self.declined | {dimension}, question=None)


def absorb(conversation: Conversation, message: Message) -> Conversation:
    """Take from a message everything it says of the project.

    The last word wins; several domains accumulate unless the words correct ("plutôt…").
    """
    profile = conversation.profile
    declined = set(conversation.declined)
    stage_answers = conversation.stage_answers
    if (stage := message.first("etape")) is not None:
        profile = replace(profile, etape=stage)
        declined.discard("etape")
        stage_answers = {}
    if domains := message.values("domaine"):
        profile = replace(profile, domaines=_merge_domains(conversation, message, domains))
        declined.discard("domaine")
    if (need := message.first("besoin")) is not None:
        profile = replace(profile, besoin=need)
    if (territory := message.first("territoire")) is not None:
        profile = replace(profile, territoire=territory)
        declined.discard("territoire")
    elif message.first("lieu") is not None and profile.territoire is None:
        # "En Franche-Comté" answers the question, without saying which département.
        declined.add("territoire")
    if (running := message.first("entreprise_en_activite")) is not None:
        profile = replace(profile, entreprise_en_activite=running == "oui")
    return replace(
        conversation,
        profile=profile,
        declined=frozenset(declined),
        stage_answers=stage_answers,
        domain_guesses=message.domain_guesses or conversation.domain_guesses,
    )


def _merge_domains(
    conversation: Conversation, message: Message, domains: tuple[str, ...]
) -> tuple[str, ...]:
    known = conversation.profile.domaines
    answering = conversation.question in ("domaine", "domaines_proposes")
    detail_only = message.intent != "decrire_projet"
    replaces = not message.adds and (answering or detail_only or message.corrects)
    merged = domains if replaces or not known else tuple(dict.fromkeys(known + domains))
    return merged[:MOST_DOMAINS]


def has_project_details(message: Message) -> bool:
    """Whether a message says anything of a project."""
    return any(detail.dimension in PROJECT_DIMENSIONS for detail in message.details)
