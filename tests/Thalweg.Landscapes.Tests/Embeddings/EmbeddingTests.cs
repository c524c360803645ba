using System.Text.Json;
using Thalweg.Landscapes.Embeddings;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Embeddings;

/// <summary>Against <c>embeddings.py</c>.</summary>
public sealed class EmbeddingTests
{
    private const int Dimensions = 3;
    private static readonly JsonElement Reference = JsonDocument
        .Parse(
            File.ReadAllText(
                Path.Combine(Checkout.Root, "tests", "Thalweg.Landscapes.Tests", "Embeddings", "embeddings.json")
            )
        )
        .RootElement;

    private static readonly ParameterSet Vectors = new(Flat(Reference.GetProperty("vectors")), 9);

    private static double[] Flat(JsonElement rows) =>
        [
            .. rows.EnumerateArray()
                .SelectMany(row =>
                    row.ValueKind == JsonValueKind.Array
                        ? row.EnumerateArray().Select(x => x.GetDouble())
                        : [row.GetDouble()]
                ),
        ];

    private static void AreEqual(JsonElement expected, IReadOnlyList<double> found, double tolerance = 1e-12)
    {
        var flat = Flat(expected);
        Assert.Equal(flat.Length, found.Count);
        for (var i = 0; i < flat.Length; i++)
        {
            Assert.Equal(flat[i], found[i], tolerance);
        }
    }

    private static Kernel KernelOf(string name) =>
        name switch
        {
            "rbf" => new RadialKernel(),
            "rbf-2" => new RadialKernel(2),
            "linear" => new LinearKernel(),
            "polynomial" => new PolynomialKernel(),
            _ => new SigmoidKernel(),
        };

    [Theory]
    [InlineData("rbf")]
    [InlineData("rbf-2")]
    [InlineData("linear")]
    [InlineData("polynomial")]
    [InlineData("sigmoid")]
    public void Kernel_components_are_those_of_the_other_program(string kernel)
    {
        var expected = Reference.GetProperty("kernels").GetProperty(kernel);
        var found = Embedding.KernelComponents(Vectors, KernelOf(kernel), Dimensions, WorkerTeam.Sequential);
        AreEqual(expected.GetProperty("eigenvalues"), found.Eigenvalues);
        AreEqual(expected.GetProperty("explained"), found.Explained);
        AreEqual(expected.GetProperty("coordinates"), found.Coordinates);
        Assert.Equal(Dimensions, found.Dimensions);
        foreach (var (row, i) in Reference.GetProperty("others").EnumerateArray().Select((row, i) => (row, i)))
        {
            AreEqual(expected.GetProperty("projected")[i], found.Project(Flat(row)));
        }
    }

    [Theory]
    [InlineData("rbf")]
    [InlineData("linear")]
    [InlineData("polynomial")]
    public void A_vector_of_the_set_is_projected_to_its_own_coordinates(string kernel)
    {
        var found = Embedding.KernelComponents(Vectors, KernelOf(kernel), Dimensions, WorkerTeam.Sequential);
        for (var i = 0; i < Vectors.Count; i++)
        {
            var projected = found.Project(Vectors[i]);
            for (var k = 0; k < Dimensions; k++)
            {
                Assert.Equal(found.Coordinates[(i * Dimensions) + k], projected[k], 1e-12);
            }
        }
    }

    [Fact]
    public void Principal_components_have_the_variances_of_the_covariance_matrix()
    {
        var found = Embedding.PrincipalComponents(Vectors, Dimensions, WorkerTeam.Sequential);
        var variances = Flat(Reference.GetProperty("variances"));
        for (var k = 0; k < variances.Length; k++)
        {
            Assert.Equal(variances[k], found.Eigenvalues[k] / (Vectors.Count - 1), 1e-12);
        }
        // The rest is rounding: there are no more directions than parameters.
        Assert.All(found.Eigenvalues.Skip(variances.Length), x => Assert.InRange(x, -1e-12, 1e-12));
    }

    [Theory]
    [InlineData("euclidean", false)]
    [InlineData("largest", true)]
    public void Classical_scaling_of_distances_is_that_of_the_other_program(string name, bool largestEntry)
    {
        var expected = Reference.GetProperty(name);
        var distances = Vectors.Distances(largestEntry);
        AreEqual(expected.GetProperty("distances"), distances);
        Assert.Equal(
            expected.GetProperty("mean").GetDouble(),
            ParameterSet.Mean(distances, [.. Enumerable.Range(0, Vectors.Count)])!.Value,
            1e-13
        );
        var found = Embedding.ClassicalScaling(distances, Dimensions, WorkerTeam.Sequential);
        AreEqual(expected.GetProperty("eigenvalues"), found.Eigenvalues);
        AreEqual(expected.GetProperty("coordinates"), found.Coordinates);
        Assert.Throws<InvalidOperationException>(() => found.Project(Vectors[0]));
    }

    [Fact]
    public void Euclidean_scaling_and_principal_components_are_one()
    {
        var scaled = Embedding.ClassicalScaling(Vectors.Distances(), Dimensions, WorkerTeam.Sequential);
        var components = Embedding.PrincipalComponents(Vectors, Dimensions, WorkerTeam.Sequential);
        for (var i = 0; i < scaled.Coordinates.Length; i++)
        {
            Assert.Equal(components.Coordinates[i], scaled.Coordinates[i], 1e-12);
        }
    }

    [Fact]
    public void Vectors_far_from_the_origin_keep_what_they_differ_by()
    {
        var far = new double[Vectors.Count * Vectors.ParameterCount];
        for (var i = 0; i < Vectors.Count; i++)
        {
            for (var k = 0; k < Vectors.ParameterCount; k++)
            {
                far[(i * Vectors.ParameterCount) + k] = Vectors[i][k] + 1e6;
            }
        }
        var moved = Embedding.PrincipalComponents(new ParameterSet(far, 9), Dimensions, WorkerTeam.Sequential);
        var own = Embedding.PrincipalComponents(Vectors, Dimensions, WorkerTeam.Sequential);
        for (var k = 0; k < Dimensions; k++)
        {
            Assert.Equal(own.Eigenvalues[k], moved.Eigenvalues[k], 1e-7);
        }
    }

    [Fact]
    public void Copies_of_one_vector_have_no_dimension()
    {
        double[] rows = [.. Enumerable.Repeat(new[] { 0.1, 0.7 }, 4).SelectMany(x => x)];
        var found = Embedding.PrincipalComponents(new ParameterSet(rows, 2), Dimensions, WorkerTeam.Sequential);
        Assert.Equal(0, found.Dimensions);
        Assert.Empty(found.Coordinates);
        Assert.All(found.Explained, x => Assert.Equal(0, x));
    }

    [Fact]
    public void Means_are_of_one_group_or_between_two()
    {
        // On a line at 0, 1, 4.
        var distances = new ParameterSet([0, 1, 4], 1).Distances();
        Assert.Equal((1 + 4 + 3) / 3.0, ParameterSet.Mean(distances, [0, 1, 2])!.Value, 1e-15);
        Assert.Equal(3.5, ParameterSet.Mean(distances, [0, 1], [2])!.Value, 1e-15);
        Assert.Null(ParameterSet.Mean(distances, [1]));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => new ParameterSet([1, 2], 2)).ParamName);
        Assert.Equal(
            "rows",
            Assert.Throws<ArgumentException>(() => new ParameterSet([1, 2, double.NaN, 3], 2)).ParamName
        );
        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => new RadialKernel(0)).ParamName);
        Assert.Equal("Degree", Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialKernel(0)).ParamName);
        Assert.Equal(
            "distances",
            Assert
                .Throws<ArgumentException>(() => Embedding.ClassicalScaling([0, 1], 1, WorkerTeam.Sequential))
                .ParamName
        );
    }
}
