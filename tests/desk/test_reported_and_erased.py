"""What its author had erased is looked at by nobody, so nobody is asked to."""

import pytest
from django.utils import timezone

from comments.models import Comment, ConfirmedAddress, Flag
from comments.readers.erasing import erase
from tests.desk.scene import counts, desk
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


def test_its_reports_are_no_longer_open(moderator):
    address = ConfirmedAddress.objects.create(email="ida@example.org", confirmed_at=timezone.now())
    comment = make_comment(author_email=address.email, is_confirmed=True)
    make_comment(parent=comment)
    Flag.objects.create(comment=comment, revision=1, reader_key="reader")
    comment.count_open_flags()

    erase(address, removes_words=True)

    assert counts(desk(moderator))["reported"] == 0
    assert not Flag.objects.open().exists()
    assert Comment.objects.get(pk=comment.pk).open_flags == 0
