using Thalweg.Numerics.Linear;

namespace Thalweg.Pde.References;

// Energies of elements and their derivatives.
internal sealed partial class BeamElements
{
    /// <summary>Adds second derivatives of the energy of an element, and less its first ones.</summary>
    private void Add(int column, int row, double[] matrix, double[] right)
    {
        var n = degree + 1;
        var nodes = n * n;
        var size = right.Length;
        var points = weights.Length * weights.Length;
        // [axis][point][node] of derivatives; [point] of weights; then moduli with weights.
        var along = new[] { new double[points * nodes], new double[points * nodes] };
        var moduli = new double[points * 16];
        var own = new double[2 * nodes];
        Span<double> stress = stackalloc double[4];
        for (var q = 0; q < points; q++)
        {
            var weight = Slopes(column, row, q, along[0].AsSpan(q * nodes, nodes), along[1].AsSpan(q * nodes, nodes));
            var at = moduli.AsSpan(16 * q, 16);
            _ = Deformed(
                u,
                column,
                row,
                along[0].AsSpan(q * nodes, nodes),
                along[1].AsSpan(q * nodes, nodes),
                stress,
                at
            );
            Vectors.Scale(weight, at, at);
            for (var a = 0; a < 4; a++)
            {
                var target = own.AsSpan(a / 2 * nodes, nodes);
                Vectors.Combine(target, -weight * stress[a], along[a % 2].AsSpan(q * nodes, nodes), target);
            }
        }
        var block = new double[nodes * nodes];
        var mixed = new double[nodes];
        for (var c = 0; c < 4; c++)
        {
            var (i, k) = (c / 2, c % 2);
            Array.Clear(block);
            for (var q = 0; q < points; q++)
            {
                for (var j = 0; j < 2; j++)
                {
                    var entry = 16 * q + 4 * (2 * i + j) + 2 * k;
                    Vectors.Scale(moduli[entry], along[0].AsSpan(q * nodes, nodes), mixed);
                    Vectors.Combine(mixed, moduli[entry + 1], along[1].AsSpan(q * nodes, nodes), mixed);
                    var left = along[j].AsSpan(q * nodes, nodes);
                    for (var a = 0; a < nodes; a++)
                    {
                        var target = block.AsSpan(a * nodes, nodes);
                        Vectors.Combine(target, left[a], mixed, target);
                    }
                }
            }
            for (var a = 0; a < nodes; a++)
            {
                var place = Local(a, row) + i;
                for (var b = 0; b < nodes; b++)
                {
                    matrix[place * size + Local(b, row) + k] += block[a * nodes + b];
                }
            }
        }
        for (var a = 0; a < nodes; a++)
        {
            right[Local(a, row)] += own[a];
            right[Local(a, row) + 1] += own[nodes + a];
        }
    }

    // In the columns of a strip.
    private int Local(int node, int row) => 2 * (node / (degree + 1) * rows + row * degree + node % (degree + 1));

    private void Pull(int row, Span<double> right)
    {
        var half = 0.5 * (y[row + 1] - y[row]);
        for (var q = 0; q < weights.Length; q++)
        {
            for (var j = 0; j <= degree; j++)
            {
                right[2 * (row * degree + j) + 1] += half * weights[q] * traction * shapes[q][j];
            }
        }
    }

    /// <summary>Null where the deformation turns a point inside out.</summary>
    private double? EnergyOf(double[] of)
    {
        var nodes = (degree + 1) * (degree + 1);
        var (alongX, alongY) = (new double[nodes], new double[nodes]);
        Span<double> stress = stackalloc double[4];
        Span<double> moduli = stackalloc double[16];
        var sum = 0.0;
        for (var cell = 0; cell < (x.Length - 1) * (y.Length - 1); cell++)
        {
            var (column, row) = (cell / (y.Length - 1), cell % (y.Length - 1));
            for (var q = 0; q < weights.Length * weights.Length; q++)
            {
                var weight = Slopes(column, row, q, alongX, alongY);
                if (Deformed(of, column, row, alongX, alongY, stress, moduli) is not { } density)
                {
                    return null;
                }
                sum += weight * density;
            }
        }
        var work = new double[2 * rows];
        for (var row = 0; row < y.Length - 1; row++)
        {
            Pull(row, work);
        }
        return sum - Vectors.Dot(work, of.AsSpan(of.Length - work.Length));
    }

    private double Slopes(int column, int row, int q, Span<double> alongX, Span<double> alongY)
    {
        var (a, b) = (q / weights.Length, q % weights.Length);
        var (h, k) = (0.5 * (x[column + 1] - x[column]), 0.5 * (y[row + 1] - y[row]));
        for (var i = 0; i <= degree; i++)
        {
            for (var j = 0; j <= degree; j++)
            {
                alongX[i * (degree + 1) + j] = slopes[a][i] * shapes[b][j] / h;
                alongY[i * (degree + 1) + j] = shapes[a][i] * slopes[b][j] / k;
            }
        }
        return h * k * weights[a] * weights[b];
    }

    private double? Deformed(
        double[] of,
        int column,
        int row,
        ReadOnlySpan<double> alongX,
        ReadOnlySpan<double> alongY,
        Span<double> stress,
        Span<double> moduli
    )
    {
        Span<double> f = [1, 0, 0, 1];
        for (var node = 0; node < alongX.Length; node++)
        {
            var at = 2 * column * degree * rows + Local(node, row);
            f[0] += alongX[node] * of[at];
            f[1] += alongY[node] * of[at];
            f[2] += alongX[node] * of[at + 1];
            f[3] += alongY[node] * of[at + 1];
        }
        return material.At(f, stress, moduli);
    }
}
