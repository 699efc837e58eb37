"""What is asked of the index, in the database's own words. Pure.

Every word must be there. It may be the beginning of a longer one, unless it is so short that half
the language begins with it.
"""

from itertools import pairwise

from posts.search.letters import TOKEN_MAX_LENGTH, fold, runs_of

BEGINNING_MIN_LENGTH = 3  # characters


def may_go_on(piece):
    return not piece.is_sign and len(piece.text) >= BEGINNING_MIN_LENGTH


def for_fts5(words, *, whole=False):
    """An expression for MATCH, or "" where nothing in `words` can be searched.

    What stands together is a phrase; each of its signs is a token there. `whole` leaves out what
    only begins with a word.
    """
    phrases = []
    for run in (run for word in words for run in runs_of(word)):
        text = " ".join(piece.text for piece in run).replace('"', '""')
        phrases.append(f'"{text}"' + (" *" if may_go_on(run[-1]) and not whole else ""))
    return " AND ".join(phrases)


def for_tsquery(words, *, whole=False):
    """The same for `::tsquery`. What stands together are lexemes of two neighbours each."""
    lexemes = []
    for run in (run for word in words for run in runs_of(fold(word))):
        parts = [piece.text for piece in run]
        if len(run) > 1:
            parts = [first + second for first, second in pairwise(parts)]
        quoted = [_quoted(part[:TOKEN_MAX_LENGTH]) for part in parts]
        if may_go_on(run[-1]) and not whole:
            quoted[-1] += ":*"
        lexemes += quoted
    return " & ".join(lexemes)


def _quoted(lexeme):
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
