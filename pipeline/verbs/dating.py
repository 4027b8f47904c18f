"""The day an export is dated: what somebody says, never what the clock says, so that an export can be repeated."""

from datetime import UTC, datetime

from pipeline.errors import UsageError
from pipeline.w3c_date import is_w3c_date


def day(given: str, epoch: str = "") -> str:
    """The W3C date to write: `given`, else the day (UTC) of `epoch`, else none.

    `epoch` is what SOURCE_DATE_EPOCH holds, seconds since 1970 (https://reproducible-builds.org/specs). Raises
    `UsageError` where they are no date.

    >>> day("", "1714521600")
    '2024-05-01'
    """
    if given:
        if not is_w3c_date(given) or given.startswith("-"):
            raise UsageError(f"{given!r} is no date; write 2024-05-01, 2024-05 or 2024.")
        return given
    if not epoch:
        return ""
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds since 1970.") from error
