"""Fits how likely an answer is right, and says how far off it is on what it has not seen.

    baton eval answers --docs D --questions Q --rows answers.jsonl
    baton eval scope --docs D --queries Q --out-of-scope T --rows NAME.jsonl   (one for each corpus)
    python3 fit.py answers.jsonl NAME.jsonl ...

It prints the model `right` of `answerability.json`, and for each corpus the error of weights that
were fitted without it. Needs nothing but Python.
"""

import json
import math
import sys

# What counts as one corpus, because it shares documents.
CORPUS = {"arduino_help": "arduino", "mtrag": "mtragun"}
# Each corpus weighs the same, but for the one whose questions without an answer were written to
# look answerable: words and meaning cannot tell them, and visitors rarely ask them.
WEIGHT = {"squad2": 0.1}
TOTAL = 300.0
PENALTY = 3.0
BINS = 10
BARS = (0.35, 0.5, 0.7)
# Corpora with questions that look answerable and are not.
NEAR_MISSES = {"clapnq", "mtragun", "squad2"}


def corpus(row):
    return CORPUS.get(row["source"], row["source"])


def seen(row):
    return [row["sum"], row["above"], row["missing"], row["held"]]


def solve(matrix, vector):
    """Gauss, for a handful of unknowns."""
    size = len(vector)
    rows = [list(line) + [value] for line, value in zip(matrix, vector)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda line: abs(rows[line][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for line in range(at + 1, size):
            share = rows[line][at] / rows[at][at]
            rows[line] = [a - share * b for a, b in zip(rows[line], rows[at])]
    solution = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][k] * solution[k] for k in range(at + 1, size))
        solution[at] = (rows[at][size] - rest) / rows[at][at]
    return solution


def logistic(x):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def fit(rows, of):
    counts = {}
    for row in rows:
        counts[corpus(row)] = counts.get(corpus(row), 0) + 1
    weights = [WEIGHT.get(corpus(row), 1.0) * TOTAL / counts[corpus(row)] for row in rows]
    values = [of(row) for row in rows]
    size, total = len(values[0]), sum(weights)
    means = [sum(w * v[k] for w, v in zip(weights, values)) / total for k in range(size)]
    spreads = [
        math.sqrt(sum(w * (v[k] - means[k]) ** 2 for w, v in zip(weights, values)) / total)
        for k in range(size)
    ]
    scaled = [[(v[k] - means[k]) / spreads[k] for k in range(size)] + [1.0] for v in values]
    found = [0.0] * (size + 1)
    for _ in range(30):
        slope = [PENALTY * x for x in found[:-1]] + [0.0]
        bend = [[PENALTY * (i == j) * (i < size) for j in range(size + 1)] for i in range(size + 1)]
        for row, weight, x in zip(rows, weights, scaled):
            p = logistic(sum(a * b for a, b in zip(found, x)))
            for i, value in enumerate(x):
                slope[i] += weight * (p - row["right"]) * value
                for j, other in enumerate(x):
                    bend[i][j] += weight * p * (1 - p) * value * other
        step = solve(bend, slope)
        found = [a - b for a, b in zip(found, step)]
        if max(abs(x) for x in step) < 1e-9:
            break
    raw = [x / spread for x, spread in zip(found, spreads)]
    return found[-1] - sum(w * m for w, m in zip(raw, means)), raw


def error(rows, shown):
    """The expected calibration error over bins of equally many."""
    pairs = sorted(zip(shown, (row["right"] for row in rows)), key=lambda pair: pair[0])
    total = 0.0
    for at in range(BINS):
        part = pairs[len(pairs) * at // BINS : len(pairs) * (at + 1) // BINS]
        total += abs(sum(p for p, _ in part) - sum(right for _, right in part))
    return total / len(pairs)


def model(rows, near=lambda row: True):
    """How to weigh is learnt where that is hard; what the sum is worth, from all there is."""
    bias, weights = fit([row for row in rows if near(row)], seen)
    scale = lambda row: [bias + sum(w * x for w, x in zip(weights, seen(row)))]
    shift, (factor,) = fit(rows, scale)
    return shift + factor * bias, [factor * w for w in weights]


def shares(rows, said):
    """Of those that can be answered so many are, and of the others."""
    classes = [[s for s, row in zip(said, rows) if row["answerable"] == yes] for yes in (True, False)]
    return "/".join(f"{sum(own) / max(1, len(own)):.2f}" for own in classes)


def main(answers, *scopes):
    rows = []
    for path in (answers, *scopes):
        with open(path, encoding="utf-8") as lines:
            rows += [dict(json.loads(line), file=path) for line in lines]
    # The same question to the same documents stands in two sets.
    distinct = list({(corpus(row), row["question"]): row for row in reversed(rows)}.values())
    with_near_misses = {row["source"] for row in rows if row["file"] == answers}
    easy = lambda row: row["file"] != answers and row["source"] in with_near_misses
    near = lambda row: row["answerable"] or not easy(row)
    bias, weights = model(distinct, near)
    print(json.dumps({"bias": round(bias, 4), "weights": [round(w, 4) for w in weights]}))
    print("\nof weights that were fitted without the corpus: the error, and at each bar the share")
    print("answered of the questions that have an answer / of those that have none\n")
    ordinary = []
    for name in sorted({corpus(row) for row in rows}):
        bias, weights = model([row for row in distinct if corpus(row) != name], near)
        for file, source in sorted({(r["file"], r["source"]) for r in rows if corpus(r) == name}):
            own = [row for row in rows if (row["file"], row["source"]) == (file, source)]
            shown = [logistic(bias + sum(w * x for w, x in zip(weights, seen(r)))) for r in own]
            searched = [row["verdict"] in ("answered", "closest") for row in own]
            at = lambda bar: [p >= bar and known for p, known in zip(shown, searched)]
            said = "  ".join(f"{bar} {shares(own, at(bar))}" for bar in BARS)
            print(f"{source:24} {len(own):5} rows  ece {error(own, shown):.3f}  {said}")
            if name not in NEAR_MISSES:
                ordinary += zip(own, shown)
    own, shown = zip(*ordinary)
    print(f"{'without near misses':24} {len(own):5} rows  ece {error(own, shown):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
