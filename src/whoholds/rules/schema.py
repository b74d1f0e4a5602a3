"""What a rule is: trigger words, conditions on the words around them, roles, and sentences that test it."""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = ("actor", "target", "place")
LIST_KEYS = ("verbs", "nouns", "adjectives", "endings", "when", "unless", *ROLES, "matches", "rejects")
KEYS = ("id", "type", "status", "rank", "split", *LIST_KEYS)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to look for words: `object:place|side` is the slot `object`, taken only for words of those classes."""

    name: str
    classes: frozenset[str] = frozenset()
    """Empty: words of any class."""
    never: frozenset[str] = frozenset()
    """Words of these classes are refused: `object:!place`."""

    def takes(self, classes: frozenset[str]) -> bool:
        """Tell whether words of these classes may fill the slot."""
        return not (self.never & classes) and (not self.classes or bool(self.classes & classes))

    def __str__(self) -> str:
        words = sorted(self.classes) + sorted("!" + name for name in self.never)
        return self.name + (":" + "|".join(words) if words else "")


def slot(text: str) -> Slot:
    """Read `object:place|side|!people`."""
    name, _, rest = text.partition(":")
    words = [word for word in rest.strip().split("|") if word]
    never = frozenset(word[1:] for word in words if word.startswith("!"))
    return Slot(name.strip(), frozenset(word for word in words if not word.startswith("!")), never)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Trigger words: the head's lemma, and lemmas that must stand among its dependents (`drive out`)."""

    head: str
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.head, *self.others))


DEFAULTS = {
    "actor": tuple(slot(t) for t in ("subject:!time|!number", "by:!time|!means", "poss", "modifier:side|demonym")),
    "target": tuple(slot(t) for t in ("object:!place|!time", "against:!place")),
    "place": tuple(slot(t) for t in ("object:place", "site:place", "modifier:place", "of:place", "around:place")),
}
"""Where a rule looks for a role that it does not mention."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as analysts write it in YAML; see docs/rules.md for each key."""

    id: str
    type: str
    verbs: tuple[Pattern, ...] = ()
    nouns: tuple[Pattern, ...] = ()
    adjectives: tuple[Pattern, ...] = ()
    endings: tuple[str, ...] = ()
    """Second halves of hyphened words: `held` of "ISIS-held"."""
    when: tuple[tuple[Slot, ...], ...] = ()
    """Every condition must hold; a condition holds where one of its slots is filled."""
    unless: tuple[tuple[Slot, ...], ...] = ()
    """No condition may hold."""
    actor: tuple[Slot, ...] = ()
    target: tuple[Slot, ...] = ()
    place: tuple[Slot, ...] = ()
    status: str = ""
    """A status that the words themselves give; empty: read from the sentence."""
    rank: int = 0
    """The greater wins where two rules meet on one trigger."""
    split: bool = False
    """One claim for each number (`strength`)."""
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in force, and the classes of words that their conditions name."""

    rules: tuple[Rule, ...]
    classes: dict[str, frozenset[str]]
    """Class name to lemmas."""
    of_lemma: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    """Lemma to the names of its classes."""

    def __post_init__(self) -> None:
        """Turn the classes round, for every word of every text is asked for its own."""
        found: dict[str, set[str]] = {}
        for name, words in self.classes.items():
            for word in words:
                found.setdefault(word, set()).add(name)
        object.__setattr__(self, "of_lemma", {word: frozenset(names) for word, names in found.items()})

    def classes_of(self, lemma: str) -> frozenset[str]:
        """Return the names of the classes that a lemma belongs to."""
        return self.of_lemma.get(lemma, frozenset())

    def by_id(self, id: str) -> Rule | None:
        """Find a rule by its id."""
        return next((rule for rule in self.rules if rule.id == id), None)
