"""British spellings and their American twins: rules, and the words that only look as if they followed them."""

import re
from functools import lru_cache

_OUR = (
    "arm|ard|arb|behavi|cand|clam|col|demean|enam|endeav|fav|ferv|flav|harb|hon|hum|lab|misdemean|neighb|od|parl|ranc|rig|"
    "rum|sav|savi|splend|succ|tum|val|vap|vig"
)
# What stands before -ise in words that have no -ize: advertise, advise, arise ...
_NO_IZE = """
advert adv appr ar circumc compr comprom conc dem desp dev disgu enterpr exc exerc expert franch improv inc merchand
parad prec prem pr prom repr rev r superv surm surpr telev treat w likew otherw clockw mayonna val chem cer b marqu el
lou den v gu m d c sunr moonr pra aff
"""
_NOT_IZE = frozenset(_NO_IZE.split())
_ER = "met|cent|theat|lit|fib|calib|somb|spect|lust|meag|sab|amphitheat|reconnoit|ochr|nit|mit"
_DOUBLED = (
    "travel|cancel|label|model|counsel|signal|fuel|level|dial|equal|total|channel|tunnel|funnel|quarrel|rival|marvel|"
    "panel|pencil|shovel|snivel|spiral|swivel|towel|trowel|unravel|yodel|bevel|duel|grovel|initial|libel|parcel|pedal|"
    "refuel|jewel|ravel|revel|chisel|enamel|gambol|medal|metal|dishevel"
)
_WHOLE = {
    "grey": "gray", "greyer": "grayer", "greys": "grays", "cheque": "check", "cheques": "checks",
    "chequebook": "checkbook", "programme": "program", "programmes": "programs", "tyre": "tire", "tyres": "tires",
    "kerb": "curb", "kerbs": "curbs", "plough": "plow", "ploughs": "plows", "ploughed": "plowed",
    "draught": "draft", "draughts": "drafts", "sceptic": "skeptic", "sceptics": "skeptics",
    "sceptical": "skeptical", "scepticism": "skepticism", "storey": "story", "storeys": "stories", "mould": "mold",
    "moulds": "molds", "moulded": "molded", "moustache": "mustache", "pyjamas": "pajamas", "judgement": "judgment",
    "judgements": "judgments", "acknowledgement": "acknowledgment", "acknowledgements": "acknowledgments",
    "ageing": "aging", "cosy": "cozy", "artefact": "artifact", "artefacts": "artifacts", "doughnut": "donut",
    "doughnuts": "donuts", "sulphur": "sulfur", "defence": "defense", "defences": "defenses", "offence": "offense",
    "offences": "offenses", "licence": "license", "licences": "licenses", "pretence": "pretense",
    "pretences": "pretenses", "practise": "practice", "practised": "practiced", "practises": "practices",
    "practising": "practicing", "enrol": "enroll", "enrols": "enrolls", "enrolment": "enrollment",
    "enrolments": "enrollments", "fulfil": "fulfill", "fulfils": "fulfills", "fulfilment": "fulfillment",
    "skilful": "skillful", "skilfully": "skillfully", "wilful": "willful", "instalment": "installment",
    "instalments": "installments", "instil": "instill", "distil": "distill", "appal": "appall",
    "jewellery": "jewelry", "marvellous": "marvelous", "woollen": "woolen", "manoeuvre": "maneuver",
    "manoeuvres": "maneuvers", "encyclopaedia": "encyclopedia", "paediatric": "pediatric",
    "paediatrician": "pediatrician", "anaesthetic": "anesthetic", "anaesthesia": "anesthesia",
    "orthopaedic": "orthopedic", "oestrogen": "estrogen", "leukaemia": "leukemia", "anaemia": "anemia",
    "haemoglobin": "hemoglobin", "diarrhoea": "diarrhea", "foetus": "fetus", "mediaeval": "medieval",
    "counsellor": "counselor", "counsellors": "counselors", "okay": "ok", "catalogue": "catalog",
    "catalogues": "catalogs", "catalogued": "cataloged", "dialogue": "dialog", "dialogues": "dialogs",
    "analogue": "analog", "analogues": "analogs", "monologue": "monolog", "prologue": "prolog",
    "epilogue": "epilog", "analyse": "analyze", "analysed": "analyzed", "analysing": "analyzing",
    "analyser": "analyzer", "analysers": "analyzers", "paralyse": "paralyze", "paralysed": "paralyzed",
    "catalyse": "catalyze", "catalysed": "catalyzed", "gramme": "gram", "grammes": "grams", "tonne": "ton",
    "tonnes": "tons", "yoghurt": "yogurt", "whisky": "whiskey", "adviser": "advisor", "advisers": "advisors",
    "disc": "disk", "discs": "disks", "learnt": "learned", "spelt": "spelled", "burnt": "burned",
}  # fmt: skip

_our = re.compile(
    rf"\b((?:un|dis|re|well)?(?:{_OUR}))our(?=(?:s|ed|ing|er|ers|able|ably|ful|fully|ite|ites|less|ly|y|hood|hoods|al|'s)?\b)"
)
_ize = re.compile(r"\b([a-z]{2,})is(?=(?:e|es|ed|er|ers|ing|ation|ations|able)\b)")
_er = re.compile(rf"\b((?:kilo|centi|milli|deci|nano|micro)?(?:{_ER}))re(s?)\b")
_doubled = re.compile(rf"\b({_DOUBLED})l(?=(?:ed|ing|er|ers|ings|ist|ists|ors?)\b)")
_word = re.compile(r"[a-z]+")


def american(text: str) -> str:
    """The text, which is in lower case, in American spelling; what is American stays as it is."""
    return _word.sub(lambda found: _american_word(found.group()), text)


@lru_cache(maxsize=16384)
def _american_word(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    word = _our.sub(r"\1or", word)
    word = _er.sub(r"\1er\2", word)
    word = _doubled.sub(r"\1", word)
    return _ize.sub(lambda found: found.group() if _stays(found.group(1)) else found.group(1) + "iz", word)


def _stays(stem: str) -> bool:
    """Whether stem + "ise" is spelled so everywhere (promise, raise, noise)."""
    return stem in _NOT_IZE or stem[-1] in "aou" or re.sub(r"^(?:un|re|dis|mis|over|out|pre)", "", stem) in _NOT_IZE
