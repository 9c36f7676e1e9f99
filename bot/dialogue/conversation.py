"""The state of a conversation, and how details change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogue.message import SURE, TOLD, Detail, Message
from bot.dialogue.request_words import is_about_request
from bot.dialogue.structure_words import takes_over
from bot.orientation.interview import STAGE_QUESTIONS
from bot.orientation.profile import Profile
from bot.orientation.vocabulary import DIMENSIONS, SEVERAL_DEPARTEMENTS

#: The question asked of a visitor who tells of several projects at once.
ONE_PROJECT = "un_projet"

#: Dimensions whose details describe the project.
PROJECT_DIMENSIONS = (
    "etape",
    "domaine",
    "besoin",
    "territoire",
    "entreprise_en_activite",
    "lieu",
    "etape_niee",
    "domaine_nie",
)

#: Stages of a wish: they sound through much of what is said of a project that is further on.
_WISHES = ("sensibilisation", "emergence")

#: What is tested and what begins; what is not created yet, and what does not run yet.
TESTED, STARTING = "experimentation", "demarrage"
BEFORE_CREATION = ("emergence", TESTED)
BEFORE_RUNNING = (*BEFORE_CREATION, STARTING)

#: Stages of what runs.
_RUNNING = ("diffusion", "evaluation")

#: A stage that is plainly said has at least this confidence.
_PLAIN = 0.9

#: More domains than this in one project say that the conversation was misread.
MOST_DOMAINS = 3


@dataclass(frozen=True)
class FormerProject:
    """What is kept of a project while the visitor speaks of another one.

    Attributes:
        profile: What is known of it.
        declined: Dimensions the visitor does not know.
    """

    profile: Profile
    declined: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Conversation:
    """Everything the assistant remembers of a conversation.

    Attributes:
        profile: What is known of the project.
        declined: Dimensions the visitor does not know: never asked again.
        question: The question waiting for an answer: a dimension, ``domaines_proposes``,
            a yes/no question of the stage tree, ``un_projet`` (which of several comes first),
            ``correction``, ``reprise``, one of a request to the ESS service (``demande_…``), or
            ``None``.
        stage_answers: Answers so far to the yes/no questions that tell stages apart.
        domain_guesses: Domains the visitor's words came close to, likeliest first.
        oriented: Whether a result was given for this project.
        misunderstandings: How many messages in a row were not understood.
        held: Details set aside until a returning visitor says whether to go on.
        suspended: The question that comes back once a request to the ESS service is left.
        former: The projects told before this one, the latest first.
        answered: What tells the answer of the turn before from others, if it was one that is not
            given twice in a row.
    """

    profile: Profile = field(default_factory=Profile)
    declined: frozenset[str] = frozenset()
    question: str | None = None
    stage_answers: Mapping[str, bool] = field(default_factory=dict)
    domain_guesses: tuple[str, ...] = ()
    oriented: bool = False
    misunderstandings: int = 0
    held: tuple[Detail, ...] = ()
    suspended: str | None = None
    former: tuple[FormerProject, ...] = ()
    answered: str | None = None

    @property
    def started(self) -> bool:
        """Whether anything about a project is known."""
        return self.profile != Profile() or bool(self.declined) or bool(self.stage_answers)

    def asking(self, question: str | None) -> Conversation:
        """Return the conversation with another pending question."""
        return replace(self, question=question)

    def dropping(self, question: str) -> Conversation:
        """Return the conversation with this question no longer pending, if it was."""
        return self.asking(None) if self.question == question else self

    def understood(self) -> Conversation:
        """Return the conversation with the count of misunderstandings at zero."""
        return replace(self, misunderstandings=0)

    def knowing(self, **known: Any) -> Conversation:
        """Return the conversation with something of the profile known, by its attribute."""
        names = {"domaine" if name == "domaines" else name for name in known}
        profile = replace(self.profile, **known)
        return replace(self, profile=profile, declined=self.declined - names)

    def forgetting(self, dimension: str) -> Conversation:
        """Return the conversation with a dimension of the project unknown again."""
        if dimension == "domaine":
            return self.knowing(domaines=())
        return self.knowing(**{dimension: None})

    def declining(self, dimension: str) -> Conversation:
        """Return the conversation with a dimension unknown, never to be asked for."""
        forgotten = self.forgetting(dimension)
        return replace(forgotten, declined=forgotten.declined | {dimension}, question=None)


def absorb(conversation: Conversation, message: Message) -> Conversation:
    """Take from a message what it says of the project.

    What is unknown is filled; what the visitor denies is forgotten; what is known changes only for
    a sure detail, for a correction or for the answer to the pending question, so that a faint echo
    never wipes out what was said.
    """
    changed = conversation = _without_what_is_denied(conversation, message)
    if _takes_stage(conversation, message):
        changed = changed.knowing(etape=message.first("etape"))
        changed = replace(changed, stage_answers={})
    if _takes(conversation, message, "domaine", conversation.profile.domaines):
        changed = changed.knowing(domaines=_merge_domains(conversation, message))
    if _takes(conversation, message, "besoin", conversation.profile.besoin):
        changed = changed.knowing(besoin=message.first("besoin"))
    if _takes(conversation, message, "territoire", conversation.profile.territoire):
        changed = changed.knowing(territoire=message.first("territoire"))
    elif _takes_region(conversation, message):
        # "En Franche-Comté", "le Doubs et le Jura" answer the question, without one département.
        changed = changed.forgetting("territoire")
        changed = replace(changed, declined=changed.declined | {"territoire"})
    running = message.first("entreprise_en_activite")
    if running is not None:
        # Of an enterprise that is taken over, what the project will be does not run yet.
        runs = running == "oui" and not takes_over(message.plain)
        changed = changed.knowing(entreprise_en_activite=runs)
    return replace(changed, domain_guesses=message.domain_guesses or conversation.domain_guesses)


def _takes_region(conversation: Conversation, message: Message) -> bool:
    place = message.first("lieu")
    if place is None:
        return False
    spreads = place == SEVERAL_DEPARTEMENTS and not (message.asks or message.supposes)
    return conversation.profile.territoire is None or spreads


def remember(conversation: Conversation, message: Message) -> Conversation:
    """Take what a question says of the project in passing, if it is sure and fills a blank.

    « On a créé une association à Dole, est-ce que vous aidez ? » is not asked where it is.
    """
    if conversation.oriented or not message.is_sure_of("etape", "territoire"):
        return conversation
    known = {name for name in DIMENSIONS if conversation.profile.known(name)}
    sure = tuple(d for d in message.details if d.confidence >= SURE and d.dimension not in known)
    return absorb(conversation, replace(message, details=sure))


def _without_what_is_denied(conversation: Conversation, message: Message) -> Conversation:
    profile = conversation.profile
    if profile.etape is not None and profile.etape in message.values("etape_niee"):
        conversation = conversation.forgetting("etape")
    if message.corrects or message.removes:
        denied = message.values("domaine_nie")
        left = tuple(domain for domain in profile.domaines if domain not in denied)
        if left != profile.domaines:
            conversation = conversation.knowing(domaines=left)
    return conversation


def _takes_stage(conversation: Conversation, message: Message) -> bool:
    stage, known = message.first("etape"), conversation.profile.etape
    if stage in _RUNNING and takes_over(message.plain) and not message.tells("etape", least=_PLAIN):
        return False  # the enterprise that is taken over runs, not what will become of it
    if stage is None or known is None:
        # « Et si on ouvrait une deuxième boutique ? », of what was found to be at no stage
        supposed = conversation.oriented and message.supposes_only
        return stage is not None and not supposed
    if message.adds:
        return False  # « on voudrait aussi mesurer » adds a wish to a project that is elsewhere
    if _asks_for(conversation, "etape"):
        return True
    if message.supposes_only or (message.supposes and message.asks):
        return False  # « une fois l'association créée, à qui s'adresser ? »
    if conversation.oriented and stage == "diffusion" and message.first("territoire"):
        # « En fait la moitié des villages sont en Haute-Saône » sounds like what runs.
        return message.tells("etape", least=_PLAIN)
    sure = _is_told(message, "etape")
    wishes = stage in _WISHES and known not in _WISHES
    grows = stage == "diffusion" and known == "evaluation"
    if conversation.oriented and (wishes or grows):
        # « On voudrait être aidés » is no step back, « pour convaincre la mairie » no wish to grow.
        return sure and message.takes_back
    return sure or message.corrects


def _takes(conversation: Conversation, message: Message, dimension: str, known: object) -> bool:
    if message.first(dimension) is None:
        return False
    added = dimension == "domaine" and message.adds and not message.asks
    if not known or added or _asks_for(conversation, dimension):
        return True
    if message.supposes_only and (dimension == "territoire" or message.asks):
        return False  # « si je déménage à Strasbourg, ça change quelque chose ? »
    return _is_told(message, dimension)


def _is_told(message: Message, dimension: str) -> bool:
    """Whether a message is sure of a dimension: inside a question, surer than elsewhere."""
    # « Non mais l'association est à Dole, ça change quoi ? » takes nothing back of the stage.
    plainly = not message.asks or (message.takes_back and message.short)
    return message.tells(dimension, least=SURE if plainly else TOLD)


def _asks_for(conversation: Conversation, dimension: str) -> bool:
    question = conversation.question
    return question is not None and topic_of(question) in (dimension, "correction")


def _merge_domains(conversation: Conversation, message: Message) -> tuple[str, ...]:
    domains = message.values("domaine")
    known = conversation.profile.domaines
    answering = _asks_for(conversation, "domaine")
    other_word = conversation.oriented and message.brief  # « logement », after a result
    # « L'étape, c'est plutôt un test, on essaie le transport » corrects no domain.
    of_something_else = (
        not answering
        and set(domains) <= set(known)
        and not message.values("domaine_nie")
        and (message.asks or message.is_sure_of("etape", "territoire") or message.names is not None)
    )
    replaces = not message.adds and (answering or other_word or message.corrects)
    replaces = replaces and not of_something_else
    merged = domains if replaces or not known else tuple(dict.fromkeys(known + domains))
    return merged[:MOST_DOMAINS]


def speaks_of_project(message: Message) -> bool:
    """Whether a message says something of a project with certainty."""
    return message.is_sure_of(*PROJECT_DIMENSIONS)


def answers_pending(conversation: Conversation, message: Message) -> bool:
    """Whether a message holds an answer to the pending question."""
    if conversation.question is None:
        return False
    topic = topic_of(conversation.question)
    return bool(message.first(topic)) or (topic == "territoire" and bool(message.first("lieu")))


def topic_of(question: str) -> str:
    """Return the dimension a question is about, or the question itself."""
    if question in STAGE_QUESTIONS:
        return "etape"
    if is_about_request(question):
        return "demande"
    return "domaine" if question == "domaines_proposes" else question
