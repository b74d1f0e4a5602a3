"""Errors that a user may meet. Each says what, where, and what to do next."""

from __future__ import annotations


class WhoholdsError(Exception):
    """Any fault that Whoholds can explain; the message is fit to print as it is."""


class InputError(WhoholdsError):
    """Something that was given to read cannot be read."""


class RuleError(WhoholdsError):
    """A rule file is wrong; the message lists every fault with its line."""


class ModelError(WhoholdsError):
    """The language reader's files are missing, damaged or of another version."""


class GazetteerError(WhoholdsError):
    """The gazetteer's index is missing, damaged or cannot be built."""


class CatalogueError(WhoholdsError):
    """A file of the catalogue of sides is wrong."""


class StoreError(WhoholdsError):
    """The store cannot be opened, read or written."""


class RunError(WhoholdsError):
    """A job on many documents cannot begin or not go on."""


class SettingsError(WhoholdsError):
    """`whoholds.toml` holds an unknown key or a wrong value."""


class PluginError(WhoholdsError):
    """A plug-in is missing, broken, or gives what it may not."""


class ExtractorError(WhoholdsError):
    """The extractor in use cannot go on, with this article or any other: a wrong key, a limit reached, a server that is gone."""


class AnswerError(WhoholdsError):
    """A server gave no answer for an article that can be used; other articles may fare better."""
