"""Commands and groups of commands whose help and refusals are in the language of the user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from report_builder.cli.locale import OPTION
from report_builder.cli.terminal import SHOWN, words
from report_builder.language.catalogue import Catalogue, languages
from report_builder.language.message import Message, Value, one_of, say, say_many
from report_builder.sources.nearest import did_you_mean

_LANGUAGE = click.Option([OPTION], expose_value=False, metavar="cli.metavar.language", help="cli.option.lang")
"""Read before the command line is: what is wrong with it is told in that language, too."""

_BUILT_IN = {"--help": "cli.option.help"}
"""What click says of its own options, by their names."""

_HYPHEN, _UNBROKEN = "-", "\N{NON-BREAKING HYPHEN}"


class Formatter(click.HelpFormatter):
    """Writes help whose lines end between words only: names of commands and options stay whole."""

    def write_text(self, text: str) -> None:
        """Write a text in lines."""
        super().write_text(text.replace(_HYPHEN, _UNBROKEN))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names, each with its text in lines beside it."""
        unbroken = [(name, text.replace(_HYPHEN, _UNBROKEN)) for name, text in rows]
        super().write_dl(unbroken, col_max, col_spacing)

    def getvalue(self) -> str:
        """Return what was written, with its hyphens."""
        return super().getvalue().replace(_UNBROKEN, _HYPHEN)


class RefusedError(click.UsageError):
    """A command line that cannot be meant; ``said`` says why."""

    def __init__(
        self, said: Message, ctx: click.Context | None = None, nearest: Message | None = None
    ) -> None:
        super().__init__(said.key, ctx)
        self.said = said
        self.nearest = nearest


class Command(click.Command):
    """A command. ``help``, ``short_help`` and the help and metavars of its parameters are keys.

    ``examples`` are command lines, each alone or with the key of what it does; ``notes`` the keys of what
    stands below them.
    """

    def __init__(
        self,
        *arguments: Any,
        examples: Sequence[str | tuple[str, str]] = (),
        notes: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.examples = examples
        self.notes = notes

    def get_help_option_names(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's name
        """Return the names of the help, which click remembers from the first context that asks for them."""
        return ["-h", "--help"]

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, with the language and the help last."""
        *own, last = super().get_params(ctx)
        return [*own, _LANGUAGE, last] if last.opts[-1] == "--help" else [*own, last, _LANGUAGE]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises RefusedError for more of them than there may be."""
        may_have_more = ctx.allow_extra_args
        ctx.allow_extra_args = True
        try:
            more = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        ctx.allow_extra_args = may_have_more
        if more and not may_have_more and not ctx.resilient_parsing:
            raise RefusedError(say_many("cli.usage.more", len(more), arguments=" ".join(more)), ctx)
        return more

    def get_help(self, ctx: click.Context) -> str:
        """Return the help."""
        formatter = Formatter(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        spoken = words(ctx)
        formatter.write_usage(ctx.command_path, " ".join(_pieces(self, ctx)), f"{spoken('cli.help.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(words(ctx)(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option does."""
        spoken = words(ctx)
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option) and not one.hidden]
        rows = [(_name(one, spoken), _help(one, spoken)) for one in options]
        with formatter.section(spoken("cli.help.options")):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples and notes."""
        if not self.examples:
            return
        spoken = words(ctx)
        pairs = [(one, "") if isinstance(one, str) else one for one in self.examples]
        widest = max((len(line) for line, key in pairs if key), default=0)
        lines = [f"  {line.ljust(widest)}  {spoken(key)}" if key else f"  {line}" for line, key in pairs]
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n".join(("\b", spoken("cli.help.examples"), *lines)))
            for note in self.notes:
                formatter.write_paragraph()
                formatter.write_text(spoken(note))


class Group(Command, click.Group):
    """A group of commands that knows what was meant."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option and each command does."""
        super().format_options(ctx, formatter)
        spoken = words(ctx)
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, spoken(one.short_help or one.help or "")) for name, one in found if one]
        with formatter.section(spoken("cli.help.commands")):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called. Raises RefusedError."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            nearest = did_you_mean(name, self.list_commands(ctx))
            raise RefusedError(say("cli.usage.no-command", name=name), ctx, nearest)
        return super().resolve_command(ctx, args)


def _pieces(command: click.Command, ctx: click.Context) -> Iterable[str]:
    spoken = words(ctx)
    yield f"[{spoken('cli.metavar.options')}]"
    for one in command.get_params(ctx):
        if isinstance(one, click.Argument):
            name = _metavar(one, spoken)
            yield name if one.required else f"[{name}]"
    if isinstance(command, click.Group):
        yield spoken("cli.metavar.command")


def _metavar(parameter: click.Parameter, spoken: Catalogue) -> str:
    metavar = parameter.metavar
    if metavar is None and isinstance(parameter.type, click.Choice):
        return f"[{'|'.join(parameter.type.choices)}]"
    return spoken(metavar) if metavar and metavar.startswith("cli.") else metavar or ""


def _name(option: click.Option, spoken: Catalogue) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {_metavar(option, spoken)}"


def _help(option: click.Option, spoken: Catalogue) -> str:
    key = _BUILT_IN.get(option.opts[-1], option.help or "")
    said = spoken(key, shown=SHOWN, languages=one_of(languages()))
    extra = []
    if option.show_default:
        extra.append(spoken("cli.help.default", value=str(option.default)))
    if option.required:
        extra.append(spoken("cli.help.required"))
    return f"{said} ({'; '.join(extra)})" if extra else said


def usage_words(error: click.UsageError) -> tuple[Message, Message | None]:
    """What is wrong with a command line, and which name may have been meant where one is near."""
    if isinstance(error, RefusedError):
        return error.said, error.nearest
    if isinstance(error, click.NoSuchOption):
        parameters = _parameters(error)
        known = [name for one in parameters for name in (*one.opts, *one.secondary_opts) if name[0] == "-"]
        return say("cli.usage.no-option", name=error.option_name), did_you_mean(error.option_name, known)
    spoken = words(error.ctx)
    if isinstance(error, click.BadOptionUsage):
        option = next((one for one in _parameters(error) if error.option_name in one.opts), None)
        takes_none = isinstance(option, click.Option) and option.is_flag
        key = "cli.usage.takes-no-value" if takes_none else "cli.usage.lacks-value"
        return say(key, name=error.option_name), None
    parameter = error.param if isinstance(error, click.BadParameter) else None
    if parameter is None:
        return say("cli.usage.other", said=error.format_message().rstrip(".")), None
    name = parameter.opts[0] if isinstance(parameter, click.Option) else _metavar(parameter, spoken)
    if isinstance(error, click.MissingParameter):
        key = "cli.usage.missing-option" if name.startswith("-") else "cli.usage.missing-argument"
        return say(key, name=name), None
    return say("cli.usage.value", name=name, right=_right(parameter.type)), None


def _parameters(error: click.UsageError) -> list[click.Parameter]:
    return error.ctx.command.get_params(error.ctx) if error.ctx else []


def _right(kind: click.ParamType[Any]) -> Value:
    """What a parameter of this kind may be."""
    if isinstance(kind, click.Choice):
        return one_of([f"'{one}'" for one in kind.choices])
    if isinstance(kind, click.DateTime):
        return say("cli.usage.date")
    if isinstance(kind, click.Path):
        return say("cli.usage.file" if kind.file_okay else "cli.usage.folder")
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if isinstance(kind, click.IntRange) and least is not None and most is not None:
        return say("cli.usage.between", least=int(least), most=int(most))
    if least is not None:
        return say("cli.usage.at-least", least=int(least))
    return say("cli.usage.other-kind", kind=kind.name)
