"""What people wrote stands encrypted (SEC-02)."""

from django.db import migrations

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import EncryptedText


class Migration(migrations.Migration):
    dependencies = [("outbox", "0011_alert_about")]
    operations = [
        EncryptColumns(
            "alert",
            {
                "words": EncryptedText(),
            },
        ),
        EncryptColumns(
            "attempt",
            {
                "error": EncryptedText(),
            },
        ),
        EncryptColumns(
            "message",
            {
                "last_error": EncryptedText(),
            },
        ),
        EncryptColumns("optout", {"reason": EncryptedText()}),
    ]
