"""`make demo`: set up what is missing, then serve the blog and run its workers until Ctrl-C."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
ENV_FILE = BASE_DIR / ".env"
STATIC_STAMP = BASE_DIR / "var" / "static" / "staticfiles.json"
HOST = "127.0.0.1"


def main():
    port = _port()
    _write_env_file(port)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SITE_URL": f"http://{HOST}:{port}",
        "BIND": f"{HOST}:{port}",
    }
    _prepare()
    _serve(port)


def _port():
    try:
        port = int(os.environ.get("PORT") or 8000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
    except (OSError, ValueError, OverflowError):
        wanted = os.environ.get("PORT") or 8000
        sys.exit(f"Port {wanted} can't be used; another may be free: make demo PORT=8001")
    return port


def _write_env_file(port):
    if ENV_FILE.exists():
        return
    ENV_FILE.write_text(
        "# Written by the demo. DEMO=1 means: http on loopback, and logins that anybody knows.\n"
        "DEMO=1\n"
        f"SECRET_KEY={secrets.token_urlsafe(60)}\n"
        f"SITE_URL=http://{HOST}:{port}\n"
        "MAIL_URL=file:/var/mail\n"
        "MAIL_FROM=Mentoring Notes <notes@example.org>\n"
    )
    ENV_FILE.chmod(0o600)


def _prepare():
    (BASE_DIR / "var").mkdir(exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    if not settings.DEMO:
        sys.exit("The .env file here is not the demo's: DEMO=1 is missing. Nothing was changed.")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("fill_demo", verbosity=0)
    if _static_files_changed():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _static_files_changed():
    if not STATIC_STAMP.exists():
        return True
    collected = STATIC_STAMP.stat().st_mtime
    ours = [
        path for app in ("posts", "comments") for path in (BASE_DIR / app / "static").rglob("*")
    ]
    ours.append(BASE_DIR / "requirements" / "app.txt")
    return any(path.stat().st_mtime > collected for path in ours)


def _serve(port):
    children = [
        _start("-m", "gunicorn", "-c", "config/gunicorn.conf.py", "config.wsgi"),
        _start("manage.py", "db_worker", "--no-startup-delay"),
        _start("manage.py", "send_owed_mail", "--every", "30"),
    ]
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: sys.exit(0))
    try:
        _wait_until_up(port, children[0])
        _print_welcome(port)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        sys.exit("The web server or a worker ended by itself; its last lines are above.")
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait()


def _start(*arguments):
    return subprocess.Popen([sys.executable, *arguments], cwd=BASE_DIR)  # noqa: S603 (our own)


def _wait_until_up(port, server):
    for _attempt in range(200):
        if server.poll() is not None:
            sys.exit("The web server did not start; its last lines are above.")
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)


def _print_welcome(port):
    from posts.demo import PASSWORD

    print(
        f"""
Mentoring Notes is served at http://{HOST}:{port}/

  Sign in at http://{HOST}:{port}/admin/, every password is: {PASSWORD}
    demo-moderator   reads what waits, and decides
    demo-editor      writes posts
    demo-admin       may do everything

  Ctrl-C stops it. Everything is kept in var/; `make clean` throws it away.
""",
        flush=True,
    )


if __name__ == "__main__":
    main()
