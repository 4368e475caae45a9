"""A histogram of samples, cut where goals are met.

Knows samples and values of goals. Does not know how it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats

BINS = 30
TAIL = 0.005
"""Of the samples on either side, which a histogram leaves out: a long tail would squeeze the rest."""


@dataclass(frozen=True)
class Histogram:
    """How the KGI is spread: the middle of each bin, and for each section between two marks the share of samples in each bin."""

    middles: Floats
    sections: tuple[Floats, ...]


def histogram(samples: Floats, marks: list[float], lower: bool) -> Histogram | None:
    """Return the histogram of a KGI's samples, which rise, cut at the marks; None where all samples are the same.

    Parameters
    ----------
    marks
        The goals' values, the easiest first.
    lower
        Whether less is better.
    """
    low, high = np.quantile(samples, (TAIL, 1.0 - TAIL)).tolist() if samples.size else (0.0, 0.0)
    if not low < high:
        return None
    edges = np.linspace(low, high, BINS + 1)
    met = sum((samples <= mark if lower else samples >= mark).astype(int) for mark in marks) if marks else np.zeros(samples.size, dtype=int)
    sections = tuple(np.histogram(samples[met == count], edges)[0] / samples.size for count in range(len(marks) + 1))
    return Histogram((edges[:-1] + edges[1:]) / 2.0, sections)
