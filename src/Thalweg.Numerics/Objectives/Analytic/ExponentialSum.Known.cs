using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Numerics.Objectives.Analytic;

public sealed partial class ExponentialSum
{
    /// <summary>The Müller–Brown surface: three minima, two saddles, lowest value −146.6995 [Muller1979].</summary>
    public static ExponentialSum MullerBrown() =>
        new(
            "muller-brown",
            [
                new(-200, -1, 0, -10, 1, 0),
                new(-100, -1, 0, -10, 0, 0.5),
                new(-170, -6.5, 11, -6.5, -0.5, 1.5),
                new(15, 0.7, 0.6, 0.7, -1, 1),
            ],
            lowerBound: -146.7
        );

    /// <summary>Two Gaussian wells of unequal depth between two bumps, a test of path finding; lowest value near 0 [Yu2026].</summary>
    public static ExponentialSum TwoGaussian()
    {
        const double constant = 1.0190055296306975;
        return new(
            "two-gaussians",
            [
                new(-1, -3, 0, -3, 0.5, 0),
                new(-1, -3, 0, -3, -0.5, -0.5),
                new(1, -15, 0, -15, -0.2, -0.4),
                new(1, -15, 0, -15, 0, 0.3),
            ],
            constant,
            lowerBound: -3.1e-5
        );
    }

    /// <summary>Two deep holes, and a shallow one beside the direct way between them, through which the lowest way leads [Metzner2006].</summary>
    public static ExponentialSum ThreeHole()
    {
        const double third = 1.0 / 3;
        return new(
            "three-hole",
            [
                new(3, -1, 0, -1, 0, third),
                new(-3, -1, 0, -1, 0, 5 * third),
                new(-5, -1, 0, -1, 1, 0),
                new(-5, -1, 0, -1, -1, 0),
            ],
            lowerBound: -3.9948606018541,
            walls: new(0.2, 0, third),
            symmetry: SymmetryGroup.Reflections([0], 2)
        );
    }
}
