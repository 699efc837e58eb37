from django.http import JsonResponse

from comments.readers.exporting import everything_under
from comments.views.my_replies import with_proof
from comments.views.private import keep_private
from posts.views.answers import read_only


@read_only
@with_proof
def my_replies_export(request, address):
    readable = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(everything_under(address), json_dumps_params=readable)
    response.headers["Content-Disposition"] = 'attachment; filename="my-replies.json"'
    return keep_private(response)
