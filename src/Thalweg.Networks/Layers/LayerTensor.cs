using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Layers;

/// <summary>One tensor of the parameters of a layer.</summary>
/// <param name="Suffix">What follows the layer's name: <c>weight</c>, <c>bias_hh_l0</c>.</param>
/// <param name="Window">Side of the square that a row is made of, of a convolution; else null.</param>
public sealed record LayerTensor(string Suffix, ParameterRole Role, int Rows, int Columns, int? Window = null)
{
    public string Suffix { get; init; } = Suffix ?? throw new ArgumentNullException(nameof(Suffix));

    public int Count => checked(Rows * Columns);
}
