"""TLS from a real server: a host is believed only with a certificate for its name, though the line goes to a number."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.feeds.site import TestClock
from whoholds.feeds import connection
from whoholds.feeds.fault import FetchFault
from whoholds.feeds.fetch import Asking, Fetcher
from whoholds.feeds.pace import Pace

NAME = "harbour.example"


@dataclass
class Secure:
    port: int
    certificate: Path
    heads: list[bytes]


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Secure]:
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = socket.create_server(("127.0.0.1", 0))
    found = Secure(server.getsockname()[1], certificate, [])

    def serve() -> None:
        while True:
            try:
                plain, _ = server.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as line:
                    found.heads.append(line.recv(4000))
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nnews")
            except OSError:
                continue

    threading.Thread(target=serve, daemon=True).start()
    yield found
    server.close()


def fetch(secure: Secure, name: str) -> bytes:
    clock = TestClock()
    fetcher = Fetcher(clock, Pace(clock, 1), ask=lambda host, port: ["127.0.0.1"])
    return fetcher.fetch(f"https://{name}:{secure.port}/a", Asking(1000, ports=(secure.port,), private_host=name)).body


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Secure) -> None:
    with pytest.raises(FetchFault, match="certificate verify failed"):
        fetch(secure, NAME)
    assert secure.heads == []


def test_a_certificate_for_the_name_is_believed_and_the_name_is_sent(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context(cafile=str(secure.certificate))
    monkeypatch.setattr(connection, "trusted", lambda: context)
    assert fetch(secure, NAME) == b"news"
    assert f"Host: {NAME}:{secure.port}".encode() in secure.heads[0]
    with pytest.raises(FetchFault, match="Hostname mismatch"):
        fetch(secure, "other.example")
