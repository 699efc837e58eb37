"""How pages for one reader alone are answered: kept by nobody, found by no search engine."""

from django.shortcuts import render


def private_page(request, template, context, *, status=200, wait=0):
    """`wait`: seconds until it may be tried again, said to the browser too."""
    response = render(request, template, context, status=status)
    keep_private(response)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def keep_private(response):
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def words_kept(request, words, *, status, said, back):
    """What was typed can't be taken: here it is, to copy. `back` is [(address, text)]."""
    context = {"words": words, "said": said, "back": back}
    return private_page(request, "comments/words_kept.html", context, status=status)
