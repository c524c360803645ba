namespace Thalweg.Numerics.Objectives;

/// <summary>What a tensor of parameters is for; direction rules treat biases apart.</summary>
public enum ParameterRole
{
    Weight,
    Bias,
}

/// <summary>One tensor of θ: Rows × Columns entries, row-major from Offset; a bias has one column. A row is one filter (the
/// weights into one output neuron).</summary>
/// <param name="Name">For example <c>layer_in.weight</c>.</param>
/// <param name="Layer">Index of the layer the tensor belongs to; weight and bias of a layer share it.</param>
public sealed record ParameterTensor(string Name, ParameterRole Role, int Layer, int Rows, int Columns, int Offset)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public int Count => Rows * Columns;

    /// <summary>Side of the square windows that a row of a convolution is made of, one for each channel; null of other tensors.</summary>
    public int? Window { get; init; }

    /// <summary>What all entries are at the start of training; null where they are drawn.</summary>
    public double? Start { get; init; }

    /// <summary>Standard deviation about <see cref="Start"/> at the start of training of factors that multiply, as exponentials, the rows of the weights of
    /// the same layer, which are divided by them then; null of other tensors.</summary>
    public double? FactorSpread { get; init; }

    /// <summary>What the layer's output is multiplied by before it enters a sine; 1 elsewhere.</summary>
    public double Frequency { get; init; } = 1;

    /// <summary>The shape PyTorch gives the tensor: [Rows, Columns] for weights, [Rows, channels, Window, Window] for those of a convolution,
    /// [Rows] for biases.</summary>
    public IReadOnlyList<int> Shape =>
        Role == ParameterRole.Bias ? [Rows]
        : Window is { } side ? [Rows, Columns / (side * side), side, side]
        : [Rows, Columns];
}

/// <summary>The order and shapes of the tensors that make up θ, equal to PyTorch's <c>parameters()</c>.</summary>
public sealed class ParameterLayout
{
    public ParameterLayout(IReadOnlyList<ParameterTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var offset = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Offset != offset)
            {
                throw new ArgumentException(
                    $"tensor '{tensor.Name}' starts at {tensor.Offset}, expected {offset}: tensors must be contiguous and in order",
                    nameof(tensors)
                );
            }
            offset += tensor.Count;
        }
        Tensors = tensors;
        Count = offset;
    }

    public IReadOnlyList<ParameterTensor> Tensors { get; }

    /// <summary>P, the total number of parameters.</summary>
    public int Count { get; }

    /// <summary>A structureless point of R^count: one weight row, as analytic objectives have.</summary>
    public static ParameterLayout Point(int count) => new([new("x", ParameterRole.Weight, 0, 1, count, 0)]);
}
