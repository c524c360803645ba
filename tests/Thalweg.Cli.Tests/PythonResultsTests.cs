using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>The lines of docs/results-in-python.md run as they stand, and python/thalweg.py reads what this program reads.</summary>
public sealed class PythonResultsTests(PythonResultsTests.Folder folder) : IClassFixture<PythonResultsTests.Folder>
{
    /// <summary>A small study in the place of the one that the page is written for.</summary>
    public sealed class Folder : IDisposable
    {
        private const string Study = """
            name: poisson-1d
            problem: poisson
            network: resnet(width=4, blocks=1)
            quadrature: simpson:20
            formulations: [ritz, galerkin]
            seeds: 1..2
            train: { steps: 20, record: 10, checkpoints: [0, 10, 20] }
            analyses:
              - roughness(directions=8, intervals=10)
              - cross(directions=8, intervals=10)
              - surface(count=9x7)
            """;

        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-python-");

        public Folder()
        {
            File.WriteAllText(At("study.yaml"), Study);
            var ran = CommandLine.Run("run", At("study.yaml"), "--out", At("results/poisson-1d"));
            Assert.True(ran.Code is 0 or 3, ran.Error);
        }

        public string At(string name) => Path.Combine(folder.FullName, name);

        public void Dispose() => folder.Delete(recursive: true);
    }

    private static string Modules => CommandLine.InRepository("python");

    [Theory]
    [InlineData("numpy", "numpy", "(53,) (3, 53)")]
    [InlineData("pandas", "pandas", "roughness")]
    [InlineData("matplotlib, with thalweg.py", "matplotlib", "")]
    [InlineData("thalweg.py alone", "numpy", "['ritz', 'galerkin'] (53,)")]
    public void The_lines_of_the_page_run(string heading, string module, string printed)
    {
        SystemPython.Require("numpy");
        SystemPython.Require(module);
        var lines = Block(heading);
        Assert.Equal(6, lines.Length);
        var told = SystemPython.Run(folder.At(""), string.Join('\n', lines), Modules);
        Assert.True(told.Code == 0, told.Error);
        Assert.Contains(printed, told.Output, StringComparison.Ordinal);
        Assert.Equal(module == "matplotlib", File.Exists(folder.At("plane.pdf")));
        File.Delete(folder.At("plane.pdf"));
    }

    [Fact]
    public void The_lines_on_the_page_of_a_study_run_in_its_folder()
    {
        SystemPython.Require("numpy");
        var page = File.ReadAllText(folder.At("results/poisson-1d/report.html"));
        var start = page.IndexOf("id=\"python\">", StringComparison.Ordinal) + "id=\"python\">".Length;
        var lines = System.Net.WebUtility.HtmlDecode(
            page[start..page.IndexOf("</pre>", start, StringComparison.Ordinal)]
        );
        Assert.Equal(6, lines.Split('\n').Length);
        var told = SystemPython.Run(folder.At("results/poisson-1d"), lines, Modules);
        Assert.True(told.Code == 0, told.Error);
        Assert.Contains("'parameters': (53,)", told.Output, StringComparison.Ordinal);
        Assert.Contains("gradient norm", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_arrays_and_tables_are_found_by_label()
    {
        SystemPython.Require("numpy");
        var result = Json(
            """
            import thalweg, json
            study = thalweg.load("results/poisson-1d")
            run = study.run("galerkin", seed=2)
            plane = study.record("surface", variant="ritz", seed=1)
            summary = study.table("summary")
            best = summary["best"]
            print(json.dumps({
                "labels": study.labels, "seeds": study.seeds, "records": len(study.records),
                "last": float(run["parameters"][-1]), "loss": run["final"]["loss"], "kind": run.inputs["source"]["formulation"],
                "step": run.step, "shape": plane["loss_galerkin"].shape, "directions": plane["directions"],
                "roughness": sorted((r.variant, r.loss, r.seed) for r in study.select("roughness")),
                "variants": sorted(set(summary["variant"])), "values": len(summary["value"]), "best": best.dtype.kind,
                "tables": study.tables, "label": study.select(label="train ritz, seed 1")[0].key,
            }))
            """
        );
        using var study = JsonDocument.Parse(File.ReadAllBytes(folder.At("results/poisson-1d/study.json")));
        var tasks = study.RootElement.GetProperty("tasks").EnumerateArray().ToList();
        string Key(string label) =>
            tasks.First(task => task.GetProperty("label").GetString() == label).GetProperty("key").GetString()!;
        var run = folder.At($"results/poisson-1d/results/{Key("train galerkin, seed 2")}");
        using var record = JsonDocument.Parse(File.ReadAllBytes(run + ".json"));

        Assert.Equal(["ritz", "galerkin"], Texts(result.GetProperty("labels")));
        Assert.Equal(tasks.Count, result.GetProperty("records").GetInt32());
        Assert.Equal(NpzFile.Read(run + ".npz")["parameters"].Values[^1], result.GetProperty("last").GetDouble());
        Assert.Equal(
            record.RootElement.GetProperty("record").GetProperty("final").GetProperty("loss").GetDouble(),
            result.GetProperty("loss").GetDouble()
        );
        Assert.StartsWith("galerkin(", result.GetProperty("kind").GetString(), StringComparison.Ordinal);
        Assert.Equal(20, result.GetProperty("step").GetInt32());
        Assert.Equal("[9, 7]", result.GetProperty("shape").GetRawText());
        Assert.Equal(8, result.GetProperty("roughness").GetArrayLength());
        Assert.Equal(["galerkin", "ritz"], Texts(result.GetProperty("variants")));
        Assert.Equal("b", result.GetProperty("best").GetString());
        Assert.Contains("roughness", Texts(result.GetProperty("tables")));
        Assert.Equal(Key("train ritz, seed 1"), result.GetProperty("label").GetString());
    }

    [Theory]
    [InlineData(
        "study.run('drm', seed=1)",
        "has no result with kind='train', variant='drm', seed=1; its variants are ['ritz', 'galerkin']"
    )]
    [InlineData(
        "study.run('ritz')",
        "has 2 results with kind='train', variant='ritz', name one: 'train ritz, seed 1'; 'train ritz, seed 2'"
    )]
    [InlineData(
        "study.run('ritz', seed=1)['weights']",
        "'train ritz, seed 1' has the arrays ['parameters', 'checkpoints']"
    )]
    [InlineData("thalweg.load('nowhere')", "'nowhere' has no study.json: name a folder that 'thalweg run' has written")]
    public void What_is_not_there_is_said_in_words(string expression, string expected)
    {
        SystemPython.Require("numpy");
        var told = SystemPython.Run(
            folder.At(""),
            $"import thalweg\nstudy = thalweg.load('results/poisson-1d')\n{expression}",
            Modules
        );
        Assert.Equal(1, told.Code);
        Assert.Contains(
            expected,
            told.Error.Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Labels_that_were_made_harmless_come_back_as_they_were()
    {
        SystemPython.Require("numpy");
        const string Study = """
            name: odd
            objective: muller-brown
            compare: { "=A1": { optimizer: adam }, "plain": { optimizer: lbfgs } }
            seeds: 1
            train: { steps: 5, record: 5 }
            """;
        File.WriteAllText(folder.At("odd.yaml"), Study);
        var ran = CommandLine.Run("run", folder.At("odd.yaml"), "--out", folder.At("odd"));
        Assert.True(ran.Code is 0 or 3, ran.Error);
        Assert.Contains("'=A1", File.ReadAllText(folder.At("odd/index.csv")), StringComparison.Ordinal);
        var result = Json(
            """
            import thalweg, json
            study = thalweg.load("odd")
            print(json.dumps([study.run("=A1").variant, *study.table("summary")["variant"][:1]]))
            """
        );
        Assert.Equal(["=A1", "=A1"], Texts(result));
    }

    private JsonElement Json(string program)
    {
        var told = SystemPython.Run(folder.At(""), program, Modules);
        Assert.True(told.Code == 0, told.Error);
        using var document = JsonDocument.Parse(told.Output);
        return document.RootElement.Clone();
    }

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString());

    /// <summary>The lines of Python under a heading of the page.</summary>
    private static string[] Block(string heading)
    {
        var page = File.ReadAllText(CommandLine.InRepository("docs/results-in-python.md"));
        var part = page.Split($"## {heading}\n")[1];
        return part.Split("```python\n")[1].Split("\n```")[0].Split('\n');
    }
}
