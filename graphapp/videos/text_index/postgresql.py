"""PostgreSQL's text indexes: full text over what is said, titles and topics; trigrams over names. Statements only.

The columns `words` are generated and their indexes kept by the database itself; the models need not know them. An
index over the expression alone would cut a text into words again for each row that is looked at. Words are cut where
SQLite's index cuts them: at everything that is no letter or digit, since PostgreSQL's own parser would keep "node.js"
and "gpt-4" in one piece.
The extensions are trusted: the database's owner may make them.
"""

from __future__ import annotations

STATEMENTS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "DO $$ BEGIN "
    "IF NOT EXISTS (SELECT 1 FROM pg_ts_config WHERE cfgname = 'saidgraph') THEN "
    "CREATE TEXT SEARCH CONFIGURATION saidgraph (COPY = simple); "
    "ALTER TEXT SEARCH CONFIGURATION saidgraph ALTER MAPPING FOR hword, hword_part, word, numword, asciiword, "
    "asciihword, hword_asciipart, numhword, hword_numpart WITH unaccent, simple; "
    "END IF; END $$",
    r"CREATE OR REPLACE FUNCTION saidgraph_words(body text, minor text) RETURNS tsvector AS $$ "
    r"SELECT setweight(to_tsvector('saidgraph', translate(body, '.,-_/+#@:;!?&*()[]{}<>|~^=%$§°''\"`´’‘“”„…–—•·\\', "
    r"repeat(' ', 60))), 'A') "
    r"|| setweight(to_tsvector('saidgraph', translate(minor, '.,-_/+#@:;!?&*()[]{}<>|~^=%$§°''\"`´’‘“”„…–—•·\\', "
    r"repeat(' ', 60))), 'B') $$ LANGUAGE sql IMMUTABLE PARALLEL SAFE",
    "ALTER TABLE videos_segment ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (saidgraph_words(text, speaker)) STORED",
    "ALTER TABLE videos_video ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (saidgraph_words(title, channel)) STORED",
    "ALTER TABLE videos_topic ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (saidgraph_words(name, '')) STORED",
    "CREATE INDEX IF NOT EXISTS segment_words ON videos_segment USING gin (words)",
    "CREATE INDEX IF NOT EXISTS video_words ON videos_video USING gin (words)",
    "CREATE INDEX IF NOT EXISTS topic_words ON videos_topic USING gin (words)",
    "CREATE INDEX IF NOT EXISTS key_folded_parts ON videos_key USING gin (folded gin_trgm_ops)",
    "CREATE INDEX IF NOT EXISTS entity_folded_parts ON graph_entity USING gin (folded gin_trgm_ops)",
)
