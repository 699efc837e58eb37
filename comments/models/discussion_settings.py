from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import NAME_MAX_LENGTH
from posts.pagecache.remembered import Remembered


class DiscussionSettings(models.Model):
    """The one row of rules that moderators set; WordPress's Discussion page and its defaults."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)

    requires_name_and_email = models.BooleanField(
        _("readers must give a name and an e-mail address"), default=True
    )
    requires_account = models.BooleanField(
        _("only people who are signed in may reply"), default=False
    )
    offers_to_save_name = models.BooleanField(
        _("offer to save the reader's name in their browser"), default=True
    )
    closes_old_posts = models.BooleanField(_("close old posts for replies"), default=False)
    closes_after_days = models.PositiveIntegerField(
        _("days after which a post is old"), default=14, validators=[MaxValueValidator(36_500)]
    )

    moderates_all = models.BooleanField(
        _("hold every reply"), default=False,
        help_text=_("Nothing appears before a moderator approved it."),
    )  # fmt: skip
    holds_first_time = models.BooleanField(
        _("hold replies by authors who are not known"), default=True,
        help_text=_("Known is who has an approved reply under a confirmed address, and staff."),
    )  # fmt: skip
    links_limit = models.PositiveIntegerField(
        _("hold a reply with this many links"), default=2,
        help_text=_("0 holds none for its links."),
    )  # fmt: skip

    threads_per_page = models.PositiveSmallIntegerField(
        _("threads on one page"), default=20,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("A reply and all that answers it count as one."),
    )  # fmt: skip
    shows_newest_first = models.BooleanField(
        _("newest threads first"), default=False,
        help_text=_("Readers may choose the other order on each post."),
    )  # fmt: skip

    flags_to_hold = models.PositiveSmallIntegerField(
        _("hold a reply that this many readers reported"), default=3,
        help_text=_("Never what a moderator has approved. 0 holds none for its reports."),
    )  # fmt: skip

    flood_seconds = models.PositiveIntegerField(
        _("seconds between two replies from one reader"), default=15,
        validators=[MaxValueValidator(3600)],
        help_text=_("Per e-mail address and per network. 0 switches this off."),
    )  # fmt: skip
    hourly_replies = models.PositiveIntegerField(
        _("replies in an hour from one reader"), default=60,
        help_text=_("Per e-mail address and per network. 0 is no limit."),
    )  # fmt: skip
    post_replies = models.PositiveIntegerField(
        _("replies in a minute on one post"), default=60, help_text=_("0 is no limit.")
    )
    site_replies = models.PositiveIntegerField(
        _("replies in a minute on the whole site"), default=240, help_text=_("0 is no limit.")
    )
    surge_replies = models.PositiveIntegerField(
        _("hold new guests from this many replies in ten minutes"), default=30,
        help_text=_(
            "When that is also five times what is usual here, replies by authors who are not known "
            "wait for half an hour, and moderators are told. 0 switches this off."
        ),
    )  # fmt: skip
    text_max_length = models.PositiveIntegerField(
        _("longest reply, in characters"), default=5000,
        validators=[MinValueValidator(100), MaxValueValidator(20_000)],
    )  # fmt: skip
    name_max_length = models.PositiveIntegerField(
        _("longest name, in characters"), default=NAME_MAX_LENGTH,
        validators=[MinValueValidator(10), MaxValueValidator(NAME_MAX_LENGTH)],
    )  # fmt: skip

    purges_spam_after_days = models.PositiveIntegerField(
        _("days after which spam is deleted"), default=30, validators=[MaxValueValidator(36_500)],
        help_text=_("For good. 0 keeps it."),
    )  # fmt: skip
    purges_removed_after_days = models.PositiveIntegerField(
        _("days after which removed replies are deleted"), default=30,
        validators=[MaxValueValidator(36_500)],
        help_text=_("For good; where others replied, a mark stays in their place. 0 keeps them."),
    )  # fmt: skip
    forgets_networks_after_days = models.PositiveIntegerField(
        _("days after which readers’ network addresses are forgotten"), default=90,
        validators=[MaxValueValidator(36_500)],
        help_text=_("With the names of their browsers, and what mail was sent. 0 keeps them."),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_discussion_settings"),
        ]
        verbose_name = _("discussion settings")
        verbose_name_plural = _("discussion settings")

    def __str__(self):
        return str(_("Discussion settings"))

    @classmethod
    def current(cls):
        """As they are now; for reading, not for changing."""
        return _current()

    def closes_at(self, post):
        """When age closes `post` for replies; None for never."""
        if not self.closes_old_posts or post.published_at is None:
            return None
        return post.published_at + timedelta(days=self.closes_after_days)

    def closed_since(self, post):
        """When age closed it; None while it has not."""
        at = self.closes_at(post)
        return at if at is not None and at <= timezone.now() else None

    def accepts_comments_on(self, post):
        """Whether the form is open: by the post's own switch and by its age."""
        return post.accepts_comments and self.closed_since(post) is None


_current = Remembered(
    lambda: DiscussionSettings.objects.get_or_create(pk=DiscussionSettings.ONLY)[0]
)
