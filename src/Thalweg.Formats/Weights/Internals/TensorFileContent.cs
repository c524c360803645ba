namespace Thalweg.Formats.Weights;

/// <summary>What the reader of one form found in a file.</summary>
internal sealed record TensorFileContent(IReadOnlyList<StoredTensor> Tensors)
{
    public bool IsSortedByName { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Sentences on what was chosen and what was left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>True where the only tensor holds all parameters one after another.</summary>
    public bool IsFlat { get; init; }

    /// <summary>The tensors whose names begin with the part and a dot.</summary>
    public TensorFileContent Part(WeightSource source, string? part)
    {
        if (part is null)
        {
            return this;
        }
        List<StoredTensor> begun = [.. Tensors.Where(t => t.Name.StartsWith(part + ".", StringComparison.Ordinal))];
        return begun.Count > 0
            ? this with
            {
                Tensors = begun,
            }
            : throw source.Fault(
                $"it has no part {StoredTensor.Show(part)}; the first names in it are {string.Join(", ", Tensors.Take(5).Select(t => t.Shown))}"
            );
    }
}
