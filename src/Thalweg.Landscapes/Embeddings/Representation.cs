using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Embeddings;

/// <summary>What the units of a layer are worth at weighted nodes, centred: X̃ = √W (X − 1 x̄ᵀ) with the weighted means x̄, compared by linear centred kernel
/// alignment (CKA).</summary>
/// <remarks>Kornblith2019, with the weights of a quadrature in place of a sum over samples.</remarks>
public sealed class Representation
{
    // Means and differences round by a few ε of the values.
    private const double Rounding = 64 * 2.220446049250313e-16;

    private readonly double[] rows;
    private readonly double scale;

    /// <param name="values">[units, n], one row per unit, finite.</param>
    /// <param name="weights">[n], finite, none negative, not all zero.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not as said. A quadrature with negative weights has no
    /// norm.</exception>
    public Representation(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        Nodes = weights.Length;
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight >= 0 ? weight : double.NaN;
        }
        if (!(sum > 0) || !double.IsFinite(sum))
        {
            throw new ArgumentException(
                "weights has an entry below 0, one that is not finite, or none above 0; take a quadrature with positive weights",
                nameof(weights)
            );
        }
        if (values.IsEmpty || values.Length % Nodes != 0)
        {
            throw new ArgumentException(
                $"values has {values.Length} entries, expected a multiple of {Nodes}: one row of all nodes per unit",
                nameof(values)
            );
        }
        if (!double.IsFinite(Vectors.MaximumNorm(values)))
        {
            throw new ArgumentException(
                "values has an entry that is not finite; leave its network out",
                nameof(values)
            );
        }
        Units = values.Length / Nodes;
        rows = values.ToArray();
        var plain = Center(weights, sum);
        IsConstant = Vectors.Norm(rows) <= Rounding * plain;
        scale = IsConstant ? double.NaN : Math.Sqrt(Overlap(this));
    }

    public int Units { get; }

    /// <summary>n.</summary>
    public int Nodes { get; }

    /// <summary>No unit differs between nodes by more than rounding, so that there is nothing to compare.</summary>
    public bool IsConstant { get; }

    /// <summary>‖Ỹᵀ X̃‖²_F / (‖X̃ᵀ X̃‖_F ‖Ỹᵀ Ỹ‖_F) ∈ [0, 1] to rounding; NaN where one of the two is constant.</summary>
    /// <remarks>The same under exchanges, signs, shifts and rotations of units, and under one factor for all of them; not under one for each. Cost: the
    /// products of all units of one with all of the other, over the nodes.</remarks>
    /// <param name="other">Of the same nodes and weights, with any number of units.</param>
    /// <exception cref="ArgumentException">The other one has another number of nodes.</exception>
    public double Similarity(Representation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Nodes != Nodes)
        {
            throw new ArgumentException(
                $"other has {other.Nodes} nodes, expected {Nodes}: take both on the same quadrature",
                nameof(other)
            );
        }
        return Overlap(other) / scale / other.scale;
    }

    /// <summary>‖Ỹᵀ X̃‖²_F.</summary>
    private double Overlap(Representation other)
    {
        var squares = new double[Units * other.Units];
        for (var i = 0; i < Units; i++)
        {
            for (var j = 0; j < other.Units; j++)
            {
                var product = Vectors.Dot(Row(i), other.Row(j));
                squares[(i * other.Units) + j] = product * product;
            }
        }
        return PairwiseSum.Of(squares);
    }

    /// <summary>Rows centred and weighted in place.</summary>
    /// <returns>√(Σ w x²) of what they were.</returns>
    private double Center(ReadOnlySpan<double> weights, double sum)
    {
        var plain = 0.0;
        for (var i = 0; i < Units; i++)
        {
            var row = Row(i);
            var mean = Vectors.Dot(weights, row) / sum;
            for (var n = 0; n < row.Length; n++)
            {
                plain += weights[n] * row[n] * row[n];
                row[n] = Math.Sqrt(weights[n]) * (row[n] - mean);
            }
        }
        return Math.Sqrt(plain);
    }

    private Span<double> Row(int unit) => rows.AsSpan(unit * Nodes, Nodes);
}
