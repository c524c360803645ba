using System.Globalization;
using System.Text.Json;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Tests;

/// <summary><c>thalweg continue</c>: members, branchings and the branches that cross, numbers of a loss, and what it refuses.</summary>
public sealed class ContinueTests
{
    private const string Tiny = "mlp(width=1, depth=1, activation=tanh, bias=hidden)";

    private static readonly string[] Poisson =
    [
        "continue",
        "--problem",
        "poisson",
        "--network",
        Tiny,
        "--quadrature",
        "gauss(nodes=40)",
        "--weights",
        "zeros",
    ];

    [Fact]
    public void Both_halves_of_a_pitchfork_are_followed_and_drawn()
    {
        using var work = new Workshop();
        var figure = work.At("branches.svg");
        var told = Json([
            .. Poisson,
            "--formulation",
            "ritz",
            "--start",
            "1",
            "--range",
            "0.1:2",
            "--branches",
            "2",
            "--figure",
            figure,
        ]);
        Assert.Equal(("ridge", "direction"), (Text(told, "parameter"), Text(told, "amplitude")));
        JsonElement[] branches = [.. told.GetProperty("branches").EnumerateArray()];
        Assert.Equal(4, branches.Length);
        var crossing = Assert.Single(branches[0].GetProperty("events").EnumerateArray());
        Assert.Equal("branching", Text(crossing, "kind"));
        Assert.Equal(2 * Math.Sqrt(5) / Math.PI, crossing.GetProperty("at").GetDouble(), 1e-10);
        Assert.Equal([0, 0], branches[2..].Select(b => b.GetProperty("parent").GetInt32()));
        Assert.Equal([1, -1], branches[2..].Select(b => b.GetProperty("sign").GetInt32()));
        double[] up = Numbers(branches[2], "amplitudes");
        double[] down = Numbers(branches[3], "amplitudes");
        Assert.Equal(up.Length, down.Length);
        Assert.All(up.Zip(down), pair => Assert.Equal(pair.First, -pair.Second, 1e-9));
        // Both are minima of one loss, lower than the origin.
        Assert.All(branches[2].GetProperty("indices").EnumerateArray(), i => Assert.Equal(0, i.GetInt32()));
        Assert.True(Numbers(branches[2], "values")[^1] < -1);
        Assert.All(branches, b => Assert.All(Numbers(b, "at"), at => Assert.InRange(at, 0.1, 2)));
        // To the ends of the interval.
        Assert.Equal(2, Numbers(branches[0], "at")[^1], 1e-12);
        Assert.All(branches[1..], b => Assert.Equal(0.1, Numbers(b, "at")[^1], 1e-12));
        Assert.StartsWith("<svg", File.ReadAllText(figure), StringComparison.Ordinal);
    }

    /// <summary>Two eigenvalues are 0 at one point, and what crosses leaves along both.</summary>
    [Fact]
    public void A_point_where_two_branches_cross_has_both()
    {
        var told = Json(
            "continue",
            "--objective",
            "x1^4 - 2*x1^2 + x2^4 - 2*x2^2",
            "--at=0,0",
            "--start",
            "5",
            "--range",
            "0.1:6",
            "--branches",
            "4"
        );
        JsonElement[] branches = [.. told.GetProperty("branches").EnumerateArray()];
        Assert.Equal(
            2,
            branches.Sum(b =>
                b.GetProperty("parent").ValueKind == JsonValueKind.Null ? b.GetProperty("events").GetArrayLength() : 0
            )
        );
        Assert.Equal([0, 0, 1, 1], branches[2..].Select(b => b.GetProperty("event").GetInt32()));
        foreach (var branch in branches[2..])
        {
            // x² = (4 − μ)/4 along one axis, 0 along the other.
            double[] end = [.. Numbers(branch, "end").Select(Math.Abs).Order()];
            Assert.Equal(0, end[0], 1e-9);
            Assert.Equal(Math.Sqrt((4 - Numbers(branch, "at")[^1]) / 4), end[1], 1e-8);
        }
    }

    /// <summary>With a ridge μ the origin of the blend branches at μ = √5 ((1 − s) 2/π + 4πs).</summary>
    [Fact]
    public void The_blend_branches_where_the_formula_says()
    {
        var told = Json([
            .. Poisson,
            "--formulation",
            "ritz",
            "--formulation",
            "galerkin",
            "--parameter",
            "blend",
            "--ridge",
            "10",
            "--start",
            "0",
            "--range",
            "0:1",
        ]);
        var crossing = Assert.Single(
            told.GetProperty("branches").EnumerateArray().SelectMany(b => b.GetProperty("events").EnumerateArray())
        );
        var expected = ((10 / Math.Sqrt(5)) - (2 / Math.PI)) / ((4 * Math.PI) - (2 / Math.PI));
        Assert.Equal(expected, crossing.GetProperty("at").GetDouble(), 1e-9);
    }

    /// <summary>A number of the problem and of the formulation: the branch is where the loss of that number says.</summary>
    [Theory]
    [InlineData("problem.diffusivity", "heat(diffusivity={0})", "galerkin", "0.2:0.5")]
    [InlineData("formulation.penalty", "poisson", "galerkin(penalty={0})", "1:6")]
    public void Points_of_a_branch_are_stationary_for_their_number(
        string parameter,
        string problem,
        string formulation,
        string range
    )
    {
        string[] Loss(string value) =>
            [
                "--problem",
                problem.Replace("{0}", value, StringComparison.Ordinal),
                "--network",
                Tiny,
                "--quadrature",
                "gauss(nodes=8)",
                "--trial",
                problem == "poisson" ? "none" : "hard",
                "--formulation",
                formulation.Replace("{0}", value, StringComparison.Ordinal),
            ];
        using var work = new Workshop();
        var from = range.Split(':')[0];
        var told = Json([
            "continue",
            .. Loss(from),
            "--weights",
            "zeros",
            "--parameter",
            parameter,
            "--ridge",
            "0.5",
            "--start",
            from,
            "--range",
            range,
            "--toward",
            "up",
            "--branches",
            "2",
        ]);
        foreach (var branch in told.GetProperty("branches").EnumerateArray())
        {
            var (at, end) = (Numbers(branch, "at")[^1], Numbers(branch, "end"));
            var weights = work.At("end.safetensors");
            WeightFile.WriteSafetensors(weights, LayoutOf(problem), end, new Dictionary<string, string>());
            var loss = Json([
                "saddle",
                .. Loss(at.ToString("R", CultureInfo.InvariantCulture)),
                "--ridge",
                "0.5",
                "--index",
                $"{branch.GetProperty("indices").EnumerateArray().Last().GetInt32()}",
                "--weights",
                weights,
            ]);
            Assert.Equal(Numbers(branch, "values")[^1], loss.GetProperty("value").GetDouble(), 1e-9);
            Assert.All(Numbers(loss, "point").Zip(end), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        }
    }

    [Theory]
    [InlineData("--parameter=problem.nu", "expected ridge, blend, formulation.penalty, found 'problem.nu'")]
    [InlineData("--parameter=blend", "blends two losses of the same parameters, found one")]
    [InlineData("--ridge=1", "has no meaning where the ridge changes")]
    [InlineData("--blend=0.5", "blends two losses of the same parameters, found one")]
    [InlineData("--branches=-1", "a whole number from 0 to 1000")]
    [InlineData("--step=0", "--step")]
    public void What_cannot_be_followed_is_refused(string flag, string expected)
    {
        var told = CommandLine.Run([.. Poisson, "--formulation", "ritz", "--start", "1", "--range", "0.1:2", flag]);
        Assert.Equal(2, told.Code);
        Assert.Contains(expected, told.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "0.1:2", "ridge", "expected a number in the range 0.1:2, found 5")]
    [InlineData("1", "0:2", "ridge", "a ridge is above 0, found a range from 0")]
    [InlineData("1", "-1:2", "formulation.penalty", "formulation: penalty: expected a number at least 0")]
    public void Numbers_out_of_their_range_are_refused(string start, string range, string parameter, string expected)
    {
        var told = CommandLine.Run([
            .. Poisson,
            "--formulation",
            "ritz",
            $"--start={start}",
            $"--range={range}",
            $"--parameter={parameter}",
        ]);
        Assert.Equal(2, told.Code);
        Assert.Contains(expected, told.Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(params IEnumerable<string> arguments)
    {
        var told = CommandLine.Run([.. arguments, "--json"]);
        Assert.True(told.Code is 0 or 3, told.Error);
        using var document = JsonDocument.Parse(told.Output);
        return document.RootElement.Clone();
    }

    private static ParameterLayout LayoutOf(string problem) =>
        Studies
            .Catalogues.Networks.Create(
                Studies.Catalogues.Networks.Catalogue.Resolve(Tiny, new SourceLocation("test", 1, 1)),
                problem == "poisson" ? 1 : 2,
                1
            )
            .Layout;

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private static double[] Numbers(JsonElement element, string member) =>
        [.. element.GetProperty(member).EnumerateArray().Select(x => x.GetDouble())];
}
