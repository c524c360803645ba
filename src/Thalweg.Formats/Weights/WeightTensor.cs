namespace Thalweg.Formats.Weights;

/// <summary>One tensor of a weight file.</summary>
/// <param name="Values">Row-major; float32 is widened exactly. Non-finite values are passed on as they are.</param>
public sealed record WeightTensor(string Name, IReadOnlyList<int> Shape, double[] Values)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public IReadOnlyList<int> Shape { get; init; } = Shape ?? throw new ArgumentNullException(nameof(Shape));

    public double[] Values { get; init; } = Values ?? throw new ArgumentNullException(nameof(Values));
}
