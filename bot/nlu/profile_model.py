"""The trained part of the profiler: one classifier for each dimension of a project."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.encoder import Encoder, Matrix, sentence_vector
from bot.nlu.errors import ModelUnreadable
from bot.nlu.features import SpellingFeatures
from bot.nlu.lexicon import Lexicon, Term, TermMatch, Token
from bot.nlu.linear import FusedClassifier
from bot.nlu.training_labels import labelled_rows

#: Dimensions that are learned; the others are looked up.
LEARNED = ("etape", "domaine")

#: What one lexicon hit weighs beside the n-grams of a text (a vector of length 1).
_HIT = 0.5

#: What a term of the lexicon counts as a training text of its own.
_TERM_WEIGHT = 0.5

#: Name of each look-up table, ``<dimension>.<code>``, and its terms.
Tables = Sequence[tuple[str, Sequence[str]]]

#: Codes of one dimension with their probabilities, most likely first.
Ranking = list[tuple[str, float]]


class ProfileModel:
    """Lexicon, n-grams and classifiers, trained together.

    Attributes:
        lexicon: The terms staff listed, by dimension and code.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        features: SpellingFeatures,
        classifiers: dict[str, FusedClassifier],
    ) -> None:
        self.lexicon = lexicon
        self._features = features
        self._classifiers = classifiers
        codes = {(term.dimension, term.code) for term in lexicon.terms}
        self._columns = {code: column for column, code in enumerate(sorted(codes))}

    @classmethod
    def fit(
        cls,
        examples: Sequence[Message],
        tables: Tables,
        encoder: Encoder,
        analyse: Callable[[str], Sequence[Token]],
        tokens_of: Callable[[Message], Sequence[Token]],
    ) -> ProfileModel:
        """Learn from labelled examples and from the terms of the lexicon.

        Args:
            examples: Training examples with their text, sentence vector and labels.
            tables: The look-up tables of the lexicon.
            encoder: Gives the sentence vector of a term.
            analyse: Splits a term into tokens.
            tokens_of: Returns the tokens of an example.
        """
        model = cls(Lexicon.from_lookups(tables, analyse), SpellingFeatures(), {})
        terms = [(name.partition("."), entry) for name, entries in tables for entry in entries]
        texts = [str(example.get(TEXT)) for example in examples] + [entry for _, entry in terms]
        model._features.fit(texts)
        meaning = np.vstack(
            [sentence_vector(example) for example in examples]
            + ([encoder.encode([entry for _, entry in terms])] if terms else [])
        )
        hits = [model.lexicon.match(tokens_of(example)) for example in examples]
        hits += [model.lexicon.match(analyse(entry)) for _, entry in terms]
        spelling = model._features.transform(texts, model._hit_columns(hits))
        for dimension in LEARNED:
            rows = [(r.example, r.label, r.weight) for r in labelled_rows(examples, dimension)]
            rows += [
                (len(examples) + index, code, _TERM_WEIGHT)
                for index, ((name, _, code), _) in enumerate(terms)
                if name == dimension
            ]
            indices = [index for index, _, _ in rows]
            model._classifiers[dimension] = FusedClassifier.fit(
                spelling[indices],
                meaning[indices],
                [label for _, label, _ in rows],
                [weight for _, _, weight in rows],
            )
        return model

    def estimate(self, text: str, vector: Matrix, hits: Sequence[TermMatch]) -> dict[str, Ranking]:
        """Return, for each learned dimension, every class and its probability, likeliest first.

        Args:
            text: The text, not empty.
            vector: Its sentence vector, of length ``DIMENSIONS``.
            hits: The terms of the lexicon found in it.
        """
        spelling = self._features.transform([text], self._hit_columns([hits]))
        return {
            dimension: _ranking(classifier, spelling, vector)
            for dimension, classifier in self._classifiers.items()
        }

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        terms = [(term.dimension, term.code, term.words) for term in self.lexicon.terms]
        (folder / "lexicon.json").write_text(
            json.dumps(terms, ensure_ascii=False), encoding="utf-8"
        )
        self._features.save(folder / "ngrams.json")
        for dimension, classifier in self._classifiers.items():
            classifier.save(folder / f"{dimension}.npz")

    @classmethod
    def load(cls, folder: Path) -> ProfileModel:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If a file is missing or damaged.
        """
        try:
            content = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
            terms = [Term(dimension, code, tuple(words)) for dimension, code, words in content]
        except (OSError, ValueError) as error:
            raise ModelUnreadable(f"Cannot read lexicon.json: {error}. Train again.") from error
        classifiers = {name: FusedClassifier.load(folder / f"{name}.npz") for name in LEARNED}
        return cls(Lexicon(terms), SpellingFeatures.load(folder / "ngrams.json"), classifiers)

    def _hit_columns(self, hits: Sequence[Sequence[TermMatch]]) -> Matrix:
        """Return one row a text: two columns a code, said and denied."""
        columns = np.zeros((len(hits), 2 * len(self._columns)), dtype=np.float32)
        for row, found in enumerate(hits):
            for hit in found:
                column = self._columns[hit.term.dimension, hit.term.code]
                columns[row, 2 * column + hit.negated] += _HIT
        return np.sqrt(columns)


def _ranking(classifier: FusedClassifier, spelling: object, vector: Matrix) -> Ranking:
    probabilities = classifier.probabilities(spelling, vector[np.newaxis, :])[0]
    order = np.argsort(-probabilities)
    return [(classifier.classes[column], float(probabilities[column])) for column in order]
