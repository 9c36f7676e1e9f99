"""The terms that staff write in ``data/nlu/lexique``: no mistake creeps in."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from bot.nlu.lexicon import Lexicon, Term, term_of
from bot.nlu.tokens import tokenize

FOLDER = Path(__file__).parents[3] / "data" / "nlu" / "lexique"

DOMAINS = (
    "vieillissement petite_enfance logement sante pauvrete exclusion discriminations handicap "
    "emploi_insertion mobilite alimentation environnement finance_solidaire commerce_equitable "
    "organisation_du_travail education culture autre"
)
CODES = {
    "domaine": DOMAINS,
    "etape": "sensibilisation emergence experimentation demarrage diffusion evaluation",
    "besoin": "comprendre exemples accompagnement financement contact",
    "organisation": "rallynov franche_comte_active fonds_de_confiance bpifrance service_ess",
    "entreprise_en_activite": "oui non",
    "etape_niee": "emergence experimentation demarrage diffusion evaluation",
}


def read_tables() -> list[tuple[str, list[str]]]:
    tables = []
    for path in sorted(FOLDER.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].strip().split("\n")
            tables.append((block["lookup"], [line.removeprefix("- ") for line in lines]))
    return tables


TABLES = read_tables()


def terms_of(name: str, elements: list[str]) -> list[Term]:
    return [term_of(name, element) for element in elements]


def whole_lexicon() -> Lexicon:
    return Lexicon(term_of(name, element) for name, elements in TABLES for element in elements)


@pytest.mark.parametrize("dimension", CODES)
def test_every_code_of_the_contract_has_one_table(dimension: str) -> None:
    names = [name for name, _ in TABLES if name.startswith(f"{dimension}.")]
    assert sorted(names) == sorted(f"{dimension}.{code}" for code in CODES[dimension].split())


def test_there_is_no_table_that_nothing_reads() -> None:
    assert {name.split(".")[0] for name, _ in TABLES} == set(CODES)


@pytest.mark.parametrize(("name", "elements"), TABLES, ids=[name for name, _ in TABLES])
def test_a_term_is_written_once_in_its_table(name: str, elements: list[str]) -> None:
    written = defaultdict(list)
    for element, term in zip(elements, terms_of(name, elements), strict=True):
        written[term.words].append(element)
    assert [same for same in written.values() if len(same) > 1] == []


@pytest.mark.parametrize("dimension", ["etape", "besoin", "organisation", "entreprise_en_activite"])
def test_no_term_is_claimed_by_two_codes_of_a_dimension_that_has_one_answer(
    dimension: str,
) -> None:
    claims: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, elements in TABLES:
        if name.startswith(f"{dimension}."):
            for term in terms_of(name, elements):
                claims[term.words].add(term.code)
    shared = {words: codes for words, codes in claims.items() if len(codes) > 1}
    assert shared == {}


def test_a_term_speaks_for_four_domains_at_most() -> None:
    claims = Counter(
        term.words
        for name, elements in TABLES
        if name.startswith("domaine.")
        for term in terms_of(name, elements)
    )
    assert [words for words, count in claims.items() if count > 4] == []


def test_a_domain_has_enough_words_and_not_too_many() -> None:
    sizes = {name: len(elements) for name, elements in TABLES if name.startswith("domaine.")}
    too_few_or_many = {
        name: size for name, size in sizes.items() if not 40 <= size <= 180 and "autre" not in name
    }
    assert too_few_or_many == {}
    assert sizes["domaine.autre"] <= 80


def test_a_term_of_one_word_has_at_least_two_letters() -> None:
    short = [
        element
        for name, elements in TABLES
        for element, term in zip(elements, terms_of(name, elements), strict=True)
        if len("".join(term.words)) < 2
    ]
    assert short == []


def test_every_term_is_found_in_its_own_text() -> None:
    lexicon = whole_lexicon()
    lost = [
        (name, element)
        for name, elements in TABLES
        for element in elements
        if name
        not in {f"{m.term.dimension}.{m.term.code}" for m in lexicon.match(tokenize(element))}
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("on veut ouvrir une micro crèche", "domaine.petite_enfance"),
        ("lutter contre la précarité énergétique", "domaine.logement"),
        ("lutter contre la précarité énergétique", "domaine.environnement"),
        ("G 1 IDEE", "etape.emergence"),
        ("l'etude de faisabilite", "etape.experimentation"),
        ("mesurer l'impact", "etape.evaluation"),
        ("c koi rally nov", "organisation.rallynov"),
        ("le fond de confiance", "organisation.fonds_de_confiance"),
        ("la bpi", "organisation.bpifrance"),
        ("dans notre usine", "entreprise_en_activite.oui"),
        ("on voudrait prendre rendez-vous", "besoin.contact"),
    ],
)
def test_what_people_write_is_understood(text: str, name: str) -> None:
    matches = whole_lexicon().match(tokenize(text))
    assert name in {f"{m.term.dimension}.{m.term.code}" for m in matches}
