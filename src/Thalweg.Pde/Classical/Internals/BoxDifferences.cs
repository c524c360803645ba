using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Classical;

/// <summary>Compact differences of fourth order on n^d cells [Collatz1966], solved directly by sine transforms; in time Crank and Nicolson's steps
/// of the length 4h² at most, so that time is as exact as space.</summary>
/// <remarks>With δ_k the second difference along x_k the scheme is (Σα_kδ_k + Σ_{k&lt;l} (h_k²α_l + h_l²α_k)/12 δ_kδ_l) u = M(u_t + cu − f),
/// M = 1 + Σ h_k²/12 δ_k. Cost: O(n^d log n), with a time n² steps of n^d products.</remarks>
internal sealed class BoxDifferences(BoxEquation equation) : ClassicalSolver
{
    private readonly int space = equation.Space;

    private bool HasTime => equation.Start is not null;

    public override string Method =>
        HasTime
            ? "compact finite differences of fourth order with Crank–Nicolson steps"
            : "compact finite differences of fourth order, solved by sine transforms";

    public override IReadOnlyList<int> Sizes =>
        (HasTime, space) switch
        {
            (false, 1) => [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096],
            (false, 2) => [8, 16, 32, 64, 128, 256, 512],
            (false, _) => [8, 16, 32, 64, 128],
            (true, 1) => [8, 16, 32, 64, 128, 256],
            (true, _) => [8, 16, 32, 64],
        };

    public override ClassicalSolution Solve(int size, CancellationToken cancellation)
    {
        var sines = new SineTransform(size);
        var (stiffness, mass) = Symbols(size);
        var field = HasTime ? Interior(equation.Start!, size) : Right(size);
        sines.Along(field, space, cancellation);
        var back = Math.Pow(2.0 / size, space);
        int? steps = null;
        var kept = 1;
        double[] nodes;
        if (HasTime)
        {
            (steps, kept) = (Math.Max(2 * size, size * size / 4), 2 * size);
            nodes = Advance(field, stiffness, mass, size, steps.Value, kept, back, sines, cancellation);
        }
        else
        {
            for (var i = 0; i < field.Length; i++)
            {
                field[i] *= back / (equation.Reaction * mass[i] - stiffness[i]);
            }
            sines.Along(field, space, cancellation);
            nodes = new double[Count(size, space)];
            Spread(field, nodes, size, 0, 1);
        }
        return new ClassicalSolution(field.Length, steps, Grid(nodes, size, kept).At);
    }

    /// <summary>Values at all nodes at the times that are kept, times fastest.</summary>
    private double[] Advance(
        double[] field,
        double[] stiffness,
        double[] mass,
        int size,
        int steps,
        int kept,
        double back,
        SineTransform sines,
        CancellationToken cancellation
    )
    {
        var half = 0.5 * equation.Domain.Length(space) / steps;
        var factors = new double[field.Length];
        for (var i = 0; i < factors.Length; i++)
        {
            var rate = half * (equation.Reaction - stiffness[i] / mass[i]);
            factors[i] = (1 - rate) / (1 + rate);
        }
        var nodes = new double[Count(size, space) * (kept + 1)];
        var seen = new double[field.Length];
        for (var step = 0; step <= steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step > 0)
            {
                for (var i = 0; i < field.Length; i++)
                {
                    field[i] *= factors[i];
                }
            }
            if (step % (steps / kept) == 0)
            {
                for (var i = 0; i < field.Length; i++)
                {
                    seen[i] = back * field[i];
                }
                sines.Along(seen, space, cancellation);
                Spread(seen, nodes, size, step / (steps / kept), kept + 1);
            }
        }
        return nodes;
    }

    /// <summary>Σα_kδ_k with its mixed parts, and M, for each wave.</summary>
    private (double[] Stiffness, double[] Mass) Symbols(int size)
    {
        var count = Count(size - 2, space);
        var (stiffness, mass) = (new double[count], new double[count]);
        // sin²(πj/2n), of the waves j = 1, …, n − 1.
        double[] waves =
        [
            .. Enumerable.Range(1, size - 1).Select(j => Elementary.Sin(0.5 * Math.PI * j / size)).Select(s => s * s),
        ];
        for (var i = 0; i < count; i++)
        {
            mass[i] = 1;
            for (var (k, rest) = (0, i); k < space; k++, rest /= size - 1)
            {
                var (h, wave) = (Spacing(Axis(k), size), waves[rest % (size - 1)]);
                mass[i] -= wave / 3;
                stiffness[i] -= 4 * equation.Diffusion[Axis(k)] / (h * h) * wave;
                for (var (l, further) = (k + 1, rest / (size - 1)); l < space; l++, further /= size - 1)
                {
                    var (g, other) = (Spacing(Axis(l), size), waves[further % (size - 1)]);
                    var (α, β) = (equation.Diffusion[Axis(k)], equation.Diffusion[Axis(l)]);
                    stiffness[i] += (h * h * β + g * g * α) / 12 * (16 / (h * h * g * g)) * wave * other;
                }
            }
        }
        return (stiffness, mass);
    }

    // The first coordinate varies slowest.
    private int Axis(int fromFastest) => space - 1 - fromFastest;

    /// <summary>M f at the nodes inside, where f does not vanish on the sides.</summary>
    private double[] Right(int size)
    {
        var source = Values(equation.Source!, size);
        var field = new double[Count(size - 2, space)];
        for (var i = 0; i < field.Length; i++)
        {
            var (at, stride) = (NodeOf(i, size), 1);
            field[i] = source[at];
            for (var k = 0; k < space; k++, stride *= size + 1)
            {
                field[i] += (source[at - stride] - 2 * source[at] + source[at + stride]) / 12;
            }
        }
        return field;
    }

    private double[] Interior(Equations.Expression function, int size)
    {
        var values = Values(function, size);
        var field = new double[Count(size - 2, space)];
        for (var i = 0; i < field.Length; i++)
        {
            field[i] = values[NodeOf(i, size)];
        }
        return field;
    }

    private void Spread(double[] field, double[] nodes, int size, int at, int stride)
    {
        for (var i = 0; i < field.Length; i++)
        {
            nodes[NodeOf(i, size) * stride + at] = field[i];
        }
    }

    private int NodeOf(int inner, int size)
    {
        var (at, stride) = (0, 1);
        for (var (k, rest) = (0, inner); k < space; k++, rest /= size - 1, stride *= size + 1)
        {
            at += (rest % (size - 1) + 1) * stride;
        }
        return at;
    }

    /// <summary>Of a function of the coordinates at all nodes, at t = 0 where there is a time.</summary>
    private double[] Values(Equations.Expression function, int size)
    {
        var count = Count(size, space);
        var coordinates = new double[equation.Domain.Dimension * count];
        for (var i = 0; i < count; i++)
        {
            for (var (k, rest) = (0, i); k < space; k++, rest /= size + 1)
            {
                var axis = Axis(k);
                coordinates[axis * count + i] = equation.Domain.Lower(axis) + Spacing(axis, size) * (rest % (size + 1));
            }
        }
        return CoordinateValues.Of([function], new PointSet(equation.Domain.Dimension, coordinates, new double[count]));
    }

    private GridInterpolation Grid(double[] nodes, int size, int kept)
    {
        var dimension = equation.Domain.Dimension;
        double[] lower = [.. Enumerable.Range(0, dimension).Select(equation.Domain.Lower)];
        double[] spacing = [.. Enumerable.Range(0, dimension).Select(k => Spacing(k, k < space ? size : kept))];
        int[] counts = [.. Enumerable.Range(0, dimension).Select(k => (k < space ? size : kept) + 1)];
        return new GridInterpolation(lower, spacing, counts, nodes);
    }

    private double Spacing(int axis, int cells) => equation.Domain.Length(axis) / cells;

    /// <summary>(n + 1)^d.</summary>
    private static int Count(int cells, int dimension)
    {
        var count = 1;
        for (var k = 0; k < dimension; k++)
        {
            count *= cells + 1;
        }
        return count;
    }
}
