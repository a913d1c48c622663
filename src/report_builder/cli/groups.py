"""Groups of commands that name the nearest one for a name that is none."""

from __future__ import annotations

import click

from report_builder.sources.nearest import did_you_mean


class NoSuchCommand(click.UsageError):
    """A name that is no command; ``hint`` names the nearest, or is empty."""

    def __init__(self, name: str, hint: str, ctx: click.Context) -> None:
        super().__init__(f"there is no command '{name}'", ctx)
        self.hint = hint


class Group(click.Group):
    """A group of commands that knows what was meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called. Raises NoSuchCommand."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise NoSuchCommand(name, did_you_mean(name, self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)


def usage_words(error: click.UsageError) -> tuple[str, str]:
    """Message and nearest name for what is wrong with a command line; the name may be empty."""
    if isinstance(error, NoSuchCommand):
        return error.message, error.hint
    if isinstance(error, click.NoSuchOption):
        parameters = error.ctx.command.get_params(error.ctx) if error.ctx else []
        known = [name for one in parameters for name in (*one.opts, *one.secondary_opts) if name[0] == "-"]
        return f"there is no option '{error.option_name}'", did_you_mean(error.option_name, known)
    message = error.format_message().rstrip(".")
    return message[:1].lower() + message[1:], ""
