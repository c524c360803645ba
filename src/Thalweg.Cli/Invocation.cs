using System.CommandLine;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>One run of a verb: its flags' values and where to write.</summary>
internal sealed class Invocation(Verb verb, ParseResult parsed, Terminal terminal) : IDisposable
{
    /// <summary>The programs that compute losses of this run; their processes end with it.</summary>
    public ExternalPrograms Programs { get; } = new(terminal.Warn, terminal.Cancellation);

    public Terminal Terminal { get; } = terminal;

    public bool IsJson => IsSet(verb.Json);

    public bool IsGiven(Flag flag) => parsed.GetResult(flag.Symbol) is { Implicit: false };

    public bool IsSet(Switch option) => parsed.GetValue(option.Symbol);

    public string? Operand(Operand operand) => parsed.GetValue(operand.Symbol);

    public long Integer(Flag flag) => Value<long>(flag);

    public int SmallInteger(Flag flag) => checked((int)Value<long>(flag));

    public double Number(Flag flag) => Value<double>(flag);

    /// <summary>Value of a flag of words, free text or a path.</summary>
    public string Text(Flag flag) => Value<string>(flag);

    public string? TextOrNull(Flag flag) => IsGiven(flag) ? Text(flag) : null;

    public ResolvedCall Call(Flag flag) => Value<ResolvedCall>(flag);

    /// <summary>Values of a flag that may be given several times.</summary>
    public IReadOnlyList<ResolvedCall> Calls(Flag flag) =>
        [.. Texts(flag).Select(text => (ResolvedCall)Read(flag, text))];

    /// <summary>The texts of a flag as they were written.</summary>
    public IReadOnlyList<string> Written(Flag flag) => parsed.GetValue(flag.Symbol) ?? [];

    public T Value<T>(Flag flag)
    {
        var texts = Texts(flag);
        return texts.Count == 1
            ? (T)Read(flag, texts[0])
            : throw new InputException($"given {texts.Count} times; '{verb.Name}' takes it once", flag.Place);
    }

    /// <summary>The threads that were asked for, or as many as there are processors.</summary>
    public WorkerTeam Team(Flag threads) => new(ThreadCount(threads), Terminal.Cancellation);

    private int ThreadCount(Flag threads) => IsGiven(threads) ? SmallInteger(threads) : Environment.ProcessorCount;

    /// <summary>Refuses flags that another one leaves without a meaning.</summary>
    /// <param name="where">For example <c>with --objective</c>.</param>
    /// <exception cref="InputException">One of them is given.</exception>
    public void Refuse(string where, params ReadOnlySpan<Flag> flags)
    {
        foreach (var flag in flags)
        {
            if (IsGiven(flag))
            {
                throw new InputException($"has no meaning {where}; leave it out", flag.Place);
            }
        }
    }

    /// <summary>Refuses work that takes more memory than there is, before anything is made.</summary>
    /// <param name="sources">Losses that are there at once.</param>
    /// <param name="others">What is needed beside them.</param>
    /// <exception cref="InputException">It takes more.</exception>
    public void RequireMemory(IEnumerable<Source> sources, Flag threads, params IReadOnlyList<MemoryPart> others)
    {
        var count = ThreadCount(threads);
        MemoryLimit.Require(
            $"'{verb.Name}'",
            [.. sources.Distinct().SelectMany(source => source.SizeFor(count).Parts), .. others]
        );
    }

    public void Dispose() => Programs.Dispose();

    private static object Read(Flag flag, string text) => flag.Option.Read(text, flag.Place);

    private IReadOnlyList<string> Texts(Flag flag) =>
        Written(flag) is { Count: > 0 } written ? written
        : flag.Option.Default is { } standard ? [standard]
        : throw new InputException($"missing; expected {flag.Option.Expected}: {flag.Option.Description}", flag.Place);
}
