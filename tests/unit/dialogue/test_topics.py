"""A question about a notion gets the answer it asks for, and never the same one twice in a row."""

from __future__ import annotations

import pytest
from conftest import Talk, message

from bot.dialogue.answering import eligibility, give_examples, practical, who_pays
from bot.dialogue.listening import listen
from bot.dialogue.topics import answer_notion, explain_acronyms

REPEATED = "utter_deja_repondu"


def answer(talk: Talk, intent: str, text: str) -> list[str]:
    """Ask about a notion and return what is said."""
    return talk.make(answer_notion, message(intent, text)).said


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("c'est gratuit ?", "utter_assistant_gratuit"),
        ("cest gratui ou payan", "utter_assistant_gratuit"),
        ("fau payer pour parlé avec toi ?", "utter_assistant_gratuit"),
        ("combien ça coûte ce service", "utter_assistant_gratuit"),
        ("il faut créer un compte ?", "utter_assistant_gratuit"),
        ("c'est fait par qui ce site ?", "utter_assistant_qui"),
        ("qui paie pour vous ?", "utter_assistant_qui"),
        ("c'est la région qui paye pour ce robot", "utter_assistant_qui"),
        ("QUI TE PAYE TOI", "utter_assistant_qui"),
        ("qui t’a programmé", "utter_assistant_qui"),
        ("ki ta inventé", "utter_assistant_qui"),
        ("quelle entreprise a développé cet assistant", "utter_assistant_qui"),
        ("combien vous avez coûté ?", "utter_assistant_qui"),
        ("ça coûte combien à la région ?", "utter_assistant_qui"),
        ("c'est une IA comme ChatGPT ?", "utter_assistant_ia"),
        ("t une ia", "utter_assistant_ia"),
        ("est-ce que vous êtes une intelligence artificielle, madame ?", "utter_assistant_ia"),
        ("je peux vous croire ?", "utter_assistant_confiance"),
        ("on peut faire confiance à une IA ?", "utter_assistant_confiance"),
        ("ça vous arrive de vous tromper ?", "utter_assistant_confiance"),
        ("vos réponses sont fiables ou c'est juste indicatif", "utter_assistant_confiance"),
        ("d'où viennent vos informations ?", "utter_assistant_sources"),
        ("vos connaissances elles viennent d'où", "utter_assistant_sources"),
        ("je peux vous citer dans mon mémoire ?", "utter_assistant_sources"),
        ("vous vous basez sur quoi ?", "utter_assistant_sources"),
        ("qui êtes-vous ?", "utter_assistant"),
        ("qui me répond là", "utter_assistant"),
        ("tu viens d'où", "utter_assistant"),
        ("on dirait que c'est automatique, je me trompe ?", "utter_assistant"),
        ("c'est pour éviter de payer des gens au téléphone ?", "utter_assistant"),
        ("un vrai monsieur qui écrit de Besançon ou un robot ?", "utter_assistant"),
        ("je crois que j'ai pas compris à quoi vous servez", "utter_assistant"),
        ("c'est open source ?", "utter_assistant"),
        ("à quoi tu sers ?", "utter_assistant"),
        ("/question_assistant", "utter_assistant"),
    ],
)
def test_the_assistant_answers_what_is_asked_of_it(talk: Talk, text: str, response: str) -> None:
    assert answer(talk, "question_assistant", text) == [response]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("effacez mes données", "utter_donnees_effacer"),
        ("comment supprimer ma conversation ?", "utter_donnees_effacer"),
        ("je veu kon suprime tou", "utter_donnees_effacer"),
        ("ça s'efface tout seul ?", "utter_donnees_effacer"),
        ("droit à l'oubli", "utter_donnees_effacer"),
        ("qui lit ce que j'écris ?", "utter_donnees"),
        ("RGPD, ça veut dire quoi ?", "utter_donnees"),
        ("vous gardez tout ça combien de temps", "utter_donnees"),
    ],
)
def test_who_wants_data_erased_is_told_how(talk: Talk, text: str, response: str) -> None:
    assert answer(talk, "question_donnees", text) == [response]


def test_whoever_must_be_written_to_is_named(talk: Talk) -> None:
    for intent, text in [
        ("question_assistant", "qui paie pour vous ?"),
        ("question_assistant", "quelles sont vos sources ?"),
        ("question_donnees", "effacez tout"),
        ("question_ess", "c'est quoi un DLA ?"),
    ]:
        answer(talk, intent, text)
        assert talk.says[0].variables["contact"].startswith("ess@")


@pytest.mark.parametrize(
    "text",
    [
        "la différence entre l'ESS et l'innovation sociale ?",
        "est-ce que toute l'ESS c'est de l'innovation sociale ?",
        "quel est le lien entre l'économie sociale et l'innovation sociale, je m'y perds un peu",
        "innovation sociale et ess pareil",
        "et la différence avec l’innovation sociale ?",
    ],
)
@pytest.mark.parametrize(
    "intent", ["question_ess", "question_innovation_sociale", "question_processus"]
)
def test_ess_and_innovation_are_told_apart(talk: Talk, intent: str, text: str) -> None:
    assert answer(talk, intent, text) == ["utter_ess_et_innovation_sociale"]


@pytest.mark.parametrize(
    ("intent", "text", "response"),
    [
        ("question_ess", "c'est quoi l'ESS ?", "utter_ess"),
        ("question_ess", "la différence entre l'ESS et une boîte classique", "utter_ess"),
        ("question_ess", "une SCOP appartient-elle à l'économie sociale ?", "utter_ess"),
        ("question_ess", "/question_ess", "utter_ess"),
        (
            "question_innovation_sociale",
            "quelle différence entre innovation sociale et innovation technologique",
            "utter_innovation_sociale",
        ),
        (
            "question_innovation_sociale",
            "je suis étudiante en ESS à Besançon et je voudrais une définition de l'innovation",
            "utter_innovation_sociale",
        ),
        ("question_processus", "quelles sont les étapes ?", "utter_processus"),
        ("question_politique", "que dit la SRI sur l'innovation sociale ?", "utter_politique"),
        ("question_politique", "c'est quoi VOTRE politique", "utter_politique"),
        ("question_politique", "C EST QUOI LA STRATEGIE DE LA REGION", "utter_politique"),
        ("question_politique", "la région c'est QUOI", "utter_politique"),
    ],
)
def test_the_notion_is_explained_otherwise(
    talk: Talk, intent: str, text: str, response: str
) -> None:
    assert answer(talk, intent, text) == [response]


@pytest.mark.parametrize(
    ("text", "responses"),
    [
        ("c'est quoi une SCIC ?", ["utter_sigle_scic"]),
        ("scic ça veut dire quoi", ["utter_sigle_scic"]),
        ("scop ?", ["utter_sigle_scop"]),
        ("c koi la srde", ["utter_sigle_srde"]),
        ("sri et srde ?", ["utter_sigle_sri", "utter_sigle_srde"]),
        ("qu'est-ce qu'une AMAP ?", ["utter_sigle_amap"]),
        ("CRESS, IAE, ESUS, ESAT : que signifient ces mots ?", 4),
        ("scop scic ess, vous pouvez traduire ?", 3),
        ("c'est quoi le DLA ?", ["utter_sigle_inconnu"]),
        ("la RSE ça veut dire quoi", ["utter_sigle_inconnu"]),
        ("c'est quoi un CSESS dans tout ça", ["utter_sigle_inconnu"]),
    ],
)
def test_an_acronym_is_spelt_out(talk: Talk, text: str, responses: list[str] | int) -> None:
    said = answer(talk, "question_ess", text)
    assert said == responses or len(said) == responses
    assert explain_acronyms(message("demander_reformulation", text), talk.catalogue)


@pytest.mark.parametrize(
    "text",
    [
        "ESS ça veut dire quoi ?",
        "notre SCOP vient d'être créée à Dole",
        "c'est quoi la suite ?",
        "C'EST QUOI CE TRUC",
        "",
    ],
)
def test_no_acronym_is_asked_for(talk: Talk, text: str) -> None:
    assert not explain_acronyms(message("demander_reformulation", text), talk.catalogue)


def test_the_initials_of_a_door_are_no_unknown_acronym(talk: Talk) -> None:
    asked = message("question_porte", "c'est quoi BPI ?", organisation="bpifrance")
    assert not explain_acronyms(asked, talk.catalogue)


def test_the_pending_question_comes_back(talk: Talk) -> None:
    talk.tell(domaine="logement")
    assert answer(talk, "question_ess", "c'est quoi l'ESS ?") == [
        "utter_ess",
        "utter_demander_etape",
    ]


def test_the_same_answer_is_not_given_twice_in_a_row(talk: Talk) -> None:
    talk.tell(domaine="logement")
    answer(talk, "question_ess", "c'est quoi l'ESS ?")
    for _ in range(2):
        said = answer(talk, "question_ess", "oui mais l'ESS c'est quoi ?")
        assert said == [REPEATED, "utter_demander_etape"]
        assert talk.says[0].variables["contact"].startswith("ess@")


def test_another_answer_of_the_same_topic_is_no_repetition(talk: Talk) -> None:
    answer(talk, "question_assistant", "qui êtes-vous ?")
    assert answer(talk, "question_assistant", "c'est gratuit ?") == ["utter_assistant_gratuit"]
    assert answer(talk, "question_assistant", "qui êtes-vous ?") == ["utter_assistant"]


def test_anything_in_between_makes_the_answer_new_again(talk: Talk) -> None:
    answer(talk, "question_ess", "c'est quoi l'ESS ?")
    talk.make(give_examples)
    assert talk.conversation.answered is None
    assert answer(talk, "question_ess", "c'est quoi l'ESS ?") == ["utter_ess"]


@pytest.mark.parametrize("move", [who_pays, eligibility, practical])
def test_no_block_about_the_doors_is_said_twice_in_a_row(oriented: Talk, move: object) -> None:
    first = oriented.make(move).said
    assert first[0] != REPEATED
    assert oriented.make(move).said == [REPEATED, *first[1:]]


def test_another_door_is_another_question(talk: Talk) -> None:
    for door in ("rallynov", "bpifrance"):
        talk.make(who_pays, message("question_argent", organisation=door))
        assert talk.said[0] == "utter_aide_d_une_porte"


def test_a_question_about_a_project_told_meanwhile_is_new(talk: Talk) -> None:
    talk.make(eligibility)
    told = message("question_eligibilite", etape="demarrage", domaine="sante", territoire="90")
    assert talk.make(eligibility, told).said[0] == "utter_eligibilite"
    assert talk.doors[0] == "bpifrance"


def test_what_is_said_of_a_project_is_never_taken_for_a_repetition(talk: Talk) -> None:
    talk.make(eligibility)
    talk.make(listen, message("decrire_projet", domaine="sante"))
    assert talk.conversation.answered is None
