namespace Thalweg.Formats.Weights;

/// <summary>What the reader of one form found in a file.</summary>
internal sealed record TensorFileContent(IReadOnlyList<StoredTensor> Tensors)
{
    public bool IsSortedByName { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
