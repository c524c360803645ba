using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Hutch++ in rounds: a range of 8, 16, 32 … vectors, and as many fresh ones for what is left of the operator.</summary>
internal static class HutchPlusPlusTrace
{
    private const int First = 8;

    public static TraceEstimate Of(ILinearOperator symmetric, EstimateOptions options, WorkerTeam team)
    {
        var n = symmetric.Rows;
        var stream = new RandomStream(options.Seed, "hutch++");
        var range = new RandomRange(symmetric, new RandomStream(options.Seed, "hutch++ range"), team);
        var products = 0;
        var size = Math.Max(2, Math.Min(First, options.LargestProducts / 3));
        while (true)
        {
            range.Grow(size - range.Basis.Count);
            if (range.IsNotFinite)
            {
                return HutchinsonTrace.NotFinite(products + range.Products);
            }
            var (known, magnitude) = LeftOutTrace.TraceOn(range);
            if (range.IsWhole)
            {
                return LeftOutTrace.Exact(known, magnitude, products + range.Products, n);
            }
            var (mean, square) = Rest(symmetric, range, stream, size, team);
            products += size;
            if (!double.IsFinite(square))
            {
                return HutchinsonTrace.NotFinite(products + range.Products);
            }
            var result = new TraceEstimate(
                known + mean,
                Math.Sqrt(2 * square / size) + HutchinsonTrace.Rounding(magnitude + Math.Abs(mean), n),
                size,
                products + range.Products,
                EstimateStop.ProductsSpent
            );
            if (result.StandardError <= options.Tolerance * Math.Abs(result.Estimate))
            {
                return result with { Stop = EstimateStop.Reached };
            }
            // The range doubles by two products a vector, and the mean takes as many again.
            if (result.Products + (4 * size) > options.LargestProducts)
            {
                return result;
            }
            size *= 2;
        }
    }

    /// <summary>With B = (I − QQᵀ)A(I − QQᵀ) the means of zᵀBz and of ‖Bz‖². The second is ‖B‖_F² on average, and twice that bounds the
    /// variance of zᵀBz, more steadily than the scatter of few samples.</summary>
    private static (double Mean, double Square) Rest(
        ILinearOperator symmetric,
        RandomRange range,
        RandomStream stream,
        int count,
        WorkerTeam team
    )
    {
        var n = symmetric.Rows;
        var (block, images) = (new double[count * n], new double[count * n]);
        HutchinsonTrace.FillSigns(stream, block);
        Project(range, block, n);
        symmetric.Apply(block, images, team);
        Project(range, images, n);
        return (Vectors.Dot(block, images) / count, Vectors.Dot(images, images) / count);
    }

    private static void Project(RandomRange range, double[] block, int n)
    {
        for (var at = 0; at < block.Length; at += n)
        {
            var vector = block.AsSpan(at, n);
            foreach (var direction in range.Basis)
            {
                Vectors.Combine(vector, -Vectors.Dot(direction, vector), direction, vector);
            }
        }
    }
}
