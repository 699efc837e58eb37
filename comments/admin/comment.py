from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.admin import seen
from comments.admin.filters import ByReports, ByRule, ByStatus
from comments.admin.reason import ActionFormWithReason, problem_with, reason_in
from comments.models import Comment
from posts.admin.selection import SelectionOfIds

SHOWN_BEFORE, SHOWN_AFTER = 15, 10  # of a comment's thread, on its page
EVERYWHERE = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]


@admin.register(Comment)
class CommentAdmin(SelectionOfIds):
    """The moderators' list and page. Nothing here is edited; the four verbs decide."""

    list_display = ("author", "excerpt", "why_held", "reports", "on_post", "age")
    list_display_links = ("excerpt",)
    list_filter = (
        ByStatus,
        ByReports,
        ByRule,
        "is_picked",
        ("post", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("post",)
    list_per_page = 50
    search_fields = ("body", "author_name", "author_email", "ip_address")
    ordering = ("submitted_at", "id")
    actions = ("approve", "mark_as_spam", "remove", "restore", "keep", "pick", "take_back_pick")
    action_form = ActionFormWithReason
    actions_selection_counter = True
    fieldsets = (
        (None, {"fields": ("status", "as_readers_see_it", "why_held_in_full", "reports_in_full")}),
        (_("Where it stands"), {"fields": ("on_post", "in_its_thread", "reply_link")}),
        (
            _("Who wrote it"),
            {
                "fields": (
                    "author_name", "author_email", "is_confirmed", "author_url", "user",
                    "ip_address", "user_agent", "submitted_at", "edited_at", "revision",
                )
            },
        ),
        (_("Decisions"), {"fields": ("decisions_so_far",)}),
    )  # fmt: skip

    # Who may do what ------------------------------------------------------------------------

    def get_queryset(self, request):
        return super().get_queryset(request).may_be_moderated_by(request.user)

    def has_moderate_permission(self, request, comment=None):
        user = request.user
        return user.has_perm("comments.moderate_comment") or user.has_perm(
            "comments.moderate_own_posts"
        )

    def has_module_permission(self, request):
        return self.has_moderate_permission(request)

    def has_view_permission(self, request, comment=None):
        return self.has_moderate_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, comment=None):
        return False

    def has_delete_permission(self, request, comment=None):
        return False

    # The list -------------------------------------------------------------------------------

    @admin.display(description=_("author"), ordering="author_name")
    def author(self, comment):
        return format_html(
            '{}<bdi>{}</bdi><br><span class="quiet">{}</span>',
            seen.hidden_input(comment),
            comment.author_name or _("Anonymous"),
            comment.author_email,
        )

    @admin.display(description=_("text"))
    def excerpt(self, comment):
        text = Truncator(comment.body).chars(140)
        return format_html("★ {}: {}", _("Editor’s pick"), text) if comment.is_picked else text

    @admin.display(description=_("why held"))
    def why_held(self, comment):
        return render_to_string("comments/admin/_why_held.html", {"comment": comment})

    @admin.display(description=_("reports"), ordering="open_flags")
    def reports(self, comment):
        return comment.open_flags or "–"

    @admin.display(description=_("post"), ordering="post__title")
    def on_post(self, comment):
        return format_html(
            '<a href="{}">{}</a>', comment.post.get_absolute_url(), comment.post.title
        )

    @admin.display(description=_("age"), ordering="submitted_at")
    def age(self, comment):
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            comment.submitted_at.isoformat(timespec="minutes"),
            date_format(localtime(comment.submitted_at), "j F Y, H:i"),
            timesince(comment.submitted_at, depth=1),
        )

    def view_on_site(self, comment):
        return comment.get_absolute_url() if comment.is_public else None

    # One comment's page -----------------------------------------------------------------------

    @admin.display(description=_("as readers will see it"))
    def as_readers_see_it(self, comment):
        return render_to_string("comments/admin/_as_readers_see_it.html", {"comment": comment})

    @admin.display(description=_("why held"))
    def why_held_in_full(self, comment):
        context = {"comment": comment, "seen": seen.hidden_input(comment)}
        return render_to_string("comments/admin/_why_held_in_full.html", context)

    @admin.display(description=_("reports"))
    def reports_in_full(self, comment):
        flags = comment.flags.saying_if_open().order_by("at", "pk")
        context = {"comment": comment, "flags": flags}
        return render_to_string("comments/admin/_flags.html", context)

    @admin.display(description=_("thread"))
    def in_its_thread(self, comment):
        context = {"comment": comment, **_thread_around(comment)}
        return render_to_string("comments/admin/_thread.html", context)

    @admin.display(description=_("reply"))
    def reply_link(self, comment):
        if not comment.is_public:
            return _("It can be replied to once it is approved, on a post that is public.")
        address = reverse("comments:reply", args=[comment.post.slug])
        return format_html(
            '<a href="{}?to={}#reply">{}</a> · <a href="{}">{}</a>',
            address, comment.pk, _("Reply on the site"),
            comment.get_absolute_url(), _("View on site"),
        )  # fmt: skip

    @admin.display(description=_("so far"))
    def decisions_so_far(self, comment):
        decisions = comment.decisions.select_related("by__author")
        return render_to_string("comments/admin/_decisions.html", {"decisions": decisions})

    # The four verbs -----------------------------------------------------------------------------

    @admin.action(description=_("Approve"), permissions=["moderate"], location=EVERYWHERE)
    def approve(self, request, comments):
        self._decide(request, comments, Comment.approve)

    @admin.action(description=_("Mark as spam"), permissions=["moderate"], location=EVERYWHERE)
    def mark_as_spam(self, request, comments):
        self._decide(request, comments, Comment.mark_as_spam)

    @admin.action(description=_("Remove"), permissions=["moderate"], location=EVERYWHERE)
    def remove(self, request, comments):
        self._decide(request, comments, Comment.remove)

    @admin.action(
        description=_("Restore to the queue"), permissions=["moderate"], location=EVERYWHERE
    )
    def restore(self, request, comments):
        self._decide(request, comments, Comment.restore)

    @admin.action(
        description=_("Let it stand (reports looked at)"),
        permissions=["moderate"], location=EVERYWHERE,
    )  # fmt: skip
    def keep(self, request, comments):
        self._decide(request, comments, Comment.keep)

    # What is picked stands as it stood: no decision -------------------------------------------

    @admin.action(description=_("Pick"), permissions=["moderate"], location=EVERYWHERE)
    def pick(self, request, comments):
        self._pick(request, comments, is_picked=True)

    @admin.action(
        description=_("Take back the pick"), permissions=["moderate"], location=EVERYWHERE
    )
    def take_back_pick(self, request, comments):
        self._pick(request, comments, is_picked=False)

    def _pick(self, request, comments, *, is_picked):
        chosen = list(seen.as_seen(request, comments.select_related(None)))
        changed = sum(comment.pick(is_picked=is_picked) for comment in chosen)
        if changed:
            text = ngettext("%d comment changed.", "%d comments changed.", changed) % changed
            self.message_user(request, text, messages.SUCCESS)
        if changed < len(chosen):
            text = _("Only approved comments can be picked, as you see them, and only once.")
            self.message_user(request, text, messages.WARNING)

    def _decide(self, request, comments, verb):
        reason = reason_in(request)
        if problem := problem_with(reason):
            self.message_user(request, problem, messages.ERROR)
            return
        decided = missed = 0
        for comment in seen.as_seen(request, comments.select_related(None).iterator()):
            if verb(comment, by=request.user, reason=reason):
                decided += 1
            else:
                missed += 1
        if decided:
            text = ngettext("%d comment decided.", "%d comments decided.", decided) % decided
            self.message_user(request, text, messages.SUCCESS)
        if missed:
            text = ngettext(
                "%d comment was left as it is: somebody else had decided it, or its text changed.",
                "%d comments were left as they are: somebody else had decided them, "
                "or their text changed.",
                missed,
            )
            self.message_user(request, text % missed, messages.WARNING)


def _thread_around(comment):
    """What a moderator needs of a thread of any length: its root, and what stands close by."""
    root = comment.thread or comment
    in_thread = Comment.objects.filter(thread=root)
    before = in_thread.filter(pk__lt=comment.pk).order_by("-pk")[:SHOWN_BEFORE]
    after = in_thread.filter(pk__gt=comment.pk).order_by("pk")[:SHOWN_AFTER]
    shown = {other.pk: other for other in (root, *before, comment, *after)}
    left_out = in_thread.count() + 1 - len(shown)
    return {"thread": sorted(shown.values(), key=lambda other: other.pk), "left_out": left_out}
