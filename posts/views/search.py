import unicodedata

from posts.search.found import Found
from posts.views.answers import page_of, read_only

QUERY_MAX_LENGTH = 200  # characters
MAX_WORDS = 8


@read_only
def search(request):
    """Posts that hold every word. What is too long to be a search is cut, and the page shows it."""
    words = _words(request.GET.get("q", ""))
    query = " ".join(words)
    found = Found(words)
    return page_of(
        request, found, "posts/search.html", query=query, kept_query={"q": query}, found=found
    )


def _words(typed):
    """Composed letters, as posts have them, and no NUL, which PostgreSQL refuses."""
    text = unicodedata.normalize("NFC", typed[:QUERY_MAX_LENGTH].replace("\0", " "))
    return text.split()[:MAX_WORDS]
