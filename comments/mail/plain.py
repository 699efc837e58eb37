"""Sanitised markup as a plain text that reads as well. Pure: pieces in, lines out."""

import re

BLOCKS = {"p", "pre", "blockquote", "ul", "ol", "li", "hr"}
CODE = " " * 4


def as_lines(pieces):
    """The lines of `pieces`: ("open", tag, attributes), ("close", tag, None), ("text", it, None).

    Quotes are marked ">", items "-" or by their number, code is indented or in backticks.
    """
    writer = _Writer()
    for piece, value, attributes in pieces:
        if piece == "text":
            writer.write(value)
        elif piece == "open":
            writer.open(value, attributes)
        else:
            writer.close(value)
    writer.end_line()
    return writer.lines


class _Block:
    """An open block: what stands before its first line, and before every other."""

    def __init__(self, tag, first="", others="", number=0):
        self.tag, self.first, self.others, self.number = tag, first, others, number
        self.has_begun = False

    def prefix(self):
        before = self.others if self.has_begun else self.first
        self.has_begun = True
        return before


class _Writer:
    def __init__(self):
        self.lines, self.line, self.blocks = [], "", []

    def open(self, tag, attributes):
        if tag in BLOCKS:
            self.end_line()
            self._leave_room(tag)
        if tag == "li":
            self.blocks.append(_Block(tag, *self._marker()))
        elif tag == "ol":
            start = attributes.get("start", "1")
            self.blocks.append(_Block(tag, number=int(start) if start.isdecimal() else 1))
        elif tag == "blockquote":
            self.blocks.append(_Block(tag, "> ", "> "))
        elif tag == "pre":
            self.blocks.append(_Block(tag, CODE, CODE))
        elif tag == "hr":
            self.line = "* * *"
            self.end_line()
        elif tag == "br":
            self.end_line()
        elif tag in BLOCKS:
            self.blocks.append(_Block(tag))
        elif tag == "code" and not self._in_code:
            self.line += "`"

    def close(self, tag):
        if tag in BLOCKS:
            self.end_line()
            if tag != "hr":
                self.blocks.pop()
        elif tag == "code" and not self._in_code:
            self.line += "`"

    def write(self, text):
        if self._in_code:
            *whole, self.line = (self.line + text).split("\n")
            for line in whole:
                self._add(line)
            return
        text = re.sub(r"\s+", " ", text)
        self.line += text if self.line else text.lstrip()

    def end_line(self):
        if self.line.strip():
            self._add(self.line)
        self.line = ""

    @property
    def _in_code(self):
        return any(block.tag == "pre" for block in self.blocks)

    def _add(self, line):
        self.lines.append(("".join(block.prefix() for block in self.blocks) + line).rstrip())

    def _leave_room(self, tag):
        """An empty line between blocks; none in front of items, nor where an item begins."""
        in_list = any(block.tag == "li" for block in self.blocks)
        begins = self.blocks and not self.blocks[-1].has_begun
        if self.lines and not begins and tag != "li" and not (in_list and tag in {"ul", "ol"}):
            self._add("")

    def _marker(self):
        its_list = self.blocks[-1] if self.blocks else _Block("ul")
        if its_list.tag != "ol":
            return "- ", "  "
        marker = f"{its_list.number}. "
        its_list.number += 1
        return marker, " " * len(marker)
