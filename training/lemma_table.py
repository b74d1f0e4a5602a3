"""Build the lemma table from EWT and GUM: suffix rules, and the forms they get wrong."""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter, defaultdict
from pathlib import Path

from corpora import Example, read_treebank

from whoholds.models.lemma import _KEEPS_CASE, LONGEST_SUFFIX, Lemmas

Rule = tuple[int, str]
LONGEST_ADDED, LEAST_FORMS = 3, 3
"""Most letters a suffix rule adds, and distinct forms that must agree on it."""
STRONG = {
    "flee": "fled", "shoot": "shot", "fight": "fought", "seek": "sought", "strike": "struck stricken", "shed": "shed",
    "slay": "slew slain", "bleed": "bled", "withdraw": "withdrew withdrawn", "overrun": "overran overrun", "fly": "flew flown",
    "retake": "retook retaken", "overthrow": "overthrew overthrown", "drive": "drove driven", "break": "broke broken",
    "bring": "brought", "buy": "bought", "catch": "caught", "cling": "clung", "deal": "dealt", "dig": "dug", "fling": "flung",
    "forbid": "forbade forbidden", "foresee": "foresaw foreseen", "freeze": "froze frozen", "hide": "hid hidden",
    "lay": "laid", "lead": "led", "mislead": "misled", "outgun": "outgunned", "rebuild": "rebuilt", "repay": "repaid",
    "ride": "rode ridden", "rise": "rose risen", "sink": "sank sunk", "steal": "stole stolen", "swear": "swore sworn",
    "sweep": "swept", "tear": "tore torn", "throw": "threw thrown", "undergo": "underwent undergone", "uphold": "upheld",
    "wage": "waged", "weep": "wept", "win": "won", "wind": "wound", "withhold": "withheld", "withstand": "withstood",
    "besiege": "besieged", "raze": "razed", "lose": "lost", "hold": "held", "fall": "fell fallen", "feed": "fed",
    "shell": "shelled", "bomb": "bombed", "cede": "ceded", "rout": "routed",
}  # fmt: skip
"""Verbs of war news that the treebanks hardly hold."""


VERB_TAGS = ("VB", "VBP", "VBZ", "VBG", "VBD", "VBN")
VOWEL = "[aeiou]"


def inflected(lemma: str) -> list[tuple[str, str]]:
    """Write the regular forms of a verb with their tags; where a last letter may or may not be doubled, both."""
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma
    stems = [stem]
    if re.fullmatch(rf"(?:.*[^aeiou])?{VOWEL}[bdgklmnprtvz]", lemma):
        twice = lemma + lemma[-1]
        stems = [twice] if len(re.findall(f"{VOWEL}+", lemma)) == 1 else [twice, stem]
    past = [lemma[:-1] + "ied"] if re.search(r"[^aeiou]y$", lemma) else [each + "ed" for each in stems]
    third = lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + ("es" if re.search("(s|x|z|ch|sh)$", lemma) else "s")
    forms = [("VBG", each + "ing") for each in stems] + [("VBZ", third)]
    return forms + [(tag, form) for form in past for tag in ("VBD", "VBN")]


def verbs_of(examples: list[Example]) -> list[str]:
    """List verbs: those of the treebanks first, then whatever our own rules look for; of each those in -e before the others."""
    tagged = {
        lemma for e in examples for tag, lemma in zip(e.xpos, e.lemmas, strict=True) if tag in VERB_TAGS and lemma.isalpha()
    }
    rules = Path("src/whoholds/rules/data")
    ours = {word for file in rules.glob("*.yaml") for word in re.findall(r"\b[a-z]{3,}\b", file.read_text(encoding="utf-8"))}
    tagged = {each for each in tagged if each.islower()}
    ours = {each for each in ours if not each.endswith(("ing", "ed", "s"))} - tagged

    def ordered(words: set[str]) -> list[str]:
        return sorted(words, key=lambda each: (not each.endswith("e"), each))

    return ordered(tagged) + ordered(ours)


def rule_of(form: str, lemma: str) -> Rule:
    """Say how many letters to cut off a form, and what to add."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def pairs_of(examples: list[Example]) -> Counter[tuple[str, str, str]]:
    """Count (tag, form, lemma)."""
    pairs: Counter[tuple[str, str, str]] = Counter()
    for example in examples:
        for word, tag, lemma in zip(example.words, example.xpos, example.lemmas, strict=True):
            if lemma != "_":
                form = (word if tag in _KEEPS_CASE else word.lower()).replace("\u2019", "'")
                pairs[tag, form, lemma.replace("\u2019", "'")] += 1
    return pairs


def build(examples: list[Example]) -> dict[tuple[str, str], Rule]:
    """Learn suffix rules by majority over distinct forms, then list the exceptions."""
    best: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (tag, form, lemma), count in pairs_of(examples).items():
        best[tag, form][lemma] += count
    votes: dict[tuple[str, str], Counter[Rule]] = defaultdict(Counter)
    for (tag, form), lemmas in best.items():
        rule = rule_of(form, lemmas.most_common(1)[0][0])
        for length in range(min(LONGEST_SUFFIX, len(form) - 1) + 1):
            if rule[0] <= length and len(rule[1]) <= LONGEST_ADDED:
                votes[tag, "-" + form[len(form) - length :]][rule] += 1
    rules: dict[tuple[str, str], Rule] = {}
    for (tag, suffix), counted in sorted(votes.items(), key=lambda each: (len(each[0][1]), each[0])):
        rule, count = counted.most_common(1)[0]
        shorter = Lemmas(rules)._by_suffix(suffix[1:] if len(suffix) > 1 else "", tag) if len(suffix) > 1 else None
        if len(suffix) == 1 or (rule != shorter and count >= LEAST_FORMS and count > 0.6 * counted.total()):
            rules[tag, suffix] = rule
    table = Lemmas(dict(rules))
    for lemma in verbs_of(examples):
        for tag, form in inflected(lemma):  # "resuming" is no form of "resum"
            best.setdefault((tag, form), Counter({lemma: 1}))
    for lemma, forms in STRONG.items():
        for form in forms.split():
            for tag in ("VBD", "VBN"):
                best[tag, form] = Counter({lemma: 1})
    for (tag, form), lemmas in best.items():
        lemma = lemmas.most_common(1)[0][0]
        if table.of(form, tag) != lemma and not form.startswith("-"):
            rules[tag, form] = rule_of(form, lemma)
    return rules


def main() -> None:
    """Build, score on dev, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/whoholds/models/weights/lemmas.tsv.gz"))
    options = parser.parse_args()
    rules = build([each for name in ("ewt", "gum") for each in read_treebank(options.data / f"{name}-train.conllu.gz")])
    table = Lemmas(rules)
    for name in ("ewt", "gum"):
        pairs = [(word, tag, lemma) for each in read_treebank(options.data / f"{name}-dev.conllu.gz")
                 for word, tag, lemma in zip(each.words, each.xpos, each.lemmas, strict=True) if lemma != "_"]  # fmt: skip
        right = sum(table.of(word, tag) == lemma for word, tag, lemma in pairs)
        print(f"{name}: {100 * right / len(pairs):.2f}% of lemmas, {len(rules)} rules")
    lines = "".join(
        f"{tag}\t{form}\t{cut}\t{added}\n" for (tag, form), (cut, added) in sorted(rules.items()) if "\t" not in form
    )
    with gzip.GzipFile(options.out, "wb", compresslevel=9, mtime=0) as out:
        out.write(lines.encode("utf-8"))


if __name__ == "__main__":
    main()
