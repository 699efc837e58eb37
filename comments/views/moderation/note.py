from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.desk.notices import GOOD, notice
from comments.forms.desk import NoteForm, problem_of
from comments.views.moderation.about import on_a_comment
from comments.views.moderation.answers import answer, refusal

SAME_PRESS = timedelta(minutes=1)


@on_a_comment()
def note(request, comment):
    form = NoteForm(request.POST)
    if not form.is_valid():
        return refusal(request, comment, problem_of(form), status=422)
    written = {"by": request.user, "text": form.cleaned_data["text"]}
    recent = comment.notes.filter(at__gt=timezone.now() - SAME_PRESS, **written)
    if not recent.exists():  # a double click writes it once
        comment.notes.create(**written)
    said = notice(_("Noted. Only moderators see it."), GOOD)
    return answer(request, said, pk=comment.pk, stays=True)
