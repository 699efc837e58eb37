"""Cases of the table of WordPress's rules, each played by real requests through our own site."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Comment, WatchedTerm
from comments.reading.conversation import reply_counts
from posts.models import Post
from tests.comments.scene import browser, discuss, last_comment, long_ago, watch
from tests.factories import (
    make_author,
    make_comment,
    make_moderator,
    make_post,
    make_submission,
    make_user,
    post_reply,
)

# What we have nothing of, so that the case can't be played; false means that we still have none.
LACKING = {
    "sub-07": lambda: hasattr(Post, "password"),
    "sub-13": lambda: "private" in Post.Status.values,
    "sub-15": lambda: "private" in Post.Status.values,
    "status-09": lambda: hasattr(Comment, "trash"),
    "status-11": lambda: hasattr(Comment, "trash"),
}


def _submit(case):
    _given(case)
    account = _account(case)
    post = _post(case, account)
    says = {field: _built(value) for field, value in case.get("says", {}).items()}
    network = says.pop("network", "198.51.100.7")
    for earlier in case.get("earlier", []):
        _earlier(earlier, post, account, network)
    parent = _parent(case, post)
    before = Comment.objects.count()
    headers = {"Sec-Fetch-Site": "same-origin", "User-Agent": says.pop("browser", "")}
    form = {"body": says.pop("text", ""), "to": parent or "", **says}
    if account is None:
        form = {"name": "", "email": "", **form}

    response = post_reply(browser(account), post, headers=headers, ip=network, **form)

    if response.status_code != 303:
        assert Comment.objects.count() == before
        return {"answer": response.status_code}
    comment = last_comment()
    assert Comment.objects.count() == before + 1
    return {
        "status": comment.status,
        "files_as_spam": comment.status == "spam",
        "browser_length": len(comment.user_agent),
        "markup": comment.body_html,
        "stored": {
            "name": comment.author_name,
            "email": comment.author_email,
            "url": comment.author_url,
            "text": comment.body,
        },
        "account": {"name": account.get_full_name(), "email": account.email} if account else {},
    }


def _is_open(case):
    policy = _given(case)
    post = _post(case, None)
    response = browser().get(f"/posts/{post.slug}/")
    if post.pk is None:
        assert response.status_code == 404
        return {"open": False}
    is_open = policy.accepts_comments_on(post)
    if post.is_published:
        assert (b'id="reply"' in response.content) is is_open
    return {"open": is_open}


def _transition(case):
    moderator, post = make_moderator(), make_post()
    comment = make_comment(post=post, status=case["starts"])
    for verb in case["verbs"]:
        assert getattr(comment, verb)(by=moderator)
    comment.refresh_from_db()
    return {"status": comment.status, "counted": reply_counts([post]).get(post.pk, 0)}


def _own_pending(case):
    post, reader = make_post(), browser()
    post_reply(reader, post, body="A word of my own.")
    long_ago(last_comment(), seconds=case["looks"]["age"])
    looking = {"own proof": reader}.get(case["looks"]["with"], browser())
    if case["looks"]["with"] == "another reader's proof":
        post_reply(looking, post, body="Somebody else's.")
    return {"sees": b"A word of my own." in looking.get(f"/posts/{post.slug}/").content}


PLAYED = {
    "check_comment": _submit,
    "disallowed": _submit,
    "submit": _submit,
    "agent_trim": lambda case: _submit(
        {**case, "says": {"name": "Ann", "email": "ann@example.org", "text": "x", **case["says"]}}
    ),
    "comments_open": _is_open,
    "transition": _transition,
    "own_pending": _own_pending,
}


def _given(case):
    given = dict(case.get("given", {}))
    for effect in (WatchedTerm.Effect.HOLD, WatchedTerm.Effect.SPAM):
        for pattern in given.pop(effect.value, []):
            watch(pattern, match="substring", effect=effect)
    return discuss(**given)


def _account(case):
    if "by" not in case:
        return None
    make = {"account": make_user, "moderator": make_moderator}[case["by"]]
    return make(first_name="Una", last_name="Account")


def _post(case, account):
    told = case.get("post", {})
    if told.get("exists") is False:
        return Post(slug="no-such-post", title="No such post")
    fields = {}
    if told.get("author") == "me":
        fields["author"] = make_author(user=account)
    if told.get("status") in {"draft", "withdrawn"}:
        fields["status"] = Post.Status.DRAFT
    if told.get("undated"):
        fields["published_at"] = None
    if "age_hours" in told:
        fields["published_at"] = timezone.now() - timedelta(hours=told["age_hours"])
    if told.get("comments") == "closed":
        fields["accepts_comments"] = False
    return make_post(**fields)


def _earlier(told, post, account, network):
    if told.get("no_comment"):
        make_user(username=told["user"], email=told["account_email"])
        return
    by_submitter = {"user": account} if told.get("user") == "self" else {}
    address = told.get("network", "203.0.113.1")
    address = network if address == "same" else address
    stands_on = post if post.pk else None
    twin = _fingerprint(told, stands_on)
    make_comment(
        post=stands_on,
        status=told["status"],
        author_name=told.get("name", ""),
        author_email=told.get("email", ""),
        body=told["text"],
        ip_address=address,
        fingerprint=twin,
        submitted_at=timezone.now() - timedelta(seconds=told.get("age", 7200)),
        **by_submitter,
    )


def _fingerprint(told, post):
    return make_submission(
        post=post, body=told["text"], author_name=told.get("name", "")
    ).fingerprint


def _parent(case, post):
    wanted = case.get("parent")
    if wanted is None:
        return None
    if wanted == "other_post":
        return make_comment().pk
    return make_comment(post=post, status=wanted).pk


def _built(value):
    if isinstance(value, list):
        before, piece, times, after = value
        return before + piece * times + after
    return value
