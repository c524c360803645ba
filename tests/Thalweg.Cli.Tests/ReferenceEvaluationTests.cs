using System.Globalization;
using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary><c>evaluate --reference</c>, and how well the list of problems knows their solutions.</summary>
public sealed class ReferenceEvaluationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-reference-");

    public void Dispose() => folder.Delete(true);

    [Fact]
    public void Values_functionals_and_the_certified_error_are_told()
    {
        var points = At("p.npz");
        NpzFile.Write(points, [new("points", new NpyArray([2, 2], [-0.5, 0.5, 0.25, 0]))]);
        using var told = Good("--problem", "slit", "--points", points);
        var root = told.RootElement;
        Assert.Equal(2, root.GetProperty("values").GetArrayLength());
        // The value at the middle of a quarter agrees with linear elements, extrapolated, to 1e-6.
        Assert.Equal(0.1395975518755, root.GetProperty("values")[0][0].GetDouble(), 1e-12);
        Assert.Equal(0, root.GetProperty("values")[1][0].GetDouble(), 1e-15);
        Assert.InRange(root.GetProperty("certifiedError").GetDouble(), 1e-15, 1e-9);
        var functionals = root.GetProperty("functionals");
        Assert.Equal(["integral", "energy"], functionals.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            -0.5 * functionals.GetProperty("integral").GetDouble(),
            functionals.GetProperty("energy").GetDouble(),
            1e-15
        );
        Assert.InRange(root.GetProperty("functionalErrors").GetProperty("integral").GetDouble(), 1e-16, 1e-11);
    }

    [Fact]
    public void Several_unknowns_have_a_column_and_an_integral_each()
    {
        File.WriteAllText(At("p.csv"), "0, 0.25\n1, 0.5\n");
        using var told = Good("--problem", "kovasznay", "--points", At("p.csv"));
        Assert.Equal([3, 3], told.RootElement.GetProperty("values").EnumerateArray().Select(r => r.GetArrayLength()));
        Assert.Equal(3, told.RootElement.GetProperty("functionals").GetProperty("integral").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, told.RootElement.GetProperty("functionals").GetProperty("energy").ValueKind);
    }

    /// <summary>What is written can be read again, whatever columns stand beside the coordinates.</summary>
    [Fact]
    public void Tables_are_written_and_read()
    {
        File.WriteAllText(At("p.csv"), "-0.5,0.5\n\n0.75,0.25\n");
        using var first = Good("--problem", "l-shape", "--points", At("p.csv"), "--out", At("v.csv"));
        var lines = File.ReadAllLines(At("v.csv"));
        Assert.Equal("x1,x2,u,u_x1,u_x2", lines[0]);
        var row = lines[1].Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray();
        // The domain is symmetric about y = −x.
        Assert.Equal(row[3], -row[4], 1e-14);
        using var again = Good("--problem", "l-shape", "--points", At("v.csv"), "--out", At("w.npz"));
        Assert.Equal(
            first.RootElement.GetProperty("values").GetRawText(),
            again.RootElement.GetProperty("values").GetRawText()
        );
        Assert.Equal(row[2], NpzFile.Read(At("w.npz"))["u"].Values[0]);
    }

    [Theory]
    [InlineData("1,2,3\n", "line 1: expected 2 fields, found 3")]
    [InlineData("0.5,0.5\n0.5\n", "line 2: expected 2 fields, found 1")]
    [InlineData("0.5,half\n", "line 1: expected a number, found 'half'")]
    [InlineData("x1,w\n0.5,0.5\n", "line 1: expected a column 'x2', found 'x1', 'w'")]
    [InlineData("", "expected points of shape [n, 2], one row a point, found [0, 2]")]
    [InlineData("0.5,nan\n", "expected points in the L-shape, found (0.5, NaN) in row 0")]
    [InlineData("0.5,-0.5\n", "expected points in the L-shape, found (0.5, -0.5) in row 0")]
    public void Bad_points_are_refused_with_their_place(string table, string expected)
    {
        File.WriteAllText(At("p.csv"), table);
        Refused(expected, "--problem", "l-shape", "--points", At("p.csv"));
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        File.WriteAllText(At("p.csv"), "0.5\n");
        string[] poisson = ["--problem", "poisson", "--points", At("p.csv")];
        Refused("--network: has no meaning with --reference", [.. poisson, "--network", "mlp(width=2, depth=1)"]);
        Refused("--problem: missing", "--points", At("p.csv"));
        Refused("--points: missing", "--problem", "poisson");
        Refused("expected a path that ends in .npz, .csv or .vtu", [.. poisson, "--out", At("u.txt")]);
        File.WriteAllText(
            At("own.yaml"),
            "domain: interval(0, 1)\nresidual: -D(u, x, x) + u^2 - 1\nconditions: u = 0 on boundary\n"
        );
        Refused("no solution of", "--problem", At("own.yaml"), "--points", At("p.csv"));
    }

    [Fact]
    public void The_list_knows_dimension_order_formulations_and_certified_errors()
    {
        using var list = JsonDocument.Parse(CommandLine.Run("list", "problems", "--json").Output);
        var problems = list
            .RootElement.GetProperty("problems")
            .EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!);
        Assert.Equal(4, problems["kirchhoff-plate"].GetProperty("order").GetInt32());
        Assert.Equal(2, problems["wave"].GetProperty("dimension").GetInt32());
        string?[] formulations =
        [
            .. problems["kovasznay"].GetProperty("formulations").EnumerateArray().Select(f => f.GetString()),
        ];
        Assert.Contains("galerkin", formulations);
        Assert.Contains("supervised", formulations);
        Assert.DoesNotContain("ritz", formulations);
        Assert.False(problems["equation"].TryGetProperty("order", out _));
        foreach (var (name, problem) in problems.Where(p => p.Key != "equation"))
        {
            Assert.True(problem.GetProperty("referenceError").GetDouble() is > 0 and <= 1e-3, name);
        }
        foreach (var name in new[] { "slit", "l-shape" })
        {
            Assert.True(problems[name].GetProperty("referenceError").GetDouble() <= 1e-9, name);
        }
        Assert.Contains(
            "dimension 2, order 2; ritz, galerkin, ",
            CommandLine.Run("list", "problems").Output,
            StringComparison.Ordinal
        );
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private static JsonDocument Good(params string[] arguments)
    {
        var run = CommandLine.Run(["evaluate", "--reference", .. arguments, "--json"]);
        Assert.Equal(0, run.Code);
        return JsonDocument.Parse(run.Output);
    }

    private static void Refused(string expected, params string[] arguments)
    {
        var run = CommandLine.Run(["evaluate", "--reference", .. arguments]);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
