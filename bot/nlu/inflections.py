"""The inflected forms of words, from spaCy's French dictionary, looked up once, at training.

Looked up the other way round, nothing of spaCy has to run on a message: from the few thousand words
of the lexicon to every form a visitor may write, with its accents or without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import srsly

from bot.nlu.errors import TrainingDataError
from bot.nlu.folding import fold, spell_out

#: Folded forms, and the words of a lexicon that each may stand for.
Inflections = Mapping[str, frozenset[str]]

#: How the verbs of the first group end, and nine French verbs in ten with them.
_FIRST_GROUP = "er"


def inflections_of(words: Collection[str], package: str) -> Inflections:
    """Return the forms that may stand for words of a lexicon.

    Args:
        words: Folded words, in their dictionary form.
        package: The spaCy package whose dictionary is read.

    Raises:
        TrainingDataError: If the package is not installed, or holds no dictionary.
    """
    found: dict[str, set[str]] = defaultdict(set)
    tables = _tables(package)
    for form, lemma in (*_listed(tables), *_conjugated(words, tables)):
        word = spell_out(fold(lemma))
        if word in words:
            found[spell_out(fold(form))].add(word)
    return {form: frozenset(lemmas) for form, lemmas in found.items()}


def dictionary_forms(package: str) -> Iterator[str]:
    """Yield every form that the dictionary of a spaCy package lists, some more than once.

    Raises:
        TrainingDataError: If the package is not installed, or holds no dictionary.
    """
    for form, lemma in _listed(_tables(package)):
        yield form
        yield lemma


def _listed(tables: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each form that the dictionary lists, of whatever part of speech, with its lemmas."""
    for by_form in tables["lemma_exc"].values():
        for form, lemmas in by_form.items():
            for lemma in lemmas:
                yield form, lemma


def _conjugated(words: Collection[str], tables: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the regular forms of the verbs in -er."""
    endings = {
        ending
        for rules in tables["lemma_rules"].values()
        for ending, replacement in rules
        if replacement == _FIRST_GROUP and ending.isalpha()
    }
    for word in words:
        if word.endswith(_FIRST_GROUP):
            stem = word.removesuffix(_FIRST_GROUP)
            yield from ((stem + ending, word) for ending in endings)


def _tables(package: str) -> dict[str, Any]:
    # Found without importing it: importing spaCy takes seconds, and TensorFlow with it.
    spec = find_spec(package)
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in Path(folder).glob("*/lemmatizer/lookups/lookups.bin"):
            return dict(srsly.msgpack_loads(path.read_bytes()))
    raise TrainingDataError(f"The spaCy package {package!r} is not installed: run `make setup`.")
