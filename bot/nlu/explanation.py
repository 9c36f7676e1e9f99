"""Why a message is understood as it is: words, terms and training texts that spoke for it."""

from __future__ import annotations

import tarfile
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.beliefs import believe, told
from bot.nlu.encoder import encoder
from bot.nlu.errors import ModelUnreadable, TrainingDataError
from bot.nlu.intent_classifier import INTENTS_FILE, NGRAMS_FILE
from bot.nlu.introductions import without_introduction
from bot.nlu.linear import FusedClassifier
from bot.nlu.neighbours import Neighbour, TrainingTexts
from bot.nlu.ngrams import NgramWeights
from bot.nlu.noisy_channel import SpellingCorrector
from bot.nlu.profile_model import ProfileModel
from bot.nlu.profiler import MOST_TOLD, ProjectProfiler
from bot.nlu.spelling import Row, character_ngrams, columns_of, spelling_row, word_ngrams
from bot.nlu.text import clean
from bot.nlu.tokens import tokenize

_INTENT = "intent"
_MOST_CODES = 4
_MOST_WORDS = 6
_MOST_NEIGHBOURS = 5

#: Codes with their probabilities, or words with what they add to the first code's log-odds;
#: greatest first.
Ranked = list[tuple[str, float]]


@dataclass(frozen=True)
class Explanation:
    """Why a text is understood as it is.

    Attributes:
        text: The text as it was read: cleaned, slips corrected.
        rankings: For the intent, the stage and the domain, the likeliest codes, as the assistant
            believes them.
        words: For each of them, the words that spoke most for its first code, in log-odds; a
            negative one spoke against it.
        terms: The terms of the lexicon found: dimension and code, the words, and whether denied.
        taken: The stage and the domains that are taken from the text, with the settings a
            profiler has by default. The stage still has to be likely enough for the dialogue
            (``bot.dialogue.message``).
        denied: What the words deny of the stage and of the domain.
        neighbours: The training texts closest in meaning.
    """

    text: str
    rankings: dict[str, Ranked]
    words: dict[str, Ranked]
    terms: list[tuple[str, str, bool]]
    taken: dict[str, list[str]]
    denied: dict[str, list[str]]
    neighbours: list[Neighbour]


class Explainer:
    """The trained parts of a model, side by side."""

    def __init__(
        self,
        corrector: SpellingCorrector,
        intent_ngrams: NgramWeights,
        intents: FusedClassifier,
        profile: ProfileModel,
        texts: TrainingTexts,
    ) -> None:
        self._corrector = corrector
        self._views = {_INTENT: (intents, intent_ngrams)}
        self._views |= {name: (each, profile.ngrams) for name, each in profile.classifiers.items()}
        self._profile = profile
        self._texts = texts
        self._encoder = encoder()

    @classmethod
    def load(cls, model: Path) -> Explainer:
        """Read the trained parts out of a model archive.

        Raises:
            ModelUnreadable: If there is no such model, or it lacks a part.
        """
        try:
            with tempfile.TemporaryDirectory() as folder:
                with tarfile.open(model) as archive:
                    archive.extractall(folder, filter="data")
                parts = {
                    path.name.rstrip("0123456789").rpartition(".")[2]: path
                    for path in Path(folder).glob("components/train_bot.nlu.*")
                }
                intents = parts["LinearIntentClassifier"]
                return cls(
                    SpellingCorrector.load(parts["TypoCorrector"]),
                    NgramWeights.load(intents / NGRAMS_FILE),
                    FusedClassifier.load(intents / INTENTS_FILE),
                    ProfileModel.load(parts["ProjectProfiler"]),
                    TrainingTexts.load(intents),
                )
        except (OSError, tarfile.TarError, KeyError) as error:
            raise ModelUnreadable(f"Cannot explain with {model}: run `make train`.") from error

    def explain(self, text: str) -> Explanation:
        """Tell why a text is understood as it is.

        Raises:
            TrainingDataError: If the text holds no word.
        """
        typed = clean(text)
        if not typed:
            raise TrainingDataError("There is no word to explain: write a sentence.")
        read = self._corrector.correct(typed)
        counted = without_introduction(read)
        counts, vector = spelling_row(counted), self._encoder.encode([counted])[0]
        hits = self._profile.lexicon.match(tokenize(counted))
        belief = believe(self._profile.estimate(counts, vector, hits), hits, counted)
        profile_row = self._profile.spelling(counts, hits)
        settings = ProjectProfiler.get_default_config()
        rankings: dict[str, Ranked] = {}
        words: dict[str, Ranked] = {}
        for name, (classifier, ngrams) in self._views.items():
            row = ngrams.row(counts) if name == _INTENT else profile_row
            ranking = classifier.ranking(row, vector) if name == _INTENT else belief.rankings[name]
            rankings[name] = ranking[:_MOST_CODES]
            words[name] = _telling_words(counted, row, classifier, ngrams, rankings[name][0][0])
        return Explanation(
            text=read,
            rankings=rankings,
            words=words,
            terms=[
                (f"{h.term.dimension}.{h.term.code}", read[h.start : h.end], h.negated)
                for h in hits
            ],
            taken={
                name: [code for code, _ in told(name, belief, hits, settings, most)]
                for name, most in MOST_TOLD.items()
            },
            denied={name: list(codes) for name, codes in belief.denied.items() if codes},
            neighbours=self._texts.nearest(vector, _MOST_NEIGHBOURS),
        )


def _telling_words(
    text: str, row: Row, classifier: FusedClassifier, ngrams: NgramWeights, label: str
) -> Ranked:
    """Share what each n-gram says among the words that hold it."""
    holders = _words_by_column(text)
    totals: dict[str, float] = defaultdict(float)
    for place, value in zip(row.indices, classifier.evidence(row, label), strict=True):
        holding = holders.get(int(ngrams.columns[place]), ()) if place < len(ngrams.columns) else ()
        for word in holding:
            totals[word] += float(value) / len(holding)
    ranked = sorted(totals.items(), key=lambda total: -abs(total[1]))[:_MOST_WORDS]
    return sorted(ranked, key=lambda total: -total[1])


def _words_by_column(text: str) -> dict[int, list[str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    ngrams = word_ngrams(text)
    for ngram, column in zip(ngrams, columns_of(ngrams, characters=False), strict=True):
        holders[column] = ngram.split()
    for word in dict.fromkeys(ngram for ngram in ngrams if " " not in ngram):
        for column in set(columns_of(character_ngrams(word), characters=True)):
            holders[column].append(word)
    return holders
