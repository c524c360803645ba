using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>4 Σ_{i&lt;j} (r_ij⁻¹² − r_ij⁻⁶) of n atoms in space, θ = (x₁, y₁, z₁, x₂, …), P = 3n [Wales1997].</summary>
/// <remarks>Terms: <c>repulsion</c> and <c>attraction</c>. It does not change under motions of the whole and exchanges of atoms, so that every stationary
/// point has zero modes; it tends to 0 where all atoms part, and is infinite where two meet. Cost of a value, gradient or Hessian product: n²/2 pairs.</remarks>
public sealed class LennardJones : AnalyticObjective, ISymmetric, IAlignable
{
    private readonly int atoms;

    /// <param name="atoms">n ≥ 2.</param>
    public LennardJones(int atoms)
        : base("lennard-jones", 3 * atoms, ["repulsion", "attraction"], LowerBoundOf(atoms))
    {
        this.atoms = atoms;
        Symmetry = SymmetryGroup.Particles(atoms);
    }

    public SymmetryGroup Symmetry { get; }

    /// <summary>By the motion that is best for each labelling of the atoms [Horn1987], and exchanges of two as long as one brings them nearer; of the image
    /// and its mirror image the nearer one.</summary>
    public Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point) =>
        ClusterAlignment.Of(reference, point);

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        terms.Clear();
        for (var i = 0; i < atoms; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var inverse = 1 / Square(x, i, j);
                var sixth = inverse * inverse * inverse;
                terms[0] += 4 * sixth * sixth;
                terms[1] -= 4 * sixth;
            }
        }
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        for (var i = 0; i < atoms; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var inverse = 1 / Square(x, i, j);
                var sixth = inverse * inverse * inverse;
                Spread(x, i, j, -48 * sixth * sixth * inverse, gradients[..x.Length]);
                Spread(x, i, j, 24 * sixth * inverse, gradients[x.Length..]);
            }
        }
    }

    private protected override HessianProduct HessianAt(double[] x, int? term) =>
        (vector, product) =>
        {
            product.Clear();
            Span<double> d = stackalloc double[3];
            for (var i = 0; i < atoms; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var inverse = 1 / Square(x, i, j);
                    var sixth = inverse * inverse * inverse;
                    var (repulsion, attraction) = (term is null or 0 ? 1.0 : 0.0, term is null or 1 ? 1.0 : 0.0);
                    // φ(s) of the squared distance s: the pair bends by 2φ′ across and 4φ″ d dᵀ along.
                    var across = ((repulsion * -48 * sixth) + (attraction * 24)) * sixth * inverse;
                    var along = ((repulsion * 672 * sixth) - (attraction * 192)) * sixth * inverse * inverse;
                    var projection = 0.0;
                    for (var k = 0; k < 3; k++)
                    {
                        d[k] = vector[(3 * i) + k] - vector[(3 * j) + k];
                        projection += d[k] * (x[(3 * i) + k] - x[(3 * j) + k]);
                    }
                    for (var k = 0; k < 3; k++)
                    {
                        var force = (across * d[k]) + (along * projection * (x[(3 * i) + k] - x[(3 * j) + k]));
                        product[(3 * i) + k] += force;
                        product[(3 * j) + k] -= force;
                    }
                }
            }
        };

    private static void Spread(ReadOnlySpan<double> x, int i, int j, double strength, Span<double> gradient)
    {
        for (var k = 0; k < 3; k++)
        {
            var force = strength * (x[(3 * i) + k] - x[(3 * j) + k]);
            gradient[(3 * i) + k] += force;
            gradient[(3 * j) + k] -= force;
        }
    }

    private static double Square(ReadOnlySpan<double> x, int i, int j)
    {
        var sum = 0.0;
        for (var k = 0; k < 3; k++)
        {
            var d = x[(3 * i) + k] - x[(3 * j) + k];
            sum += d * d;
        }
        return sum;
    }

    // No pair is below −1.
    private static double LowerBoundOf(int atoms)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atoms, 2);
        return -0.5 * atoms * (atoms - 1);
    }
}
