"""The test server's faults really happen on the wire."""

from __future__ import annotations

import gzip
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Fault, Server, altered, delayed, dropped, missing, serve, slow, truncated

BODY = bytes(range(256)) * 16


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "sub" / "index.html").write_text("below")
    (tmp_path / "a b.txt").write_text("spaced")
    for name in ("engine.wasm", "worker.mjs", "stepper.js", "math.woff2", "figure.css", "unknown.xyz"):
        (tmp_path / name).write_bytes(BODY)
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """A server over it."""
    with serve(folder) as running:
        yield running


def get(address: str) -> tuple[http.client.HTTPMessage, bytes]:
    """Fetch an address as far as it goes."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.headers, answer.read()


def status(address: str) -> int:
    """The status of an address that answers with an error."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(address)
    caught.value.close()
    return caught.value.code


@pytest.mark.parametrize(
    ("path", "body"),
    [("", b"home"), ("index.html?query", b"home"), ("sub/", b"below"), ("a%20b.txt", b"spaced"), ("engine.wasm", BODY)],
)
def test_files_are_served_whole(server: Server, path: str, body: bytes) -> None:
    """With their true length."""
    headers, received = get(server.url + path)
    assert received == body
    assert headers["Content-Length"] == str(len(body))


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("", "text/html; charset=utf-8"),
        ("engine.wasm", "application/wasm"),
        ("worker.mjs", "text/javascript; charset=utf-8"),
        ("stepper.js", "text/javascript; charset=utf-8"),
        ("math.woff2", "font/woff2"),
        ("figure.css", "text/css; charset=utf-8"),
        ("unknown.xyz", "application/octet-stream"),
    ],
)
def test_content_types_are_those_that_browsers_insist_on(server: Server, path: str, content_type: str) -> None:
    """A module with another type does not run, and WebAssembly does not stream."""
    assert get(server.url + path)[0]["Content-Type"] == content_type


@pytest.mark.parametrize("path", ["none.html", "../conftest.py", "%2e%2e/secret", "sub", "//etc/passwd"])
def test_what_is_not_in_the_folder_is_not_found(server: Server, path: str) -> None:
    """Nor is anything outside of it."""
    assert status(server.url + path) == 404


def test_requests_are_recorded_in_order(server: Server) -> None:
    """Those that fail too; without their queries."""
    get(server.url)
    status(server.url + "none.js")
    get(server.url + "engine.wasm?x=1")
    assert server.requests == ["/", "/none.js", "/engine.wasm"]


@pytest.mark.parametrize("mount", ["/book/one/", "book/one", "/book/one"])
def test_a_site_can_stand_under_a_path(folder: Path, mount: str) -> None:
    """And only there."""
    with serve(folder, mount=mount) as server:
        assert server.url.endswith("/book/one/")
        assert get(server.url)[1] == b"home"
        assert get(server.url + "sub/")[1] == b"below"
        assert status(server.url.replace("/book/one/", "/")) == 404
        assert server.requests[0] == "/book/one/"


def test_headers_are_added_to_every_answer(folder: Path) -> None:
    """A Content-Security-Policy, say."""
    policy = "script-src 'self' 'wasm-unsafe-eval'"
    with serve(folder, headers={"Content-Security-Policy": policy}) as server:
        assert get(server.url)[0]["Content-Security-Policy"] == policy
        assert get(server.url + "engine.wasm")[0]["Content-Security-Policy"] == policy


def test_a_fault_can_come_and_go(server: Server) -> None:
    """As when a reader tries again."""
    server.faults["*.wasm"] = missing()
    assert status(server.url + "engine.wasm") == 404
    assert get(server.url + "worker.mjs")[1] == BODY
    server.faults.clear()
    assert get(server.url + "engine.wasm")[1] == BODY


def test_a_truncated_file_looks_complete(server: Server) -> None:
    """Its length is that of the part: only the content tells."""
    server.faults["/engine.*"] = truncated(1000)
    headers, body = get(server.url + "engine.wasm")
    assert body == BODY[:1000]
    assert headers["Content-Length"] == "1000"


def test_a_truncated_file_can_still_announce_its_length(server: Server) -> None:
    """Then the client sees that bytes are missing."""
    server.faults["/engine.*"] = truncated(1000, announced=True)
    with pytest.raises(http.client.IncompleteRead) as caught:
        get(server.url + "engine.wasm")
    assert caught.value.partial == BODY[:1000]
    assert caught.value.expected == len(BODY) - 1000


def test_one_byte_can_be_altered(server: Server) -> None:
    """Every other stays, and so does the length."""
    server.faults["*.wasm"] = altered(300)
    body = get(server.url + "engine.wasm")[1]
    assert [at for at, (a, b) in enumerate(zip(body, BODY, strict=True)) if a != b] == [300]


def test_a_connection_can_break(server: Server) -> None:
    """With a reset, not with an end."""
    server.faults["*.wasm"] = dropped(1000)
    with pytest.raises(ConnectionResetError):
        get(server.url + "engine.wasm")


def test_an_answer_can_be_late(server: Server) -> None:
    """But correct; the others are not held up."""
    server.faults["*.wasm"] = delayed(0.3)
    start = time.monotonic()
    assert get(server.url + "engine.wasm")[1] == BODY
    assert time.monotonic() - start >= 0.3


def test_a_body_can_come_slowly(server: Server) -> None:
    """4,096 bytes at 10,000 a second take about 0.4 seconds."""
    server.faults["*.wasm"] = slow(10_000)
    start = time.monotonic()
    assert get(server.url + "engine.wasm")[1] == BODY
    assert time.monotonic() - start >= 0.4


def test_faults_can_be_mixed(server: Server) -> None:
    """Any fields of one fault work together."""
    server.faults["*.wasm"] = Fault(altered=0, sent=10)
    assert get(server.url + "engine.wasm")[1] == b"\xff" + BODY[1:10]


def test_closing_does_not_wait_for_a_late_answer(folder: Path) -> None:
    """A test that gives up leaves nothing behind that runs for an hour."""
    with serve(folder, faults={"*.wasm": delayed(3600)}) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request("GET", "/engine.wasm")
        while not server.requests:
            time.sleep(0.01)
    with pytest.raises(http.client.RemoteDisconnected):
        connection.getresponse()
    connection.close()


def test_text_is_compressed_where_that_is_asked_for(server: Server, folder: Path) -> None:
    """As on most servers; what is compressed already, and what is not there, stays as it is."""
    server.zipped = True
    page, picture = folder / "index.html", folder / "picture.png"
    picture.write_bytes(b"not text")
    with urllib.request.urlopen(server.url, timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read()) == page.read_bytes()
    with urllib.request.urlopen(f"{server.url}picture.png", timeout=10) as answer:
        assert answer.headers["Content-Encoding"] is None
        assert answer.read() == b"not text"
