"""Labels that staff write as metadata of a block of examples."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.errors import TrainingDataError
from bot.nlu.training_labels import labelled_rows


def example(intent: str, **metadata: object) -> Message:
    return Message.build("un texte", intent, intent_metadata=metadata or None)


def labels(message: Message, dimension: str) -> dict[str, float]:
    return {
        label: share
        for row in labelled_rows([message], dimension)
        for label, share in row.labels.items()
    }


def test_the_first_domain_counts_most() -> None:
    told = example("decrire_projet", domaine=["handicap", "emploi_insertion"])
    assert labels(told, "domaine") == {"handicap": 1.0, "emploi_insertion": 0.5}


def test_a_label_left_out_teaches_nothing() -> None:
    assert labels(example("decrire_projet", domaine=["sante"]), "etape") == {}


def test_small_talk_shows_no_stage() -> None:
    assert labels(example("remercier"), "etape") == {"inconnu": 1.0}


def test_small_talk_counts_less_than_a_label_somebody_wrote() -> None:
    (guessed,) = labelled_rows([example("remercier")], "etape")
    (written,) = labelled_rows([example("decrire_projet", etape="inconnu")], "etape")
    assert guessed.weight < written.weight


def test_questions_on_the_subject_teach_nothing() -> None:
    assert labels(example("question_processus"), "etape") == {}


@pytest.mark.parametrize("label", [3, [], {"a": 1}])
def test_a_label_that_is_no_code_is_named(label: object) -> None:
    with pytest.raises(TrainingDataError, match="data/nlu"):
        labels(example("decrire_projet", domaine=label), "domaine")
