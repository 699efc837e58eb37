from posts.models import Post
from posts.search.finding import FOUND_AT_MOST, best_first


class Found:
    """The public posts that a search finds, best first: a page of them is read when it is cut."""

    def __init__(self, words):
        self._ids = best_first(words, at_most=FOUND_AT_MOST + 1) if words else []
        self.has_more = len(self._ids) > FOUND_AT_MOST
        self._ids = self._ids[:FOUND_AT_MOST]

    def __len__(self):
        return len(self._ids)

    def __getitem__(self, cut):
        ids = self._ids[cut]
        if not ids:
            return []
        posts = Post.objects.published().for_lists().in_bulk(ids)
        return [posts[pk] for pk in ids if pk in posts]

    def for_lists(self):
        return self
