"""Where readers may send the results of exercises: the record store of a course, which speaks xAPI."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Hosts to which nothing travels."""
EXAMPLE = "https://records.example.org/xapi/"


def record_store(address: str) -> str:
    """The address with a slash at its end; nothing where there is none.

    Raises ValueError where it is no address of a record store, or one to which results would travel readable.
    """
    if not address:
        return ""
    parts = urlsplit(address)
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(f"xapi is {address!r}: write the address of a record store alone, such as {EXAMPLE}")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError(f"xapi is {address!r}: results would travel readable; write one with https, such as {EXAMPLE}")
    return address.rstrip("/") + "/"
