"""As many published posts as one likes, each of some four kilobytes and like no other."""

from datetime import timedelta
from functools import cache

from tests.benchmarks.progress import Silent
from tests.benchmarks.prose import Prose

PARAGRAPHS, IN_A_POST = 400, 9  # that posts share; of these in each
HEADINGS = ("Findings", "What follows", "What remains")
CATEGORIES, TAGS, TAGS_OF_A_POST = 8, 60, 3
BATCH = 500  # rows
EVERY = timedelta(minutes=20)  # a post


def make_posts(number, *, until, progress=None, prefix="bench"):
    """Their ids; the newest was published at `until`."""
    from posts.models import Category, Post, Tag, TaggedPost
    from tests.factories import make_author

    progress, author = progress or Silent(), make_author()
    labels = (_made(Category, CATEGORIES), _made(Tag, TAGS))
    made = []
    for start in range(0, number, BATCH):
        numbers = range(start, min(number, start + BATCH))
        posts = Post.objects.bulk_create(
            [_post(n, author, until - EVERY * (number - 1 - n), prefix) for n in numbers]
        )
        filed = [
            (post, labels[0][n % CATEGORIES], Prose(f"tags {n}").some(labels[1], TAGS_OF_A_POST))
            for n, post in zip(numbers, posts, strict=True)
        ]
        under = Post.categories.through
        under.objects.bulk_create(under(post=post, category=one) for post, one, _tags in filed)
        TaggedPost.objects.bulk_create(
            TaggedPost(content_object=post, tag=tag) for post, _one, tags in filed for tag in tags
        )
        made += [post.pk for post in posts]
        progress.add(len(posts))
    return made


def _made(model, number):
    """Categories, or tags."""
    words = [f"{Prose(f'{model.__name__} {n}').words(1)[0]} {n}" for n in range(number)]
    return [
        model.objects.get_or_create(slug=f"bench-{n}", defaults={"name": word})[0]
        for n, word in enumerate(words)
    ]


def _post(number, author, published_at, prefix):
    from posts.models import Post

    prose = Prose(f"post {number}")
    body, body_html, contents = _body(prose)
    return Post(
        title=f"{prose.sentence()[:150].rstrip('.')} {number}",
        slug=f"{prefix}-{number}",
        author=author,
        standfirst=prose.paragraph(2),
        body=body,
        body_html=body_html,
        contents=contents,
        question=f"{prose.sentence()} What will you try?",
        status=Post.Status.PUBLISHED,
        published_at=published_at,
        version=1,
    )


def _body(prose):
    """(Markdown, HTML, contents) put together from what is rendered once; its end is its own."""
    shared, headings = _rendered()
    own = prose.paragraph(4)
    pieces = [shared[prose.number(0, PARAGRAPHS - 1)] for _piece in range(IN_A_POST)]
    pieces.append((own, f"<p>{own}</p>\n", []))
    each = len(pieces) // len(headings)
    for place, heading in enumerate(headings):
        pieces.insert(place * (each + 1), heading)
    body = "\n\n".join(text for text, _html, _contents in pieces)
    return body, "".join(html for _text, html, _contents in pieces), [c for *_, c in pieces if c]


@cache
def _rendered():
    from posts.markdown import render_article

    def rendered(text):
        html, contents = render_article(text)
        return text, html, contents[0] if contents else []

    paragraphs = (Prose(f"paragraph {number}") for number in range(PARAGRAPHS))
    shared = [rendered(f"**{one.sentence()}** {one.paragraph(4)}") for one in paragraphs]
    return shared, [rendered(f"## {heading}") for heading in HEADINGS]
