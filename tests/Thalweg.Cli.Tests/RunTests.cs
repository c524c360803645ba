using System.Text.Json;

namespace Thalweg.Cli.Tests;

public sealed class RunTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public void A_study_is_run_once_and_rendered_as_often_as_wanted()
    {
        var (study, folder) = (workshop.At("study.yaml"), workshop.At("results"));
        var first = Json(0, "run", study, "--out", folder, "--json");
        Assert.Equal("tiny", first.GetProperty("study").GetString());
        Assert.True(first.GetProperty("tasksComputed").GetInt32() > 0);
        Assert.True(File.Exists(first.GetProperty("page").GetString()));
        Assert.NotEmpty(first.GetProperty("answer").GetString()!);
        var second = Json(0, "run", study, "--out", folder, "--json");
        Assert.Equal(0, second.GetProperty("tasksComputed").GetInt32());
        Assert.Equal(first.GetProperty("tasksComputed").GetInt32(), second.GetProperty("tasksReused").GetInt32());
        var page = File.ReadAllBytes(first.GetProperty("page").GetString()!);
        var report = Json(0, "report", folder, "--json");
        Assert.Equal(page, File.ReadAllBytes(report.GetProperty("page").GetString()!));
        Assert.Equal(first.GetProperty("summary").GetRawText(), report.GetProperty("summary").GetRawText());
        var norms = report.GetProperty("summary").GetProperty("gradient norm");
        Assert.Equal(["ritz", "galerkin"], norms.EnumerateObject().Select(variant => variant.Name));
        foreach (var variant in norms.EnumerateObject())
        {
            double Of(string name) => variant.Value.GetProperty(name).GetDouble();
            Assert.True(0 < Of("low") && Of("low") < Of("value") && Of("value") < Of("high"));
        }
    }

    [Fact]
    public void The_roughness_index_is_spelled_out_where_it_is_shown_first()
    {
        var study = workshop.StudyWith("  record: 10", "  record: 10\nanalyses: roughness(directions=6, intervals=6)");
        var folder = workshop.At("spelled");
        var run = CommandLine.Run("run", study, "--out", folder);
        const string Spelled = "roughness index (RI) at own point";
        Assert.Contains(Spelled, run.Output, StringComparison.Ordinal);
        Assert.Contains(Spelled, File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_merge_by_sharing_a_folder()
    {
        var (study, folder) = (workshop.At("study.yaml"), workshop.At("sharded"));
        var parts = new[] { "1/2", "2/2" }
            .Select(shard => Json(0, "run", study, "--out", folder, "--shard", shard, "--json"))
            .ToArray();
        Assert.True(parts[0].GetProperty("tasksWaiting").GetInt32() > 0);
        Assert.Equal(0, parts[1].GetProperty("tasksWaiting").GetInt32());
        Assert.Equal(0, Json(0, "run", study, "--out", folder, "--json").GetProperty("tasksComputed").GetInt32());
    }

    [Fact]
    public void A_shard_that_shares_its_folder_takes_what_no_other_has_begun_and_writes_no_page()
    {
        var (study, folder) = (workshop.At("study.yaml"), workshop.At("taken"));
        var first = Json(0, "run", study, "--out", folder, "--shard", "1/2", "--share", "--json");
        Assert.Equal(JsonValueKind.Null, first.GetProperty("page").ValueKind);
        Assert.False(File.Exists(Path.Combine(folder, "report.html")));
        var second = Json(0, "run", study, "--out", folder, "--shard", "2/2", "--json");
        Assert.Equal(0, second.GetProperty("tasksComputed").GetInt32());
        var refused = CommandLine.Run("run", study, "--out", folder, "--share");
        Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
        Assert.StartsWith("error: --share: there is no --shard", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_counts_the_work()
    {
        var check = Json(0, "check", workshop.At("study.yaml"), "--json");
        Assert.Equal(4, check.GetProperty("chains").GetInt32());
        Assert.True(check.GetProperty("gradients").GetInt64() >= 4 * 20);
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("one")]
    public void A_shard_that_is_none_is_refused(string shard)
    {
        var transcript = CommandLine.Run("run", workshop.At("study.yaml"), "--shard", shard);
        Assert.Equal((2, ""), (transcript.Code, transcript.Output));
        Assert.StartsWith(
            $"error: --shard: expected a shard i/N with 1 ≤ i ≤ N, found '{shard}'",
            transcript.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_folder_without_results_is_refused()
    {
        var transcript = CommandLine.Run("report", workshop.At("folder"));
        Assert.Equal((2, ""), (transcript.Code, transcript.Output));
        Assert.StartsWith("error: ", transcript.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("burgers", "none", "galerkin(penalty=100, initial=50)", "interior boundary initial")]
    [InlineData("burgers", "hard", "galerkin", "interior")]
    [InlineData("heat", "none", "galerkin(penalty=100)", "interior boundary initial")]
    [InlineData("heat", "hard", "galerkin(measure=mean)", "interior")]
    public void A_problem_with_a_time_is_trained_and_evaluated(
        string problem,
        string trial,
        string formulation,
        string terms
    )
    {
        var file = workshop.At($"{problem}-{trial}.safetensors");
        string[] loss =
        [
            .. (string[])
                ["--problem", problem, "--network", "mlp(width=4, depth=2, activation=tanh)", "--trial", trial],
            .. (string[])["--formulation", formulation, "--quadrature", "gauss:8", "--json"],
        ];
        var trained = Json(0, ["train", .. loss, "--steps", "5", "--save", file]);
        var result = Json(0, ["loss", .. loss, "--weights", file]);
        Assert.Equal(trained.GetProperty("loss").GetDouble(), result.GetProperty("loss").GetDouble());
        var found = result.GetProperty("terms").EnumerateObject().ToList();
        Assert.Equal(terms, string.Join(" ", found.Select(term => term.Name)));
        Assert.Equal(
            result.GetProperty("loss").GetDouble(),
            found.Sum(term => term.Value.GetDouble()),
            1e-13 * result.GetProperty("loss").GetDouble()
        );
        // 8 × 8 inside, and on the sides 8 each, on the bottom 8.
        Assert.Equal(64 + (found.Count == 3 ? 24 : 0), result.GetProperty("points").GetInt32());
        Assert.True(result.GetProperty("errorLastChange").GetDouble() <= 1e-12);
    }

    private static JsonElement Json(int code, params string[] arguments)
    {
        var transcript = CommandLine.Run(arguments);
        Assert.True(transcript.Code == code, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }
}
