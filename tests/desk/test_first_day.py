"""Five hints stand beneath the workbench until their person has read them."""

import pytest


@pytest.mark.django_db
@pytest.mark.req("FLW-18")
def test_the_hints_are_shown_until_they_are_read_in_any_browser_to_that_person_alone(desk):
    client = desk("sc.officer")
    shown = client.get("/").content.decode()
    assert (
        shown.count(
            "<li>", shown.index('id="first-day"'), shown.index("</ol>", shown.index('id="first-day"'))
        )
        == 5
    )
    assert 'id="first-day"' not in client.get("/monitor").content.decode()
    assert client.post("/me/toured").status_code == 200
    assert 'id="first-day"' not in client.get("/").content.decode()
    assert 'id="first-day"' not in desk("sc.officer").get("/").content.decode()
    assert 'id="first-day"' in desk("sc.cshead").get("/").content.decode()
