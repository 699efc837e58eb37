"""`make bench-keys`: a scripted moderator decides a hundred waiting replies in a real browser.

Twice, each on a fresh site with its own server: by single keys, and with the buttons alone in a
browser without JavaScript. They don't pause to read, so this is what the desk itself takes. At the
end the database must say what was meant.
"""

import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

NUMBER, ONE_IN = 100, 20  # of so many decisions one is a slip, undone and decided anew
MEANT = {"approve": "approved", "spam": "spam", "remove": "removed", "reply": "approved"}
KEYS = {"approve": "a", "spam": "s", "remove": "t"}
ANSWER = "Thank you. What would you try first?"
FILL = """
import json, random
from datetime import timedelta
from django.utils import timezone
from comments.models import Comment
from comments.moderation import Status
from tests.factories import make_comment, make_post

Comment.objects.filter(status=Status.PENDING).update(status=Status.SPAM)
chance, now = random.Random(4), timezone.now()
kind = {
    "approve": "notebook interface taste question mentor quarter review habit sketch release draft "
        "argument colleague paper reader lesson doubt example practice patience",
    "spam": "casino bonus loan crypto wallet profit cheap backlinks pills followers jackpot spins "
        "guaranteed deposit winner offer discount whatsapp agent click",
    "remove": "idiot nonsense shame liar stupid pathetic clown rubbish fool ashamed garbage joke "
        "worthless ridiculous moron hopeless fake loser boring awful",
}
kind["reply"] = kind["approve"]
verbs = ["approve"] * 60 + ["spam"] * 25 + ["remove"] * 10 + ["reply"] * 5
chance.shuffle(verbs)
posts = [make_post(title=f"Post {n}", slug=f"bench-{n}") for n in range(5)]
plan = {}
for number, verb in enumerate(verbs):
    words = [chance.choice(kind[verb].split()) for _ in range(chance.randrange(12, 60))]
    comment = make_comment(
        post=posts[number % 5], status=Status.PENDING, author_name=f"Reader {number}",
        body=" ".join(words).capitalize() + ".", network=f"198.51.100.{number}",
        submitted_at=now - timedelta(minutes=500 - number), is_answer=number % 6 == 0,
    )
    plan[comment.pk] = verb
print(json.dumps(plan))
"""
# From the press of a key until what follows is painted.
WATCH = """
window.taken = [];
let pressed = 0;
addEventListener("keydown", (event) => { pressed ||= event.timeStamp; }, true);
const paint = () => requestAnimationFrame(() => setTimeout(() => {
  if (pressed) taken.push(performance.now() - pressed);
  pressed = 0;
}));
addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
  const isNext = (node) => node.id === "detail";
  if (changes.some((change) => [...change.addedNodes].some(isNext))) paint();
}).observe(document.body, { childList: true, subtree: true }));
"""
READY = "#detail[data-pk='{pk}']:not([inert])"
SHOWN = """previous => {
  const pk = document.querySelector("#detail:not([inert])")?.dataset.pk;
  return pk !== previous && pk;
}"""


def main():
    from tests.benchmarks.in_process import configure

    with tempfile.TemporaryDirectory() as folder:
        configure(folder)
        import django

        django.setup()
        from tests.servers import collect_static

        static = collect_static(Path(folder) / "static")
        by_keys = measure(Path(folder) / "keys", static, by_keys=True)
        plainly = measure(Path(folder) / "plain", static, by_keys=False)
    print(f"{'':36}{'by keys':>10}{'without JS':>12}")
    for name in by_keys:
        print(f"{name:36}{by_keys[name]:>10}{plainly.get(name, ''):>12}")


def measure(folder, static, *, by_keys):
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM_ARGUMENTS
    from tests.browser.people import sign_in
    from tests.servers import find_chromium, served, working

    with served(
        folder, static_root=static, TASKS_BACKEND="django_tasks_db.DatabaseBackend"
    ) as site:
        plan = {int(pk): verb for pk, verb in json.loads(_last_line(site)).items()}
        with working(site), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS
            )
            context = browser.new_context(base_url=site.url, java_script_enabled=True)
            page = context.new_page()
            sign_in(page, "demo-moderator")
            if not by_keys:
                context = browser.new_context(
                    base_url=site.url, java_script_enabled=False,
                    storage_state=context.storage_state(),
                )  # fmt: skip
                page = context.new_page()
            figures = (_by_keys if by_keys else _by_buttons)(page, site, plan)
            browser.close()
        _check(site, plan)
    return figures


def _last_line(site):
    return site.manage("shell", "-c", FILL).splitlines()[-1]


def _by_keys(page, site, plan):
    requests, presses = [], Counter()
    page.add_init_script(WATCH)
    page.goto("/moderation/")
    page.on("request", lambda request: requests.append(request.method))
    page.wait_for_load_state("networkidle")
    page.evaluate("taken.length = 0")

    def press(key, count="keys"):
        presses[count] += 1
        page.keyboard.press(key)

    started, pk = time.monotonic(), ""
    for number in range(len(plan)):
        pk = page.wait_for_function(SHOWN, arg=pk).json_value()
        verb, ready = plan[int(pk)], READY.format(pk=pk)
        if number % ONE_IN == ONE_IN // 2:
            press("s")
            page.wait_for_selector(ready, state="detached")
            press("u")
            page.wait_for_selector(ready)
        if verb == "reply":
            press("r")
            page.keyboard.type(ANSWER)
            presses["letters"] += len(ANSWER)
            press("Control+Enter")
        else:
            press(KEYS[verb])
    shown = time.monotonic() - started
    _wait_until_nothing_waits(site)
    taken = sorted(page.evaluate("taken"))
    return {
        "seconds, last key pressed": round(shown, 1),
        "seconds, all stored": round(time.monotonic() - started, 1),
        "key presses": presses["keys"],
        "letters of the replies": presses["letters"],
        "ms from key to next, median": round(statistics.median(taken)),
        "ms from key to next, 95th": round(taken[int(len(taken) * 0.95)]),
        "requests": len(requests),
        "of them POST": requests.count("POST"),
    }


def _by_buttons(page, site, plan):
    requests, clicks = [], 0
    page.goto("/moderation/")
    page.on("request", lambda request: requests.append(request.method))
    started = time.monotonic()
    for number in range(len(plan)):
        pk = page.locator("#detail").get_attribute("data-pk")
        verb = plan[int(pk)]
        if number % ONE_IN == ONE_IN // 2:
            page.locator("#detail [data-key=s]").click()
            page.locator("#notice [data-key=u]").click()
            page.goto(f"/moderation/{pk}/")
            clicks += 3
        if verb == "reply":
            page.locator("#detail [data-key=r]").click()
            page.locator("#detail [name=body]").fill(ANSWER)
            page.locator("#detail [name=body] ~ button, #detail .replying button").first.click()
            clicks += 2
        else:
            page.locator(f"#detail [data-key={KEYS[verb]}]").click()
            clicks += 1
    shown = time.monotonic() - started
    _wait_until_nothing_waits(site)
    return {
        "seconds, last key pressed": round(shown, 1),
        "seconds, all stored": round(time.monotonic() - started, 1),
        "key presses": f"{clicks} clicks",
        "requests": len(requests),
        "of them POST": requests.count("POST"),
    }


def _wait_until_nothing_waits(site):
    deadline = time.monotonic() + 60
    while site.query("SELECT COUNT(*) FROM comments_comment WHERE status = 'pending'") != [(0,)]:
        if time.monotonic() > deadline:
            sys.exit("Something still waits.")
        time.sleep(0.05)


def _check(site, plan):
    wrong = 0
    for pk, verb in plan.items():
        status = site.query(f"SELECT status FROM comments_comment WHERE id = {pk}")[0][0]
        wrong += status != MEANT[verb]
    replies = site.query(
        f"SELECT COUNT(*) FROM comments_comment WHERE body = '{ANSWER}' AND status = 'approved'"
    )[0][0]
    if wrong or replies != Counter(plan.values())["reply"]:
        sys.exit(f"{wrong} stand otherwise than meant; {replies} replies.")


if __name__ == "__main__":
    main()
