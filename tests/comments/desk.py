"""What a moderator does in the admin: the list, one comment's page, a decision."""

from django.contrib.messages import get_messages

LIST = "/admin/comments/comment/"


def page_of(comment):
    return f"{LIST}{comment.pk}/change/"


def rows(response):
    """The ids on the list, in its order."""
    return [comment.pk for comment in response.context["cl"].result_list]


def seen(comment):
    return f"{comment.pk}:{comment.status}:{comment.revision}"


def decide(client, action, *comments, saw=None):
    """As the list's form sends it: the action, the ticked rows, and what was seen of each."""
    form = {
        "action": action,
        "_selected_action": [comment.pk for comment in comments],
        "seen": [seen(comment) for comment in comments] if saw is None else saw,
    }
    return client.post(LIST + "?status=all", form)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]
