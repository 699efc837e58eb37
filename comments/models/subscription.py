from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import EMAIL_MAX_LENGTH, Comment
from comments.text import folded_address
from posts.models import Post


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def under(self, email):
        return self.filter(email=folded_address(email))

    def of_comment(self, comment):
        return self.confirmed().filter(follows=Subscription.Follows.COMMENT, comment=comment)

    def of_post(self, post):
        return self.confirmed().filter(follows=Subscription.Follows.POST, post=post)

    def of_site(self):
        return self.confirmed().filter(follows=Subscription.Follows.SITE)

    def about(self, comments):
        """Whatever may be told of these comments."""
        followed = {one.pk for one in comments} | {one.parent_id for one in comments}
        posts = {one.post_id for one in comments}
        return self.confirmed().filter(Q(comment__in=followed) | Q(post__in=posts))

    def with_what_it_follows(self):
        return self.select_related("post", "comment__post")

    def kept(self):
        """Locked until the transaction ends: none is deleted while a mail for it is written."""
        return self.select_for_update().order_by("pk")

    def follow(self, email, *, comment=None, post=None, is_confirmed):
        """What `email` follows from now on: `comment`, `post`, or with neither the whole site.

        Asked for twice, it is one; confirmed once, it stays so.
        """
        follows = Subscription.Follows
        what = follows.COMMENT if comment else follows.POST if post else follows.SITE
        wanted = {"email": folded_address(email), "follows": what, "comment": comment, "post": post}
        with transaction.atomic():
            subscription, is_new = self.get_or_create(**wanted)
            # Locked, or made anew: it may be ended in this very moment, and a mail will name it.
            while not is_new and not self.filter(pk=subscription.pk).kept():
                subscription, is_new = self.get_or_create(**wanted)
            if is_confirmed:
                subscription.confirm()
        return subscription

    def stop_all(self, email):
        with transaction.atomic():
            for subscription in self.under(email).kept():
                subscription.stop()


class Subscription(models.Model):
    """An address and the one thing it follows: a comment, a post, or the site.

    It counts only once the address was confirmed for it.
    """

    class Follows(models.TextChoices):
        COMMENT = "comment", _("replies to a comment")
        POST = "post", _("every reply on a post")
        SITE = "site", _("every new post")

    email = models.EmailField(_("e-mail"), max_length=EMAIL_MAX_LENGTH)  # folded
    follows = models.CharField(_("follows"), max_length=20, choices=Follows)
    post = models.ForeignKey(
        Post, models.CASCADE, related_name="subscriptions", null=True, blank=True
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="subscriptions", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(follows="comment", comment__isnull=False, post__isnull=True)
                | Q(follows="post", comment__isnull=True, post__isnull=False)
                | Q(follows="site", comment__isnull=True, post__isnull=True),
                name="subscription_follows_one_thing",
            ),
            models.UniqueConstraint(fields=["email", "comment"], name="follows_comment_once"),
            models.UniqueConstraint(fields=["email", "post"], name="follows_post_once"),
            models.UniqueConstraint(
                fields=["email"], name="follows_site_once", condition=Q(follows="site")
            ),
        ]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")

    def __str__(self):
        return f"{self.email}: {self.get_follows_display()}"

    def confirm(self):
        if self.confirmed_at is None:
            self.confirmed_at = timezone.now()
            self.save(update_fields=["confirmed_at"])

    @property
    def about_post(self):
        """Whose replies it is about; None when it follows the site."""
        return self.post if self.comment is None else self.comment.post

    def stop(self):
        """It ends, and with it what is owed for it."""
        with transaction.atomic():
            list(Subscription.objects.filter(pk=self.pk).kept())
            self.notifications.links().update(subscription=None)
            self.delete()
