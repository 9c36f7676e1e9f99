"""Which keys lie side by side on the keyboard that people in France type on."""

from __future__ import annotations

#: Rows of an AZERTY keyboard, letters only.
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")

#: The letters to the left and to the right of each letter: where a finger slips to.
BESIDE = {
    key: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, key in enumerate(row)
}
