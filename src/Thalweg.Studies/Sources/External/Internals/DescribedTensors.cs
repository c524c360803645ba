using System.Text.Json;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Studies.Sources.External;

/// <summary>The layout of θ from the tensors of a description.</summary>
/// <remarks>
/// A tensor of two or more axes is a weight, its first axis the rows (filters); one of fewer is a bias; <c>role</c> decides
/// otherwise. Neighbours whose names agree up to the last dot are one layer; names without a dot begin one at each weight.
/// </remarks>
internal static class DescribedTensors
{
    private static readonly string[] Keys = ["name", "shape", "role"];

    /// <exception cref="FormatException">A tensor is no tensor, or they do not make up θ.</exception>
    public static ParameterLayout Read(IReadOnlyList<JsonElement> items, int parameters)
    {
        var tensors = new List<ParameterTensor>();
        var offset = 0L;
        for (var i = 0; i < items.Count; i++)
        {
            var reader = new DescriptionReader(items[i], $"tensor {i}");
            reader.Allow(Keys);
            var shape = Shape(reader);
            var role = Role(reader, shape);
            var rows = shape.Count == 0 ? 1 : shape[0];
            var count = shape.Aggregate(1L, (product, size) => product * size);
            if (offset + count > parameters)
            {
                throw Sum(offset + count, parameters);
            }
            var name = reader.Text("name");
            // A weight of one axis is one row.
            var (height, width) =
                role == ParameterRole.Weight && shape.Count == 1 ? (1, rows)
                : role == ParameterRole.Bias ? ((int)count, 1)
                : (rows, (int)(count / rows));
            var layer = Layer(tensors, name, role);
            tensors.Add(new ParameterTensor(name, role, layer, height, width, (int)offset));
            offset += count;
        }
        if (tensors.Select(t => t.Name).Distinct().Count() < tensors.Count)
        {
            throw new FormatException("two tensors have one name; give each its own");
        }
        return offset == parameters ? new ParameterLayout(tensors) : throw Sum(offset, parameters);
    }

    private static List<int> Shape(DescriptionReader reader)
    {
        var shape = new List<int>();
        foreach (var item in reader.Items("shape"))
        {
            shape.Add(
                item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var size) && size > 0
                    ? size
                    : throw new FormatException(
                        $"the shape of tensor '{reader.Text("name")}' is not a list of sizes above 0"
                    )
            );
        }
        return shape;
    }

    private static ParameterRole Role(DescriptionReader reader, List<int> shape) =>
        !reader.Has("role")
            ? (shape.Count > 1 ? ParameterRole.Weight : ParameterRole.Bias)
            : reader.Text("role") switch
            {
                "weight" => ParameterRole.Weight,
                "bias" => ParameterRole.Bias,
                var other => throw new FormatException(
                    $"the role of tensor '{reader.Text("name")}' is {Syntax.CallText.Show(other)}, expected weight or bias"
                ),
            };

    private static int Layer(List<ParameterTensor> before, string name, ParameterRole role)
    {
        if (before.Count == 0)
        {
            return 0;
        }
        var (own, last) = (Owner(name), Owner(before[^1].Name));
        var isSame = own is null && last is null ? role == ParameterRole.Bias : own == last;
        return before[^1].Layer + (isSame ? 0 : 1);
    }

    private static string? Owner(string name) => name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : null;

    private static FormatException Sum(long sum, int parameters) =>
        new($"the tensors have {sum} entries so far, expected {parameters}, the number of parameters");
}
