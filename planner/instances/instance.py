"""A published instance: the problem in whole numbers, and how to say its answer in the file's.

Units: ticks, the solver's seconds; ``ticks`` of them make one unit of the file. Imports
planner.errors and planner.orienteering.
"""

from dataclasses import dataclass
from typing import Literal

from planner.errors import CitywalkError
from planner.instances.distance import Points
from planner.orienteering.problem import Problem

Form = Literal["toptw", "tdoptw", "op"]


class InstanceError(CitywalkError):
    """A file is no orienteering instance that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A published orienteering instance for one walker.

    Parameters
    ----------
    name : str
        Name of the file without its ending.
    form : {"toptw", "tdoptw", "op"}
        Which format it is in.
    problem : Problem
        What is asked; one option a place.
    numbers : tuple of int
        What the file calls the options, the start and the end, in the order of the rows of
        ``problem.travel_s``.
    ticks : int
        The solver's units of time in one of the file's.
    points : Points, optional
        Where all rows lie, if distances are unrounded; then ``problem`` rounds them down and is a
        relaxation, see ``planner.instances.answer``.
    """

    name: str
    form: Form
    problem: Problem
    numbers: tuple[int, ...]
    ticks: int
    points: Points | None = None

    def tour(self, order: tuple[int, ...]) -> list[int]:
        """Write a tour in the numbers of the file.

        Parameters
        ----------
        order : tuple of int
            Options in the order visited.

        Returns
        -------
        list of int
            Numbers from the start to the end, both included.
        """
        rows = (self.problem.start, *order, self.problem.end)
        return [self.numbers[row] for row in rows]
