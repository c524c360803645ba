using System.CommandLine;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Weights;
using Thalweg.Studies.Syntax;

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

    /// <summary>The words behind <c>--</c>; null for a verb that takes none.</summary>
    protected virtual Rest? Rest => null;

    /// <summary>The words that are no flags, in their order.</summary>
    public IReadOnlyList<Operand> Words => Operands;

    /// <summary>Names of all flags and switches.</summary>
    public IEnumerable<string> Options =>
        Flags
            .Select(flag => flag.Name)
            .Concat(Switches.Append(Json).Select(option => option.Symbol.Name))
            .Append("--help");

    /// <summary>The flag of that name, whose value is the word behind it; null where there is none.</summary>
    public Flag? Taking(string name) => Flags.FirstOrDefault(flag => flag.Name == name);

    /// <summary>The verb as a command of the parser.</summary>
    public Command Build(Terminal terminal)
    {
        var command = new Command(Name, Description) { Hidden = IsHidden };
        foreach (var operand in Operands)
        {
            command.Add(operand.Symbol);
        }
        if (Rest is not null)
        {
            command.Add(Rest.Symbol);
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
            Rest?.Check(parsed, this);
            using var invocation = new Invocation(this, parsed, terminal);
            FileClaims.Check(Claims(invocation));
            invocation.CheckStandardStreams(Flags);
            FilePresence.Require(invocation, Flags);
            return RunNamingStreams(invocation);
        });
        return command;
    }

    /// <summary>The files that a run reads and writes, as far as its flags say.</summary>
    protected virtual IEnumerable<FileClaim> Claims(Invocation invocation) => FileClaims.Of(invocation, Flags);

    /// <summary>What is wrong with standard input is told of it, not of the file that holds it.</summary>
    private int RunNamingStreams(Invocation invocation)
    {
        try
        {
            return Run(invocation);
        }
        catch (Exception fault)
            when (fault is InputException or WeightFormatException or ArrayFormatException
                && invocation.Spooled is { } file
                && fault.Message.Contains(file, StringComparison.Ordinal)
            )
        {
            var message = fault.Message.Replace(file, Invocation.StandardInputName, StringComparison.Ordinal);
            throw fault is InputException { Location: { } place }
                ? new InputException(message, place, fault)
                : new InputException(message);
        }
    }

    /// <summary>Does the work.</summary>
    /// <returns>A value of <see cref="ExitCode"/>.</returns>
    protected abstract int Run(Invocation invocation);
}
