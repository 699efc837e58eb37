"""nginx, two web processes, worker, sweeper, PostgreSQL, Redis and a mail server, on loopback.

All of it as config/deploy has it: its files with ports and paths of the test, its commands, and of
this machine's environment nothing but the path.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import psycopg

from tests.deployment.browser import Browser, ask
from tests.deployment.rendered import environment, rendered, unit
from tests.mail_server import MailServer
from tests.servers import ROOT

HOST = "notes.example.org"
STARTS_WITHIN = 60  # seconds
PASSWORD = "a-long-password-of-hers"
FILLED = f"""
from comments.models import DiscussionSettings
from tests.factories import make_moderator, make_post
DiscussionSettings.current()
make_moderator(username="mona", password="{PASSWORD}")
print(make_post(slug="a-post", title="A post on a machine").pk)
"""
NGINX = """
daemon off;
{user}
pid {folder}/{name}.pid;
error_log {folder}/{name}-start.log;
worker_processes 1;
events {{}}
http {{
    include /etc/nginx/mime.types;
    gzip on;  # as Debian has it
    {temporary}
    include {folder}/{name}-site.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Machine:
    def __init__(self, folder, static_root, postgres, redis):
        self.folder, self.static_root = folder, static_root
        self.http, self.https, *self.web = _free_ports(4)
        self.redirecting_behind, self.https_behind = _free_ports(2)
        self.postgres, self.redis = postgres, redis
        self.mail = MailServer()
        self.running = {}

    def browser(self, address="127.0.0.1", port=None):
        return Browser(port or self.https, self.folder / "fullchain.pem", address)

    def query(self, sql):
        with psycopg.connect(self.postgres, autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    def log(self, name):
        return (self.folder / name).read_text()

    def manage(self, *arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def start_web(self, port):
        with_port = {"BIND": unit("notes-web@.service")["Environment"].removeprefix("BIND=")}
        with_port["BIND"] = with_port["BIND"].replace("%i", str(port))
        self.start(f"web-{port}", "notes-web@.service", **with_port)
        wait_until(lambda: ask(port, "/readyz")[0] == 200, self, f"web-{port}")

    def start(self, name, service, **more):
        words = unit(service)["ExecStart"].split()
        if words.pop(0) != "/srv/notes/.venv/bin/python":
            raise AssertionError(f"{service} starts something else")
        self._run(name, [sys.executable, *words], env=self.environment | more)

    def stop(self, name):
        self.running[name].terminate()
        self.running.pop(name).wait()

    def prepare(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
             "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        filled_in = rendered(
            "notes.env",
            {
                "AT_LEAST_50_CHARACTERS": "only-for-this-test-" * 4,
                "submission://USER:PASSWORD@smtp.example.org:587": self.mail.url,
                "DATABASE_URL=sqlite:////var/lib/notes/notes.sqlite3": "",
                "#DATABASE_URL=postgres://notes:PASSWORD@127.0.0.1:5432/notes": (
                    f"DATABASE_URL={self.postgres}"
                ),
                "#CACHE_URL=redis://127.0.0.1:6379/0": f"CACHE_URL={self.redis}",
            },
        )
        self.environment = {
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "STATIC_ROOT": str(self.static_root),
            **environment(filled_in),
        }
        self.manage("migrate", "--verbosity=0")
        self.manage("check", "--deploy", "--database=default", "--fail-level=WARNING")
        self.post = int(self.manage("shell", "--verbosity=0", "-c", FILLED))

    def start_nginx(self):
        self._start_nginx("nginx", self.http, self.https, {})

    def start_nginx_behind_a_balancer(self):
        """Another one, with the lines that the file has for that: 127.0.0.0/9 are the balancers."""
        lines = {
            "#set_real_ip_from 10.0.0.0/8;": "set_real_ip_from 127.0.0.0/9;",
            "#real_ip_header": "real_ip_header",
            "#real_ip_recursive": "real_ip_recursive",
            "shared:notes:2m": "shared:notes_behind:2m",
        }
        self._start_nginx("behind", self.redirecting_behind, self.https_behind, lines)

    def _start_nginx(self, name, http, https, lines):
        site = rendered(
            "nginx.conf",
            {
                "listen [::]:80;": "",
                "listen [::]:443 ssl http2;": "",
                "listen 80;": f"listen 127.0.0.1:{http};",
                "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
                "127.0.0.1:8000": f"127.0.0.1:{self.web[0]}",
                "127.0.0.1:8001": f"127.0.0.1:{self.web[1]}",
                "/etc/ssl/notes/": f"{self.folder}/",
                "/var/log/nginx/": f"{self.folder}/",
                "/srv/notes/var/static/": f"{self.static_root}/",
                **lines,
            },
        )
        (self.folder / f"{name}-site.conf").write_text(site)
        main = NGINX.format(
            name=name,
            user="user root;" if os.geteuid() == 0 else "",
            folder=self.folder,
            temporary=" ".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in TEMPORARY),
        )
        (self.folder / f"{name}.conf").write_text(main)
        command = [find_nginx(), "-c", str(self.folder / f"{name}.conf")]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        if checked.returncode or "[warn]" in checked.stderr:
            raise AssertionError(checked.stderr)
        self._run(name, command)
        wait_until(lambda: ask(http, "/healthz")[0] == 200, self, name)

    def _run(self, name, command, **options):
        with (self.folder / f"{name}.log").open("a") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, **options
            )


@contextmanager
def deployed(folder, static_root, *, postgres, redis):
    with ExitStack() as undoing:
        machine = Machine(folder, static_root, postgres, redis)
        undoing.enter_context(machine.mail)
        undoing.callback(lambda: [machine.stop(name) for name in list(machine.running)])
        machine.prepare()
        for port in machine.web:
            machine.start_web(port)
        machine.start("worker", "notes-worker.service")
        machine.start("sweeper", "notes-sweeper.service")
        machine.start_nginx()
        yield machine


def find_nginx():
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def wait_until(holds, machine, name):
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        try:
            if holds():
                return
        except (OSError, json.JSONDecodeError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"Not in time:\n{machine.log(f'{name}.log')}")


def _free_ports(number):
    probes = [socket.socket() for _number in range(number)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
