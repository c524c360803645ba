using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>QᵀAQ, tridiagonal, by reflections I − uuᵀ with ‖u‖² = 2, a block of them at a time: half of the work is a product of matrices
/// [GolubVanLoan2013, §8.3.1], [Dongarra1989].</summary>
/// <remarks>Every entry is a chain in an order that neither threads nor registers touch. Cost: 2n³ multiply-adds.</remarks>
internal sealed unsafe class TridiagonalReduction<TLane>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>Reflections of a block; a whole number of lanes.</summary>
    public const int Block = 32;

    // Rows of one item of work.
    private const int Part = 32;

    private readonly double* a;
    private readonly int n;
    private readonly int stride;
    private readonly WorkerTeam team;

    // [2 Block, stride] each: w and u by turns, −u and −w by turns.
    private readonly double[] right;
    private readonly double[] left;
    private readonly double[] image;

    private TridiagonalReduction(double* a, int n, int stride, WorkerTeam team)
    {
        this.a = a;
        (this.n, this.stride, this.team) = (n, stride, team);
        right = new double[2 * Block * stride];
        left = new double[2 * Block * stride];
        image = new double[stride];
    }

    /// <summary>Reduces A and keeps the reflections.</summary>
    /// <param name="a">A, [n, stride], both triangles; overwritten.</param>
    /// <param name="reflections">[n, stride], zeros; row k becomes the k-th u, of which the first k + 1 entries are 0.</param>
    public static Tridiagonal Reduce(
        double* a,
        double[] reflections,
        int n,
        int stride,
        WorkerTeam team,
        Action<double> progress
    ) => new TridiagonalReduction<TLane>(a, n, stride, team).Reduce(reflections, progress);

    private Tridiagonal Reduce(double[] reflections, Action<double> progress)
    {
        var (diagonal, below) = (new double[n], new double[n]);
        var column = new double[stride];
        var held = 0;
        for (var j = 0; j < n - 2; j++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var current = column.AsSpan(j, n - j);
            Row(j)[j..n].CopyTo(current);
            for (var q = 0; q < held; q++)
            {
                var w = Held(right, 2 * q)[j..n];
                var u = Held(right, (2 * q) + 1)[j..n];
                Vectors.Combine(current, -w[0], u, current);
                Vectors.Combine(current, -u[0], w, current);
            }
            diagonal[j] = current[0];
            var reflection = reflections.AsSpan(j * stride, stride);
            below[j] = Reflection(current[1..], reflection[(j + 1)..n]);
            Hold(held++, j + 1, reflection);
            if (held == Block || j == n - 3)
            {
                Update(j + 1, held);
                held = 0;
                progress((j + 1.0) / n);
            }
        }
        diagonal[n - 1] = a[((long)(n - 1) * stride) + n - 1];
        if (n > 1)
        {
            diagonal[n - 2] = a[((long)(n - 2) * stride) + n - 2];
            below[n - 2] = a[((long)(n - 1) * stride) + n - 2];
        }
        return new Tridiagonal(diagonal, below);
    }

    /// <summary>Writes u, which reflects x onto its first entry.</summary>
    /// <returns>That entry.</returns>
    private static double Reflection(ReadOnlySpan<double> x, Span<double> u)
    {
        if (Vectors.MaximumNorm(x[1..]) == 0)
        {
            return x[0];
        }
        var norm = Vectors.Norm(x);
        var target = x[0] > 0 ? -norm : norm;
        x.CopyTo(u);
        u[0] -= target;
        var length = Vectors.Norm(u);
        foreach (ref var entry in u)
        {
            entry = entry / length * 1.4142135623730951;
        }
        return target;
    }

    /// <summary>Keeps u and w = p − ½(u · p) u, p = Au with what the block has not yet done to A.</summary>
    private void Hold(int held, int first, ReadOnlySpan<double> reflection)
    {
        var u = reflection[first..n];
        var p = image.AsSpan(first, n - first);
        fixed (double* start = reflection)
        {
            team.Run((n - first + Part - 1) / Part, new Products(this, start, first));
        }
        for (var q = 0; q < held; q++)
        {
            var w = Held(right, 2 * q)[first..n];
            var v = Held(right, (2 * q) + 1)[first..n];
            var (alongW, alongV) = (Vectors.Dot(w, u), Vectors.Dot(v, u));
            Vectors.Combine(p, -alongW, v, p);
            Vectors.Combine(p, -alongV, w, p);
        }
        Vectors.Combine(p, -0.5 * Vectors.Dot(u, p), u, p);
        Place(1, p, Held(right, 2 * held));
        Place(1, u, Held(right, (2 * held) + 1));
        Place(-1, u, Held(left, 2 * held));
        Place(-1, p, Held(left, (2 * held) + 1));

        void Place(double sign, ReadOnlySpan<double> vector, Span<double> row)
        {
            row[..first].Clear();
            Vectors.Scale(sign, vector, row[first..n]);
        }
    }

    /// <summary>A ← A − Σ (uwᵀ + wuᵀ) in the rows and columns that are left.</summary>
    private void Update(int first, int held)
    {
        fixed (
            double* b = right,
                c = left
        )
        {
            team.Run((n - first + Part - 1) / Part, new Updates(this, c, b, first, 2 * held));
        }
    }

    private Span<double> Row(int index) => new(a + ((long)index * stride), stride);

    private Span<double> Held(double[] rows, int index) => rows.AsSpan(index * stride, stride);

    private sealed class Products(TridiagonalReduction<TLane> owner, double* u, int first) : IWork
    {
        public void Run(int item, int worker)
        {
            var begin = first + (item * Part);
            var vector = new ReadOnlySpan<double>(u + first, owner.n - first);
            for (var i = begin; i < Math.Min(begin + Part, owner.n); i++)
            {
                owner.image[i] = Vectors.Dot(owner.Row(i)[first..owner.n], vector);
            }
        }
    }

    private sealed class Updates(TridiagonalReduction<TLane> owner, double* left, double* right, int first, int depth)
        : IWork
    {
        public void Run(int item, int worker)
        {
            var row = first + (item * Part);
            // From a whole number of lanes on; what is left of the first column is not read any more.
            var column = first / 8 * 8;
            MatrixKernel<TLane, double>.Multiply(
                new MatrixProduct<double>
                {
                    A = left + row,
                    ARow = 1,
                    AColumn = owner.stride,
                    B = right + column,
                    BRow = owner.stride,
                    C = owner.a + ((nint)row * owner.stride) + column,
                    CRow = owner.stride,
                    Rows = Math.Min(Part, owner.n - row),
                    Columns = owner.stride - column,
                    Depth = depth,
                    Accumulate = true,
                }
            );
        }
    }
}
