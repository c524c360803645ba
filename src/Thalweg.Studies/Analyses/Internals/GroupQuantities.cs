using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What was measured of one variant, run by run and pair by pair.</summary>
/// <param name="Loss">Name of the loss.</param>
/// <param name="Runs">Quantities of runs, [seeds] each; NaN where one is not known.</param>
/// <param name="Pairs">Quantities of pairs of runs.</param>
internal sealed record GroupQuantities(
    string Label,
    string Loss,
    IReadOnlyList<(string Quantity, double[] Figures)> Runs,
    IReadOnlyList<PairQuantity> Pairs,
    int Seeds
)
{
    public static GroupQuantities Read(ComparedGroup group, TaskContext context)
    {
        var ends = group.Trains.Select(train => TrainedRun.Read(context, train)).ToList();
        var places = ends.ConvertAll(run => run.At(null).Parameters);
        var runs = new List<(string, double[])>();
        if (ends.TrueForAll(run => run.Record.LowerBound is not null))
        {
            runs.Add(("aboveBound", [.. ends.Select(run => run.Record.Final.Loss - run.Record.LowerBound!.Value)]));
        }
        if (ends.TrueForAll(run => run.Record.History.OtherLosses.ContainsKey(Stops.HeldOut)))
        {
            runs.Add(("heldOut", [.. ends.Select(run => HeldOut(run.Record))]));
        }
        runs.Add(("norm", [.. places.Select(place => Vectors.Norm(place))]));
        if (group.Spectra is { } spectra)
        {
            runs.Add(("largestEigenvalue", [.. spectra.Select(s => context.Read<SpectrumRecord>(s).Largest)]));
        }
        return new(group.Label, group.Loss, runs, [Distances(places), .. Ways(group, ends, context)], ends.Count);
    }

    /// <summary>Where the parameters that were kept were recorded; NaN where they were not.</summary>
    private static double HeldOut(TrainRecord run)
    {
        var kept = run.FinalStep ?? run.StepsDone;
        for (var row = run.History.Steps.Count - 1; row >= 0; row--)
        {
            if (run.History.Steps[row] == kept)
            {
                return run.History.OtherLosses[Stops.HeldOut][row];
            }
        }
        return double.NaN;
    }

    private static PairQuantity Distances(List<double[]> places)
    {
        var pairs = new List<(int, int)>();
        var distances = new List<double>();
        for (var j = 1; j < places.Count; j++)
        {
            for (var i = 0; i < j; i++)
            {
                var step = new double[places[i].Length];
                Vectors.Difference(places[i], places[j], step);
                pairs.Add((i, j));
                distances.Add(Vectors.Norm(step));
            }
        }
        return new("distance", null, pairs, distances);
    }

    private static IEnumerable<PairQuantity> Ways(ComparedGroup group, List<TrainedRun> ends, TaskContext context)
    {
        foreach (var entry in group.Paths)
        {
            List<(int, int)> pairs = [.. entry.First.Zip(entry.Second)];
            var ways = entry.Paths.Select(task => Way(task, context)).ToList();
            if (ends[0].Record.LowerBound is { } bound)
            {
                yield return new("height", entry.Method, pairs, ways.ConvertAll(w => w.Height - bound));
            }
            yield return new("barrier", entry.Method, pairs, ways.ConvertAll(w => w.Barrier));
        }
    }

    private static (double Height, double Barrier) Way(EarlierTask task, TaskContext context)
    {
        if (context.Stored(task).Kind == LineAnalysis.Instance.Kind)
        {
            var line = context.Read<LineRecord>(task).Losses[0];
            return (line.Height, line.Barrier);
        }
        var path = context.Read<PathRecord>(task).Losses[0];
        return (path.Height, path.Barrier);
    }
}

/// <summary>A quantity of pairs of runs.</summary>
/// <param name="Path">How the path was sought; null where there is none.</param>
/// <param name="Pairs">Places among the seeds.</param>
internal sealed record PairQuantity(
    string Quantity,
    string? Path,
    IReadOnlyList<(int, int)> Pairs,
    IReadOnlyList<double> Figures
);
