using System.Text.Json;
using Thalweg.Landscapes.Curvature;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Results.Records;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the stability along a training depends on.</summary>
/// <param name="Train">The run, whose parameters are met again.</param>
/// <param name="Run">All that the run depends on: it is trained again, since what an optimizer remembers at a checkpoint is stored nowhere.</param>
/// <param name="Tolerance">Of Lanczos, over the largest |λ|.</param>
/// <param name="Products">For each eigenvalue, at most.</param>
/// <param name="Seed">Of the random vectors.</param>
public sealed record StabilityInputs(EarlierTask Train, TrainInputs Run, double Tolerance, int Products, ulong Seed);

/// <summary>The largest eigenvalue of the Hessian at the checkpoints of every training, as it is and as the optimizer sees it, beside what its steps
/// bear.</summary>
public sealed class StabilityAnalysis : Analysis<StabilityInputs, StabilityRecord>
{
    // Products of an eigenvalue where it converges as it usually does.
    private const double UsualProducts = 100;

    private StabilityAnalysis()
        : base("stability", algorithm: 1) { }

    public static StabilityAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "stability",
            "largest eigenvalue of the Hessian at the checkpoints of every training, plain and preconditioned by what the optimizer remembers, beside 2/rate; trains again",
            [
                new NumberOption("tolerance", "1e-8", "of Lanczos: residual over the largest eigenvalue")
                {
                    Minimum = 0,
                    Maximum = 1,
                    ExcludesMinimum = true,
                    ExcludesMaximum = true,
                },
                new IntegerOption("products", "500", "products for each eigenvalue at most") { Minimum = 16 },
            ]
        )
        {
            AlsoKnownAs = ["edge-of-stability"],
        };

    public override string ToldApartBy => "";

    public override Stage Stage => Stage.Stabilities;

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var chain in chains.All)
        {
            var run = TrainAnalysis.InputsOf(chain.Variant, chain.Seed, chains.SharingParameters(chain.Variant.Source));
            var inputs = new StabilityInputs(
                EarlierTask.Of(chain.Train),
                run,
                call.Number("tolerance"),
                call.Integer("products"),
                chains.DirectionSeedOf(chain)
            );
            var products = 2 * Math.Min(inputs.Products, UsualProducts) * run.Checkpoints.Count;
            yield return chain.Hang(
                Task(inputs, chain.Label("stability along")) with
                {
                    Loss = chains.NameOf(chain.Variant.Source),
                },
                chain.Train.Work + LossesAtEnds.Work(products)
            ) with
            {
                Memory = TrainMemory.Of(run, isSaved: true),
            };
        }
    }

    public override Computed<StabilityRecord> Compute(StabilityInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var trained = TrainedRun.Read(context, inputs.Train);
        var trainer = TrainAnalysis.TrainerOf(inputs.Run, context with { Spent = null });
        var (rows, state) = Resume(context);
        state ??= trainer.Begin(TrainAnalysis.StartOf(inputs.Run));
        var isAnother = false;
        var options = new LanczosOptions(1, SpectrumEnd.Largest)
        {
            Tolerance = inputs.Tolerance,
            LargestProducts = inputs.Products,
            Seed = inputs.Seed,
        };
        trainer.Run(
            state,
            context.Team,
            saved => context.Partial?.Save(StabilityState.Write(Record(stamp), saved.ToBytes())),
            new Listener<TrainingProgress>(p => context.Progress(p.Step / (double)inputs.Run.Steps)),
            Look
        );
        return new Computed<StabilityRecord>(Record(stamp with { Warnings = [.. Describe(rows, isAnother)] }), []);

        void Look(CheckpointView checkpoint)
        {
            isAnother |= !IsThere(trained, checkpoint);
            var edge = EdgeOfStability.At(checkpoint, options, context.Team);
            rows.Add(Row(checkpoint, edge));
        }

        StabilityRecord Record(Provenance provenance) =>
            new(
                provenance,
                inputs.Train.Key,
                inputs.Run.Source.Label,
                trained.Record.Formulation,
                trained.Record.Seed,
                trained.Parameters.Length,
                rows
            );
    }

    private static (List<StabilityRow> Rows, TrainingState? State) Resume(TaskContext context)
    {
        if (context.Partial?.Load() is not { } bytes)
        {
            return ([], null);
        }
        try
        {
            var (record, state) = StabilityState.Read(bytes);
            return ([.. record.Rows], TrainingState.FromBytes(state));
        }
        catch (Exception failure) when (failure is TrainingStateException or JsonException or FormatException)
        {
            // A state of another format is as good as none: the task starts over.
            return ([], null);
        }
    }

    /// <summary>Whether the run that is stored passed through these parameters, to the bit.</summary>
    private static bool IsThere(TrainedRun trained, CheckpointView checkpoint)
    {
        for (var c = 0; c < trained.Checkpoints.Count; c++)
        {
            if (trained.Record.CheckpointSteps[c] == checkpoint.Step)
            {
                return trained.Checkpoints[c].AsSpan().SequenceEqual(checkpoint.Parameters.Span);
            }
        }
        return false;
    }

    private static StabilityRow Row(CheckpointView checkpoint, EdgeOfStability? edge) =>
        new(
            checkpoint.Step,
            checkpoint.View.Optimizer,
            checkpoint.View.Preconditioner?.Word,
            edge?.Largest.Value ?? double.NaN,
            edge?.Largest.Bound ?? double.NaN,
            edge?.Seen?.Value,
            edge?.Seen?.Bound,
            checkpoint.View.Rate,
            checkpoint.View.Threshold,
            edge?.IsExact ?? false,
            edge is { Largest.IsConverged: true } && edge.Seen?.IsConverged != false
        );

    private static IEnumerable<string> Describe(List<StabilityRow> rows, bool isAnother)
    {
        if (isAnother)
        {
            yield return "Trained again, the run came to other parameters: its loss does not give the same numbers twice, and these eigenvalues are of another run than the one that is stored.";
        }
        if (rows.Exists(row => double.IsNaN(row.Largest)))
        {
            yield return "At a checkpoint a product with the Hessian was not finite: there is no eigenvalue.";
        }
    }
}
