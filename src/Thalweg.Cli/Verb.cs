using System.CommandLine;

namespace Thalweg.Cli;

/// <summary>One verb of the command line.</summary>
internal abstract class Verb
{
    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>A command line that works.</summary>
    public abstract string Example { get; }

    public virtual bool IsHidden => false;

    public Switch Json { get; } = new("json", "one JSON object on standard output, everything else on standard error");

    protected virtual IReadOnlyList<Flag> Flags => [];

    /// <summary>Switches beside <c>--json</c>.</summary>
    protected virtual IReadOnlyList<Switch> Switches => [];

    protected virtual IReadOnlyList<Operand> Operands => [];

    /// <summary>The verb as a command of the parser.</summary>
    public Command Build(Terminal terminal)
    {
        var command = new Command(Name, Description) { Hidden = IsHidden };
        foreach (var operand in Operands)
        {
            command.Add(operand.Symbol);
        }
        foreach (var flag in Flags)
        {
            command.Add(flag.Symbol);
        }
        foreach (var option in Switches.Append(Json))
        {
            command.Add(option.Symbol);
        }
        command.SetAction(parsed =>
        {
            foreach (var operand in Operands)
            {
                operand.Check(parsed, this);
            }
            using var invocation = new Invocation(this, parsed, terminal);
            FileClaims.Check(Claims(invocation));
            invocation.CheckStandardStreams(Flags);
            return Run(invocation);
        });
        return command;
    }

    /// <summary>The files that a run reads and writes, as far as its flags say.</summary>
    protected virtual IEnumerable<FileClaim> Claims(Invocation invocation) => FileClaims.Of(invocation, Flags);

    /// <summary>Does the work.</summary>
    /// <returns>A value of <see cref="ExitCode"/>.</returns>
    protected abstract int Run(Invocation invocation);
}
