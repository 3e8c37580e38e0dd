"""The moment at which most tests plan: an ordinary Saturday afternoon in the quarter's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
SATURDAY = datetime(2026, 12, 5, 13, 0, tzinfo=ZONE)
