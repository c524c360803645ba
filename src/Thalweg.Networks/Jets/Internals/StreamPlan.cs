namespace Thalweg.Networks.Jets;

/// <summary>c (v·∂)ᵏ as a part of an operator.</summary>
/// <param name="Operator">Number of the operator.</param>
/// <param name="Direction">Number of v.</param>
/// <param name="Order">k, 2 to 4.</param>
internal readonly record struct StreamPart(int Operator, int Direction, int Order, double Coefficient);

/// <summary>(v·∂)ᵏ as a part of the derivative of order k along another direction.</summary>
/// <param name="Direction">Number of the direction that is composed.</param>
/// <param name="Of">Number of v, which is before it and carries the order.</param>
internal readonly record struct StreamComposition(int Direction, int Order, int Of, double Coefficient);

/// <summary>What is no stream as a sum of derivatives along directions that are.</summary>
internal sealed record StreamReading(
    StreamOperator Operator,
    IReadOnlyList<(int Direction, int Order, double Coefficient)> Sum
);

/// <summary>Directions and operators that wanted derivatives are made of.</summary>
internal sealed record StreamPlan(
    IReadOnlyList<StreamDirection> Directions,
    IReadOnlyList<StreamOperator> Operators,
    IReadOnlyList<StreamPart> Parts,
    IReadOnlyList<StreamComposition> Compositions,
    IReadOnlyList<StreamReading> Readings
)
{
    public int Streams => 1 + Directions.Sum(v => v.Depth - v.Composed) + Operators.Count;
}
