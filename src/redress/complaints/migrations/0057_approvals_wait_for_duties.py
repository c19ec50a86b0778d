"""A question goes to whoever has a duty; that it might go to one person was foreseen and never done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0056_returned_reviews_of_before")]
    operations = [
        migrations.RemoveConstraint("approval", "approval_of_somebody"),
        migrations.RemoveIndex("approval", "approval_of_user"),
        migrations.RemoveField("approval", "of_user"),
        migrations.AddConstraint(
            "approval",
            models.CheckConstraint(
                condition=models.Q(of_unit__isnull=False) & ~models.Q(of_duty=""),
                name="approval_of_somebody",
            ),
        ),
    ]
