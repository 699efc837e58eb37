"""What the last action of this session came to, shown with its Undo until the next one."""

KEY = "desk_notice"
GOOD, INFO, BAD = "good", "info", "bad"


def notice(text, tone=GOOD, **more):
    """`more`: undo and undo_label, more and more_label (addresses), mails_gone, poll."""
    empty = {
        "undo": "",
        "undo_label": "",
        "mails_gone": "",
        "more": "",
        "more_label": "",
        "poll": "",
    }
    return {**empty, "text": str(text), "tone": tone, **more}


def leave(request, said):
    request.session[KEY] = said


def current(request):
    return request.session.get(KEY)
