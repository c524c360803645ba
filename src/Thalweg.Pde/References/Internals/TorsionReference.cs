using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.References;

/// <summary>−Δu = 1 with u = 0 on the boundary of a domain with a corner that turns inwards, to rounding.</summary>
internal sealed class TorsionReference
{
    private const int FitPoints = 300;
    private const int CheckPoints = 1237;

    // On each side: twice as many change the integral in its last digits alone.
    internal const int IntegralNodes = 64;

    private static readonly Lazy<TorsionReference> slit = new(() => new(new SlitSeries(60)));
    private static readonly Lazy<TorsionReference> lShape = new(() => new(new LShapeSeries(40, 40)));

    private readonly HarmonicFit fit;

    private TorsionReference(HarmonicSeries series) => fit = new HarmonicFit(series, FitPoints);

    public static TorsionReference Slit => slit.Value;

    public static TorsionReference LShape => lShape.Value;

    public HarmonicFit Fit => fit;

    /// <summary>The problem with its solution, the gradient of it and the least energy −½∫u*.</summary>
    public Problem Of(Problem problem)
    {
        var name = problem.Name;
        var known = CoordinateFunction.Together(
            (point, values) => (values[0], values[1], values[2]) = fit.At(point[0], point[1]),
            name,
            $"{name}_x",
            $"{name}_y"
        );
        return problem with
        {
            Exact = [known[0]],
            ExactGradient = [known[1], known[2]],
            EnergyMinimum = -0.5 * fit.Integral(IntegralNodes),
            Certify = () => Certify(problem.Domain.Volume),
        };
    }

    /// <summary>By the maximum principle: u − u* is harmonic, and on the boundary it is u.</summary>
    /// <remarks>Twice what is seen on points closer by an order than the functions of the series vary, and the rounding of its sum.</remarks>
    private Certificate Certify(double volume)
    {
        const double rounding = 16 * 2.220446049250313e-16;
        var error = 2 * fit.BoundaryError(CheckPoints) + rounding * (fit.Magnitude + 1);
        return new Certificate(
            error,
            "corner expansion fitted on the boundary; its error is harmonic, so largest on the boundary, where it is seen"
        )
        {
            Integrals = () => [Integral(error * volume)],
            Measure = () => fit.BoundaryError(4 * CheckPoints),
        };
    }

    private Functional Integral(double error)
    {
        var integral = fit.Integral(IntegralNodes);
        return new Functional(integral, error + 2 * Math.Abs(integral - fit.Integral(2 * IntegralNodes)));
    }
}
