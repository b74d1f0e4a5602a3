"""The nouns: frozen records, plain values, JSON lines in and out."""

from whoholds.records.actor import Actor, Tie
from whoholds.records.annotated import Annotated
from whoholds.records.claim import STATUSES, TYPES, Claim, claim_id
from whoholds.records.dispute import DISPUTE_KINDS, Dispute
from whoholds.records.document import Document
from whoholds.records.event import Event
from whoholds.records.figure import Figure
from whoholds.records.holding import Holding
from whoholds.records.ids import content_id, digest_of
from whoholds.records.judgement import Judgement
from whoholds.records.lead import Lead
from whoholds.records.link import Filler, Link
from whoholds.records.mention import Mention
from whoholds.records.place import Place
from whoholds.records.place_statement import PlaceStatement
from whoholds.records.quantity import Quantity
from whoholds.records.sentence import Sentence, Token
from whoholds.records.source import Source
from whoholds.records.when import When
from whoholds.records.window import Window, on_day

__all__ = [
    "DISPUTE_KINDS", "STATUSES", "TYPES", "Actor", "Annotated", "Claim", "Dispute", "Document", "Event", "Figure",
    "Filler", "Holding", "Judgement", "Lead", "Link", "Mention", "Place", "PlaceStatement", "Quantity", "Sentence", "Source", "Tie",
    "Token", "When", "Window", "claim_id", "content_id", "digest_of", "on_day",
]  # fmt: skip
