namespace Thalweg.Networks.Jets;

/// <summary>A derivative with its coefficient: c ∂ᵏ/∂x_a1 … ∂x_ak.</summary>
public sealed class DerivativeTerm : IEquatable<DerivativeTerm>
{
    /// <summary>The highest order that travels through a network.</summary>
    public const int HighestOrder = 4;

    private readonly int[] axes;

    /// <param name="axes">In any order, as often as the derivative is taken along each.</param>
    /// <exception cref="ArgumentException">No axis, or more than <see cref="HighestOrder"/>.</exception>
    public DerivativeTerm(ReadOnlySpan<int> axes, double coefficient)
    {
        if (axes.Length is 0 or > HighestOrder)
        {
            throw new ArgumentException(
                $"got a derivative of order {axes.Length}, expected 1 to {HighestOrder}: higher ones do not travel through a network; write the equation as a system of lower order",
                nameof(axes)
            );
        }
        this.axes = axes.ToArray();
        Array.Sort(this.axes);
        Coefficient = coefficient;
    }

    /// <summary>a, ascending.</summary>
    public ReadOnlySpan<int> Axes => axes;

    public double Coefficient { get; }

    public int Order => axes.Length;

    public bool Equals(DerivativeTerm? other) =>
        other is not null && Coefficient == other.Coefficient && axes.AsSpan().SequenceEqual(other.axes);

    public override bool Equals(object? obj) => Equals(obj as DerivativeTerm);

    public override int GetHashCode() => HashCode.Combine(Coefficient, axes.Length, axes[0], axes[^1]);

    public override string ToString() => Named(axes);

    /// <summary>Axes of few terms in a fixed order: by order, then axis by axis.</summary>
    internal static int Compare(DerivativeTerm a, DerivativeTerm b) =>
        a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Axes.SequenceCompareTo(b.Axes);

    internal static string Named(ReadOnlySpan<int> axes)
    {
        var names = new string[axes.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = $"x[{axes[i]}]";
        }
        return $"D({string.Join(", ", names)})";
    }
}
