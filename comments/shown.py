"""What of the conversation pages show, and who may have written what they show."""

from posts.pagecache.triggers import Shown, put_in_order

SHOWN = (
    # A held reply is nobody's news. What was taken down stands as a mark where others hang on it.
    Shown(
        "comments_comment",
        post="post_id",
        columns=(
            "status", "body_html", "author_name", "author_url", "user_id", "is_confirmed",
            "is_answer", "is_picked", "parent_id", "thread_id", "submitted_at", "edited_at",
        ),
        when="{row}.status = 'approved' OR {row}.has_replies",
    ),
    Shown("comments_discussionsettings"),
    Shown("auth_user", columns=("is_staff", "is_active")),
)  # fmt: skip


def note_changes(using, **signal):
    put_in_order(SHOWN, using)
