"""The list of places: what is shipped, and what a wrong line says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.errors import PlaceListUnreadable
from bot.nlu.place_names import DATA_FOLDER, FRANCHE_COMTE, PlaceName, read_places
from bot.nlu.place_typos import MisspeltPlaces

HEADER = "nom,code,sorte,habitants,article,courant"


def folder_with(tmp_path: Path, line: str) -> Path:
    (tmp_path / "lieux.csv").write_text(f"{HEADER}\nDole,39,commune,23840,,0\n", encoding="utf-8")
    (tmp_path / "territoires.csv").write_text(f"# note\n{HEADER}\n{line}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def places() -> list[PlaceName]:
    return read_places()


@pytest.mark.parametrize(("code", "count"), [("25", 563), ("39", 492), ("70", 536), ("90", 101)])
def test_every_commune_of_franche_comte_is_known(
    places: list[PlaceName], code: str, count: int
) -> None:
    communes = [p for p in places if p.kind == "commune" and p.territoire == code]
    assert len(communes) == count


def test_former_communes_are_known_too(places: list[PlaceName]) -> None:
    former = {p.name for p in places if p.kind == "ancienne_commune"}
    assert {"Morez", "Saint-Lupicin", "Fougerolles", "Servance"} <= former


def test_all_other_departements_are_known(places: list[PlaceName]) -> None:
    departements = {p.name for p in places if p.kind == "departement"}
    assert len(departements) >= 101
    assert {"Ain", "Côte-d'Or", "Haute-Saône", "Réunion"} <= departements


def test_one_line_may_hold_several_spellings(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "Besac|Bezac,25,surnom,118000,,0")
    assert [p.name for p in read_places(folder)] == ["Dole", "Besac", "Bezac"]


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("Besac,25,surnom,118000", "6 colonnes"),
        ("Besac,2500000,surnom,118000,,0", "25, 39, 70, 90"),
        ("Besac,25,surnon,118000,,0", "surnom"),
        ("Besac,25,surnom,beaucoup,,0", "nombre entier"),
        ("Besac,25,surnom,118000,un,0", "l'"),
        ("Besac|,25,surnom,118000,,0", "barre verticale"),
    ],
)
def test_a_wrong_line_is_named_with_its_remedy(tmp_path: Path, line: str, remedy: str) -> None:
    with pytest.raises(PlaceListUnreadable, match=r"territoires\.csv, ligne 3") as raised:
        read_places(folder_with(tmp_path, line))
    assert remedy in str(raised.value)


def test_a_wrong_heading_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "")
    (folder / "lieux.csv").write_text("nom;code\n", encoding="utf-8")
    with pytest.raises(PlaceListUnreadable, match="première ligne"):
        read_places(folder)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(PlaceListUnreadable, match=r"lieux\.csv"):
        read_places(tmp_path)
    with pytest.raises(PlaceListUnreadable, match=r"mots_voisins\.txt"):
        MisspeltPlaces.load([], tmp_path / "mots_voisins.txt")


def test_a_french_word_is_never_a_misspelt_place(places: list[PlaceName]) -> None:
    misspelt = MisspeltPlaces.load(places)
    assert misspelt.correct(("montagne",)) is None
    assert misspelt.correct(("montagney",)) == ("montagney",)


def test_the_source_and_its_licence_are_noted() -> None:
    note = (DATA_FOLDER / "README.md").read_text(encoding="utf-8")
    assert "@etalab/decoupage-administratif" in note
    assert "Licence Ouverte" in note
    assert set(FRANCHE_COMTE) == {"25", "39", "70", "90"}
