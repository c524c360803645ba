using System.Buffers.Binary;
using Thalweg.Formats.Zip;

namespace Thalweg.Formats.Weights;

/// <summary>
/// A file of named tensors in memory: safetensors, a PyTorch <c>state_dict</c> or the checkpoint around one, in the legacy pickle form
/// or the zip form, or a NumPy archive, told apart by content. Nothing but tensors of real numbers is ever constructed.
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
        IsFlat = content.IsFlat;
        Notes = content.Notes;
        Metadata = content.Metadata;
    }

    public WeightForm Form { get; }

    /// <summary>True for a safetensors file whose data are sorted by name, at least among those of each element type, as the
    /// safetensors package writes them: their order then means nothing.</summary>
    public bool IsSortedByName { get; }

    /// <summary>True where the only tensor holds all parameters one after another.</summary>
    public bool IsFlat { get; }

    /// <summary>Sentences on what of the file was taken and what was left out as no parameters; empty where all of it was taken.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What the writer of a safetensors file or of an archive of arrays said of it; empty in other forms.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>In the order of the file: a <c>state_dict</c>'s own, that of the data of a safetensors file.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>Reads and checks a file without constructing values; files up to 1 GiB are read.</summary>
    /// <param name="part">
    /// Names one of several networks: a key of a checkpoint (keys within keys are joined by '/'), the start of the names of tensors before
    /// a dot, a step of a trajectory; null where there is one.
    /// </param>
    /// <exception cref="WeightFormatException">
    /// The file is no weight file, is cut short or damaged, or holds no tensors, or those of several networks and none is named.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static TensorFile Open(string path, string? part = null) => Parse(WeightSource.Open(path), part);

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
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
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
        // What an archive of arrays may expand to was bounded when it was read.
        if (Form != WeightForm.Npz && total > source.Bytes.Length)
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
    public WeightFormatException Fault(string fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return source.Fault(fault);
    }

    internal static TensorFile Parse(WeightSource source, string? part = null)
    {
        var (form, content) = Tell(source, part);
        return new TensorFile(source, form, content);
    }

    private static (WeightForm Form, TensorFileContent Content) Tell(WeightSource source, string? part)
    {
        var bytes = source.Bytes.AsSpan();
        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return Archive(source, part);
        }
        var opensHeader = bytes.Length > sizeof(ulong) && bytes[sizeof(ulong)] == '{';
        // A safetensors header of 0x280 bytes begins like a pickle; the brace after the length tells them apart.
        var headerFits =
            opensHeader && BinaryPrimitives.ReadUInt64LittleEndian(bytes) <= (ulong)(bytes.Length - sizeof(ulong));
        if (bytes[0] == PickleOpcode.Protocol && !headerFits)
        {
            return (WeightForm.Legacy, TorchLegacy.Read(source, part));
        }
        return opensHeader
            ? (WeightForm.Safetensors, SafetensorsReader.Read(source).Part(source, part))
            : throw source.Fault(
                "it is neither safetensors nor a PyTorch state_dict: save one with torch.save(net.state_dict(), path)"
            );
    }

    /// <summary>Both NumPy and PyTorch write zip archives; what they hold tells them apart.</summary>
    private static (WeightForm Form, TensorFileContent Content) Archive(WeightSource source, string? part)
    {
        try
        {
            using var archive = new MemoryStream(source.Bytes, writable: false);
            var entries = ZipDirectory.Read(archive);
            return entries.Any(NpzTensors.IsArray)
                ? (WeightForm.Npz, NpzTensors.Read(source, part))
                : (WeightForm.Zip, TorchZip.Read(source, entries, part));
        }
        catch (InvalidDataException fault)
        {
            throw source.Fault(fault.Message);
        }
    }
}
