"""The option `xapi`: where results may be sent, and what is no such place."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import Abort

from backprop_web.policy import policy
from backprop_web.records import record_store
from tests.plugin.conftest import BuildSite


@pytest.mark.parametrize("address", ["https://records.example.org/xapi/", "http://localhost:8080/xapi", ""])
def test_a_place_has_a_slash_at_its_end(address: str) -> None:
    assert record_store(address) == (address.rstrip("/") + "/" if address else "")


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("http://records.example.org/xapi/", "https"),
        ("ftp://records.example.org/", "https"),
        ("records.example.org/xapi", "the address of a record store"),
        ("https://ada:secret@records.example.org/", "the address of a record store"),
        ("https://records.example.org/?key=1", "the address of a record store"),
        ("javascript:alert(1)", "the address of a record store"),
    ],
)
def test_what_is_no_such_place_says_what_to_write(address: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy) as raised:
        record_store(address)
    assert repr(address) in str(raised.value)


def test_a_build_with_no_such_place_fails(build_site: BuildSite, caplog: pytest.LogCaptureFixture) -> None:
    """Before any page is made, with the option and the value."""
    with pytest.raises(Abort):
        build_site({"index.md": "# A page"}, {"xapi": "http://records.example.org/"})
    assert "the option xapi is 'http://records.example.org/': results would travel readable" in caplog.text


def test_the_policy_lets_results_go_to_that_place_alone() -> None:
    assert "connect-src" not in policy([])
    assert policy([], "https://records.example.org/xapi/").endswith(
        "connect-src 'self' https://records.example.org/xapi/"
    )
