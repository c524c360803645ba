using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.References;

/// <summary>The deformation of the hyperelastic beam, computed when it is first asked for.</summary>
internal static class BeamReference
{
    public const double Modulus = 1000;

    public const double Ratio = 0.3;

    public const double Traction = -5;

    /// <summary>Twice what finer elements of higher degree differ by.</summary>
    public const double Error = 8e-5;

    /// <summary>The energy of the elements, which is above the least one, less more than it lies above.</summary>
    public const double LeastEnergy = -2.93002;

    private const int Degree = 5;

    private const int Layers = 4;

    // The beam is drawn little by little: the energy is not convex.
    private const int Loads = 8;

    private const int CheckPoints = 2003;

    private static readonly Lazy<BeamElements> solution = new(() => Computed(Degree, Layers));

    public static BeamElements Solution => solution.Value;

    public static Problem Of(Problem problem)
    {
        const string name = "hyperelastic-beam";
        var known = CoordinateFunction.Together(
            (point, values) => Solution.At(point[0], point[1], values),
            name,
            $"{name}_x",
            $"{name}_y",
            $"{name}2",
            $"{name}2_x",
            $"{name}2_y"
        );
        return problem with
        {
            Exact = [known[0], known[3]],
            ExactGradient = [known[1], known[2], known[4], known[5]],
            EnergyMinimum = LeastEnergy,
            Certify = () => Certificate,
        };
    }

    /// <summary>The largest difference from elements of two degrees and two layers more, in half a minute.</summary>
    public static double Difference()
    {
        var (finer, largest) = (Computed(Degree + 2, Layers + 2, Solution), 0.0);
        Span<double> a = stackalloc double[6];
        Span<double> b = stackalloc double[6];
        for (var i = 0; i < CheckPoints; i++)
        {
            // A lattice, and every other point of it near a corner.
            var (s, t) = (i * 0.6180339887498949 % 1, (i + 0.5) / CheckPoints);
            (s, t) = i % 2 == 0 ? (s, t) : (Corner(s), Corner(t));
            Solution.At(4 * s, t, a);
            finer.At(4 * s, t, b);
            largest = Math.Max(largest, Math.Max(Math.Abs(a[0] - b[0]), Math.Abs(a[3] - b[3])));
        }
        return largest;

        static double Corner(double s) => s < 0.5 ? 4 * s * s * s : 1 - 4 * (1 - s) * (1 - s) * (1 - s);
    }

    private static Certificate Certificate { get; } =
        new(
            Error,
            "finite elements of degree 5 on rectangles that crowd towards the corners, against finer ones of degree 7"
        )
        {
            Integrals = () =>
            {
                var (first, second) = Solution.Integrals();
                return [new Functional(first, 4 * Error), new Functional(second, 4 * Error)];
            },
            Measure = Difference,
        };

    private static BeamElements Computed(int degree, int layers, BeamElements? start = null)
    {
        var material = NeoHookean.Of(Modulus, Ratio);
        BeamElements? coarse = null;
        for (var load = 1; load <= Loads && start is null; load++)
        {
            coarse = new BeamElements(material, Traction * load / Loads, 2, 1, coarse);
        }
        return new BeamElements(material, Traction, degree, layers, start ?? coarse);
    }
}
