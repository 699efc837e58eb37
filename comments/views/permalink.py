from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from comments.models import Comment, DiscussionSettings
from comments.reading.paging import address_of
from posts.views.answers import read_only


@read_only
def permalink(request, pk):
    """To the comment in its place; for those who may decide on what others can't see, to that."""
    comment = Comment.objects.select_related("post", "thread").filter(pk=pk).first()
    if comment is not None and comment.is_public:
        return HttpResponseRedirect(address_of(comment, DiscussionSettings.current()))
    # Asked whether there is one or not: the answers must not differ, not even in a Vary header.
    if Comment.objects.filter(pk=pk).may_be_moderated_by(request.user).exists():
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))
    raise Http404
