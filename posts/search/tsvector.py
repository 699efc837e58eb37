"""The index on PostgreSQL: generated columns of posts_post. Pure: it makes SQL.

A generated column can't be forgotten, neither by a restore nor by TRUNCATE. Its lexemes are made
by a function of ours, for PostgreSQL's own parser drops signs and takes Chinese for one word. They
have no positions: what stands together is a lexeme of two neighbours, so the index alone answers.
"""

# ruff: noqa: S608 (put together from constants)

from hashlib import sha256

from posts.search.letters import (
    ALONE,
    MARKS,
    PARTS_WORDS,
    SIGNS_IN_CLASS,
    TOKEN_MAX_LENGTH,
)

FUNCTION = "posts_search_words"
COLUMNS = {
    "title": "title",
    "lead": "title || E'\\n' || standfirst || E'\\n' || question",
    "words": "title || E'\\n' || standfirst || E'\\n' || question || E'\\n' || body",
}
# Where the database was made for another language's letters, or for none.
FOLDS = (
    "SELECT lower('ÄЖ') = 'äж', EXISTS (SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu')"
)
TEXT_MAX_LENGTH = 110_000  # characters: a tsvector has room for no more


def _written(characters):
    """In a class of a regular expression in an SQL string: what isn't ASCII, by its number."""
    characters = characters.replace("'", "''")
    return "".join(one if " " < one < "\x7f" else f"\\U{ord(one):08x}" for one in characters)


SIGN = f"[{_written(SIGNS_IN_CLASS + ALONE)}]"
LETTER = f"[^{_written(SIGNS_IN_CLASS + ALONE + PARTS_WORDS)}]"
BETWEEN = f"[{_written(SIGNS_IN_CLASS + ALONE + PARTS_WORDS)}]+"

# Not "+": a hundred thousand letters, or signs, in one run would take the square of that.
BOUNDED = f"{{1,{TOKEN_MAX_LENGTH}}}"

COLLATION = "<collation>"
MAKE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}(whole text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $words$
DECLARE
    bare text := left(whole, {TEXT_MAX_LENGTH});
    lexemes text[];
BEGIN
    IF octet_length(bare) > length(bare) THEN
        bare := regexp_replace(normalize(bare, NFKD), '[{_written(MARKS)}]+', '', 'g');
        bare := translate(lower(bare{COLLATION}), 'ς’', 'σ''');
    ELSE
        bare := lower(bare);
    END IF;
    lexemes := string_to_array(regexp_replace(bare, '{BETWEEN}', ' ', 'g'), ' ');
    IF bare ~ '{SIGN}' THEN
        lexemes := lexemes
            || ARRAY(SELECT (regexp_matches(bare, '{LETTER}{BOUNDED}{SIGN}', 'g'))[1])
            || ARRAY(SELECT (regexp_matches(bare, '{SIGN}{LETTER}{BOUNDED}', 'g'))[1])
            || ARRAY(SELECT unnest(ARRAY[substr(run[1], place, 1), substr(run[1], place, 2)])
                     FROM regexp_matches(bare, '{SIGN}{BOUNDED}', 'g') AS run,
                          generate_series(1, length(run[1])) AS place);
    END IF;
    RETURN array_to_tsvector(ARRAY(
        SELECT DISTINCT left(lexeme, {TOKEN_MAX_LENGTH}) FROM unnest(lexemes) AS lexeme
        WHERE lexeme <> ''));
END $words$
"""


def make_function(folds, has_icu):
    """By what FOLDS told of the database."""
    collation = ' COLLATE "und-x-icu"' if has_icu and not folds else ""
    return MAKE_FUNCTION.replace(COLLATION, collation)


def stamp(function):
    """What the function's comment says: with another, the columns are made anew."""
    return sha256(f"{function}{COLUMNS}".encode()).hexdigest()[:16]


def make_columns():
    """One statement, for each would write the table anew; then an index for each column."""
    added = ", ".join(
        f"ADD COLUMN search_{reach} tsvector GENERATED ALWAYS AS ({FUNCTION}({text})) STORED"
        for reach, text in COLUMNS.items()
    )
    yield f"ALTER TABLE posts_post {added}"
    for reach in COLUMNS:
        yield f"CREATE INDEX posts_search_{reach} ON posts_post USING gin (search_{reach})"


def drop_columns():
    dropped = ", ".join(f"DROP COLUMN IF EXISTS search_{reach}" for reach in COLUMNS)
    yield f"ALTER TABLE posts_post {dropped}"
    yield f"DROP FUNCTION IF EXISTS {FUNCTION}(text)"


FOUND = f"""
    SELECT obj_description(to_regprocedure('{FUNCTION}(text)'), 'pg_proc'),
           (SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('posts_post')
            AND attname LIKE 'search\\_%' AND attgenerated = 's' AND NOT attisdropped),
           (SELECT count(*) FROM pg_indexes WHERE tablename = 'posts_post'
            AND indexname LIKE 'posts\\_search\\_%')
"""


def public(reach):
    """A query for ids of public posts, newest first: tsquery, the moment, how many."""
    return (
        f"SELECT id FROM posts_post WHERE search_{reach} @@ %s::tsquery"
        " AND status = 'published' AND published_at <= %s"
        " ORDER BY published_at DESC, id DESC LIMIT %s"
    )


def any_post():
    return "SELECT id FROM posts_post WHERE search_words @@ %s::tsquery"
