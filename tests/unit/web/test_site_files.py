"""The two pages that hold the widget say what the settings say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from aiohttp.test_utils import TestClient
from visits import call

from bot.web.headers import CONTENT_SECURITY_POLICY

OpenGateway = Callable[..., Awaitable[TestClient]]

PAGES = pytest.mark.parametrize("path", ["/", "/assistant"])

CONTACT = {"ess_email": "accueil@exemple.fr", "ess_phone": "+33 3.99.00 11 22"}


@PAGES
async def test_the_contact_and_the_retention_follow_the_settings(
    path: str, open_gateway: OpenGateway
) -> None:
    client = await open_gateway(**CONTACT, retention_days=31)
    page = (await call(client, "GET", path)).content
    assert 'data-email="accueil@exemple.fr"' in page
    assert 'data-telephone="+33 3.99.00 11 22"' in page
    assert 'data-jours="31"' in page
    assert "ess@franche-comte.fr" not in page
    assert "81" not in page
    assert "180" not in page


@PAGES
async def test_without_scripts_the_page_gives_the_contacts_and_the_form(
    path: str, open_gateway: OpenGateway
) -> None:
    client = await open_gateway(**CONTACT)
    page = (await call(client, "GET", path)).content
    without_scripts = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert '<a href="/contact">' in without_scripts
    assert '<a href="mailto:accueil@exemple.fr">accueil@exemple.fr</a>' in without_scripts
    assert '<a href="tel:+33399001122">+33\u00a03.99.00\u00a011\u00a022</a>' in without_scripts


@PAGES
async def test_a_setting_is_text_and_never_markup(path: str, open_gateway: OpenGateway) -> None:
    client = await open_gateway(ess_email='"><script>x</script>@exemple.fr')
    page = (await call(client, "GET", path)).content
    assert "<script>x" not in page


@PAGES
async def test_a_page_is_compressed_and_sent_once(path: str, open_gateway: OpenGateway) -> None:
    client = await open_gateway()
    first = await call(client, "GET", path, headers={"Accept-Encoding": "br"})
    assert first.headers["Content-Encoding"] == "br"
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"
    assert first.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    known = {"Accept-Encoding": "br", "If-None-Match": first.headers["Etag"]}
    assert (await call(client, "GET", path, headers=known)).status == 304
