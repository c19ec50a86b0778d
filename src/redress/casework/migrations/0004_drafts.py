"""What a person keeps on the desk - drafts, named filters - is the kernel's; both tables stay where and as they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_access_log"),
        ("complaints", "0072_drafts_of_the_kernel"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                help_text="'register/<key>', or '<number>/<command>'.", max_length=60
                            ),
                        ),
                        (
                            "content",
                            redress.privacy.fields.EncryptedField(
                                blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                            ),
                        ),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "complaints_draft",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "form"), name="one_draft_a_form")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                        (
                            "name_index",
                            redress.privacy.fields.BlindIndexField(
                                exact=True, kind=redress.privacy.kinds.Kind["TEXT"], null=True, of="name"
                            ),
                        ),
                        ("query", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "complaints_savedview",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "name_index"), name="one_view_a_name")
                        ],
                    },
                ),
            ]
        )
    ]
