"""An index that is the beginning of another is written with every row and asked for nothing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0009_sessions_chained"),
        ("complaints", "0067_indexes_that_begin_another"),
        ("organisation", "0012_indexes_that_begin_another"),
    ]

    operations = [
        migrations.AlterField(
            model_name="action",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="committee.session",
            ),
        ),
        migrations.AlterField(
            model_name="attendee",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendees",
                to="committee.session",
            ),
        ),
        migrations.AlterField(
            model_name="body",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bodies",
                to="organisation.unit",
            ),
        ),
        migrations.AlterField(
            model_name="execution",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="executions",
                to="complaints.complaint",
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="committee.session",
            ),
        ),
        migrations.AlterField(
            model_name="recusal",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="committee.item",
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="complaints.complaint",
            ),
        ),
        migrations.AlterField(
            model_name="ruling",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rulings",
                to="complaints.complaint",
            ),
        ),
        migrations.AlterField(
            model_name="session",
            name="body",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="committee.body",
            ),
        ),
        migrations.AlterField(
            model_name="sessionentry",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="committee.session",
            ),
        ),
        migrations.AlterField(
            model_name="vote",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="votes",
                to="committee.item",
            ),
        ),
    ]
