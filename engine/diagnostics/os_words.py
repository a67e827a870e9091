"""The operating system's reasons, as a clerk would say them."""

from __future__ import annotations

import errno

from engine.diagnostics.diagnostic import Diagnostic
from engine.source import Place

_WORDS = {
    errno.ENOENT: "không có thư mục hoặc tệp này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EISDIR: "đây là thư mục",
    errno.ENOTDIR: "một phần đường dẫn không phải thư mục",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.EIO: "đĩa hoặc thiết bị bị lỗi",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.EFBIG: "tệp quá lớn so với giới hạn của đĩa",
}


def reasons_of(error: Exception) -> dict[str, str]:
    """Return why the system refused, as the template arguments `reason` (Vietnamese) and `reason_en`."""
    english = getattr(error, "strerror", None) or type(error).__name__
    return {"reason": _WORDS.get(getattr(error, "errno", 0), english), "reason_en": english}


def refused(code: str, error: Exception, place: Place | None = None, **args: object) -> Diagnostic:
    """Return the diagnostic that the system refused something, with the reason among its arguments."""
    pairs = {name: str(value) for name, value in args.items()} | reasons_of(error)
    return Diagnostic(code, place, tuple(pairs.items()))
