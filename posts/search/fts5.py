"""The index on SQLite: three FTS5 tables, and the triggers that keep them. Pure: it makes SQL.

The tables hold no text of their own, so what is deleted is told by the words that were there: the
triggers' texts must stay what they were when a row was indexed. Where they change, all is remade.
"""

# ruff: noqa: S608 (put together from constants)

from posts.search.letters import ALONE, SIGNS

REACHES = {
    "title": "{row}.title",
    "lead": "{row}.title || char(10) || {row}.standfirst || char(10) || {row}.question",
    "words": "{row}.title || char(10) || {row}.standfirst || char(10) || {row}.question"
    " || char(10) || {row}.body",
}
TABLES = {reach: f"posts_search_{reach}" for reach in REACHES}
TRIGGERS = ("posts_search_insert", "posts_search_update", "posts_search_delete")
WATCHED = ("id", "title", "standfirst", "question", "body", "status", "published_at")
# FTS5's rowid says when a post went public, then which it is: the newest are read first, and
# nothing is read of what isn't public yet. Drafts are below zero.
ID_BITS = 29
LAST_SECOND = (1 << 34) - 1
ROWID = f"""CASE WHEN {{row}}.status = 'published' THEN
    max(0, min({LAST_SECOND}, coalesce(CAST(strftime('%s', {{row}}.published_at) AS INTEGER), 0)))
    * {1 << ID_BITS} + {{row}}.id ELSE -{{row}}.id END"""
CHUNK = 256  # characters: to count through a long text from its start each time takes too long
SIGNS_AT_ONCE = 8  # SQLite's parser goes no deeper than a hundred


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


# Blanks around signs come by `replace`, which is quick, and around the letters of scripts without
# blanks by going through the characters, which only texts that have such go through.
SPACED = """(WITH RECURSIVE typed (x) AS (SELECT replace({text}, '’', char(39))),
    chunk (n, part, size) AS (
        SELECT 0, substr(x, 1, {chunk}), length(x) FROM typed WHERE x GLOB '*[{alone}]*'
        UNION ALL SELECT n + 1, substr((SELECT x FROM typed), (n + 1) * {chunk} + 1, {chunk}), size
        FROM chunk WHERE (n + 1) * {chunk} < size),
    letter (n, i, part) AS (
        SELECT n, 1, part FROM chunk
        UNION ALL SELECT n, i + 1, part FROM letter WHERE i < length(part)),
    apart (n, i, x) AS (
        SELECT n, i, substr(part, i, 1) FROM letter ORDER BY n, i),
    s0 (x) AS (SELECT coalesce((SELECT group_concat(
        CASE WHEN x GLOB '[{alone}]' THEN ' ' || x || ' ' ELSE x END, '') FROM apart), x)
        FROM typed),
    {signs} SELECT x FROM s{last})"""


def spaced(text):
    """SQL for that text with blanks around whatever stands alone."""
    groups = [SIGNS[at : at + SIGNS_AT_ONCE] for at in range(0, len(SIGNS), SIGNS_AT_ONCE)]
    steps = []
    for number, group in enumerate(groups):
        step = "x"
        for sign in group:
            step = f"replace({step}, {quoted(sign)}, {quoted(f' {sign} ')})"
        steps.append(f"s{number + 1} (x) AS (SELECT {step} FROM s{number})")
    return SPACED.format(
        text=text, chunk=CHUNK, alone=ALONE, signs=", ".join(steps), last=len(groups)
    )


def tables():
    """{name: SQL} of the index. Marks belong to words in many scripts; new pictures are Cn."""
    signs = SIGNS.replace("'", "''")
    tokenizer = f"unicode61 remove_diacritics 2 categories 'L* N* M* Co S* Cn' tokenchars '{signs}'"
    return {
        name: f"CREATE VIRTUAL TABLE {name} USING fts5(text, content='', prefix='3',"
        f" tokenize={quoted(tokenizer)})"
        for name in TABLES.values()
    }


def triggers():
    """{name: SQL}."""
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in WATCHED)
    heads = (
        "AFTER INSERT ON posts_post",
        f"AFTER UPDATE OF {', '.join(WATCHED)} ON posts_post WHEN {differs}",
        "AFTER DELETE ON posts_post",
    )
    acts = (_added("NEW"), _taken("OLD") + _added("NEW"), _taken("OLD"))
    return {
        name: f"CREATE TRIGGER {name} {head} BEGIN {act} END"
        for name, head, act in zip(TRIGGERS, heads, acts, strict=True)
    }


def fill():
    """Statements that index every post."""
    rowid = ROWID.format(row="post")
    return [
        f"INSERT INTO {TABLES[reach]} (rowid, text)"
        f" SELECT {rowid}, {spaced(text.format(row='post'))} FROM posts_post post ORDER BY 1"
        for reach, text in REACHES.items()
    ]


def is_complete():
    """A query: whether exactly the posts that there are have a row."""
    rowid = ROWID.format(row="post")
    indexed = f"SELECT id FROM {TABLES['words']}_docsize"
    there = f"SELECT {rowid} FROM posts_post post"
    return f"SELECT NOT EXISTS ({there} EXCEPT {indexed}) AND NOT EXISTS ({indexed} EXCEPT {there})"


def public(reach):
    """A query for ids of public posts, newest first: MATCH, the moment's last rowid, how many."""
    table = TABLES[reach]
    return (
        f"SELECT rowid & {(1 << ID_BITS) - 1} FROM {table} WHERE {table} MATCH %s"
        " AND rowid BETWEEN 0 AND %s ORDER BY rowid DESC LIMIT %s"
    )


def any_post():
    """A query for the ids of all that match, drafts too."""
    table = TABLES["words"]
    return (
        f"SELECT CASE WHEN rowid < 0 THEN -rowid ELSE rowid & {(1 << ID_BITS) - 1} END"
        f" FROM {table} WHERE {table} MATCH %s"
    )


def _added(row):
    return " ".join(
        f"INSERT INTO {TABLES[reach]} (rowid, text)"
        f" SELECT {ROWID.format(row=row)}, {spaced(text.format(row=row))};"
        for reach, text in REACHES.items()
    )


def _taken(row):
    return " ".join(
        f"INSERT INTO {table} ({table}, rowid, text)"
        f" SELECT 'delete', {ROWID.format(row=row)}, {spaced(REACHES[reach].format(row=row))};"
        for reach, table in TABLES.items()
    )
