using System.Globalization;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>The tables of a folder are for programs: one number a cell, one variable a column.</summary>
public sealed class TablesTests(TinyRuns runs)
{
    /// <summary>Columns of words; every other column holds numbers.</summary>
    private static readonly string[] Words =
    [
        "quantity",
        "variant",
        "trained_on",
        "objective",
        "numerator",
        "numerator_at",
        "denominator",
        "denominator_at",
        "method",
        "normalize",
        "bias",
        "computed_in",
        "label",
        "kind",
        "rank",
        "verdict",
        "optimizer",
        "stop",
        "loss",
        "record",
        "arrays",
    ];

    private static readonly string[] Truths = ["best", "falls", "final", "is_minimum"];

    public static TheoryData<string> Studies => ["line", "plane", "potential", "ten", "alone"];

    [Theory]
    [MemberData(nameof(Studies))]
    public void A_cell_is_a_number_or_a_word(string study)
    {
        using var folder = Of(study);
        folder.Render();
        var tables = Directory.GetFiles(Path.Combine(folder.Path, "tables"));
        Assert.True(tables.Length >= 4);
        foreach (var path in tables.Append(Path.Combine(folder.Path, "index.csv")))
        {
            var isIndex = Path.GetFileName(path) == "index.csv";
            var rows = Read(path);
            Assert.True(rows.Count > 1, path);
            for (var c = 0; c < rows[0].Length; c++)
            {
                var name = rows[0][c];
                // A loss is a name in the index and a number elsewhere.
                var isWords = Words.Contains(name) && (name != "loss" || isIndex);
                foreach (var row in rows.Skip(1))
                {
                    Assert.True(
                        Fits(row[c], name, isWords),
                        $"{Path.GetFileName(path)}: '{row[c]}' in column '{name}'"
                    );
                }
            }
        }

        static bool Fits(string cell, string name, bool isWords) =>
            Truths.Contains(name) ? cell is "true" or "false"
            : isWords ? !double.TryParse(cell, CultureInfo.InvariantCulture, out _)
            : cell.Length == 0 || double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    [Fact]
    public void The_summary_has_the_numbers_of_the_records()
    {
        using var folder = runs.Line();
        var trains = folder.Records<TrainRecord>("train");
        var report = folder.Render();
        var row = Assert.Single(report.Summary.Rows, r => r.Name == "gradient norm");
        Assert.Equal(["ritz", "galerkin"], report.Summary.Variants);
        double[] norms = [.. trains.Where(t => t.Formulation == "galerkin").Select(t => t.Final.GradientNorm).Order()];
        var cell = row.Cells[1];
        Assert.Equal(((norms[0] + norms[1]) / 2, norms[0], norms[1]), (cell.Value, cell.Low, cell.High));
        var line = Read(Path.Combine(folder.Path, "tables", "summary.csv"))
            .Single(cells => cells is ["gradient norm", "galerkin", ..]);
        Assert.Equal([norms[0], norms[1]], line[3..5].Select(text => double.Parse(text, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_index_names_every_record_with_its_place()
    {
        using var folder = runs.Line();
        folder.Render();
        var rows = Read(Path.Combine(folder.Path, "index.csv"));
        Assert.Equal(
            ["label", "kind", "variant", "seed", "step", "loss", "from_seed", "from_step", "record", "arrays"],
            rows[0]
        );
        var files = rows.Skip(1).SelectMany(row => row[8..]).Where(file => file.Length > 0).ToList();
        Assert.Equal(
            Directory
                .EnumerateFiles(Path.Combine(folder.Path, "results"))
                .Select(path => "results/" + Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal)
        );
        Assert.Contains(rows, row => row is ["train ritz, seed 2", "train", "ritz", "2", "60", ..]);
        Assert.Contains(rows, row => row is [_, "roughness", "galerkin", "1", "20", "galerkin", "", "", ..]);
        Assert.Contains(rows, row => row is [_, "roughness", "galerkin", "1", "60", "ritz", "", "", ..]);
        Assert.Contains(rows, row => row is [_, "line", "ritz", "2", "60", _, "1", "60", ..]);
        Assert.Contains(rows, row => row is [_, "profile", "galerkin", "2", "60", ..]);
        Assert.Contains(rows, row => row is [_, "sweep", "galerkin", _, "60", ..]);
        Assert.Contains(rows, row => row is [_, "comparison", "", "", "", ..]);
    }

    [Fact]
    public void What_is_not_there_is_not_in_the_index()
    {
        using var folder = runs.Line().Keep("train", "slice");
        folder.Render();
        var kinds = Read(Path.Combine(folder.Path, "index.csv")).Skip(1).Select(row => row[1]).Distinct();
        Assert.Equal(["train", "slice"], kinds);
    }

    private RunFolder Of(string study) =>
        study switch
        {
            "line" => runs.Line(),
            "plane" => runs.Plane(),
            "potential" => runs.Potential(),
            "ten" => runs.Ten(),
            _ => runs.Alone(),
        };

    /// <summary>Cells, of which only those in quotation marks hold commas.</summary>
    private static List<string[]> Read(string path)
    {
        var rows = new List<string[]>();
        foreach (var line in File.ReadAllLines(path))
        {
            var cells = new List<string>();
            var quoted = false;
            var start = 0;
            for (var i = 0; i <= line.Length; i++)
            {
                if (i == line.Length || (line[i] == ',' && !quoted))
                {
                    cells.Add(line[start..i].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
                    start = i + 1;
                }
                else if (line[i] == '"')
                {
                    quoted = !quoted;
                }
            }
            rows.Add([.. cells]);
        }
        return rows;
    }
}
