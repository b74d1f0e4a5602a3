"""Review: the weightiest doubt first, its effect before the decision, every decision kept and undone at will."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.claims import claim
from tests.report.base import C_DENIAL, C_LOST, C_TAKEN, CLAIMS, knowledge
from tests.review.test_apply import Names
from tests.serve.base import Tags, client, fill, seal, without
from whoholds.intake.reading import work_out_store
from whoholds.records import Dispute, Event, Holding
from whoholds.review.queue import effects_of, queue_of
from whoholds.store.base import open_store


def decide(asking: TestClient, about: str, verdict: str, **more: str) -> Any:
    """Send a decision as the form does; return what the browser is sent on to."""
    form = {"claim": about, "verdict": verdict, "seal": seal(asking), **more}
    return asking.post("/review", data=form, follow_redirects=False)


def decisions(asking: TestClient) -> list[dict[str, Any]]:
    """Return all decisions, newest first."""
    found: list[dict[str, Any]] = asking.get("/review/decisions.json").json()["decisions"]
    return found


def undo(asking: TestClient, judgement: str) -> None:
    """Take a decision back as the form does."""
    assert asking.post("/review/undo", data={"judgement": judgement, "seal": seal(asking)}).status_code == 200


def test_the_queue_puts_effect_times_doubt_first() -> None:
    effects = {"a": 4.0, "b": 1.0, "c": 4.0}
    queue = queue_of([("a", 0.9), ("b", 0.2), ("c", 0.5), ("d", 0.0)], effects, disputed=(), judged=())
    assert [one.claim for one in queue] == ["c", "b", "a", "d"]
    assert queue_of([("a", 1.0)], effects, disputed=["a"], judged=())[0].worth > 0, "a disagreement is a doubt"
    assert [one.claim for one in queue_of([("a", 0.9), ("b", 0.2)], effects, (), judged=["b"])] == ["a"]


def test_what_hangs_on_a_claim_is_summed_over_holders_disagreements_and_events() -> None:
    known = knowledge()
    effects = effects_of(known.holdings, known.disputes, known.events)
    assert effects[C_LOST.id] > effects[C_TAKEN.id] / 2 > 0
    assert effects_of((), (), ()) == {}
    assert {type(one) for one in (*known.holdings, *known.disputes, *known.events)} == {Holding, Dispute, Event}


def test_one_decision_leads_to_the_next_claim(own: TestClient) -> None:
    first = own.get("/review.json").json()
    done = decide(own, first["claim"]["id"], "right")
    assert (done.status_code, done.headers["location"]) == (303, "/review")
    second = own.get("/review.json").json()
    assert second["claim"]["id"] != first["claim"]["id"] and second["waiting"] == first["waiting"] - 1
    assert second["last"][0]["about"] == first["claim"]["id"]


def test_the_effect_is_shown_before_the_decision_and_comes_true(tmp_path: Path) -> None:
    path = fill(tmp_path / "own.db")
    with open_store(path) as store:
        work_out_store(store)
    with client(path) as own:
        effect = own.get(f"/review.json?claim={C_LOST.id}").json()["effect"]
        assert [(row["name"], row["changes"], row["day"]) for row in effect] == [("Ain Issa", True, "2015-07-06")]
        assert (effect[0]["now"]["status"], effect[0]["without"]["holder"]) == ("held", "YPG")
        decide(own, C_LOST.id, "wrong", reason="2")
        now = own.get("/places/gn:1.json?on=2015-07-06").json()["now"]
        assert (now["status"], now["holder"]) == ("held", "YPG")


def test_a_decision_tells_who_when_and_why(own: TestClient) -> None:
    decide(own, C_LOST.id, "wrong", reason="1", why="another town", duplicate=C_TAKEN.id)
    [row] = decisions(own)
    assert (row["verdict"], row["by"], row["about"]) == ("wrong", "desk", C_LOST.id)
    assert row["why"] == f"place; duplicate of {C_TAKEN.id}; another town" and row["when"].startswith("20")
    assert own.get(f"/claims/{C_LOST.id}.json").json()["claim"]["left_out"]
    assert own.get("/log.json").json()["entries"][0]["what"] == "decide: wrong"


def test_a_claim_judged_wrong_backs_nothing_and_its_page_says_so(own: TestClient) -> None:
    decide(own, C_LOST.id, "wrong")
    assert C_LOST.id not in json.dumps(own.get("/places/gn:1.json").json())
    assert "A person judged this claim wrong" in own.get(f"/claims/{C_LOST.id}").text


def test_undoing_goes_on_for_ever_and_forgets_nothing(own: TestClient) -> None:
    decide(own, C_LOST.id, "wrong")
    for times in range(4):
        newest = decisions(own)[0]
        undo(own, newest["id"])
        left_out = own.get(f"/claims/{C_LOST.id}.json").json()["claim"]["left_out"]
        assert left_out == (times % 2 == 1)
    assert len(decisions(own)) == 5


def test_a_correction_changes_the_claim_and_keeps_its_words(own: TestClient) -> None:
    decide(own, C_LOST.id, "change", set_status="denied", set_actor="Peshmerga", set_to="2015-07-05")
    row = own.get(f"/claims/{C_LOST.id}.json").json()["claim"]
    assert (row["status"], row["actors"], row["when"]["to"]) == ("denied", ["Peshmerga"], "2015-07-05")
    assert "".join(piece["words"] for piece in row["segments"]) == C_LOST.sentence.words


@pytest.mark.parametrize(
    ("verdict", "more"),
    [("maybe", {}), ("change", {}), ("change", {"set_status": "so"}), ("change", {"set_to": "soon"}), ("change", {"set_colour": "red"})],
)  # fmt: skip
def test_what_no_claim_can_take_is_refused_and_not_kept(own: TestClient, verdict: str, more: dict[str, str]) -> None:
    assert decide(own, C_LOST.id, verdict, **more).status_code == 400
    assert decisions(own) == []


def test_a_decision_about_nothing_is_refused(own: TestClient) -> None:
    assert decide(own, "none", "right").status_code == 404
    form = {"judgement": "none", "seal": seal(own)}
    assert own.post("/review/undo", data=form).status_code == 404


def test_decisions_survive_a_reading_that_no_longer_finds_the_claim(own: TestClient, tmp_path: Path) -> None:
    decide(own, C_LOST.id, "wrong", why="not so")
    fill(tmp_path / "own.db", without(knowledge(), C_LOST.id))
    with open_store(tmp_path / "own.db") as store:
        store.save(knowledge().documents[1], None, "another reading")
    [row] = decisions(own)
    assert (row["gone"], row["words"], row["why"]) == (True, C_LOST.sentence.words, "not so")


def test_when_everything_is_judged_the_queue_says_so(own: TestClient) -> None:
    for one in CLAIMS:
        decide(own, one.id, "unsure")
    assert own.get("/review.json").json()["waiting"] == 0
    assert "Every claim was looked at" in own.get("/review").text


def test_the_queue_can_be_walked_without_deciding(own: TestClient) -> None:
    data = own.get("/review.json?start=1").json()
    assert (data["place"], data["before"], data["after"]) == (1, 0, 2)
    assert own.get("/review.json?start=500").json()["after"] is None
    assert decide(own, data["claim"]["id"], "right", start="1").headers["location"] == "/review?start=1"


def test_a_disagreement_can_be_spoken_about_and_nothing_is_decided_by_it(own: TestClient) -> None:
    [dispute] = knowledge().disputes
    before = own.get("/places/gn:1.json").json()["stretches"]
    form = {"dispute": dispute.id, "verdict": "both", "why": "two quarters", "seal": seal(own, "/disagreements")}
    assert own.post("/disagreements", data=form).status_code == 200
    [said] = own.get("/disagreements.json").json()["disputes"][0]["decisions"]
    assert (said["verdict"], said["why"], said["by"]) == ("both", "two quarters", "desk")
    assert own.get("/places/gn:1.json").json()["stretches"] == before
    assert own.post("/disagreements", data={**form, "verdict": "wrong"}).status_code == 400


def test_judged_claims_leave_as_training_data_in_the_form_of_the_guide(own: TestClient) -> None:
    decide(own, C_LOST.id, "change", set_status="possible", set_source="Residents")
    decide(own, C_DENIAL.id, "wrong", reason="5")
    decide(own, C_TAKEN.id, "unsure")
    lines = [json.loads(line) for line in own.get("/review/training.jsonl").text.splitlines()]
    assert [line["doc"] for line in lines] == ["d2", "d3"]
    [kept], [gone] = lines[0]["claims"], lines[1]["rejected"]
    assert (kept["type"], kept["status"], kept["judged"]["verdict"]) == ("capture", "possible", "change")
    assert kept["source"] == [{"start": None, "end": None, "text": "", "name": "Residents"}]
    trigger = kept["trigger"]
    assert lines[0]["text"][trigger["start"] : trigger["end"]] == trigger["text"] == "retook"
    assert gone["judged"]["why"] == "not a claim" and lines[1]["claims"] == [] and lines[0]["whole"] is False


def test_a_claim_of_no_place_that_is_held_shows_no_effect(tmp_path: Path) -> None:
    known = knowledge()
    talk = claim("talks", "Raqqa", doc="d4")
    with client(fill(tmp_path / "talk.db", without(known))) as asking, open_store(tmp_path / "talk.db") as store:
        assert store.claim(talk.id) is None
        shown = asking.get(f"/review.json?claim={next(c.id for c in CLAIMS if c.type == 'territory')}").json()
        assert all(not row["changes"] for row in shown["effect"])


def test_a_decision_leads_on_with_the_day_of_knowledge(own: TestClient) -> None:
    form = {"claim": C_LOST.id, "verdict": "right", "seal": seal(own)}
    done = own.post("/review?known_by=2015-07-08", data=form, follow_redirects=False)
    assert done.headers["location"] == "/review?known_by=2015-07-08"
    undone = own.post("/review/undo?known_by=2015-07-08", data={"judgement": decisions(own)[0]["id"], "seal": seal(own)}, follow_redirects=False)
    assert undone.headers["location"] == f"/review?known_by=2015-07-08&claim={C_LOST.id}"


def test_a_place_is_corrected_to_one_that_is_known_and_stays_on_the_map(own: TestClient) -> None:
    assert decide(own, C_LOST.id, "change", set_place="mosul").status_code == 303
    [place] = own.get(f"/claims/{C_LOST.id}.json").json()["claim"]["places"]
    assert (place["id"], place["name"]) == ("gn:3", "Mosul")
    mosul = {p["id"]: p for p in own.get("/map.json").json()["places"]}["gn:3"]
    assert (mosul["name"], mosul["country"], mosul["lat"]) == ("Mosul", "IQ", 36.34)
    assert decisions(own)[0]["change"] == {"place": "Mosul (gn:3)"}


def test_a_place_that_nobody_knows_is_refused_and_nothing_kept(own: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoholds.serve.deciding.open_gazetteer", Names)
    told = decide(own, C_LOST.id, "change", set_place="Xyzzyville")
    assert told.status_code == 400 and "no place of this name or id is known" in told.text
    assert "several places have this name" in decide(own, C_LOST.id, "change", set_place="Salahiya").text
    assert decisions(own) == [] and "Xyzzyville" not in own.get("/places").text


def test_the_effect_of_a_correction_is_shown_before_it_is_decided_and_comes_true(tmp_path: Path) -> None:
    path = fill(tmp_path / "own.db")
    with open_store(path) as store:
        work_out_store(store)
    with client(path) as own:
        shown = decide(own, C_LOST.id, "preview", set_place="raqqa")
        assert shown.status_code == 200 and "Nothing is decided yet" in shown.text and 'value="gn:2"' in shown.text
        words = " ".join(Tags(shown.text).text.split())
        assert "Ain Issa on 2015-07-06: Islamic State now, YPG with the corrected claim." in words
        assert re.search(r"Raqqa on 2015-\S+: not known now, (YPG|Islamic State) with the corrected claim\.", words)
        assert decisions(own) == []
        decide(own, C_LOST.id, "change", set_place="gn:2")
        held = {place: own.get(f"/places/{place}.json?on=2015-07-06").json()["now"]["holder"] for place in ("gn:1", "gn:2")}
        assert held == {"gn:1": "YPG", "gn:2": "Islamic State"}
