"""What is shortened in a hurry is written out, and nothing else is touched."""

from pathlib import Path

import pytest

from bot.nlu.abbreviations import read_abbreviations, written_out
from bot.nlu.errors import TrainingDataError


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("slt jai 1 idée pr les vieux ds ma rue", "salut j'ai 1 idée pour les vieux dans ma rue"),
        ("c koi l'ess", "c'est quoi l'ess"),
        ("g pas de sous", "j'ai pas de sous"),
        ("l'asso, ya koi kom aide ?", "l'association, il y a quoi comme aide ?"),
        ("C pas grave, C vrai", "c'est pas grave, C vrai"),
        ("PR LES JEUNES", "pour LES JEUNES"),
        ("Slt ! Bcp de gens.", "salut ! beaucoup de gens."),
    ],
)  # fmt: skip
def test_abbreviations_are_written_out(typed: str, read: str) -> None:
    assert written_out(typed).text == read


@pytest.mark.parametrize(
    "typed",
    [
        "la CC du Val d'Amour",
        "au pied de la tour C et on lit",
        "je c pas trop",
        "50 g de sucre et le 3 c de la rue",
        "c'est ça, j'ai qu'à voir",
        "ecris a pr.durand@asso.fr ou www.asso.fr",
        "groupe c.",
        "un pr-projet",
        "",
    ],
)
def test_what_is_no_abbreviation_stays_as_it_is(typed: str) -> None:
    read = written_out(typed)
    assert read.text == typed
    assert not read.is_changed


def test_the_place_of_each_is_known() -> None:
    typed = "slt, bcp de gens"
    read = written_out(typed)
    start = read.text.index("beaucoup")
    assert typed[slice(*read.typed_span(start, start + len("beaucoup")))] == "bcp"
    assert typed[slice(*read.typed_span(0, len(read.text)))] == typed
    assert read.is_changed


@pytest.mark.parametrize("line", ["bcp", "bcp =", "bcp beaucoup", "Bcp = beaucoup", "a b = c"])
def test_a_wrong_line_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "liste.txt").write_text(f"# une remarque\n\nslt = salut\n{line}\n")
    with pytest.raises(TrainingDataError, match="ligne 4"):
        read_abbreviations(tmp_path / "liste.txt")


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingDataError, match=r"absente\.txt"):
        read_abbreviations(tmp_path / "absente.txt")
