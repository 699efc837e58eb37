"""The demo's conversation: the files beside this module, submitted, judged and decided for real."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.utils import timezone

from comments.models import Comment, ConfirmedAddress, WatchedTerm
from comments.readers.reporting import report
from comments.submission import Submission, submit
from posts.demo import IMPORT_PREFIX, make_user
from posts.models import Post

FOLDER = Path(__file__).parent
DECIDED_AFTER = timedelta(minutes=40)
WRITER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def load():
    moderator = make_user("demo-moderator", first_name="Imani", last_name="Raske")
    moderator.groups.add(Group.objects.get(name="Moderators"))
    for term in _read("watched_terms")["term"]:
        WatchedTerm.objects.get_or_create(
            pattern=term.pop("pattern"), match=term.pop("match"), defaults={**term, "by": moderator}
        )
    for path in sorted(FOLDER.glob("[0-9]*.toml")):
        post = Post.objects.get(import_ref=IMPORT_PREFIX + path.stem)
        _hold_conversation(post, _read(path.stem)["comment"], moderator)
    _fill_the_desk(_read("at_the_desk"), moderator)


def _read(stem):
    return tomllib.loads((FOLDER / f"{stem}.toml").read_text("utf-8"))


def _hold_conversation(post, told, moderator):
    by_ref, removed = {}, []
    for entry in told:
        comment = submit(_submission(post, entry, by_ref.get(entry.get("parent"))))
        Comment.objects.filter(pk=comment.pk).update(import_ref=IMPORT_PREFIX + entry["ref"])
        by_ref[entry["ref"]] = comment
        if entry["fate"] in {"approved", "removed"}:
            comment.approve(by=moderator, at=_decided_at(comment))
        if entry.get("picked"):
            comment.pick()
        if entry["fate"] == "removed":
            removed.append((comment, entry["removed_reason"]))
    # Last: some were answered while they stood.
    for comment, reason in removed:
        comment.remove(by=moderator, reason=reason, at=timezone.now())


def _fill_the_desk(told, moderator):
    campaign = told["campaign"]
    for number, (stem, copy) in enumerate(zip(campaign["posts"], campaign["copies"], strict=True)):
        ref = f"campaign-{number}"
        comment = submit(
            Submission(
                post=Post.objects.get(import_ref=IMPORT_PREFIX + stem),
                author_name=copy["name"],
                author_email=copy["email"],
                body=campaign["body"].strip().format(ref=ref, **copy),
                user_agent=WRITER,
                submitted_at=timezone.now() - timedelta(hours=copy["hours_ago"]),
            )
        )
        Comment.objects.filter(pk=comment.pk).update(import_ref=IMPORT_PREFIX + ref)
    for entry in told["report"]:
        report(
            _comment(entry["ref"]), revision=1, reader=f"demo of {entry['ref']}", network="",
            kind=entry["kind"], reason=entry["reason"],
        )  # fmt: skip
    for entry in told["note"]:
        _comment(entry["ref"]).notes.create(by=moderator, text=entry["text"])


def _comment(ref):
    return Comment.objects.get(import_ref=IMPORT_PREFIX + ref)


def _submission(post, entry, parent):
    user = User.objects.get(username=entry["user"]) if "user" in entry else None
    author = post.author
    is_proved = entry.get("confirmed", False)
    return Submission(
        post=post,
        parent=parent,
        author_name=author.display_name if user else entry["name"],
        author_email=user.email if user else entry["email"],
        author_url=entry.get("url", ""),
        body=entry["body"].strip(),
        is_answer=entry.get("answer", False),
        user=user,
        address=ConfirmedAddress.confirm(entry["email"]) if is_proved else None,
        honeypot=entry.get("honeypot", ""),
        user_agent=WRITER,
        submitted_at=post.published_at + _after(entry["after"]),
    )


def _after(text):
    days, clock = text.split()
    hours, minutes = clock.split(":")
    return timedelta(days=int(days.removesuffix("d")), hours=int(hours), minutes=int(minutes))


def _decided_at(comment):
    return min(comment.submitted_at + DECIDED_AFTER, timezone.now())
