"""No row of the database becomes code in a process that reads it."""

import base64
import pickle
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

SOURCE = Path(__file__).resolve().parents[2] / "src" / "redress"
pytestmark = pytest.mark.req("SEC-01", "SEC-05")


def test_no_source_and_no_setting_knows_pickles():
    words = (
        "import pickle",
        "pickle.loads",
        "from pickle",
        "marshal.loads",
        "import shelve",
        "dill",
    )
    named = [f"{path}: {word}" for path in SOURCE.rglob("*.py") for word in words if word in path.read_text()]
    assert named == []
    assert all("pickle" not in str(value).lower() for value in (settings.CACHES, settings.SESSION_SERIALIZER))
    assert settings.CACHES["default"]["BACKEND"] == "redress.organisation.counts.CountCache"
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")


class Bomb:
    def __reduce__(self):
        return (Path.touch, (Path(self.path),))

    def __init__(self, path):
        self.path = str(path)


@pytest.mark.django_db
def test_a_pickle_in_any_row_that_the_web_reads_runs_nothing(tmp_path, desk):
    went_off = tmp_path / "went-off"
    bomb = pickle.dumps(Bomb(went_off))
    cache.set("count", [1, 2.5])
    assert cache.get("count") == [1, 2.5]
    client = desk("sc.officer")
    with connection.cursor() as cursor:
        for text in (base64.b64encode(bomb).decode(), bomb.decode("latin-1").replace("\0", "")):
            cursor.execute("UPDATE redress_shared SET value = %s", [text])
            cursor.execute("UPDATE django_session SET session_data = %s", [text])
            assert cache.get("count") is None
            assert client.get("/").status_code in (302, 403)
    assert not went_off.exists()


@pytest.mark.django_db
def test_counts_end_are_added_once_and_dropped():
    assert cache.add("once", 1, 60)
    assert not cache.add("once", 2, 60)
    assert cache.get("once") == 1
    assert cache.touch("once", -1)
    assert cache.get("once") is None
    assert cache.add("once", 3)
    assert cache.delete("once")
    assert cache.get("once", "nothing") == "nothing"
