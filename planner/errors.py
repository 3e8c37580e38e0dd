"""What went wrong, where, and how to mend it, in both languages. Imports only planner.words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.words import Lang, catalogue, say


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input.

    Parameters
    ----------
    code : str
        Name of the fault; its texts are ``faults.<code>`` and ``faults.<code>_hint``.
    where : str
        The file, feature and field, or the request's field, that is at fault.
    values : mapping of str to object, optional
        What the texts' placeholders stand for.
    """

    code: str
    where: str
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: Lang) -> str:
        """Say what is wrong.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language wanted.

        Returns
        -------
        str
            One sentence.
        """
        return say(f"faults.{self.code}", lang, where=self.where, **self._in(lang))

    def hint(self, lang: Lang) -> str:
        """Say how to mend it.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language wanted.

        Returns
        -------
        str
            One sentence; empty where there is nothing to add.
        """
        key = f"faults.{self.code}_hint"
        return say(key, lang, where=self.where, **self._in(lang)) if key in catalogue() else ""

    def as_json(self, lang: Lang) -> dict[str, str]:
        """Return the error object that ``--json`` prints.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of message and hint.

        Returns
        -------
        dict of str to str
            Keys ``code``, ``message``, ``field``, ``hint``.
        """
        return {
            "code": self.code,
            "message": self.message(lang),
            "field": self.where,
            "hint": self.hint(lang),
        }

    def _in(self, lang: Lang) -> dict[str, object]:
        """Pick the language of those values that are given in both, as ``{"zh": …, "en": …}``."""
        return {k: v[lang] if isinstance(v, dict) else v for k, v in self.values.items()}


class CitywalkError(Exception):
    """Base of all errors that a user's input can cause; carries every fault found at once.

    Parameters
    ----------
    faults : iterable of Fault
        At least one.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.where}: {f.message('en')}" for f in self.faults))


class RequestError(CitywalkError):
    """The request cannot be read: an unknown theme, place, date, number or start."""


class DatasetError(CitywalkError):
    """A file of the dataset is broken: places, themes, starts, boundary or overlay."""


class ExtractError(CitywalkError):
    """The street extract cannot be read or holds no walkable street."""
