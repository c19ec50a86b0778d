import pytest


@pytest.mark.browser
def test_the_browser_opens_our_page_in_chinese_and_runs_no_foreign_script(live_server, browser_page):
    complaints = []
    browser_page.on("console", lambda message: complaints.append(message.text))
    browser_page.goto(f"{live_server.url}/accounts/login/")
    assert browser_page.locator("html").get_attribute("lang") in (None, "zh-hans", "zh-Hans", "zh-CN")
    assert browser_page.locator("input[name=login]").is_visible()
    with pytest.raises(Exception, match="Content Security Policy"):
        browser_page.add_script_tag(content="document.title = 'taken over'")
    assert browser_page.title() != "taken over"
