"""A short fault campaign: whatever is killed or refuses, no acknowledged request is lost."""

from __future__ import annotations

from pathlib import Path

from bench.campaign import Campaign

REQUESTS = 40


def test_no_acknowledged_request_is_lost_whatever_is_killed(
    tmp_path: Path, trained_model: Path
) -> None:
    found = Campaign(tmp_path, trained_model, requests=REQUESTS, seed=7).run()
    assert len(found.acknowledged) > REQUESTS / 2
    assert found.acknowledged_in_chat
    assert found.faults > 0
    assert (found.lost, found.unknown, found.doubled) == (set(), set(), 0)
