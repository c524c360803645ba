using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Hutchinson's mean.</summary>
internal static class HutchinsonTrace
{
    // Vectors of one call: what shares the primal computation.
    public const int Block = 8;

    public static TraceEstimate Of(ILinearOperator symmetric, EstimateOptions options, WorkerTeam team)
    {
        var n = symmetric.Rows;
        var stream = new RandomStream(options.Seed, "hutchinson");
        var samples = new List<double>();
        var block = new double[Block * n];
        var images = new double[Block * n];
        while (true)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Block, options.LargestProducts - samples.Count);
            FillSigns(stream, block);
            symmetric.Apply(block.AsMemory(0, count * n), images.AsMemory(0, count * n), team);
            for (var k = 0; k < count; k++)
            {
                samples.Add(Vectors.Dot(block.AsSpan(k * n, n), images.AsSpan(k * n, n)));
            }
            if (samples.Exists(sample => !double.IsFinite(sample)))
            {
                return NotFinite(samples.Count);
            }
            double[] all = [.. samples];
            var result = new TraceEstimate(
                Descriptive.Mean(all),
                (Descriptive.StandardDeviation(all) / Math.Sqrt(all.Length)) + Rounding(all.Max(Math.Abs), n),
                all.Length,
                all.Length,
                EstimateStop.ProductsSpent
            );
            if (samples.Count > Block && result.StandardError <= options.Tolerance * Math.Abs(result.Estimate))
            {
                return result with { Stop = EstimateStop.Reached };
            }
            if (samples.Count >= options.LargestProducts)
            {
                return result;
            }
        }
    }

    /// <summary>Of a sum over n entries of that magnitude.</summary>
    public static double Rounding(double magnitude, int n) => RoundingProbe.DoubleEpsilon * Math.Sqrt(n) * magnitude;

    public static TraceEstimate NotFinite(int products) =>
        new(double.NaN, double.NaN, 0, products, EstimateStop.NotFinite);

    /// <summary>+1 or −1 with equal chance.</summary>
    public static void FillSigns(RandomStream stream, Span<double> target)
    {
        var word = 0u;
        for (var i = 0; i < target.Length; i++)
        {
            word = i % 32 == 0 ? stream.NextUInt32() : word >> 1;
            target[i] = (word & 1) == 0 ? 1 : -1;
        }
    }
}
