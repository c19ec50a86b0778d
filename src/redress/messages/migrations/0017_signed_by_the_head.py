"""A signature is asked of the head of the department, whoever is told of it (CLO-02)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0016_opting_in_again"),
    ]

    operations = [
        migrations.AlterField(
            model_name="alert",
            name="kind",
            field=models.CharField(
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
    ]
