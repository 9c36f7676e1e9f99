"""French typography is put in when a sentence is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typography import typeset


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("l'idée d'Ornans", "l’idée d’Ornans"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("Contact : ici", "Contact\u00a0: ici"),
        ("attendez...", "attendez…"),
        ("voir https://exemple.fr:80/a?b=1;c !", "voir https://exemple.fr:80/a?b=1;c\u202f!"),
    ],
)
def test_typeset(typed: str, shown: str) -> None:
    assert typeset(typed) == shown


@given(st.text(alphabet="ab ?!;:«»'.\u00a0\u202f", max_size=40))
def test_typesetting_twice_changes_nothing(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)
