"""Words that look like a person's name. Persons are never sides: such words are listed apart and never become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from whoholds.actors.nouns import ARMS, BODIES, MEMBERS, singular
from whoholds.actors.spelling import clean, key

MEN, WOMEN = "given_names.txt", "given_names_women.txt"
TITLES = (
    "Mr Mrs Ms Miss Dr Prof Professor Sir Lady Lord Sheikh Shaikh Sheik Mullah Maulana Maulvi Imam Ayatollah Sayyid Haji Hajji Father "
    "Bishop Pastor Rabbi Gen General Lt Lieutenant Col Colonel Maj Major Capt Captain Brig Brigadier Sgt Sergeant Adm Admiral "
    "President Minister Premier Governor Mayor Senator Commander Commandant Spokesman Spokeswoman Leader Emir Chief King Prince Queen Princess"
).split()
_TITLE = re.compile(rf"(?:\b(?:{'|'.join(TITLES)})\.?|\b(?:spokes(?:man|woman|person)|commander|leader|chief|activist|journalist|resident))\s+$")
_AGE = re.compile(r"^,?\s*(?:aged\s+)?\(?\d{2}\)?[,;.)]")
_SELF = re.compile(r"^,?\s*(?:who (?:is|was) born|and (?:his|her) (?:wife|husband|family|son|daughter|brother|sister)\b|,? an? \d{2}-year-old)")
GROUPS = frozenset(
    "army front brigades corps legion guard guards shield lions eagles hawks tigers falcons wolves resistance republic emirate "
    "people liwa liwaa jaysh jaish jeish jabhat harakat hashd kataib saraya ansar ahrar faylaq failaq hizb hezb jund junud asaib usud katiba "
    "katibat quwat suqour tehreek firqat tahrir dawla tanzim lashkar jamaat jamiat tehrik harkat sipah mujahideen fedayeen martyrs "
    "forces company office tribe clan".split()
)
"""Words of groups' names beside the nouns for bodies and members."""
MOST_WORDS = 4


@cache
def given_names() -> frozenset[str]:
    """Return the keys of common given names."""
    return _names(MEN) | womens_names()


@cache
def womens_names() -> frozenset[str]:
    """Return the keys of common given names of women."""
    return _names(WOMEN)


def _names(file: str) -> frozenset[str]:
    text = files("whoholds.actors").joinpath("data", file).read_text(encoding="utf-8")
    return frozenset(key(name) for line in text.splitlines() if not line.startswith("#") for name in line.split())


def names_a_group(name: str) -> bool:
    """Tell whether a name has a word that only groups and bodies have: "Brigade", "Jaysh", "fighters"."""
    return any(singular(word) in BODIES | MEMBERS | ARMS or word in GROUPS for word in key(name).split(" "))


def looks_like_person(name: str, sentences: Iterable[str] = ()) -> str:
    """Say why a name looks like a person's, by itself or in a sentence that has it; empty where it does not."""
    plain = clean(name)
    parts = plain.split()
    if not parts or len(parts) > MOST_WORDS or names_a_group(plain) or not parts[0][:1].isupper():
        return ""
    if parts[0].rstrip(".") in TITLES:
        return f'"{parts[0]}" is a title'
    if parts[0] in ("Abu", "Umm", "Um") and len(parts) > 1:
        return f'"{parts[0]} ..." is a by-name'
    if any(part in ("bin", "ibn", "bint") for part in parts[1:]):
        return "named after a father"
    if len(parts) > 1 and key(parts[0]) in given_names():
        return f'"{parts[0]}" is a common given name'
    return next((why for sentence in sentences if (why := _in_sentence(plain, sentence))), "")


def _in_sentence(name: str, sentence: str) -> str:
    flat = " ".join(sentence.split())
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", flat):
        before, after = flat[: found.start()], flat[found.end() :]
        title = _TITLE.search(before)
        if title:
            return f'"{title.group().strip()}" stands before it'
        if _AGE.match(after) or _SELF.match(after):
            return "an age or a family stands after it"
    return ""
