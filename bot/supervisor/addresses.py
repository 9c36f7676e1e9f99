"""Where the servers listen, and whether they can."""

import socket
from urllib.parse import urlsplit

from bot.supervisor.errors import AddressError

LOOPBACK = "127.0.0.1"


def local_port(url: str, *, setting: str) -> int:
    """Reads the port out of a server's address.

    Args:
        url: A valid URL, for example ``http://127.0.0.1:5005``.
        setting: The variable the address comes from, for the message.

    Raises:
        AddressError: The address is not ``http://`` on this machine with a port. Rasa and the
            action server trust whoever talks to them: ``bot run`` opens them on loopback only.
    """
    parts = urlsplit(url)
    port = parts.port
    if parts.scheme != "http" or parts.hostname not in (LOOPBACK, "localhost") or not port:
        raise AddressError(
            f"{setting} is {url!r}, where nothing can be started: `bot run` listens on this "
            f"machine only. Set {setting} to an address like http://{LOOPBACK}:5005."
        )
    return port


def require_free(
    port: int, *, server: str, setting: str, example: str = f"http://{LOOPBACK}:{{port}}"
) -> None:
    """Makes sure that a server will be able to listen.

    Args:
        port: The port on loopback.
        server: Who wants it, for the message.
        setting: The variable that moves it elsewhere.
        example: A value of the variable, with ``{port}`` in it.

    Raises:
        AddressError: The port is in use, or not ours to open.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise AddressError(
                f"Port {port}, wanted by {server}, cannot be opened ({error.strerror}): stop the "
                f"program that uses it, or set {setting} to another port, for example "
                f"{setting}={example.format(port=free_port())}."
            ) from error


def free_port() -> int:
    """Returns a port of loopback that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
