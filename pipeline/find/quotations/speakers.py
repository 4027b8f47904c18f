"""Who a subject is: a person of the text, whoever a pronoun or an office stands for, or somebody unnamed.

Nobody is invented: what cannot be resolved stays with the text's own words, or with nobody.
"""

from collections.abc import Sequence
from functools import cache

from pipeline.find.lexicon import listed
from pipeline.find.quotations.bodies import Bodies
from pipeline.find.quotations.grammar import is_noun_of, is_person_noun, noun_lemmas, noun_reading, office_lemmas
from pipeline.find.quotations.inflection import is_plural, out_of_locative
from pipeline.find.quotations.inview import InView
from pipeline.find.quotations.nominals import OF_HIM, Subject
from pipeline.find.quotations.owners import Owners
from pipeline.find.quotations.pronouns import Pronouns
from pipeline.find.quotations.standing import NOBODY, Speaker
from pipeline.find.quotations.telling import is_another, is_pointed_at, is_womans, keeper, tells_whose
from pipeline.find.quotations.tokens import Atoms, Row, Token
from pipeline.find.quotations.unnamed import Unnamed
from pipeline.text import Agent, Document

__all__ = ["NOBODY", "Speaker", "Speakers"]

_APPOSITION = 6  # tokens behind a noun phrase among which a name in apposition stands


class Speakers(Pronouns):
    """The persons of a document as subjects, and the unnamed ones met on the way."""

    def __init__(self, document: Document, quoted: Sequence[tuple[int, int]]) -> None:
        """`quoted` are the outermost strings in marks: whoever is named inside them is not in view outside."""
        super().__init__(InView(document, quoted), Unnamed(document), Atoms.of(document))
        self._text = document.text
        self._names = {agent.id: agent.name for agent in document.agents}
        self._bodies = Bodies(document.text, quoted)
        self.owners = cache(lambda: Owners(document))

    def agents(self) -> list[Agent]:
        """The unnamed persons and the bodies and works that were made, in the order they were met."""
        return self._unnamed.agents()

    def resolve(self, row: Row, subject: Subject) -> Speaker:
        """The speaker a subject stands for; a pronoun or an office may need the text before it."""
        token = row.tokens[subject.first]
        if subject.sort == "name":
            return self._together(row, subject.first, subject.last)
        if subject.sort == "pronoun":
            return Speaker(self.pronoun(row, subject), False)
        if subject.sort == "noun":
            return self._described(row, subject)
        if subject.sort == "string":
            return Speaker(self._unnamed.made("organisation", token.text[1:-1]), True)
        return NOBODY

    def named(self, row: Row, name: Token) -> Speaker:
        """Whom a name means, and whoever is joined to it by «и» in the same case: «по словам X и Y»."""
        at = row.at(name.start)
        first, last = row.company(at)
        cases = (
            self.view.cases.get(one.start, frozenset()) for one in row.tokens[first : last + 1] if one.kind == "name"
        )
        shared = frozenset.intersection(*cases)
        return self._together(row, first, last) if shared else Speaker(name.ref, True)

    def _together(self, row: Row, first: int, last: int) -> Speaker:
        who = list(dict.fromkeys(one.ref for one in row.tokens[first : last + 1] if one.kind == "name"))
        if len(who) == 1:
            return Speaker(who[0], True)
        names = [self._names[one] for one in who]
        return Speaker(self._unnamed.joined(f"{', '.join(names[:-1])} и {names[-1]}"), True)

    def paper(self, token: Token) -> Speaker:
        """The paper whose name in marks stands behind «в»: «в «Волжском вестнике»» is the Волжский вестник."""
        return Speaker(self._unnamed.made("organisation", out_of_locative(token.text[1:-1])), True)

    def agency(self, row: Row, first: int, last: int) -> Speaker:
        """An agency whose name stands without marks."""
        return Speaker(
            self._unnamed.made("organisation", self._text[row.tokens[first].start : row.tokens[last].end]), True
        )

    def oblique(self, row: Row, first: int, last: int, case: str, named: int = 0) -> Speaker:
        """Whoever a noun phrase in an oblique case describes («по мнению многих учёных»), in the nominative.

        `last` is its head; the phrase goes on to `named`, where that is the name in marks of what speaks.
        """
        head = row.tokens[last]
        office = named <= last and not is_plural(head, case) and office_lemmas(head)
        if office and (holder := self._holder(row, Subject(first, last, "noun"), head)):
            reading = noun_reading(head.text, case)
            hers = reading is not None and reading.gender == "femn" and self.view.genders.get(holder) == "masc"
            return Speaker(self._unnamed.in_nominative(row, first, last, case) if hers else holder, hers)
        return Speaker(self._unnamed.in_nominative(row, first, last, case, named), True)

    def one_of(self, row: Row, first: int, last: int) -> Speaker:
        """«одного из критиков»: somebody whom no name names, in the nominative."""
        others = self._text[row.tokens[first + 1].start : row.tokens[last].end]
        one = "одна" if row.tokens[first].plain == "одной" else "один"
        return Speaker(self._unnamed.made("person", f"{one} {others}"), True)

    def another(self, row: Row, subject: Subject) -> Speaker:
        """Whom a noun describes that stands over against somebody else («X – «...», рецензент – «...»»)."""
        return Speaker(self._unnamed.as_subject(row, subject, row.tokens[subject.first]), True)

    def _described(self, row: Row, subject: Subject) -> Speaker:
        """An office resolved to its holder, a body, a document, or somebody in the text's own words."""
        head = self._head(row, subject)
        if named := self._named_beside(row, subject):
            return Speaker(named, True)
        if "автор" in noun_lemmas(head) and (author := self.owners().of_work_behind(row, head)):
            return Speaker(author, False)
        if writer := self._writer_of(row, head):
            return Speaker(writer, True)
        owner = OF_HIM.get(row.tokens[subject.first].plain) or keeper(row, subject)
        if owner and noun_lemmas(head) & listed("nouns_of_document"):
            return Speaker(self.view.antecedent(row.tokens[subject.first].start, owner), False)
        known = subject.number == "sing" and not is_another(row, subject)
        pointed = known and is_person_noun(head.text) and is_pointed_at(row, subject)
        given = self.view.holder(head.start, office_lemmas(head)) if pointed else ""
        if pointed and (meant := given or self.view.nearby(head.start)):
            return Speaker(meant, False)
        if known and office_lemmas(head):
            holder = self._holder(row, subject, head)
            if holder and not (is_womans(head) and self.view.genders.get(holder) == "masc"):
                return Speaker(holder, False)
            return Speaker(self._unnamed.as_subject(row, subject, head), not self.view.antecedent(head.start))
        if known and subject.first == subject.last and (body := self._body(head)):
            return Speaker(body, False)
        return Speaker(self._unnamed.as_subject(row, subject, head), True)

    def _writer_of(self, row: Row, head: Token) -> str:
        """«письмо X гласило», «телеграмма от X», «статья X утверждала»: a document, and behind it whose it is."""
        if not any(is_noun_of(head, name) for name in ("nouns_of_document", "nouns_of_work", "nouns_of_voice")):
            return ""
        at = row.at(head.start) + 1
        at += at < len(row.tokens) and row.tokens[at].plain == "от"
        name = row.tokens[at] if at < len(row.tokens) and row.tokens[at].kind == "name" else None
        return name.ref if name is not None and self.genitive(name) else ""

    def _body(self, head: Token) -> str:
        """«Газета ответила»: the paper that was last called by its name with this noun."""
        names = ((lemma, self._bodies.called(lemma, head.start)) for lemma in sorted(noun_lemmas(head)))
        return next((self._unnamed.made("organisation", f"{noun} {name}") for noun, name in names if name), "")

    def _head(self, row: Row, subject: Subject) -> Token:
        words = row.tokens[subject.first : subject.last + 1]
        if words[0].plain in ("один", "одна"):
            return words[-1]
        nouns = (t for t in words if any(a.pos == "NOUN" and a.case == "nomn" for a in t.analyses))
        return next(nouns, words[0])

    def _named_beside(self, row: Row, subject: Subject) -> str:
        """«философ Пётр Белов», «автор указа, депутат Пётр Белов»: the name in apposition behind the noun phrase.

        The name in marks of a body may stand between («партнёр агентства «Заря» Пётр Белов»).
        """
        for token in row.tokens[subject.last + 1 : subject.last + 1 + _APPOSITION]:
            if token.kind == "name":
                return token.ref if self.nominative(token) else ""
            nominal = token.kind == "word" and token.analyses[0].pos in ("NOUN", "ADJF", "PRTF")
            body = token.kind == "string" and token.text[1:2].isupper()
            if not (nominal or body or token.text == ",") or is_noun_of(token, "nouns_of_relation"):
                return ""
        return ""

    def _holder(self, row: Row, subject: Subject, head: Token) -> str:
        """Whom an office stands for: who was given it beside his name; else somebody in view, if it can be one of them.

        «Автор», «эксперт» are whoever the paragraph speaks of, another office is the only person it names; but not with
        words that tell whose office it is («губернатор соседней области»), and never a passer-by.
        """
        lemmas = office_lemmas(head)
        if given := self.view.holder(head.start, lemmas):
            return given
        if lemmas & listed("heads_of_bodies") and (leading := self.view.holder(head.start, listed("heads_of_bodies"))):
            return leading
        if lemmas & listed("strangers") or tells_whose(row, subject, head):
            return ""
        low, high = row.sentence(subject.first)
        if lemmas & listed("roles_of_authors"):
            meant = self.view.nearby(head.start)
            acting = (one.ref for one in row.tokens[low : subject.first] if one.kind == "name" and self.nominative(one))
            return "" if meant in acting or meant not in self.view.genders else meant
        before = row.tokens[low : subject.first]
        if any(noun_lemmas(token) & lemmas for token in before):  # «сказал он судье, и судья записал»
            return ""
        beside = frozenset(token.ref for token in row.tokens[low:high] if token.kind == "name")
        return self.view.only_one(head.start, beside) if subject.first == subject.last else ""
