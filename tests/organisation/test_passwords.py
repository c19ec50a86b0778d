"""What a new password must be."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "密码太短：至少需要 10 个字符。"), ("en", "it needs at least 10 characters")],
)
def test_a_short_password_is_refused_in_the_language_of_the_page(language, words):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password("kq7-vf")
    assert words in " ".join(refused.value.messages)
