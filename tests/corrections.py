"""A text, and what an editor may do to its TEI: each correction as the words in the file and what they become."""

from collections.abc import Iterable

TEXT = """Сад у реки

Поездка Анны

Весной 1911 года в усадьбу приехал Пётр Ильич Зимин. «Река поднялась высоко, – писал Зимин, – и мост унесло»[1]. \
Хозяйка, Анна Сергеевна Лугова, ему не поверила.

Соседи говорили о так называемой «большой воде» и читали журнал «Волжский вестник»[2]. «Мы всё починим», – сказала \
Лугова.

Тогда же Савельев заметил: «Лодки целы». Зимний сад и «оранжерея» пострадали мало.

Примечания

[1] Зимин П. И. Письма с реки. М., 1912. С. 14.

[2] Волжский вестник. 1911. № 4.
"""

_OURS = 'cert="high" resp="#tei-export"'
Q2 = f'<q xml:id="q2" type="quotation" ana="#inquit-after" {_OURS} who="#per1">«Мы всё починим»</q>'
Q3 = f'<q xml:id="q3" type="quotation" ana="#introduced" {_OURS} who="#per3">«Лодки целы»</q>'
S3 = f'<soCalled xml:id="s3" ana="#distance" {_OURS.replace("high", "medium")}>«оранжерея»</soCalled>'
CUE = '<seg type="cue" corresp="#q3"><persName xml:id="m6" ref="#per3">Савельев</persName> заметил</seg>'
LAST = "</listPerson>"
MINE = 'ana="#editor" cert="high" resp="#editor"'

EDITS: dict[str, tuple[tuple[str, str], ...]] = {
    "another speaker": ((Q2, Q2.replace("#per1", "#per2").replace("#tei-export", "#editor")),),
    "nobody's words": ((Q2, Q2.replace(' who="#per1"', "").replace("#tei-export", "#editor")),),
    "another kind": ((S3, f'<title xml:id="s3" {MINE} level="m">«оранжерея»</title>'),),
    "another level": (('level="j">«', 'level="s">«'),),
    "a quotation after all": ((S3, f'<q xml:id="q4" type="quotation" {MINE} who="#per1">«оранжерея»</q>'),),
    "another end": ((Q3 + ".", Q3.replace("</q>", ".</q>").replace("#tei-export", "#editor")),),
    "in parts": (
        (
            Q2,
            f'<q xml:id="q2" type="quotation" {MINE} who="#per1" next="#q2.2">«Мы</q> всё '
            f'<q xml:id="q2.2" type="quotation" {MINE} who="#per1" prev="#q2">починим»</q>',
        ),
    ),
    "a string without marks": (("Зимний сад", f'<name xml:id="s4" {MINE}>Зимний сад</name>'),),
    "no quotation": ((Q3, "«Лодки целы»"), (CUE, '<persName xml:id="m6" ref="#per3">Савельев</persName> заметил')),
    "a person more": (
        (LAST, f'<person xml:id="per4"><persName>Кузьма Рогов</persName></person>{LAST}'),
        (Q3, Q3.replace("#per3", "#per4").replace("#tei-export", "#editor")),
    ),
    "two persons that are one": (
        (
            '<person xml:id="per3">\n            <persName><surname>Савельев</surname></persName>\n          </person>',
            "",
        ),
        ('xml:id="m6" ref="#per3"', 'xml:id="m6" ref="#per2"'),
        ('who="#per3"', 'who="#per2"'),
    ),
    "a name that is a person": (("Хозяйка", '<persName xml:id="m9" ref="#per1">Хозяйка</persName>'),),
    "a name that is no person": (('<persName xml:id="m1" ref="#per1">Анны</persName>', "Анны"),),
    "another person's name": (('xml:id="m1" ref="#per1"', 'xml:id="m1" ref="#per3"'),),
    "another note": (
        ('xml:id="r2" type="note" target="#n2"', 'xml:id="r2" type="note" target="#n1"'),
        (' target="#r1"', ' target="#r1 #r2"'),
        (' place="end" target="#r2"', ' place="end"'),
    ),
    "a fuller name": (("<persName><surname>Савельев", "<persName><forename>Иван</forename> <surname>Савельев"),),
    "an authority": (
        (
            '<persName type="variant">Анны</persName>',
            '<persName type="variant">Анны</persName><idno>https://example.org/1</idno>',
        ),
    ),
    "agreed": (('ana="#so-called" cert="high" resp="#tei-export"', 'ana="#so-called" cert="high" resp="#editor"'),),
    "a mark of nothing": (
        ('xml:id="r1" type="note" target="#n1"', 'xml:id="r1" type="note"'),
        (' place="end" target="#r1"', ' place="end"'),
    ),
    "a reading": (("и мост", '<choice><sic>и</sic><corr resp="#editor">а</corr></choice> мост'),),
    "a namesake": (
        (LAST, f'<person xml:id="per9"><persName>Савельев</persName></person>{LAST}'),
        (Q3, Q3.replace("#per3", "#per9").replace("#tei-export", "#editor")),
    ),
    "a name that another has": (("<persName><surname>Савельев</surname>", "<persName>Пётр Ильич Зимин"),),
    "an authority elsewhere": (('xml:id="m6" ref="#per3"', 'xml:id="m6" ref="https://example.org/9"'),),
    "an authority as well": (('xml:id="m6" ref="#per3"', 'xml:id="m6" ref="#per3 https://example.org/9"'),),
    "a stranger": (("Соседи", '<persName ref="https://example.org/5">Соседи</persName>'),),
    "another date": (('when="1912"', 'notBefore="1912-05" notAfter="1913" cert="low"'),),
    "no date": (('<date xml:id="t3" when="1911">1911</date>', "1911"),),
    "a date more": (("Тогда же", '<date from="1911-03" to="1911-05">Тогда же</date>'),),
    "a shorter date": (
        (
            '<date xml:id="t1" notBefore="1911-03" notAfter="1911-05" cert="medium">Весной 1911 года</date>',
            'Весной <date xml:id="t1" when="1911">1911 года</date>',
        ),
    ),
    "no name left": (("<persName><surname>Савельев</surname></persName>", "<persName/>"),),
    "a word supplied": (("пострадали мало", 'пострадали <supplied resp="#editor">очень </supplied>мало'),),
}


def corrected(xml: str, edits: Iterable[str]) -> str:
    """A TEI file of `TEXT` after these corrections."""
    for name in edits:
        for old, new in EDITS[name]:
            assert xml.count(old) == 1, f"{name}: {old}"
            xml = xml.replace(old, new)
    return xml
