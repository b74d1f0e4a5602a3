"""Steps from one version of the store to the next; a store of any released version is brought forward when opened.

Step N means the same in both engines: a store of version N holds the same things, whichever engine keeps it.
"""

from __future__ import annotations

LONGEST_KEY = 2000
"""Bytes of a key that fit an index of PostgreSQL."""

CHANGES = (
    "INSERT INTO facts (name, value) SELECT 'changes', value FROM facts WHERE name = 'stale'",
    "INSERT INTO facts (name, value) SELECT 'worked_out', '0' FROM facts WHERE name = 'stale'",
    "UPDATE facts SET name = 'folds' WHERE name = 'edition of worked out'",
    "DELETE FROM facts WHERE name IN ('stale', 'edition of kept')",
)
"""Step 3: changes are counted, so that a shelf worked out while another writes is known to be behind."""

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
        "ALTER TABLE claims ADD COLUMN score REAL NOT NULL DEFAULT 0",
        "ALTER TABLE claims ADD COLUMN day TEXT",
        "UPDATE claims SET score = json_extract(body, '$.score'), day = json_extract(body, '$.published.latest')",
        "CREATE INDEX claims_day ON claims (day DESC, id)",
        "CREATE INDEX claims_type ON claims (type, day DESC, id)",
        "CREATE INDEX claims_lines ON claims (id, day, document, score, type, status)",
        "CREATE INDEX documents_source ON documents (source)",
        "CREATE INDEX documents_published ON documents (published DESC, id)",
        """INSERT OR IGNORE INTO claim_keys
            SELECT 'at:' || json_extract(filler.value, '$.links[0].id'), claims.id
            FROM claims, json_each(claims.body, '$.places') AS filler
            WHERE json_extract(filler.value, '$.links[0].id') IS NOT NULL""",
        """INSERT OR IGNORE INTO claim_keys
            SELECT 'who:' || coalesce(json_extract(filler.value, '$.links[0].name'), json_extract(filler.value, '$.words')), claims.id
            FROM claims, json_each(claims.body, '$.actors') AS filler""",
        """INSERT OR IGNORE INTO claim_keys
            SELECT 'who:' || coalesce(json_extract(filler.value, '$.links[0].name'), json_extract(filler.value, '$.words')), claims.id
            FROM claims, json_each(claims.body, '$.targets') AS filler""",
        """CREATE TABLE log (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL, what TEXT NOT NULL,
            about TEXT NOT NULL, detail TEXT NOT NULL)""",
    ),
    (
        *CHANGES,
        "CREATE TABLE word_rows (document TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO word_rows SELECT document, rowid FROM words",
    ),
    (
        """CREATE TABLE notes (
            topic TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (topic, name)) WITHOUT ROWID""",
    ),
)
"""SQLite's steps; `PRAGMA user_version` counts them. Step 3 also notes the row of each article's words: a full-text table
finds rows by their number and by words alone. Step 4: what verbs note for themselves, such as which items of feeds are read."""

_BODY = r"replace(body, '\u0000', '\ufffd')::jsonb"
"""A claim that PostgreSQL can look into: it takes no zero sign, not even one written as JSON."""


def _keys(kind: str, part: str, name: str) -> str:
    """Write the statement that keeps claims under the names of their fillers; none is longer than an index takes."""
    long = f"left('{kind}:' || {name}, 400) || '… ' || encode(sha256(convert_to('{kind}:' || {name}, 'UTF8')), 'hex')"
    return f"""INSERT INTO claim_keys
        SELECT DISTINCT CASE WHEN octet_length('{kind}:' || {name}) <= {LONGEST_KEY} THEN '{kind}:' || {name} ELSE {long} END, id
        FROM claims, jsonb_array_elements({_BODY} -> '{part}') AS filler WHERE {name} IS NOT NULL
        ON CONFLICT DO NOTHING"""


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
    (
        "ALTER TABLE claims ADD COLUMN score DOUBLE PRECISION NOT NULL DEFAULT 0, ADD COLUMN day TEXT COLLATE \"C\"",
        f"UPDATE claims SET score = coalesce(({_BODY} ->> 'score')::float8, 0), day = {_BODY} #>> '{{published,latest}}'",
        """ALTER TABLE documents
            ALTER COLUMN source TYPE TEXT COLLATE "C", ALTER COLUMN published TYPE TEXT COLLATE "C" """,
        "CREATE INDEX claims_day ON claims (day DESC NULLS LAST, id)",
        "CREATE INDEX claims_type ON claims (type, day DESC NULLS LAST, id)",
        "CREATE INDEX claims_lines ON claims (id) INCLUDE (day, document, score, type, status)",
        "CREATE INDEX documents_source ON documents (source)",
        "CREATE INDEX documents_published ON documents (published DESC NULLS LAST, id)",
        _keys("at", "places", "(filler #>> '{links,0,id}')"),
        *(_keys("who", part, "coalesce(filler #>> '{links,0,name}', filler ->> 'words')") for part in ("actors", "targets")),
        """CREATE TABLE log (
            number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL,
            what TEXT NOT NULL, about TEXT NOT NULL, detail TEXT NOT NULL)""",
    ),
    CHANGES,
    (
        """CREATE TABLE notes (
            topic TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL, body TEXT NOT NULL, PRIMARY KEY (topic, name))""",
    ),
)
"""PostgreSQL's steps; the row `version` of `facts` counts them, so `facts` is made before the first."""
