"""Is this message urgent? Rules held in `data/urgency.yml`, read on every message.

A text is folded into plain words (`normalise`), cut into sentences, then each rule looks
for its word sequences in each sentence. A guard (idiom, denial, past, fiction, school,
work) next to a match cancels it or makes it ambiguous. Nothing typed is kept: no cache, no log.

Which reading speaks when several do: certain before ambiguous; then violence by someone else
under way (`first: true` rules: weapon, assault), then suicide, then any other danger.

Pattern language, over normalised words: a regular expression where `<name>` is a class of
`words`, `~` one word that does not deny (pas, jamais…) and ` .. ` at most three of these.
Every gap is bounded, so that time grows with the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein
from ruamel.yaml import YAML

from knowledge.vocabulary import Urgence

DATA = Path(__file__).parent / "data" / "urgency.yml"

_NEAR = 90  # characters of context a guard "before" or "after" may look at


@dataclass(frozen=True)
class UrgencyReading:
    """What the text says is urgent.

    kind: `danger` or `suicide` (`vocabulary.Urgence`). about: `soi` or `autre`.
    certain: False when the words are ambiguous and deserve a kind check.
    rule: the id, in `data/urgency.yml`, of the rule that spoke.
    """

    kind: str
    about: str
    certain: bool
    rule: str


def urgency_of(text: str) -> UrgencyReading | None:
    """The most pressing reading of `text` (any string, any length), or None. Never raises."""
    reading = _read(normalise(text))
    if "\n" in text and (reading is None or not reading.certain):
        unbroken = _read(normalise(text.replace("\n", " ")))  # a line may break in mid-sentence
        if unbroken and (reading is None or unbroken.certain):
            return unbroken
    return reading


def _read(sentences: list[str]) -> UrgencyReading | None:
    rules = load_rules()
    best: tuple[int, UrgencyReading] | None = None
    for rule in rules.rules:
        certain = rule.judge(sentences, rules.guards)
        if certain is None:
            continue
        reading = UrgencyReading(rule.kind, rule.about, certain, rule.id)
        rank = _rank(rule, certain)
        if best is None or rank < best[0]:
            best = (rank, reading)
    return best[1] if best else None


def _rank(rule: Rule, certain: bool) -> int:
    among = 0 if rule.first else 1 if rule.kind == Urgence.SUICIDE else 2
    return among if certain else among + 3


# --- words ---------------------------------------------------------------------------------

_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae"})
_LAUGH = re.compile("[💀😂🤣😆]")
_SOFT = re.compile(r"\.{2,}|…")
_END = re.compile(r"[.!;\n\r]+|(\?[?!.]*)")
_MASKED_LETTER = re.compile(r"(?<=[a-z])[*#](?=[a-z])")
_DIGIT_LETTER = re.compile(r"(?<=[a-z])[013457@$](?=[a-z])")
_LETTER_OF = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_REPEATED = re.compile(r"([a-z])\1{2,}")
_SPELLED = re.compile(r"(?<![a-z0-9'])(?:[a-z][ .\-]){4,}[a-z](?![a-z0-9])")
_THERE_IS = re.compile(r"(?:\bil )?(?:\bn')?\by'? ?a(?![a-z'])")
_MORE = re.compile(r"\bde plus en plus\b|\bau moins\b|\bplus que tout\b")
_GLUED = re.compile(r"(?<=\d)(?=(?:ans|an|h|min|yo)(?![a-z]))")
_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*|\?")
_JE_GLUED = re.compile(r"j(?=[bcdfghklmnpqrstvwxz])")
_ME_GLUED = re.compile(r"m(?=[bcdfgjklmnpqrstvz][a-z]{3})")


def normalise(text: str) -> list[str]:
    """Sentences of plain words: no case, accent or apostrophe; texting spelled out.

    « J'veux pu vivre!! » → `["je veux plus vivre"]`. A question ends with ` ?`.
    `ne` and fillers such as « genre » are dropped, so that patterns need not expect them.
    """
    words = load_rules().lexicon
    folded = unicodedata.normalize("NFKD", _LAUGH.sub(" mdr ", text).translate(_FOLD))
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = folded.casefold().translate(_ZERO_WIDTH).translate(_FOLD)
    folded = _MORE.sub("", _THERE_IS.sub("ya", folded))
    folded = _SPELLED.sub(lambda found: re.sub(r"[ .\-]", "", found.group()), folded)
    folded = _MASKED_LETTER.sub("", folded)
    folded = _DIGIT_LETTER.sub(lambda found: _LETTER_OF[found.group()], folded)
    folded = _GLUED.sub(" ", _REPEATED.sub(r"\1", folded))
    folded = _END.sub(lambda found: " ?\n" if found.group(1) else "\n", _SOFT.sub(" ", folded))
    sentences = (" ".join(words.spell(line)) for line in folded.split("\n"))
    return [sentence for sentence in sentences if sentence not in ("", "?")]


@dataclass(frozen=True)
class Lexicon:
    """How typed words are spelled out: `spellings`, `fillers` and near misses of `keywords`."""

    spellings: dict[str, str]
    fillers: frozenset[str]
    keywords: tuple[str, ...]
    known: frozenset[str]

    def spell(self, line: str) -> Iterator[str]:
        for token in _TOKEN.findall(line):
            whole = self.spellings.get(token)
            pieces = whole.split() if whole is not None else self._pieces(token)
            for piece in pieces:
                if piece not in self.fillers:
                    yield piece

    def _pieces(self, token: str) -> Iterator[str]:
        for part in token.split("'"):
            if part in self.spellings:
                yield from self.spellings[part].split()
            elif len(part) > 2 and _JE_GLUED.match(part):
                yield "je"
                yield from self._pieces(part[1:])
            elif _ME_GLUED.match(part):
                yield "me"
                yield from self._pieces(part[1:])
            else:
                yield self._nearest(part)

    def _nearest(self, word: str) -> str:
        if len(word) < 6 or word in self.known:
            return word
        allowed = 2 if len(word) >= 9 else 1
        for keyword in self.keywords:
            if abs(len(keyword) - len(word)) <= allowed and (
                DamerauLevenshtein.distance(keyword, word, score_cutoff=allowed) <= allowed
            ):
                return keyword
        return word


# --- rules ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Guard:
    """Words that take the urgency away. where: `before`, `after`, `sentence` or `message`."""

    id: str
    where: str
    pattern: re.Pattern[str]

    def speaks(self, sentences: list[str], sentence: str, start: int, end: int) -> bool:
        if self.where == "before":
            return self.pattern.search(sentence, max(0, start - _NEAR), start) is not None
        if self.where == "after":
            return self.pattern.match(sentence, end, end + _NEAR) is not None
        if self.where == "sentence":
            return self.pattern.search(sentence) is not None
        return any(self.pattern.search(other) for other in sentences)


@dataclass(frozen=True)
class Rule:
    """One entry of `rules`: any pattern, every `needs` somewhere, unless a guard speaks."""

    id: str
    kind: str
    about: str
    certain: bool
    first: bool
    patterns: tuple[re.Pattern[str], ...]
    needs: tuple[re.Pattern[str], ...]
    unless: tuple[str, ...]
    doubt: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def judge(self, sentences: list[str], guards: dict[str, Guard]) -> bool | None:
        """True: certain; False: ambiguous; None: the rule has nothing to say."""
        verdict: bool | None = None
        for sentence in sentences:
            for found in self._matches(sentence):
                span = (sentences, sentence, found.start(), found.end())
                if any(guards[name].speaks(*span) for name in self.unless):
                    continue
                if not all(any(map(need.search, sentences)) for need in self.needs):
                    return None
                if self.certain and not any(guards[name].speaks(*span) for name in self.doubt):
                    return True
                verdict = False
        return verdict

    def _matches(self, sentence: str) -> Iterator[re.Match[str]]:
        for pattern in self.patterns:
            yield from pattern.finditer(sentence)


@dataclass(frozen=True)
class Rules:
    """`data/urgency.yml`, compiled."""

    lexicon: Lexicon
    guards: dict[str, Guard]
    rules: tuple[Rule, ...]


@lru_cache(maxsize=1)
def load_rules(path: Path = DATA) -> Rules:
    """Read and compile the data file once. Raises `ValueError` naming a wrong entry."""
    data: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    classes: dict[str, str] = {}
    for name, alternatives in data["words"].items():
        classes[name] = _either([_expand(each, classes, name) for each in alternatives])
    guards = {entry["id"]: _guard(entry, classes) for entry in data["guards"]}
    rules = tuple(_rule(entry, classes, guards) for entry in data["rules"])
    spellings = {str(key): str(value) for key, value in data["spellings"].items()}
    keywords = tuple(data["keywords"]["near"])
    known = frozenset(keywords) | frozenset(data["keywords"]["never"])
    return Rules(Lexicon(spellings, frozenset(data["fillers"]), keywords, known), guards, rules)


_DENIAL = "(?:pas|jamais|plus|aucune?|rien|ni|sans|not|never|dont)"
_WORD = rf"(?:(?!{_DENIAL}(?!\S))\S+)"
_GAP = rf"(?: {_WORD}){{0,3}} "
_CLASS = re.compile(r"<([a-z0-9_]+)>")


def _expand(source: str, classes: dict[str, str], owner: str) -> str:
    source = source.replace(" .. ", _GAP).replace("~", _WORD)
    try:
        return _CLASS.sub(lambda found: classes[found.group(1)], source)
    except KeyError as error:
        raise ValueError(f"{owner}: unknown or later class {error} in {source!r}") from error


def _either(sources: list[str]) -> str:
    return "(?:" + "|".join(sources) + ")"


def _compile(
    sources: list[str], classes: dict[str, str], owner: str, frame: str = "{}"
) -> re.Pattern[str]:
    either = _either([_expand(each, classes, owner) for each in sources])
    try:
        return re.compile(frame.format(rf"(?<!\S){either}(?!\S)"))
    except re.error as error:
        raise ValueError(f"{owner}: {error}") from error


def _guard(entry: dict[str, Any], classes: dict[str, str]) -> Guard:
    frames = {"before": "{} $", "after": " {}", "sentence": "{}", "message": "{}"}
    where = entry["where"]
    if where not in frames:
        raise ValueError(f"{entry['id']}: unknown place {where!r}")
    pattern = _compile(entry["patterns"], classes, entry["id"], frames[where])
    return Guard(entry["id"], where, pattern)


def _rule(entry: dict[str, Any], classes: dict[str, str], guards: dict[str, Guard]) -> Rule:
    owner = entry["id"]
    unless, doubt = tuple(entry.get("unless", ())), tuple(entry.get("doubt", ()))
    if missing := [name for name in unless + doubt if name not in guards]:
        raise ValueError(f"{owner}: unknown guards {missing}")
    if entry["about"] not in ("soi", "autre"):
        raise ValueError(f"{owner}: about {entry['about']!r}")
    return Rule(
        id=owner,
        kind=Urgence(entry["kind"]).value,
        about=entry["about"],
        certain=entry.get("certain", True),
        first=entry.get("first", False),
        patterns=tuple(_compile([each], classes, owner) for each in entry["patterns"]),
        needs=tuple(_compile(each, classes, owner) for each in entry.get("needs", ())),
        unless=unless,
        doubt=doubt,
        yes=tuple(entry["yes"]),
        no=tuple(entry.get("no", ())),
    )
