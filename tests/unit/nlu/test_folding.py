"""Folding changes letters, never places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.folding import fold, spell_out


def test_case_accents_apostrophes_and_hyphens_are_folded() -> None:
    assert fold("L’ÉCOLE–Valentin, à Noël ÇA") == "l'ecole-valentin, a noel ca"


@given(st.text())
def test_offsets_hold_in_the_folded_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_ligature_is_written_out_only_to_compare_words() -> None:
    assert fold("Œuvre") == "œuvre"
    assert spell_out(fold("Œuvre")) == "oeuvre"
