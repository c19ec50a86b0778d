"""Keys of the rows of a filing are drawn by the function that looks whether the filing was done before."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("complaints", "0065_matters_by_one_index")]
    operations = [
        migrations.RunSQL("DROP FUNCTION IF EXISTS redress_next_each(text[])", migrations.RunSQL.noop)
    ]
