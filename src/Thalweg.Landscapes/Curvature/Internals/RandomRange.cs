using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>What an operator maps random vectors to: Y = AΩ = QR and Z = AQ, growing by blocks of vectors.</summary>
internal sealed class RandomRange(ILinearOperator symmetric, RandomStream stream, WorkerTeam team)
{
    // A vector of which less is left lies in the range that is known.
    private const double Nothing = 1e-12;

    private readonly int n = symmetric.Rows;
    private readonly List<double[]> rows = [];

    // Signs are linearly dependent now and then where there are few of them; numbers of a continuous distribution are not.
    private readonly RandomStream checks = new(1, "range check");

    /// <summary>Ω, random signs.</summary>
    public List<double[]> Tests { get; } = [];

    /// <summary>AΩ.</summary>
    public List<double[]> Images { get; } = [];

    /// <summary>Q.</summary>
    public List<double[]> Basis { get; } = [];

    /// <summary>AQ.</summary>
    public List<double[]> BasisImages { get; } = [];

    /// <summary>Column i of R, i + 1 numbers.</summary>
    public IReadOnlyList<double[]> Triangle => rows;

    public int Products { get; private set; }

    /// <summary>Whether the basis spans all that the operator maps to.</summary>
    public bool IsWhole { get; private set; }

    public bool IsNotFinite { get; private set; }

    /// <summary>Takes as many vectors as are missing to a number of them, and as products are left for: where signs were dependent some are missing still.</summary>
    public void Reach(int size, int products) => Grow(Math.Min(size - Basis.Count, (products - Products) / 2));

    /// <summary>Takes more vectors: two products each.</summary>
    public void Grow(int count)
    {
        var added = Math.Min(count, n - Basis.Count);
        var tests = new double[added * n];
        HutchinsonTrace.FillSigns(stream, tests);
        var images = Map(tests);
        var first = Basis.Count;
        var isKnown = false;
        for (var k = 0; k < added && !IsNotFinite; k++)
        {
            isKnown |= !Add(tests.AsSpan(k * n, n).ToArray(), images.AsSpan(k * n, n).ToArray());
        }
        IsWhole = !IsNotFinite && (Basis.Count == n || (isKnown && SpansAll()));
        if (IsNotFinite || Basis.Count == first)
        {
            return;
        }
        var basis = new double[(Basis.Count - first) * n];
        for (var k = first; k < Basis.Count; k++)
        {
            Basis[k].CopyTo(basis, (k - first) * n);
        }
        var mapped = Map(basis);
        for (var k = 0; k < basis.Length / n; k++)
        {
            BasisImages.Add(mapped.AsSpan(k * n, n).ToArray());
        }
        IsNotFinite |= Array.Exists(mapped, entry => !double.IsFinite(entry));
    }

    /// <returns>False where the image lies in what is known already.</returns>
    private bool Add(double[] test, double[] image)
    {
        var rest = (double[])image.Clone();
        var column = new double[Basis.Count + 1];
        var left = Reduce(rest, column);
        if (left == 0 || IsNotFinite)
        {
            return false;
        }
        column[^1] = left;
        Vectors.Scale(1 / left, rest, rest);
        Tests.Add(test);
        Images.Add(image);
        Basis.Add(rest);
        rows.Add(column);
        return true;
    }

    /// <summary>Whether the image of a vector that depends on none of the others lies in what is known.</summary>
    private bool SpansAll()
    {
        var fresh = new double[n];
        checks.FillGaussian(fresh);
        return Reduce(Map(fresh), new double[Basis.Count + 1]) == 0 && !IsNotFinite;
    }

    /// <summary>Takes what is known from an image.</summary>
    /// <returns>The norm of what is left; 0 where that is rounding.</returns>
    private double Reduce(double[] rest, double[] column)
    {
        var before = Vectors.Norm(rest);
        if (!double.IsFinite(before))
        {
            IsNotFinite = true;
            return 0;
        }
        for (var pass = 0; pass < 2; pass++)
        {
            for (var j = 0; j < Basis.Count; j++)
            {
                var along = Vectors.Dot(Basis[j], rest);
                Vectors.Combine(rest, -along, Basis[j], rest);
                column[j] += along;
            }
        }
        var left = Vectors.Norm(rest);
        return left <= Nothing * before ? 0 : left;
    }

    private double[] Map(double[] vectors)
    {
        team.Cancellation.ThrowIfCancellationRequested();
        var images = new double[vectors.Length];
        symmetric.Apply(vectors, images, team);
        Products += vectors.Length / n;
        return images;
    }
}
