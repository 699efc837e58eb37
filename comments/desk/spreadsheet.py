"""Rows as CSV that no spreadsheet takes for formulas. Pure: rows in, lines of text out.

A cell is run when it begins with = + - or @, or with a tab or a line's end that hides one; some
programs look behind blanks and quotes, and take full-width letters for the plain ones. One that
begins so gets an apostrophe in front, which spreadsheets take for "text". Where a program cuts a
line at semicolons, a formula may begin inside of a cell: there it gets one as well.
"""

import csv
import re
import unicodedata

BOM = "\ufeff"  # without it Excel reads UTF-8 as the machine's own letters
MARK = "'"
STARTS = frozenset("=+-@\N{MINUS SIGN}")
HIDDEN = frozenset("\t\r\n")
QUOTES = frozenset("\"'`´‘’“”«»")
CUTS = re.compile(r"[;\t\r\n]")


class _Line:
    """What the csv module writes into; it keeps nothing."""

    def write(self, text):
        return text


def lines_of(header, rows):
    """One line of text after another, the first with a byte order mark; every field in quotes."""
    write = csv.writer(_Line(), quoting=csv.QUOTE_ALL).writerow
    yield BOM + write(header)
    for row in rows:
        yield write([harmless(cell) for cell in row])


def harmless(cell):
    """The cell's text, with a mark wherever a program could begin to calculate."""
    text = str(cell).replace("\0", "")
    marked, start = "", 0
    for cut in CUTS.finditer(text):
        end = cut.end()
        marked += _part(text[start:end])
        start = end
    marked += _part(text[start:])
    hides_one = text[:1] in HIDDEN or (not marked.startswith(MARK) and _begins_a_formula(text))
    return MARK + marked if hides_one else marked


def _part(text):
    return MARK + text if _begins_a_formula(text) else text


def _begins_a_formula(text):
    for letter in text:
        if unicodedata.normalize("NFKC", letter)[:1] in STARTS:
            return True
        if not _is_looked_past(letter):
            return False
    return False


def _is_looked_past(letter):
    """Blanks of every kind, what can't be seen, and quotes."""
    return letter in QUOTES or unicodedata.category(letter)[0] in "ZC"
