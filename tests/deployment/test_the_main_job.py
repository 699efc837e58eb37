"""Read, reply, approve, read again, through everything that a deployed site consists of."""

import gzip
import json
import re
import time

import pytest

from tests.deployment.browser import answer_of, ask
from tests.deployment.machine import HOST, PASSWORD, wait_until

pytestmark = pytest.mark.server

POST = "/posts/a-post/"
FORWARDED = {"Host": HOST, "X_Forwarded_Proto": "https"}
MAIL_WITHIN = 60  # seconds


def arrived(mail, address):
    deadline = time.monotonic() + MAIL_WITHIN
    while not mail.to(address) and time.monotonic() < deadline:
        time.sleep(0.1)
    return mail.to(address)


def replied(machine, name, address="127.0.0.1", port=None, **headers):
    form = {"name": name, "email": f"{name}@example.org", "body": f"{name} was here."}
    answer = machine.browser(address, port).post(
        f"{POST}reply/", form | {"confirm": "on"}, **headers
    )
    assert answer.status == 303
    said = f"SELECT id, ip_address FROM comments_comment WHERE author_name = '{name}'"
    ((pk, ip),) = machine.query(said)
    return pk, str(ip)


def lines_of_web(machine, request_id):
    """What web processes logged of it; the last line is written when its answer has left."""
    logged = "".join(machine.log(f"web-{port}.log") for port in machine.web)
    return [json.loads(line) for line in logged.splitlines() if request_id in line]


def moderator(machine):
    browser = machine.browser()
    form = {"csrfmiddlewaretoken": browser.token("/admin/login/"), "username": "mona"}
    answer = browser.post("/admin/login/?next=/moderation/", form | {"password": PASSWORD})
    assert (answer.status, answer.headers["Location"]) == (302, "/moderation/")
    return browser


def test_what_a_moderator_approves_is_there_at_the_next_request_of_each_process(machine):
    pages = [answer_of(port, POST, **FORWARDED).text for port in machine.web]
    pk, _address = replied(machine, "Rita")
    desk = moderator(machine)
    token = desk.token(f"/moderation/{pk}/")

    answer = desk.post(
        f"/moderation/{pk}/decide/",
        {"csrfmiddlewaretoken": token, "verb": "approve", "seen": "pending:1", "next": ""},
    )

    assert answer.status in {302, 303}
    assert all("A post on a machine" in page for page in pages)
    assert all("Rita was here." not in page for page in pages)
    for port in machine.web:
        assert "Rita was here." in answer_of(port, POST, **FORWARDED).text
    assert "Rita was here." in machine.browser().get(POST).text


def test_a_reply_is_counted_under_the_address_it_came_from_whatever_it_claims(machine):
    claims = {"X_Forwarded_For": "6.6.6.6", "X_Real_IP": "6.6.6.6", "Forwarded": "for=6.6.6.6"}

    _pk, address = replied(machine, "Ruth", "127.0.0.5", **claims)

    assert address == "127.0.0.5"


def test_behind_a_balancer_its_word_for_the_address_counts_and_no_client_s(machine):
    machine.start_nginx_behind_a_balancer()
    said_by_it = {"X_Forwarded_For": "6.6.6.6, 127.200.0.1"}

    _pk, passed_on = replied(machine, "Bea", "127.0.0.8", machine.https_behind, **said_by_it)
    _pk, claimed = replied(machine, "Carl", "127.200.0.2", machine.https_behind, **said_by_it)

    assert passed_on == "127.200.0.1"
    assert claimed == "127.200.0.2"


def test_a_mail_that_the_reply_owes_arrives(machine):
    replied(machine, "otto", "127.0.0.6")

    (mail,) = arrived(machine.mail, "otto@example.org")
    assert f"https://{HOST}/confirm/" in mail.get_body(["plain"]).get_content()


def test_etags_and_packed_bytes_pass_as_the_site_made_them(machine):
    direct = answer_of(machine.web[0], POST, Accept_Encoding="gzip", **FORWARDED)

    answer = machine.browser().get(POST, Accept_Encoding="gzip")
    again = machine.browser().get(
        POST, Accept_Encoding="gzip", If_None_Match=answer.headers["ETag"]
    )

    assert answer.headers["ETag"] == direct.headers["ETag"]
    assert answer.headers["ETag"].startswith('"')
    assert answer.headers["Content-Encoding"] == direct.headers["Content-Encoding"] == "gzip"
    assert "A post on a machine" in gzip.decompress(answer.body).decode()
    assert (again.status, again.body) == (304, b"")
    assert "Set-Cookie" not in answer.headers


def test_static_files_are_nginx_s_own_packed_and_kept_for_good(machine):
    path = re.search(r'href="(/static/[^"]+\.css)"', machine.browser().get(POST).text)[1]

    answer = machine.browser().get(path, Accept_Encoding="gzip")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Request-ID" not in answer.headers
    assert b"{" in gzip.decompress(answer.body)
    plain = re.sub(r"\.[0-9a-f]{12}\.", ".", path)
    assert machine.browser().get(plain).headers["Cache-Control"] == "max-age=60, public"


def test_probes_are_answered_by_address_and_readiness_to_whom_it_concerns(machine):
    assert ask(machine.http, "/healthz", "127.0.0.9") == (200, '{"alive": true}')
    status, said = ask(machine.http, "/readyz")
    assert (status, json.loads(said)["ready"]) == (200, True)
    assert set(json.loads(said).values()) == {True, "answers", "done", "in time"}
    assert ask(machine.http, "/readyz", "127.0.0.9")[0] == 403
    assert machine.browser().get("/readyz").status == 404
    assert ask(machine.http, "/search/?q=x")[0] == 301


def test_an_answer_s_id_is_in_the_logs_and_nobody_else_s_word_for_it(machine):
    answer = machine.browser().get("/nothing/", X_Request_ID="f" * 32)

    request_id = answer.headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", request_id)
    assert request_id != "f" * 32
    wait_until(lambda: len(lines_of_web(machine, request_id)) == 2, machine, "nginx")
    loggers = {line["logger"] for line in lines_of_web(machine, request_id)}
    assert loggers == {"django.request", "gunicorn.access"}
    wait_until(lambda: request_id in machine.log("notes.log"), machine, "nginx")


def test_no_log_holds_a_query_or_what_opens_a_mailed_link(machine):
    browser = machine.browser()
    for path in ("/search/?q=secret", "/confirm/46.1xVU0B.zV9Z/?secret", "/UNSUBSCRIBE/46.zV9Z/"):
        browser.get(path)

    wait_until(lambda: "/unsubscribe/" in machine.log("notes.log").lower(), machine, "nginx")
    written = "".join(path.read_text() for path in machine.folder.glob("*.log"))
    assert '"path":"/confirm/..."' in written
    assert '"path": "/confirm/\\u2026"' in written
    assert "zV9Z" not in written
    assert "secret" not in written


def test_what_is_larger_than_the_site_takes_is_refused_in_front_of_it(machine):
    assert machine.browser().post(f"{POST}reply/", {"body": "x" * 1_100_000}).status == 413


def test_web_processes_restarted_one_after_the_other_refuse_nobody(machine):
    answered = []
    for number, port in enumerate(machine.web):
        machine.stop(f"web-{port}")
        answered += [machine.browser().get(POST).status for _time in range(5)]
        replied(machine, f"Uma-{number}", f"127.0.1.{number + 1}")
        machine.start_web(port)

    assert answered == [200] * 10


def test_with_no_web_process_left_nothing_leaks_into_nginx_s_own_log(machine):
    for port in machine.web:
        machine.stop(f"web-{port}")
    try:
        answer = machine.browser().get("/confirm/46.1xVU0B.gone9Z/?q=gone-secret")
    finally:
        for port in machine.web:
            machine.start_web(port)

    written = "".join(path.read_text() for path in machine.folder.glob("*.log"))
    assert answer.status == 502
    assert '"status":"502"' in written
    assert "gone9Z" not in written
    assert "gone-secret" not in written
