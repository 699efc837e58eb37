import os

import pytest

from tests.deployment.machine import deployed, find_nginx
from tests.servers import find_postgres


@pytest.fixture(scope="module")
def machine(tmp_path_factory, static_root):
    import psycopg
    import redis

    if not find_nginx():
        pytest.skip("nginx is not installed (apt install nginx)")
    server = find_postgres() or pytest.skip("No PostgreSQL server answers (POSTGRES_URL names one)")
    cache = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/1").rpartition("/")[0] + "/15"
    try:
        redis.Redis.from_url(cache).flushdb()
    except redis.ConnectionError:
        pytest.skip("No Redis server answers (REDIS_URL names one)")
    name = f"notes_deployed_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            address = f"{server.rpartition('/')[0]}/{name}"
            folder = tmp_path_factory.mktemp("machine")
            with deployed(folder, static_root, postgres=address, redis=cache) as site:
                yield site
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
