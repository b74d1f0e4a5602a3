"""What a report is worth: the numbers of the filter, each with how it was set. Log-odds, natural logarithm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of inference, set on a campaign of articles and on made-up wars; docs/method.md says how."""

    capture: float = 4.5
    """A neutral, dated report that a side took the place: it holds it at the end of the window."""
    loser: float = 3.5
    """The side it was taken from held it the day before."""
    not_before: float = 2.0
    """Who takes a place did not hold it the day before."""
    lost: float = 3.0
    """A side lost the place and nobody is said to have gained it."""
    hold: float = 2.8
    """A side holds, runs or governs the place."""
    left: float = 2.0
    """A side withdrew: it was there the day before, and is not there after."""
    besieged: float = 1.0
    """The side besieged holds the place; the besieger does not."""
    attacked: float = 0.5
    """A side is struck or fought in the place: it is there."""
    entered: float = 1.1
    """A side entered the place."""
    defeated: float = 3.0
    """A side beat another one at the place: the winner is taken to have it. Set by hand between `entered` and
    `hold`."""
    aim: float = 1.2
    """Who plans to take a place, or might, does not hold it."""
    denied: float = 2.5
    """A source denies that a side took or holds the place."""
    part: float = 0.35
    """Share of a weight that a report about a part of the place keeps: who has a part may have the whole, others hardly."""
    divided: float = 1.15
    """Share of it that speaks for `contested` then."""
    shared: float = 0.45
    """Share of every hold or capture that also fits a contested place."""
    own_success: float = 0.55
    """A side's report of its own success."""
    own_loss: float = 1.4
    """A side's admission of its own loss."""
    implied: float = 0.75
    """A side that the sentence leaves unsaid and the document's other claims make plain."""
    headline: float = 0.25
    """A headline that its own text does not bear out. Set by hand."""
    possible: float = 0.2
    undated: float = 0.9
    """A report whose day is only "some day up to publication"."""
    present: float = 0.8
    """A holding whose day no words give: it may be known from some days before."""
    guessed_day: float = 0.4
    """Share left of what a capture says of the day before where no words give its day."""
    most: float = 2.8
    """The most that all reports of one day, or of one stretch without news, can say: however many, they may share one mistake."""
    reading: float = 1.5
    """Power of the extractor's score."""
    wide: float = 0.2
    """A report about a region, read for a place inside it."""
    repeat: float = 0.0
    """A second report of the same from one origin."""
    hazard: float = 1 / 600
    """Chance a day that a place changes hands with no report of it, where no fighting was told of late."""
    stirred: float = 1 / 150
    """The same in the days around fighting."""
    stir_days: int = 40
    """Days after fighting, or a change of hands, that count as around it."""
    outbreak: float = 1 / 450
    """Chance a day that a held place becomes contested with no report of it, where no fighting was told of late."""
    stirred_outbreak: float = 1 / 300
    """The same in the days around fighting."""
    settling: float = 1 / 30
    """Chance a day that a contest ends with no report of it: somebody then has the place."""
    fought: float = 2.2
    """A clash or a siege at the place: it is contested."""
    voice: float = 0.35
    """What each further report of one interested side's word keeps, within `voice_days`: papers that quote one spokesman are one voice."""
    voice_days: int = 45
    area_days: int = 180
    """The same for what is told of a wider area."""
    echo: float = 0.4
    """What each further origin's report of the same within `echo_days` keeps: some copies are never recognised."""
    echo_days: int = 3
    fading: float = 1 / 4000
    """Chance a day that what was known is known no more: staleness."""
    finding: float = 1 / 60
    """Chance a day, before the first report, that its state begins: how far back a report reaches."""
    open_contest: float = 0.25
    """Share of what comes to be known that is a contest, and not a holder."""
    refinding: float = 1 / 400
    """The same for what silence has made unknown."""
    lead_days: int = 150
    """Days before the first evidence at which nothing is known."""
    reported_change: float = 0.6
    """Chance of a change on a day that a report of a change covers; most of it goes to the side reported to gain."""
    rival: float = 0.2
    """Chance of a second side from which a place is not held by the first one alone."""
    sure: float = 0.4
    """A holder below this is not `held` when a rival or a contested state is possible."""


DEFAULT = Weights()
