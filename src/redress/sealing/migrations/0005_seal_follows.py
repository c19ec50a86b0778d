"""A seal names the one that its connection made before; those of before name none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sealing", "0004_house_alone")]
    operations = [
        migrations.AddField(
            model_name="seal",
            name="follows",
            field=models.BigIntegerField(null=True),
        ),
    ]
