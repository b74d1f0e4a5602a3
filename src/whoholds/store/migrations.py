"""Steps from one version of the store to the next; a store of any released version is brought forward when opened.

Step N means the same in both engines: a store of version N holds the same things, whichever engine keeps it.
"""

from __future__ import annotations

CHANGES = (
    "INSERT INTO facts (name, value) SELECT 'changes', value FROM facts WHERE name = 'stale'",
    "INSERT INTO facts (name, value) SELECT 'worked_out', '0' FROM facts WHERE name = 'stale'",
    "DELETE FROM facts WHERE name = 'stale'",
)
"""Step 2: changes are counted, so that a shelf worked out while another writes is known to be behind."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY, source TEXT, title TEXT, published TEXT, language TEXT, text TEXT NOT NULL,
            digest TEXT NOT NULL, body TEXT NOT NULL, statements TEXT NOT NULL, maker TEXT NOT NULL DEFAULT '')""",
        "CREATE TABLE sources (id TEXT PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL)",
        "CREATE TABLE judgements (id TEXT PRIMARY KEY, about TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL)",
        "CREATE INDEX judgements_about ON judgements (about)",
        "CREATE TABLE failures (path TEXT PRIMARY KEY, reason TEXT NOT NULL)",
        """CREATE TABLE claims (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            type TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL)""",
        "CREATE INDEX claims_document ON claims (document)",
        """CREATE TABLE claim_keys (
            key TEXT NOT NULL, claim TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
            PRIMARY KEY (key, claim)) WITHOUT ROWID""",
        "CREATE INDEX claim_keys_claim ON claim_keys (claim)",
        "CREATE TABLE worked_out (kind TEXT NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, place))",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE VIRTUAL TABLE words USING fts5 (document UNINDEXED, title, text, tokenize='unicode61 remove_diacritics 2')",
    ),
    (
        *CHANGES,
        "CREATE TABLE word_rows (document TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO word_rows SELECT document, rowid FROM words",
    ),
)
"""SQLite's steps; `PRAGMA user_version` counts them. Step 2 also notes the row of each article's words: a full-text table
finds rows by their number and by words alone."""

POSTGRES_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE documents (
            id TEXT COLLATE "C" PRIMARY KEY, source TEXT, title TEXT, published TEXT, language TEXT, text TEXT NOT NULL,
            digest TEXT NOT NULL, body TEXT NOT NULL, statements TEXT NOT NULL, maker TEXT NOT NULL DEFAULT '')""",
        """CREATE TABLE sources (id TEXT COLLATE "C" PRIMARY KEY, name TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL)""",
        """CREATE TABLE judgements (
            id TEXT COLLATE "C" PRIMARY KEY, about TEXT NOT NULL, at TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL)""",
        "CREATE INDEX judgements_about ON judgements (about)",
        """CREATE TABLE failures (path TEXT COLLATE "C" PRIMARY KEY, reason TEXT NOT NULL)""",
        """CREATE TABLE claims (
            id TEXT COLLATE "C" PRIMARY KEY,
            document TEXT COLLATE "C" NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            type TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL)""",
        "CREATE INDEX claims_document ON claims (document)",
        """CREATE TABLE claim_keys (
            key TEXT COLLATE "C" NOT NULL, claim TEXT COLLATE "C" NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
            PRIMARY KEY (key, claim))""",
        "CREATE INDEX claim_keys_claim ON claim_keys (claim)",
        """CREATE TABLE worked_out (
            kind TEXT COLLATE "C" NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, place))""",
        """CREATE TABLE words (
            document TEXT COLLATE "C" NOT NULL REFERENCES documents (id) ON DELETE CASCADE, part INTEGER NOT NULL,
            lexemes TSVECTOR NOT NULL, PRIMARY KEY (document, part))""",
        "CREATE INDEX words_lexemes ON words USING gin (lexemes)",
    ),
    CHANGES,
)
"""PostgreSQL's steps; the row `version` of `facts` counts them, so `facts` is made before the first."""
