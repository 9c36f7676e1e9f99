"""Where the servers listen: on this machine, on a port that is free."""

import socket

import pytest

from bot.supervisor.addresses import LOOPBACK, free_port, local_port, require_free
from bot.supervisor.errors import AddressError


def test_the_port_is_read_from_the_address() -> None:
    assert local_port("http://127.0.0.1:5005", setting="BOT_RASA_URL") == 5005
    assert local_port("http://localhost:5006", setting="BOT_RASA_URL") == 5006


@pytest.mark.parametrize(
    "url",
    ["http://192.0.2.1:5005", "http://0.0.0.0:5005", "https://127.0.0.1:5005", "http://127.0.0.1"],
)
def test_an_address_that_is_not_on_loopback_is_refused(url: str) -> None:
    with pytest.raises(AddressError, match="BOT_ACTIONS_URL"):
        local_port(url, setting="BOT_ACTIONS_URL")


def test_a_busy_port_is_named_with_its_setting_and_a_free_one() -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressError, match=rf"Port {port}, wanted by Rasa, .*BOT_RASA_URL="):
            require_free(port, server="Rasa", setting="BOT_RASA_URL")


def test_a_free_port_can_be_had() -> None:
    require_free(free_port(), server="Rasa", setting="BOT_RASA_URL")
