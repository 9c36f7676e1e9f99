"""Where columns are in a list of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.ngrams import Directory

COLUMNS = st.sets(st.integers(0, 60)).map(sorted)


@given(COLUMNS, COLUMNS)
def test_a_directory_finds_what_is_in_the_list_and_nothing_else(
    listed: list[int], wanted: list[int]
) -> None:
    directory = Directory(np.array(listed, dtype=np.int32))
    known, places = directory.find(np.array(wanted, dtype=np.int32))
    assert known.tolist() == [column in listed for column in wanted]
    assert places.tolist() == [listed.index(column) for column in wanted if column in listed]


@pytest.mark.parametrize("width", [np.int32, np.int64])
def test_what_comes_after_the_list_is_not_in_it(width: type) -> None:
    known, places = Directory(np.array([2, 5])).find(np.array([5, 6, 2**20], dtype=width))
    assert known.tolist() == [True, False, False]
    assert places.tolist() == [1]
