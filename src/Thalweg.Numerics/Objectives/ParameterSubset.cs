using Thalweg.Numerics.Linear.Operators;

namespace Thalweg.Numerics.Objectives;

/// <summary>Some of the parameters of a layout, by names: a layer (<c>layer_in</c>), a tensor (<c>layer_in.weight</c>), <c>weights</c> or
/// <c>biases</c>.</summary>
public sealed class ParameterSubset
{
    /// <summary>All weights, without biases.</summary>
    public const string Weights = "weights";

    /// <summary>All biases.</summary>
    public const string Biases = "biases";

    private readonly ParameterLayout layout;
    private readonly int[] indices;

    /// <param name="names">One or more; what several of them name is taken once.</param>
    /// <exception cref="ArgumentException">There is none, or a name is of nothing in the layout.</exception>
    public ParameterSubset(ParameterLayout layout, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (names.IsEmpty)
        {
            throw new ArgumentException($"names is empty, expected one or more of {Known(layout)}", nameof(names));
        }
        this.layout = layout;
        Names = [.. names];
        var chosen = new bool[layout.Count];
        foreach (var name in names)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(names));
            var tensors = Named(layout, name);
            if (tensors.Count == 0)
            {
                throw new ArgumentException(
                    $"'{name}' names no parameters, expected one of {Known(layout)}",
                    nameof(names)
                );
            }
            foreach (var tensor in tensors)
            {
                chosen.AsSpan(tensor.Offset, tensor.Count).Fill(true);
            }
        }
        indices = [.. Enumerable.Range(0, chosen.Length).Where(i => chosen[i])];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Places in θ, ascending.</summary>
    public IReadOnlyList<int> Indices => indices;

    public int Count => indices.Length;

    /// <summary>The layers of a layout, in order: names of tensors without what follows the last dot.</summary>
    public static IReadOnlyList<string> LayersOf(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return [.. layout.Tensors.Select(LayerOf).Distinct()];
    }

    /// <summary>The principal submatrix of an operator on all parameters: curvature where the others stay.</summary>
    /// <exception cref="ArgumentException">The operator is none on the parameters of the layout.</exception>
    public SubmatrixOperator Of(ILinearOperator whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        if (whole.Rows != layout.Count || whole.Columns != layout.Count)
        {
            throw new ArgumentException(
                $"whole is [{whole.Rows}, {whole.Columns}], expected [{layout.Count}, {layout.Count}]: give an operator on all parameters",
                nameof(whole)
            );
        }
        return new SubmatrixOperator(whole, indices, indices);
    }

    // The name of a tensor or layer comes before the words for all weights and all biases.
    private static List<ParameterTensor> Named(ParameterLayout layout, string name)
    {
        var named = layout.Tensors.Where(tensor => tensor.Name == name || LayerOf(tensor) == name).ToList();
        return named.Count > 0
            ? named
            : [.. layout.Tensors.Where(tensor => name == (tensor.Role == ParameterRole.Bias ? Biases : Weights))];
    }

    private static string LayerOf(ParameterTensor tensor) =>
        tensor.Name.LastIndexOf('.') is > 0 and var dot ? tensor.Name[..dot] : tensor.Name;

    private static string Known(ParameterLayout layout)
    {
        var words = layout.Tensors.Any(tensor => tensor.Role == ParameterRole.Bias) ? $"{Weights}, {Biases}" : Weights;
        var tensor = layout.Tensors.FirstOrDefault(tensor => tensor.Name != LayerOf(tensor));
        return $"{string.Join(", ", LayersOf(layout))}{(tensor is null ? "" : $", a tensor such as {tensor.Name}")}, {words}";
    }
}
