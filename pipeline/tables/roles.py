"""What is looked for in which element: the whole of what is understood of anybody's TEI, to be read and added to here.

An element may have several roles (a `bibl` in a `listBibl` is a block and a citation). One that has none, or is of
another vocabulary, is not understood: its text counts, and the summary names it. What an attribute decides beyond the
element's name is said in the function that reads it. Nothing here reads anything.
"""

BLOCKS = {  # holds text directly → the kind of its row in `blocks`
    "p": "paragraph", "ab": "text", "l": "verse_line", "u": "utterance", "seg": "utterance",
    "head": "heading", "titlePart": "title", "byline": "byline", "docAuthor": "byline", "docDate": "doc_date",
    "docImprint": "text", "docEdition": "text", "imprimatur": "text", "dateline": "dateline", "opener": "opener",
    "salute": "opener", "closer": "closer", "signed": "closer", "trailer": "text", "item": "item", "cell": "cell",
    "note": "note", "figDesc": "caption", "bibl": "item", "fw": "navigation", "speaker": "speaker", "stage": "stage",
    "castItem": "cast_item", "addrLine": "text",
}  # fmt: skip
PARAGRAPHS = ("p", "ab", "l", "u", "seg")  # `seg` where it divides a `u`, `u` where no `seg` divides it
NO_PARAGRAPHS_IN = ("note", "figure")

QUOTATIONS = ("q", "quote", "said")  # `cit` holds one of them together with its source
TURNS = ("sp", "u")
UNSPOKEN = frozenset({"speaker", "stage"})  # in a turn, but nothing that is said
NOTES = ("note",)
MARKS = ("ref", "ptr", "anchor")  # may lead to a note, or be what a note is anchored at
MARK_TYPES = frozenset({"note", "noteAnchor", "noteRef", "footnote", "endnote"})
CITATIONS = ("bibl", "biblStruct", "biblFull")
MENTIONS = ("persName", "rs", "name")
PERSONAL = frozenset(
    {"person", "persname", "pers", "per", "character"}
)  # types, in any case, of a person's `rs`, `name`
PHRASES = {"soCalled": "so_called", "title": "title", "name": "name", "orgName": "name", "mentioned": "mentioned"}
DATES = ("date",)
NO_QUOTATIONS = {  # the types of `q` by which the Guidelines (3.3.3) say that it is no quotation
    "soCalled": "so_called", "mentioned": "mentioned", "foreign": "", "distinct": "", "term": "", "emph": "",
}  # fmt: skip

AGENTS = {  # who may speak or be meant → the kind of its row in `speakers`
    "person": "person", "personGrp": "group", "org": "organisation", "role": "person", "castItem": "person",
    "castGroup": "group", "listPerson": "group", "listOrg": "group", "particDesc": "group",
}  # fmt: skip
NO_PERSONS = frozenset({"personGrp", "org", "castGroup", "listPerson", "listOrg", "particDesc", "orgName", "place"})
AGENT_LISTS = ("person", "personGrp", "org", "castItem")  # what stands in them describes somebody, and mentions nobody
DESCRIBED_BY = ("head", "p", "ab", "label", "desc", "roleDesc")  # what may stand for the name of somebody who has none
NAMES = ("persName", "orgName", "name", "role")

EDITORS = frozenset({"corr", "reg", "expan"})  # an editor's reading inside `choice`: read, but not of the page
READ_INSTEAD = {"sic": "corr", "orig": "reg", "abbr": "expan"}  # before P5 the editor's reading is an attribute
LEFT_OUT = frozenset({  # interrupts the prose, and is not read with it
    "figure", "fw", "pb", "cb", "gb", "milestone", "gap", "incident", "kinesic", "vocal", "pause", "shift", "writing",
    "del", "am", "rdg", "rdgGrp", "witDetail", "wit", "witStart", "witEnd", "lacunaStart", "lacunaEnd", "ellipsis",
    "index", "surplus", "handShift", "metamark", "space", "certainty", "precision", "respons", "graphic",
    "binaryObject", "media", "notatedMusic", "rt",
})  # fmt: skip
APART = frozenset({  # read with white space around it
    "p", "ab", "lg", "l", "list", "item", "table", "row", "cell", "head", "sp", "u", "speaker", "stage", "quote", "div",
    "label", "salute", "signed", "dateline", "opener", "closer", "address", "addrLine", "cit", "trailer",
    "floatingText",
})  # fmt: skip

_DIVISIONS = (
    "text front body back group div div0 div1 div2 div3 div4 div5 div6 div7 floatingText titlePage docTitle lg spGrp"
    " list listBibl table row figure epigraph argument postscript castList castGroup set prologue epilogue performance"
    " listPerson listOrg relation listRelation particDesc noteGrp standOff divGen address cit imprint analytic monogr"
    " series annotationBlock listApp"
)
_PHRASES = (
    "hi emph foreign distinct term gloss choice sic orig abbr add addSpan delSpan subst supplied unclear ex damage"
    " restore retrace redo undo lb lem app label desc caption num measure unit time placeName geogName country region"
    " settlement district bloc geogFeat affiliation nameLink surname forename addName genName roleName roleDesc actor"
    " email idno author editor publisher pubPlace biblScope citedRange respStmt resp edition extent series s w pc c cl"
    " phr m code ident gi att val tag material depth height width dim dimensions locus objectName object stamp heraldry"
    " caesura rhyme g secl eventName street postCode postBox headItem headLabel view camera sound tech move floruit geo"
    " listRef licence availability title state event occupation sex gender age birth death faith nationality residence"
    " education socecStatus persona relatedItem meeting sponsor funder principal listChange ruby rb rt"
)
UNDERSTOOD = (
    frozenset(_DIVISIONS.split())
    | frozenset(_PHRASES.split())
    | {*BLOCKS, *QUOTATIONS, *TURNS, *MARKS, *CITATIONS, *MENTIONS, *PHRASES, *DATES, *AGENTS, *EDITORS}
    | (LEFT_OUT - {"notatedMusic", "graphic", "binaryObject", "media", "witDetail"})
)
ROWS = frozenset({*BLOCKS, *QUOTATIONS, *TURNS, *NOTES, *MARKS, *CITATIONS, *MENTIONS, *PHRASES, *DATES, *AGENTS})
