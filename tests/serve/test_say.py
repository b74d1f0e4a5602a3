"""The catalogue of messages: every key that is used is there, every key that is there is used, values are escaped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

import whoholds.serve
from whoholds.errors import SettingsError
from whoholds.records import DISPUTE_KINDS, STATUSES, TYPES
from whoholds.serve.pages.review import REASONS
from whoholds.serve.say import read_words

HOUSE = Path(whoholds.serve.__file__).parent
CODE = "\n".join(file.read_text(encoding="utf-8") for file in [*HOUSE.rglob("*.py"), *HOUSE.rglob("*.html")])
WHOLE = set(re.findall(r"""(?:say|label)\(\s*['"]([\w. -]+)['"]\s*[,)]""", CODE)) | set(re.findall(r'"((?:\w+\.title|refused\.\w+|wrong\.(?!html)\w+))"', CODE))
STARTS = set(re.findall(r"""(?:say|label)\(\s*['"]([\w]+\.(?:\w+_)?)['"]\s*~""", CODE))


def test_every_key_that_is_used_is_there() -> None:
    table = read_words().table
    assert len(WHOLE) > 150 and len(STARTS) > 8
    assert {key for key in WHOLE if key not in table} == set()


def test_every_key_that_is_there_is_used() -> None:
    used = WHOLE | {"language", "direction"}
    spare = [key for key in read_words().table if key.removesuffix(".one") not in used and not key.startswith((*STARTS, "status.", "type.", "dispute."))]
    assert [key for key in spare if not key.startswith("filter.")] == []


@pytest.mark.parametrize("key", [*(f"role.{r}" for r in ("actor", "target", "place", "time", "source", "number", "trigger")), *(f"reason.{r}" for r in REASONS),
                                 "route.open", "route.cut", "route.contested", "route.threatened"])  # fmt: skip
def test_words_that_are_put_together_from_data_are_there(key: str) -> None:
    assert key in read_words().table


def test_types_states_and_kinds_have_words_or_are_their_own() -> None:
    words = read_words()
    assert words.name("status.held") == "held" and words.name("type.capture") == "capture" and words.name("measure.air_strikes") == "air strikes"
    assert all(words.name(f"status.{one}") for one in STATUSES) and all(words.name(f"type.{one}") for one in TYPES)
    assert all(words.name(f"dispute.{one}") for one in DISPUTE_KINDS)


def test_values_are_escaped_and_markup_is_kept() -> None:
    words = read_words()
    assert words.say("search.heading", words="<b>") == Markup("Search: &lt;b&gt;")
    assert words.say("days.from", low=Markup("<time>x</time>")) == Markup("from <time>x</time>")


def test_one_of_a_thing_is_said_of_one() -> None:
    assert read_words().say("place.card_claims", n=1) == "one claim"
    assert read_words().say("place.card_claims", n=2) == "2 claims"


def test_a_catalogue_of_one_s_own_outweighs_ours_key_by_key(tmp_path: Path) -> None:
    own = tmp_path / "ar.yaml"
    own.write_text("language: ar\ndirection: rtl\nmenu:\n  places: الأماكن\n", encoding="utf-8")
    words = read_words(str(own))
    assert (words.language, words.direction) == ("ar", "rtl")
    assert words.say("menu.places") == "الأماكن" and words.say("menu.figures") == "Figures"


@pytest.mark.parametrize(("text", "told"), [("menu:\n  palaces: x\n", "unknown key 'menu.palaces'"), ("- a", "write keys and words"), ("a: [", "not YAML")])
def test_a_wrong_catalogue_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(told)):
        read_words(str(tmp_path / "own.yaml"))


def test_a_missing_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--messages"):
        read_words(str(tmp_path / "none.yaml"))
