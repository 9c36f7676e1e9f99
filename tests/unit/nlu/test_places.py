"""Which territory a visitor's words name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.place_names import FRANCHE_COMTE, OUTSIDE
from bot.nlu.places import Gazetteer, PlaceMention

SURE = 0.75
HINT = 0.35


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def best(gazetteer: Gazetteer, text: str) -> PlaceMention:
    mentions = gazetteer.find(text)
    assert mentions, f"no place found in {text!r}"
    return mentions[0]


def assert_territory(gazetteer: Gazetteer, text: str, territoire: str | None) -> None:
    mention = best(gazetteer, text)
    assert mention.territoire == territoire, mention
    assert mention.confidence > HINT, mention


def assert_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert [m for m in gazetteer.find(text) if m.confidence > HINT] == []


@pytest.mark.parametrize(
    ("text", "territoire"),
    [
        ("on est à Besançon", "25"),
        ("besancon", "25"),
        ("BESANCON", "25"),
        ("une asso de baume les dames", "25"),
        ("a l'isle sur le doubs", "25"),
        ("l’Isle-sur-le-Doubs", "25"),
        ("st vit", "25"),
        ("à Saint-Vit", "25"),
        ("je vous écris de Mouthe", "25"),
        ("du côté de Faucogney", "70"),
        ("à Scey-sur-Saône", "70"),
        ("St-Claude", "39"),
        ("Lons le Saunier", "39"),
        ("on joue à lons", "39"),
        ("a dole", "39"),
        ("un café associatif à Morez", "39"),
        ("vesoul", "70"),
        ("à Luxeuil-les-Bains", "70"),
        ("luxeuil", "70"),
        ("pres de villersexel", "70"),
        ("belfort", "90"),
        ("on habite delle", "90"),
        ("au Russey", "25"),
        ("Le Russey", "25"),
        ("aux Rousses", "39"),
    ],
)
def test_a_commune_however_it_is_written(gazetteer: Gazetteer, text: str, territoire: str) -> None:
    assert_territory(gazetteer, text, territoire)


@pytest.mark.parametrize(
    ("text", "territoire"),
    [
        ("dans le jura", "39"),
        ("le Doubs", "25"),
        ("en haute saone", "70"),
        ("la Hte-Saône", "70"),
        ("territoire de belfort", "90"),
        ("dans le Haut-Doubs", "25"),
        ("les vosges saônoises", "70"),
        ("pays de Montbéliard", "25"),
        ("au cœur de la Bresse jurassienne", "39"),
        ("une association bisontine", "25"),
        ("quartier Planoise", "25"),
    ],
)
def test_a_departement_a_valley_or_its_people(
    gazetteer: Gazetteer, text: str, territoire: str
) -> None:
    assert_territory(gazetteer, text, territoire)


@pytest.mark.parametrize(
    ("text", "territoire"),
    [
        ("39", "39"),
        ("c'est dans le 70", "70"),
        ("jé di le 70", "70"),
        ("dpt 90", "90"),
        ("Champagney (39)", "39"),
        ("département 25", "25"),
        ("notre asso du 39", "39"),
        ("39100", "39"),
        ("F-25000 Besançon", "25"),
        ("70200 lure", "70"),
        ("code postal 90000", "90"),
        ("01590", "39"),
        ("69", OUTSIDE),
        ("dans le 21", OUTSIDE),
        ("21000 Dijon", OUTSIDE),
    ],
)
def test_a_place_said_by_number(gazetteer: Gazetteer, text: str, territoire: str) -> None:
    assert_territory(gazetteer, text, territoire)


@pytest.mark.parametrize(
    "text",
    [
        "70 personnes sont venues",
        "un prêt de 25 000 euros",
        "il faut 39000 pour commencer",
        "un budget de 70200",
        "j'ai 39 ans",
        "prenez le 39 jusqu'au terminus",
        "90 %",
        "90%",
        "depuis 25 ans",
        "le 25 mars",
        "du 25 au 30",
        "entre le 20 et le 25",
        "au 39 rue des écoles",
        "appelez le 03 81 25 39 70",
        "25 €",
    ],
)
def test_a_quantity_a_date_or_an_amount_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert_no_place(gazetteer, text)


@pytest.mark.parametrize(
    "text",
    [
        "fort de son expérience",
        "un projet à fort impact",
        "ouvrir une place à la crèche",
        "un lot de vélos",
        "une somme importante",
        "on a fait trois tours de table",
        "cher monsieur, c'est trop cher",
        "des oranges et une orange",
        "frais de port",
        "dans le sens du vent",
        "à la montagne",
        "à la réunion de demain",
        "on loue des vélos",
        "le grand est-ce que ça existe",
        "le besoin est grand, est-ce prévu",
        "le nord du village",
        "un savon de Marseille",
        "qui est Franche-Comté Active",
        "une montagnes de papiers",
        "le coup de coeur du jury",
        "madame Gray",
        "écrivez à contact@besancon.fr",
        "https://www.dole.org",
        "la Croix-Rouge",
        "une classe ULIS",
        "boulot, rang, croix, port, bulle, fontaine",
    ],
)
def test_an_ordinary_word_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert_no_place(gazetteer, text)


@pytest.mark.parametrize(
    ("text", "territoire"),
    [
        ("la commune de rang", "25"),
        ("à Rang", "25"),
        ("une ferme aux Fins", "25"),
        ("à Levier", "25"),
        ("à Gray et ailleurs", "70"),
        ("on est a gray", "70"),
        ("à Orange", OUTSIDE),
        ("l'agence de Tours", OUTSIDE),
        ("à Sens", OUTSIDE),
        ("dans le Lot", OUTSIDE),
        ("dans la Somme", OUTSIDE),
        ("en Savoie", OUTSIDE),
        ("à La Réunion", OUTSIDE),
        ("à Nice", OUTSIDE),
    ],
)
def test_the_same_word_is_a_place_with_a_preposition_and_a_capital(
    gazetteer: Gazetteer, text: str, territoire: str
) -> None:
    assert_territory(gazetteer, text, territoire)


@pytest.mark.parametrize(
    "text",
    ["à Lyon", "paris", "en Suisse", "au Québec", "Lausanne", "Jura suisse", "la Saône-et-Loire",
     "en bourgogne", "on vient de mulhouse", "à Venise", "à Bourg-en-Bresse", "dans les Vosges"],
)  # fmt: skip
def test_a_place_elsewhere_is_outside_the_region(gazetteer: Gazetteer, text: str) -> None:
    assert_territory(gazetteer, text, OUTSIDE)


@pytest.mark.parametrize(
    ("text", "territoire"),
    [
        ("a monbeliard", "25"),
        ("pontarlié", "25"),
        ("je suis de vezoul", "70"),
        ("lons le saulnier", "39"),
        ("sur champagnol", "39"),
        ("lonslesaunier", "39"),
        ("à Hericour", "70"),
        ("on habite marseile", OUTSIDE),
    ],
)
def test_one_wrong_letter_is_forgiven(gazetteer: Gazetteer, text: str, territoire: str) -> None:
    assert_territory(gazetteer, text, territoire)


def test_a_misspelling_is_less_sure_than_the_name(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "à Pontarlié").confidence < best(gazetteer, "à Pontarlier").confidence


@pytest.mark.parametrize(
    "text",
    [
        "en Franche-Comté",
        "franche conté",
        "Aire urbaine Belfort-Montbéliard",
        "dans la vallée de l'Ognon",
    ],
)
def test_a_part_of_the_region_that_spans_departements_has_no_territory(
    gazetteer: Gazetteer, text: str
) -> None:
    mention = best(gazetteer, text)
    assert (mention.territoire, mention.region) == (None, True)


def test_bourgogne_franche_comte_says_little(gazetteer: Gazetteer) -> None:
    mention = best(gazetteer, "en Bourgogne-Franche-Comté")
    assert (mention.territoire, mention.region, mention.confidence) == (None, True, 0.5)


def test_a_commune_says_more_than_the_region_around_it(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "en Franche-Comté, à côté de Dole").territoire == "39"


def test_the_longest_name_wins(gazetteer: Gazetteer) -> None:
    mentions = gazetteer.find("à Arc-lès-Gray")
    assert [mention.name for mention in mentions] == ["Arc-lès-Gray"]


@pytest.mark.parametrize(
    ("text", "territoire"),
    [
        ("pas à Dole, à Gray", "70"),
        ("non pas à Besançon mais à Vesoul", "70"),
        ("on n'est plus à Lure mais à Dole", "39"),
        ("au lieu de Belfort, Pontarlier", "25"),
        ("plutôt que dans le Jura, dans le Doubs", "25"),
        ("pas dans le 39, dans le 25", "25"),
        ("ni à Dole ni à Lyon, à Delle", "90"),
    ],
)
def test_a_place_that_is_ruled_out_comes_last(
    gazetteer: Gazetteer, text: str, territoire: str
) -> None:
    mentions = gazetteer.find(text)
    assert mentions[0].territoire == territoire
    assert mentions[-1].confidence <= 0.1


@pytest.mark.parametrize(
    "text", ["en plus à Dole", "pourquoi pas à Dole", "c'est plus vers Dole", "pas loin de Dole"]
)
def test_pas_and_plus_do_not_always_deny(gazetteer: Gazetteer, text: str) -> None:
    assert best(gazetteer, text).confidence > SURE


def test_several_places_come_in_the_order_of_the_text(gazetteer: Gazetteer) -> None:
    mentions = gazetteer.find("entre Vesoul, Lure et Belfort")
    assert [mention.territoire for mention in mentions] == ["70", "70", "90"]


def test_franche_comte_comes_first_of_places_that_are_equally_sure(gazetteer: Gazetteer) -> None:
    mentions = gazetteer.find("on est à Oyonnax et à Saint-Claude")
    assert [mention.territoire for mention in mentions] == ["39", OUTSIDE]


@pytest.mark.parametrize(
    "text", ["hors de la Franche-Comté", "dans une autre région", "en dehors de la région"]
)
def test_outside_may_be_said_in_so_many_words(gazetteer: Gazetteer, text: str) -> None:
    assert_territory(gazetteer, text, OUTSIDE)


def test_the_end_of_an_unknown_name_is_no_place(gazetteer: Gazetteer) -> None:
    assert_no_place(gazetteer, "à Trucmuche-sur-Saône")


def test_namesakes_in_two_departements_are_less_sure(gazetteer: Gazetteer) -> None:
    shared, own = best(gazetteer, "à Champagney"), best(gazetteer, "à Ronchamp")
    assert (shared.territoire, own.territoire) == ("70", "70")
    assert shared.confidence < own.confidence


def test_an_idea_seen_elsewhere_is_not_where_the_project_is(gazetteer: Gazetteer) -> None:
    mentions = gazetteer.find("une idée vue à Lyon, qu'on voudrait lancer à Dole")
    assert [mention.territoire for mention in mentions] == ["39", OUTSIDE]


def test_where_the_coffee_grows_is_not_where_the_project_is(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "torréfier du café du Pérou").confidence < HINT


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(gazetteer: Gazetteer, text: str) -> None:
    assert_well_formed(gazetteer, text)


_WORDS = (
    "à a de dans le la les l' pas plus ni et , . ( ) - 39 25000 70 % Dole dole DOLE st claude "
    "lons saunier franche comté Besançon besanson haute saône orange fort e\u0301 œuvre \U0001f600"
)
_PIECES = st.sampled_from(sorted(_WORDS.split(" ")))


@given(st.lists(_PIECES, max_size=25))
def test_any_jumble_of_places_is_read_without_harm(gazetteer: Gazetteer, pieces: list[str]) -> None:
    assert_well_formed(gazetteer, " ".join(pieces))


def assert_well_formed(gazetteer: Gazetteer, text: str) -> None:
    mentions = gazetteer.find(text)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 < mention.confidence <= 1
        assert mention.territoire in (*FRANCHE_COMTE, OUTSIDE, None)
        assert mention.region == (mention.territoire is None)
    spans = sorted((mention.start, mention.end) for mention in mentions)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_only_the_beginning_of_an_endless_text_is_read(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("blabla " * 10_000 + "à Dole") == ()


@pytest.mark.parametrize(
    ("text", "territory"),
    [
        ("une compagnie de théâtre de rue à Belfort", "90"),
        ("pas Belfort, Montbéliard, pardon", "25"),
    ],
)
def test_a_street_and_a_pause_do_not_hide_a_place(text: str, territory: str) -> None:
    assert Gazetteer.load().find(text)[0].territoire == territory
