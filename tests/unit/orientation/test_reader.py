"""Mistakes in the files: each is named with its file, its line and its remedy, all at once."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from catalogue_files import DELIVERED, Files, files
from hypothesis import given
from hypothesis import strategies as st

from bot.orientation.documents import Document, read_document
from bot.orientation.reader import read_catalogue
from bot.orientation.references import reference_problems
from bot.orientation.rules import DRAFT, Condition
from bot.orientation.schema import SCHEMAS
from bot.orientation.schema_errors import _EXPLANATIONS, schema_problems

__all__ = ["files"]

RULES = "regles.yml"


def test_a_rule_is_read_as_it_was_written(files: Files) -> None:
    files.replace(RULES, "priorite: 90\n", "priorite: 90\n    valable_du: 2027-01-01\n")
    content = read_catalogue(files.folder)
    rule = content.rule("entreprise-organisation-du-travail")
    assert rule.conditions == (
        Condition("domaine", ("organisation_du_travail",)),
        Condition("territoire", ("25", "39", "70", "90")),
        Condition("entreprise_en_activite", ("oui",)),
    )
    assert (rule.priorite, str(rule.valid_from), rule.valid_to) == (90, "2027-01-01", None)
    assert content.version == DRAFT


def test_a_word_alone_stands_for_a_list_of_one(files: Files) -> None:
    files.replace(RULES, "etape: [emergence]", "etape: emergence")
    rule = read_catalogue(files.folder).rule("emergence-accompagnement")
    assert rule.conditions[0] == Condition("etape", ("emergence",))


def test_a_sentence_may_be_folded_over_several_lines(files: Files) -> None:
    files.replace(
        "dernier_recours.yml", '  raison: "Le service', '  raison: >-\n    Le  service\n    "'
    )
    assert read_catalogue(files.folder).last_resort.raison.startswith('Le service " Économie')


def test_codes_that_yaml_takes_for_numbers_and_truth_stay_words(files: Files) -> None:
    for code in ("090", "1e3", "no", "null"):
        files.replace("vocabulaire.yml", "  - code: culture\n", f"  - code: '{code}'\n")
        files.replace("vocabulaire.yml", f"'{code}'", "culture")
    files.replace("vocabulaire.yml", "code: hors_region", "code: 090")
    files.replace(RULES, "hors_region", "090")
    assert read_catalogue(files.folder).rule("hors-region").conditions[0].attendu == ("090",)


MISTAKES = [
    (RULES, "raison:", "raisn:", "la clé « raisn » n’existe pas : écrivez « raison »", 1),
    (RULES, "priorite: 10\n", "priorite: dix\n", "« dix » ne convient pas pour « priorite »", 0),
    (RULES, "priorite: 10\n", "priorite: 0\n", "une priorité est un nombre entier", 0),
    (RULES, "[emergence]", "[]", "« etape » est vide", 0),
    (RULES, "[emergence]", "[emergence, emergence]", "contient deux fois la même valeur", 0),
    (RULES, "[emergence]", "[emergance]", "Vouliez-vous dire : emergence", 0),
    (RULES, "[emergence]", "[Émergence]", "minuscules, sans accent", 0),
    (RULES, "etape: [emergence]", "stade: [emergence]", "la clé « stade » n’existe pas", 0),
    (RULES, "activite: oui", "activite: yes", "écrivez oui ou non", 0),
    (RULES, "organisation: franche_comte_active", "organisation: active", "pas déclaré", 0),
    (RULES, "dispositif: emergence", "dispositif: emergense", "dire : emergence", 0),
    (RULES, "organisation: bpifrance", "organisation: rallynov", "ne propose pas le disp", 0),
    (RULES, "code: hors-region", "code: besoin-contact", "est déjà pris", 0),
    (RULES, "code: hors-region", "code: Hors région", "un code s’écrit en minuscules", 0),
    (RULES, "regles:", "rules:", "la clé « rules » n’existe pas", 1),
    (RULES, "priorite: 10\n", "priorite: 10\n    valable_du: 22/11/2026\n", "année-mois-jour", 0),
    (RULES, "priorite: 10\n", "priorite: 10\n    valable_du: 2026-02-30\n", "année-mois-jour", 0),
    (
        RULES,
        "priorite: 10\n",
        "priorite: 10\n    valable_du: 2026-02-03\n    valable_jusqu_au: 2026-02-02\n",
        "échangez les dates",
        0,
    ),
    (RULES, "priorite: 10\n", "priorite: 10\n    priorite: 11\n", "est écrite deux fois", 0),
    (RULES, "priorite: 10\n", "priorite: &dix 10\n", "les ancres", 0),
    ("organisations.yml", "http://www.rallynov.fr", "www.rallynov.fr", "commence par http", 0),
    ("organisations.yml", "ess@franche-comte.fr", "ess(at)franche-comte.fr", "nom@exemple", 0),
    ("organisations.yml", '"03 81 61 61 61"', '"03-81"', "s’écrit en chiffres", 0),
    ("organisations.yml", 'nom: "Bpifrance"', "nom:", "« nom » est vide", 0),
    ("organisations.yml", 'nom: "Bpifrance"', "nom: [a]", "n’a pas la bonne forme", 0),
    ("organisations.yml", 'nom: "Bpifrance"', 'nom: "a\\0b"', "sans caractère invisible", 0),
    ("organisations.yml", "via: franche_comte_active", "via: personne", "n’est pas déclaré", 0),
    (
        "organisations.yml",
        "via: franche_comte_active",
        "via: fonds_de_confiance",
        "renvoie à lui",
        0,
    ),
    ("dispositifs.yml", "[bpifrance]", "[bpi]", "Vouliez-vous dire : bpifrance", 0),
    ("dispositifs.yml", "[emergence]", "[emergense]", "Vouliez-vous dire : emergence", 0),
    ("exemples.yml", "prix_2013\n", "prix_2014\n", "écrivez prix_2013 ou quotidien", 0),
    ("exemples.yml", "[petite_enfance]", "[petite-enfance]", "dire : petite_enfance", 0),
    ("dernier_recours.yml", "etape: [inconnu]", "etape: [inconu]", "dire : inconnu", 0),
    ("dernier_recours.yml", "etape: [inconnu]\n      ", "", "nommez au moins une dimension", 0),
    ("dernier_recours.yml", "organisation: service_ess", "organisation: x", "pas déclaré", 0),
    ("vocabulaire.yml", 'choix: "Je me', 'choi: "Je me', "écrivez « choix »", 1),
]


@pytest.mark.parametrize(("name", "old", "new", "message", "others"), MISTAKES)
def test_a_mistake_is_named_with_its_line_and_its_remedy(
    name: str, old: str, new: str, message: str, others: int, files: Files
) -> None:
    line = files.replace(name, old, new)
    problems = files.problems()
    found = [each for each in problems if message in each]
    assert found, problems
    # A key that is not written in adds its line below the changed one; where the mistake makes a
    # key missing too, that is a second remark.
    position = int(found[0].removeprefix(f"{name}:").split(" ")[0])
    assert line <= position <= line + new.count("\n")
    assert len(problems) <= 1 + others


def test_a_missing_key_is_named_on_the_line_of_its_entry(files: Files) -> None:
    line = files.replace(RULES, "    priorite: 10\n", "")
    message = files.problem()
    assert (
        message
        == f"{RULES}:{line - 6} : il manque « priorite » : ajoutez une ligne « priorite: … »"
    )


def test_an_organisation_reached_in_circles_is_named(files: Files) -> None:
    files.replace(
        "organisations.yml",
        "    site: http://www.franchecomteactive.org",
        "    contact_via: fonds_de_confiance",
    )
    assert [each.split(" : ")[1] for each in files.problems()] == [
        "« franche_comte_active » renvoie à lui-même par « contact_via »",
        "« fonds_de_confiance » renvoie à lui-même par « contact_via »",
    ]


def test_all_mistakes_of_all_files_are_named_at_once(files: Files) -> None:
    files.replace(RULES, "priorite: 10\n", "priorite: dix\n")
    files.replace(RULES, "[emergence]", "[emergance]")
    files.replace("exemples.yml", "[petite_enfance]", "[enfance]")
    files.write("dispositifs.yml", "dispositifs: [")
    assert [each.split(":")[0] for each in files.problems()] == [
        "dispositifs.yml",
        "exemples.yml",
        "regles.yml",
        "regles.yml",
    ]


BROKEN = [
    ("regles:\n  - code: a : b\n", 2, "mettez la phrase entre guillemets"),
    ("regles:\n\t- code: a\n", 2, "tabulation"),
    ('regles:\n  - code: "a\n', 3, "guillemet jamais fermé"),
    ("regles:\n  - code: [a\n", 3, "jamais fermé"),
    ("regles:\n  - code: a\n   nom: b\n", 3, "alignez"),
    ("regles:\n  - code: @a\n", 2, "signe spécial"),
    ("regles: - code\n", 1, "sa propre ligne"),
    ("regles:\n  - *a\n", 2, "commence par « * »"),
    ("a: 1\n---\nb: 1\n", 2, "un seul document"),
    ("regles:\n  - a\x07\n", 2, "caractère invisible"),
    (b"regles:\n  - \xe9t\xe9\n", 2, "UTF-8"),
    ("", 1, "vide"),
    ("# rien\n", 1, "vide"),
    ("regles:\n  ? [a]\n  : b\n", 2, "une clé est un mot"),
    ("- a\n", 1, "n’a pas la bonne forme"),
]


@pytest.mark.parametrize(("content", "line", "message"), BROKEN)
def test_a_file_that_is_not_yaml_is_named_with_its_line(
    content: str | bytes, line: int, message: str, files: Files
) -> None:
    files.write(RULES, content)
    problem = files.problem()
    assert problem.startswith(f"{RULES}:{line} : ")
    assert message in problem


def test_a_missing_file_is_named(files: Files) -> None:
    (files.folder / RULES).unlink()
    assert files.problem() == f"{RULES}:1 : ce fichier manque : remettez-le à sa place"


def test_a_file_that_would_not_be_read_is_named(files: Files) -> None:
    files.write("regle.yml", "regles: []")
    assert "regle.yml:1 : ce fichier ne serait pas lu. Vouliez-vous dire : regles.yml" in (
        files.problem()
    )


def test_a_folder_that_does_not_exist_is_named(files: Files, tmp_path: Path) -> None:
    files.folder = tmp_path / "ailleurs"
    assert "ce dossier n’existe pas" in files.problem()


SOUND = {name: read_document(DELIVERED / name) for name in SCHEMAS}
JUNK = st.sampled_from([None, "x", "", [], {}, ["x"], [["x"]], {"x": "y"}, [None], [{}]])


def put(content: Any, place: tuple[str | int, ...], value: Any) -> Any:
    """Put a value at a place, leaving the original as it is."""
    if not place:
        return value
    copied = copy.copy(content)
    copied[place[0]] = put(content[place[0]], place[1:], value)
    return copied


@given(st.data())
def test_whatever_stands_in_a_file_is_reported_and_stops_nothing(data: st.DataObject) -> None:
    documents = dict(SOUND)
    for _ in range(10):
        name = data.draw(st.sampled_from(sorted(documents)))
        document = SOUND[name]
        place = data.draw(st.sampled_from(sorted(document.lines, key=str)))
        spoilt = put(document.content, place, data.draw(JUNK))
        documents[name] = Document(document.file, spoilt, document.lines)
    reported = [
        *reference_problems(documents),
        *(each for name in SCHEMAS for each in schema_problems(documents[name], SCHEMAS[name])),
    ]
    assert all(each.line >= 1 and each.message for each in reported)


def test_every_constraint_of_the_schemas_has_a_sentence_for_staff() -> None:
    silent = {"properties", "items", "remede"}

    def keywords(schema: dict[str, object]) -> set[str]:
        inner = [*dict(schema.get("properties", {})).values(), schema.get("items")]
        return set(schema).union(*(keywords(each) for each in inner if isinstance(each, dict)))

    used = set().union(*map(keywords, SCHEMAS.values())) - silent
    assert used == set(_EXPLANATIONS)
