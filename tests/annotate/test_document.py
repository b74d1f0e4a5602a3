"""Everything that is seen in an article stands at exact offsets, and its parts are kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shelves import seen, shelves
from whoholds.annotate.document import annotate, annotate_sentences
from whoholds.records import Annotated, Document, Mention

ARTICLE = """🚨🇸🇾 عاجل: حلب — Rebels seize town near Aleppo

BEIRUT, Lebanon, June 23 (Agency) - Rebels took Azaz on Sunday. The army fled 🏃 towards Hama. "We left," an officer said.

- Raqqa: shelling killed four people
- Homs: a convoy of food arrived

What next

The army, which lost the town,
said it would return."""
ARABIC = "قالت مصادر محلية إن القصف توقف 🕊️ "


def lines(article: Annotated) -> list[tuple[int, str]]:
    """Return each sentence with its paragraph."""
    return [(s.paragraph, article.document.text[s.start : s.end]) for s in article.sentences]


def spans(article: Annotated) -> list[tuple[int, int, str]]:
    """Return offsets and words of all that was seen."""
    found = [(f.start, f.end, f.words) for f in (*article.places, *article.actors)]
    found += [(q.start, q.end, q.words) for q in article.numbers]
    mentions = [*article.quotes, *article.apart, *(when.mention for when in article.times)]
    for sentence in article.sentences:
        mentions += [*sentence.entities, *sentence.defence]
        found += [(token.start, token.end, token.words) for token in sentence.tokens]
    return found + [(m.start, m.end, m.words) for m in mentions]


@pytest.mark.parametrize("before", ["", "🚨🇸🇾👩‍🚒 ", ARABIC, "e\u0301 ", "\ufeff", "\r\n\r\n"])
def test_offsets_count_code_points_whatever_stands_before(before: str) -> None:
    article = seen(before + ARTICLE)
    found = spans(article)
    assert len(found) > 60
    assert all(article.document.text[start:end] == words for start, end, words in found)


@pytest.mark.parametrize("before", ["🚨🇸🇾👩‍🚒 ", ARABIC])
def test_a_place_moves_by_as_many_code_points_as_stand_before_it(before: str) -> None:
    report = "Rebels took Azaz on Sunday."
    plain, moved = seen(report), seen(f"{before}\n\n{report}")
    shift = len(before) + 2
    assert [(p.start + shift, p.words) for p in plain.places] == [(p.start, p.words) for p in moved.places]
    assert [p.words for p in plain.places] == ["Azaz"]


def test_headline_text_bullets_and_heading_are_paragraphs_of_their_own() -> None:
    assert lines(seen(ARTICLE)) == [
        (0, "🚨🇸🇾 عاجل: حلب — Rebels seize town near Aleppo"),
        (1, "BEIRUT, Lebanon, June 23 (Agency) - Rebels took Azaz on Sunday."),
        (1, "The army fled 🏃 towards Hama."),
        (1, '"We left," an officer said.'),
        (2, "- Raqqa: shelling killed four people"),
        (3, "- Homs: a convoy of food arrived"),
        (4, "What next"),
        (5, "The army, which lost the town,\nsaid it would return."),
    ]


def test_dateline_and_bare_heading_are_set_apart_and_the_headline_is_not() -> None:
    apart = [(m.kind, m.words) for m in seen(ARTICLE).apart]
    assert apart == [("dateline", "BEIRUT, Lebanon, June 23 (Agency) - "), ("heading", "What next")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jane Doe and John Roe", "byline"),
        ("Reporting by Jane Doe", "byline"),
        ("Read more: the war in pictures", "boilerplate"),
        ("Sign up for our newsletter", "boilerplate"),
        ("Life under siege", "heading"),
    ],
)
def test_what_surrounds_an_article_is_set_apart(line: str, kind: str) -> None:
    article = seen(f"Rebels seize town near Aleppo\n\n{line}\n\nThe army fled towards Hama.")
    assert [(m.kind, m.words) for m in article.apart] == [(kind, line)]


@pytest.mark.parametrize("line", ["The army has fled", "Rebels: the army fled!", "Read the army the terms it asked for."])
def test_a_short_line_that_tells_something_is_not_set_apart(line: str) -> None:
    assert seen(f"Rebels seize town near Aleppo\n\n{line}\n\nShells fell on Hama.").apart == ()


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "1. ", "2) "])
def test_bullets_are_paragraphs_without_blank_lines(bullet: str) -> None:
    text = f"{bullet}Raqqa was shelled\n{bullet}Homs stayed calm\n{bullet}Idlib was bombed"
    assert [paragraph for paragraph, _ in lines(seen(text))] == [0, 1, 2]


def test_a_hard_wrapped_text_keeps_its_sentences_whole() -> None:
    text = (
        "The army said on Monday that its soldiers had left the town of Azaz after\n"
        "four days of shelling and had moved to new positions near the road to Hama,\n"
        "where they were joined by militias. Residents said that shops had opened and\n"
        "that nobody knew who would hold the town when the week was over.\n"
    )
    assert [paragraph for paragraph, _ in lines(seen(text))] == [0, 0]


def test_every_kind_of_thing_is_seen_in_one_article() -> None:
    article = seen(ARTICLE)
    assert [p.words for p in article.places] == ["Aleppo", "BEIRUT", "Lebanon", "Azaz", "Hama", "Raqqa", "Homs"]
    assert [(q.words, q.low, q.unit) for q in article.numbers] == [("four", 4.0, "people")]
    assert [when.mention.words for when in article.times] == ["June 23", "Sunday"]
    assert [q.words for q in article.quotes] == ['"We left,"']
    assert {"Rebels", "army"} <= {side.words for side in article.actors}


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "🚨", "—"])
def test_nothing_is_seen_in_nothing(text: str) -> None:
    article = seen(text)
    assert (article.places, article.actors, article.times, article.numbers, article.quotes) == ((), (), (), (), ())


def test_sentences_read_before_give_the_same_article() -> None:
    document = Document("d", ARTICLE)
    sentences = shelves().reader.read(ARTICLE)
    assert annotate_sentences(document, sentences, shelves()) == annotate(document, shelves())


PIECES = ("Aleppo", "Rebels took", "🚨", "عاجل", "\n\n", "\n- ", " ", ". ", "“", "”", "four people", "on Sunday", "\u200f", "é", "\t")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_offsets_are_exact_in_any_text(text: str) -> None:
    article = seen(text)
    assert all(text[start:end] == words for start, end, words in spans(article))
    order = [Mention(s.start, s.end, "") for s in article.sentences]
    assert order == sorted(order) and all(a.overlap(b) == 0 for a, b in zip(order, order[1:], strict=False))
