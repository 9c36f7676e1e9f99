"""``bot nlu``, with the trained model."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.nlu.commands import parser_of
from bot.nlu.errors import ModelUnreadable
from bot.nlu.explanation import Explainer

TEXT = "on voudrait ouvrir une crèche, on n'a pas encore d'association"


@pytest.fixture(scope="module")
def explainer(trained_model: Path) -> Explainer:
    return Explainer.load(trained_model)


def test_the_words_that_spoke_for_a_domain_are_shown(explainer: Explainer) -> None:
    explanation = explainer.explain(TEXT)
    assert explanation.rankings["domaine"][0][0] == "petite_enfance"
    word, strength = explanation.words["domaine"][0]
    assert (word, strength > 0) == ("creche", True)


def test_the_terms_of_the_lexicon_are_shown_as_they_stand_in_the_text(explainer: Explainer) -> None:
    terms = explainer.explain(TEXT).terms
    assert ("domaine.petite_enfance", "crèche", False) in terms


def test_what_is_taken_is_what_the_parse_holds(explainer: Explainer, trained_model: Path) -> None:
    parse = parser_of(trained_model)
    for text in (
        TEXT,
        "un atelier de vélos pour les personnes handicapées",
        "à Morteau",
        "pas créé",
    ):
        entities = parse(text)["entities"]
        told = {
            name: [each["value"] for each in entities if each["entity"] == name]
            for name in ("etape", "domaine")
        }
        assert explainer.explain(text).taken == told


def test_a_training_text_is_its_own_closest(explainer: Explainer) -> None:
    closest = explainer.explain(TEXT).neighbours[0].text
    assert explainer.explain(closest).neighbours[0].similarity == pytest.approx(1.0, abs=0.01)


def test_a_slip_is_read_as_the_word_it_stands_for(explainer: Explainer) -> None:
    assert explainer.explain("une crehce").text == "une crèche"


@pytest.mark.parametrize(
    ("text", "territoire", "typed"),
    [
        ("une légumerie pour les collèges d uJura", "39", "uJura"),
        ("on est a Belfrot", "90", "Belfrot"),
        ("on est a Vesoul, pas a d uJura", "70", "Vesoul"),  # what is typed well comes first
    ],
)
def test_a_place_is_found_under_its_slips_where_it_was_typed(
    trained_model: Path, text: str, territoire: str, typed: str
) -> None:
    entities = parser_of(trained_model)(text)["entities"]
    place = next(each for each in entities if each["entity"] == "territoire")
    assert (place["value"], text[place["start"] : place["end"]]) == (territoire, typed)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "la moitié des villages sont en Haute-Saône et l'autre dans le Doubs",
            "plusieurs_departements",
        ),
        ("à cheval sur la Haute-Saône et le Territoire de Belfort", "plusieurs_departements"),
        ("nous sommes à Héricourt mais ce sera dans le Territoire de Belfort", "70"),
        ("à Besançon et dans tout le Doubs", "25"),
    ],
)
def test_two_departements_in_one_breath_are_both_meant(
    trained_model: Path, text: str, place: str
) -> None:
    entities = parser_of(trained_model)(text)["entities"]
    assert [e["value"] for e in entities if e["entity"] in ("territoire", "lieu")] == [place]


def test_there_is_nothing_to_explain_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match="make train"):
        Explainer.load(tmp_path / "nothing.tar.gz")


def test_an_explanation_can_be_read_by_a_program(trained_model: Path) -> None:
    arguments = ["nlu", "explain", TEXT, "--json", "--modele", str(trained_model)]
    done = CliRunner().invoke(app, arguments)
    assert json.loads(done.stdout)["rankings"]["domaine"][0][0] == "petite_enfance"


def test_an_evaluation_shows_scores_confusions_and_reliability(
    trained_model: Path, tmp_path: Path
) -> None:
    file = tmp_path / "textes.jsonl"
    file.write_text(
        '{"text": "bonjour", "intent": "saluer"}\n{"text": "merci", "intent": "nier"}\n',
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["nlu", "evaluate", str(file), "--modele", str(trained_model)])
    assert done.exit_code == 0
    for shown in ("le premier juste 50.0%", "attendu", "Écart moyen", "compris remercier"):
        assert shown in done.stdout


def test_short_texts_may_be_left_out_of_an_evaluation(trained_model: Path, tmp_path: Path) -> None:
    file = tmp_path / "textes.jsonl"
    file.write_text(
        '{"text": "ok !", "intent": "nier"}\n{"text": "bonjour à vous", "intent": "saluer"}\n',
        encoding="utf-8",
    )
    arguments = ["nlu", "evaluate", str(file), "--modele", str(trained_model), "--lettres"]
    done = CliRunner().invoke(app, [*arguments, "5"])
    assert "(1 textes) : le premier juste 100.0%" in done.stdout
    nothing = CliRunner().invoke(app, [*arguments, "500"])
    assert nothing.exit_code != 0
    assert "aucun texte" in nothing.output
