using System.Numerics;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Classical;

/// <summary>Waves in space and ETDRK4 in time [Kassam2005], for the equations of the catalogue that are periodic.</summary>
/// <remarks>Where the reference was computed by the same method, resolutions end below its own.</remarks>
public sealed class FourierSolver : ClassicalSolver
{
    private readonly SemilinearEquation equation;
    private readonly int stepsPerPoint;

    private FourierSolver(SemilinearEquation equation, int stepsPerPoint, int most)
    {
        this.equation = equation;
        this.stepsPerPoint = stepsPerPoint;
        var sizes = new List<int>();
        for (var size = 8; size <= most; size *= 2)
        {
            sizes.Add(size);
        }
        Sizes = sizes;
    }

    /// <summary>u_t + βu_x = 0 from sin x on (0, 2π).</summary>
    public static FourierSolver Convection(double beta) =>
        new(
            new SemilinearEquation
            {
                Left = 0,
                Length = 2 * Math.PI,
                Symbol = k => new Complex(0, -beta * k),
                Nonlinear = _ => 0,
                Start = Elementary.Sin,
            },
            Math.Max(4, (int)Math.Ceiling(Math.Abs(beta))),
            256
        );

    /// <summary>u_t = ρu(1 − u) from a bell on (0, 2π).</summary>
    public static FourierSolver Reaction(double rho) =>
        new(
            new SemilinearEquation
            {
                Left = 0,
                Length = 2 * Math.PI,
                Symbol = _ => rho,
                Nonlinear = u => -rho * u * u,
                Start = x => Elementary.Exp(-8 * (x - Math.PI) * (x - Math.PI) / (Math.PI * Math.PI)),
            },
            4,
            1024
        );

    /// <summary>Allen and Cahn's equation, as the problem of that name has it.</summary>
    public static FourierSolver AllenCahn(bool isSmooth) => new(PeriodicEquations.AllenCahn(isSmooth), 1, 512);

    /// <summary>Korteweg and de Vries's equation, as the problem of that name has it.</summary>
    public static FourierSolver KortewegDeVries() => new(PeriodicEquations.KortewegDeVries, 8, 256);

    /// <summary>Kuramoto and Sivashinsky's equation, as the problem of that name has it.</summary>
    public static FourierSolver KuramotoSivashinsky() => new(PeriodicEquations.KuramotoSivashinsky, 32, 256);

    public override string Method => "Fourier waves in space with ETDRK4 steps";

    public override IReadOnlyList<int> Sizes { get; }

    public override ClassicalSolution Solve(int size, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var steps = stepsPerPoint * size;
        var solution = new PeriodicSolution(equation, size, new Stretch(1, steps));
        return new ClassicalSolution(
            size,
            steps,
            points =>
            {
                var values = new double[points.Count];
                for (var n = 0; n < values.Length; n++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    values[n] = solution.At(points.Axis(0)[n], points.Axis(1)[n]).Value;
                }
                return values;
            }
        );
    }
}
