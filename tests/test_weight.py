"""What a post page weighs on its way to a reader: the promise of the design, in bytes."""

import gzip
from pathlib import Path

import pytest
from django.core.management import call_command

from posts.models import Post

ROOT = Path(__file__).parent.parent
STYLES = ROOT / "posts" / "static" / "posts" / "theme.css"
OURS = ROOT / "comments" / "static" / "comments"
DESK = sorted(OURS.glob("desk*.js"))
SCRIPTS = [
    ROOT / "posts" / "static" / "posts" / "page.js",
    *sorted(set(OURS.glob("*.js")) - set(DESK)),
]


def compressed(content):
    return len(gzip.compress(content, 9))


def test_all_scripts_together_are_under_six_kilobytes():
    assert sum(compressed(path.read_bytes()) for path in SCRIPTS) < 6 * 1024


def test_the_scripts_of_the_desk_are_moderators_alone_and_small():
    """Half a kilobyte of it keeps title, numbers and groups right after each press."""
    assert sum(compressed(path.read_bytes()) for path in DESK) < 8.6 * 1024


def test_the_styles_stay_small():
    assert compressed(STYLES.read_bytes()) <= 8.2 * 1024


@pytest.mark.django_db
def test_every_post_of_the_demo_comes_with_all_it_needs_in_25_kilobytes(client):
    call_command("fill_demo", verbosity=0)
    files = sum(compressed(path.read_bytes()) for path in [*SCRIPTS, STYLES])

    pages = [client.get(post.get_absolute_url()).content for post in Post.objects.published()]

    assert len(pages) > 10
    assert not any(b"comments/desk" in page for page in pages)
    assert max(map(compressed, pages)) + files <= 25 * 1024
