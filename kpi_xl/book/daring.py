"""How unreasonable targets are, on pages: a live band for each row, and sentences about the whole.

Knows briefs, cells and words. Does not know how a band is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_xl.book.amounts import share
from kpi_xl.book.brief import Brief, at
from kpi_xl.book.page import Rule
from kpi_xl.insight.unreasonable import BANDS, LIMITS, MONTHS, Band, Judged, Yardstick, past_changes, unreasonable
from kpi_xl.labels import listed
from kpi_xl.labels import unreasonable as words
from kpi_xl.model.kpi import Kpi

NAMED = 3
"""So many levers a sentence names."""

LISTED = 5
"""So many targets are explained one by one, the gravest first."""

LOOKS: dict[Band, str] = {"daring": "fair", "unreasonable": "attention"}
"""Amber asks for attention and blames nobody."""


def judged(brief: Brief) -> dict[str, Judged]:
    """Return how unreasonable what a scenario asks is: of its goals' KPIs, the KGI, and every lever that moves."""
    asked = [kpi.name for kpi in brief.aimed_kpis]
    values = {name: brief.solution.values[name] for name in (*asked, *brief.solution.moved)}
    return unreasonable(brief.tree, values, brief.history)


def band_formula(brief: Brief, kpi: Kpi, row: int) -> str:
    """Return the live formula of a row's band; blank where the target asks for nothing."""
    base, target = at("baseline", row), at("target", row)
    parts = ",".join(_levels(brief, kpi, row))
    shown = ",".join(f'"{said}"' for said in ("", *(_shown(brief, band) for band in BANDS)))
    return f'=IF({target}={base},"",CHOOSE(1+MAX({parts}),{shown}))'


def rules(area: str, first: str) -> Iterator[Rule]:
    """Yield the live looks of a column of bands, by their stars."""
    for band, look in LOOKS.items():
        yield Rule(area, f'LEFT({first},3)="{words.STARS[band]}"', look)


def rule(brief: Brief) -> str:
    """Say the rule by which bands are given."""
    (ordinary, beyond), (some, most), (usual, rare) = LIMITS["today"], LIMITS["room"], LIMITS["history"]
    limits = {"ordinary": f"{ordinary:g}", "unreasonable": f"{beyond:g}", "usual": f"{usual:g}", "rare": f"{rare:g}"}
    return brief.say(words.RULE, **limits, some=f"{some:.0%}", most=f"{most:.0%}")


def sentence(brief: Brief) -> str:
    """Say how unreasonable the first goal is, and that what it takes can be talked about; nothing where nothing moves."""
    found, moved = judged(brief), brief.solution.moved
    goal = found.get(brief.goal_kpis[0].name)
    levers = [each for name, each in found.items() if name in moved]
    if goal is None or "today" not in goal.figures or not levers:
        return ""
    label = words.GOAL_UNREASONABLE if goal.band == "unreasonable" else words.GOAL
    times = _figure("today", goal.figures["today"])
    said = brief.say(label, kpi=brief.goal_kpis[0].shown, times=times, band=words.BANDS[goal.band])
    counts = {band: sum(each.band == band for each in levers) for band in BANDS}
    beyond = [brief.tree.kpis[each.kpi].shown for each in levers if each.band == "unreasonable"]
    named = listed([*beyond[:NAMED], *(["…"] if len(beyond) > NAMED else [])], brief.lang)
    parts = {"count": len(levers), "ordinary": counts["ordinary"], "daring": counts["daring"]}
    within = words.ALL_WITHIN if goal.band == "unreasonable" else words.WITHIN
    return said + brief.say(words.SOME_BEYOND if beyond else within, **parts, beyond=len(beyond), levers=named)


def asked(brief: Brief) -> float:
    """Return how many times better than today a scenario's first goal is to become; 1 where that is no ratio."""
    found = judged(brief).get(brief.goal_kpis[0].name)
    return found.figures.get("today", 1.0) if found else 1.0


def explained(brief: Brief) -> Iterator[str]:
    """Yield the gravest targets with their figures on every yardstick."""
    ranked = sorted(judged(brief).values(), key=lambda each: -BANDS.index(each.band))
    for each in ranked[:LISTED]:
        figures = [words.FIGURES[key].fill(figure=_figure(key, value)).say(brief.lang) for key, value in each.figures.items()]
        if figures:
            kpi = brief.tree.kpis[each.kpi].shown
            yield brief.say(words.JUDGED, kpi=kpi, shown=_shown(brief, each.band), figures=listed(figures, brief.lang))


def _levels(brief: Brief, kpi: Kpi, row: int) -> Sequence[str]:
    """Return the band on each yardstick as a formula, counted from 1; 0 where the yardstick does not apply."""
    base, target, room = (at(key, row) for key in ("baseline", "target", "room"))
    levels = [_level("today", f"MAX({target}/{base},{base}/{target})", f"AND({base}>0,{target}>0)")]
    if kpi.industry is not None and kpi.industry > 0.0 and (industry := brief.source(kpi.name, "industry")):
        figure = f"IF({at('way', row)}>0,{target}/{industry},{industry}/{target})"
        levels.append(_level("industry", figure, f"AND({target}>0,N({industry})>0)"))
    if kpi.is_lever:
        levels.append(_level("room", room, f"ISNUMBER({room})"))
    past = past_changes(brief.history.get(kpi.name, ()))
    if past is not None:
        needed = f"LN({target}/{base})/{MONTHS}"
        figure = f"SIGN({needed})*({needed}-({past.mean:.12g}))/{past.deviation:.12g}"
        levels.append(_level("history", figure, f"AND({base}>0,{target}>0)"))
    return levels


def _level(yardstick: Yardstick, figure: str, applies: str) -> str:
    ordinary, beyond = LIMITS[yardstick]
    return f"IFERROR(IF({applies},IF({figure}<={ordinary:g}*(1+1E-9),1,IF({figure}<{beyond:g}*(1-1E-9),2,3)),0),0)"


def _shown(brief: Brief, band: Band) -> str:
    return brief.say(words.SHOWN, stars=words.STARS[band], band=words.BANDS[band])


def _figure(yardstick: str, value: float) -> str:
    return share(value) if yardstick == "room" else f"{value:,.2f}"
