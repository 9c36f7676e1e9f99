"""A message seen as words, and what the words around a name say of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from bot.nlu.folding import fold
from bot.nlu.place_words import WORD, plain_word, word_set


class Cue(IntEnum):
    """How clearly the words before a name say that it is a place, from not at all."""

    NONE = 0
    ORIGIN = 1  # de, depuis
    LOCATION = 2  # à, sur, vers, dans, en, entre
    STRONG = 3  # commune de, habite à, près de


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a name.

    Attributes:
        cue: The strongest cue for a place.
        preposition: The preposition itself, folded, or nothing.
        determiner: The article or another determiner of the name, folded, or nothing; the
            article inside « au », « du », « aux » and « des » included.
        start: Index of the first word of the phrase, article and preposition included.
    """

    cue: Cue
    preposition: str
    determiner: str
    start: int


_CONTRACTIONS = {"au": ("a", "le"), "aux": ("a", "les"), "du": ("de", "le"), "des": ("de", "les")}
_ARTICLES = frozenset({"le", "la", "les", "l"})
_DETERMINERS = word_set(
    "un une mon ton son ma ta sa mes tes ses notre votre nos vos leur leurs ce cet cette ces "
    "chaque quel quelle plusieurs quelques aucun aucune tout toute"
)
_LOCATION = word_set("a sur vers dans en entre pres jusqu par")
_ORIGIN = frozenset({"de", "d", "depuis"})
_PLACE_NOUNS = word_set(
    "commune communes village villages ville villes bourg hameau mairie maire secteur canton "
    "agglo agglomeration quartier departement dept dpt dep pres proche cote environs alentours "
    "autour loin bassin habitants habitant gare prefecture prison"
)
_PLACE_VERBS = word_set(
    "habite habites habitons habitent habitant habitants habiter vis vit vivons vivent vivre "
    "reside residons base basee bases basees situe situee situes situees installe installee "
    "installes installees installer implante implantee implantes implanter domicilie domiciliee "
    "viens vient venons"
)
_NEGATIONS = frozenset({"pas", "ni", "plus", "jamais"})
_STREETS_AND_TITLES = word_set(
    "rue avenue boulevard bd place route chemin faubourg impasse quai allee m mr mme mlle "
    "monsieur madame docteur dr maitre"
)
#: What comes before a place that the project was only inspired by.
_MODELS = word_set(
    "vu vue vus vues voir comme existe existent voyage visite visiter inspire inspiree copie "
    "copies exemple"
)
_SHORT_TITLES = frozenset({"m", "mr", "dr"})
#: Words that may stand around a place in a message that says nothing else.
_FILLERS = word_set(
    "a ah alors au aux aussi base basee bah bases basees ben bien bon bonjour c ce cela cest "
    "chez commune cote d dans de departement dept depuis des donc dpt du en entre environs est "
    "et etre euh eux fait finalement habite habitons habitez hein ici implante installe "
    "installes installee j je l la le les loin ma merci mon moi n ne ni non nous notre nos ok "
    "on ou oui par pas plus plutot pour pres proche projet quartier region s se sera serait "
    "situe situee suis sommes sur tout tt un une vais vers viens village ville vis vit vivons "
    "voila ya y"
)
_ADDRESS = re.compile(r"@|://|www\.")
_SENTENCE_MARKS = frozenset('.!?;\n:…•«"')
_BREAKS = frozenset(".!?;,\n…•")


class Passage:
    """A text split into plain words that know where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        found = list(WORD.finditer(self.folded))
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self.words = [plain_word(match[0]) for match in found]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """Return a word, or nothing outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def word_at(self, offset: int) -> int:
        """Return the index of the first word that starts at ``offset`` characters or later."""
        return bisect_left(self.starts, offset)

    def gap(self, index: int) -> str:
        """Return what stands between a word and the one before it."""
        start = self.ends[index - 1] if index else 0
        return self.text[start : self.starts[index]] if index < len(self.words) else ""

    @cached_property
    def pauses(self) -> frozenset[int]:
        """The indices of the words that follow a comma or another pause."""
        if _BREAKS.isdisjoint(self.text):
            return frozenset()
        words = range(1, len(self.words))
        return frozenset(index for index in words if not _BREAKS.isdisjoint(self.gap(index)))

    @cached_property
    def is_shouted(self) -> bool:
        """Whether capitals mean nothing in this text: nearly all letters are."""
        letters = [character for character in self.text if character.isalpha()]
        return sum(map(str.isupper, letters)) > 0.7 * len(letters)

    def is_in_address(self, index: int) -> bool:
        """Whether a word is part of an e-mail address or of a link."""
        if not self._holds_addresses:
            return False
        start = self.text.rfind(" ", 0, self.starts[index]) + 1
        end = self.text.find(" ", self.ends[index])
        return _ADDRESS.search(self.text[start : end if end >= 0 else None]) is not None

    @cached_property
    def _holds_addresses(self) -> bool:
        return _ADDRESS.search(self.text) is not None

    def is_capitalised(self, index: int) -> bool:
        """Whether a word begins with a capital that means something."""
        return self.text[self.starts[index]].isupper() and not self.is_shouted

    def begins_sentence(self, index: int) -> bool:
        """Whether a capital is due to a word in any case."""
        return index == 0 or not _SENTENCE_MARKS.isdisjoint(self.gap(index))

    def starts_a_phrase(self, index: int) -> bool:
        """Whether a word is an article, a preposition or the like: no name begins with one."""
        word = self.words[index]
        return (
            word in _ARTICLES
            or word in _DETERMINERS
            or word in _CONTRACTIONS
            or word in _LOCATION
            or word in _ORIGIN
        )

    def before(self, index: int) -> Before:
        """Return what stands before the name whose first word is at ``index``."""
        determiner, preposition, start = "", "", index
        word = self._left(start)
        if word in _ARTICLES or word in _DETERMINERS:
            determiner, start = word, start - 1
            word = self._left(start)
        if word in _CONTRACTIONS and not determiner:
            preposition, determiner = _CONTRACTIONS[word]
            start -= 1
        elif word in _LOCATION or word in _ORIGIN:
            preposition, start = word, start - 1
        cue = _cue(preposition, self._left(start))
        return Before(cue, preposition, determiner, start)

    def is_negated(self, start: int) -> bool:
        """Whether the phrase that starts at a word says where something is *not*."""
        word, earlier = self._left(start), self._left(start - 1)
        if word in ("hors", "dehors"):
            return True
        if word == "non":
            return earlier in ("et", "mais")
        if word not in _NEGATIONS or earlier in ("pourquoi", "en", "de"):
            # « en plus à Dole », « pourquoi pas à Dole »
            return (earlier, word) in (("au", "lieu"), ("plutot", "que"))
        # « c'est plus vers Dole » means rather
        return word != "plus" or self.words[start] not in ("sur", "vers")

    def is_name_of_something(self, start: int) -> bool:
        """Whether the phrase that starts at a word names a street, a school or a person."""
        if self.words[start] in _LOCATION:  # « du théâtre de rue à Belfort »
            return False
        return self._left(start) in _STREETS_AND_TITLES or (
            start > 0 and self.words[start - 1] in _SHORT_TITLES and self.gap(start) == ". "
        )

    def is_model(self, start: int) -> bool:
        """Whether the phrase that starts at a word tells where an idea was seen: « vu à Lyon »."""
        return self._left(start) in _MODELS

    def says_only(self, covered: set[int]) -> bool:
        """Whether the message says nothing beyond the words whose indices are ``covered``."""
        rest = [word for index, word in enumerate(self.words) if index not in covered]
        return len(rest) <= 8 and all(word in _FILLERS or len(word) == 1 for word in rest)

    def _left(self, index: int) -> str:
        """Return the word before, unless a pause separates the two."""
        if not 0 < index < len(self.words) or not _BREAKS.isdisjoint(self.gap(index)):
            return ""
        return self.words[index - 1]


def _cue(preposition: str, earlier: str) -> Cue:
    if preposition in _ORIGIN and earlier in ("commencant", "base"):
        return Cue.ORIGIN
    nouns_apply = preposition in _ORIGIN or not preposition
    if (nouns_apply and earlier in _PLACE_NOUNS) or earlier in _PLACE_VERBS:
        return Cue.STRONG
    if preposition in _LOCATION:
        return Cue.LOCATION
    return Cue.ORIGIN if preposition in _ORIGIN else Cue.NONE
