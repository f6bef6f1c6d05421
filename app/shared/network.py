"""By which addresses devices on the local network reach this machine; whose pages may frame the app."""

from __future__ import annotations

import ipaddress
import os
import socket
from contextlib import suppress

EVERYWHERE = ("0.0.0.0", "::")
"""What a server listens on that every address of its machine leads to."""
ELSEWHERE = ("192.168.0.1", "10.0.0.1", "172.16.0.1", "192.0.2.1")
"""One address of each kind of local network, and one beyond: nothing is sent to them."""

FRAMES = "FEWSHOT_FRAME_ANCESTORS"
"""The environment variable that names the hosts whose pages may show this app in a frame."""


def reachable() -> tuple[str, ...]:
    """This machine's IPv4 addresses that are not its own alone, the most likely first; none without a net."""
    found = [_towards(place) for place in ELSEWHERE]
    with suppress(OSError):  # its own name may not be known to it
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return tuple(dict.fromkeys(address for address in found if address and not is_local(address)))


def is_local(host: str) -> bool:
    """Does a host's name or address lead a device to itself?"""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _towards(place: str) -> str:
    """The address that this machine would send from; a datagram socket that connects sends nothing."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((place, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def named_hosts() -> tuple[str, ...]:
    """The hosts that the environment names, separated by spaces."""
    return tuple(os.environ.get(FRAMES, "").split())
