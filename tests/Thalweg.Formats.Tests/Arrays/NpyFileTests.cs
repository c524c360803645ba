using FsCheck.Fluent;
using Thalweg.Formats.Arrays;

namespace Thalweg.Formats.Tests.Arrays;

public sealed class NpyFileTests
{
    public static TheoryData<string> WrittenByNumPy =>
        [.. ArrayFixtures.Expected.Keys.Where(k => k.EndsWith(".npy", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(WrittenByNumPy))]
    public void What_numpy_wrote_is_read_exactly(string name) =>
        ArrayFixtures.AssertEqual(ArrayFixtures.Expected[name], NpyFile.Read(ArrayFixtures.PathOf(name)));

    [Theory]
    [InlineData("f8-little.npy")]
    [InlineData("scalar.npy")]
    [InlineData("vector.npy")]
    [InlineData("empty.npy")]
    public void What_is_written_has_the_bytes_of_numpy(string name)
    {
        using var file = new ScratchFile();
        NpyFile.Write(file.Path, NpyFile.Read(ArrayFixtures.PathOf(name)));
        Assert.Equal(ArrayFixtures.Bytes(name), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Any_array_survives_a_round_trip()
    {
        var arrays =
            from shape in Gen.Choose(0, 5).ArrayOf().Resize(4)
            from values in ArbMap.Default.GeneratorFor<double>().ArrayOf(shape.Aggregate(1, (a, b) => a * b))
            select new NpyArray(shape, values);
        Prop.ForAll(
                arrays.ToArbitrary(),
                array =>
                {
                    using var file = new ScratchFile();
                    NpyFile.Write(file.Path, array);
                    ArrayFixtures.AssertEqual(array, NpyFile.Read(file.Path));
                }
            )
            .Holds();
    }

    [Fact]
    public void An_array_of_more_than_one_block_survives_a_round_trip()
    {
        using var file = new ScratchFile();
        var array = new NpyArray([3, 70_001], [.. Enumerable.Range(0, 210_003).Select(i => 1.0 / (i + 1))]);
        NpyFile.Write(file.Path, array);
        ArrayFixtures.AssertEqual(array, NpyFile.Read(file.Path));
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_values_is_refused() =>
        Assert.Contains(
            "shape (2, 2) does not fit 3 values",
            Assert.Throws<ArgumentException>(() => new NpyArray([2, 2], new double[3])).Message,
            StringComparison.Ordinal
        );
}
