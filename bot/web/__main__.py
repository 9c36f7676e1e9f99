"""``python -m bot.web``: the gateway as a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys

from aiohttp import web, web_response

from bot.errors import BotError
from bot.settings import Settings, load_settings
from bot.web.app import GRACE, create_app
from bot.web.logs import configure_logs


async def serve(settings: Settings) -> None:
    """Answer until SIGTERM or SIGINT, then let calls finish."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    # Compressed bodies are refused: unpacked here, a small one could fill the memory.
    runner = web.AppRunner(
        create_app(settings), access_log=None, auto_decompress=False, shutdown_timeout=GRACE
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        await stop.wait()
    finally:
        await runner.cleanup()


def main() -> None:
    """Start, or say on one line why not."""
    configure_logs()
    # aiohttp answers what is no HTTP before any of our code, and would name itself there.
    vars(web_response)["SERVER_SOFTWARE"] = ""
    try:
        asyncio.run(serve(load_settings()))
    except BotError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(
            f"The gateway cannot listen ({error.strerror}): stop the program that uses its port, "
            "or set BOT_HOST and BOT_PORT."
        )


if __name__ == "__main__":
    main()
