"""Figures as people read them: one table a database, each ratio to the null view of its own run."""

WIDTH = 42
COLUMNS = ("CPU-ms", "of null", "req/s", "p50 ms", "p99 ms", "bytes")


def lines(database, measured):
    yield f"{database:{WIDTH}}" + "".join(f"{name:>9}" for name in COLUMNS)
    null = next(iter(measured["figures"].values()))["cpu_ms"]
    for name, row in measured["figures"].items():
        yield (
            f"{name:{WIDTH}}{row['cpu_ms']:9.2f}{row['cpu_ms'] / null:9.2f}"
            f"{row['per_second']:9.0f}{row['median_ms']:9.2f}{row['p99_ms']:9.2f}"
            f"{row['bytes']:9.0f}"
        )
    yield ""
    for path, number in measured["queries"].items():
        yield f"{path:{WIDTH}}{number:9} queries"
    for number, share, own in measured["memory"]:
        yield f"a web process, {number:,} requests answered: PSS {share} MB, {own} MB no file’s"
    for encoding, weights in measured["weight"].items():
        page, *files = weights.values()
        yield (
            f"post page with 100 replies, {encoding}: {page:,} B, with CSS and JS "
            f"{page + sum(files):,} B"
        )
