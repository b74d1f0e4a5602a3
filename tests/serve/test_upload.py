"""Articles that come in over the page: limits before they are read, a process beside, the page says how far it is."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.report.base import DAY, knowledge
from tests.serve.base import client, fill, seal
from whoholds.pipeline import State
from whoholds.serve import library
from whoholds.serve.state_file import read_state, write_state
from whoholds.serve.worker import Job, Task, Worker
from whoholds.settings import Settings

ARTICLE = "Kurdish fighters captured the town of Tal Abyad from Islamic State on June 15, 2015, a spokesman said."


class Noted(Worker):
    """A worker that only notes what it would do."""

    def __init__(self) -> None:
        super().__init__("", Settings())
        self.tasks: list[tuple[Task, dict[str, bytes]]] = []

    def submit(self, task: Task, who: str, after: Any = None) -> Job:
        self.tasks.append((task, {Path(path).name: Path(path).read_bytes() for path in task.paths}))
        job = Job(str(len(self.tasks)), task, who, "running", 1, 4)
        self._jobs[job.id] = job
        return job


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    """The worker of the next application, which only notes."""
    worker = Noted()
    monkeypatch.setattr("whoholds.serve.app.Worker", lambda url, settings: worker)
    return worker


def send(asking: TestClient, *files: tuple[str, bytes], **fields: str) -> Any:
    """Send files as the form does."""
    parts = [("files", (name, data, "text/plain")) for name, data in files]
    return asking.post("/upload", data={"seal": seal(asking, "/upload"), **fields}, files=parts, follow_redirects=False)


def test_files_go_to_the_process_beside_and_the_page_says_how_far_it_is(noted: Noted, own: TestClient) -> None:
    done = send(own, ("a.txt", ARTICLE.encode()), ("b.md", b"# B"), source="Harbour Daily", date="2015-06")
    assert (done.status_code, done.headers["location"]) == (303, "/upload?job=1")
    [(task, files)] = noted.tasks
    assert (task.what, task.source, task.published) == ("read", "Harbour Daily", "2015-06")
    assert files == {"0001-a.txt": ARTICLE.encode(), "0002-b.md": b"# B"}
    page = own.get("/upload?job=1").text
    assert "1 of 4 articles" in page and "hx-trigger" in page
    assert own.get("/upload.json?job=1").json()["jobs"][0]["state"] == "running"
    assert own.get("/log.json").json()["entries"][0]["what"] == "upload"


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "..\\..\\boot.txt", "/abs/x.txt", ".hidden.txt", "a*[b]?.txt", "x" * 400 + ".txt", "‮cod.txt"])
def test_a_file_s_name_cannot_leave_its_folder(noted: Noted, own: TestClient, name: str) -> None:
    assert send(own, (name, b"words")).status_code == 303
    [(task, files)] = noted.tasks
    assert len(files) == 1 and next(iter(files)).startswith("0001-")
    assert not set("*?[]\\") & set(Path(task.paths[0]).name) and ".." not in Path(task.paths[0]).parts


@pytest.mark.parametrize(
    ("files", "fields"),
    [((), {}), ((("a.exe", b"MZ"),), {}), ((("a.txt", b"words"),), {"date": "soon"}), ((("noending", b"words"),), {})],
)
def test_what_cannot_be_read_is_told_at_once(noted: Noted, own: TestClient, files: Any, fields: dict[str, str]) -> None:
    assert send(own, *files, **fields).status_code == 400
    assert noted.tasks == []


def test_too_many_files_in_a_minute_are_refused(noted: Noted, own: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [(f"{number}.txt", b"words") for number in range(260)]
    assert [send(own, *many).status_code for _ in range(2)] == [303, 429]


def test_a_job_that_nobody_remembers_is_told(noted: Noted, own: TestClient) -> None:
    assert own.get("/upload?job=99").status_code == 404


def finished(worker: Worker, job: Job) -> Job:
    """Wait until a job has ended."""
    until = time.monotonic() + 240
    while job.state in ("waiting", "running") and time.monotonic() < until:
        time.sleep(0.05)
    return job


def test_an_uploaded_article_is_read_and_shown(tmp_path: Path) -> None:
    with client(fill(tmp_path / "own.db")) as asking:
        number = send(asking, ("new.txt", ARTICLE.encode()), source="Harbour Daily").headers["location"].rpartition("=")[2]
        worker: Worker = asking.app.state.worker  # type: ignore[attr-defined]
        job = worker.job(number)
        assert job is not None and finished(worker, job).state == "done", job
        assert job.told[0].startswith("1 new, ")
        assert "Tal Abyad" in asking.get("/index.json").text
        assert not Path(job.task.paths[0]).exists(), "what was sent is not kept beside the store"


def test_a_task_that_goes_wrong_is_told_and_the_next_is_done(tmp_path: Path) -> None:
    worker = Worker(str(fill(tmp_path / "own.db")), Settings())
    try:
        wrong = finished(worker, worker.submit(Task("known", day=DAY, to=str(tmp_path / "none" / "state")), "desk"))
        assert wrong.state == "failed" and "FileNotFoundError" in wrong.told[0]
        assert finished(worker, worker.submit(Task("fold"), "desk")).state == "done"
    finally:
        worker.close()


def test_a_task_that_waits_already_is_not_put_in_line_twice(tmp_path: Path) -> None:
    worker = Worker("none.db", Settings())
    worker._thread = object()  # type: ignore[assignment]  # nothing is done
    assert worker.submit(Task("fold"), "desk") is worker.submit(Task("fold"), "other")
    assert worker.submit(Task("fold"), "desk") is not worker.submit(Task("read"), "desk")


def test_a_state_goes_from_process_to_process_whole(tmp_path: Path) -> None:
    known = knowledge()
    state = State((("d1", "d1"),), known.events, known.holdings, known.figures, known.disputes)
    write_state(state, tmp_path / "state.jsonl")
    assert read_state(tmp_path / "state.jsonl") == state


def test_what_was_known_in_a_large_store_is_worked_out_beside_while_the_page_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "SMALL", 0)
    with client(fill(tmp_path / "own.db")) as asking:
        first = asking.get("/?known_by=2015-07-07")
        assert (first.status_code, first.headers["refresh"]) == (202, "3")
        worker: Worker = asking.app.state.worker  # type: ignore[attr-defined]
        finished(worker, worker.jobs()[0])
        assert asking.get("/?known_by=2015-07-07").status_code == 200
