using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>What a training takes beside its losses.</summary>
public static class TrainMemory
{
    // Numbers of a row, its columns in the record, and the objects around them.
    private const double BytesPerRow = 600;
    private const double NumbersPerRow = 15;

    /// <param name="isSaved">Whether its state is kept, in one piece.</param>
    public static IReadOnlyList<MemoryPart> Of(TrainInputs inputs, bool isSaved)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var size = inputs.Source.SizeFor(1);
        var rows = (inputs.Steps / inputs.Record) + 2.0;
        var checkpoints = inputs.Checkpoints.Count;
        return
        [
            .. inputs
                .Optimizer.Calls.Zip(inputs.Optimizer.Create())
                .Select(phase => OfOptimizer(phase.First, phase.Second.Optimizer, inputs.Source.Layout, size, isSaved)),
            new(
                rows * BytesPerRow,
                string.Create(CultureInfo.InvariantCulture, $"{rows:g10} recorded rows"),
                "more steps between recorded rows"
            )
            {
                Saved = isSaved ? rows * NumbersPerRow * sizeof(double) : 0,
            },
            SampleMemory.OfVectors(checkpoints, size.Parameters, "checkpoints", null) with
            {
                Saved = isSaved ? (double)checkpoints * size.Parameters * sizeof(double) : 0,
            },
        ];
    }

    /// <summary>Every loss that a training evaluates.</summary>
    public static IEnumerable<Source> Sources(TrainInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Others.Prepend(inputs.Source).Concat(inputs.HeldOut is { } heldOut ? [heldOut] : []);
    }

    /// <summary>What an optimizer keeps that trains on a loss without being saved.</summary>
    internal static MemoryPart OfOptimizer(ResolvedCall call, Source source) =>
        OfOptimizer(call, Optimizers.Create(call), source.Layout, source.SizeFor(1), isSaved: false);

    private static MemoryPart OfOptimizer(
        ResolvedCall call,
        Optimizer optimizer,
        ParameterLayout layout,
        SourceSize size,
        bool isSaved
    )
    {
        var memory = optimizer.MemoryFor(layout, size.Rows);
        var residuals =
            size.Rows > size.Parameters && memory != optimizer.MemoryFor(layout, size.Parameters)
                ? string.Create(CultureInfo.InvariantCulture, $" and {size.Rows} residuals")
                : "";
        return new MemoryPart(
            (memory.Total + (isSaved ? 2 * memory.Saved : 0)) * sizeof(double),
            string.Create(
                CultureInfo.InvariantCulture,
                $"what '{call.Name}' keeps for {size.Parameters} parameters{residuals}"
            ),
            "another optimizer such as lbfgs or adam, or a smaller network",
            call.Location
        )
        {
            Longest = memory.Longest,
            Saved = isSaved ? memory.Saved * sizeof(double) : 0,
        };
    }
}
