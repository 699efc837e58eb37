"""What tests of the admin's post pages share: addresses, a filled-in form, what comes back."""

from datetime import timedelta

from django.utils import timezone

LIST, ADD = "/admin/posts/post/", "/admin/posts/post/add/"
TOMORROW = timezone.now() + timedelta(days=1)


def page_of(post):
    return f"/admin/posts/post/{post.pk}/change/"


def written(**overrides):
    """What the browser sends for a new post."""
    return {
        "title": "New post",
        "slug": "",
        "author": "",
        "standfirst": "What it is about.",
        "body": "Some text.",
        "question": "What will you try?",
        "source_title": "",
        "source_url": "",
        "tags": "",
        "status": "draft",
        "published_at_0": "",
        "published_at_1": "",
        "accepts_comments": "on",
        **overrides,
    }


def act(client, action, *posts):
    form = {"action": action, "_selected_action": [post.pk for post in posts], "index": 0}
    return client.post(LIST, form, follow=True)


def act_on_its_page(client, action, post):
    form = {"CHANGE_FORM-action": action, "_selected_action": post.pk}
    return client.post(page_of(post), form, follow=True)


def messages_of(answer):
    return [str(message) for message in answer.context["messages"]]


def errors_of(answer):
    return {name: list(errors) for name, errors in answer.context["adminform"].form.errors.items()}
