using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>Slices along what a loss has at the given parameters: eigenvectors and the gradient.</summary>
public sealed class FollowedDirectionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-followed-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    // ½ (x² + 2 y² + 3 z²) at (1, 1, 1): the eigenvectors are the axes.
    [InlineData("largest", "3", 3 + (0.5 * 3 * 3), 3.0)]
    [InlineData("smallest", "3", 3 + (0.5 * 1 * 3), 1.0)]
    [InlineData("largest", "3x3", 3 + (0.5 * 3 * 3) + (0.5 * 2 * 3), 3.0)]
    [InlineData("extremes", "3x3", 3 + (0.5 * 3 * 3) + (0.5 * 1 * 3), 3.0)]
    public void Eigenvectors(string word, string count, double corner, double eigenvalue)
    {
        var (json, losses) = Slice(word, count);
        Assert.Equal(corner, losses[^1], 1e-12);
        Assert.Equal(3, losses[losses.Length / 2]);
        var first = json.GetProperty("result").GetProperty("axes")[0];
        Assert.Equal(eigenvalue, first.GetProperty("eigenvalue").GetDouble(), 1e-12);
        Assert.Equal(word, json.GetProperty("directions").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("normalize").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("seed").ValueKind);
    }

    [Fact]
    public void The_gradient()
    {
        var (_, losses) = Slice("gradient", "3");
        // g = (1, 2, 3): the slope is √14 and the curvature (1 + 8 + 27)/14.
        Assert.Equal(3 + Math.Sqrt(14) + (0.5 * 36 / 14), losses[2], 1e-12);
        Assert.Equal(3 - Math.Sqrt(14) + (0.5 * 36 / 14), losses[0], 1e-12);
    }

    [Theory]
    [InlineData("extremes", "3", "which are two")]
    [InlineData("ribbon", "3x3", "found ribbon, which follows a training; ask for it in a study")]
    [InlineData("pca", "3", "found pca, which follows a training; ask for it in a study")]
    public void What_is_no_direction_here_is_refused(string word, string count, string message)
    {
        var run = CommandLine.Run([.. Words(word, count)]);
        Assert.Equal(ExitCode.Input, run.Code);
        Assert.StartsWith("error: --directions", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_gradient_there_is_no_plane()
    {
        var run = CommandLine.Run([.. Words("gradient", "3x3", at: "0,0,0")]);
        Assert.Equal(ExitCode.Input, run.Code);
        Assert.Contains("span no plane", run.Error, StringComparison.Ordinal);
    }

    private (JsonElement Json, double[] Losses) Slice(string word, string count)
    {
        var run = CommandLine.Run([.. Words(word, count), "--json"]);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        return (document.RootElement.Clone(), NpzFile.Read(File)["loss"].Values);
    }

    private string File => Path.Combine(folder.FullName, "slice.npz");

    private string[] Words(string word, string count, string at = "1,1,1") =>
        ["slice", "--objective", "quadratic", "--at", at, "--count", count, "--directions", word, "--out", File];
}
