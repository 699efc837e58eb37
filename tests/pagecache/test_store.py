from concurrent.futures import ThreadPoolExecutor

import pytest

from posts.pagecache.store import Store


class Weighing:
    def __init__(self, weight):
        self.weight = weight


def test_it_holds_no_more_than_it_may():
    store = Store(100)

    for number in range(50):
        store.put(number, Weighing(10))

    assert store.weight == 100
    assert len(store) == 10


def test_what_nobody_asked_for_the_longest_makes_room():
    store = Store(100)
    for number in range(10):
        store.put(number, Weighing(10))
    store.get(0)

    store.put("new", Weighing(10))

    assert store.get(0) is not None
    assert store.get(1) is None


def test_one_page_does_not_push_out_all_others():
    store = Store(800)
    store.put("small", Weighing(10))

    store.put("large", Weighing(101))

    assert store.get("large") is None
    assert store.get("small") is not None


def test_a_page_in_place_of_another_weighs_alone():
    store = Store(800)
    store.put("a", Weighing(100))

    store.put("a", Weighing(10))

    assert store.weight == 10


def test_an_old_page_goes_where_the_new_one_is_too_large():
    store = Store(800)
    store.put("a", Weighing(10))

    store.put("a", Weighing(101))

    assert store.get("a") is None
    assert store.weight == 0


def test_what_is_forgotten_takes_no_room():
    store = Store(800)
    store.put("a", Weighing(10))

    store.forget("a")
    store.forget("never there")

    assert (len(store), store.weight) == (0, 0)


def test_of_many_that_want_the_same_one_makes_it_at_a_time():
    store, inside, most = Store(800), [], []

    def make(_number):
        with store.one_maker("a", patience=10):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(make, range(200)))

    assert max(most) == 1
    assert store._makers == {}


def test_who_wants_another_page_waits_for_nobody():
    store = Store(800)

    with store.one_maker("a", patience=10), ThreadPoolExecutor(1) as pool:
        assert pool.submit(_make, store, "b", 10).result(timeout=10)


def _make(store, key, patience):
    with store.one_maker(key, patience=patience):
        return True


def test_who_has_waited_long_enough_goes_on():
    store = Store(800)

    with store.one_maker("a", patience=10), ThreadPoolExecutor(1) as pool:
        assert pool.submit(_make, store, "a", 0.01).result(timeout=10)
    assert store._makers == {}


def test_a_maker_that_fails_keeps_nobody_out():
    store = Store(800)
    with pytest.raises(RuntimeError), store.one_maker("a", patience=10):
        raise RuntimeError

    assert _make(store, "a", 0.01)
