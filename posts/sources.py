"""What a post's source address and question say about themselves. Pure: text in, facts out."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"}
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIDEO_PATH = re.compile(r"/(?:shorts|live|embed|v)/([^/]+)/?")

# Where one sentence ends and another begins. No lower-case letter begins one: "e.g. this". Chinese
# and Japanese sentences follow each other without a space.
SENTENCE_END = re.compile(
    r"""(?: [.?!…] [”’"')\]]*+ \s++ | [。？！]++ [”’」』）]*+ \s*+ ) (?=\S)""", re.VERBOSE
)


@dataclass(frozen=True)
class Source:
    url: str
    title: str = ""

    @property
    def label(self):
        """The address as a reader should see it: host and path, without tracking."""
        parts = urlsplit(self.url)
        host = parts.hostname.removeprefix("www.")
        if self.video_id and parts.path == "/watch":
            return f"{host}/watch?v={self.video_id}"
        return (host + parts.path).rstrip("/")

    @property
    def video_id(self):
        """The eleven characters by which YouTube knows the video; "" for any other source."""
        parts = urlsplit(self.url)
        if parts.hostname not in YOUTUBE_HOSTS:
            return ""
        if parts.hostname == "youtu.be":
            candidate = parts.path.strip("/")
        elif in_path := VIDEO_PATH.fullmatch(parts.path):
            candidate = in_path[1]
        else:
            candidate = parse_qs(parts.query).get("v", [""])[0]
        return candidate if VIDEO_ID.fullmatch(candidate) else ""


def source_of(url, title=""):
    """A Source, or None where `url` is no web address: an import may bring anything."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return Source(url, title) if parts.scheme in {"http", "https"} and parts.hostname else None


def split_last_sentence(text):
    """Split `text` before its last sentence.

    Returns (before, last), both stripped, `before` "" when there is one sentence only. A sentence
    ends in one of . ? ! …, perhaps with closing quotes or brackets, followed by white space.
    """
    text = text.strip()
    begins = [end.end() for end in SENTENCE_END.finditer(text) if not text[end.end()].islower()]
    cut = begins[-1] if begins else 0
    return text[:cut].strip(), text[cut:]
