"""SQLite's text indexes (FTS5) and the triggers that keep them in step. Statements only.

Triggers, because rows are written from several places and in bulk: nothing can forget the index. Videos and names
have no whole number of their own, which FTS5 needs and VACUUM keeps, so `title_rows` and `name_rows` give them one.
A name is indexed by three characters at a time, with a space at both ends: so that beginnings of words and slips
of the finger are found by the same index. An entity has the id of one of its keys: only where its own name is
another than that key's does it need a row of its own. No trigger reads a table of the record but its own: Django
could not make that anew.
"""

from __future__ import annotations

TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS said_words USING fts5(text, speaker, content='videos_segment', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS topic_words USING fts5(name, content='videos_topic', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2')",
    "CREATE TABLE IF NOT EXISTS title_rows (id INTEGER PRIMARY KEY, video TEXT NOT NULL UNIQUE, "
    "title TEXT NOT NULL, channel TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS title_words USING fts5(title, channel, content='title_rows', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TABLE IF NOT EXISTS name_rows (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, source TEXT NOT NULL, "
    "folded TEXT NOT NULL, UNIQUE (owner, source))",
    "CREATE VIRTUAL TABLE IF NOT EXISTS name_parts USING fts5(folded, content='name_rows', content_rowid='id', "
    "tokenize='trigram')",
)

SAID = (
    "CREATE TRIGGER IF NOT EXISTS said_added AFTER INSERT ON videos_segment BEGIN "
    "INSERT INTO said_words(rowid, text, speaker) VALUES (new.id, new.text, new.speaker); END",
    "CREATE TRIGGER IF NOT EXISTS said_removed AFTER DELETE ON videos_segment BEGIN "
    "INSERT INTO said_words(said_words, rowid, text, speaker) VALUES ('delete', old.id, old.text, old.speaker); END",
    "CREATE TRIGGER IF NOT EXISTS said_changed AFTER UPDATE OF text, speaker ON videos_segment BEGIN "
    "INSERT INTO said_words(said_words, rowid, text, speaker) VALUES ('delete', old.id, old.text, old.speaker); "
    "INSERT INTO said_words(rowid, text, speaker) VALUES (new.id, new.text, new.speaker); END",
)
TOPICS = (
    "CREATE TRIGGER IF NOT EXISTS topic_added AFTER INSERT ON videos_topic BEGIN "
    "INSERT INTO topic_words(rowid, name) VALUES (new.id, new.name); END",
    "CREATE TRIGGER IF NOT EXISTS topic_removed AFTER DELETE ON videos_topic BEGIN "
    "INSERT INTO topic_words(topic_words, rowid, name) VALUES ('delete', old.id, old.name); END",
    "CREATE TRIGGER IF NOT EXISTS topic_changed AFTER UPDATE OF name ON videos_topic BEGIN "
    "INSERT INTO topic_words(topic_words, rowid, name) VALUES ('delete', old.id, old.name); "
    "INSERT INTO topic_words(rowid, name) VALUES (new.id, new.name); END",
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
    "INSERT INTO title_words(rowid, title, channel) VALUES (new.id, new.title, new.channel); END",
    "CREATE TRIGGER IF NOT EXISTS title_row_removed AFTER DELETE ON title_rows BEGIN "
    "INSERT INTO title_words(title_words, rowid, title, channel) "
    "VALUES ('delete', old.id, old.title, old.channel); END",
    "CREATE TRIGGER IF NOT EXISTS title_row_changed AFTER UPDATE ON title_rows BEGIN "
    "INSERT INTO title_words(title_words, rowid, title, channel) "
    "VALUES ('delete', old.id, old.title, old.channel); "
    "INSERT INTO title_words(rowid, title, channel) VALUES (new.id, new.title, new.channel); END",
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
    "INSERT INTO title_rows(video, title, channel) SELECT id, title, channel FROM videos_video",
    "DELETE FROM name_rows",
    "INSERT INTO name_rows(owner, source, folded) SELECT id, 'key', ' ' || folded || ' ' FROM videos_key",
    "INSERT INTO name_rows(owner, source, folded) SELECT e.id, 'entity', ' ' || e.folded || ' ' FROM graph_entity e "
    "WHERE NOT EXISTS (SELECT 1 FROM videos_key k WHERE k.id = e.id AND k.folded = e.folded)",
    "INSERT INTO said_words(said_words) VALUES ('rebuild')",
    "INSERT INTO topic_words(topic_words) VALUES ('rebuild')",
    "INSERT INTO title_words(title_words) VALUES ('rebuild')",
    "INSERT INTO name_parts(name_parts) VALUES ('rebuild')",
)
OUTDATED = ("DROP TRIGGER IF EXISTS entity_added", "DROP TRIGGER IF EXISTS entity_changed")
STANDING = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
"""The triggers that there are. A migration that makes a table anew loses those on it."""


def name_trigger(statement: str) -> str:
    return statement.split()[5]
