"""The exceptions a user may meet, a sentence each. Every one says which file, where, what is wrong and what to do."""


class TeiExportError(Exception):
    """Anything this program refuses to do; its text is meant for the person who ran it."""


class UsageError(TeiExportError):
    """The command was asked for what cannot be: a missing input, a folder with no text, two texts of one id."""


class SourceError(TeiExportError):
    """A source text cannot be read: missing, undecodable, empty, or its sidecar is wrong."""


class SpanError(TeiExportError):
    """Spans break a law of the document: they cross, leave the text, or share an id."""


class TeiError(TeiExportError):
    """A TEI file cannot be read: not well formed, too large, or with an entity it may not have."""
