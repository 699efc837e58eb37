"""What a word may look like elsewhere. Pure."""


def spellings_of(words):
    """The spellings to ask SQLite's LIKE for, which knows upper and lower case of A to Z alone.

    "führung" finds "FÜHRUNG" because both are asked for.
    """
    if words.isascii():
        return [words]
    return list(dict.fromkeys([words, words.lower(), words.upper(), words.capitalize()]))
