"""The trained part of the profiler: one classifier for each dimension of a project."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import vstack

from bot.nlu.encoder import Encoder, Matrix, sentence_vector
from bot.nlu.errors import ModelUnreadable
from bot.nlu.hidden import LayerLessons
from bot.nlu.inflections import inflections_of
from bot.nlu.introductions import project_words
from bot.nlu.lexicon import Lexicon, Term, TermMatch, term_of
from bot.nlu.linear import FusedClassifier
from bot.nlu.ngrams import NgramWeights
from bot.nlu.spelling import Row, spelled, spelling_vectors, stacked, word_columns
from bot.nlu.spoiled import copies_to_learn
from bot.nlu.tokens import tokenize
from bot.nlu.training_labels import LabelledRow, labelled_rows

#: Dimensions that are learned; the others are looked up.
LEARNED = ("etape", "domaine")

#: Tables of words that tell a stage only when they deny it: nothing for a classifier.
DENIED_STAGE = "etape_niee"

#: The square of what one lexicon hit weighs beside the n-grams of a text: its words and its
#: characters, each a vector of length 1.
_HIT = 0.5

#: How far rare codes are raised: further, and a sentence that says little is taken for one of them.
_BALANCE = 0.25

#: What a term of the lexicon counts as a training text of its own.
_TERM_WEIGHT = 0.5

#: What short texts teach spoiled too, and what each copy counts. The signs of a stage are small
#: words that slips turn into each other: taught spoiled, it is told less well.
_LEARNED_SPOILED = ("domaine",)
_COPY_WEIGHT = 0.4

#: How the sentence vector is read: strangers tell of their projects in other words than those
#: learned, so that no few dimensions may decide (docs/decisions/0024).
_LAYER = LayerLessons(epochs=12, dropout=0.4)

#: Name of each look-up table, ``<dimension>.<code>``, and its terms.
Tables = Sequence[tuple[str, Sequence[str]]]

#: Codes of one dimension with their probabilities, most likely first.
Ranking = list[tuple[str, float]]


class ProfileModel:
    """Lexicon, n-grams and classifiers, trained together.

    Attributes:
        lexicon: The terms staff listed, by dimension and code.
        ngrams: What the n-grams of a text weigh.
        classifiers: One for each learned dimension.
    """

    def __init__(
        self, lexicon: Lexicon, ngrams: NgramWeights, classifiers: dict[str, FusedClassifier]
    ) -> None:
        self.lexicon = lexicon
        self.ngrams = ngrams
        self.classifiers = classifiers
        codes = {(t.dimension, t.code) for t in lexicon.terms if t.dimension != DENIED_STAGE}
        self._columns = {code: column for column, code in enumerate(sorted(codes))}

    @classmethod
    def fit(
        cls, examples: Sequence[Message], tables: Tables, encoder: Encoder, dictionary: str
    ) -> ProfileModel:
        """Learn from labelled examples and from the terms of the lexicon.

        Args:
            examples: Training examples with their text, vectors and labels.
            tables: The look-up tables of the lexicon.
            encoder: Gives the sentence vector of a term.
            dictionary: The spaCy package whose dictionary inflects the terms.
        """
        entries = [(name, entry) for name, elements in tables for entry in elements]
        terms = [term_of(name, entry) for name, entry in entries]
        words = {word for term in terms for word in term.words}
        lexicon = Lexicon(terms, inflections_of(words, dictionary))
        written = tuple(map(project_words, examples))
        listed = tuple(entry for _, entry in entries)
        copies = copies_to_learn(written)
        counts = vstack(
            [stacked([*map(spelled, examples)]), spelling_vectors(listed), copies.counts],
            format="csr",
        )
        meaning = np.vstack(
            [*map(sentence_vector, examples), encoder.encode(listed), copies.meaning]
        )
        hits = [lexicon.match(tokenize(text)) for text in written + listed + copies.texts]
        copies_of: dict[int, list[int]] = defaultdict(list)
        for row, example in enumerate(copies.sources, start=len(written) + len(listed)):
            copies_of[example].append(row)
        model = cls(lexicon, NgramWeights.fit(counts), {})
        spelling = model.ngrams.transform(counts, model._hit_columns(hits))
        voting = model.ngrams.places_of(word_columns((*written, *listed, *copies.texts)))
        for dimension in LEARNED:
            rows = [*labelled_rows(examples, dimension)]
            if dimension in _LEARNED_SPOILED:
                rows = [each for row in rows for each in (row, *_copies(row, copies_of))]
            rows += [
                LabelledRow(len(examples) + index, {term.code: 1.0}, _TERM_WEIGHT)
                for index, term in enumerate(terms)
                if term.dimension == dimension
            ]
            chosen = [row.example for row in rows]
            model.classifiers[dimension] = FusedClassifier.fit(
                spelling[chosen],
                meaning[chosen],
                [row.labels for row in rows],
                [row.weight for row in rows],
                balance=_BALANCE,
                words=voting,
                layer=_LAYER,
            )
        return model

    def estimate(
        self, counts: Row, vector: Matrix, hits: Sequence[TermMatch]
    ) -> dict[str, Ranking]:
        """Return, for each learned dimension, every class and its probability, likeliest first.

        Args:
            counts: The n-grams of a text, what ``spelling_row`` returns for it.
            vector: Its sentence vector, of length ``DIMENSIONS``.
            hits: The terms of the lexicon found in it.
        """
        spelling = self.spelling(counts, hits)
        return {
            dimension: classifier.ranking(spelling, vector)
            for dimension, classifier in self.classifiers.items()
        }

    def spelling(self, counts: Row, hits: Sequence[TermMatch]) -> Row:
        """Return the row of n-grams and lexicon hits that the classifiers read."""
        return self.ngrams.row(counts, self._hit_columns([hits])[0])

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        content = {
            "terms": [(term.dimension, term.code, term.words) for term in self.lexicon.terms],
            "inflections": {k: sorted(words) for k, words in self.lexicon.inflections.items()},
        }
        (folder / "lexicon.json").write_text(
            json.dumps(content, ensure_ascii=False), encoding="utf-8"
        )
        self.ngrams.save(folder / "ngrams.npz")
        for dimension, classifier in self.classifiers.items():
            classifier.save(folder / f"{dimension}.npz")

    @classmethod
    def load(cls, folder: Path) -> ProfileModel:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If a file is missing or damaged.
        """
        try:
            content = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
            terms = [Term(name, code, tuple(words)) for name, code, words in content["terms"]]
            inflections = {k: frozenset(words) for k, words in content["inflections"].items()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelUnreadable(f"Cannot read lexicon.json: {error}. Train again.") from error
        classifiers = {name: FusedClassifier.load(folder / f"{name}.npz") for name in LEARNED}
        ngrams = NgramWeights.load(folder / "ngrams.npz")
        return cls(Lexicon(terms, inflections), ngrams, classifiers)

    def _hit_columns(self, hits: Sequence[Sequence[TermMatch]]) -> Matrix:
        """Return one row a text: two columns a code, said and denied."""
        columns = np.zeros((len(hits), 2 * len(self._columns)), dtype=np.float32)
        for row, found in enumerate(hits):
            for hit in found:
                column = self._columns.get((hit.term.dimension, hit.term.code))
                if column is not None:
                    columns[row, 2 * column + hit.negated] += _HIT
        return np.sqrt(columns)


def _copies(row: LabelledRow, copies_of: Mapping[int, Sequence[int]]) -> list[LabelledRow]:
    """Return the rows of a text's copies: after it, so that no fold divides them."""
    weight = _COPY_WEIGHT * row.weight
    return [replace(row, example=copy, weight=weight) for copy in copies_of.get(row.example, ())]
