"""What services refer to, whatever kind of file it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FileKey",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=40, unique=True)),
            ],
            options={"db_table": "casework_file"},
        ),
    ]
