"""The catalogue of messages: every key that is used is there, every key that is there is used, values are escaped."""

from __future__ import annotations

import ast
import inspect
import json
import re
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

import whoholds.serve
from tests.report.base import DAY, knowledge
from tests.serve.base import client
from whoholds import infer
from whoholds.annotate.number_words import UNITS
from whoholds.errors import SettingsError
from whoholds.forms.rights import RIGHTS
from whoholds.infer.measures import COUNTED
from whoholds.records import DISPUTE_KINDS, STATUSES, TYPES
from whoholds.records.quantity import PEOPLE_UNITS
from whoholds.report.brief import write_brief
from whoholds.report.chart_words import ChartWords
from whoholds.report.map_words import MapWords
from whoholds.review.apply import FIELDS
from whoholds.rules.lexicon import open_units
from whoholds.serve.access import ROLES
from whoholds.serve.pages.review import REASONS
from whoholds.serve.phrases import FORMS, SECTIONS, phrase, section, unit
from whoholds.serve.render import Renderer
from whoholds.serve.say import read_words

HOUSE = Path(whoholds.serve.__file__).parent
SCRIPTS = "\n".join(file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent.parent.parent / "web" / "src").glob("*.ts")))
CODE = "\n".join(file.read_text(encoding="utf-8") for file in [*HOUSE.rglob("*.py"), *HOUSE.rglob("*.html")])
WHOLE = set(re.findall(r"""(?:say|label)\(\s*['"]([\w. -]+)['"]\s*[,)]""", CODE)) | set(re.findall(r'"((?:\w+\.title|refused\.\w+|wrong\.(?!html)\w+))"', CODE))
STARTS = set(re.findall(r"""(?:say|label)\(\s*['"]([\w]+\.(?:\w+_)?)['"]\s*~""", CODE))


def test_every_key_that_is_used_is_there() -> None:
    table = read_words().table
    assert len(WHOLE) > 150 and len(STARTS) > 8
    assert {key for key in WHOLE if key not in table} == set()


def test_every_key_that_is_there_is_used() -> None:
    used = WHOLE | {"language", "direction"}
    used |= {key for forms in FORMS.values() for _, key in forms} | {f"section.{name}_{part}" for name in SECTIONS.values() for part in ("title", "empty")}
    used |= {f"drawn.{field.name}" for record in (MapWords, ChartWords) for field in fields(record)} | {"drawn.stretch", "drawn.series"}
    spare = [key for key in read_words().table if key.removesuffix(".one") not in used and not key.startswith("web.") and not key.startswith((*STARTS, "status.", "type.", "dispute.", "unit.", "reason."))]
    assert [key for key in spare if not key.startswith("filter.")] == []


def test_the_browser_s_side_says_what_the_catalogue_has_and_nothing_else() -> None:
    quoted = set(re.findall(r'"(\w+)"', SCRIPTS))
    asked = set(re.findall(r'\bword\("(\w+)"', SCRIPTS))
    ours = {key.removeprefix("web.").removesuffix(".one") for key in read_words().table if key.startswith("web.")}
    assert len(asked) > 50 and asked <= ours and ours <= quoted
    assert re.findall(r'(?:"aria-label"|title|placeholder): "[^"]+"', SCRIPTS) == []
    assert [text for text in re.findall(r'"([^"\n]*)"', SCRIPTS) if re.fullmatch(r"[A-Z][a-z]+(?: [a-z]+)+[.]?", text)] == []


class Seen(HTMLParser):
    """Collects what people see or hear of a template whose Jinja was taken out: text outside keys, and labels."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quiet += tag in ("kbd", "script", "style")
        self.words += [value or "" for name, value in attrs if name in ("aria-label", "title", "placeholder", "alt", "label")]

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in ("kbd", "script", "style")

    def handle_data(self, data: str) -> None:
        self.words += [] if self._quiet else [data]


@pytest.mark.parametrize("template", sorted((HOUSE / "templates").glob("*.html")), ids=lambda path: path.stem)
def test_a_template_says_nothing_that_is_not_in_the_catalogue(template: Path) -> None:
    seen = Seen()
    seen.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert [words.strip() for words in seen.words if re.search(r"[^\W\d_]", words)] == []


@pytest.mark.parametrize("key", [*(f"role.{r}" for r in ("actor", "target", "place", "time", "source", "number", "trigger")), *(f"reason.{r}" for r in REASONS),
                                 "route.open", "route.cut", "route.contested", "route.threatened"])  # fmt: skip
def test_words_that_are_put_together_from_data_are_there(key: str) -> None:
    assert key in read_words().table


def test_types_states_and_kinds_have_words_or_are_their_own() -> None:
    words = read_words()
    assert words.name("status.held") == "held" and words.name("type.capture") == "capture" and words.name("measure.air_strikes") == "air strikes"
    wanted = [*(f"status.{one}" for one in STATUSES), *(f"type.{one}" for one in TYPES), *(f"dispute.{one}" for one in DISPUTE_KINDS)]
    wanted += [*(f"field.{one}" for one in FIELDS), *(f"rank.{one}" for one in ROLES), *(f"measure.{one}" for one in measures())]
    wanted += [f"unit.{one.replace(' ', '_')}" for one in {unit for _, unit in UNITS} | PEOPLE_UNITS - {""} | {one.partition(" per ")[0] for one in open_units().values()} | {one for units in COUNTED.values() for one in units if " per " not in one}]
    assert [key for key in wanted if key not in words.table] == []


def measures() -> set[str]:
    """Return the names that `infer.measures` gives to what numbers measure: the words that its functions return."""
    found = {name for names in COUNTED.values() for name in names.values()}
    for made in ast.walk(ast.parse(inspect.getsource(infer.measures))):
        if isinstance(made, ast.FunctionDef) and made.name not in ("unit_of", "words_of"):
            found |= set().union(*(_said(one.value) for one in ast.walk(made) if isinstance(one, ast.Return)))
    return found


def _said(value: ast.AST | None) -> set[str]:
    """Return the words that an expression may come to: both ways of a choice, and the words that a call hands on."""
    match value:
        case ast.Constant(value=str(words)):
            return {words}
        case ast.IfExp(body=one, orelse=other):
            return _said(one) | _said(other)
        case ast.Call(args=[_, handed]):
            return _said(handed)
    return set()


def test_measures_are_read_out_of_the_code_as_they_stand_there() -> None:
    assert {"killed", "territory_share_lost", "air_strikes", "salary_change", "foreign_fighters"} <= measures()


def test_kinds_can_be_put_into_another_language_and_what_is_counted_may_grow(tmp_path: Path) -> None:
    (tmp_path / "de.yaml").write_text("type:\n  capture: Einnahme\nmeasure:\n  cattle_lost: verlorenes Vieh\nunit:\n  heads: Stück\n", encoding="utf-8")
    words = read_words(str(tmp_path / "de.yaml"))
    assert words.name("type.capture") == "Einnahme" and words.name("measure.cattle_lost") == "verlorenes Vieh" and str(unit(words, "heads per day")) == "Stück per day"


@pytest.mark.parametrize(("kind", "text", "said"), [
    ("told", "3 new, 1 claim", "3 new, one claim"), ("told", "1 new, 12 claims", "1 new, 12 claims"), ("act", "decide: wrong", "decided: wrong"),
    ("detail", "type=hold, place=gn:1", "kind = hold, place = gn:1"), ("why", "time; <b>", "time; &lt;b&gt;"),
    ("because", "told once; something new", "told once; something new"), ("told", "a.txt: empty", "a.txt: empty"),
])  # fmt: skip
def test_phrases_of_records_are_said_in_the_words_of_the_catalogue_and_others_stay(kind: str, text: str, said: str) -> None:
    assert phrase(read_words(), kind, text) == Markup(said)


def test_what_the_rooms_below_say_is_known_to_the_catalogue() -> None:
    brief = write_brief(knowledge(), DAY)
    words = read_words()
    assert [str(section(words, part.title)) for part in brief.sections] == [part.title for part in brief.sections]
    assert [str(section(words, part.title, "empty")) for part in brief.sections] == [part.empty for part in brief.sections]
    assert words.table["export.rights"] == RIGHTS


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


def test_a_catalogue_of_one_s_own_reaches_the_scripts_and_cannot_end_their_data(tmp_path: Path, store: Path) -> None:
    own = tmp_path / "ar.yaml"
    own.write_text("direction: rtl\nweb:\n  play: شغّل\n  pause: </script><b>\n", encoding="utf-8")
    with client(store, messages=str(own)) as site:
        page = site.get("/").text
    carried = re.search(r'<script type="application/json" id="words">(.*?)</script>', page, re.DOTALL)
    assert carried and json.loads(carried[1])["play"] == "شغّل" and json.loads(carried[1])["pause"] == "</script><b>"
    assert 'dir="rtl"' in page and "<b>" not in carried[1]


def test_a_catalogue_of_one_s_own_reaches_maps_and_charts(tmp_path: Path, store: Path) -> None:
    own = tmp_path / "de.yaml"
    own.write_text(
        "language: de\ndrawn:\n  label: Karte, wer welchen Ort hält\n  faded: 'blass: {n} Tage unbestätigt'\n  months: Jan Feb März Apr Mai Juni Juli Aug Sep Okt Nov Dez\n"
        "  stretch: '{who}, seit {day}'\nsituation:\n  claims_a_day: Aussagen je Tag\nweb:\n  said: '{place}: {who} (zu {sure} %)'\n"
        "  credit: Umrisse von Natural Earth\n",
        encoding="utf-8",
    )
    with client(store, messages=str(own)) as site:
        page = site.get("/").text
        shown = re.search(r'class="mark" data-p="([^"]+)"', page)
        place = site.get(f"/places/{shown[1] if shown else ''}").text
    drawn = page[page.index("<svg") :]
    for said in ("Karte, wer welchen Ort hält", "blass: 120 Tage unbestätigt", "Aussagen je Tag", " (zu ", "Umrisse von Natural Earth", "Mai 2015"):
        assert said in drawn
    assert "Map of who holds" not in page and "<text" in drawn and not re.search(r"<text[^>]*>[^<]*(?:not confirmed for|May 20)", drawn)
    assert ", seit 20" in place[place.index("<svg") :]


def test_months_that_are_not_twelve_are_told(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("drawn:\n  months: spring summer autumn winter\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"drawn\.months: 4 words"):
        read_words(str(tmp_path / "own.yaml"))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("2015-06-30", "2015-07-07", "Since a day between 2015-06-30 and 2015-07-07"), (None, "2015-05-17", "Since 2015-05-17 at the latest"),
     ("2015-05-17", "2015-05-17", "Since 2015-05-17"), ("2015-05-17", None, "Since 2015-05-17"), (None, None, "Since a day that is not known")],
)  # fmt: skip
def test_the_window_of_a_beginning_does_not_read_as_a_stretch_of_time(first: str | None, last: str | None, said: str) -> None:
    assert Markup(Renderer(read_words()).since({"from": first, "to": last})).striptags() == said


def test_one_article_is_told_as_one(store: Path) -> None:
    with client(store) as asking:
        page = " ".join(Markup(asking.get("/?known_by=2015-02-10").text).striptags().split())
        assert "From one article of one publisher: one claim." in page
        assert "From one article." in asking.get("/brief?known_by=2015-02-10").text
