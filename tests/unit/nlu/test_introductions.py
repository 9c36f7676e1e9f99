"""The clause that says who speaks is left out of what is counted, and nothing else is."""

from __future__ import annotations

import pytest

from bot.nlu.introductions import without_introduction


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "je suis infirmière et je voudrais monter une ressourcerie à Belfort",
            "et je voudrais monter une ressourcerie à Belfort",
        ),
        (
            "Bonjour, je suis comptable à Dole, on veut créer un café associatif",
            "Bonjour, , on veut créer un café associatif",
        ),
        (
            "JE SUIS INSTITUTRICE A LA RETRAITE, AU VILLAGE ON N A PLUS D EPICERIE",
            ", AU VILLAGE ON N A PLUS D EPICERIE",
        ),
        (
            "Ancien cuisinier, je rêve de logements pour les jeunes",
            ", je rêve de logements pour les jeunes",
        ),
        (
            "on teste un atelier vélo depuis mars, je suis prof de maths",
            "on teste un atelier vélo depuis mars,",
        ),
        (
            "chauffeur de bus retraité, j'aimerais un café des parents",
            ", j'aimerais un café des parents",
        ),
    ],
)
def test_a_trade_of_the_person_is_left_out(text: str, left: str) -> None:
    assert " ".join(without_introduction(text).split()) == left
    assert len(without_introduction(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "je suis infirmière",
        "je suis infirmière à Vesoul, voilà.",
        "Nous sommes des infirmières qui voulons ouvrir un centre de santé",
        "Enseignants, animateurs et parents gouvernent ensemble notre lycée",
        "je suis porteuse d'un projet de crèche, on cherche un local",
        "une école d'infirmières où nous voulons tester un jardin",
        "",
    ],
)
def test_what_the_project_may_be_about_stays(text: str) -> None:
    assert without_introduction(text) == text
