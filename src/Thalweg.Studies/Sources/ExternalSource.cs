using System.Text.Json.Serialization;
using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A loss that another program computes (docs/external.md).</summary>
/// <remarks>Keys hold the words of the command and the content of its files; the folder, the time limit and the number of processes
/// change no number. The processes belong to whoever owns <see cref="ExternalPrograms"/>.</remarks>
public sealed record ExternalSource : Source, IStarts
{
    // A process may take any time: tasks side by side keep several of them busy, and states are saved often.
    private const long Work = 300_000;

    private readonly ExternalProgram program;
    private readonly ProgramDescription description;
    private readonly CancellationToken cancellation;

    private ExternalSource(ResolvedCall objective, ExternalProgram program, CancellationToken cancellation)
    {
        Objective = objective;
        this.program = program;
        this.cancellation = cancellation;
        description = program.Describe(cancellation);
    }

    [JsonIgnore]
    public ResolvedCall Objective { get; }

    /// <summary>The words of the command, quoted where they need it.</summary>
    public string Command => program.Command.Describe();

    /// <summary>SHA-256 of the files of the command, by their names in it.</summary>
    public IReadOnlyDictionary<string, string> Files => program.Fingerprint.Files;

    [JsonIgnore]
    public override string? Note => program.Fingerprint.Note;

    [JsonIgnore]
    public override string Label => description.Name;

    [JsonIgnore]
    public override IReadOnlyList<SourcePart> Parts => [new("objective", Objective)];

    [JsonIgnore]
    public override ParameterLayout Layout => description.Layout;

    /// <summary>What tensors of equal names and shapes mean, the programs must agree on.</summary>
    [JsonIgnore]
    public override string Meaning => "program";

    [JsonIgnore]
    public override bool? IsSumOfSquares => description.ResidualCount > 0;

    [JsonIgnore]
    public override bool IsInDouble => false;

    /// <summary>True where the program has no start of its own but names its tensors, which are then drawn as those of a network.</summary>
    [JsonIgnore]
    public bool TakesInitializer => !description.OffersStart;

    /// <summary>Hashes the files of a command and asks its program what it is.</summary>
    /// <param name="objective">A call of <see cref="ExternalSignature"/>.</param>
    /// <param name="folder">Where paths of the call are relative to, and where the processes work.</param>
    /// <param name="programs">Owns the processes.</param>
    /// <exception cref="InputException">A file cannot be read, or the program does not start or describe itself.</exception>
    public static ExternalSource Of(ResolvedCall objective, string folder, ExternalPrograms programs)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(programs);
        try
        {
            var program = programs.Of(ExternalSignature.Command(objective, folder));
            return new ExternalSource(objective, program, programs.Cancellation);
        }
        catch (Exception exception)
            when (exception is ExternalProcessException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(exception.Message, objective.Location, exception);
        }
    }

    public override IObjective Create() => new ExternalObjective(program, description);

    public override SourceSize SizeFor(int threads) => base.SizeFor(threads) with { Work = Work };

    public override T? As<T>()
        where T : class =>
        typeof(T) == typeof(IStarts) && !description.OffersStart && !description.HasTensors ? null : base.As<T>();

    public double[] Start(ResolvedCall? initializer, ulong seed) =>
        program.Start(seed, cancellation)
        ?? Initializers
            .Create(
                initializer
                    ?? throw new ArgumentNullException(
                        nameof(initializer),
                        "the program has no start: give an initializer"
                    )
            )
            .Draw(Layout, seed);
}
