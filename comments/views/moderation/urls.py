from django.urls import path

from comments.views.moderation.batches import batch, continue_batch, start_batch, undo_batch
from comments.views.moderation.decide import decide
from comments.views.moderation.desk import comment, desk
from comments.views.moderation.edit import edit
from comments.views.moderation.log import figures, log, log_export
from comments.views.moderation.note import note
from comments.views.moderation.preferences import preferences
from comments.views.moderation.reply import reply
from comments.views.moderation.surge import end_surge
from comments.views.moderation.switch_keys import switch_keys
from comments.views.moderation.terms import replay, terms
from comments.views.moderation.try_text import try_text
from comments.views.moderation.undo import undo, undo_last
from comments.views.moderation.watch import watch

app_name = "moderation"
urlpatterns = [
    path("log/", log, name="log"),
    path("log/export/", log_export, name="log_export"),
    path("figures/", figures, name="figures"),
    path("<int:pk>/watch/", watch, name="watch"),
    path("terms/", terms, name="terms"),
    path("terms/replay/", replay, name="replay"),
    path("try/", try_text, name="try_text"),
    path("surge/end/", end_surge, name="end_surge"),
    path("", desk, name="desk"),
    path("<int:pk>/", comment, name="comment"),
    path("<int:pk>/decide/", decide, name="decide"),
    path("<int:pk>/reply/", reply, name="reply"),
    path("<int:pk>/edit/", edit, name="edit"),
    path("<int:pk>/notes/", note, name="note"),
    path("decisions/<int:pk>/undo/", undo, name="undo"),
    path("undo/", undo_last, name="undo_last"),
    path("batches/", start_batch, name="start_batch"),
    path("batches/<int:pk>/", batch, name="batch"),
    path("batches/<int:pk>/undo/", undo_batch, name="undo_batch"),
    path("batches/<int:pk>/continue/", continue_batch, name="continue_batch"),
    path("preferences/", preferences, name="preferences"),
    path("preferences/keys/", switch_keys, name="switch_keys"),
]
