using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.References;

/// <summary>The flow in the cavity, computed when it is first asked for.</summary>
internal static class CavityReference
{
    public const double Viscosity = 0.01;

    /// <summary>At least one and a half times what half as many polynomials again along an axis change, the most of it in the pressure.</summary>
    public const double Error = 5e-5;

    // (1 − ξ²)² = 16x²(1 − x)².
    private const int Power = 2;

    private const int Size = 24;

    private const int CheckPoints = 97;

    private static readonly Lazy<CavityFlow> solution = new(() => new CavityFlow(Viscosity, Power, Size));

    public static CavityFlow Solution => solution.Value;

    public static Problem Of(Problem problem)
    {
        string[] names = ["u", "u_x", "u_y", "v", "v_x", "v_y", "p", "p_x", "p_y"];
        var known = CoordinateFunction.Together(
            (point, values) => Solution.At(point[0], point[1], values),
            [.. names.Select(name => $"cavity_{name}")]
        );
        return problem with
        {
            Exact = [known[0], known[3], known[6]],
            ExactGradient = [known[1], known[2], known[4], known[5], known[7], known[8]],
            Certify = () => Certificate,
        };
    }

    /// <summary>The largest differences of velocities and of the pressure from half as many polynomials again.</summary>
    public static (double Velocity, double Pressure) Difference()
    {
        var finer = new CavityFlow(Viscosity, Power, 3 * Size / 2, Solution);
        var (velocity, pressure) = (0.0, 0.0);
        Span<double> a = stackalloc double[9];
        Span<double> b = stackalloc double[9];
        for (var i = 0; i < CheckPoints * CheckPoints; i++)
        {
            // They crowd towards the corners.
            var (x, y) = (Place(i / CheckPoints), Place(i % CheckPoints));
            Solution.At(x, y, a);
            finer.At(x, y, b);
            velocity = Math.Max(velocity, Math.Max(Math.Abs(a[0] - b[0]), Math.Abs(a[3] - b[3])));
            pressure = Math.Max(pressure, Math.Abs(a[6] - b[6]));
        }
        return (velocity, pressure);

        static double Place(int i) => 0.5 * (1 - Math.Cos(Math.PI * i / (CheckPoints - 1)));
    }

    private static Certificate Certificate { get; } =
        new(
            Error,
            "stream function by Galerkin's method with 24 polynomials along an axis, against 36; the velocities are better by far than the pressure"
        )
        {
            Integrals = () => [.. Solution.Integrals().Select(integral => new Functional(integral, Error))],
            Measure = () =>
            {
                var (velocity, pressure) = Difference();
                return Math.Max(velocity, pressure);
            },
        };
}
