"""The public door: headers, other sites, proxies, rates, files, health, metrics."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import brotli
import pytest
from aiohttp.test_utils import TestClient
from fake_rasa import FakeRasa
from multidict import CIMultiDict
from visits import Visit, call
from yarl import URL

from bot.web import site_files
from bot.web.assets import Assets

OpenGateway = Callable[..., Awaitable[TestClient]]

SITE = "https://www.region.example"


@pytest.mark.parametrize("path", ["/", "/contact", "/healthz", "/api/nulle/part", "/nulle/part"])
async def test_every_answer_is_closed_to_what_it_does_not_need(
    client: TestClient, path: str
) -> None:
    headers = (await call(client, "GET", path)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers
    assert "Strict-Transport-Security" not in headers


async def test_pages_hold_no_inline_script_or_style(client: TestClient) -> None:
    for path in ("/contact", "/accessibilite", "/confidentialite"):
        page = await call(client, "GET", path)
        assert page.status == 200
        for forbidden in ("<script", "<style", "style=", " onclick"):
            assert forbidden not in page.content
        assert '<html lang="fr">' in page.content


async def test_a_page_that_is_not_there_is_a_page_for_people(client: TestClient) -> None:
    page = await call(client, "GET", "/nulle/part", headers={"Accept": "text/html,*/*"})
    assert page.status == 404
    assert "<h1>Page introuvable</h1>" in page.content


# ----- other sites ---------------


async def preflight(client: TestClient, origin: str) -> dict[str, str]:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    answer = await call(client, "OPTIONS", "/api/conversations", headers=headers)
    return {**answer.headers, "status": str(answer.status)}


async def test_a_site_of_the_list_may_use_the_api(open_gateway: OpenGateway) -> None:
    client = await open_gateway(allowed_origins=(SITE,))
    asked = await preflight(client, SITE)
    assert asked["status"] == "204"
    assert asked["Access-Control-Allow-Origin"] == SITE
    assert "Authorization" in asked["Access-Control-Allow-Headers"]
    answer = await call(client, "POST", "/api/conversations", headers={"Origin": SITE})
    assert answer.status == 201
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    assert "Origin" in answer.headers["Vary"]
    file = await call(client, "GET", "/static/assistant.js", headers={"Origin": SITE})
    assert file.headers["Access-Control-Allow-Origin"] == SITE


@pytest.mark.parametrize(
    "origin",
    ["https://pirate.example", "null", f"{SITE}.pirate.example", "http://www.region.example"],
)
async def test_any_other_site_may_not(open_gateway: OpenGateway, origin: str) -> None:
    client = await open_gateway(allowed_origins=(SITE,))
    asked = await preflight(client, origin)
    assert asked["status"] == "403"
    assert "Access-Control-Allow-Origin" not in asked
    answer = await call(client, "POST", "/api/conversations", headers={"Origin": origin})
    assert answer.problem == "site-refuse"
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_any_other_site_gets_the_launcher_and_no_more(open_gateway: OpenGateway) -> None:
    client = await open_gateway(allowed_origins=(SITE,))
    other = {"Origin": "https://pirate.example"}
    loader = await call(client, "GET", "/static/assistant.js", headers=other)
    assert loader.headers["Access-Control-Allow-Origin"] == "*"
    assert "Origin" in loader.headers["Vary"]
    panel = await call(client, "GET", "/static/panneau.js", headers=other)
    assert "Access-Control-Allow-Origin" not in panel.headers


async def test_our_own_pages_need_no_list(client: TestClient) -> None:
    origin = str(client.make_url("/")).rstrip("/")
    answer = await call(client, "POST", "/api/conversations", headers={"Origin": origin})
    assert answer.status == 201


# ----- proxies and rates ---------------


async def test_encryption_is_remembered_when_a_trusted_proxy_says_so(
    open_gateway: OpenGateway,
) -> None:
    for trusted, expected in (("127.0.0.0/8", True), ("10.0.0.0/8", False)):
        client = await open_gateway(trusted_proxies=(trusted,))
        headers = {"X-Forwarded-Proto": "https"}
        answer = await call(client, "GET", "/healthz", headers=headers)
        assert ("Strict-Transport-Security" in answer.headers) is expected


async def statuses(client: TestClient, *forwarded: str) -> list[int]:
    return [
        (await call(client, "GET", "/api/x", headers={"X-Forwarded-For": address})).status
        for address in forwarded
    ]


async def test_each_address_behind_a_trusted_proxy_has_its_own_rate(
    open_gateway: OpenGateway,
) -> None:
    client = await open_gateway(trusted_proxies=("127.0.0.1",), rate_address="1/minute")
    assert await statuses(client, "1.1.1.1", "1.1.1.1", "2.2.2.2", "9.9.9.9, 1.1.1.1") == [
        *(404, 429, 404, 429)
    ]
    assert await statuses(client, "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1") == [
        *(404, 429, 404)
    ]


async def test_without_a_trusted_proxy_an_address_cannot_be_made_up(
    open_gateway: OpenGateway,
) -> None:
    client = await open_gateway(rate_address="1/minute")
    assert await statuses(client, "1.1.1.1", "2.2.2.2") == [404, 429]


async def test_too_many_calls_are_told_when_to_come_back(open_gateway: OpenGateway) -> None:
    client = await open_gateway(rate_address="2/minute")
    await statuses(client, "", "")
    answer = await call(client, "POST", "/api/conversations")
    assert (answer.status, answer.problem) == (429, "trop-de-demandes")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert (await call(client, "GET", "/healthz")).status == 200


async def test_one_conversation_cannot_flood(open_gateway: OpenGateway, rasa: FakeRasa) -> None:
    client = await open_gateway(rate_conversation="2/minute")
    visit, other = await Visit(client).open(), await Visit(client).open()
    assert [(await visit.say("encore")).status for _ in range(3)] == [200, 200, 429]
    assert (await other.say("bonsoir")).status == 200
    assert len(rasa.words) == 3


# ----- files ---------------


async def test_files_have_types_tags_and_ready_made_compression(client: TestClient) -> None:
    async def get(path: str, **headers: str) -> tuple[int, CIMultiDict[str], bytes]:
        async with client.get(path, headers=headers) as answer:
            return answer.status, answer.headers.copy(), await answer.read()

    client.session._auto_decompress = False
    path = "/static/assistant.js"
    status, headers, plain = await get(path, **{"Accept-Encoding": "identity"})
    assert status == 200
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert plain == (site_files.FOLDER / "assistant.js").read_bytes()
    _, gzipped, small = await get(path, **{"Accept-Encoding": "gzip, br;q=0"})
    assert gzipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(small) == plain
    _, brotlied, smaller = await get(path, **{"Accept-Encoding": "gzip, deflate, br"})
    assert brotlied["Content-Encoding"] == "br"
    assert brotli.decompress(smaller) == plain
    assert len({headers["ETag"], gzipped["ETag"], brotlied["ETag"]}) == 3
    assert "Accept-Encoding" in brotlied["Vary"]
    tag = {"If-None-Match": brotlied["ETag"], "Accept-Encoding": "br"}
    status, _, body = await get(path, **tag)
    assert (status, body) == (304, b"")
    digest = headers["ETag"].strip('"').split("-")[0]
    status, hashed, _ = await get(f"/static/assistant.{digest}.js")
    assert (status, hashed["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert (await get(f"/static/assistant.{'0' * 12}.js"))[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/static/",
            "/static",
            "/static/../app.py",
            "/static/%2e%2e/app.py",
            "/static/..%2fapp.py",
        ),
        *("/static//etc/passwd", "/static/.cache.js", "/static/assistant.js/", "/static/x.js%00"),
        *("/static/nulle.js", "/pages/", "/pages/contact.html", "/pages/../app.py"),
    ],
)
async def test_nothing_but_the_files_is_served(client: TestClient, path: str) -> None:
    url = URL(str(client.make_url("/")).rstrip("/") + path, encoded=True)
    async with client.session.get(url) as answer:
        assert answer.status == 404


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "public").mkdir()
    (tmp_path / "public/lien.txt").symlink_to(tmp_path / "secret.txt")
    assert Assets(tmp_path / "public")._load("lien.txt") is None


def test_a_file_that_changes_is_read_anew(tmp_path: Path) -> None:
    file, assets = tmp_path / "a.css", Assets(tmp_path)
    file.write_text("a {}")
    before = assets._load("a.css")
    file.write_text("b {}")
    os.utime(file, ns=(1, 1))
    after = assets._load("a.css")
    assert before is not None
    assert after is not None
    assert before.digest != after.digest


# ----- health and metrics ---------------


async def test_readiness_names_what_is_missing(
    open_gateway: OpenGateway, rasa: FakeRasa, tmp_path: Path
) -> None:
    client = await open_gateway(
        actions_url="http://127.0.0.1:9", database_url=f"sqlite:///{tmp_path}/empty.sqlite3"
    )
    answer = await call(client, "GET", "/readyz")
    assert answer.status == 503
    assert answer.content == {
        "status": "degraded",
        "checks": {"database": "down", "rasa": "down", "model": "ok", "actions": "down"},
    }
    assert (await call(client, "GET", "/healthz")).content == {"status": "ok"}


async def test_what_happens_is_counted_without_anything_personal(
    visit: Visit, rasa: FakeRasa
) -> None:
    rasa.answer = [
        {"text": "Voici."},
        {"custom": {"orientation": {"recommandations": [{"organisation": "rallynov"}]}}},
    ]
    await visit.say("un secret")
    rasa.answer = []
    await visit.say("un autre")
    metrics = (await call(visit.client, "GET", "/metrics")).content
    assert 'bot_orientations_total{porte="rallynov"} 1.0' in metrics
    assert 'bot_fallbacks_total{reason="empty"} 1.0' in metrics
    route = "/api/conversations/{conversation}/messages"
    assert f'bot_requests_total{{method="POST",route="{route}",status="200"}} 2.0' in metrics
    assert "bot_rasa_seconds_count 3.0" in metrics
    assert f'bot_own_seconds_count{{route="{route}"}} 2.0' in metrics
    assert visit.id not in metrics


async def test_logs_hold_no_words_no_names_no_addresses(
    visit: Visit, capfd: pytest.CaptureFixture[str], rasa: FakeRasa
) -> None:
    rasa.answer = []
    await visit.say("un secret de Claire")
    await visit.delete()
    logged = "".join(capfd.readouterr())
    assert "request.answered" in logged
    for private in ("secret", "Claire", visit.id, visit.token, "127.0.0.1", rasa.received[0][0]):
        assert private not in logged


async def test_the_description_of_the_api_is_served(client: TestClient) -> None:
    answer = await call(client, "GET", "/openapi.json")
    assert answer.content["openapi"].startswith("3.1")
    assert json.loads(json.dumps(answer.content)) == answer.content
