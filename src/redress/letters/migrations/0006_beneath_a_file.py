"""Letters belong to a file of whatever kind, named by its key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_rulebooks"),
        ("complaints", "0069_rulebooks_of_the_kernel"),
        ("letters", "0005_words_encrypted"),
    ]

    operations = [
        migrations.RenameField("letter", "complaint", "file"),
        migrations.AlterField(
            "letter",
            "file",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casework.filekey"
            ),
        ),
    ]
