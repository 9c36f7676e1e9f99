"""The telling words of the profile: terms of ``data/nlu/lexique`` found in a message's tokens.

A term is written in its dictionary form. It is found whatever the inflection, with hyphens
and apostrophes or without, and with any article, possessive or small adverb between its
words: « déposer les statuts » is found in « on a déjà déposé nos statuts ».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.nlu.errors import TrainingDataError
from bot.nlu.inflections import Inflections
from bot.nlu.negation import is_negated
from bot.nlu.place_words import word_set
from bot.nlu.tokens import Token, tokenize

#: Words of a term that a text may leave out, or change one for another.
_DETERMINERS = word_set(
    "le la les l un une des du de d mon ma mes ton ta tes son sa ses notre nos votre vos leur "
    "leurs ce cet cette ces"
)
#: Words that may stand between two words of a term.
_LOOSE = _DETERMINERS | word_set("au aux deja encore bien tres juste tout vraiment aussi ne n")
_MOST_LOOSE_WORDS = 3
_LONG_ENOUGH_FOR_A_PLURAL = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A telling word or phrase.

    Attributes:
        dimension: ``domaine``, ``etape``, ``besoin``, ``organisation``…
        code: The code of the contract that it speaks for.
        words: Its folded words; articles and possessives are kept only at the beginning.
    """

    dimension: str
    code: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found in a text.

    Attributes:
        term: The term.
        start: Offset of the first character.
        end: Offset after the last character.
        negated: Whether the text denies it: « on n'a pas encore déposé les statuts ».
    """

    term: Term
    start: int
    end: int
    negated: bool


@dataclass(slots=True)
class _Node:
    """The terms that begin with the words on the way to here."""

    following: dict[str, _Node] = field(default_factory=dict)
    complete: list[Term] = field(default_factory=list)


class Lexicon:
    """Finds terms in tokens."""

    def __init__(self, terms: Iterable[Term], inflections: Inflections | None = None) -> None:
        """Build the lexicon.

        Args:
            terms: The terms; repeated ones count once.
            inflections: Other forms of the terms' words (see ``inflections_of``).
        """
        self.terms = tuple(dict.fromkeys(terms))
        self.inflections = dict(inflections or {})
        self._root = _Node()
        for term in self.terms:
            node = self._root
            for word in term.words:
                node = node.following.setdefault(word, _Node())
            node.complete.append(term)
        self.words = frozenset(word for term in self.terms for word in term.words)

    def match(self, tokens: Sequence[Token]) -> tuple[TermMatch, ...]:
        """Return the terms found, from left to right.

        Of the terms of one code that overlap, only the longest is returned; terms of different
        codes may overlap.

        Args:
            tokens: The folded tokens of a message, punctuation included: it bounds a negation.
        """
        readings = [self._readings(token) for token in tokens]
        found: dict[tuple[str, str], list[tuple[int, int, Term]]] = {}
        for start, words in enumerate(readings):
            if words:
                for end, term in self._terms_from(start, tokens, readings):
                    found.setdefault((term.dimension, term.code), []).append((start, end, term))
        forms = [token.form for token in tokens]
        matches = [
            TermMatch(term, tokens[start].start, tokens[end - 1].end, is_negated(forms, start, end))
            for spans in found.values()
            for start, end, term in _longest(spans)
        ]
        return tuple(sorted(matches, key=lambda match: (match.start, -match.end)))

    def _readings(self, token: Token) -> tuple[str, ...]:
        """Return the words of the lexicon that a token may stand for."""
        form = token.form
        readings = {form, *self.inflections.get(form, ())}
        if len(form) >= _LONG_ENOUGH_FOR_A_PLURAL:
            if form.endswith(("s", "x")):
                form = form[:-1]
                readings.add(form)
            if form.endswith("ee"):
                readings.add(form[:-1])
        return tuple(readings & self.words)

    def _terms_from(
        self, start: int, tokens: Sequence[Token], readings: Sequence[tuple[str, ...]]
    ) -> Iterator[tuple[int, Term]]:
        states = [(self._root.following[word], 0) for word in readings[start]
                  if word in self._root.following]  # fmt: skip
        position = start
        while states:
            position += 1
            for node, skipped in states:
                if not skipped:
                    for term in node.complete:
                        yield position, term
            if position == len(tokens):
                return
            is_loose = tokens[position].form in _LOOSE
            following: list[tuple[_Node, int]] = []
            for node, skipped in states:
                children = node.following
                following.extend((children[w], 0) for w in readings[position] if w in children)
                if is_loose and children and skipped < _MOST_LOOSE_WORDS:
                    following.append((node, skipped + 1))
            states = following


def term_of(name: str, element: str) -> Term:
    """Return the term that an element of a look-up table writes.

    Args:
        name: Name of the table, ``dimension.code``.
        element: The element.

    Raises:
        TrainingDataError: The name has no code, or the element holds no word.
    """
    dimension, _, code = name.partition(".")
    words = [token.form for token in tokenize(element) if token.form.isalnum()]
    if not code or not words:
        raise TrainingDataError(
            f"Table « {name} », élément « {element} » : il faut un nom de la forme "
            "« domaine.sante » et au moins un mot par élément. Corrigez-le dans data/nlu/lexique."
        )
    kept = [word for index, word in enumerate(words) if index == 0 or word not in _DETERMINERS]
    return Term(dimension, code, tuple(kept))


def _longest(spans: list[tuple[int, int, Term]]) -> list[tuple[int, int, Term]]:
    kept: list[tuple[int, int, Term]] = []
    for start, end, term in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other_start or other_end <= start for other_start, other_end, _ in kept):
            kept.append((start, end, term))
    return kept
