"""Texts to make pages of: one with every sort of string in marks, one with strings in verse, in a list and over pages
and a speaker whose name is too long, and one whose every name is an attack.
"""

from html.parser import HTMLParser
from pathlib import Path

MILL = """\
«Старая мельница и её сторожа»

Доклад на вечере в читальне
Зареченск, 12 мая 1911 года

О мельнице сказано много. «Вода помнит всё, – говорил Лапшин, – и никому ничего не прощает». Так он думал до конца \
жизни.

Тимашев писал: «Дорога кончилась за рекой.

Дальше мы шли пешком, и никто не роптал»[1].

Лапшин вспоминал: «Ордынцева ответила мне: "Вы ошиблись дверью" – и вышла»[2]. Это была не «помощь», а насмешка.

В газете «Уездный листок» об этом не было ни слова. Выражение Гордеева «хлебный вопрос» прижилось[3]. Он не любил \
«теорию малых дел. «Новый путь» давно закрыли.

Примечания
[1]. Тимашев П. Записки землемера. – Зареченск, 1904. – С. 12.
[2]. Лапшин И. Мельница. – М., 1907. – С. 3–4.
[3]. Там же. С. 9.
[5]. Никто не ссылается на это.
"""
RIVER = """\
Река и берег

Старый Лапшин рассказывал так: «Мы пришли сюда весной.

Никто не роптал,  – говорил он, – и никто не ушёл».

И Тимашев писал:

«Течёт река, шумит вода,
И мельница стоит.
Уходят люди в города,
А колесо молчит.

«Постой, – сказал ей Лапшин, – погоди»,
И солнышко взошло.
Вода осталась позади,
Осталось и весло.

Гордеев писал: «Дорога кончилась за ре[14]кой, и никто не роп[15]тал[1]; мы шли». Потом стало чрез[16]вычайно тихо.

Белов называл три вещи:
1. Река, о которой Лапшин сказал: «Она помнит всё».
2. Берег.
3. Дорога.

Примечания
[1]. Гордеев П. Записки. – М., 1907. – С. 3–4.
[2]. Тимашев П. Мельница. – М., 1908. – С. 5.
"""
LONG = "Аристарх " + "Преображенско" * 15
RIVER_DECISIONS = f"""\
[[person]]
name = "{LONG}"
[[string]]
exact = "«Она помнит всё»"
kind = "quotation"
speaker = "{LONG}"
"""
SCRIPT = "<script>document.title='taken'</script>"
ATTACK = f"""\
«Слово о {SCRIPT}»

Лапшин сказал: «Вода {SCRIPT} ]]> &amp; <img src=x onerror="document.title='taken'"> чиста»[1]. Все молчали.

Газета «javascript:document.title='taken'» вышла {{{{ 7*7 }}}}. {{% raw %}} \
«</style></script>{SCRIPT}» говорил он.

Примечания
[1]. Лапшин И. <a href="javascript:document.title='taken'">Мельница</a> {SCRIPT}. – М., 1907. – С. 3.
"""
ATTACK_SIDECAR = f"""\
title = "</title>{SCRIPT}"
[[author]]
name = "\\"><svg onload=document.title='taken'>{SCRIPT}"
"""


def write(place: Path, name: str, text: str, sidecar: str = "") -> None:
    """Put a text into the folder of texts, with what is said of it."""
    (place / "texts").mkdir(exist_ok=True)
    (place / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    if sidecar:
        (place / "texts" / f"{name}.toml").write_text(sidecar, encoding="utf-8")


def book(chars: int) -> str:
    """A book of about so many characters, in chapters, with a note at the end for every other paragraph."""
    said, notes, length = ["О реках и людях\n"], list[str](), 0
    while length < chars * 0.75:
        number = len(notes) + 1
        if number % 12 == 1:
            said.append(f"Глава {number // 12 + 1}\n\n«Новый путь» давно закрыли.\n")
        speaker = ("Тимашев", "Лапшин", "Гордеев", "Белов")[number % 4]
        said.append(
            f"В {1000 + number % 900} году вода поднялась до самых окон, и {speaker} писал: «Дорога № {number} "
            f"кончилась за рекой; дальше мы шли пешком, и никто не роптал»[{number}]. Вечером все сидели у реки."
        )
        said.append(
            f"«Вода помнит всё, – говорил {speaker}, – и никому ничего не прощает». Газета «Уездный листок» молчала, а "
            f"выражение «хлебный вопрос» прижилось. Так прошло {number} дней, и никто не знал, чем всё это кончится.\n"
        )
        notes.append(f"[{number}]. {speaker} П. Записки землемера. – Зареченск, 1904. – С. {number}.")
        length = sum(map(len, said[-3:])) + length
    return "\n".join([*said, "Примечания", *notes]) + "\n"


class SourceText(HTMLParser):
    """The text of the source, without labels, warnings, ways back and what an editor added; and how elements nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        ours = tag == "ins" or not {"who", "doubt", "return"}.isdisjoint(classes)
        if tag == "a" and any(name == "a" for name, _ in self.open):
            self.wrong.append("a link in a link")
        if tag not in ("meta", "input"):
            name = "source" if dict(attrs).get("id") == "page:source" else tag
            self.open.append((name, name != "source" and (ours or any(muted for _, muted in self.open))))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.open.pop()
        self.wrong += [] if opened in (tag, "source") else [f"{opened} ends as {tag}"]

    def handle_data(self, data: str) -> None:
        inside = any(name == "source" for name, _ in self.open)
        self.said += [data] if inside and not self.open[-1][1] else []
