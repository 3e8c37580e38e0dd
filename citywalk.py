"""The command door: reads arguments, makes one call into planner or routes, prints.

No logic of its own.
"""

import os
import sys
from collections.abc import Iterable, Sequence

from cli.arguments import build_parser, language
from cli.output import BAD_INPUT, DONE, complain, unwritable
from planner.errors import CitywalkError, Fault
from planner.words import say


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; those of the process if not given.

    Returns
    -------
    int
        0 done, 1 no feasible route, 2 bad input.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    lang = language(given)
    try:
        arguments = build_parser(lang).parse_args(given)
        return int(arguments.run(arguments))
    except CitywalkError as error:
        faults: Iterable[Fault] = error.faults
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        faults = [unwritable(error, error.filename or "")]
    except KeyboardInterrupt:
        print(say("cli.interrupted", lang), file=sys.stderr)
        return BAD_INPUT
    complain(faults, lang, as_object="--json" in given)
    return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
