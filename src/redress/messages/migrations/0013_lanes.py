"""Each channel is claimed from by itself; one whose far end is away is paused, for everybody to see (COM-10)."""

from django.conf import settings
from django.db import migrations, models

SCOPE = """
ALTER TABLE outbox_pause ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON outbox_pause FOR SELECT TO redress_app USING (true);
CREATE POLICY kept ON outbox_pause FOR ALL TO redress_app
    USING ((SELECT redress_all())) WITH CHECK ((SELECT redress_all()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0030_near_texts_with_changed_words"),
        ("organisation", "0007_shared_counts"),
        ("outbox", "0012_words_encrypted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("screen", "Screen"),
                            ("sms", "Text message"),
                            ("mail", "E-mail"),
                            ("wecom", "WeCom"),
                            ("dingtalk", "DingTalk"),
                            ("letter", "Letter"),
                        ],
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("faults", models.PositiveIntegerField(default=0)),
                ("open_since", models.DateTimeField(null=True)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_due",
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("next_attempt_at__isnull", False)),
                fields=["channel", "next_attempt_at"],
                name="message_due_by_channel",
            ),
        ),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
    ]
