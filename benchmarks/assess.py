"""The assessment of 10,000 units by 39 items, every loss with its evidence, against those items as a zen-engine graph.

    python benchmarks/assess.py [--full]

The rival is GoRules' zen-engine: the same 39 items as one decision graph of expression nodes, run with its trace on the
figures of each unit already counted, so it neither reads records nor knows which one a point was lost by. Both sides'
points of every item are compared before anything is timed. `--full` shows that time is linear to 100,000 units.
"""

import gc
import json
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import zen  # noqa: E402

from docgen.assessment import Rules, assess, read_rules  # noqa: E402
from docgen.assessment.assess import assess_one  # noqa: E402
from docgen.assessment.dossier import Dossier  # noqa: E402
from docgen.assessment.items import plan  # noqa: E402
from docgen.assessment.kinds import KINDS  # noqa: E402
from docgen.assessment.office import dossiers  # noqa: E402
from tests.assessment.years import year  # noqa: E402

CHUNK = 250
SAME = 200
TURNS = 5


def rules() -> Rules:
    """The rules of the sample."""
    return read_rules(ROOT / "samples" / "safety-2026" / "rules.xlsx").rules


def chunk(first: int) -> tuple[int, int, float, int]:
    """Score `CHUNK` units made up for this turn; units, losses, CPU seconds of the scoring, and losses unshown."""
    signed = rules()
    given = year(CHUNK, seed=first)
    gc.collect()
    start = time.process_time()
    results = assess(signed, given.records, given.office)
    spent = time.process_time() - start
    losses = [loss for one in results for loss in one.losses]
    return len(results), len(losses), spent, sum(not loss.evidence for loss in losses)


def run(units: int, jobs: int = 2) -> tuple[float, int, int, float]:
    """Score so many units on `jobs` processors: seconds of scoring on the busier one, losses, bare ones, CPU."""
    with ProcessPoolExecutor(jobs, max_tasks_per_child=None) as pool:
        done = list(pool.map(chunk, range(units // CHUNK)))
    cpu = sum(one[2] for one in done)
    return cpu / jobs, sum(one[1] for one in done), sum(one[3] for one in done), cpu


# the rival


def graph(made_rules: Rules) -> tuple[str, list[tuple[str, int]]]:
    """The items as a decision graph: one expression node an item over the counted figures, all in a row."""
    nodes: list[dict[str, object]] = [{"id": "in", "type": "inputNode", "name": "in"}]
    edges = []
    inputs: list[tuple[str, int]] = []
    last = "in"
    for item in made_rules.items:
        rows = []
        for part in item.parts:
            count = len(KINDS[part.kind].inputs(part))
            inputs.append((part.id, count))
            names = [f"{name_of(part.id)}_{n}" for n in range(count)]
            formula = expression(KINDS[part.kind].formula(part, names))
            rows.append({"id": part.id, "key": f"p_{name_of(part.id)}", "value": formula})
        node = f"n_{name_of(item.id)}"
        content = {"expressions": rows, "passThrough": True}
        nodes.append({"id": node, "type": "expressionNode", "name": item.id, "content": content})
        edges.append({"id": f"{last}-{node}", "sourceId": last, "targetId": node, "type": "edge"})
        last = node
    nodes.append({"id": "out", "type": "outputNode", "name": "out"})
    edges.append({"id": f"{last}-out", "sourceId": last, "targetId": "out", "type": "edge"})
    return json.dumps({"nodes": nodes, "edges": edges}), inputs


def name_of(text: str) -> str:
    return "x" + text.replace(".", "_").replace("/", "_")


def expression(formula: str) -> str:
    """An Excel formula of a kind in zen's own language."""
    return _Translator(formula).whole()


class _Translator:
    """IF, MIN, MAX, COUNT, ROUND and ROUNDUP become conditions and calls that zen knows."""

    def __init__(self, formula: str) -> None:
        self.text, self.at = formula, 0

    def whole(self) -> str:
        return self._until("")

    def _until(self, ends: str) -> str:
        out = ""
        while self.at < len(self.text) and self.text[self.at] not in ends:
            word = ""
            while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] == "_"):
                word += self.text[self.at]
                self.at += 1
            if word and self.at < len(self.text) and self.text[self.at] == "(" and word.isupper():
                out += self._call(word)
            elif word:
                out += word
            elif self.text[self.at] == "(":
                self.at += 1
                out += f"({self._until(')')})"
                self.at += 1
            elif self.text.startswith('""', self.at):
                out += "null"
                self.at += 2
            elif self.text[self.at] == "=":
                out += "=="
                self.at += 1
            elif self.text[self.at] in "<>" and self.text[self.at + 1 : self.at + 2] == "=":
                out += self.text[self.at : self.at + 2]
                self.at += 2
            else:
                out += self.text[self.at]
                self.at += 1
        return out

    def _call(self, word: str) -> str:
        self.at += 1
        given = [self._until(",)")]
        while self.text[self.at] == ",":
            self.at += 1
            given.append(self._until(",)"))
        self.at += 1
        if word == "IF":
            return f"({given[0]} ? {given[1]} : {given[2]})"
        if word == "COUNT":
            return "(" + " + ".join(f"({one} != null ? 1 : 0)" for one in given) + ")"
        if word in ("MIN", "MAX"):
            return f"{word.lower()}([{', '.join(given)}])"
        return f"{'ceil' if word == 'ROUNDUP' else 'round'}({', '.join(given[: 1 if word == 'ROUNDUP' else 2])})"


def figures(made_rules: Rules, d: Dossier) -> dict[str, float | int | None]:
    """The counted figures of a unit, as the rival is given them."""
    told: dict[str, float | int | None] = {}
    for item in made_rules.items:
        for part in item.parts:
            for n, one in enumerate(KINDS[part.kind].inputs(part)):
                value = one.get(d)
                told[f"{name_of(part.id)}_{n}"] = float(value) if isinstance(value, Fraction) else value
    return told


def differences(made_rules: Rules, rival: object, given: list[tuple[Dossier, dict[str, float | int | None]]]) -> int:
    """How many parts of units without a gap in their returns get other points by the rival than by us."""
    made = plan(made_rules)
    zeroed = {item for rule in made_rules.zeroed for item in rule.items}  # which a graph of items does not know
    wrong = 0
    for d, told in given:
        result = assess_one(made, d)
        answer = rival.evaluate(told)["result"]  # type: ignore[attr-defined]
        for score in result.items:
            item = made_rules.item(score.item)
            if item is None or any(loss.open for loss in score.losses) or any(p.pooled for p in item.parts):
                continue
            if item.id in zeroed and any("ledger.unlisted" in loss.key for loss in score.losses):
                continue
            points = [answer.get(f"p_{name_of(part.id)}") for part in item.parts]
            earned = sum(value for value in points if value is not None)
            wrong += abs(earned - float(score.earned)) > 1e-6
    return wrong


def compared() -> float:
    """The rival's CPU for the same units ÷ ours, the median of interleaved turns."""
    made_rules = rules()
    content, _ = graph(made_rules)
    rival = zen.ZenEngine().create_decision(content)
    given = year(SAME)
    told = [(d, figures(made_rules, d)) for d in dossiers(made_rules, given.records, given.office)]
    print(f"points that differ between both, of {SAME} units: {differences(made_rules, rival, told)}")
    ratios = []
    for _ in range(TURNS):
        gc.collect()
        start = time.process_time()
        assess(made_rules, given.records, given.office)
        ours = time.process_time() - start
        start = time.process_time()
        for _, figure in told:
            rival.evaluate(figure, {"trace": True})
        theirs = time.process_time() - start
        ratios.append((theirs / ours, ours / SAME * 1000, theirs / SAME * 1000))
    middle = sorted(ratios)[TURNS // 2]
    print(f"ours {middle[1]:.2f} ms a unit (records to result, with evidence), zen with trace {middle[2]:.2f} ms")
    return median(ratio for ratio, _, _ in ratios)


def lines(full: bool) -> Iterator[str]:
    """What is measured, line by line."""
    start = time.perf_counter()
    seconds, _, _, _ = run(500, jobs=1)
    yield f"500 units: {seconds:.2f} s"
    for units in (10_000, 100_000) if full else (10_000,):
        seconds, losses, bare, cpu = run(units)
        yield (
            f"{units:,} units x 39 items on two cores: {seconds:.1f} s ({cpu:.1f} s of CPU), {losses:,} losses,"
            f" {bare} without evidence"
        )
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield f"most memory of a worker: {peak:.0f} MB; with making the units up {time.perf_counter() - start:.0f} s"


if __name__ == "__main__":
    for line in lines("--full" in sys.argv[1:]):
        print(line)
    print(f"ratio: {compared():.2f}")
