"""Typos and registers as people really type them, at will and always the same for one seed.

For measuring how much understanding loses when a message is written in a hurry, and for learning
intents and domains from short messages as they may arrive.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass

from bot.nlu.keyboard import BESIDE

#: What words become in a text message. Only what is said the same aloud.
_SMS_WORDS = {
    "bonjour": "bjr",
    "salut": "slt",
    "beaucoup": "bcp",
    "s'il vous plaît": "svp",
    "c'est": "c",
    "j'ai": "g",
    "je suis": "chui",
    "qu'est-ce que": "kes ke",
    "pourquoi": "pk",
    "parce que": "pcq",
    "quelque chose": "qqch",
    "quelqu'un": "qqn",
    "toujours": "tjrs",
    "maintenant": "mnt",
    "aujourd'hui": "ajd",
    "rendez-vous": "rdv",
    "avec": "ac",
    "dans": "ds",
    "pour": "pr",
    "que": "ke",
    "qui": "ki",
    "quoi": "koi",
    "quand": "qd",
    "comment": "cmt",
    "nous": "ns",
    "vous": "vs",
    "tout": "tt",
    "une": "1",
    "un": "1",
    "est": "é",
    "merci": "mci",
    "association": "asso",
    "projet": "proj",
}
_SMS_PATTERN = re.compile(
    r"\b(" + "|".join(map(re.escape, sorted(_SMS_WORDS, key=len, reverse=True))) + r")\b"
)
_SILENT_ENDING = re.compile(r"(?<=\w{4})(?:es|s|e)\b")


@dataclass(frozen=True)
class Noise:
    """How a text is spoiled.

    Attributes:
        typos: How many slips of the finger a text gets.
        without_accents: Whether accents are dropped.
        capitals: Whether everything is in capitals.
        sms: Whether it is spelt as in a text message.
        seed: The same seed spoils a text in the same way, whatever was spoiled before.
    """

    typos: int = 0
    without_accents: bool = False
    capitals: bool = False
    sms: bool = False
    seed: int = 2026

    def spoil(self, text: str) -> str:
        """Return the text as it would be typed."""
        if self.sms:
            text = spell_as_sms(text)
        if self.without_accents:
            text = drop_accents(text)
        if self.typos:
            draw = random.Random(f"{self.seed} {text}")  # noqa: S311 - must repeat, guards nothing
            text = slip(text, self.typos, draw)
        return text.upper() if self.capitals else text


def drop_accents(text: str) -> str:
    """Return the text with plain letters only."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def spell_as_sms(text: str) -> str:
    """Return the text shortened as in a text message: lower case, silent endings dropped."""
    shortened = _SMS_PATTERN.sub(lambda match: _SMS_WORDS[match[0]], text.lower())
    return _SILENT_ENDING.sub("", shortened)


def slip(text: str, times: int, chance: random.Random) -> str:
    """Return the text with letters replaced by a neighbour, swapped, dropped or doubled.

    Args:
        text: Any text.
        times: How many slips; fewer in a text with fewer letters.
        chance: Decides where and which.
    """
    letters = list(text)
    places = [place for place, letter in enumerate(letters) if letter.isalpha()]
    for place in sorted(chance.sample(places, min(times, len(places))), reverse=True):
        letters[place : place + 2] = chance.choice(_SLIPS)(letters[place : place + 2], chance)
    return "".join(letters)


def _neighbour(pair: list[str], chance: random.Random) -> list[str]:
    keys = BESIDE.get(drop_accents(pair[0].lower()), "")
    return [chance.choice(keys), *pair[1:]] if keys else pair


def _swap(pair: list[str], _: random.Random) -> list[str]:
    return pair[::-1]


def _drop(pair: list[str], _: random.Random) -> list[str]:
    return pair[1:]


def _double(pair: list[str], _: random.Random) -> list[str]:
    return [pair[0], *pair]


_SLIPS = (_neighbour, _swap, _drop, _double)
