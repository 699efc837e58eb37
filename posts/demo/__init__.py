"""The demo's posts: the text files beside this module, put into the database once."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.utils import timezone
from django.utils.text import slugify

from posts import front_matter
from posts.models import Author, Category, Page, Post

FOLDER = Path(__file__).parent
PASSWORD = "notes"  # noqa: S105 (printed on purpose; exists only under DEMO=1)
IMPORT_PREFIX = "demo:"


def is_loaded():
    return Post.objects.filter(import_ref__startswith=IMPORT_PREFIX).exists()


def load():
    """Writers and posts; dates count back from today."""
    authors = _load_people()
    for path in sorted(FOLDER.glob("[0-9]*.md")):
        _load_post(path, authors)
    about, body = front_matter.read(FOLDER / "about.md")
    Page.objects.update_or_create(slug="about", defaults={"title": about["title"], "body": body})


def ago(offset, from_day=None):
    """The moment that "12d 18:30" names: so many days before `from_day` (today), local time."""
    days, clock = offset.split()
    hour, minute = map(int, clock.split(":"))
    day = (from_day or timezone.localdate()) - timedelta(days=int(days.removesuffix("d")))
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def make_user(login, **rights):
    user, created = User.objects.get_or_create(
        username=login, defaults={"is_staff": True, **rights}
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
    return user


def _load_people():
    authors = {}
    for person in tomllib.loads((FOLDER / "people.toml").read_text("utf-8"))["author"]:
        login = person["login"]
        user = make_user(login, is_superuser=login == "demo-admin")
        if login == "demo-guest-writer":  # a by-line without a login
            user.set_unusable_password()
            user.is_staff = False
            user.save()
        user.groups.add(Group.objects.get(name="Editors"))
        authors[person["slug"]], _created = Author.objects.get_or_create(
            slug=person["slug"],
            defaults={"user": user, "display_name": person["display_name"], "bio": person["bio"]},
        )
    return authors


def _load_post(path, authors):
    facts, body = front_matter.read(path)
    post = Post(
        title=facts["title"],
        slug=facts["slug"],
        author=authors[facts["author"]],
        standfirst=facts["standfirst"],
        body=body,
        question=facts["question"].strip(),
        source_url=facts["source_url"],
        source_title=facts["source_title"],
        status=Post.Status.PUBLISHED,
        published_at=ago(facts["published"]),
        import_ref=IMPORT_PREFIX + path.stem,
    )
    post.save()
    for name in facts["categories"]:
        category, _created = Category.objects.get_or_create(
            name=name, defaults={"slug": slugify(name, allow_unicode=True)}
        )
        post.categories.add(category)
    post.tags.set(facts["tags"])
