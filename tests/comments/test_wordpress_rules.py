"""What WordPress 7.1 makes of a comment, as facts measured on it, played through our own site.

Each case of the table beside this file is a real POST of the reply form (or a moderator's verb, or
a look at the page), never a rule called alone. WordPress's disallowed comments go to its trash:
that is our spam. Its form errors are 200, ours 422.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
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

pytestmark = pytest.mark.django_db

CASES = {
    case["id"]: case
    for case in json.loads(Path(__file__).with_name("wordpress_rules.json").read_text("utf-8"))
}
ANSWERS = {
    "no such post": 404,
    "not open": 403,
    "parent not public": 403,
    "form": 422,
    "duplicate": 409,
    "flood": 429,
}
THE_ACCOUNTS = "the account’s"

# id: (why we don't follow WordPress, what we do instead; None where there is nothing to play).
NOT_FOLLOWED = {
    "links-09": ("an address in BBCode becomes a link here, so it counts", {"status": "pending"}),
    "links-17": ("an address in typed HTML becomes a link, so it counts", {"status": "pending"}),
    "modkeys-16": ("tags don't hide a term", {"status": "pending"}),
    "modkeys-18": ("terms see what was typed, not our own markup", {"status": "approved"}),
    "modkeys-20": ("typographic quotes don't hide a term", {"status": "pending"}),
    "modkeys-22": ("full-width letters are letters", {"status": "pending"}),
    "dup-02": ("an address that decides could be guessed", {"refused": "duplicate"}),
    "dl-28": ("a term is a term, 0 too", {"files_as_spam": True}),
    "dl-32": ("invisible letters don't hide a term", {"files_as_spam": True}),
    "prev-04": ("a typed address is never trust", {"status": "pending"}),
    "prev-08": ("a typed address is never trust", {"status": "pending"}),
    "sub-07": ("posts have no passwords", None),
    "sub-09": (
        "accounts have no website",
        {"status": "approved", "stored": {"name": THE_ACCOUNTS, "email": THE_ACCOUNTS, "url": ""}},
    ),
    "sub-13": ("posts are drafts or published, never private", None),
    "sub-15": ("posts are drafts or published, never private", None),
    "sub-27": ("an address may have the 254 characters of RFC 5321", {"status": "approved"}),
    "sub-37": ("terms see what was typed, not repaired markup", {"status": "approved"}),
    "sub-53": ("a name has at most 100 characters", {"refused": "form"}),
    "sub-59": (
        "HTML is shown as typed; only the address in it is a link",
        {"status": "approved", "lacks": '<a href="http://x.example/" target'},
    ),
    "sub-63": ("a reply belongs to a comment of its own post", {"refused": "parent not public"}),
    "status-07": ("restore means back to the queue, from anywhere", {"status": "pending"}),
    "status-09": ("deleting is purging, which is no moderator's verb", None),
    "status-11": ("deleting is purging, which is no moderator's verb", None),
    "preview-03": ("the proof is signed, so it needs no ten-minute limit", {"sees": True}),
}


def test_every_exception_is_in_the_table():
    assert set(NOT_FOLLOWED) <= set(CASES)


def test_every_case_is_played_or_has_its_reason():
    unplayed = {case_id for case_id, (_reason, ours) in NOT_FOLLOWED.items() if ours is None}

    assert {case["about"] for case in CASES.values()} <= set(PLAYED)
    assert unplayed == set(LACKING)
    assert all(reason for reason, _ours in NOT_FOLLOWED.values())
    assert len(CASES) == 107


@pytest.mark.parametrize("case_id", CASES)
def test_case(case_id):
    case = CASES[case_id]
    _reason, expected = NOT_FOLLOWED.get(case_id, ("", case["then"]))
    if expected is None:
        assert not LACKING[case_id]()
        return

    seen = PLAYED[case["about"]](case)

    for fact, value in expected.items():
        if fact == "stored":
            wanted = {
                field: seen["account"][field] if text == THE_ACCOUNTS else text
                for field, text in value.items()
            }
            assert seen["stored"] == seen["stored"] | wanted
        elif fact == "lacks":
            assert value not in seen["markup"]
        elif fact == "refused":
            assert seen["answer"] == ANSWERS[value]
        else:
            assert seen[fact] == value


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
