"""A key of a message is looked up whole: the index by its beginning, which Django adds to one by the whole, is never read
and is written with every message."""

from django.db import migrations

WITHOUT = "DROP INDEX IF EXISTS outbox_message_key_9860c808_like"
WITH = (
    "CREATE INDEX IF NOT EXISTS outbox_message_key_9860c808_like ON outbox_message (key varchar_pattern_ops)"
)


class Migration(migrations.Migration):
    dependencies = [("outbox", "0017_signed_by_the_head")]
    operations = [migrations.RunSQL(WITHOUT, WITH)]
