from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments import surges
from comments.desk import notices
from comments.models import Surge
from comments.views.moderation.rights import moderators_only


@moderators_only
@require_POST
def end_surge(request):
    if not request.user.has_perm("comments.moderate_comment"):
        raise Http404
    current = Surge.objects.current()
    if current is not None and surges.end(current, by=request.user):
        text = _("New guests are let in again as usual. What was held waits for you.")
        said = notices.notice(text)
    else:
        said = notices.notice(_("It was over already."), notices.INFO)
    notices.leave(request, said)
    return HttpResponseRedirect(reverse("moderation:desk"), status=303)
