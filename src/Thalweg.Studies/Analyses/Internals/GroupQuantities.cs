using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What was measured of one variant, run by run and pair by pair.</summary>
/// <param name="Loss">Name of the loss.</param>
/// <param name="Runs">Quantities of runs, [runs] each; NaN where one is not known.</param>
/// <param name="Pairs">Quantities of pairs of runs.</param>
/// <param name="Count">Runs that are looked at.</param>
internal sealed record GroupQuantities(
    string Label,
    string Loss,
    IReadOnlyList<(string Quantity, double[] Figures)> Runs,
    IReadOnlyList<PairQuantity> Pairs,
    int Count
)
{
    private const string HeldOutErrorRate = "heldOutErrorRate";

    /// <param name="best">Runs that are looked at, those with the lowest training losses; null for all.</param>
    public static GroupQuantities Read(ComparedGroup group, int? best, TaskContext context)
    {
        var all = group.Trains.Select(train => TrainedRun.Read(context, train)).ToList();
        List<int> chosen =
        [
            .. best is { } count
                ? BestRuns.Order(all.ConvertAll(run => run.Record)).Take(count)
                : Enumerable.Range(0, all.Count),
        ];
        var ends = chosen.ConvertAll(i => all[i]);
        var places = ends.ConvertAll(run => run.At(null).Parameters);
        var runs = new List<(string, double[])>();
        void Add(string quantity, IEnumerable<double> figures) => runs.Add((quantity, [.. figures]));
        if (ends.TrueForAll(run => run.Record.LowerBound is not null))
        {
            Add("aboveBound", ends.Select(run => run.Record.Final.Loss - run.Record.LowerBound!.Value));
        }
        if (ends.TrueForAll(run => run.Record.History.OtherLosses.ContainsKey(Stops.HeldOut)))
        {
            Add("heldOut", ends.Select(run => HeldOut(run.Record)));
        }
        if (ends.TrueForAll(run => run.Record.Final.Errors.ContainsKey(HeldOutErrorRate)))
        {
            Add(HeldOutErrorRate, ends.Select(run => run.Record.Final.Errors[HeldOutErrorRate]));
        }
        Add("norm", places.Select(place => Vectors.Norm(place)));
        Add("weightMean", places.Select(Mean));
        Add("weightDeviation", places.Select(Deviation));
        Add("centroidDistance", FromCentroid(places));
        if (group.Spectra is { } spectra)
        {
            Add("largestEigenvalue", chosen.Select(i => context.Read<SpectrumRecord>(spectra[i]).Largest));
        }
        if (group.Densities is { } densities)
        {
            Add("largestEigenvalue", chosen.Select(i => DensityAnalysis.Largest(context.Stored(densities[i]))));
        }
        if (group.Traces is { } traces)
        {
            Add("trace", chosen.Select(i => context.Read<TraceRecord>(traces[i]).Estimate));
        }
        var pairs = new List<PairQuantity> { PairQuantity.AllDistances("distance", places) };
        if (group.Aligned?.As<ICopies>()?.Copies is { } copies)
        {
            pairs.Add(PairQuantity.AlignedDistances("alignedDistance", places, copies, context.Team.Cancellation));
            var near = places.ConvertAll<double[]>(place => [.. copies.Align(places[0], place).Image]);
            Add("alignedCentroidDistance", FromCentroid(near));
        }
        pairs.AddRange(PairQuantity.Ways(group, ends[0].Record.LowerBound, context));
        return new(group.Label, group.Loss, runs, pairs, ends.Count);
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

    private static double Mean(double[] place) => place.Sum() / place.Length;

    private static double Deviation(double[] place)
    {
        var mean = Mean(place);
        return Math.Sqrt(place.Sum(x => (x - mean) * (x - mean)) / place.Length);
    }

    /// <summary>‖θ − θ̄‖₂ of each, θ̄ being the mean of all.</summary>
    private static IEnumerable<double> FromCentroid(List<double[]> places)
    {
        var centroid = new double[places[0].Length];
        foreach (var place in places)
        {
            Vectors.Combine(centroid, 1.0 / places.Count, place, centroid);
        }
        var step = new double[centroid.Length];
        return places.ConvertAll(place =>
        {
            Vectors.Difference(place, centroid, step);
            return Vectors.Norm(step);
        });
    }
}
