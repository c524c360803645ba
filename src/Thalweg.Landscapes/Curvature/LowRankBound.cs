using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Curvature;

/// <summary>How far an operator is from an approximation of it, by measurements with fresh Gaussian vectors.</summary>
/// <remarks>With q measurements g the mean of ‖(A − B)g‖² is ‖A − B‖_F² times a mean of χ² variables: it falls below (1 − ε) of it with
/// probability ((1 − ε)e^ε)^(q/2) at most, and rises above 1 + ε of it with ((1 + ε)e^−ε)^(q/2) (Chernoff). Whatever the approximation was made from,
/// the measurements must not have been used for it.</remarks>
/// <param name="Estimate">Of ‖A − B‖_F.</param>
/// <param name="Lower">Estimate/√(1 + ε).</param>
/// <param name="Upper">Estimate/√(1 − ε): ‖A − B‖_F, and so every singular value of A − B, is at most this.</param>
/// <param name="LowerFailure">The probability that the truth is below <paramref name="Lower"/>, at most: 0.242 for 30 measurements and ε = ½.</param>
/// <param name="UpperFailure">The probability that the truth is above <paramref name="Upper"/>, at most: 0.055.</param>
/// <param name="Products">Products of A that were taken.</param>
public sealed record LowRankBound(
    double Estimate,
    double Lower,
    double Upper,
    double LowerFailure,
    double UpperFailure,
    int Products
)
{
    /// <summary>Measures. Cost: as many products of each operator.</summary>
    /// <param name="exact">A.</param>
    /// <param name="approximation">B, of the same shape.</param>
    /// <param name="epsilon">ε in (0, 1).</param>
    /// <exception cref="ArgumentException">The shapes differ, or there is no measurement.</exception>
    public static LowRankBound Of(
        ILinearOperator exact,
        ILinearOperator approximation,
        WorkerTeam team,
        int measurements = 30,
        double epsilon = 0.5,
        ulong seed = 1
    )
    {
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(approximation);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(measurements, 1);
        if (!(epsilon > 0 && epsilon < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(epsilon),
                epsilon,
                $"epsilon is {epsilon}; give a number between 0 and 1"
            );
        }
        if (exact.Rows != approximation.Rows || exact.Columns != approximation.Columns)
        {
            throw new ArgumentException(
                $"approximation is [{approximation.Rows}, {approximation.Columns}], expected [{exact.Rows}, {exact.Columns}]: give operators of one shape",
                nameof(approximation)
            );
        }
        var vectors = new double[measurements * exact.Columns];
        new RandomStream(seed, "low-rank bound").FillGaussian(vectors);
        var (images, others) = (new double[measurements * exact.Rows], new double[measurements * exact.Rows]);
        exact.Apply(vectors, images, team);
        approximation.Apply(vectors, others, team);
        Vectors.Difference(images, others, images);
        var estimate = Vectors.Norm(images) / Math.Sqrt(measurements);
        return new LowRankBound(
            estimate,
            estimate / Math.Sqrt(1 + epsilon),
            estimate / Math.Sqrt(1 - epsilon),
            Chernoff(epsilon),
            Chernoff(-epsilon),
            measurements
        );

        double Chernoff(double deviation) =>
            Elementary.Exp(0.5 * measurements * (Elementary.Log(1 + deviation) - deviation));
    }
}
