"""What we do otherwise than a fact has it, and what of the facts can't be played here: and why."""

from tests.comments.peers.ledger import span

# group: how many facts it has
COUNTS = {
    "sanitize.html": 302, "email.html": 6, "sanitize.plaintext": 4, "field.website": 3,
    "field.author": 3, "field.website_valid": 15, "field.url": 4, "field.post_title": 3,
    "submit.mass_assignment": 1, "markdown": 12, "markdown.links": 32, "excerpt.html": 5,
    "wordlist": 30, "wordlist.fields": 9, "wordlist.wildcard": 6, "wordlist.falsepositive": 4,
    "wordlist.evasion": 8, "links.limit": 4, "trust": 11, "queue.counts": 13, "queue.conflict": 1,
    "queue.leak": 3, "submit": 25, "submit.dedupe": 1, "submit.django": 17, "submit.csrf": 1,
    "submit.types": 7, "thread": 13, "edit": 13, "edit.delete": 2, "votes": 14,
    "votes.controversy": 7, "flags": 9, "mail.actions": 12, "mail.follow": 10, "mail.header": 5,
    "rate": 7, "rate.client_ip": 6, "privacy.ip": 3, "gdpr.erase": 4, "gdpr.export": 2,
    "paging": 7, "permalink": 1, "cache": 1, "counts": 3, "feed": 2, "import": 8, "ssrf": 8,
    "log.forgery": 1, "image": 2,
}  # fmt: skip

# id: why we don't follow it. What we do instead is asserted by the test that carries it.
NOT_FOLLOWED = {
    "sanitize.html-016": "HTML is text here, and an address in a text becomes a link",
    "markdown-003": "no strike-through: Markdown here is what a reply needs",
    "markdown-005": "code has no class: a language means nothing without a highlighter",
    "markdown-008": "links say “ugc” as well",
    "markdown-010": "a link shows its whole address: what is cut off can mislead",
    "markdown-012": "readers’ images are never shown",
    "markdown.links-001": "a link that leads nowhere is text; no words are refused for it",
    "markdown.links-002": "a link that leads nowhere is text; no words are refused for it",
    "links.limit-004": "only what can be followed counts, and the author’s website never does",
    **dict.fromkeys(
        ["excerpt.html-002", "excerpt.html-003", "excerpt.html-005"],
        "what was cut is told in a line of its own: more on the page",
    ),
    **dict.fromkeys(
        [*span("field.website", 2, 3), *span("field.author", 2, 3)],
        "nobody edits a name or a website: an edit is of the text alone",
    ),
    "field.author-001": "markup is taken out of a name before it is stored",
    "field.website_valid-013": "the scheme that it lacks is filled in, as for example.org",
    "field.url-002": "what is no address of a website is refused, not repaired",
    "field.url-004": "what is no address of a website is refused, not repaired",
    "field.post_title-001": "a title is text: shown as typed, never cut",
    "field.post_title-002": "a title is text: shown as typed, never cut",
    "submit-007": "posts are drafts or published, never private: a draft answers as nothing does",
    "submit-008": "posts are drafts or published, never private: a draft answers as nothing does",
    "submit-016": "an address may have the 254 characters of RFC 5321",
    "submit.dedupe-001": "an address that decides could be guessed",
    "submit.csrf-001": "readers post forms: where these come from decides, not their type",
    "submit.django-001": "the reply’s address shows the form on a page of its own",
    **dict.fromkeys(span("submit.django", 2, 8), "the address names the post: 404, not 400"),
    "submit.django-009": "a form never expires: nothing in it is anybody’s",
    "submit.django-010": "a form carries no seal: where it comes from is what counts",
    "submit.django-011": "a honeypot holds: autofill may have filled it",
    "submit.django-013": "a reader comes back to their reply, and to nowhere else",
    "submit.types-006": "254 stars are no e-mail address",
    **dict.fromkeys(span("image", 1, 2), "replies have no pictures: a file sent along is dropped"),
    "rate.client_ip-001": "proxies write X-Forwarded-For here; X-Real-IP is never read",
    "rate.client_ip-004": "a peer has no port here; a forwarded address may have one",
    "log.forgery-001": "an address that names nothing is a 404, not a 400",
    **dict.fromkeys(
        [*span("wordlist", 11, 16), "wordlist-029", *span("wordlist.evasion", 4, 5)],
        "a term is matched as it is written: its blanks are blanks, its letters stand together",
    ),
    **dict.fromkeys(span("wordlist", 22, 23), "a digit belongs to the word that it touches"),
    **dict.fromkeys(
        span("wordlist.wildcard", 1, 6), "no wildcards: a term matches anywhere or whole"
    ),
    **dict.fromkeys(
        ["thread-001", "thread-006", "thread-008"],
        "no level is the deepest: a reply hangs on what it answers; only the indent ends",
    ),
    "thread-002": "a reply belongs to a comment of its own post; the words are kept",
    "thread-003": "what is counted is what can be read: a tombstone isn’t",
    "thread-007": "replies of others stay when what they answer goes",
    **dict.fromkeys(
        span("thread", 9, 10), "what is gone can’t be answered; the words may stand by themselves"
    ),
    "thread-011": "a reply may be picked as well as a root",
    "thread-013": "no address moves a comment, so none refuses to",
    **dict.fromkeys(
        [*span("edit", 2, 4), "edit-009"], "what isn’t theirs isn’t there for them: 404, not 403"
    ),
    "edit-006": "moderators decide on words, they don’t change them",
    "edit-007": "an answered reply may still be corrected, and is judged again",
    "edit-008": "a term holds what it is found in, it refuses nothing",
    "edit-011": "what its author withdraws is gone, and leaves no mark",
    "edit.delete-001": "moderators keep the words that they removed: a removal can be undone",
    "trust-005": "an account earns nothing; staff and confirmed addresses do",
    "trust-007": "one approved reply is enough",
    "trust-009": "earlier refusals hold nothing: a moderator may watch the address",
    "trust-011": "an address that was only typed proves nothing",
    "rate-001": "too many is 429 with Retry-After, and the words are kept",
    "rate-004": "nobody is limited to some threads of a post; floods are limited",
    "rate-005": "who corrects themselves in a reply is welcome",
    **dict.fromkeys(span("rate", 6, 7), "what is missing is asked for: 422, the words are kept"),
    "flags-003": "reporting takes no account",
    "flags-004": "a report ends on a page of ours, wherever “next” leads",
    "flags-005": "who may not decide is asked to sign in as somebody who may",
    "flags-008": "reports are seen in the admin: nobody is mailed for one",
    "flags-009": "enough networks hold what no moderator has looked at, and nothing else",
    **dict.fromkeys(
        [*span("mail.actions", 5, 8), "mail.actions-011", "mail.follow-002", "mail.follow-006"],
        "one page and one status, 404, for every link that does nothing: it tells nobody why",
    ),
    **dict.fromkeys(span("privacy.ip", 1, 3), "an address is forgotten whole, not shortened"),
    "gdpr.erase-001": "the network address goes whole, and the words too if their author says so",
    "gdpr.erase-003": "HEAD is answered as GET is: both change nothing",
    "gdpr.export-001": "plain JSON: compressing is the server’s trade",
    "gdpr.export-002": "plain JSON: no program takes a text in it for a formula",
    "queue.leak-003": "links work in one’s own waiting reply: nobody else gets that page",
    **dict.fromkeys(
        ["queue.counts-004", "queue.counts-005"],
        "who decides has looked at the reports: they are open no more, whatever was decided",
    ),
    "cache-001": "no page is kept yet, so none carries a mark to change",
}

# id: why it can't be played.
LEFT_OUT = {
    "submit-006": "posts have no passwords",
    **dict.fromkeys(
        span("votes", 1, 14), "nobody votes on replies here: they answer, editors pick"
    ),
    **dict.fromkeys(span("votes.controversy", 1, 7), "nobody votes on replies here"),
    **dict.fromkeys(span("import", 1, 8), "nothing is imported yet: the importer brings its tests"),
}
