"""What readers do with a comment that is there: edit, withdraw, report."""

from comments.models import Comment
from comments.readers.editing import as_its_author_sees
from comments.tokens import OWN_COOKIE, sign_own
from tests.comments.scene import browser
from tests.factories import SAME_ORIGIN


def address_of(comment, what):
    return f"/posts/{comment.post.slug}/replies/{comment.pk}/{what}/"


def author_of(*comments):
    """The browser that wrote them: it holds the post's "own" cookie."""
    client = browser()
    post = comments[0].post
    client.cookies[OWN_COOKIE] = sign_own(post.pk, [comment.pk for comment in comments])
    return client


def edit(client, comment, body, *, seen=None, headers=SAME_ORIGIN, ip="192.0.2.1", **form):
    """As the edit form sends it, by default having seen the comment as `comment` is."""
    filled = {"body": body, "seen": seen or as_its_author_sees(comment), **form}
    return client.post(address_of(comment, "edit"), filled, headers=dict(headers), REMOTE_ADDR=ip)


def withdraw(client, comment, *, headers=SAME_ORIGIN, ip="192.0.2.1", **form):
    return client.post(address_of(comment, "withdraw"), form, headers=dict(headers), REMOTE_ADDR=ip)


def there_is(comment):
    return Comment.objects.filter(pk=comment.pk).exists()


def report_page_of(comment):
    return f"/comments/{comment.pk}/report/"


def report(client, comment, *, kind="unkind", headers=SAME_ORIGIN, ip="192.0.2.1", **form):
    return client.post(
        report_page_of(comment),
        {"kind": kind, **form},
        headers=dict(headers),
        REMOTE_ADDR=ip,
    )


def crowd_reports(comment, number, *, first=1, **form):
    """So many readers, each of a network of their own."""
    for reader in range(first, first + number):
        report(browser(), comment, ip=f"198.51.100.{reader}", **form)
