"""Links asked for and used from many sides at once, against a real server with two workers."""

import pytest

from comments.tokens import sign_link, sign_proof
from tests.at_once import posted_at_once
from tests.servers import served

AT_ONCE = 12
A_LINK = """
from comments.models import Comment, ConfirmedAddress, Notification
comment = Comment.objects.filter(status="approved", user=None).first()
waits = Comment.objects.filter(status="pending").first()
Comment.objects.filter(pk=waits.pk).update(
    author_email=comment.author_email, author_name="Nobody Else", body="Plain words.",
    findings=[{"rule": "first_time", "verdict": "HOLD", "reason": "", "evidence": []}],
)
link = Notification.objects.owe("confirm", comment.author_email, comment=waits)
print(link.pk, waits.pk, waits.revision)
"""
AN_ADDRESS = """
from comments.models import Comment, ConfirmedAddress
for number in range(30):
    Comment.objects.filter(pk=Comment.objects.approved()[number].pk).update(
        author_email="ann@example.org"
    )
print(ConfirmedAddress.confirm("ann@example.org").pk)
"""


@pytest.fixture(scope="module")
def site(database_server, static_root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("links")
    with served(folder, static_root=static_root, postgres=database_server) as site:
        yield site


def send_at_once(site, *requests):
    """Each (path, form, cookie) by a connection of its own; the statuses, sorted."""
    ours = {"Sec-Fetch-Site": "same-origin"}
    sent = [(path, form, ours | {"Cookie": cookie}) for path, form, cookie in requests]
    return sorted(posted_at_once(site, *sent))


@pytest.mark.server
def test_an_address_gets_five_links_however_many_ask_at_once(site):
    request = ("/my-replies/", {"email": "ann@example.org", "subject": ""}, "")

    assert send_at_once(site, *[request] * AT_ONCE) == [200] * AT_ONCE

    assert site.query("SELECT count(*) FROM comments_notification") == [(5,)]


@pytest.mark.server
def test_a_link_is_used_once_however_often_its_button_is_pressed_at_once(site):
    link, comment, revision = map(int, site.manage("shell", "-v0", "-c", A_LINK).split())
    request = (f"/confirm/{sign_link(link)}/", {"revision": revision}, "")

    assert send_at_once(site, *[request] * AT_ONCE) == [303] + [404] * (AT_ONCE - 1)

    became = f"SELECT became FROM comments_decision WHERE comment_id = {comment} ORDER BY id"
    assert [became for (became,) in site.query(became)] == ["pending", "approved"]
    its_author = f"SELECT lower(author_email) FROM comments_comment WHERE id = {comment}"
    confirmed = f"SELECT count(*) FROM comments_confirmedaddress WHERE email IN ({its_author})"
    assert site.query(confirmed) == [(1,)]


@pytest.mark.server
def test_erasing_twice_at_once_while_links_are_asked_for_leaves_nothing(site):
    cookie = f"proof={sign_proof(int(site.manage('shell', '-v0', '-c', AN_ADDRESS)))}"
    erase = ("/my-replies/erase/", {"words": "remove"}, cookie)
    follow = ("/follow/", {"email": "bob@example.org", "follows": "site", "subject": ""}, "")

    statuses = send_at_once(site, *[erase] * 4, *[follow] * 4)

    assert set(statuses) <= {200, 303}
    hers = "SELECT count(*) FROM comments_comment WHERE author_email = 'ann@example.org'"
    assert site.query(hers) == [(0,)]
    confirmed = "SELECT count(*) FROM comments_confirmedaddress WHERE email = 'ann@example.org'"
    assert site.query(confirmed) == [(0,)]
    counted = (
        "SELECT count(*) FROM comments_tally t WHERE t.replies <> (SELECT count(*) FROM "
        "comments_comment c WHERE c.post_id = t.post_id AND c.status = 'approved')"
    )
    assert site.query(counted) == [(0,)]
