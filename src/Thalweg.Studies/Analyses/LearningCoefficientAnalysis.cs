using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Curvature;
using Thalweg.Results.Records;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a learning coefficient depends on.</summary>
/// <param name="IsPolished">Whether the centre is trained on to the bottom first.</param>
public sealed record LearningCoefficientInputs(
    Centre Centre,
    Source Source,
    bool IsPolished,
    double Radius,
    int Points,
    int Moves,
    int Levels,
    int Runs,
    ulong Seed
)
{
    internal SplittingOptions Options =>
        new()
        {
            Radius = Radius,
            Points = Points,
            Moves = Moves,
            Levels = Levels,
            Runs = Runs,
            Seed = Seed,
        };
}

/// <summary>The local learning coefficient of the loss of every run at its end.</summary>
public sealed class LearningCoefficientAnalysis : Analysis<LearningCoefficientInputs, LearningCoefficientRecord>
{
    private const int LeastPoints = 128;
    private const int LeastMoves = 20;

    // Values of a move along a slice, about.
    private const long PerMove = 2;

    private LearningCoefficientAnalysis()
        : base("learning-coefficient", algorithm: 1) { }

    public static LearningCoefficientAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "learning-coefficient",
            "how degenerate the minimum at the end of every run is: learning coefficient of its loss by volumes of nested levels in a ball, with interval",
            [
                new NumberOption("radius", "0.5", "radius of the ball about the end of the run")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                    Maximum = 1e6,
                },
                new IntegerOption("points", null, "points of a run [default: 4 for each parameter, 128 at least]")
                {
                    Minimum = 8,
                    Maximum = 1_000_000,
                    IsOptional = true,
                },
                new IntegerOption(
                    "moves",
                    null,
                    "moves of a point from where it was copied [default: one for each parameter, 20 at least]"
                )
                {
                    Maximum = 100_000,
                    IsOptional = true,
                },
                new IntegerOption("levels", "300", "nested levels, each of half the volume of the one before")
                {
                    Minimum = SplittingOptions.LeastLevels,
                    Maximum = 100_000,
                },
                new IntegerOption("runs", "8", "independent runs, whose scatter the interval is from")
                {
                    Minimum = SplittingOptions.LeastRuns,
                    Maximum = 10_000,
                },
                new FlagOption("polish", "true", "train on to the bottom first, so that the ball has its centre there"),
            ]
        )
        {
            AlsoKnownAs = ["llc", "rlct"],
        };

    public override string ToldApartBy => "";

    public override Stage Stage => Stage.Spectra;

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains.All.Select(chain =>
        {
            var (source, parameters) = (chain.Variant.Source, chain.Variant.Source.Layout.Count);
            var inputs = new LearningCoefficientInputs(
                chain.End,
                source,
                call!.Flag("polish"),
                call.Number("radius"),
                call.Has("points") ? call.Integer("points") : Math.Max(LeastPoints, 4 * parameters),
                call.Has("moves") ? call.Integer("moves") : Math.Max(LeastMoves, parameters),
                call.Integer("levels"),
                call.Integer("runs"),
                chains.DirectionSeedOf(chain)
            );
            var moves = (long)inputs.Runs * inputs.Levels * inputs.Points / 2 * inputs.Moves;
            return chain.Hang(
                Task(inputs, chain.Label("learning coefficient at")) with
                {
                    Loss = chains.NameOf(source),
                },
                new TaskWork(CoefficientSurroundings.Gradients, moves * PerMove)
            ) with
            {
                Memory = [SampleMemory.OfVectors(4.0 * inputs.Points, parameters, "points", call.Location)],
            };
        });
    }

    public override Computed<LearningCoefficientRecord> Compute(
        LearningCoefficientInputs inputs,
        TaskContext context,
        Provenance stamp
    )
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var objective = context.Objectives.Of(inputs.Source);
        var surroundings = new CoefficientSurroundings(objective, place.Parameters, inputs, context);
        var runs = surroundings.Runs();
        var fit = runs.Count == 0 ? null : LearningCoefficient.Fit(runs, objective.ParameterCount);
        var langevin = surroundings.Langevin(runs);
        var basin = fit is null ? null : surroundings.Basin(fit);
        context.Progress(1);
        var levels = runs.Count == 0 ? 0 : runs.Min(run => run.Excesses.Count);
        var record = new LearningCoefficientRecord(
            stamp with
            {
                Warnings = [.. place.Warnings, .. surroundings.Warnings(fit)],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.TrainedOn,
            place.Seed,
            place.Step,
            objective.ParameterCount,
            surroundings.Loss,
            surroundings.Moved,
            inputs.Radius,
            runs.Count,
            levels,
            fit?.Estimate ?? double.NaN,
            fit?.Interval.Lower ?? double.NaN,
            fit?.Interval.Upper ?? double.NaN,
            fit?.Multiplicity ?? 0,
            fit?.MostMultiplicity ?? 0,
            fit?.Inflation ?? double.NaN,
            fit?.Range.From ?? double.NaN,
            fit?.Range.To ?? double.NaN,
            fit?.LowestExcess ?? double.NaN,
            Word(runs.MinBy(run => run.Excesses.Count)?.Stop),
            fit?.Values ?? 0,
            [
                .. langevin?.Temperatures.Select(t => new LangevinPoint(
                    t.InverseTemperature,
                    t.Coefficient,
                    t.StandardError,
                    t.Acceptance
                )) ?? [],
            ],
            langevin?.Extrapolated ?? double.NaN,
            basin
        );
        return new Computed<LearningCoefficientRecord>(
            record,
            levels == 0
                ? []
                :
                [
                    Array("excesses", runs.SelectMany(run => run.Excesses.Take(levels))),
                    Array("logVolumes", runs.SelectMany(run => run.LogVolumes.Take(levels))),
                ]
        );

        KeyValuePair<string, NpyArray> Array(string name, IEnumerable<double> values) =>
            new(name, new NpyArray([runs.Count, levels], [.. values]));
    }

    private static string Word(SplittingStop? stop) =>
        stop switch
        {
            SplittingStop.LevelsTaken => "levels taken",
            SplittingStop.Rounding => "rounding",
            SplittingStop.LowerPoint => "lower point",
            SplittingStop.Plateau => "plateau",
            _ => "not finite",
        };
}
