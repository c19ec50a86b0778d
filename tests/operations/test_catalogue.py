import pytest

from redress.operations import catalogue

PO = 'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of one module, one template and one empty catalogue."""
    (tmp_path / "module.py").write_text(
        'title = _("A case")\nmany = ngettext("%(n)d day", "%(n)d days", 3)\n'
    )
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        "  {% load i18n %}\n{% translate 'Send' %} {{ _('Back') }}\n"
        "    {% blocktranslate with a=b %}Dear {{ a }}{% endblocktranslate %}\n"
        "{% translate 'Open' context 'verb' %}\n"
    )
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    monkeypatch.setattr(catalogue, "PACKAGE", tmp_path)
    monkeypatch.setattr(catalogue, "LOCALES", tmp_path / "locale")
    return folder / "django.po"


def test_messages_are_found_in_modules_and_templates(package):
    found = {(message.id, message.context) for message in catalogue.source() if message.id}
    assert found == {
        ("A case", None),
        (("%(n)d day", "%(n)d days"), None),
        ("Send", None),
        ("Back", None),
        ("Dear %(a)s", None),
        ("Open", "verb"),
    }


def test_a_catalogue_that_lacks_messages_is_a_problem_until_they_are_translated(package):
    assert all("not in the catalogue" in problem for problem in catalogue.problems())
    catalogue.update_all()
    assert all("untranslated" in problem for problem in catalogue.problems())


@pytest.mark.parametrize("call", ["_('A case')", "pgettext('verb', 'Open')", "words.gettext_lazy('Send')"])
def test_a_message_within_an_f_string_is_a_problem(package, call):
    """It would be taken into no catalogue, and stand on a Chinese page in English."""
    (package.parents[2] / "other.py").write_text('label = f"{name} {' + call + '}"\n')
    assert [each for each in catalogue.problems() if "other.py:1" in each and "f-string" in each]


def test_what_is_translated_within_an_f_string_by_a_name_is_none(package):
    (package.parents[2] / "other.py").write_text('label = f"{name} {_(fault.what)}"\n')
    assert not [each for each in catalogue.problems() if "f-string" in each]


def test_a_second_update_changes_nothing(package):
    catalogue.update_all()
    before = package.read_bytes()
    catalogue.update_all()
    assert package.read_bytes() == before


def test_a_lost_placeholder_is_a_problem(package):
    package.write_text(PO + '#, python-format\nmsgid "Dear %(a)s"\nmsgstr "尊敬的"\n')
    assert any("placeholder" in problem for problem in catalogue.problems())


def test_a_message_no_longer_used_is_a_problem_and_an_update_drops_it(package):
    package.write_text(PO + 'msgid "Gone"\nmsgstr "没了"\n')
    assert any("no longer used: 'Gone'" in problem for problem in catalogue.problems())
    catalogue.update_all()
    assert "Gone" not in package.read_text()


def test_a_catalogue_is_compiled_when_it_changed(package):
    package.write_text(PO + 'msgid "A case"\nmsgstr "投诉件"\n')
    catalogue.compile_all()
    assert "投诉件".encode() in package.with_suffix(".mo").read_bytes()


def test_a_plural_that_says_a_number_of_its_own_is_a_problem(package):
    package.write_text(
        PO + 'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "1 天"\n',
    )
    assert any("placeholder %(n) of the plural" in problem for problem in catalogue.problems())


def test_every_count_on_a_page_says_how_many():
    """Chinese has one form for all numbers: one that lacks the number, or names one, is wrong for every other."""
    assert not [problem for problem in catalogue.problems() if "plural" in problem]
