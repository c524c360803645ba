namespace Thalweg.Networks.Activations;

/// <summary>σ(z) as sums, products and functions of z: what a network makes nodes of, so that all derivatives are exact.</summary>
/// <remarks>A value costs one pass over the units for each operation; a network with one takes no fused layers. Where a part has no value (a logarithm
/// below 0, a quotient by 0) neither has the loss.</remarks>
public sealed class ActivationFormula
{
    private readonly ActivationFormula? left;
    private readonly ActivationFormula? right;
    private readonly bool isProduct;
    private readonly double factor = 1;
    private readonly double shift;
    private readonly Activation? function;

    private ActivationFormula() { }

    private ActivationFormula(ActivationFormula left, ActivationFormula right, bool isProduct) =>
        (this.left, this.right, this.isProduct) = (left, right, isProduct);

    private ActivationFormula(ActivationFormula left, double factor, double shift) =>
        (this.left, this.factor, this.shift) = (left, factor, shift);

    private ActivationFormula(ActivationFormula left, Activation function) =>
        (this.left, this.function) = (left, function);

    /// <summary>z.</summary>
    public static ActivationFormula Input { get; } = new();

    /// <summary>The least smoothness of what it is made of.</summary>
    public int Smoothness =>
        Math.Min(
            function?.Smoothness ?? int.MaxValue,
            Math.Min(left?.Smoothness ?? int.MaxValue, right?.Smoothness ?? int.MaxValue)
        );

    public ActivationFormula Plus(ActivationFormula other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(this, other, isProduct: false);
    }

    public ActivationFormula Times(ActivationFormula other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(this, other, isProduct: true);
    }

    /// <summary>factor · this + shift.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public ActivationFormula Scaled(double factor, double shift = 0)
    {
        foreach (var (number, name) in new[] { (factor, nameof(factor)), (shift, nameof(shift)) })
        {
            if (!double.IsFinite(number))
            {
                throw new ArgumentOutOfRangeException(name, number, $"got {number}, expected a finite number");
            }
        }
        return new(this, factor, shift);
    }

    /// <summary>function(this).</summary>
    public ActivationFormula Under(Activation function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function.Composition is { } inner ? inner.At(this) : new(this, function);
    }

    /// <summary>The same with another formula in the place of z.</summary>
    private ActivationFormula At(ActivationFormula input) =>
        left is null ? input
        : function is not null ? new(left.At(input), function)
        : right is null ? new(left.At(input), factor, shift)
        : new(left.At(input), right.At(input), isProduct);

    /// <summary>Makes the nodes of a network.</summary>
    /// <param name="input">The node of z.</param>
    internal TNode Build<TNode>(
        TNode input,
        Func<TNode, TNode, bool, TNode> combine,
        Func<TNode, double, double, TNode> scale,
        Func<TNode, Activation, TNode> apply
    )
    {
        if (left is null)
        {
            return input;
        }
        var first = left.Build(input, combine, scale, apply);
        return function is not null ? apply(first, function)
            : right is null ? scale(first, factor, shift)
            : combine(first, right.Build(input, combine, scale, apply), isProduct);
    }
}
