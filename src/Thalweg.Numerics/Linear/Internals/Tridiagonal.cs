namespace Thalweg.Numerics.Linear;

/// <summary>A symmetric tridiagonal matrix.</summary>
internal sealed class Tridiagonal
{
    // QL converges cubically: two or three steps an eigenvalue.
    private const int MostSteps = 60;

    private readonly double[] below;

    /// <param name="diagonal">[n].</param>
    /// <param name="below">[n]; the last is not read.</param>
    public Tridiagonal(double[] diagonal, double[] below)
    {
        Diagonal = diagonal;
        this.below = below;
    }

    /// <summary>[n]; after <see cref="Diagonalise"/> the eigenvalues.</summary>
    public double[] Diagonal { get; }

    /// <summary>QᵀAQ with reflections Q, of which Qᵀg is left in the vector.</summary>
    public static Tridiagonal Reduce(ReadOnlySpan<double> matrix, Span<double> vector)
    {
        var n = vector.Length;
        var a = new double[n][];
        for (var i = 0; i < n; i++)
        {
            a[i] = matrix.Slice(i * n, i + 1).ToArray();
        }
        var below = new double[n];
        var (u, p) = (new double[n], new double[n]);
        for (var k = 0; k < n - 2; k++)
        {
            // The column under the diagonal, to be reflected onto its first entry.
            for (var i = k + 1; i < n; i++)
            {
                u[i] = a[i][k];
            }
            var part = u.AsSpan(k + 1);
            var norm = OrderedSums.ScaledNorm(part);
            below[k] = u[k + 1] > 0 ? -norm : norm;
            if (norm == 0)
            {
                continue;
            }
            u[k + 1] -= below[k];
            // With |u| = 1 the reflection is 1 − 2uuᵀ.
            var length = OrderedSums.ScaledNorm(part);
            foreach (ref var entry in part)
            {
                entry /= length;
            }
            Apply(a, u, p, k + 1);
            var along = 2 * OrderedSums.Dot(part, vector[(k + 1)..]);
            for (var i = k + 1; i < n; i++)
            {
                vector[i] -= along * u[i];
            }
        }
        if (n > 1)
        {
            below[n - 2] = a[n - 1][n - 2];
        }
        return new Tridiagonal([.. a.Select(row => row[^1])], below);
    }

    /// <summary>Rotates until nothing is left beside the diagonal, and what is given along.</summary>
    public void Diagonalise<TRotated>(TRotated rotated)
        where TRotated : IRotated
    {
        var n = Diagonal.Length;
        for (var first = 0; first < n; first++)
        {
            for (var step = 0; step < MostSteps; step++)
            {
                var last = first;
                while (last < n - 1 && !IsNothing(last))
                {
                    last++;
                }
                if (last == first)
                {
                    break;
                }
                Step(first, last, rotated);
                rotated.EndSweep(first);
            }
        }
    }

    private bool IsNothing(int k)
    {
        var size = Math.Abs(Diagonal[k]) + Math.Abs(Diagonal[k + 1]);
        return size + Math.Abs(below[k]) == size;
    }

    /// <summary>One implicit QL step of the block from first to last, shifted by the eigenvalue of its upper corner.</summary>
    private void Step<TRotated>(int first, int last, TRotated rotated)
        where TRotated : IRotated
    {
        var d = Diagonal;
        var g = (d[first + 1] - d[first]) / (2 * below[first]);
        var r = Hypotenuse(g, 1);
        g = d[last] - d[first] + (below[first] / (g + Math.CopySign(r, g)));
        var (s, c, p) = (1.0, 1.0, 0.0);
        for (var i = last - 1; i >= first; i--)
        {
            var (f, b) = (s * below[i], c * below[i]);
            r = Hypotenuse(f, g);
            below[i + 1] = r;
            if (r == 0)
            {
                // The block falls apart here; the next step sees two.
                d[i + 1] -= p;
                below[last] = 0;
                return;
            }
            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            rotated.Rotate(i, c, s);
        }
        d[first] -= p;
        below[first] = g;
        below[last] = 0;
    }

    /// <summary>A ← (1 − 2uuᵀ) A (1 − 2uuᵀ) for the rows from first on, of which the lower triangle is kept.</summary>
    private static void Apply(double[][] a, double[] u, double[] p, int first)
    {
        var n = u.Length;
        Array.Clear(p, first, n - first);
        for (var i = first; i < n; i++)
        {
            var (row, sum) = (a[i], 0.0);
            for (var j = first; j < i; j++)
            {
                sum += row[j] * u[j];
                p[j] += row[j] * u[i];
            }
            p[i] += sum + (row[i] * u[i]);
        }
        var along = OrderedSums.Dot(p.AsSpan(first), u.AsSpan(first));
        for (var i = first; i < n; i++)
        {
            p[i] = 2 * (p[i] - (along * u[i]));
        }
        for (var i = first; i < n; i++)
        {
            var row = a[i];
            for (var j = first; j <= i; j++)
            {
                row[j] -= (u[i] * p[j]) + (p[i] * u[j]);
            }
        }
    }

    private static double Hypotenuse(double a, double b)
    {
        var (large, small) = (Math.Max(Math.Abs(a), Math.Abs(b)), Math.Min(Math.Abs(a), Math.Abs(b)));
        return large == 0 ? 0 : large * Math.Sqrt(1 + (small / large * (small / large)));
    }
}
