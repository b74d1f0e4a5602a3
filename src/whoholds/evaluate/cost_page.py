"""The page of costs, docs/performance.md: a section for each command, replaced when that command is run again, the others kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

HEAD = """# Performance

Each section is the last result of one command, on a machine shared with other work: compare numbers of one section with each other, not with
those of other days. `make bench` writes all of them anew, with small sizes; the sizes of these stand in each section. How fast each page is:
[page speed](page_speed.md); a day of a crawl: [Common Crawl News](common_crawl_day.md); what the fold costs up to a million claims:
[quality](quality.md).
"""
ORDER = ("Reading", "Beside spaCy", "Engines", "The server under load", "The store", "Growth", "Growth over real articles")


@dataclass(frozen=True, slots=True)
class Section:
    """One measurement as the page tells it."""

    title: str
    """One of `ORDER`."""
    command: str
    """What was typed."""
    told: str
    """What was measured and how, in sentences."""
    found: Mapping[str, object]
    when: str
    """Day and machine."""
    more: str = ""
    """A table beside."""


def written(section: Section) -> str:
    """Write a section as Markdown."""
    rows = "\n".join(f"| {name} | {value:g} |" if isinstance(value, float) else f"| {name} | {value} |" for name, value in section.found.items())
    more = f"\n{section.more}\n" if section.more else ""
    return f"## {section.title}\n\n{section.told}\n\n`{section.command}`, {section.when}.\n\n| what | value |\n|---|---|\n{rows}\n{more}"


def page_with(before: str, section: Section) -> str:
    """Put a section into the page, in place of the one of the same title; whatever else is no section of ours is dropped."""
    parts = re.split(r"^## ", before, flags=re.MULTILINE)[1:]
    kept = {part.split("\n", 1)[0].strip(): f"## {part.rstrip()}\n" for part in parts}
    kept[section.title] = written(section)
    return "\n".join([HEAD, *(kept[title] for title in ORDER if title in kept)])
