"""Messages and how they went."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds

BEFORE = """
0001_initial
0002_scope
0003_callback
0004_outbox
0005_outbox_scope
0006_letter_alerts
0007_committee_alerts
0008_keeping
0009_approvals
0010_department_day
0011_alert_about
0012_words_encrypted
0013_lanes
0014_unsure
0015_quiet_hours
0016_opting_in_again
0017_signed_by_the_head
0018_keys_by_their_whole
0019_beneath_a_file
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("outbox", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("casework", "0100_start"),
        ("organisation", "0100_start"),
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
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry", models.IntegerField(default=0)),
                (
                    "rule",
                    models.CharField(
                        help_text="Key of the rule in the rulebook's section 'messages'.", max_length=64
                    ),
                ),
                ("template", models.CharField(max_length=64)),
                ("template_version", models.CharField(max_length=12)),
                (
                    "channel",
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
                    ),
                ),
                ("language", models.CharField(max_length=8)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("staff", "Member of staff"),
                            ("department", "Department"),
                            ("customer", "Customer"),
                            ("room", "Group chat"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "required",
                    models.BooleanField(
                        default=False, help_text="Asked for by law or method: no opt-out holds."
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "whom",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                (
                    "address",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ADDRESS"], null=True
                    ),
                ),
                (
                    "address_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["PHONE"], null=True, of="address"
                    ),
                ),
                (
                    "subject",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["TEXT"], null=True
                    ),
                ),
                (
                    "body",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["TEXT"], null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("delivered", "Delivered"),
                            ("failed", "Failed"),
                            ("bounced", "Returned undelivered"),
                            ("suppressed", "Not sent"),
                            ("uncertain", "Uncertain"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField(null=True)),
                (
                    "quiet",
                    models.CharField(
                        blank=True,
                        help_text="Hours in which it waits, '21:00-08:00 Asia/Shanghai'; '': none.",
                        max_length=60,
                    ),
                ),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("provider_id", models.CharField(blank=True, max_length=120)),
                ("last_error", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.filekey",
                    ),
                ),
                (
                    "stands_in_for",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "Accepted"),
                            ("retry", "To be tried again"),
                            ("failed", "Refused for good"),
                            ("uncertain", "No answer: it may have gone out"),
                            ("again", "Queued again by hand"),
                            ("settled", "Settled by hand"),
                        ],
                        max_length=12,
                    ),
                ),
                ("error", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tries", to="outbox.message"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OptOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address_index", models.BinaryField(max_length=16)),
                (
                    "channel",
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
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("screen", "Screen"),
                                ("sms", "Text message"),
                                ("mail", "E-mail"),
                                ("wecom", "WeCom"),
                                ("dingtalk", "DingTalk"),
                                ("letter", "Letter"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("language", models.CharField(default="zh-hans", max_length=8)),
                (
                    "mobile",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["PHONE"], null=True
                    ),
                ),
                (
                    "mail",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["EMAIL"], null=True
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "A case reached you"),
                            ("order", "An order reached your department"),
                            ("copy", "Copied to your department"),
                            ("returned", "An order was returned"),
                            ("replied", "An order was answered"),
                            ("urged", "Urged"),
                            ("warning", "A limit is near"),
                            ("breach", "A limit has passed"),
                            ("sign", "The head of your department is asked to sign"),
                            ("dissatisfied", "The customer is dissatisfied; the case came back"),
                            ("revised", "A closure was revised by the superior unit"),
                            ("suggestion", "A customer suggests an improvement"),
                            ("result", "The customer has answered the result"),
                            ("review", "A letter waits for your review"),
                            ("reviewed", "A letter was reviewed"),
                            ("committee", "A case before the committee"),
                            ("approval", "Your approval is asked"),
                            ("decided", "An approval was decided"),
                            ("authorised", "You were given authority"),
                            ("unsure", "Did this message arrive? Nobody knows; please decide"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="The number of its order where `words` says something else.",
                        max_length=30,
                    ),
                ),
                ("due_at", models.DateTimeField(help_text="The limit it is about.", null=True)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="organisation.department",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.filekey",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["user", "-id"],
                        name="alert_user_unread",
                    ),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["department", "-id"],
                        name="alert_department_unread",
                    ),
                    models.Index(fields=["file"], name="alert_file"),
                    models.Index(
                        condition=models.Q(("department__isnull", False), ("kind__in", ("order", "copy"))),
                        fields=["department", "at"],
                        name="alert_department_day",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("next_attempt_at__isnull", False)),
                fields=["channel", "next_attempt_at"],
                name="message_due_by_channel",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "sending")), fields=["claimed_at"], name="message_claimed"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["file", "id"], name="message_file"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ("failed", "bounced", "uncertain"))),
                fields=["-id"],
                name="message_troubled",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("attempts", 0), ("state", "suppressed")),
                fields=["channel", "-id"],
                name="message_unsent",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=["channel", "provider_id"],
                name="message_provider",
            ),
        ),
        migrations.AddConstraint(
            model_name="optout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("address_index", "channel"),
                name="opt_out_once",
            ),
        ),
    ]
