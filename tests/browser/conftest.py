from pathlib import Path

import pytest

from tests.browser.moderating import FILL, Queue, queues_of, signed_in_state
from tests.servers import find_chromium, served

CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NO_FLOOD_LIMIT = (
    "from comments.models import DiscussionSettings as D; D.current(); "
    "D.objects.update(flood_seconds=0)"
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(static_root, tmp_path_factory):
    """The demo, served; every reader here has the same address, so the flood rule is off."""
    folder = tmp_path_factory.mktemp("site")
    with served(folder, static_root=static_root, script=NO_FLOOD_LIMIT) as site:
        yield site


@pytest.fixture(scope="package")  # not the session: other tests' databases want no event loop
def chromium():
    executable = find_chromium()
    if executable is None:
        pytest.skip("Chromium is not installed (for example: apt install chromium)")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # milliseconds; other tests want the machine as well

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """A function that opens a browser of its own on a path: another person, another machine."""
    contexts = []

    def open_at(path="/", **options):
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        context = chromium.new_context(base_url=site.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console",
            lambda message: message.type == "error" and page.problems.append(message.text),
        )
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def desk_site(static_root, tmp_path_factory):
    """A site of the moderators' own, with a heap of small queues: each test takes the next."""
    folder = tmp_path_factory.mktemp("desk")
    with served(folder, static_root=static_root, script=FILL) as site:
        site.queues = queues_of(site)
        site.signed_in = {}
        yield site


@pytest.fixture
def queue(desk_site):
    """Replies that wait on a post of their own, in the order in which they came."""
    return Queue(desk_site, *desk_site.queues.pop())


@pytest.fixture
def moderate(desk_site, chromium):
    """A function that opens the desk, or another page, as a moderator who is signed in."""
    contexts = []

    def open_at(path, *, login="demo-moderator", **options):
        if login not in desk_site.signed_in:
            desk_site.signed_in[login] = signed_in_state(chromium, desk_site, login)
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        context = chromium.new_context(
            base_url=desk_site.url, storage_state=desk_site.signed_in[login], **options
        )
        contexts.append(context)
        page = context.new_page()
        page.problems, page.asked = [], []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda asked: page.asked.append(asked))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
