"""About and Privacy, which every page links to: a new site has them from its first migration."""

from pathlib import Path

from posts import front_matter

FOLDER = Path(__file__).parent


def make_first_pages(sender, using, **kwargs):
    """post_migrate: only where there is no page at all; what editors delete stays away."""
    from posts.models import Page

    pages = Page.objects.using(using)
    if pages.exists():
        return
    for path in sorted(FOLDER.glob("*.md")):
        facts, body = front_matter.read(path)
        pages.create(slug=facts["slug"], title=facts["title"], body=body)
