"""Rules about who is calculated from whom: rows that lead nowhere, and parents that say otherwise.

Knows names and their order. Does not know units.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.insight.inspected import Inspected, Remark
from kpi_xl.labels import linter as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.model.names import same


def orphans(seen: Inspected) -> Iterator[Remark]:
    """Yield rows that use no other and that no other uses; one with a typed parent is contradicted instead."""
    tree = seen.tree
    used = {child for children in tree.children.values() for child in children}
    for kpi in tree.kpis.values():
        if kpi.name not in used and not tree.children[kpi.name] and kpi.name != tree.kgi and not kpi.parent:
            yield Remark((kpi,), words.ORPHAN_SAID, words.ORPHAN_REMEDY)


def dead(seen: Inspected) -> Iterator[Remark]:
    """Yield levers that other rows use, but not the KGI."""
    tree = seen.tree
    kgi, alive = tree.kpis[tree.kgi], seen.below(tree.kgi)
    used = {child for children in tree.children.values() for child in children}
    for name in tree.levers:
        if name in used and name not in alive:
            yield Remark((tree.kpis[name],), words.DEAD_SAID, words.DEAD_REMEDY, {"kgi": kgi.shown})


def contradicted(seen: Inspected) -> Iterator[Remark]:
    """Yield rows under a typed parent that is not calculated from them."""
    for kpi in seen.tree.kpis.values():
        parent = _typed_parent(seen, kpi)
        if parent and (parent is kpi or kpi.name not in seen.below(parent.name)):
            yield Remark((kpi, parent), words.CONTRADICTED_SAID, words.CONTRADICTED_REMEDY, {"parent": parent.shown})


def _typed_parent(seen: Inspected, kpi: Kpi) -> Kpi | None:
    return next((each for each in seen.tree.kpis.values() if same(each.name, kpi.parent)), None) if kpi.parent else None
