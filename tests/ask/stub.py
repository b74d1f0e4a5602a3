"""A server on this machine that answers as it is told: honestly, with lies, late, broken, or not at all."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LINE = re.compile(r"^(\d+): (.*)$", re.MULTILINE)
USAGE = {"prompt_tokens": 1000, "completion_tokens": 100}
Asked = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server does with one call."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    stall: float = 0.0
    reset: bool = False
    drip: float = 0.0
    """Seconds between two bytes."""
    promised: int | None = None
    """Content-Length that is told, where it is not the true one."""


def claim(sentence: int, trigger: str, kind: str, **told: Any) -> Asked:
    """A claim as the prompt wants it; whatever is not told is empty."""
    empty: Asked = {role: [] for role in ("actor", "target", "place", "source", "quantity")}
    return {"sentence": sentence, "trigger": trigger, "type": kind, "status": "fact", "time": None, **empty, **told}


def says(content: str, usage: Any = USAGE, finish: str = "stop") -> Reply:
    """A chat completion of these words."""
    message = {"role": "assistant", "content": content}
    told = {"choices": [{"index": 0, "message": message, "finish_reason": finish}], "usage": usage}
    return Reply(body=json.dumps(told).encode())


def claims(*told: Any, **more: Any) -> Reply:
    """A chat completion that holds these claims."""
    return says(json.dumps({"claims": told}), **more)


def lines(asked: Asked) -> dict[int, str]:
    """The numbered sentences of a question."""
    return {int(number): words for number, words in LINE.findall(asked["messages"][1]["content"])}


def honest(asked: Asked) -> Reply:
    """Mark "X seized Y", as a model that reads well would."""
    found = []
    for number, words in lines(asked).items():
        for hit in re.finditer(r"(\w+(?: \w+)?) seized (\w+)", words):
            found.append(claim(number, "seized", "capture", actor=[hit[1]], place=[hit[2]]))
    return claims(*found)


class Stub:
    """The server; `replies` are used up in order, the last one goes on for ever."""

    def __init__(self, *replies: Reply | Callable[[Asked], Reply]) -> None:
        self.replies = list(replies)
        self.asked: list[Asked] = []
        self.headers: list[dict[str, str]] = []
        self.lock = threading.Lock()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                stub.answer(self)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        asked = json.loads(call.rfile.read(int(call.headers["Content-Length"])))
        with self.lock:
            self.asked.append(asked)
            self.headers.append({key.lower(): value for key, value in call.headers.items()} | {"path": call.path})
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        send(call, reply if isinstance(reply, Reply) else reply(asked))


def send(call: BaseHTTPRequestHandler, reply: Reply) -> None:
    time.sleep(reply.stall)
    if reply.reset:
        call.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        call.connection.close()
        return
    try:
        call.send_response(reply.status)
        for key, value in reply.headers.items():
            call.send_header(key, value)
        call.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
        call.end_headers()
        for piece in [reply.body[i : i + 1] for i in range(len(reply.body))] if reply.drip else [reply.body]:
            time.sleep(reply.drip)
            call.wfile.write(piece)
            call.wfile.flush()
    except OSError:
        """Whoever asked has gone."""


@contextmanager
def serving(*replies: Reply | Callable[[Asked], Reply]) -> Iterator[Stub]:
    """Serve until the block ends."""
    stub = Stub(*replies)
    thread = threading.Thread(target=stub.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.server.shutdown()
        stub.server.server_close()
