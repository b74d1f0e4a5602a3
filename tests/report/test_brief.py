"""The brief: nothing is said without numbered notes, and every note leads to a claim and its quote."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.claims import window
from tests.report.base import (
    C_DENIAL,
    C_LOST,
    C_MOSUL,
    C_OLD,
    C_RAID,
    C_SHARE,
    C_TAKEN,
    CLAIMS,
    DAY,
    SHARE,
    article,
    dispute,
    event,
    figure,
    holding,
    knowledge,
    made,
)
from whoholds.records import Claim
from whoholds.report.brief import Brief, Section, brief_html, brief_markdown, escape_markdown, note_of, write_brief
from whoholds.report.knowledge import Knowledge
from whoholds.report.words import counted

GOLDEN = Path(__file__).parent / "golden" / "brief.md"
EMPTY = Knowledge((), (), (), (), (), ())
HOSTILE = '<script>alert("took it")</script> & [here](javascript:alert(1))'


class Tags(HTMLParser):
    """Collects tags, link targets, ids and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data


def section(brief: Brief, title: str) -> Section:
    """Return the section with this title."""
    return next(part for part in brief.sections if part.title == title)


def said(brief: Brief, title: str) -> list[str]:
    """Return the sentences of a section."""
    return [line.text for line in section(brief, title).lines]


def cited(brief: Brief, title: str, start: str) -> set[str]:
    """Return the ids of the claims behind the sentence of a section that begins so."""
    [line] = [line for line in section(brief, title).lines if line.text.startswith(start)]
    return {c.id for c in CLAIMS if any(f"claim {c.id[:8]}" in brief.notes[n - 1] for n in line.notes)}


def test_the_brief_in_markdown_equals_the_golden_file() -> None:
    assert brief_markdown(write_brief(knowledge(), DAY)) == GOLDEN.read_text(encoding="utf-8")


def test_without_a_day_the_brief_is_for_the_last_day_that_anything_was_published() -> None:
    assert write_brief(knowledge()) == write_brief(knowledge(), DAY)
    assert write_brief(EMPTY).on is None


def test_every_sentence_has_notes_and_every_note_is_cited() -> None:
    brief = write_brief(knowledge(), DAY)
    lines = [line for part in brief.sections for line in part.lines]
    assert len(lines) == 13
    assert all(line.notes for line in lines)
    assert {number for line in lines for number in line.notes} == set(range(1, len(brief.notes) + 1))


def test_every_bullet_of_the_markdown_ends_with_the_numbers_of_notes_that_are_there() -> None:
    body, _, rest = brief_markdown(write_brief(knowledge(), DAY)).partition("## Notes")
    notes = {int(number) for number in re.findall(r"^(\d+)\. “", rest, re.MULTILINE)}
    bullets = [line for line in body.splitlines() if line.startswith("- ")]
    ends = [re.search(r"[.] ((?:\[\d+\] ?)+)$", line) for line in bullets]
    assert len(bullets) == 13 and all(ends)
    assert {int(n) for end in ends if end for n in re.findall(r"\d+", end.group(1))} == notes


@pytest.mark.parametrize(
    ("title", "start", "claims"),
    [
        ("Gains and losses", "Lost Ain Issa to YPG", {C_TAKEN.id}),
        ("Gains and losses", "Gained Ain Issa from YPG", {C_LOST.id}),
        ("Reported", "Ain Issa", {C_LOST.id, C_DENIAL.id}),
        ("Disputed", "Mosul", {C_MOSUL.id}),
        ("Disputed", "Denied", {C_LOST.id, C_DENIAL.id}),
        ("Fighting, sieges and attacks", "At Ain Issa", {C_LOST.id, C_DENIAL.id}),
        ("Figures", "Islamic State in Nineveh", {C_SHARE.id}),
        ("Not known", "Raqqa", {C_RAID.id}),
    ],
)
def test_the_notes_of_a_sentence_are_the_claims_that_it_rests_on(title: str, start: str, claims: set[str]) -> None:
    assert cited(write_brief(knowledge(), DAY), title, start) == claims


def test_a_note_holds_the_quote_the_chain_of_speakers_the_publisher_the_day_and_the_claim() -> None:
    relayed = replace(C_TAKEN, sources=(*C_DENIAL.sources, *C_TAKEN.sources))
    expected = "(says Observatory ← YPG; Harbour Daily, 2015-06-24; claim "
    assert note_of(relayed) == f"“{C_TAKEN.sentence.words}” {expected}{C_TAKEN.id[:8]})"


def test_a_note_tells_when_its_claim_is_no_fact_and_what_is_not_known_of_it() -> None:
    assert note_of(C_DENIAL).endswith(f"claim {C_DENIAL.id[:8]}, told as denied)")
    assert note_of(C_SHARE) == f"“{SHARE}” (publisher not known, day not known; claim {C_SHARE.id[:8]})"


def test_one_claim_has_one_number_however_often_it_is_cited() -> None:
    brief = write_brief(knowledge(), DAY)
    assert sum(C_LOST.id[:8] in note for note in brief.notes) == 1
    assert len(set(brief.notes)) == len(brief.notes) == 6


def test_what_rests_on_no_claim_that_is_left_is_not_said() -> None:
    known = knowledge()
    brief = write_brief(replace(known, claims=(C_MOSUL,)), DAY)
    assert [line.text.partition(" ")[0] for part in brief.sections for line in part.lines] == ["Mosul"] * 3
    assert len(brief.notes) == 1


def test_a_sentence_cites_four_claims_at_most() -> None:
    told = [made("hold", f"The YPG holds Ain Issa, paper {n} says.", "holds", "Ain Issa", f"p{n}") for n in range(6)]
    held = holding("Ain Issa", "YPG", "2015-07-01", "2015-07-01", *told)
    brief = write_brief(Knowledge((), tuple(told), (), (held,), (), ()), DAY)
    assert section(brief, "Assessed").lines[0].notes == (1, 2, 3, 4)


def test_fighting_is_told_from_the_last_thirty_days_newest_first_and_only_as_fact() -> None:
    days = {"a": "2015-06-08", "b": "2015-06-09", "c": "2015-07-09", "d": "2015-07-10"}
    events = tuple(event("strike", "Raqqa", window(d, d), C_RAID, actors=(name,)) for name, d in days.items())
    planned = event("strike", "Raqqa", window("2015-07-01", "2015-07-01"), C_RAID, status="planned")
    talks = event("talks", "Raqqa", window("2015-07-01", "2015-07-01"), C_RAID)
    undated = event("siege", "Raqqa", None, C_RAID)
    brief = write_brief(Knowledge((), CLAIMS, (*events, planned, talks, undated), (), (), ()), DAY)
    assert [text[:20] for text in said(brief, "Fighting, sieges and attacks")] == ["At Raqqa, c struck o", "At Raqqa, b struck o"]


def test_a_holding_that_begins_after_the_day_is_not_told() -> None:
    brief = write_brief(knowledge(), date(2015, 6, 30))
    assert [text.partition(" since")[0] for text in said(brief, "Assessed")] == ["Ain Issa (Syria): held by YPG"]
    assert [text.partition(" on ")[0] for text in said(brief, "Gains and losses")] == ["Lost Ain Issa to YPG", "Gained Ain Issa from Islamic State"]


def test_gains_and_losses_are_told_of_every_side() -> None:
    lines = section(write_brief(knowledge(), DAY), "Gains and losses").lines
    assert list(dict.fromkeys(line.under for line in lines)) == [
        "Islamic State: 1 gained, 1 lost, 1 contested", "YPG: 1 gained, 1 lost", "Iraqi army: 0 gained, 0 lost, 1 contested",
    ]  # fmt: skip


def test_a_side_known_only_from_losing_a_place_has_not_gained_it() -> None:
    first = holding("Ain Issa", "Islamic State", "2015-06-22", "2015-06-22", C_TAKEN)
    taken = holding("Ain Issa", "YPG", "2015-06-23", "2015-06-23", C_TAKEN)
    brief = write_brief(Knowledge((), CLAIMS, (), (first, taken), (), ()), DAY)
    assert [text.partition(" on ")[0] for text in said(brief, "Gains and losses")] == ["Lost Ain Issa to YPG", "Gained Ain Issa from Islamic State"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"kind": "implied"}, "implied by what others took or lost, no report names the holder"),
        ({"probability": 0.6}, "one report"),
    ],
)
def test_a_holding_on_weak_grounds_is_only_reported_and_says_why(more: dict[str, object], why: str) -> None:
    held = holding("Mosul", "Islamic State", "2015-07-01", "2015-07-01", C_MOSUL, **more)
    brief = write_brief(Knowledge((), CLAIMS, (), (held,), (), ()), DAY)
    assert said(brief, "Assessed") == [] and said(brief, "Reported")[0].endswith(f"Not assessed: {why}.")


def test_the_holders_own_word_and_a_silence_of_months_are_not_assessed() -> None:
    own = made("hold", "We hold Ain Issa, the YPG says.", "hold", "Ain Issa", "d8", who="YPG", told="2015-03-01", said_by="YPG")
    held = holding("Ain Issa", "YPG", "2015-02-01", "2015-02-01", own)
    [text] = said(write_brief(Knowledge((), (own,), (), (held,), (), ()), DAY), "Reported")
    assert text.endswith("Not assessed: only its own word; not confirmed for 130 days.")


def test_regions_and_parts_of_a_place_are_not_told_beside_it() -> None:
    town = holding("Mosul", "Islamic State", "2015-07-01", "2015-07-01", C_MOSUL)
    part = replace(town, id="p", place=replace(town.place, id="rel:mosul-airport", name="Mosul airport", within=(town.place.id,)))
    region = replace(town, id="r", place=replace(town.place, id="region:iq-nineveh", name="Nineveh", kind="region"))
    brief = write_brief(Knowledge((), CLAIMS, (), (town, part, region), (), ()), DAY)
    assert [text.partition(" ")[0] for text in said(brief, "Assessed")] == ["Mosul"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(300.0, None, "at least 300 people"), (None, 1500.0, "up to 1,500 people"), (7.0, 7.0, "7 people")],
)
def test_a_figure_is_written_as_the_range_that_it_is(low: float | None, high: float | None, words: str) -> None:
    dead = figure(C_OLD, "killed", low, high, "people", scope="", definition="")
    [text] = said(write_brief(Knowledge((), CLAIMS, (), (), (dead,), ()), DAY), "Figures")
    assert text == f"Islamic State: {words} (Harbour Daily). Told as: not given."


def test_a_share_lost_is_told_with_what_it_is_a_share_of() -> None:
    base = replace(figure(C_OLD, "territory_area", 90800.0, 90800.0, "km2", definition="held"), id="base")
    share = replace(figure(C_SHARE, "territory_share_lost", 22.0, 22.0, "percent"), base="base")
    told = said(write_brief(Knowledge((), CLAIMS, (), (), (base, share), ()), DAY), "Figures")
    assert any(text.endswith("It is a share of the 90,800 km2 told for its beginning.") for text in told)


def test_nothing_known_is_said_to_be_not_known() -> None:
    text = brief_markdown(write_brief(EMPTY))
    for words in (
        "# Who holds what on a day not known", "From 0 articles", "No contradictions were found.", "## Notes\n\nNone.", "## Sources\n\nNone.",
    ):  # fmt: skip
        assert words in text


def test_the_links_of_the_page_lead_to_its_notes() -> None:
    page = Tags(brief_html(write_brief(knowledge(), DAY)))
    notes = [link for link in page.links if link.startswith("#n")]
    assert len(notes) == 16
    assert {link.removeprefix("#") for link in notes} == {id for id in page.ids if id.startswith("n")} == {f"n{n}" for n in range(1, 7)}


def test_the_page_says_what_the_markdown_says() -> None:
    brief = write_brief(knowledge(), DAY)
    page = Tags(brief_html(brief))
    for text in [line.text for part in brief.sections for line in part.lines] + [*brief.notes, *brief.sources]:
        assert text in page.text


def hostile() -> Knowledge:
    """Return knowledge whose titles, quotes, names and definitions try to break out of the page."""
    sentence = f"{HOSTILE} took Ain Issa."
    bad: Claim = made("capture", sentence, "took Ain", "Ain Issa", "d9", publisher=HOSTILE)
    held = replace(holding("Ain Issa", HOSTILE, "2015-07-01", "2015-07-01", bad), rivals=(HOSTILE,))
    return Knowledge(
        (article(bad, HOSTILE),),
        (bad,),
        (event("clash", "Ain Issa", window("2015-07-01", "2015-07-01"), bad, actors=(HOSTILE,)),),
        (held,),
        (figure(bad, "killed", 1, 2, "people", subject=HOSTILE, definition=HOSTILE),),
        (dispute("denial", HOSTILE, HOSTILE, bad),),
    )


def test_hostile_titles_quotes_and_names_stay_text_in_the_page() -> None:
    page = Tags(brief_html(write_brief(hostile(), DAY)))
    assert "script" not in page.tags
    assert page.links and all(re.fullmatch(r"#(n\d+|look-[\w-]+)", link) for link in page.links)
    assert page.text.count(HOSTILE) >= 8 and "svg" in page.tags


def test_the_map_stands_in_the_page_and_is_named_in_the_markdown() -> None:
    brief = write_brief(knowledge(), DAY)
    assert "<svg" in brief_html(brief) and "](brief.svg)" in brief_markdown(brief, "brief.svg")
    assert "<a href=\"places" not in brief.map


def test_a_place_of_which_nothing_is_known_on_the_day_is_not_said_to_have_a_known_holder() -> None:
    assert said(write_brief(knowledge(), date(2014, 1, 1)), "Not known") == [
        f"{name}: who holds it on this day is not known." for name in ("Ain Issa (Syria)", "Mosul (Iraq)", "Raqqa (Syria)")
    ]


def test_a_place_of_which_nothing_is_known_is_told_with_what_is_said_of_it() -> None:
    unknown = replace(holding("Mosul", None, "2015-07-01", "2015-07-01"), claims_for=())
    brief = write_brief(Knowledge((), CLAIMS, (), (unknown,), (), ()), DAY)
    assert cited(brief, "Not known", "Mosul") == {C_MOSUL.id, C_OLD.id}


def test_the_page_may_load_and_run_nothing() -> None:
    page = brief_html(write_brief(knowledge(), DAY))
    [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy.startswith("default-src 'none'") and "script" not in policy
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_hostile_titles_quotes_and_names_stay_text_in_the_markdown() -> None:
    text = brief_markdown(write_brief(hostile(), DAY))
    assert "<" not in text and "](" not in text
    assert text.count("&lt;script>") >= 8 and text.count(r"\[here\]\(javascript") >= 8


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("# Not a heading", r"\# Not a heading"), ("2015. A year", r"2015\. A year"), ("- no list", r"\- no list"),
        ("one\n\n## two", "one ## two"), ("a_b *c* `d`", r"a\_b \*c\* \`d\`"), ("http://x.org", r"http:\/\/x.org"),
        ("<b>&lt;", "&lt;b>&amp;lt;"), ("![i](u)", r"!\[i\]\(u)"), ("R&D, 850 km - 3 (0.90).", "R&D, 850 km - 3 (0.90)."),
    ],
)  # fmt: skip
def test_words_of_others_are_escaped_in_markdown(words: str, written: str) -> None:
    assert escape_markdown(words) == written


def test_one_of_a_thing_is_told_as_one() -> None:
    assert (counted(1, "article", "articles"), counted(0, "article", "articles"), counted(6000, "claim", "claims")) == (
        "1 article", "0 articles", "6,000 claims",
    )  # fmt: skip
