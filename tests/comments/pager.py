"""A post's pages of replies: what stands on one, and where its links lead."""

import re


def shown(response):
    """The ids of the comments that stand there, in their order."""
    return [int(number) for number in re.findall(r'<li id="comment-(\d+)"', response.text)]


def link(response, rel):
    """The address of the pager's link, or None."""
    found = re.search(rf'<a rel="{rel}(?: nofollow)?" href="([^"]*)">([^<]*)</a>', response.text)
    return found and (found[1].replace("&amp;", "&"), found[2])
