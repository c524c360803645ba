using Thalweg.Numerics.Integration;

namespace Thalweg.Pde.References;

/// <summary>A hyperelastic beam on (0, 4) × (0, 1), clamped at x = 0 and drawn by a traction along y at x = 4, by finite elements of degree p on
/// rectangles that crowd towards the corners, and Newton's method [SimoHughes1998].</summary>
internal sealed partial class BeamElements
{
    private const double Grading = 0.15;

    private const int MostSteps = 40;

    private const double Rest = 1e-11;

    private const double FirstDamping = 1e-4;

    private readonly NeoHookean material;
    private readonly double traction;
    private readonly int degree;
    private readonly double[] x;
    private readonly double[] y;
    private readonly LobattoBasis basis;
    private readonly int rows;
    private readonly double[] u;
    private readonly double[] weights;

    // At each point of the rule: values and slopes of the one-dimensional basis.
    private readonly double[][] shapes;
    private readonly double[][] slopes;

    /// <param name="degree">p.</param>
    /// <param name="layers">Elements that crowd towards each end of each side, each 0.15 times as wide as the next.</param>
    /// <param name="start">What Newton's method begins from; the undeformed beam if null.</param>
    public BeamElements(NeoHookean material, double traction, int degree, int layers, BeamElements? start = null)
    {
        (this.material, this.traction, this.degree) = (material, traction, degree);
        (x, y) = (Graded(4, layers, 2), Graded(1, layers, 0));
        basis = new LobattoBasis(degree);
        rows = degree * (y.Length - 1) + 1;
        u = new double[2 * rows * (degree * (x.Length - 1) + 1)];
        var (nodes, halves) = GaussLegendre.OnSymmetricInterval(degree + 2);
        weights = halves;
        shapes = [.. nodes.Select(_ => new double[degree + 1])];
        slopes = [.. nodes.Select(_ => new double[degree + 1])];
        for (var q = 0; q < nodes.Length; q++)
        {
            basis.At(nodes[q], shapes[q], slopes[q]);
        }
        if (start is not null)
        {
            Take(start);
        }
        Solve();
    }

    public double Energy { get; private set; }

    /// <summary>u and its derivatives: u₁, ∂_x u₁, ∂_y u₁, then those of u₂.</summary>
    /// <param name="values">[6], written.</param>
    public void At(double atX, double atY, Span<double> values)
    {
        var (column, row) = (Cell(x, atX), Cell(y, atY));
        var (h, k) = (x[column + 1] - x[column], y[row + 1] - y[row]);
        Span<double> lines = stackalloc double[4 * (degree + 1)];
        var n = degree + 1;
        basis.At(2 * (atX - x[column]) / h - 1, lines[..n], lines.Slice(n, n));
        basis.At(2 * (atY - y[row]) / k - 1, lines.Slice(2 * n, n), lines.Slice(3 * n, n));
        values.Clear();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var at = 2 * ((column * degree + i) * rows + row * degree + j);
                for (var c = 0; c < 2; c++)
                {
                    values[3 * c] += lines[i] * lines[2 * n + j] * u[at + c];
                    values[3 * c + 1] += 2 / h * lines[n + i] * lines[2 * n + j] * u[at + c];
                    values[3 * c + 2] += 2 / k * lines[i] * lines[3 * n + j] * u[at + c];
                }
            }
        }
    }

    /// <summary>∫u₁ and ∫u₂.</summary>
    public (double First, double Second) Integrals()
    {
        var (first, second) = (0.0, 0.0);
        Span<double> values = stackalloc double[6];
        var (nodes, halves) = GaussLegendre.OnSymmetricInterval(degree + 2);
        for (var cell = 0; cell < (x.Length - 1) * (y.Length - 1); cell++)
        {
            var (column, row) = (cell / (y.Length - 1), cell % (y.Length - 1));
            var (h, k) = (0.5 * (x[column + 1] - x[column]), 0.5 * (y[row + 1] - y[row]));
            for (var q = 0; q < nodes.Length * nodes.Length; q++)
            {
                var (a, b) = (q / nodes.Length, q % nodes.Length);
                At(x[column] + h * (1 + nodes[a]), y[row] + k * (1 + nodes[b]), values);
                first += h * k * halves[a] * halves[b] * values[0];
                second += h * k * halves[a] * halves[b] * values[3];
            }
        }
        return (first, second);
    }

    private void Take(BeamElements start)
    {
        Span<double> values = stackalloc double[6];
        for (var column = 0; column * rows * 2 < u.Length; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                start.At(Place(x, column), Place(y, row), values);
                u[2 * (column * rows + row)] = column == 0 ? 0 : values[0];
                u[2 * (column * rows + row) + 1] = column == 0 ? 0 : values[3];
            }
        }
    }

    private double Place(double[] breaks, int node)
    {
        var cell = Math.Min(node / degree, breaks.Length - 2);
        return breaks[cell] + 0.5 * (breaks[cell + 1] - breaks[cell]) * (1 + basis.Nodes[node - cell * degree]);
    }

    /// <summary>Newton's method, its steps halved until the energy falls.</summary>
    private void Solve()
    {
        Energy = EnergyOf(u) ?? throw new InvalidOperationException("the start turns the beam inside out");
        for (var step = 0; step < MostSteps; step++)
        {
            double[]? move = null;
            for (var damping = 0.0; move is null; damping = damping == 0 ? FirstDamping : 4 * damping)
            {
                move = Step(damping);
            }
            var (factor, moved, energy) = (1.0, u, (double?)null);
            for (; factor > 1e-6; factor /= 2)
            {
                moved = [.. u.Zip(move, (a, b) => a + factor * b)];
                energy = EnergyOf(moved);
                if (energy <= Energy + 1e-12 * Math.Abs(Energy))
                {
                    break;
                }
            }
            Energy = energy ?? throw new InvalidOperationException("no step of Newton's method lowers the energy");
            moved.CopyTo(u, 0);
            if (move.Max(Math.Abs) <= Rest)
            {
                return;
            }
        }
        throw new InvalidOperationException($"Newton's method has not come to rest in {MostSteps} steps");
    }

    /// <summary>Null where the second derivative of the energy, its diagonal enlarged by a share of itself, is not positive definite.</summary>
    private double[]? Step(double damping)
    {
        var elimination = new StripElimination();
        var (n, height) = (degree + 1, 2 * rows);
        for (var column = 0; column < x.Length - 1; column++)
        {
            var size = n * height;
            var (matrix, right) = (new double[size * size], new double[size]);
            for (var row = 0; row < y.Length - 1; row++)
            {
                Add(column, row, matrix, right);
            }
            if (column == x.Length - 2)
            {
                for (var row = 0; row < y.Length - 1; row++)
                {
                    Pull(row, right.AsSpan(degree * height));
                }
            }
            for (var i = 0; damping > 0 && i < size; i++)
            {
                matrix[i * size + i] *= 1 + damping;
            }
            if (column == 0)
            {
                (matrix, right) = Without(matrix, right, height);
            }
            if (!elimination.Add(matrix, right, column == x.Length - 2 ? 0 : height))
            {
                return null;
            }
        }
        return [.. new double[height], .. elimination.Solution().SelectMany(part => part)];
    }

    // The first unknowns are held.
    private static (double[], double[]) Without(double[] matrix, double[] right, int count)
    {
        var (size, rest) = (right.Length, right.Length - count);
        var smaller = new double[rest * rest];
        for (var i = 0; i < rest; i++)
        {
            matrix.AsSpan((count + i) * size + count, rest).CopyTo(smaller.AsSpan(i * rest));
        }
        return (smaller, right[count..]);
    }

    private static int Cell(double[] breaks, double at)
    {
        var found = Array.BinarySearch(breaks, at);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, breaks.Length - 2);
    }

    /// <summary>Ends of elements: those of the layers at both ends, and whole ones between.</summary>
    private static double[] Graded(double length, int layers, int between)
    {
        var widths = new List<double> { 0.5 };
        for (var k = 0; k < layers; k++)
        {
            widths.Add(widths[^1] * Grading);
        }
        widths.Add(0);
        widths.Reverse();
        return
        [
            .. widths,
            .. Enumerable.Range(1, between).Select(k => 0.5 + k * (length - 1) / (between + 1)),
            .. widths.AsEnumerable().Reverse().Skip(length == 1 ? 1 : 0).Select(w => length - w),
        ];
    }
}
