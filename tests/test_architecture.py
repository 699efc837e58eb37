"""Which way imports run, and who may touch what: read from the syntax trees."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {"posts": {"comments", "config", "tests"}, "comments": {"config", "tests"}}
MARKED_SAFE = {
    # What nh3 sanitised when it was stored, and the thread that is joined from it.
    "comments/reading/conversation.py",
}
# What templates print as it is, and where it was made clean; always by nh3, the last step there.
TRUSTED_IN_TEMPLATES = {
    "post.body_html": "posts.markdown, when it was saved",
    "page.body_html": "posts.markdown, when it was saved",
    "comment.body_html": "comments.markdown, when it was stored",
    "parent.body_html": "comments.markdown, when it was stored",
    "link.comment.body_html": "comments.markdown, when it was stored",
    "preview": "comments.markdown, just now",
    "shown": "comments.markdown, of our own examples",
    "quote.html": "comments.mail.quoting, out of a stored body_html",
    "text": "comments.desk.findings, which marks evidence in a stored body_html",
    "parent_text": "comments.desk.evidence",
    "detail.text": "comments.desk.evidence",
    "marked": "comments.desk.findings, of a text that is tried",
}
# Inside comments imports run one way: a room may import from those before it.
LAYERS = (
    {
        "addresses", "text", "looks", "hosts", "markdown", "likeness", "tokens", "client",
        "moderation", "guard", "limits",
    },
    # The row is the queue: a notification's task sends what is owed, and mail reads the rows.
    {"models", "mail", "shown"},
    {"rules", "surges"},
    {"submission"},
    {"watching"},
    {"readers", "purging", "forgetting", "leftovers"},
    {"forms"},
    {"reading"},
    {"desk"},
    {"roles", "checks", "demo"},
    {"views", "admin", "templatetags", "management", "apps", "urls", "converters"},
)  # fmt: skip
# Values in, values out: these know no table, no request and no setting but through Django itself.
PURE = {
    "addresses",
    "text",
    "hosts",
    "likeness",
    "looks",
    "markdown",
    "tokens",
    "moderation.verdicts",
    "desk.charts",
    "desk.difference",
    "desk.evidence",
    "desk.rows",
    "desk.rule_names",
    "desk.spreadsheet",
    "desk.timeline",
    "reading.comment_markup",
    "reading.comment_words",
    "reading.own_places",
    "reading.threads",
    "mail.names",
    "mail.plain",
    "mail.quoting",
    "mail.unlinked",
    "mail.veiled",
}


def sources(app):
    return sorted(p for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts)


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("app", FORBIDDEN)
def test_apps_import_only_what_they_may_know(app):
    offences = [
        (str(path.relative_to(ROOT)), module)
        for path in sources(app)
        for module in imported(ast.parse(path.read_text("utf-8")))
        if module.split(".")[0] in FORBIDDEN[app]
    ]
    assert offences == []


def test_inside_comments_imports_run_one_way():
    level = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
    offences = []
    for path in sources("comments"):
        room = path.relative_to(ROOT / "comments").parts[0].removesuffix(".py")
        for module in imported(ast.parse(path.read_text("utf-8"))):
            parts = module.split(".")
            if room == "__init__" or parts[0] != "comments" or len(parts) < 2:
                continue
            if level[parts[1]] > level[room]:
                offences.append((str(path.relative_to(ROOT)), module))
    assert offences == []


@pytest.mark.parametrize("module", sorted(PURE))
def test_pure_modules_know_nothing_but_pure_modules(module):
    path = ROOT / "comments" / f"{module.replace('.', '/')}.py"
    known = set(imported(ast.parse(path.read_text("utf-8"))))
    ours = {name.removeprefix("comments.") for name in known if name.startswith("comments")}
    rooms = {name.partition(".")[0] for name in PURE if "." in name}
    assert ours <= PURE | rooms
    assert not any(name.startswith(("django.db", "django.http", "django.conf")) for name in known)


def test_only_moderation_gives_a_comment_its_status():
    offences = []
    for path in sources("comments"):
        if "moderation" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AugAssign)
                else []
            )
            sets = any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets)
            updates = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"update", "create", "bulk_update", "update_or_create"}
                and any(keyword.arg == "status" for keyword in node.keywords)
            )
            if sets or updates:
                offences.append((str(path.relative_to(ROOT)), node.lineno))
    assert offences == []


def test_markup_is_trusted_only_where_it_is_known_to_be_clean():
    found = {
        str(path.relative_to(ROOT))
        for app in ("posts", "comments", "config")
        for path in sources(app)
        if "mark_safe" in path.read_text("utf-8")
    }
    assert found <= MARKED_SAFE


def test_templates_trust_only_what_is_known_to_be_clean():
    trusted = {
        expression
        for path in (ROOT / "templates").rglob("*.*")
        for expression in re.findall(r"{{\s*(\S+?)\|safe", path.read_text("utf-8"))
    }
    assert trusted == TRUSTED_IN_TEMPLATES.keys()


def test_escaping_is_switched_off_in_plain_text_alone():
    offences = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.*")
        if path.suffix != ".txt" and "autoescape off" in path.read_text("utf-8")
    ]
    assert offences == []


def test_templates_hold_no_inline_script_or_style():
    offences = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        if any(sign in text for sign in ("<style", "style=", "<script>", "onclick=", "onload=")):
            offences.append(str(path.relative_to(ROOT)))
    assert offences == []
