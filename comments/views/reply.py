from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from comments.client import address_of
from comments.forms.reply import HONEYPOT, ReplyForm, display_name_of, new_nonce
from comments.guard import from_our_pages
from comments.models import Comment, DiscussionSettings
from comments.readers import confirming, own_comments, proofs, saved_name
from comments.reading.conversation import why_closed
from comments.reading.paging import address_of_own
from comments.submission import Refused, Submission, submit
from comments.views.preview import preview_of
from posts.addresses import current_address
from posts.models import Post

PARENT_GONE = _lazy(
    "What you were replying to isn’t here any more. Your words are below: you can post them as a "
    "reply of their own."
)
# By hand: its writer is asked for where it isn't public alone, and its text is shown nowhere here.
_COLUMNS = ", ".join(
    field.column
    for field in Post._meta.concrete_fields
    if field.name not in {"body", "body_html", "contents"}
)
POST = f"SELECT {_COLUMNS} FROM posts_post WHERE slug = %s"  # noqa: S608 (names of columns)
STATUS_OF_REFUSAL = {
    "closed": 403, "needs_account": 403, "duplicate": 409, "flood": 429, "parent_gone": 403,
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def reply(request, slug, *, is_cross_site):
    post, status = _post(request, slug)
    if post is None:
        return _not_here(request, status, keeps_words=not is_cross_site)
    policy = DiscussionSettings.current()
    user = request.user if request.user.is_authenticated else None
    wanted = request.POST if request.method == "POST" else request.GET
    parent, parent_is_gone = _parent(post, wanted.get("to", ""))
    if request.method != "POST":
        initial = {
            **(saved_name.read(request) or _proved_name(request)),
            "to": parent.pk if parent else "",
            "nonce": new_nonce(),
            "is_answer": "answer" in request.GET,
        }
        form = ReplyForm(post=post, policy=policy, user=user, parent=parent, initial=initial)
        if parent_is_gone:
            # Not the plain page for it: who comes Back to this form finds their words in it.
            return _page(request, form, 404, PARENT_GONE)
        if note := why_closed(post, policy, user):
            return _page(request, form, 403, closed_note=note)
        return _page(request, form, 200)

    form = ReplyForm(request.POST, post=post, policy=policy, user=user, parent=parent)
    if is_cross_site:
        problem = _(
            "Your browser didn’t say that this came from our own page, so nothing was posted. "
            "If the words below are yours, press Post Comment again; if you didn’t write them, "
            "close this page."
        )
        return _page(request, form, 403, problem)
    if parent_is_gone:
        return _page(request, form, 403, PARENT_GONE, keeps_target=False)
    if user and "name" in request.POST:
        # The form was for a guest: signed in meanwhile, or sent here from elsewhere.
        problem = _("You are signed in: this would be posted as %(name)s. Post it again if so.")
        return _page(request, form, 409, problem % {"name": form.identity})
    if "preview" in request.POST:
        return _with_preview(request, form)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        comment = submit(_submission(request, form, policy))
    except Refused as refused:
        finding = refused.finding
        keeps_target = finding.rule != "parent_gone"
        status = STATUS_OF_REFUSAL[finding.rule]
        response = _page(request, form, status, finding.reason, keeps_target=keeps_target)
        if finding.retry_after:
            response.headers["Retry-After"] = str(finding.retry_after)
        return response
    mailed = confirming.needs_link(comment, form.cleaned_data)
    return _to_own_comment(request, form, comment, policy, mailed=mailed)


def _post(request, slug):
    """(the post, 200), or (None, the status that it answers this person with).

    Its own writer may know why a draft takes no replies; for others it isn't there.
    """
    post = next(iter(Post.objects.raw(POST, [slug])), None)
    if post is not None and post.is_published:
        return post, 200
    is_writer = request.user.is_authenticated and post and post.author.user == request.user
    return None, 403 if is_writer else 404


def _not_here(request, status, *, keeps_words):
    """The post is gone, or never was: whoever had written something gets it back to copy."""
    if keeps_words and request.method == "POST" and request.POST.get("body"):
        moved_to = current_address(request.path.removesuffix("reply/"))
        context = {"words": request.POST["body"], "moved_to": moved_to}
        response = render(request, "comments/words_to_copy.html", context, status=status)
        response.headers["Cache-Control"] = "private, no-store"
        return response
    if status == 403:
        raise PermissionDenied
    raise Http404


def _parent(post, wanted):
    """(comment to reply to, whether one was wanted and can't be had)."""
    if not wanted:
        return None, False
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19):
        return None, True
    parent = Comment.objects.approved().filter(post=post, pk=int(wanted)).first()
    return parent, parent is None


def _submission(request, form, policy):
    said = form.cleaned_data
    user = form.user
    return Submission(
        post=form.post,
        parent=form.parent,
        body=said["body"],
        author_name=display_name_of(user) if user else said["name"],
        author_email=user.email if user else said["email"],
        author_url="" if user else said["url"],
        is_answer=said.get("is_answer", False),
        user=user,
        address=None if user else proofs.address_of(request),
        ip_address=address_of(request),
        user_agent=request.headers.get("User-Agent", ""),
        honeypot=said[HONEYPOT],
        nonce=said["nonce"],
        policy=policy,
        then=partial(confirming.answer_wishes, said=said),
    )


def _proved_name(request):
    """Who saved no name may have confirmed an address: this page is theirs alone."""
    address = proofs.address_of(request)
    return {"name": address.name, "email": address.email} if address else {}


def _to_own_comment(request, form, comment, policy, *, mailed):
    address = address_of_own(comment, policy, mailed=mailed)
    response = HttpResponseRedirect(address, status=303)
    own_comments.remember(response, request, comment)
    if "save_my_name" in form.fields:
        saved_name.remember(response, form.cleaned_data)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _with_preview(request, form):
    """Nothing is stored, and nothing but the text is looked at: the rest may still be missing."""
    shown, problem, seconds = preview_of(request, form)
    for name in set(form.errors) - {"body"}:
        del form.errors[name]
    if seconds:
        response = _page(request, form, 429, problem)
        response.headers["Retry-After"] = str(seconds)
        return response
    return _page(request, form, 422 if problem else 200, preview=shown)


def _page(request, form, status, problem="", *, closed_note="", keeps_target=True, preview=""):
    """The form's own page. What was typed is shown again to the byte, whatever went wrong."""
    if form.is_bound and not keeps_target:
        form.data = form.data.copy()
        form.data["to"] = ""
    context = {
        "form": form,
        "post": form.post,
        "parent": form.parent,
        "problem": problem,
        "closed_note": closed_note,
        "preview": preview,
    }
    response = render(request, "comments/reply.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
