using System.Buffers.Binary;

namespace Thalweg.Formats.Weights;

/// <summary>
/// A file of named tensors in memory: safetensors, or a PyTorch <c>state_dict</c> in the legacy pickle form or the zip form,
/// told apart by content. Only tensors of float32 and float64 are ever constructed.
/// </summary>
public sealed class TensorFile
{
    private readonly WeightSource source;

    private TensorFile(WeightSource source, WeightForm form, TensorFileContent content)
    {
        this.source = source;
        Form = form;
        Tensors = content.Tensors;
        IsSortedByName = content.IsSortedByName;
        Metadata = content.Metadata;
    }

    public WeightForm Form { get; }

    /// <summary>True for a safetensors file whose data are sorted by name, at least among those of each element type, as the
    /// safetensors package writes them: their order then means nothing.</summary>
    public bool IsSortedByName { get; }

    /// <summary>What the writer of a safetensors file said of it; empty in other forms.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>In the order of the file: a <c>state_dict</c>'s own, that of the data of a safetensors file.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Reads and checks a file without constructing values; files up to 1 GiB are read.</summary>
    /// <exception cref="WeightFormatException">The file is no weight file, is cut short or damaged, or holds anything but tensors.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static TensorFile Open(string path) => Parse(WeightSource.Open(path));

    /// <summary>
    /// Writes float64 tensors as safetensors in the order given, metadata sorted by key; equal arguments give equal bytes
    /// everywhere.
    /// </summary>
    /// <param name="metadata">Texts for the <c>__metadata__</c> entry; may be empty.</param>
    /// <exception cref="ArgumentException">The values of a tensor do not fit its shape.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteSafetensors(
        string path,
        IReadOnlyList<WeightTensor> tensors,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        var header = SafetensorsWriter.Header(tensors, metadata);
        using var stream = File.Create(path);
        SafetensorsWriter.Write(stream, header, tensors);
    }

    /// <summary>
    /// Constructs all tensors; non-finite values are passed on. At most as many values are constructed as the file has bytes,
    /// however its tensors share storages.
    /// </summary>
    /// <exception cref="WeightFormatException">The tensors stand for more values than the file has bytes.</exception>
    public IReadOnlyList<WeightTensor> ReadAll()
    {
        var total = Tensors.Sum(tensor => (long)tensor.Count);
        if (total > source.Bytes.Length)
        {
            throw Fault(
                $"its tensors share storages so often that its {source.Bytes.Length} bytes stand for {total} values, "
                    + "expected at most one value a byte"
            );
        }
        return
        [
            .. Tensors.Select(tensor =>
            {
                var values = new double[tensor.Count];
                tensor.CopyTo(values);
                return new WeightTensor(tensor.Name, tensor.Shape, values);
            }),
        ];
    }

    /// <summary>The exception for a fault of this file; its message names the file.</summary>
    public WeightFormatException Fault(string fault) => source.Fault(fault);

    internal static TensorFile Parse(WeightSource source)
    {
        var (form, content) = Tell(source);
        return new TensorFile(source, form, content);
    }

    private static (WeightForm Form, TensorFileContent Content) Tell(WeightSource source)
    {
        var bytes = source.Bytes.AsSpan();
        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return (WeightForm.Zip, new TensorFileContent(TorchZip.Read(source)));
        }
        var opensHeader = bytes.Length > sizeof(ulong) && bytes[sizeof(ulong)] == '{';
        // A safetensors header of 0x280 bytes begins like a pickle; the brace after the length tells them apart.
        var headerFits =
            opensHeader && BinaryPrimitives.ReadUInt64LittleEndian(bytes) <= (ulong)(bytes.Length - sizeof(ulong));
        if (bytes[0] == PickleOpcode.Protocol && !headerFits)
        {
            return (WeightForm.Legacy, new TensorFileContent(TorchLegacy.Read(source)));
        }
        return opensHeader
            ? (WeightForm.Safetensors, SafetensorsReader.Read(source))
            : throw source.Fault(
                "it is neither safetensors nor a PyTorch state_dict: save one with torch.save(net.state_dict(), path)"
            );
    }
}
