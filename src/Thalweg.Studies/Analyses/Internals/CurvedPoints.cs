using Thalweg.Landscapes.Convexity;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Samples of the smallest eigenvalue as records tell them.</summary>
internal static class CurvedPoints
{
    public static ConvexitySamples Describe(CurvatureSamples samples)
    {
        var lowest = samples.Smallest.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
        var ratio = samples
            .Smallest.Zip(samples.Largest, (λ, largest) => largest > 0 ? λ / largest : double.NaN)
            .Where(double.IsFinite)
            .DefaultIfEmpty(double.NaN)
            .Min();
        return new ConvexitySamples(
            samples.Smallest.Length,
            samples.Negative,
            samples.Undecided,
            samples.NotFinite,
            lowest,
            ratio
        );
    }

    public static ConvexityBall Ball(SampledBall ball, SearchedRadius searched, ConvexityInputs inputs) =>
        new(
            ball.Largest,
            inputs.Rays,
            ball.Radius,
            ball.IsDegenerate ? double.NaN : searched.Value,
            searched.Lowest.Found.Smallest,
            searched.Lowest.Found.Bound,
            searched.Lowest.Distance,
            ball.Undecided,
            ball.Points + searched.Spectra
        );
}
