using System.CommandLine;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>One run of a verb: its flags' values and where to write.</summary>
internal sealed class Invocation(Verb verb, ParseResult parsed, Terminal terminal) : IDisposable
{
    /// <summary>The programs that compute losses of this run; their processes end with it.</summary>
    public ExternalPrograms Programs { get; } = new(terminal.Warn, terminal.Note, terminal.Cancellation);

    public Terminal Terminal { get; } = terminal;

    private bool isOutputTaken;

    /// <summary>Standard input in messages.</summary>
    public const string StandardInputName = "standard input";

    /// <summary>The file that holds what came from standard input; null where nothing was read from there.</summary>
    public string? Spooled { get; private set; }

    /// <summary>Where the result is written: standard error where a file takes standard output.</summary>
    public TextWriter Results => isOutputTaken ? Terminal.Error : Terminal.Output;

    public bool IsJson => IsSet(verb.Json);

    public bool IsGiven(Flag flag) => parsed.GetResult(flag.Symbol) is { Implicit: false };

    public bool IsSet(Switch option) => parsed.GetValue(option.Symbol);

    public string? Operand(Operand operand) => parsed.GetValue(operand.Symbol);

    public IReadOnlyList<string> Words(Rest rest) => parsed.GetValue(rest.Symbol) ?? [];

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

    /// <summary>The paths of a flag that names files to read; what is given as <c>-</c> is read once and kept for this run.</summary>
    public IReadOnlyList<string> Paths(Flag flag) =>
        [.. Written(flag).Select(path => path == OutputFile.Standard ? StandardInput() : path)];

    /// <summary>The file that a flag names, opened before the work begins.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public OutputFile Output(Flag flag) => OutputFile.Of(flag.Name, Text(flag), Terminal.OpenOutput);

    /// <summary>Refuses what standard input and standard output cannot do: to be read or written twice.</summary>
    public void CheckStandardStreams(IEnumerable<Flag> flags)
    {
        var standard = flags
            .Where(flag => flag.Use != FileUse.None && IsGiven(flag))
            .SelectMany(flag => Written(flag).Where(text => text == OutputFile.Standard).Select(_ => flag))
            .ToList();
        if (standard.FirstOrDefault(flag => flag.Use == (FileUse.Read | FileUse.Written)) is { } kept)
        {
            throw new InputException("is read and written, and needs a file; name one", kept.Place);
        }
        if (standard.Where(flag => flag.Use == FileUse.Read).Skip(1).FirstOrDefault() is { } second)
        {
            throw new InputException("standard input can be read once; name a file", second.Place);
        }
        if (standard.Where(flag => flag.Use == FileUse.Written).Skip(1).FirstOrDefault() is { } other)
        {
            throw new InputException("standard output can be written once; name a file", other.Place);
        }
        isOutputTaken = standard.Exists(flag => flag.Use == FileUse.Written);
        if (isOutputTaken && IsJson)
        {
            throw new InputException(
                "standard output takes the file; name a file, or leave out --json",
                standard[^1].Place
            );
        }
    }

    /// <summary>The study that an operand names, <c>-</c> for standard input.</summary>
    /// <exception cref="InputException">Everything that is wrong with it.</exception>
    public Study Study(Operand operand)
    {
        var path = Operand(operand)!;
        if (path != OutputFile.Standard)
        {
            FilePresence.Require(path, $"<{operand.Symbol.Name}>", "a study file (YAML)");
            return StudyReader.ReadFile(path, Programs);
        }
        using var input = Terminal.OpenInput();
        return StudyReader.Read(StudyReader.ReadText(input, StandardInputName), StandardInputName, "", Programs);
    }

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

    public void Dispose()
    {
        Programs.Dispose();
        if (Spooled is not null)
        {
            File.Delete(Spooled);
        }
    }

    private string StandardInput()
    {
        if (Spooled is null)
        {
            Spooled = SpoolFile.Create(StandardInputName);
            using var input = Terminal.OpenInput();
            using var file = File.Create(Spooled);
            input.CopyTo(file);
        }
        return Spooled;
    }

    private static object Read(Flag flag, string text) => flag.Option.Read(text, flag.Place);

    private IReadOnlyList<string> Texts(Flag flag) =>
        (flag.Use.HasFlag(FileUse.Read) ? Paths(flag) : Written(flag)) is { Count: > 0 } written ? written
        : flag.Option.Default is { } standard ? [standard]
        : throw new InputException($"missing; expected {flag.Option.Expected}: {flag.Option.Description}", flag.Place);
}
