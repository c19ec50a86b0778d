"""A key of a message is looked up whole.

Django's index by its beginning, made when its table is finished, would be written with every message and read by nobody.
"""

from django.db import migrations

WITHOUT = "DROP INDEX IF EXISTS outbox_message_key_9860c808_like"
WITH = "CREATE INDEX outbox_message_key_9860c808_like ON outbox_message (key varchar_pattern_ops)"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0100_start")]
    operations = [migrations.RunSQL(WITHOUT, WITH)]
