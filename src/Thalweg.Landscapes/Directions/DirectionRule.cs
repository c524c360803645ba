using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Landscapes.Directions;

/// <summary>How the weights of a drawn direction d are scaled to those of θ.</summary>
public enum Normalization
{
    /// <summary>Each weight row to the norm of that row of θ [Li2018, Sec. 4].</summary>
    Filter,

    /// <summary>Each weight matrix to the Frobenius norm of that matrix of θ.</summary>
    Layer,

    /// <summary>Each weight by its own size: d_i |θ_i|.</summary>
    Weight,

    /// <summary>Each weight row to norm 1.</summary>
    UnitFilter,

    /// <summary>Each weight matrix to Frobenius norm 1.</summary>
    UnitLayer,

    /// <summary>Weights as drawn.</summary>
    None,
}

/// <summary>What becomes of the bias part of a direction.</summary>
public enum BiasRule
{
    /// <summary>Biases stay fixed: d_b = 0.</summary>
    Zero,

    /// <summary>d_b = b, what the code published with [Wu2021] does.</summary>
    Copy,

    /// <summary>d_b scaled to ‖b‖, one bias vector at a time.</summary>
    Normalize,

    /// <summary>As drawn.</summary>
    Keep,
}

/// <summary>Rows of a weight matrix in which every scaled direction is zero.</summary>
/// <param name="Tensor">Name of the matrix.</param>
/// <param name="Rows">How many.</param>
/// <param name="Of">Of how many.</param>
public sealed record VanishingRows(string Tensor, int Rows, int Of);

/// <summary>Turns a raw direction into one that is scaled to the parameters it departs from.</summary>
/// <remarks>A row that is zero in θ or in the raw direction gives zero.</remarks>
public readonly record struct DirectionRule(Normalization Normalization, BiasRule Bias)
{
    // The published code divides by the norm plus this, and does it twice.
    private const double PublishedGuard = 1e-10;

    private const double SmallestNorm = 1e-140;
    private const double LargestNorm = 1e140;

    /// <summary>Filter-normalised weights, biases fixed.</summary>
    public static DirectionRule Default => new(Normalization.Filter, BiasRule.Zero);

    /// <summary>The layout an objective declares, or one row of P entries where it declares none.</summary>
    public static ParameterLayout LayoutOf(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return objective.As<ILayered>()?.Layout ?? ParameterLayout.Point(objective.ParameterCount);
    }

    /// <summary>Applies the rule in place. Cost: O(P).</summary>
    /// <param name="centre">θ, [P].</param>
    /// <param name="direction">[P], raw on entry, scaled on return.</param>
    /// <param name="published">Scale with 1e-10 added to the norm of the raw row, twice, as the published code does.</param>
    public void Apply(
        ParameterLayout layout,
        ReadOnlySpan<double> centre,
        Span<double> direction,
        bool published = false
    )
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (centre.Length != layout.Count || direction.Length != layout.Count)
        {
            throw new ArgumentException(
                $"θ has {centre.Length} entries and the direction {direction.Length}; the layout has {layout.Count} "
                    + "parameters",
                nameof(direction)
            );
        }
        foreach (var tensor in layout.Tensors)
        {
            var θ = centre.Slice(tensor.Offset, tensor.Count);
            var d = direction.Slice(tensor.Offset, tensor.Count);
            for (var pass = published ? 2 : 1; pass > 0; pass--)
            {
                var guard = published ? PublishedGuard : 0;
                if (tensor.Role == ParameterRole.Bias)
                {
                    ApplyToBias(θ, d, guard);
                }
                else
                {
                    ApplyToWeights(tensor, θ, d, guard);
                }
            }
        }
    }

    /// <summary>What the rule leaves without a direction because the parameters there are zero. Biases that it holds are no part of
    /// it.</summary>
    /// <param name="centre">θ, [P].</param>
    public IReadOnlyList<VanishingRows> Vanishing(ParameterLayout layout, ReadOnlySpan<double> centre)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var vanishing = new List<VanishingRows>();
        foreach (var tensor in layout.Tensors.Where(t => t.Role == ParameterRole.Weight))
        {
            var weights = centre.Slice(tensor.Offset, tensor.Count);
            var rows = 0;
            for (var row = 0; row < tensor.Rows; row++)
            {
                rows += weights.Slice(row * tensor.Columns, tensor.Columns).ContainsAnyExcept(0.0) ? 0 : 1;
            }
            var vanishes = Normalization switch
            {
                Normalization.Filter => rows > 0,
                Normalization.Layer or Normalization.Weight => rows == tensor.Rows,
                _ => false,
            };
            if (vanishes)
            {
                vanishing.Add(new VanishingRows(tensor.Name, rows, tensor.Rows));
            }
        }
        return vanishing;
    }

    private void ApplyToWeights(ParameterTensor tensor, ReadOnlySpan<double> θ, Span<double> d, double guard)
    {
        switch (Normalization)
        {
            case Normalization.Filter:
            case Normalization.UnitFilter:
                for (var row = 0; row < tensor.Rows; row++)
                {
                    var range = new Range(row * tensor.Columns, (row + 1) * tensor.Columns);
                    Scale(d[range], Normalization == Normalization.Filter ? OrderedSums.Norm(θ[range]) : 1, guard);
                }
                break;
            case Normalization.Layer:
                Scale(d, OrderedSums.Norm(θ), guard);
                break;
            case Normalization.UnitLayer:
                Scale(d, 1, guard);
                break;
            case Normalization.Weight:
                for (var i = 0; i < d.Length; i++)
                {
                    d[i] *= Math.Abs(θ[i]);
                }
                break;
            case Normalization.None:
                break;
            default:
                throw new InvalidOperationException($"{Normalization} is not a normalization");
        }
    }

    private void ApplyToBias(ReadOnlySpan<double> θ, Span<double> d, double guard)
    {
        switch (Bias)
        {
            case BiasRule.Zero:
                d.Clear();
                break;
            case BiasRule.Copy:
                θ.CopyTo(d);
                break;
            case BiasRule.Normalize:
                Scale(d, OrderedSums.Norm(θ), guard);
                break;
            case BiasRule.Keep:
                break;
            default:
                throw new InvalidOperationException($"{Bias} is not a bias rule");
        }
    }

    private static void Scale(Span<double> values, double target, double guard)
    {
        if (guard == 0 && !(OrderedSums.Norm(values) is >= SmallestNorm and <= LargestNorm))
        {
            // Else the norm or its inverse may be beyond range, and the direction vanishes or is not finite.
            OrderedSums.ScaleByPowerOfTwo(values, OrderedSums.ExponentToOne(values));
        }
        var norm = OrderedSums.Norm(values) + guard;
        var factor = norm == 0 ? 0 : target / norm;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
