using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Tests.WeightFiles;

/// <summary>A safetensors file as other tools write it: tensors in any order, of any names, in single or double precision.</summary>
internal sealed class ForeignFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-foreign-");

    public string Path => System.IO.Path.Combine(folder.FullName, "net.safetensors");

    /// <summary>Sorted by name, as the safetensors package writes them: wider types first.</summary>
    public static ForeignFile Sorted(IEnumerable<ForeignTensor> tensors) =>
        new([.. tensors.OrderBy(t => t.IsSingle).ThenBy(t => t.Name, StringComparer.Ordinal)]);

    public ForeignFile(IReadOnlyList<ForeignTensor> tensors)
    {
        var (header, data) = (new StringBuilder("{"), new List<byte>());
        foreach (var tensor in tensors)
        {
            var begin = data.Count;
            foreach (var value in tensor.Values)
            {
                var bytes = new byte[tensor.IsSingle ? sizeof(float) : sizeof(double)];
                if (tensor.IsSingle)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                }
                else
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                }
                data.AddRange(bytes);
            }
            header.Append(
                CultureInfo.InvariantCulture,
                $"{(header.Length > 1 ? "," : "")}\"{tensor.Name}\":{{\"dtype\":\"{(tensor.IsSingle ? "F32" : "F64")}\",\"shape\":[{string.Join(',', tensor.Shape)}],\"data_offsets\":[{begin},{data.Count}]}}"
            );
        }
        var text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        File.WriteAllBytes(Path, [.. length, .. text, .. data]);
    }

    public void Dispose() => folder.Delete(recursive: true);
}

internal sealed record ForeignTensor(string Name, IReadOnlyList<int> Shape, double[] Values, bool IsSingle = false)
{
    /// <summary>The tensors of a network with the entries 0, 1, 2, … of θ, under other names.</summary>
    /// <param name="layer">Name of a layer by its index in the network.</param>
    public static List<ForeignTensor> Of(ParameterLayout layout, Func<int, string> layer) =>
        [
            .. layout.Tensors.Select(tensor => new ForeignTensor(
                $"{layer(tensor.Layer)}.{(tensor.Role == ParameterRole.Weight ? "weight" : "bias")}",
                tensor.Shape,
                [.. Enumerable.Range(tensor.Offset, tensor.Count).Select(entry => (double)entry)]
            )),
        ];
}
