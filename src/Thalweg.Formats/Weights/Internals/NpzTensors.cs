using System.Globalization;
using System.Runtime.InteropServices;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Zip;

namespace Thalweg.Formats.Weights;

/// <summary>Reads parameters from NumPy archives: the array <c>parameters</c> of our own, or one array for each tensor.</summary>
internal static class NpzTensors
{
    private const string Flat = "parameters";

    public static bool IsArray(ZipEntry entry) => entry.Name.EndsWith(".npy", StringComparison.Ordinal);

    /// <param name="part">A step of a trajectory, or what the names of one of several networks begin with.</param>
    public static TensorFileContent Read(WeightSource source, string? part)
    {
        try
        {
            using var archive = new MemoryStream(source.Bytes, writable: false);
            return Of(source, part, NpzFile.Read(archive, source.Name)) with
            {
                Metadata = NpzFile.ReadMetadata(archive, source.Name),
            };
        }
        catch (ArrayFormatException fault)
        {
            throw new WeightFormatException(fault.Message, fault);
        }
    }

    private static TensorFileContent Of(WeightSource source, string? part, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        if (!arrays.TryGetValue(Flat, out var parameters))
        {
            return new TensorFileContent([.. arrays.Select(a => Tensor(a.Key, a.Value.Shape, a.Value.Values))]).Part(
                source,
                part
            );
        }
        return parameters.Shape switch
        {
            [_] when part is null => new TensorFileContent([Tensor(Flat, parameters.Shape, parameters.Values)])
            {
                IsFlat = true,
            },
            [> 0, > 0] when arrays.TryGetValue("steps", out var steps) && steps.Values.Length == parameters.Shape[0] =>
                Row(source, parameters, steps.Values, part),
            [_] => throw source.Fault(
                $"it has one vector of parameters and no part {StoredTensor.Show(part!)}: name the file alone"
            ),
            _ => throw source.Fault(
                $"its array '{Flat}' has the shape {TensorShape.Describe(parameters.Shape)}, expected [P], or [C, P] beside 'steps' [C]"
            ),
        };
    }

    private static TensorFileContent Row(WeightSource source, NpyArray parameters, double[] steps, string? part)
    {
        var row = steps.Length - 1;
        if (part is not null)
        {
            row = double.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
                ? Array.IndexOf(steps, step)
                : -1;
            if (row < 0)
            {
                throw source.Fault(
                    $"it has no step {StoredTensor.Show(part)}; its steps are {string.Join(", ", steps.Take(8).Select(Text))}"
                        + (steps.Length > 8 ? $" and {steps.Length - 8} more" : "")
                );
            }
        }
        var count = parameters.Shape[1];
        return new TensorFileContent([Tensor(Flat, [count], parameters.Values[(row * count)..((row + 1) * count)])])
        {
            IsFlat = true,
            Notes =
                part is null && steps.Length > 1
                    ?
                    [
                        $"took step {Text(steps[row])}, the last of {steps.Length}; {source.Name}#{Text(steps[0])} takes the first",
                    ]
                    : [],
        };
    }

    private static string Text(double step) => step.ToString(CultureInfo.InvariantCulture);

    private static StoredTensor Tensor(string name, int[] shape, double[] values)
    {
        var bytes = MemoryMarshal.AsBytes<double>(values).ToArray();
        var extent = new StorageExtent(0, ElementType.Double, BigEndian: !BitConverter.IsLittleEndian);
        return new StoredTensor(
            new WeightSource(name, bytes),
            name,
            shape,
            TensorShape.RowMajorStrides(shape),
            first: 0,
            values.Length,
            extent
        );
    }
}
