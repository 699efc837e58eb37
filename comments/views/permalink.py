from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments.models import Comment


@require_safe
def permalink(request, pk):
    """To the comment in its place; for those who may decide on what others can't see, to that."""
    comment = Comment.objects.select_related("post").filter(pk=pk).first()
    if comment is None:
        raise Http404
    if comment.is_public:
        return HttpResponseRedirect(f"{comment.post.get_absolute_url()}#comment-{pk}")
    if Comment.objects.filter(pk=pk).may_be_moderated_by(request.user).exists():
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[pk]))
    raise Http404
