using System.Buffers.Binary;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.WeightFiles;

/// <summary>
/// Trained weights from and to files: safetensors, and PyTorch <c>state_dict</c> files in the legacy pickle form and the zip
/// form, told apart by content. Only tensors of float32 and float64 are ever constructed.
/// </summary>
/// <remarks>
/// Tensors are matched to a network by order and shape. The order of a <c>state_dict</c> is its own; that of a safetensors
/// file is the order of the data, because writers differ in how they order the header. The safetensors package sorts data by
/// name, which loses the order of <c>parameters()</c>; therefore, and only there, tensors whose names are exactly those of the
/// network's are matched by name.
/// </remarks>
public static class WeightFile
{
    /// <summary>Reads θ, [P], for a network of the given layout. Memory: the file and the result; files up to 1 GiB are read.</summary>
    /// <exception cref="WeightFormatException">
    /// The file is no weight file, is cut short or damaged, holds anything but tensors, does not fit the layout, or has a
    /// non-finite value.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static double[] Read(string path, ParameterLayout layout) => Read(WeightSource.Open(path), layout);

    /// <summary>
    /// Reads all tensors in file order without a network to match; non-finite values are passed on. At most as many values
    /// are constructed as the file has bytes, however its tensors share storages.
    /// </summary>
    /// <exception cref="WeightFormatException">The file is no weight file, is cut short or damaged, or holds anything but tensors.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IReadOnlyList<WeightTensor> ReadTensors(string path) => ReadTensors(WeightSource.Open(path));

    /// <summary>
    /// Writes θ as safetensors: float64, tensors in the order of the layout, metadata sorted by key; equal arguments give equal
    /// bytes everywhere.
    /// </summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="metadata">Texts for the <c>__metadata__</c> entry; may be empty.</param>
    /// <exception cref="ArgumentException">θ does not have P entries.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteSafetensors(
        string path,
        ParameterLayout layout,
        ReadOnlySpan<double> parameters,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        var header = SafetensorsWriter.Header(layout, parameters.Length, metadata);
        using var stream = File.Create(path);
        SafetensorsWriter.Write(stream, header, parameters);
    }

    internal static double[] Read(WeightSource source, ParameterLayout layout)
    {
        var (form, tensors) = Parse(source);
        var matched = LayoutMatch.Match(source, tensors, layout, form);
        var parameters = new double[layout.Count];
        for (var i = 0; i < matched.Count; i++)
        {
            var tensor = matched[i];
            var values = parameters.AsSpan(layout.Tensors[i].Offset, tensor.Count);
            tensor.CopyTo(source.Bytes, values);
            for (var entry = 0; entry < values.Length; entry++)
            {
                if (!double.IsFinite(values[entry]))
                {
                    throw source.Fault(
                        $"tensor {tensor.Shown} has the value {Named(values[entry])} at {TensorShape.DescribeIndex(tensor.Shape, entry)}, "
                            + "expected finite weights: use a checkpoint from before the training diverged"
                    );
                }
            }
        }
        return parameters;
    }

    internal static IReadOnlyList<WeightTensor> ReadTensors(WeightSource source)
    {
        var (_, tensors) = Parse(source);
        var total = tensors.Sum(tensor => (long)tensor.Count);
        if (total > source.Bytes.Length)
        {
            throw source.Fault(
                $"its tensors share storages so often that its {source.Bytes.Length} bytes stand for {total} values, "
                    + "expected at most one value a byte"
            );
        }
        return
        [
            .. tensors.Select(tensor =>
            {
                var values = new double[tensor.Count];
                tensor.CopyTo(source.Bytes, values);
                return new WeightTensor(tensor.Name, tensor.Shape, values);
            }),
        ];
    }

    private static string Named(double value) =>
        double.IsNaN(value) ? "NaN"
        : value > 0 ? "Infinity"
        : "-Infinity";

    private static (WeightForm Form, IReadOnlyList<StoredTensor> Tensors) Parse(WeightSource source)
    {
        var bytes = source.Bytes.AsSpan();
        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return (WeightForm.Zip, TorchZip.Read(source));
        }
        var opensHeader = bytes.Length > sizeof(ulong) && bytes[sizeof(ulong)] == '{';
        // A safetensors header of 0x280 bytes begins like a pickle; the brace after the length tells them apart.
        var headerFits =
            opensHeader && BinaryPrimitives.ReadUInt64LittleEndian(bytes) <= (ulong)(bytes.Length - sizeof(ulong));
        if (bytes[0] == PickleOpcode.Protocol && !headerFits)
        {
            return (WeightForm.Legacy, TorchLegacy.Read(source));
        }
        return opensHeader
            ? (WeightForm.Safetensors, SafetensorsReader.Read(source))
            : throw source.Fault(
                "it is neither safetensors nor a PyTorch state_dict: save one with torch.save(net.state_dict(), path)"
            );
    }
}
