"""The evaluation's pictures: confusion matrix and calibration, as PNG for a page."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from knowledge.vocabulary import Situation
from tests.evaluation.measures import NOTHING, Bin

INK, LINE = "#1f3a4d", "#b3572f"


def confusion_picture(table: Mapping[str, Mapping[str, int]]) -> str:
    """Rows: what was expected; columns: what was read first; as a `data:` address."""
    rows = [name for name in Situation.values() if name in table]
    columns = [*rows, NOTHING]
    counts = [[table[row].get(column, 0) for column in columns] for row in rows]
    figure = Figure(figsize=(9.5, 8.5))
    axes = figure.subplots()
    shares = [[count / (sum(line) or 1) for count in line] for line in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for y, line in enumerate(counts):
        for x, count in enumerate(line):
            if count:
                shade = "white" if shares[y][x] > 0.5 else INK
                axes.text(x, y, str(count), ha="center", va="center", color=shade, fontsize=8)
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="right", fontsize=8)
    axes.set_yticks(range(len(rows)), rows, fontsize=8)
    axes.set_xlabel("situation lue en premier")
    axes.set_ylabel("situation attendue")
    return _address(figure)


def calibration_picture(bins_by_side: Mapping[str, Sequence[Bin]]) -> str:
    """How often each level of confidence is right, beside the diagonal; a `data:` address."""
    figure = Figure(figsize=(6, 5))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", linewidth=1, label="idéal")
    for (title, bins), colour in zip(bins_by_side.items(), (INK, LINE), strict=False):
        axes.plot(
            [one.confidence for one in bins],
            [one.right for one in bins],
            marker="o",
            color=colour,
            label=title,
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("confiance annoncée")
    axes.set_ylabel("part de lectures justes")
    axes.legend()
    return _address(figure)


def _address(figure: Figure) -> str:
    buffer = io.BytesIO()
    figure.tight_layout()
    figure.savefig(buffer, format="png", dpi=80)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
