"""Texts to make pages of: one with every sort of string in marks, and one whose every name is an attack."""

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
«теорию малых дел. На другом берегу «Новый путь» давно закрыли.

Примечания
[1]. Тимашев П. Записки землемера. – Зареченск, 1904. – С. 12.
[2]. Лапшин И. Мельница. – М., 1907. – С. 3–4.
[3]. Там же. С. 9.
[5]. Никто не ссылается на это.
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
