"""The town that a heading sets for what stands under it: "KOBANI. The battle is in its fourth month. The town ..."."""

from __future__ import annotations

from whoholds.records import Annotated, Filler, Sentence
from whoholds.resolve.scene import Heard, Scene

HEADING_WORDS = 4
SET, ABOVE = 0.4, 0.6
"""What being the town of the heading adds, and what standing above the heading takes away; set by hand, not swept."""


def heading_names(annotated: Annotated) -> set[Filler]:
    """Return the place names of lines that are no sentences, which claims do not read."""
    lines = [one for one in annotated.apart if one.kind == "heading"]
    return {name for name in annotated.toponyms if any(line.start <= name.start and name.end <= line.end for line in lines)}


def find_topics(scene: Scene, heard: list[Heard]) -> list[tuple[int, Heard | None]]:
    """Return where each heading ends and the place that it names; None where it names none, and only ends what was above.

    A heading is a line of its own that is no sentence, or the first words of a paragraph that end like a sentence and hold no verb. That of the
    whole text is none: it may be where the report was written.
    """
    found: list[tuple[int, Heard | None]] = []
    for sentence in scene.annotated.sentences[1:]:
        if _is_line(scene, sentence) or _runs_in(scene, sentence):
            inside = [h for h in heard if sentence.start <= h.start and h.end <= sentence.end and h.link.kind not in ("demonym", "country")]
            whole = [h for h in inside if h.end - h.start >= _letters(sentence)]
            found.append((sentence.end, whole[0] if whole else None))
    return found


def of_topic(scene: Scene, heard: Heard, spot: int) -> float:
    """Return what a mention gains or loses at a position because of the heading above it."""
    above = [(end, topic) for end, topic in scene.topics if end <= spot]
    if not above:
        return 0.0
    end, topic = above[-1]
    if topic is not None and topic.link.id == heard.link.id:
        return SET
    return -ABOVE if topic is not None and heard.end <= end else 0.0


def _is_line(scene: Scene, sentence: Sentence) -> bool:
    return any(one.kind == "heading" and one.start == sentence.start for one in scene.annotated.apart)


def _runs_in(scene: Scene, sentence: Sentence) -> bool:
    sentences = scene.annotated.sentences
    before, after = sentences[sentence.index - 1], sentences[sentence.index + 1 : sentence.index + 2]
    if before.paragraph == sentence.paragraph or not after or after[0].paragraph != sentence.paragraph:
        return False
    words = [token for token in sentence.tokens if token.upos not in ("PUNCT", "NUM")]
    return 0 < len(words) <= HEADING_WORDS and not any(token.upos in ("VERB", "AUX", "PRON") for token in words)


def _letters(sentence: Sentence) -> int:
    """Return the length of a heading without its number and end mark: "2. Haditha." has seven letters."""
    words = [token for token in sentence.tokens if token.upos not in ("PUNCT", "NUM", "X", "SYM")]
    return words[-1].end - words[0].start if words else 0
