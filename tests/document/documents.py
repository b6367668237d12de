"""Random documents, valid and otherwise, for property tests."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from antiphon.document.codec import empty, normalise
from antiphon.document.schema import SCHEMA

PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How long a property is tried: machines that run these tests are busy, and time says nothing."""

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = st.sampled_from(["a", "b", "c", "d", "e1", "constructor", "Xy", "Z-_9"])


def field(rule: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a field's rule allows."""
    if "$ref" in rule:
        name = rule["$ref"].removeprefix("#/$defs/")
        if name == "Id":
            return IDS
        rule = SCHEMA["$defs"][name]
    if "enum" in rule:
        return st.sampled_from(rule["enum"])
    if "pattern" in rule:
        return st.from_regex(rule["pattern"].replace("$", r"\Z"), alphabet=st.characters(codec="ascii"))
    match rule["type"]:
        case "string":
            return TEXT
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(rule.get("minimum"), rule.get("maximum"))
    return st.floats(rule.get("minimum"), rule.get("maximum"), allow_nan=False, allow_infinity=False)


def entry(definition: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Entries that a definition allows."""
    required = {name: field(definition["properties"][name]) for name in definition.get("required", ())}
    optional = {name: field(rule) for name, rule in definition["properties"].items() if name not in required}
    if "patternProperties" in definition:
        optional |= {name: st.floats(allow_nan=False, allow_infinity=False) for name in ("p_a", "p_b2")}
    return st.fixed_dictionaries(required, optional=optional)


ENTRIES = {
    root: entry(SCHEMA["$defs"][(rule.get("$ref") or rule["additionalProperties"]["$ref"])[8:]])
    for root, rule in SCHEMA["properties"].items()
    if root != "antiphon"
}


def documents(size: int = 5) -> st.SearchStrategy[Any]:
    """Valid documents, of so many entries a root at most, that point at each other more often than not."""
    roots = {
        root: each if root == "meta" else st.dictionaries(IDS, each, max_size=size)
        for root, each in ENTRIES.items()
    }
    return st.fixed_dictionaries(roots).map(normalise)


def anything() -> st.SearchStrategy[dict[str, Any]]:
    """What may be in the roots of a Y document: valid entries, spoilt ones, and things that are no entries."""

    def spoilt(each: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
        names = st.sampled_from(["kind", "part", "duration", "onset", "index", "staff", "gain", "x", "title"])
        return st.tuples(each, st.dictionaries(names | st.text(max_size=3), JSON, max_size=3)).map(
            lambda both: {**both[0], **both[1]}
        )

    roots = {
        root: spoilt(each)
        if root == "meta"
        else st.dictionaries(IDS | st.text(max_size=2), each | spoilt(each) | JSON, max_size=4)
        for root, each in ENTRIES.items()
    }
    return st.fixed_dictionaries({}, optional=roots)


def crowd(notes: list[dict[str, Any]]) -> dict[str, Any]:
    """A document of one measure of 4/4 and one part, with these events."""
    events = {
        f"e{number:03}": {"kind": "note", "part": "p", "measure": "m", "pitch": "C4", **note}
        for number, note in enumerate(notes)
    }
    return {
        **empty(),
        "parts": {"p": {"index": "a", "name": "P", "staves": 2}},
        "measures": {"m": {"index": "a"}},
        "events": events,
    }


TIMES = st.sampled_from(["0", "1/3", "1/2", "2/3", "1", "3/2", "2", "8/3", "3", "7/2", "4", "9/2"])
CROWDS = st.lists(
    st.fixed_dictionaries(
        {"onset": TIMES, "duration": TIMES, "voice": st.integers(1, 8), "staff": st.integers(1, 4)},
        optional={
            "kind": st.sampled_from(["note", "rest"]),
            "pitch": st.sampled_from(["C4", "E4", "F#5"]),
            "measure": st.sampled_from(["m", "gone"]),
            "part": st.sampled_from(["p", "gone"]),
            "grace": st.sampled_from(["acciaccatura", "after"]),
            "index": st.sampled_from(["a0", "a1"]),
            "staccato": st.booleans(),
            "fermata": st.sampled_from(["normal", "square"]),
        },
    ),
    max_size=20,
).map(crowd)


def some(fields: dict[str, st.SearchStrategy[Any]], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """A few of many fields."""
    one = st.sampled_from(sorted(fields)).flatmap(lambda name: st.tuples(st.just(name), fields[name]))
    return st.lists(one, max_size=most).map(dict)


def scores() -> st.SearchStrategy[Any]:
    """Documents of two parts and three measures, where little is missing and much meets at the same place."""
    ids = [f"e{number}" for number in range(12)]
    definitions = {name: SCHEMA["$defs"][name]["properties"] for name in ("Event", "Measure", "Part", "Span")}
    part, measure = st.sampled_from(["p", "p", "q", "gone"]), st.sampled_from(["m", "n", "o", "gone"])
    section, end, index = st.sampled_from(["s1", "s2", "gone"]), st.sampled_from(ids), st.sampled_from("ab")

    def entries(
        names: list[str], always: dict[str, st.SearchStrategy[Any]], kind: str = "", least: int = 0
    ) -> st.SearchStrategy[Any]:
        rules = {name: rule for name, rule in definitions.get(kind, {}).items() if name not in always}
        fields = {name: special.get(name, field(rule)) for name, rule in rules.items()}
        whole = st.fixed_dictionaries(always)
        if fields:
            whole = st.tuples(some(fields, 3), whole).map(lambda both: {**both[0], **both[1]})
        return st.dictionaries(st.sampled_from(names), whole, min_size=least)

    special = {
        "text": st.sampled_from(["", "F", "6 4"]),
        "drum": st.sampled_from(["d1", "d2"]),
        "index": index,
        "staff": st.integers(1, 2),
        "voice": st.integers(1, 2),
        "duration": st.sampled_from(["3", "2", "9/2"]),
        "meter": st.sampled_from(["3/4", "2+3/8"]),
    }
    event = {
        "kind": st.sampled_from([*definitions["Event"]["kind"]["enum"], "note", "note", "note", "rest"]),
        "measure": measure,
        "onset": st.sampled_from(["0", "0", "1/2", "1", "2", "4"]),
        "part": part,
        "duration": st.sampled_from(["1/2", "1", "1", "2", "0"]),
        "pitch": st.sampled_from(["C4", "C4", "E4", "F#5"]),
    }
    span = {"kind": st.sampled_from(["slur", "ottava", "tremolo"]), "start": end, "end": end}
    drum = {"part": part, "name": st.just("D"), "pitch": st.just("C5"), "key": st.integers(0, 9)}
    return st.fixed_dictionaries(
        {
            "parts": entries(["p", "q"], {"index": index, "name": st.just("P")}, "Part", 1),
            "measures": entries(["m", "n", "o"], {"index": index}, "Measure", 1),
            "events": entries(ids, event, "Event", 4),
            "spans": entries(["x1", "x2", "x3"], span, "Span"),
            "percussion": entries(["d1", "d2"], drum),
            "sections": entries(["s1", "s2"], {"name": st.just("S"), "measure": measure, "until": measure}),
            "form": entries(["f1", "f2"], {"index": index, "section": section}),
        }
    ).map(normalise)
