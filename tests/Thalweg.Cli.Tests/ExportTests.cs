using System.Text.Json;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Weights;

namespace Thalweg.Cli.Tests;

/// <summary>What a study has trained leaves its folder with everything that gives it a meaning.</summary>
public sealed class ExportTests(SavedPlacesTests.Folder folder) : IClassFixture<SavedPlacesTests.Folder>
{
    private static readonly string[] Loss = ["loss", "--formulation", "ritz", "--quadrature", "simpson:20", "--json"];

    [Theory]
    [InlineData(".safetensors")]
    [InlineData(".npz")]
    public void Trained_weights_come_back_as_the_run_they_were(string form)
    {
        var file = folder.At("weights" + form);
        var told = Good("export", folder.At("out"), "--variant", "galerkin", "--seed", "2", "--to", file, "--json");
        using var result = JsonDocument.Parse(told);
        Assert.Equal("galerkin", result.RootElement.GetProperty("variant").GetString());
        Assert.Equal(2, result.RootElement.GetProperty("seed").GetInt32());
        Assert.Equal("4x1", result.RootElement.GetProperty("arrays").GetProperty("layer_in.weight").GetString());

        var expected = LossOf(folder.At("out") + "#galerkin/2");
        Assert.Equal(expected, LossOf(file));
        Assert.NotEqual(expected, LossOf(folder.At("out") + "#galerkin/1"));

        var written = TensorFile.Open(file);
        var trained = NpzFile.Read(folder.ArraysOf("galerkin", 2))["parameters"].Values;
        Assert.Equal(trained, written.ReadAll().SelectMany(tensor => tensor.Values));
        Assert.Equal("resnet(width=4, blocks=1, activation=swish)", written.Metadata["network"]);
        Assert.Equal("poisson(dim=1, solution=sine)", written.Metadata["problem"]);
        Assert.Equal("galerkin(penalty=0, measure=integral)", written.Metadata["formulation"]);
        Assert.Equal(
            ("tiny", "galerkin", "2"),
            (written.Metadata["study"], written.Metadata["variant"], written.Metadata["seed"])
        );
    }

    [Theory]
    [InlineData("--variant: missing; name one of 'ritz', 'galerkin'", "x.npz")]
    [InlineData("--variant: missing", "x.npz", "--seed", "1")]
    [InlineData("--seed: missing; name one of 1, 2", "x.npz", "--variant", "ritz")]
    [InlineData("--seed: the study has no seed 3; it has 1, 2", "x.npz", "--variant", "ritz", "--seed", "3")]
    [InlineData("--variant: the study has no variant 'drm'; it has 'ritz', 'galerkin'", "x.npz", "--variant", "drm")]
    [InlineData("--to: expected a path that ends in", "x.pt", "--variant", "ritz", "--seed", "1")]
    [InlineData("--to: expected a path that ends in", "-", "--variant", "ritz", "--seed", "1")]
    public void What_is_not_clear_is_asked(string error, string to, params string[] more)
    {
        var told = CommandLine.Run(["export", folder.At("out"), "--to", to == "-" ? to : folder.At(to), .. more]);
        Assert.Equal((ExitCode.Input, ""), (told.Code, told.Output));
        Assert.StartsWith("error: " + error, told.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At(to)));
    }

    [Theory]
    [InlineData("index", "index.csv")]
    [InlineData("training", "tables/training.csv")]
    public void A_table_leaves_as_it_is(string table, string own)
    {
        var file = folder.At($"table-{table}.csv");
        Good("export", folder.At("out"), "--table", table, "--to", file);
        Assert.Equal(File.ReadAllText(Path.Combine(folder.At("out"), own)), File.ReadAllText(file));
    }

    [Fact]
    public void A_folder_is_never_written_over()
    {
        var record = folder.ArraysOf("galerkin", 2);
        var before = File.ReadAllBytes(record);
        var told = CommandLine.Run("export", folder.At("out"), "--variant", "ritz", "--seed", "1", "--to", record);
        Assert.Equal(ExitCode.Input, told.Code);
        Assert.Contains("would be lost", told.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(record));
    }

    [Theory]
    [InlineData("end.safetensors", "is a file; name a folder of results")]
    [InlineData("nowhere", "holds no folder 'results'")]
    public void Other_places_are_named(string place, string error)
    {
        var told = CommandLine.Run("export", folder.At(place), "--to", folder.At("x.npz"));
        Assert.Equal((ExitCode.Input, ""), (told.Code, told.Output));
        Assert.Contains(error, told.Error, StringComparison.Ordinal);
    }

    private static double LossOf(string weights)
    {
        using var result = JsonDocument.Parse(Good([.. Loss, "--weights", weights]));
        return result.RootElement.GetProperty("loss").GetDouble();
    }

    private static string Good(params string[] arguments)
    {
        var told = CommandLine.Run(arguments);
        Assert.True(told.Code == 0, told.Error);
        return told.Output;
    }
}
