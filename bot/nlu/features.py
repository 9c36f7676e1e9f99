"""Spelling of a text as the columns of a matrix: word and character n-grams, lexicon hits."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.encoder import Matrix
from bot.nlu.errors import ModelUnreadable
from bot.nlu.folding import fold

_WORD = re.compile(r"\w+")


class SpellingFeatures:
    """Turns texts into the rows of one sparse matrix.

    The columns are, in order: word 1–2-grams, character 2–5-grams within words (both TF-IDF, each
    of length 1), and extra columns given by the caller.
    """

    def __init__(self) -> None:
        self._words = _vectorizer(analyzer=_words_and_pairs)
        self._characters = _vectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2)

    def fit(self, texts: Sequence[str]) -> None:
        """Learn the n-grams and how rare they are."""
        folded = [fold(text) for text in texts]
        self._words.fit(folded)
        self._characters.fit(folded)

    def transform(self, texts: Sequence[str], extra: Matrix | None = None) -> csr_matrix:
        """Return one row for each text.

        Args:
            texts: Texts as typed; accents and capitals do not matter.
            extra: Extra columns, shape ``(len(texts), n)``.
        """
        folded = [fold(text) for text in texts]
        blocks = [self._words.transform(folded), self._characters.transform(folded)]
        if extra is not None:
            blocks.append(csr_matrix(extra))
        return hstack(blocks, format="csr", dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the n-grams to a JSON file."""
        content = [_content(vectorizer) for vectorizer in (self._words, self._characters)]
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> SpellingFeatures:
        """Read what ``save`` wrote.

        Raises:
            ModelUnreadable: If the file is missing or damaged.
        """
        features = cls()
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            vectorizers = (features._words, features._characters)
            for vectorizer, (terms, idf) in zip(vectorizers, content, strict=True):
                vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
                vectorizer.idf_ = np.asarray(idf, dtype=np.float32)
        except (OSError, ValueError) as error:
            raise ModelUnreadable(f"Cannot read {path.name}: {error}. Train again.") from error
        return features


def _words_and_pairs(folded: str) -> list[str]:
    words = _WORD.findall(folded)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def _vectorizer(**settings: Any) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, lowercase=False, **settings)


def _content(vectorizer: TfidfVectorizer) -> tuple[list[str], list[float]]:
    terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
    return terms, [round(float(weight), 5) for weight in vectorizer.idf_]
