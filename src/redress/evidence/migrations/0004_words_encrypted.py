"""What people wrote stands encrypted (SEC-02)."""

from django.db import migrations

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import EncryptedText


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_scope")]
    operations = [
        EncryptColumns(
            "attachment",
            {
                "name": EncryptedText(),
            },
        ),
    ]
