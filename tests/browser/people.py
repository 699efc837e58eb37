"""What the three kinds of people do in a browser."""

FIRST_POST = "/posts/world-models-and-the-value-of-taste/"


def leave_a_reply(page, body, *, name="Noor Haddad", email="noor@example.org", **boxes):
    page.get_by_label("Comment *").fill(body)
    page.get_by_label("Name *").fill(name)
    page.get_by_label("Email *").fill(email)
    for label in boxes.get("tick", ()):
        page.get_by_label(label).check()
    page.get_by_role("button", name="Post Comment").click()


def sign_in(page, login):
    page.goto("/admin/")
    page.get_by_label("Username:").fill(login)
    page.get_by_label("Password:").fill("notes")
    page.get_by_role("button", name="Log in").click()


def decide(page, action):
    """On a comment's page in the admin."""
    page.locator("select[name$='action']").first.select_option(label=action)
    page.get_by_role("button", name="Go").or_(page.get_by_role("button", name="Run")).first.click()
