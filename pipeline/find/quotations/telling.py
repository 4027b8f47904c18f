"""What a noun phrase tells of whom it means: somebody new or known, a woman, whose office or notebook it is.

Works on a row of tokens and knows nobody.
"""

from pipeline.find.lexicon import title_levels
from pipeline.find.quotations.grammar import noun_lemmas
from pipeline.find.quotations.nominals import OF_HIM, Subject
from pipeline.find.quotations.tokens import Row, Token

_POINTING = frozenset(("этот", "эта", "сей", "сам", "сама", "мой", "моя"))  # before somebody known already
# before an office: somebody whom the text has not named yet
_ANOTHER = frozenset("один одна другой другая иной иная некий некая второй вторая новый новая каждый".split())  # noqa: SIM905


def keeper(row: Row, subject: Subject) -> str:
    """«запись в её тетради»: the gender of whose it is in which a document stands; empty where that is not said."""
    behind = row.tokens[subject.last + 1 : subject.last + 3]
    kept = len(behind) > 1 and behind[0].plain == "в"
    return OF_HIM.get(behind[1].plain, "") if kept else ""


def is_another(row: Row, subject: Subject) -> bool:
    """«другой критик», «один мой коллега»: somebody of whom the text has not spoken."""
    return any(token.plain in _ANOTHER for token in row.tokens[max(0, subject.first - 2) : subject.last])


def is_pointed_at(row: Row, subject: Subject) -> bool:
    """«этот учёный муж», «мой оппонент»: somebody of whom the text has spoken."""
    return any(token.plain in _POINTING for token in row.tokens[max(0, subject.first - 1) : subject.last + 1])


def tells_whose(row: Row, subject: Subject, head: Token) -> bool:
    """Whether behind an office stands of what it is, or of whom: «автор закона», but not «автор статьи»."""
    at = row.at(head.start)
    behind = row.tokens[at + 1] if at + 1 < len(row.tokens) else None
    if behind is None or behind.kind == "name":
        return behind is not None
    if row.tokens[subject.last].kind == "string":  # «рецензент журнала «Вестник»»
        return True
    return subject.last > at and noun_lemmas(behind).isdisjoint(title_levels())


def is_womans(head: Token) -> bool:
    """«писательница», «журналистка»: only these say that the holder is a woman; глава and судья do not."""
    return head.plain.endswith(("ница", "ка", "сса", "иня"))
