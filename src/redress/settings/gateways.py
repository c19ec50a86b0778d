"""Ways out of the house: mail, text messages, chat robots, letters, the policy system.

Their secrets stay in the environment.
"""

from redress.settings import env

REDRESS_URL = env.text("REDRESS_URL")
REDRESS_HOTLINE = env.text("REDRESS_HOTLINE")

REDRESS_SMTP_URL = env.text("REDRESS_SMTP_URL")
REDRESS_MAIL_FROM = env.text("REDRESS_MAIL_FROM")
REDRESS_SMS_URL = env.text("REDRESS_SMS_URL")
REDRESS_SMS_KEY = env.text("REDRESS_SMS_KEY")
REDRESS_SMS_SECRET = env.text("REDRESS_SMS_SECRET")
REDRESS_SMS_SIGNATURE = env.text("REDRESS_SMS_SIGNATURE")
REDRESS_WECOM_URL = env.text("REDRESS_WECOM_URL")
REDRESS_DINGTALK_URL = env.text("REDRESS_DINGTALK_URL")
REDRESS_DINGTALK_SECRET = env.text("REDRESS_DINGTALK_SECRET")
REDRESS_PRINT_FOLDER = env.text("REDRESS_PRINT_FOLDER")
# Fonts with rare characters, beside the project's own; where Debian's packages put them, if they are installed.
REDRESS_FONTS = env.items(
    "REDRESS_FONTS", "/usr/share/fonts/truetype/hanazono,/usr/share/fonts/truetype/babelstone"
)

REDRESS_GATEWAY_PROXY = env.text("REDRESS_GATEWAY_PROXY")
REDRESS_GATEWAY_SECONDS = env.number("REDRESS_GATEWAY_SECONDS", 10)

# The insurer's policy system; without an address, the house's own tables. See docs/policies.md.
REDRESS_POLICIES_URL = env.text("REDRESS_POLICIES_URL")
REDRESS_POLICIES_KEY = env.text("REDRESS_POLICIES_KEY")
REDRESS_POLICIES_SECRET = env.text("REDRESS_POLICIES_SECRET")
REDRESS_POLICIES_SECONDS = env.number("REDRESS_POLICIES_SECONDS", 3)

# Tried again after 30 s, 1, 2, 4 ... minutes, at most every hour, with a jitter; then a person is asked.
REDRESS_MESSAGE_ATTEMPTS = env.number("REDRESS_MESSAGE_ATTEMPTS", 10)
REDRESS_MESSAGE_BACKOFF_SECONDS = env.number("REDRESS_MESSAGE_BACKOFF_SECONDS", 30)
REDRESS_MESSAGE_BACKOFF_MOST = env.number("REDRESS_MESSAGE_BACKOFF_MOST", 3600)
# A worker that has not come back after so long has died.
REDRESS_MESSAGE_LEASE_SECONDS = env.number("REDRESS_MESSAGE_LEASE_SECONDS", 180)
# Older messages are not sent any more: what they tell has passed.
REDRESS_MESSAGE_STALE_HOURS = env.number("REDRESS_MESSAGE_STALE_HOURS", 72)

# A channel whose far end was silent or overloaded so many times in a row is paused; then one message at a time asks
# whether it is there again, after 30 s, 1, 2, 4 ... minutes, at most every ten.
REDRESS_CHANNEL_FAULTS = env.number("REDRESS_CHANNEL_FAULTS", 3)
REDRESS_CHANNEL_PAUSE_SECONDS = env.number("REDRESS_CHANNEL_PAUSE_SECONDS", 30)
REDRESS_CHANNEL_PAUSE_MOST = env.number("REDRESS_CHANNEL_PAUSE_MOST", 600)
