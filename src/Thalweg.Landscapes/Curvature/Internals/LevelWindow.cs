using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The levels of all runs between two numbers, by the logarithms of their excesses.</summary>
/// <remarks>Volumes are a sum of independent steps, of which the ends hold all that there is of λ; so λ is taken from the ends.</remarks>
internal sealed class LevelWindow
{
    private readonly double[] largest;
    private readonly double[] middle;
    private readonly double[] smallest;
    private readonly double[] upperDrops;
    private readonly double[] lowerDrops;
    private readonly double reference;
    private readonly int levels;
    private readonly int points;

    public LevelWindow(IReadOnlyList<LevelVolumes> runs, int first, int last)
    {
        var half = (first + last) / 2;
        (levels, points) = (last - first, runs[0].Points);
        reference = Elementary.Log(runs.Max(run => run.LargestExcess));
        largest = [.. runs.Select(run => Depth(run, first))];
        middle = [.. runs.Select(run => Depth(run, half))];
        smallest = [.. runs.Select(run => Depth(run, last))];
        upperDrops = [.. runs.Select(run => run.LogVolumes[first] - run.LogVolumes[half])];
        lowerDrops = [.. runs.Select(run => run.LogVolumes[half] - run.LogVolumes[last])];

        double Depth(LevelVolumes run, int level) => reference - Elementary.Log(run.Excesses[level]);
    }

    /// <summary>The mean t of the last level.</summary>
    public double Depth => Descriptive.Mean(smallest);

    public (double From, double To) Range =>
        (Elementary.Exp(reference - Descriptive.Mean(largest)), Elementary.Exp(reference - Descriptive.Mean(smallest)));

    /// <summary>λ of each run.</summary>
    public double[] Coefficients(VolumeModel model) =>
        Coefficients(model, [.. upperDrops.Zip(lowerDrops, (a, b) => a + b)], largest, smallest);

    /// <summary>Student's t of the difference between both halves.</summary>
    public double Statistic(VolumeModel model)
    {
        var upper = Coefficients(model, upperDrops, largest, middle);
        var lower = Coefficients(model, lowerDrops, middle, smallest);
        double[] differences = [.. upper.Zip(lower, (a, b) => a - b)];
        var error = Descriptive.StandardDeviation(differences) / Math.Sqrt(differences.Length);
        return Descriptive.Mean(differences) / error;
    }

    /// <summary>Whether the two halves agree, at a risk of refuting what is true.</summary>
    public bool Holds(VolumeModel model, double risk) =>
        Math.Abs(Statistic(model)) <= StudentDistribution.Quantile(1 - (0.5 * risk), largest.Length - 1);

    /// <summary>The scatter of the runs over that of independent points, whose logarithm of volume gains about 1/N in variance at each level.</summary>
    public double InflationOf(double[] perRun)
    {
        var share = Math.Sqrt((double)levels / points) / (upperDrops[0] + lowerDrops[0]);
        return Descriptive.StandardDeviation(perRun) / (Math.Abs(Descriptive.Mean(perRun)) * share);
    }

    private static double[] Coefficients(VolumeModel model, double[] drops, double[] from, double[] to)
    {
        var coefficients = new double[drops.Length];
        for (var run = 0; run < drops.Length; run++)
        {
            var (upper, lower) = (from[run], to[run]);
            var logarithm = model.Multiplicity == 1 ? 0 : Elementary.Log((lower + model.Shift) / (upper + model.Shift));
            coefficients[run] = (drops[run] + ((model.Multiplicity - 1) * logarithm)) / (lower - upper);
        }
        return coefficients;
    }
}
