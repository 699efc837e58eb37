"""What watched terms find in a reply."""

from tests.comments.scene import last_comment
from tests.factories import make_post, post_reply


def evidence(client, **form):
    """What was found, as [(field, text)]; [] when the reply was approved."""
    response = post_reply(client, make_post(), **form)
    assert response.status_code == 303
    comment = last_comment()
    if not comment.findings:
        assert comment.status == "approved"
        return []
    (finding,) = comment.findings
    assert finding["rule"] == "watched_terms"
    assert comment.status in {"pending", "spam"}
    originals = {"body": comment.body, "author_name": comment.author_name}
    for span in finding["evidence"]:
        if span["field"] in originals and span["end"]:
            original = originals[span["field"]][span["start"] : span["end"]]
            assert original == span["text"]
    return [(span["field"], span["text"]) for span in finding["evidence"]]
