using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>An approximate eigenpair.</summary>
internal sealed record RitzPair(double Value, double[] Vector, bool IsConverged);

/// <summary>Sweeps of thick-restart Lanczos, each orthogonal to what was locked before it.</summary>
internal sealed class LanczosRun
{
    // Below this share of what a product was before it was made orthogonal, rounding is all that is left.
    private const double Nothing = 64 * RoundingProbe.DoubleEpsilon;

    private const int DefaultSize = 256;

    private readonly ILinearOperator symmetric;
    private readonly LanczosOptions options;
    private readonly WorkerTeam team;
    private readonly RandomStream stream;
    private readonly double[][] basis;
    private readonly double[] projected;
    private readonly int size;
    private readonly int n;
    private readonly double sign;

    public LanczosRun(ILinearOperator symmetric, LanczosOptions options, WorkerTeam team)
    {
        (this.symmetric, this.options, this.team) = (symmetric, options, team);
        n = symmetric.Rows;
        size = Math.Min(n, options.BasisSize ?? Math.Max(4 * options.Count, DefaultSize));
        sign = options.End == SpectrumEnd.Largest ? 1 : -1;
        stream = new RandomStream(options.Seed, "lanczos");
        basis = new double[size + 1][];
        projected = new double[size * size];
    }

    public int Products { get; private set; }

    /// <summary>The largest |λ| seen.</summary>
    public double Scale { get; private set; }

    public bool IsNotFinite { get; private set; }

    /// <summary>The outermost pairs orthogonal to the locked ones, the outermost first.</summary>
    public List<RitzPair> Sweep(int wanted, IReadOnlyList<RitzPair> locked)
    {
        var most = Math.Min(size, n - locked.Count);
        var held = 0;
        basis[0] = Fresh(locked);
        Array.Clear(projected);
        while (true)
        {
            var (count, rest) = Extend(held, most, locked);
            if (IsNotFinite)
            {
                return [];
            }
            var ritz = Ritz(count);
            var last = ritz.Eigenvalues.Count - 1;
            Scale = Math.Max(Scale, Math.Max(Math.Abs(ritz.Eigenvalues[0]), Math.Abs(ritz.Eigenvalues[last])));
            var outer = Math.Min(wanted, count);
            var isDone = true;
            for (var k = 0; k < outer; k++)
            {
                isDone &= Residual(ritz, count, k, rest) <= options.Tolerance * Scale;
            }
            if (isDone || Products >= options.LargestProducts)
            {
                return
                [
                    .. Enumerable
                        .Range(0, outer)
                        .Select(k => new RitzPair(
                            sign * ritz.Eigenvalues[last - k],
                            Vector(ritz, count, k),
                            Residual(ritz, count, k, rest) <= options.Tolerance * Scale
                        )),
                ];
            }
            held = Restart(ritz, count, Math.Min(count - 1, outer + ((count - outer) / 2)));
        }
    }

    /// <summary>Extends the basis and the projected matrix, from the vectors held on.</summary>
    /// <returns>Vectors of the basis, and the norm of what is left of the last product: 0 where they span an invariant space.</returns>
    private (int Count, double Left) Extend(int held, int most, IReadOnlyList<RitzPair> locked)
    {
        var rest = 0.0;
        for (var j = held; j < most; j++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            if (Products >= options.LargestProducts && j > held)
            {
                return (j, rest);
            }
            var image = new double[n];
            symmetric.Apply(basis[j], image, team);
            Products++;
            var before = Vectors.Norm(image);
            if (!double.IsFinite(before))
            {
                IsNotFinite = true;
                return (j, 0);
            }
            Vectors.Scale(sign, image, image);
            for (var pass = 0; pass < 2; pass++)
            {
                Orthogonalise(image, locked);
                for (var i = 0; i <= j; i++)
                {
                    var along = Vectors.Dot(basis[i], image);
                    Vectors.Combine(image, -along, basis[i], image);
                    projected[(i * size) + j] += along;
                }
            }
            for (var i = 0; i < j; i++)
            {
                projected[(j * size) + i] = projected[(i * size) + j];
            }
            rest = Vectors.Norm(image);
            if (rest <= Nothing * Math.Max(before, Scale))
            {
                return (j + 1, 0);
            }
            Vectors.Scale(1 / rest, image, image);
            basis[j + 1] = image;
        }
        return (most, rest);
    }

    private SymmetricEigenpairs Ritz(int count)
    {
        var matrix = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            projected.AsSpan(i * size, count).CopyTo(matrix.AsSpan(i * count, count));
        }
        return SymmetricEigenpairs.Of(matrix, count, WorkerTeam.Sequential)!;
    }

    /// <summary>‖Hy − θy‖ of the k-th pair from outside: what is left of the last product, times the last coordinate.</summary>
    private static double Residual(SymmetricEigenpairs ritz, int count, int k, double rest) =>
        rest * Math.Abs(ritz.Eigenvectors.Span[((count - 1 - k) * count) + count - 1]);

    private double[] Vector(SymmetricEigenpairs ritz, int count, int k)
    {
        var vector = new double[n];
        var shares = ritz.Eigenvectors.Span.Slice((count - 1 - k) * count, count);
        for (var i = 0; i < count; i++)
        {
            Vectors.Combine(vector, shares[i], basis[i], vector);
        }
        Vectors.Scale(1 / Vectors.Norm(vector), vector, vector);
        return vector;
    }

    /// <summary>Keeps the outermost pairs and the vector that was to come.</summary>
    private int Restart(SymmetricEigenpairs ritz, int count, int kept)
    {
        double[][] vectors = [.. Enumerable.Range(0, kept).Select(k => Vector(ritz, count, k))];
        var next = basis[count];
        Array.Clear(projected);
        for (var k = 0; k < kept; k++)
        {
            basis[k] = vectors[k];
            projected[(k * size) + k] = ritz.Eigenvalues[count - 1 - k];
        }
        basis[kept] = next;
        return kept;
    }

    private double[] Fresh(IReadOnlyList<RitzPair> locked)
    {
        var vector = new double[n];
        stream.FillGaussian(vector);
        for (var pass = 0; pass < 2; pass++)
        {
            Orthogonalise(vector, locked);
            Vectors.Scale(1 / Vectors.Norm(vector), vector, vector);
        }
        return vector;
    }

    private static void Orthogonalise(double[] vector, IReadOnlyList<RitzPair> locked)
    {
        foreach (var pair in locked)
        {
            Vectors.Combine(vector, -Vectors.Dot(pair.Vector, vector), pair.Vector, vector);
        }
    }
}
