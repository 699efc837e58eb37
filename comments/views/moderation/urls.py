from django.urls import path

from comments import converters  # noqa: F401 registered by being read
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
    path("<row_id:pk>/watch/", watch, name="watch"),
    path("terms/", terms, name="terms"),
    path("terms/replay/", replay, name="replay"),
    path("try/", try_text, name="try_text"),
    path("surge/end/", end_surge, name="end_surge"),
    path("", desk, name="desk"),
    path("<row_id:pk>/", comment, name="comment"),
    path("<row_id:pk>/decide/", decide, name="decide"),
    path("<row_id:pk>/reply/", reply, name="reply"),
    path("<row_id:pk>/edit/", edit, name="edit"),
    path("<row_id:pk>/notes/", note, name="note"),
    path("decisions/<row_id:pk>/undo/", undo, name="undo"),
    path("undo/", undo_last, name="undo_last"),
    path("batches/", start_batch, name="start_batch"),
    path("batches/<row_id:pk>/", batch, name="batch"),
    path("batches/<row_id:pk>/undo/", undo_batch, name="undo_batch"),
    path("batches/<row_id:pk>/continue/", continue_batch, name="continue_batch"),
    path("preferences/", preferences, name="preferences"),
    path("preferences/keys/", switch_keys, name="switch_keys"),
]
