"""A short fault campaign: whatever is killed or refuses, no acknowledged request is lost."""

from __future__ import annotations

from pathlib import Path

from bench.campaign import Campaign

REQUESTS = 40


def test_no_acknowledged_request_is_lost_whatever_is_killed(tmp_path: Path) -> None:
    found = Campaign(tmp_path, requests=REQUESTS, seed=7).run()
    assert len(found.acknowledged) > REQUESTS / 2
    assert sum(found.kills.values()) + found.mail_faults + found.database_faults > 0
    assert (found.lost, found.unknown, found.doubled) == (set(), set(), 0)
