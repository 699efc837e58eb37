from django.views.decorators.http import require_http_methods

from comments.desk import by_mail
from comments.desk.deciding import Conflicting
from comments.desk.wording import mails_in_words
from comments.forms.removal import RemovalForm
from comments.guard import from_our_pages
from comments.models import Comment
from comments.views.answers import link_gone
from comments.views.private import private_page


@require_http_methods(["GET", "HEAD", "POST"])
@from_our_pages
def decide_by_mail(request, token):
    """Scanners follow links: looking shows the comment, and only a button decides."""
    link = by_mail.open_link(token)
    if link is None:
        return link_gone(request)
    is_pressed = request.method == "POST"
    if by_mail.needs_sign_in():
        context = {"comment": link.comment}
        status = 403 if is_pressed else 200
        return private_page(request, "comments/decide_signed_in.html", context, status=status)
    if not is_pressed:
        return _page(request, link)
    verb = request.POST.get("verb")
    if verb == "undo":
        return _undo(request, link)
    if verb not in by_mail.VERBS:
        return link_gone(request)
    return _decide(request, link, verb)


def _decide(request, link, verb):
    form = RemovalForm(request.POST if verb == "remove" else None)
    if verb == "remove" and not form.is_valid():
        return _page(request, link, form=form, status=422)
    try:
        decided = link.decide(verb, **(form.cleaned_data if verb == "remove" else {}))
    except Conflicting:
        return _page(request, link, said="conflict", form=form, status=409)
    except Comment.DoesNotExist:
        return link_gone(request)
    return _page(request, link, said="done" if decided.is_new else "again")


def _undo(request, link):
    try:
        undoing = link.take_back()
    except Comment.DoesNotExist:
        return link_gone(request)
    if undoing is None and not link.is_taken_back():
        return _page(request, link, said="conflict", status=409)
    mails_gone = mails_in_words(undoing.kinds_gone) if undoing else ""
    return _page(request, link, said="undone", mails_gone=mails_gone)


def _page(request, link, *, said="", form=None, mails_gone="", status=200):
    context = {"said": said, "form": form or RemovalForm(), "mails_gone": mails_gone}
    context |= by_mail.shown_by(link)
    return private_page(request, "comments/decide_by_mail.html", context, status=status)
