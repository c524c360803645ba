using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;

namespace Thalweg.Formats.Grids;

/// <summary>Fields for ParaView and other readers of VTK's XML files: float64 exactly as they are, equal arguments give equal bytes.</summary>
public static class VtkFile
{
    private const byte Vertex = 1;
    private const byte PolyLine = 4;

    /// <summary>Writes fields on a regular grid (<c>.vti</c>).</summary>
    /// <param name="axes">One to three.</param>
    /// <param name="fields">By name, each with a value for every point, the last axis fastest.</param>
    /// <exception cref="ArgumentException">There are no axes or more than three, or a field has another length.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteImage(
        string path,
        IReadOnlyList<VtkAxis> axes,
        IReadOnlyList<KeyValuePair<string, double[]>> fields
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(fields);
        if (axes.Count is < 1 or > 3)
        {
            throw new ArgumentException($"got {axes.Count} axes, expected 1 to 3", nameof(axes));
        }
        VtkAxis[] three = [.. axes, .. Enumerable.Repeat(new VtkAxis(1, 0, 1), 3 - axes.Count)];
        Check(fields, three.Aggregate(1L, (count, axis) => count * axis.Count));
        var extent = string.Join(' ', three.Select(axis => Text($"0 {axis.Count - 1}")));
        Write(
            path,
            "ImageData",
            xml =>
            {
                xml.WriteAttributeString("WholeExtent", extent);
                xml.WriteAttributeString("Origin", string.Join(' ', three.Select(axis => Text($"{axis.From:R}"))));
                xml.WriteAttributeString("Spacing", string.Join(' ', three.Select(axis => Text($"{axis.Step:R}"))));
                xml.WriteStartElement("Piece");
                xml.WriteAttributeString("Extent", extent);
                PointData(xml, [.. fields.Select(f => KeyValuePair.Create(f.Key, FirstFastest(f.Value, three)))]);
                xml.WriteEndElement();
            }
        );
    }

    /// <summary>Writes points with fields (<c>.vtu</c>).</summary>
    /// <param name="coordinates">x, y and z of each point.</param>
    /// <param name="fields">By name, each with a value for every point.</param>
    /// <param name="isPath">True for points that are joined to one line, in their order.</param>
    /// <exception cref="ArgumentException">A field has another length.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WritePoints(
        string path,
        IReadOnlyList<(double X, double Y, double Z)> coordinates,
        IReadOnlyList<KeyValuePair<string, double[]>> fields,
        bool isPath
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(coordinates);
        ArgumentNullException.ThrowIfNull(fields);
        var count = coordinates.Count;
        Check(fields, count);
        long[] cells = isPath ? [count] : [.. Enumerable.Range(1, count).Select(end => (long)end)];
        Write(
            path,
            "UnstructuredGrid",
            xml =>
            {
                xml.WriteStartElement("Piece");
                xml.WriteAttributeString("NumberOfPoints", Text($"{count}"));
                xml.WriteAttributeString("NumberOfCells", Text($"{cells.Length}"));
                xml.WriteStartElement("Points");
                double[] flat = [.. coordinates.SelectMany(p => new[] { p.X, p.Y, p.Z })];
                Numbers<double>(xml, "Float64", "points", flat, components: 3);
                xml.WriteEndElement();
                xml.WriteStartElement("Cells");
                Numbers<long>(xml, "Int64", "connectivity", [.. Enumerable.Range(0, count).Select(i => (long)i)]);
                Numbers<long>(xml, "Int64", "offsets", cells);
                byte[] kinds = [.. Enumerable.Repeat(isPath ? PolyLine : Vertex, cells.Length)];
                Numbers<byte>(xml, "UInt8", "types", kinds);
                xml.WriteEndElement();
                PointData(xml, fields);
                xml.WriteEndElement();
            }
        );
    }

    private static void Check(IReadOnlyList<KeyValuePair<string, double[]>> fields, long count)
    {
        foreach (var (name, values) in fields)
        {
            if (values.Length != count)
            {
                throw new ArgumentException(
                    $"field '{name}' has {values.Length} values, expected {count}, one for each point",
                    nameof(fields)
                );
            }
        }
    }

    private static void Write(string path, string kind, Action<XmlWriter> content)
    {
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("VTKFile");
        xml.WriteAttributeString("type", kind);
        xml.WriteAttributeString("version", "1.0");
        xml.WriteAttributeString("byte_order", "LittleEndian");
        xml.WriteAttributeString("header_type", "UInt64");
        xml.WriteStartElement(kind);
        content(xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void PointData(XmlWriter xml, IReadOnlyList<KeyValuePair<string, double[]>> fields)
    {
        xml.WriteStartElement("PointData");
        if (fields.Count > 0)
        {
            xml.WriteAttributeString("Scalars", fields[0].Key);
        }
        foreach (var (name, values) in fields)
        {
            Numbers<double>(xml, "Float64", name, values);
        }
        xml.WriteEndElement();
    }

    // The length of the bytes, then the bytes, in one run of base64.
    private static void Numbers<T>(XmlWriter xml, string type, string name, ReadOnlySpan<T> values, int components = 1)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var framed = new byte[sizeof(ulong) + bytes.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(framed, (ulong)bytes.Length);
        bytes.CopyTo(framed.AsSpan(sizeof(ulong)));
        xml.WriteStartElement("DataArray");
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("Name", name);
        xml.WriteAttributeString("NumberOfComponents", Text($"{components}"));
        xml.WriteAttributeString("format", "binary");
        xml.WriteBase64(framed, 0, framed.Length);
        xml.WriteEndElement();
    }

    private static double[] FirstFastest(double[] values, VtkAxis[] axes)
    {
        var (n1, n2, n3) = (axes[0].Count, axes[1].Count, axes[2].Count);
        var turned = new double[values.Length];
        for (var i = 0; i < n1; i++)
        {
            for (var j = 0; j < n2; j++)
            {
                for (var k = 0; k < n3; k++)
                {
                    turned[i + (n1 * (j + (n2 * k)))] = values[(((i * n2) + j) * n3) + k];
                }
            }
        }
        return turned;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
