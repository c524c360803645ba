using System.Globalization;
using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>A trained solution at points of one's own.</summary>
public sealed class EvaluateTests(SavedPlacesTests.Folder folder) : IClassFixture<SavedPlacesTests.Folder>
{
    private string Run => folder.At("out") + "#galerkin/2";

    [Fact]
    public void Values_go_to_arrays_to_a_table_and_to_standard_output()
    {
        var points = Points("points.npz", [5, 1], [0, 0.25, 0.5, 0.75, 1]);
        using var told = JsonDocument.Parse(Good("--points", points, "--out", folder.At("u.npz"), "--json").Output);
        var arrays = NpzFile.Read(folder.At("u.npz"));
        Assert.Equal(["points", "u", "u_x", "u_xx", "residual", "exact", "error"], arrays.Keys);
        Assert.Equal([5, 1], arrays["points"].Shape);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], arrays["points"].Values);
        Assert.Equal((0.0, 0.0), (arrays["u"].Values[0], arrays["u"].Values[4]));
        Assert.Equal(1, arrays["exact"].Values[2], 1e-15);
        Assert.Equal(
            arrays["residual"].Values.Max(Math.Abs),
            told.RootElement.GetProperty("largestResidual").GetDouble()
        );
        Assert.Equal(arrays["error"].Values.Max(Math.Abs), told.RootElement.GetProperty("largestError").GetDouble());
        // The same run as a file, which says what it is.
        Export("run.safetensors");
        var again = Good(["--weights", folder.At("run.safetensors")], "--points", points, "--out", folder.At("u.csv"));
        Assert.Contains("points           5", again.Output.Replace("\r", "", StringComparison.Ordinal));
        var lines = File.ReadAllLines(folder.At("u.csv"));
        Assert.Equal("x,u,u_x,u_xx,residual,exact,error", lines[0]);
        var row = lines[2].Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(["x", .. arrays.Keys.Skip(1)], lines[0].Split(','));
        Assert.Equal([0.25, .. arrays.Values.Skip(1).Select(array => array.Values[1])], row);
        // A table may call a coordinate what equations call it.
        File.WriteAllText(folder.At("named.csv"), "weight,x1\n1,0.25\n");
        Good("--points", folder.At("named.csv"), "--out", folder.At("named.npz"));
        Assert.Equal(arrays["u"].Values[1], NpzFile.Read(folder.At("named.npz"))["u"].Values.Single());
    }

    [Fact]
    public void They_are_those_of_the_profile_of_the_run()
    {
        using var study = JsonDocument.Parse(File.ReadAllBytes(folder.At("out/study.json")));
        var key = study
            .RootElement.GetProperty("tasks")
            .EnumerateArray()
            .First(task => task.GetProperty("label").GetString() == "profile galerkin, seed 2")
            .GetProperty("key");
        var profile = NpzFile.Read(folder.At($"out/results/{key.GetString()}.npz"));
        var points = Points("grid.npy", [profile["x"].Values.Length], profile["x"].Values);
        Good("--points", points, "--out", folder.At("grid.npz"));
        var values = NpzFile.Read(folder.At("grid.npz"));
        foreach (var name in new[] { "u", "exact", "error", "residual" })
        {
            Assert.All(
                profile[name].Values.Zip(values[name].Values),
                pair => Assert.Equal(pair.First, pair.Second, 1e-12)
            );
        }
    }

    [Theory]
    [InlineData("nodes", new[] { 2, 1 }, new[] { 0.1, 0.2 }, "expected an array 'points', found 'nodes'")]
    [InlineData(
        "points",
        new[] { 1, 2 },
        new[] { 0.1, 0.2 },
        "expected points of shape [n, 1], one row a point, found [1, 2]"
    )]
    [InlineData("points", new[] { 0, 1 }, new double[0], "found [0, 1]")]
    [InlineData("points", new[] { 2, 1 }, new[] { 0.1, 1.5 }, "d = 1, found (1.5) in row 1")]
    [InlineData("points", new[] { 2, 1 }, new[] { double.NaN, 0.5 }, "found (NaN) in row 0")]
    public void Points_that_are_none_are_refused(string name, int[] shape, double[] values, string error)
    {
        NpzFile.Write(folder.At("bad.npz"), [new(name, new NpyArray(shape, values))]);
        var told = CommandLine.Run(
            "evaluate",
            "--weights",
            Run,
            "--points",
            folder.At("bad.npz"),
            "--out",
            folder.At("none.npz")
        );
        Assert.Equal((ExitCode.Input, ""), (told.Code, told.Output));
        Assert.Contains(error, told.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("none.npz")));
    }

    [Fact]
    public void Files_without_a_form_and_weights_without_a_network_are_refused()
    {
        var points = Points("one.npz", [1, 1], [0.5]);
        string[] asked = ["evaluate", "--points", points, "--out"];
        Assert.Contains(
            "--out: expected a path that ends in .npz",
            CommandLine.Run([.. asked, folder.At("u.txt"), "--weights", Run]).Error,
            StringComparison.Ordinal
        );
        CommandLine.Run("train", "--objective", "muller-brown", "--steps", "1", "--save", folder.At("at.safetensors"));
        var none = CommandLine.Run([.. asked, folder.At("u.npz"), "--weights", folder.At("at.safetensors")]);
        Assert.Equal(ExitCode.Input, none.Code);
        Assert.Contains("--problem: missing", none.Error, StringComparison.Ordinal);
        Assert.Contains(
            "would be lost",
            CommandLine.Run([.. asked, points, "--weights", Run]).Error,
            StringComparison.Ordinal
        );
    }

    private string Points(string name, int[] shape, double[] values)
    {
        var (path, array) = (folder.At(name), new NpyArray(shape, values));
        if (name.EndsWith(".npy", StringComparison.Ordinal))
        {
            NpyFile.Write(path, array);
        }
        else
        {
            NpzFile.Write(path, [new("points", array)]);
        }
        return path;
    }

    private void Export(string name)
    {
        var told = CommandLine.Run(
            "export",
            folder.At("out"),
            "--variant",
            "galerkin",
            "--seed",
            "2",
            "--to",
            folder.At(name)
        );
        Assert.True(told.Code == 0, told.Error);
    }

    private Transcript Good(params string[] arguments) => Good(["--weights", Run], arguments);

    private static Transcript Good(string[] weights, params string[] arguments)
    {
        var told = CommandLine.Run(["evaluate", .. weights, .. arguments]);
        Assert.True(told.Code == 0, told.Error);
        return told;
    }
}
