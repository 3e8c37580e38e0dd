"""What is taken on the map: no label may touch it. Units: millimetres on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from routes.sheet.map.frame import Frame
from routes.sheet.map.label import Label

Shapes = NDArray[np.object_]

EDGE_MM = 0.8
"""A label keeps so far from the edge of the map."""
FOLD_GAP_MM = 1.0
"""And so far from a fold at either side: folding is no surgery."""
GAP_MM = 0.35
"""Two labels keep at least twice this apart."""


@dataclass(slots=True)
class Room:
    """The map while it is being filled: what may not be covered so far."""

    frame: Frame
    taken: list[BaseGeometry] = field(default_factory=list)

    def take(self, shapes: Sequence[BaseGeometry]) -> None:
        """Keep labels away from shapes.

        Parameters
        ----------
        shapes : sequence of BaseGeometry
            What was drawn.
        """
        self.taken.extend(shapes)

    def take_labels(self, labels: Sequence[Label]) -> None:
        """Keep labels away from labels.

        Parameters
        ----------
        labels : sequence of Label
            What was placed.
        """
        self.take([box_of(label) for label in labels])

    def free(self, shapes: Shapes, *, more: Sequence[BaseGeometry] = ()) -> NDArray[np.bool_]:
        """Tell which shapes lie on the map, across no fold and touch nothing that is taken.

        Parameters
        ----------
        shapes : array of BaseGeometry, shape (n,)
            Boxes of labels.
        more : sequence of BaseGeometry, optional
            What else may not be touched: few and large.

        Returns
        -------
        array of bool, shape (n,)
            Whether each is free.
        """
        page = self.frame.page().buffer(-EDGE_MM)
        shapely.prepare(page)
        free: NDArray[np.bool_] = shapely.contains(page, shapes)
        for fold in self.folds():
            free &= ~shapely.intersects(fold, shapes)
        if self.taken:
            hit, _ = shapely.STRtree(self.taken).query(shapes[free], predicate="intersects")
            free[np.flatnonzero(free)[hit]] = False
        for large in more:
            shapely.prepare(large)
            free[free] = ~shapely.intersects(large, shapes[free])
        return free

    def folds(self) -> list[BaseGeometry]:
        """Return the folds as strips that stay empty of labels.

        Returns
        -------
        list of BaseGeometry
            One a fold.
        """
        high = self.frame.height_mm
        return [
            LineString([(x, 0), (x, high)]).buffer(FOLD_GAP_MM, cap_style="flat")
            for x in self.frame.folds_mm
        ]


def box_of(label: Label, margin_mm: float = GAP_MM) -> BaseGeometry:
    """Return the box around a label.

    Parameters
    ----------
    label : Label
        The label.
    margin_mm : float, optional
        How much more around.

    Returns
    -------
    Polygon
        Millimetres.
    """
    return shapely.Polygon(label.corners(margin_mm))
