"""Texts are spoiled as people spoil them, and in the same way each time."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.noise import Noise, drop_accents, slip, spell_as_sms

TEXT = "Nous voulons ouvrir une crèche à Vesoul avec des habitants"


def test_the_same_seed_spoils_in_the_same_way() -> None:
    assert Noise(typos=2, seed=1).spoil(TEXT) == Noise(typos=2, seed=1).spoil(TEXT)


def test_another_seed_spoils_in_another_way() -> None:
    assert len({Noise(typos=2, seed=seed).spoil(TEXT) for seed in range(20)}) > 10


def test_what_was_spoiled_before_changes_nothing() -> None:
    noise = Noise(typos=2)
    alone = noise.spoil(TEXT)
    noise.spoil("un autre texte")
    assert noise.spoil(TEXT) == alone


def test_no_noise_leaves_a_text_as_it_is() -> None:
    assert Noise().spoil(TEXT) == TEXT


def test_accents_are_dropped_and_nothing_else() -> None:
    assert drop_accents("Éhpad, forêt, garçon") == "Ehpad, foret, garcon"


def test_capitals_keep_their_accents() -> None:
    assert Noise(capitals=True).spoil("crèche") == "CRÈCHE"


@pytest.mark.parametrize(
    ("text", "sms"),
    [
        ("Bonjour, j'ai un projet", "bjr, g 1 proj"),
        ("Parce que c'est pour nous", "pcq c pr ns"),
        ("des personnes isolées", "des personn isolé"),
        ("le quotidien", "le quotidien"),
    ],
)
def test_a_text_message_is_spelt_as_it_sounds(text: str, sms: str) -> None:
    assert spell_as_sms(text) == sms


@given(st.text(alphabet="abcdé '", max_size=40), st.integers(0, 5), st.integers(0, 50))
def test_each_slip_changes_the_length_by_one_at_most(text: str, times: int, seed: int) -> None:
    spoiled = slip(text, times, random.Random(seed))
    assert abs(len(spoiled) - len(text)) <= times


def test_two_slips_change_most_texts() -> None:
    texts = [f"{TEXT} {n}" for n in range(50)]
    assert sum(Noise(typos=2).spoil(text) != text for text in texts) >= 48


def test_a_slip_is_to_the_key_beside_on_a_french_keyboard() -> None:
    reached = {slip("a", 1, random.Random(seed)) for seed in range(60)}
    assert reached == {"z", "a", "", "aa"}
