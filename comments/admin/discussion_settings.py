from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import surges
from comments.admin.as_shown import AsShown
from comments.models import DiscussionSettings, Surge

TEN = 10  # minutes: what a surge is counted over
SAID = {
    "requires_name_and_email": gettext_lazy(
        "Without it both fields may stay empty, and a reply is signed Anonymous."
    ),
    "requires_account": gettext_lazy(
        "Everybody else reads, and is told where to sign in."
    ),
    "offers_to_save_name": gettext_lazy(
        "A box below the form, never ticked beforehand; the name stays in the reader’s own browser."
    ),
    "closes_old_posts": gettext_lazy("What was said stays; the form goes, and says why."),
    "closes_after_days": gettext_lazy("Counted from the day a post was published."),
    "text_max_length": gettext_lazy("From 100 to 20,000. What is longer comes back, word by word."),
    "name_max_length": gettext_lazy("From 10 to 100."),
    "links_limit": gettext_lazy(
        "Counted in the text alone, not the author’s website. 0 holds none for its links."
    ),
}  # fmt: skip


class DiscussionSettingsForm(AsShown):
    """One sentence on what each does; what would contradict itself is refused."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, said in SAID.items():
            if name in self.fields:
                self.fields[name].help_text = said

    def clean(self):
        said = super().clean()
        if said.get("closes_old_posts") and said.get("closes_after_days") == 0:
            self.add_error(
                "closes_after_days",
                _("With 0 days every post would be closed as soon as it is published."),
            )
        site, surge = said.get("site_replies"), said.get("surge_replies")
        if site and surge and surge > site * TEN:
            self.add_error(
                "surge_replies",
                _("So many never arrive: the whole site takes %d in ten minutes.") % (site * TEN),
            )
        post = said.get("post_replies")
        if site and post and post > site:
            self.add_error(
                "post_replies", _("More than the whole site takes in a minute (%d).") % site
            )
        return said


@admin.register(DiscussionSettings)
class DiscussionSettingsAdmin(admin.ModelAdmin):
    """One row: the list leads straight to it."""

    form = DiscussionSettingsForm

    def get_fieldsets(self, request, settings=None):
        groups = (
            (_("Default settings of posts"), self._on_posts(), (
                "closes_old_posts", "closes_after_days", "threads_per_page", "shows_newest_first",
            )),
            (_("Other settings of replies"), "", (
                "requires_name_and_email", "requires_account", "offers_to_save_name",
                "text_max_length", "name_max_length",
            )),
            (_("Mail to moderators"), self._on_mail(), ()),
            (_("Before a reply appears"), self._on_rules(), ("moderates_all", "holds_first_time")),
            (_("What is held for moderators"), self._on_terms(), (
                "links_limit", "flags_to_hold", "surge_replies",
            )),
            (_("What is turned away"), _("The reader is told, and keeps every word."), (
                "flood_seconds", "hourly_replies", "post_replies", "site_replies",
            )),
            (_("What is kept, and how long"), self._on_purging(), (
                "purges_spam_after_days", "purges_removed_after_days",
                "forgets_networks_after_days",
            )),
        )  # fmt: skip
        return [(name, {"fields": fields, "description": said}) for name, said, fields in groups]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, settings=None):
        return False

    def changelist_view(self, request, extra_context=None):
        only = DiscussionSettings.current()
        return HttpResponseRedirect(
            reverse("admin:comments_discussionsettings_change", args=[only.pk])
        )

    def save_model(self, request, settings, form, change):
        super().save_model(request, settings, form, change)
        current = None if settings.surge_replies else Surge.objects.current()
        if current is not None:
            surges.end(current, by=request.user)

    # What stands beside the fields ------------------------------------------------------------

    def _on_posts(self):
        return _("Whether one post takes replies at all is set on its own page.")

    def _on_mail(self):
        said = _(
            "Each moderator chooses whether and how often; writers may hear of replies on their "
            "own posts."
        )
        return _with_links(said, [("moderation:preferences", _("My preferences"))])

    def _on_rules(self):
        said = _("The strictest rule decides. Replies by staff always appear at once.")
        return _with_links(said, [("moderation:try_text", _("Try a text against every rule"))])

    def _on_terms(self):
        said = _(
            "Words, addresses, hosts and networks are watched terms: each holds, or files as spam."
        )
        return _with_links(said, [
            ("admin:comments_watchedterm_changelist", _("Watched terms")),
            ("moderation:terms", _("What they caught")),
        ])  # fmt: skip

    def _on_purging(self):
        said = _(
            "For the command “purge”, which a timer runs once a day; the log says what it did."
        )
        return _with_links(said, [("moderation:log", _("Log"))])


def _with_links(said, links):
    """A sentence, and where it leads; the admin shows it as markup."""
    places = [(reverse(name), text) for name, text in links]
    return format_html("{} {}", said, format_html_join(" · ", '<a href="{}">{}</a>', places))
