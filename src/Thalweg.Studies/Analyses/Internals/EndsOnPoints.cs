using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>Ends of spectra at one θ on one set of points after another, in double precision.</summary>
internal sealed class EndsOnPoints(CurvaturePointsInputs inputs, double[] parameters, TaskContext context)
{
    private readonly SpectrumEndsOptions options = new()
    {
        Count = inputs.Count,
        LargestDense = inputs.Dense,
        Tolerance = inputs.Tolerance,
        LargestProducts = inputs.Products,
        Seed = inputs.Seed,
    };

    /// <summary>False where products are differences of gradients.</summary>
    public bool IsExact { get; private set; } = true;

    /// <param name="at">The place of this set among <paramref name="all"/>.</param>
    public CurvatureOnPoints On(Source source, int? size, int? draw, int at, int all)
    {
        // Made for this set alone: thousands of sets must not stay in memory.
        var objective = context.Objectives.Passing(source.InDouble);
        var gradient = new double[parameters.Length];
        var loss = objective.Gradient(parameters, gradient, default, context.Team);
        var products = HessianProducts.At(objective, parameters, context.Team);
        IsExact &= products.IsExact;
        var ends = SpectrumEnds.Of(
            products,
            options,
            context.Team,
            LossesAtEnds.Level,
            new Listener<double>(share => context.Progress((at + share) / all))
        );
        return new CurvatureOnPoints(
            size,
            draw,
            source.As<IPoints>()?.PointCount(objective) ?? source.As<IClasses>()!.ImageCount(objective),
            ends?.IsDense ?? false,
            ends?.IsConverged ?? false,
            ends?.Smallest ?? [],
            ends?.SmallestBounds ?? [],
            ends?.Largest ?? [],
            ends?.LargestBounds ?? [],
            Count(ends?.Negative),
            Count(ends?.Zero),
            ends?.Trace.Value ?? double.NaN,
            ends?.Trace.Interval.Lower ?? double.NaN,
            ends?.Trace.Interval.Upper ?? double.NaN,
            loss,
            OrderedSums.ScaledNorm(gradient)
        );

        static SpectrumCount Count(CountRange? range) => new(range?.Least ?? 0, range?.Most ?? 0);
    }
}
