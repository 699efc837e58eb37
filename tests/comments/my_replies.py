"""My replies, as Ann has them."""

from tests.factories import make_comment

ANN = "ann@example.org"


def page_of(client, **query):
    return client.get("/my-replies/", query).content.decode()


def entry(page, comment):
    """What the page says of one comment, tags and all."""
    return page.split(f'<li id="comment-{comment.pk}">')[1].split("</li>")[0]


def mine(**fields):
    return make_comment(**{"author_email": ANN, "is_confirmed": True, **fields})
