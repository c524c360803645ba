using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>A quantity of pairs of runs.</summary>
/// <param name="Path">How the path was sought; null where there is none.</param>
/// <param name="Pairs">Places among the runs that are looked at.</param>
/// <param name="Distances">Of the ends between which the path was sought; null where there is none.</param>
internal sealed record PairQuantity(
    string Quantity,
    string? Path,
    IReadOnlyList<(int, int)> Pairs,
    IReadOnlyList<double> Figures,
    IReadOnlyList<double>? Distances = null
)
{
    /// <summary>Of all pairs.</summary>
    public static PairQuantity OfAll(string quantity, int count, Func<int, int, double> figure)
    {
        (int I, int J)[] pairs =
        [
            .. Enumerable.Range(1, Math.Max(0, count - 1)).SelectMany(j => Enumerable.Range(0, j).Select(i => (i, j))),
        ];
        return new(quantity, null, pairs, [.. pairs.Select(p => figure(p.I, p.J))]);
    }

    /// <summary>‖θ_i − θ_j‖₂.</summary>
    public static PairQuantity AllDistances(string quantity, IReadOnlyList<double[]> places)
    {
        var step = new double[places[0].Length];
        return OfAll(
            quantity,
            places.Count,
            (i, j) =>
            {
                Vectors.Difference(places[i], places[j], step);
                return Vectors.Norm(step);
            }
        );
    }

    /// <summary>From each point to the copy of another near it.</summary>
    public static PairQuantity AlignedDistances(
        string quantity,
        IReadOnlyList<double[]> places,
        IAlignable copies,
        CancellationToken cancellation
    ) =>
        OfAll(
            quantity,
            places.Count,
            (i, j) =>
            {
                cancellation.ThrowIfCancellationRequested();
                return copies.Align(places[i], places[j]).Distance;
            }
        );

    /// <summary>Heights and barriers of the paths of a group, and heights on the held-out loss where paths were read on it.</summary>
    /// <param name="bound">The infimum of the loss; null where it is not known, and there are no heights then.</param>
    public static IEnumerable<PairQuantity> Ways(ComparedGroup group, double? bound, TaskContext context)
    {
        foreach (var entry in group.Paths)
        {
            List<(int, int)> pairs = [.. entry.First.Zip(entry.Second)];
            var ways = entry.Paths.Select(task => Way(task, context)).ToList();
            PairQuantity Of(string quantity, Func<Way, double> figure) =>
                new(quantity, entry.Method, pairs, ways.ConvertAll(w => figure(w)), ways.ConvertAll(w => w.Distance));
            if (bound is { } infimum)
            {
                yield return Of("height", w => w.Height - infimum);
            }
            yield return Of("barrier", w => w.Barrier);
            if (ways.TrueForAll(w => w.HeldOut is not null))
            {
                yield return Of("heldOutHeight", w => w.HeldOut!.Value);
            }
        }
    }

    private static Way Way(EarlierTask task, TaskContext context)
    {
        if (context.Stored(task).Kind == LineAnalysis.Instance.Kind)
        {
            var line = context.Read<LineRecord>(task);
            return new(
                line.Losses[0].Height,
                line.Losses[0].Barrier,
                line.Length ?? double.NaN,
                line.Losses.FirstOrDefault(l => l.Objective == Stops.HeldOut)?.Height
            );
        }
        var path = context.Read<PathRecord>(task);
        return new(
            path.Losses[0].Height,
            path.Losses[0].Barrier,
            path.Distance,
            path.Losses.FirstOrDefault(l => l.Objective == Stops.HeldOut)?.Height
        );
    }
}

/// <summary>What is compared of one path.</summary>
/// <param name="Distance">Of its ends.</param>
/// <param name="HeldOut">The highest loss on held-out data; null where it was not read.</param>
internal sealed record Way(double Height, double Barrier, double Distance, double? HeldOut);
