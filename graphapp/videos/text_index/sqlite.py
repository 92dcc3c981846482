"""SQLite's text indexes (FTS5) and the triggers that keep them in step. Statements only.

Triggers, because rows are written from several places and in bulk: nothing can forget the index. They call FOLDED,
which each connection is taught (`folding`): whoever has not been, such as the `sqlite3` shell, may read and not write.
Videos and names have no whole number of their own, which FTS5 needs and VACUUM keeps, so `title_rows` and `name_rows`
give them one. A name is indexed by three characters at a time, with a space at both ends: so that beginnings of words
and slips of the finger are found by the same index. An entity has the id of one of its keys: only where its own name
is another than that key's does it need a row of its own. No trigger reads a table of the record but its own: Django
could not make that anew.
"""

from __future__ import annotations

TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS said_words USING fts5(text, speaker, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS topic_words USING fts5(name, content='', tokenize='ascii')",
    "CREATE TABLE IF NOT EXISTS title_rows (id INTEGER PRIMARY KEY, video TEXT NOT NULL UNIQUE, "
    "title TEXT NOT NULL, channel TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS title_words USING fts5(title, channel, content='', tokenize='ascii')",
    "CREATE TABLE IF NOT EXISTS name_rows (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, source TEXT NOT NULL, "
    "folded TEXT NOT NULL, UNIQUE (owner, source))",
    "CREATE VIRTUAL TABLE IF NOT EXISTS name_parts USING fts5(folded, content='name_rows', content_rowid='id', "
    "tokenize='trigram')",
)

SAID = (
    "CREATE TRIGGER IF NOT EXISTS said_added AFTER INSERT ON videos_segment BEGIN /* folding 2 */ "
    "INSERT INTO said_words(rowid, text, speaker) VALUES (new.id, FOLDED(new.text), FOLDED(new.speaker)); END",
    "CREATE TRIGGER IF NOT EXISTS said_removed AFTER DELETE ON videos_segment BEGIN "
    "INSERT INTO said_words(said_words, rowid, text, speaker) "
    "VALUES ('delete', old.id, FOLDED(old.text), FOLDED(old.speaker)); END",
    "CREATE TRIGGER IF NOT EXISTS said_changed AFTER UPDATE OF text, speaker ON videos_segment BEGIN "
    "INSERT INTO said_words(said_words, rowid, text, speaker) "
    "VALUES ('delete', old.id, FOLDED(old.text), FOLDED(old.speaker)); "
    "INSERT INTO said_words(rowid, text, speaker) VALUES (new.id, FOLDED(new.text), FOLDED(new.speaker)); END",
)
TOPICS = (
    "CREATE TRIGGER IF NOT EXISTS topic_added AFTER INSERT ON videos_topic BEGIN "
    "INSERT INTO topic_words(rowid, name) VALUES (new.id, FOLDED(new.name)); END",
    "CREATE TRIGGER IF NOT EXISTS topic_removed AFTER DELETE ON videos_topic BEGIN "
    "INSERT INTO topic_words(topic_words, rowid, name) VALUES ('delete', old.id, FOLDED(old.name)); END",
    "CREATE TRIGGER IF NOT EXISTS topic_changed AFTER UPDATE OF name ON videos_topic BEGIN "
    "INSERT INTO topic_words(topic_words, rowid, name) VALUES ('delete', old.id, FOLDED(old.name)); "
    "INSERT INTO topic_words(rowid, name) VALUES (new.id, FOLDED(new.name)); END",
)
TITLES = (
    "CREATE TRIGGER IF NOT EXISTS title_added AFTER INSERT ON videos_video BEGIN "
    "INSERT INTO title_rows(video, title, channel) VALUES (new.id, new.title, new.channel); END",
    "CREATE TRIGGER IF NOT EXISTS title_removed AFTER DELETE ON videos_video BEGIN "
    "DELETE FROM title_rows WHERE video = old.id; END",
    "CREATE TRIGGER IF NOT EXISTS title_changed AFTER UPDATE OF title, channel ON videos_video "
    "WHEN old.title <> new.title OR old.channel <> new.channel BEGIN "
    "UPDATE title_rows SET title = new.title, channel = new.channel WHERE video = new.id; END",
    "CREATE TRIGGER IF NOT EXISTS title_row_added AFTER INSERT ON title_rows BEGIN "
    "INSERT INTO title_words(rowid, title, channel) VALUES (new.id, FOLDED(new.title), FOLDED(new.channel)); END",
    "CREATE TRIGGER IF NOT EXISTS title_row_removed AFTER DELETE ON title_rows BEGIN "
    "INSERT INTO title_words(title_words, rowid, title, channel) "
    "VALUES ('delete', old.id, FOLDED(old.title), FOLDED(old.channel)); END",
    "CREATE TRIGGER IF NOT EXISTS title_row_changed AFTER UPDATE ON title_rows BEGIN "
    "INSERT INTO title_words(title_words, rowid, title, channel) "
    "VALUES ('delete', old.id, FOLDED(old.title), FOLDED(old.channel)); "
    "INSERT INTO title_words(rowid, title, channel) VALUES (new.id, FOLDED(new.title), FOLDED(new.channel)); END",
)
NAMES = (
    "CREATE TRIGGER IF NOT EXISTS key_added AFTER INSERT ON videos_key BEGIN "
    "INSERT INTO name_rows(owner, source, folded) VALUES (new.id, 'key', ' ' || new.folded || ' '); END",
    "CREATE TRIGGER IF NOT EXISTS key_removed AFTER DELETE ON videos_key BEGIN "
    "DELETE FROM name_rows WHERE owner = old.id AND source = 'key'; END",
    "CREATE TRIGGER IF NOT EXISTS entity_named AFTER INSERT ON graph_entity "
    "WHEN NOT EXISTS (SELECT 1 FROM name_rows WHERE owner = new.id AND source = 'key' "
    "AND folded = ' ' || new.folded || ' ') BEGIN "
    "INSERT INTO name_rows(owner, source, folded) VALUES (new.id, 'entity', ' ' || new.folded || ' '); END",
    "CREATE TRIGGER IF NOT EXISTS entity_removed AFTER DELETE ON graph_entity BEGIN "
    "DELETE FROM name_rows WHERE owner = old.id AND source = 'entity'; END",
    "CREATE TRIGGER IF NOT EXISTS entity_renamed AFTER UPDATE OF folded ON graph_entity "
    "WHEN old.folded <> new.folded BEGIN "
    "DELETE FROM name_rows WHERE owner = new.id AND source = 'entity'; "
    "INSERT INTO name_rows(owner, source, folded) SELECT new.id, 'entity', ' ' || new.folded || ' ' "
    "WHERE NOT EXISTS (SELECT 1 FROM name_rows WHERE owner = new.id AND source = 'key' "
    "AND folded = ' ' || new.folded || ' '); END",
    "CREATE TRIGGER IF NOT EXISTS name_added AFTER INSERT ON name_rows BEGIN "
    "INSERT INTO name_parts(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER IF NOT EXISTS name_removed AFTER DELETE ON name_rows BEGIN "
    "INSERT INTO name_parts(name_parts, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    "CREATE TRIGGER IF NOT EXISTS name_changed AFTER UPDATE ON name_rows BEGIN "
    "INSERT INTO name_parts(name_parts, rowid, folded) VALUES ('delete', old.id, old.folded); "
    "INSERT INTO name_parts(rowid, folded) VALUES (new.id, new.folded); END",
)
TRIGGERS = (*SAID, *TOPICS, *TITLES, *NAMES)

FILL = (
    "DELETE FROM title_rows",
    "INSERT INTO title_rows(video, title, channel) "
    "SELECT id, title, channel FROM videos_video ORDER BY added_at, id DESC",
    "INSERT INTO title_words(rowid, title, channel) SELECT id, FOLDED(title), FOLDED(channel) FROM title_rows",
    "DELETE FROM name_rows",
    "INSERT INTO name_rows(owner, source, folded) SELECT id, 'key', ' ' || folded || ' ' FROM videos_key",
    "INSERT INTO name_rows(owner, source, folded) SELECT e.id, 'entity', ' ' || e.folded || ' ' FROM graph_entity e "
    "WHERE NOT EXISTS (SELECT 1 FROM videos_key k WHERE k.id = e.id AND k.folded = e.folded)",
    "INSERT INTO said_words(rowid, text, speaker) SELECT id, FOLDED(text), FOLDED(speaker) FROM videos_segment",
    "INSERT INTO topic_words(rowid, name) SELECT id, FOLDED(name) FROM videos_topic",
    "INSERT INTO name_parts(name_parts) VALUES ('rebuild')",
)


def _drop_trigger(statement: str) -> str:
    return "DROP TRIGGER IF EXISTS " + statement.split()[5]


OUTDATED = (
    *map(_drop_trigger, TRIGGERS),
    "DROP TRIGGER IF EXISTS entity_added",
    "DROP TRIGGER IF EXISTS entity_changed",
    "DROP TABLE IF EXISTS said_words",
    "DROP TABLE IF EXISTS topic_words",
    "DROP TABLE IF EXISTS title_words",
)
STANDING = "SELECT sql FROM sqlite_master WHERE type IN ('table', 'trigger')"
"""How all that there is was made. A migration that makes a table anew loses the triggers on it."""


def list_wanted() -> set[str]:
    """What STANDING gives where nothing is missing or of another version."""
    return {statement.replace(" IF NOT EXISTS", "", 1) for statement in (*TABLES, *TRIGGERS)}
