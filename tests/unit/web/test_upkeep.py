"""What the gateway does besides answering: it mails what was left, and counts."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from aiohttp.test_utils import TestClient
from mail_server import MailServer, mail_server
from visits import call

from bot.handover.mailer import POLL_SECONDS


async def leave(client: TestClient) -> str:
    body = {
        "message": "Bonjour.",
        "telephone": "03 81 61 61 61",
        "consentement": True,
        "client_id": str(uuid.uuid4()),
    }
    answer = await call(client, "POST", "/api/contact", json=body)
    return str(answer.content["reference"])


async def until_received(server: MailServer) -> None:
    for _ in range(400):
        if server.received:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nothing was mailed")


async def until_counted(client: TestClient, line: str) -> None:
    for _ in range(400):
        if line in (await call(client, "GET", "/metrics")).content:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{line} was never counted")


async def test_a_request_is_mailed_by_the_gateway_itself(open_gateway: Any) -> None:
    with mail_server() as server:
        client = await open_gateway(smtp_url=server.url())
        reference = await leave(client)
        await until_received(server)
        assert reference in server.received[0].message["Subject"]
        await until_counted(client, 'bot_mails_total{kind="demande",outcome="sent"} 1.0')


async def test_what_waited_while_there_was_no_mail_server_leaves_at_the_next_start(
    open_gateway: Any,
) -> None:
    reference = await leave(await open_gateway())
    with mail_server() as server:
        await open_gateway(smtp_url=server.url())
        await until_received(server)
        assert reference in server.received[0].message["Subject"]


async def test_a_request_that_another_process_left_is_found(open_gateway: Any) -> None:
    with mail_server() as server:
        await open_gateway(smtp_url=server.url())
        await asyncio.sleep(POLL_SECONDS / 4)  # the worker rests
        await leave(await open_gateway())
        await until_received(server)
        assert len(server.received) == 1


async def test_requests_that_wait_are_counted_when_the_gateway_starts(open_gateway: Any) -> None:
    await leave(await open_gateway())
    await until_counted(await open_gateway(), "bot_outbox_waiting 1.0")
