using System.Runtime.InteropServices;
using System.Xml.Linq;
using Thalweg.Formats.Grids;

namespace Thalweg.Formats.Tests.Grids;

/// <summary>What is written is read back by VTK's rules: the first axis fastest, the length before the bytes.</summary>
public sealed class VtkFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => System.IO.Path.Combine(folder.Path, "file.vtk");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plane_has_its_first_axis_fastest()
    {
        // [2, 3], the last axis fastest.
        double[] values = [0, 1, 2, 10, 11, double.NaN];
        VtkFile.WriteImage(
            Path,
            [VtkAxis.Of([-1, 1]), VtkAxis.Of([0, 0.5, 1])],
            [new("u", values), new("<v>", values)]
        );
        var image = Content("ImageData");
        Assert.Equal("0 1 0 2 0 0", image.Attribute("WholeExtent")!.Value);
        Assert.Equal("-1 0 0", image.Attribute("Origin")!.Value);
        Assert.Equal("2 0.5 1", image.Attribute("Spacing")!.Value);
        Assert.Equal("0 1 0 2 0 0", image.Element("Piece")!.Attribute("Extent")!.Value);
        var fields = image.Descendants("PointData").Single();
        Assert.Equal("u", fields.Attribute("Scalars")!.Value);
        Assert.Equal(["u", "<v>"], fields.Elements().Select(e => e.Attribute("Name")!.Value));
        Assert.Equal([0, 10, 1, 11, 2, double.NaN], Numbers<double>(fields.Elements().First()));
    }

    [Fact]
    public void A_box_has_its_last_axis_slowest()
    {
        // [2, 2, 2]
        VtkFile.WriteImage(
            Path,
            [VtkAxis.Of([0, 1]), VtkAxis.Of([0, 1]), VtkAxis.Of([0, 1])],
            [new("u", [0, 1, 2, 3, 4, 5, 6, 7])]
        );
        Assert.Equal([0, 4, 2, 6, 1, 5, 3, 7], Numbers<double>(Content("ImageData").Descendants("DataArray").Single()));
    }

    [Theory]
    [InlineData(true, new long[] { 3 }, new byte[] { 4 })]
    [InlineData(false, new long[] { 1, 2, 3 }, new byte[] { 1, 1, 1 })]
    public void Points_stand_alone_or_are_joined(bool isPath, long[] offsets, byte[] kinds)
    {
        VtkFile.WritePoints(Path, [(0, 1, 2), (3, 4, 5), (6, 7, 8)], [new("loss", [0.1, 0.2, 0.3])], isPath);
        var piece = Content("UnstructuredGrid").Element("Piece")!;
        Assert.Equal(
            ("3", $"{offsets.Length}"),
            (piece.Attribute("NumberOfPoints")!.Value, piece.Attribute("NumberOfCells")!.Value)
        );
        var points = piece.Element("Points")!.Element("DataArray")!;
        Assert.Equal("3", points.Attribute("NumberOfComponents")!.Value);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], Numbers<double>(points));
        var cells = piece.Element("Cells")!.Elements().ToDictionary(e => e.Attribute("Name")!.Value);
        Assert.Equal([0, 1, 2], Numbers<long>(cells["connectivity"]));
        Assert.Equal(offsets, Numbers<long>(cells["offsets"]));
        Assert.Equal(kinds, Numbers<byte>(cells["types"]));
        Assert.Equal([0.1, 0.2, 0.3], Numbers<double>(piece.Element("PointData")!.Element("DataArray")!));
    }

    [Fact]
    public void What_is_no_grid_is_refused()
    {
        Assert.Contains("not equally spaced (number 1 is 0.4)", Refused(() => VtkAxis.Of([0, 0.4, 1])));
        Assert.Contains("1 or more", Refused(() => VtkAxis.Of([])));
        Assert.Contains("expected 1 to 3", Refused(() => VtkFile.WriteImage(Path, [], [])));
        var axis = VtkAxis.Of([0, 1]);
        Assert.Contains(
            "has 3 values, expected 2",
            Refused(() => VtkFile.WriteImage(Path, [axis], [new("u", [1, 2, 3])]))
        );
        Assert.Contains(
            "has 2 values, expected 1",
            Refused(() => VtkFile.WritePoints(Path, [(0, 0, 0)], [new("u", [1, 2])], isPath: false))
        );
        Assert.False(File.Exists(Path));
    }

    private static string Refused(Action write) => Assert.Throws<ArgumentException>(write).Message;

    private XElement Content(string kind)
    {
        var file = XDocument.Load(Path).Root!;
        Assert.Equal(
            (kind, "LittleEndian", "UInt64"),
            (file.Attribute("type")!.Value, file.Attribute("byte_order")!.Value, file.Attribute("header_type")!.Value)
        );
        return file.Element(kind)!;
    }

    private static T[] Numbers<T>(XElement array)
        where T : unmanaged
    {
        var bytes = Convert.FromBase64String(array.Value.Trim());
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt64(bytes));
        return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(8)).ToArray();
    }
}
