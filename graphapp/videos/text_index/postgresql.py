"""PostgreSQL's text indexes: full text over what is said, titles and topics; trigrams over names. Statements only.

The columns `words` are generated and their indexes kept by the database itself; the models need not know them. An
index over the expression alone would cut a text into words again for each row that is looked at. Words are folded as
`folding` does it, and cut where SQLite's index cuts them: at everything that is no letter or digit, since PostgreSQL's
own parser would keep "node.js" and "gpt-4" in one piece.
Nothing in the function is looked up outside the system's own schema: a dump is read back with no other in sight.
The extension is trusted: the database's owner may make it.
"""

from __future__ import annotations

from graphapp.videos.text_index.folding import ACCENTS, ALIKE, SYLLABIC, SYLLABIC_MARKS, UNSPACED

_BARE = "normalize(regexp_replace(normalize(body, NFKD), '[" + ACCENTS + "]+', '', 'g'), NFC)"
PLAIN = "replace(" * len(ALIKE) + f"lower({_BARE})" + "".join(f", '{a}', '{b}')" for a, b in ALIKE.items())
"""`folding.fold_letters` of `body`."""
_ALONE = "[" + UNSPACED + "]|[" + SYLLABIC + "][" + SYLLABIC_MARKS + "]*"
FOLD = "regexp_replace(" + PLAIN + ", '(" + _ALONE + r")', ' \1 ', 'g')"
"""`folding.fold_text` of `body`, but for where words end."""

STATEMENTS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    # of before texts were folded alike on every database, and of before Thai was cut
    "DO $$ BEGIN IF EXISTS ("
    "SELECT 1 FROM pg_proc WHERE proname IN ('saidgraph_words', 'saidgraph_folded_words')) THEN "
    "ALTER TABLE videos_segment DROP COLUMN IF EXISTS words; "
    "ALTER TABLE videos_video DROP COLUMN IF EXISTS words; "
    "ALTER TABLE videos_topic DROP COLUMN IF EXISTS words; "
    "DROP FUNCTION IF EXISTS saidgraph_words(text, text); "
    "DROP FUNCTION IF EXISTS saidgraph_folded_words(text); "
    "DROP TEXT SEARCH CONFIGURATION IF EXISTS saidgraph; "
    "END IF; END $$",
    "CREATE OR REPLACE FUNCTION saidgraph_cut_words(body text) RETURNS tsvector AS $$ "
    "SELECT to_tsvector('pg_catalog.simple', translate(" + FOLD + ", "
    r"'.,-_/+#@:;!?&*()[]{}<>|~^=%$§°''\"`´’‘“”„…–—•·\\', repeat(' ', 60))) $$ LANGUAGE sql IMMUTABLE PARALLEL SAFE",
    "ALTER TABLE videos_segment ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS "
    "(setweight(saidgraph_cut_words(text), 'A') || setweight(saidgraph_cut_words(speaker), 'B')) STORED",
    "ALTER TABLE videos_video ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS "
    "(setweight(saidgraph_cut_words(title), 'A') || setweight(saidgraph_cut_words(channel), 'B')) STORED",
    "ALTER TABLE videos_topic ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS "
    "(setweight(saidgraph_cut_words(name), 'A')) STORED",
    "CREATE INDEX IF NOT EXISTS segment_words ON videos_segment USING gin (words)",
    "CREATE INDEX IF NOT EXISTS video_words ON videos_video USING gin (words)",
    "CREATE INDEX IF NOT EXISTS topic_words ON videos_topic USING gin (words)",
    "CREATE INDEX IF NOT EXISTS key_folded_parts ON videos_key USING gin (folded gin_trgm_ops)",
    "CREATE INDEX IF NOT EXISTS entity_folded_parts ON graph_entity USING gin (folded gin_trgm_ops)",
)
