namespace Thalweg.Formats.Weights;

/// <summary>One tensor of a weight file.</summary>
/// <param name="Values">Row-major; float32 is widened exactly. Non-finite values are passed on as they are.</param>
public sealed record WeightTensor(string Name, IReadOnlyList<int> Shape, double[] Values);
