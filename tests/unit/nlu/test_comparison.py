"""What got better and what got worse against the last model."""

from bot.nlu.comparison import changes
from bot.nlu.evaluation import Outcome


def outcomes(*found: str) -> dict[str, list[Outcome]]:
    return {"domaine": [Outcome(f"texte {n}", ("sante",), (code,)) for n, code in enumerate(found)]}


def test_only_what_became_right_or_wrong_is_told() -> None:
    before = outcomes("sante", "culture", "sante", "culture")
    after = outcomes("sante", "sante", "culture", "mobilite")
    told = [(change.after.text, change.better) for change in changes(before, after)]
    assert told == [("texte 1", True), ("texte 2", False)]
