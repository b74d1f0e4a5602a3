"""Steps from one version of the store to the next; a store of any released version is brought forward when opened."""

from __future__ import annotations

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
)
