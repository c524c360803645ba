namespace Thalweg.Networks.Jets;

/// <summary>An operator's parts of second and higher order as sums of powers of directions: Σ c (v·∂)ᵏ.</summary>
/// <remarks>Whole coefficients and numerators over <see cref="Denominator"/> are summed apart, so that what is not mixed keeps its bits and what
/// cancels leaves nothing.</remarks>
internal sealed class DirectionSum
{
    public const int Denominator = 192;

    private readonly List<(double[] Vector, int Order, double Whole, double Numerator)> parts = [];

    /// <summary>Parts with coefficients that are not 0, in the order in which they were met.</summary>
    public IEnumerable<(double[] Vector, int Order, double Coefficient)> Parts =>
        parts
            .Select(p => (p.Vector, p.Order, Coefficient: p.Whole + p.Numerator / Denominator))
            .Where(p => p.Coefficient != 0.0);

    /// <summary>Adds (whole + numerator/<see cref="Denominator"/>) (v·∂)ᵏ; v and −v are one direction.</summary>
    public void Add(double[] vector, int order, double whole, double numerator = 0.0)
    {
        if (Array.Find(vector, v => v != 0.0) < 0.0)
        {
            vector = [.. vector.Select(v => 0.0 - v)];
            (whole, numerator) = order % 2 == 0 ? (whole, numerator) : (-whole, -numerator);
        }
        var at = parts.FindIndex(p => p.Order == order && p.Vector.AsSpan().SequenceEqual(vector));
        if (at < 0)
        {
            parts.Add((vector, order, whole, numerator));
        }
        else
        {
            parts[at] = (vector, order, parts[at].Whole + whole, parts[at].Numerator + numerator);
        }
    }
}
