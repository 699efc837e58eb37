"""What of the blog's own tables pages show."""

from posts.pagecache.remembered import forget_all
from posts.pagecache.triggers import Shown, put_in_order

# Of posts, not drafts: nobody reads those, and who writes one saves often.
SHOWN = (
    Shown("posts_post", when="{row}.status = 'published'"),
    Shown("posts_post_categories"),
    Shown("posts_taggedpost"),
    Shown("posts_category"),
    Shown("posts_tag"),
    Shown("posts_author"),
    Shown("posts_page"),
    Shown("posts_siteidentity"),
)


def note_changes(using, **signal):
    put_in_order(SHOWN, using)
    forget_all()  # a database that was emptied counts from the beginning
