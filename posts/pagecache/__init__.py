"""Public pages, kept as bytes in front of Django, and right on the next request after any change.

A request passes `asked` (may a kept page answer it?), `store` (is there one?), `version` (does it
still hold, as the database's `triggers` have counted?), and is answered by `page`. Only what isn't
there is made by Django, once, for nobody in particular: `front` does all that. A view says that its
page may be kept (`views`), an app what of its tables pages show (`Shown`).
"""
