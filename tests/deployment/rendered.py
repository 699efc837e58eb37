"""The files of config/deploy with this machine's paths and ports in place of theirs."""

from configparser import ConfigParser

from tests.servers import ROOT

DEPLOY = ROOT / "config" / "deploy"


def rendered(name, replacements):
    """The file's text; what is to be replaced must be in it."""
    text = (DEPLOY / name).read_text()
    for theirs, ours in replacements.items():
        if theirs not in text:
            raise AssertionError(f"{name} has no {theirs!r}")
        text = text.replace(theirs, str(ours))
    return text


def environment(text):
    """As systemd reads an EnvironmentFile with plain values."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def unit(name):
    """{option: value} of a unit's service."""
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(DEPLOY / "systemd" / name)
    return dict(parser["Service"])
