"""The language of the command line, Vietnamese unless English is asked for.

Two catalogues do the talking, through gettext as click does: «vi» turns click's own English texts into Vietnamese,
«en» turns the Vietnamese helps of our commands into English.
"""

from __future__ import annotations

import copy
import gettext
import os
import sys
from pathlib import Path
from typing import Final

import click

DEFAULT_LANG: Final = "vi"
LANGUAGES: Final = ("vi", "en")
LANG_VARIABLE: Final = "QUYCHE_LANG"
LOCALE_FOLDER: Final = Path(__file__).with_name("locale")
_DOMAIN: Final = "messages"  # Miền mặc định của gettext, nơi click tra các câu của mình.


def speak_language(lang: str) -> None:
    """Let click and the helps speak `lang`; what has no translation stays as it was written."""
    os.environ["LANGUAGE"] = lang if lang in LANGUAGES else DEFAULT_LANG
    gettext.bindtextdomain(_DOMAIN, str(LOCALE_FOLDER))
    gettext.textdomain(_DOMAIN)


def asked_language(args: list[str]) -> str:
    """Return the language that `--lang` asks for, wherever it stands on the line, else that of QUYCHE_LANG.

    It must be known before the line is parsed, because the parser's complaints are in it, too. A language that there
    is not is left to the parser to refuse.
    """
    ours = args[: args.index("--")] if "--" in args else args
    asked = os.environ.get(LANG_VARIABLE, DEFAULT_LANG)
    for place, arg in enumerate(ours):
        if arg.startswith("--lang="):
            asked = arg.removeprefix("--lang=")
        elif arg == "--lang" and place + 1 < len(ours):
            asked = ours[place + 1]
    return asked if asked in LANGUAGES else DEFAULT_LANG


def in_language(command: click.Command) -> click.Command:
    """Return a copy of `command` whose help is in the language spoken now, with the option `--lang` added."""
    spoken = copy.copy(command)
    vars(spoken)["_help_option"] = None  # click giữ lại dòng trợ giúp đã dựng, có thể bằng tiếng khác.
    spoken.help = _said(command.help)
    spoken.options_metavar = _said(command.options_metavar)
    spoken.params = [*(_param_in_language(param) for param in command.params), _lang_option()]
    if isinstance(spoken, click.Group):
        spoken.subcommand_metavar = _said(spoken.subcommand_metavar) or ""
    return spoken


def write_utf8() -> None:
    """Let standard output and error be UTF-8 whatever the locale says; what UTF-8 cannot hold is written escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _param_in_language(param: click.Parameter) -> click.Parameter:
    spoken = copy.copy(param)
    spoken.metavar = _said(param.metavar)
    if isinstance(spoken, click.Option):
        spoken.help = _said(spoken.help)
    return spoken


def _said(text: str | None) -> str | None:
    return gettext.gettext(text) if text else text


def _lang_option() -> click.Option:
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        callback=_remember,
        help=_said("Ngôn ngữ: vi (mặc định) hoặc en."),
    )


def _remember(ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        ctx.find_root().obj = value
    return value
