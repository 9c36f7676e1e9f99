"""What the bench says of the peers' understanding is counted as ours is."""

from typing import Any

import pytest

from bench.peers.quality import as_profile, intent_macro_f1, profile_accuracy
from bot.nlu.evaluation import LabelledText

TEXTS = [
    LabelledText("une crèche", {"domaine": ("petite_enfance",), "intent": ("decrire_projet",)}),
    LabelledText("bonjour", {"domaine": ("inconnu",), "intent": ("saluer",)}),
]


def a_parse(intent: str, *ranked: str) -> dict[str, Any]:
    return {
        "parse": {"intent": {"name": intent, "confidence": 0.7}, "entities": []},
        "ranked": [intent, *ranked],
    }


@pytest.mark.parametrize(
    ("codes", "right"),
    [(("petite_enfance", "inconnu"), 1.0), (("sante", "inconnu"), 0.5), (("sante", "sante"), 0.0)],
)
def test_intents_that_are_codes_count_as_a_profile(codes: tuple[str, str], right: float) -> None:
    found = as_profile("domaine", [a_parse(code) for code in codes])
    assert profile_accuracy(TEXTS, found, "domaine") == right


def test_the_intent_behind_a_fallback_counts() -> None:
    found = [a_parse("nlu_fallback", "decrire_projet"), a_parse("saluer")]
    assert intent_macro_f1(TEXTS, found) == 1.0
    found = [a_parse("saluer"), a_parse("saluer")]
    assert intent_macro_f1(TEXTS, found) == pytest.approx(1 / 3)
