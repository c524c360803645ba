using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Preconditioning;

/// <summary>C = (I + s_m u_mᵀ) … (I + s_1 u_1ᵀ) √γ with CCᵀ the BFGS inverse of m pairs over γI: with B the inverse of the one before,
/// u = √(ρ/sᵀBs) Bs − ρy, ρ = 1/yᵀs.</summary>
/// <remarks>An update (I − ρsyᵀ)CCᵀ(I − ρysᵀ) + ρssᵀ is (I + suᵀ)CCᵀ(I + usᵀ) for that u. Cost: 4mP operations per vector.</remarks>
internal sealed class PairRoot : ILinearOperator
{
    // With 1 + uᵀs, which would lose its digits where it is formed from u.
    private readonly List<(double[] Step, double[] Slant, double Stretch)> factors = [];
    private readonly double root;

    private PairRoot(double scale, int size)
    {
        root = Math.Sqrt(scale);
        Rows = size;
    }

    public int Rows { get; }

    public int Columns => Rows;

    public bool IsSymmetric => false;

    /// <summary>Null where a pair shows no positive curvature.</summary>
    public static PairRoot? Of(IReadOnlyList<(double[] Step, double[] Change)> pairs, double scale, int size)
    {
        if (!(scale > 0) || !double.IsFinite(scale))
        {
            return null;
        }
        var c = new PairRoot(scale, size);
        foreach (var (step, change) in pairs)
        {
            // Bs = C⁻ᵀC⁻¹s, and sᵀBs = ‖C⁻¹s‖².
            double[] image = [.. step];
            c.Solve(image);
            var square = Vectors.Dot(image, image);
            c.SolveTransposed(image);
            var product = Vectors.Dot(step, change);
            var slant = new double[size];
            Vectors.Scale(1 / Math.Sqrt(product * square), image, slant);
            Vectors.Combine(slant, -1 / product, change, slant);
            if (!(product > 0 && square > 0) || !double.IsFinite(Vectors.Norm(slant)))
            {
                return null;
            }
            c.factors.Add((step, slant, Math.Sqrt(square / product)));
        }
        return c;
    }

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Vectors.Scale(root, vectors.Span, products.Span);
        for (var at = 0; at < products.Length; at += Rows)
        {
            var one = products.Span.Slice(at, Rows);
            foreach (var (step, slant, _) in factors)
            {
                Vectors.Combine(one, Vectors.Dot(slant, one), step, one);
            }
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Vectors.Scale(root, vectors.Span, products.Span);
        for (var at = 0; at < products.Length; at += Rows)
        {
            var one = products.Span.Slice(at, Rows);
            for (var k = factors.Count - 1; k >= 0; k--)
            {
                Vectors.Combine(one, Vectors.Dot(factors[k].Step, one), factors[k].Slant, one);
            }
        }
    }

    /// <summary>v ← C⁻¹v: (I + suᵀ)⁻¹ = I − suᵀ/(1 + uᵀs), and 1 + uᵀs = √(ρ sᵀBs) is above 0.</summary>
    private void Solve(double[] vector)
    {
        for (var k = factors.Count - 1; k >= 0; k--)
        {
            var (step, slant, stretch) = factors[k];
            var along = Vectors.Dot(slant, vector) / stretch;
            Vectors.Combine(vector, -along, step, vector);
        }
        Vectors.Scale(1 / root, vector, vector);
    }

    private void SolveTransposed(double[] vector)
    {
        foreach (var (step, slant, stretch) in factors)
        {
            var along = Vectors.Dot(step, vector) / stretch;
            Vectors.Combine(vector, -along, slant, vector);
        }
        Vectors.Scale(1 / root, vector, vector);
    }
}
