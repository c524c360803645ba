using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;
using Parquet;
using PureHDF;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>Grids, arrays and tables in the file forms of other programs hold the numbers of the folder.</summary>
public sealed class ExportFormsTests(PythonResultsTests.Folder folder) : IClassFixture<PythonResultsTests.Folder>
{
    private string Results => folder.At("results/poisson-1d");

    private static readonly string[] Run = ["--variant", "galerkin", "--seed", "2"];

    [Fact]
    public void A_solution_is_a_grid()
    {
        Good([.. Run, "--to", folder.At("solution.vti")]);
        var profile = Arrays("profile galerkin, seed 2");
        var image = XDocument.Load(folder.At("solution.vti")).Descendants("ImageData").Single();
        Assert.Equal("0 400 0 0 0 0", image.Attribute("WholeExtent")!.Value);
        var fields = Fields(image);
        Assert.Equal(["u", "exact", "error", "residual"], fields.Keys);
        Assert.All(fields, field => Assert.Equal(profile[field.Key].Values, field.Value));
    }

    [Fact]
    public void A_surface_is_a_grid_and_the_path_over_it_a_line()
    {
        var surface = Arrays("surface at galerkin, seed 1");
        string[] run = ["--variant", "galerkin", "--seed", "1"];
        Good([.. run, "--kind", "surface", "--to", folder.At("plane.vti")]);
        var plane = Fields(XDocument.Load(folder.At("plane.vti")).Descendants("ImageData").Single());
        var losses = surface["loss_ritz"];
        // [9, 7] with the last axis fastest becomes the first.
        Assert.Equal(losses.Values[1], plane["loss_ritz"][9]);
        Assert.Equal(losses.Values[7], plane["loss_ritz"][1]);
        Assert.Contains("error_relativeL2", plane.Keys);

        Good([.. run, "--to", folder.At("path.vtu")]);
        var piece = XDocument.Load(folder.At("path.vtu")).Descendants("Piece").Single();
        Assert.Equal(("3", "1"), (piece.Attribute("NumberOfPoints")!.Value, piece.Attribute("NumberOfCells")!.Value));
        var path = Fields(piece);
        Assert.Equal([0, 10, 20], path["step"]);
        Assert.Equal(surface["trajectory_loss_galerkin"].Values, path["loss_galerkin"]);
        var points = Numbers(piece.Element("Points")!.Element("DataArray")!);
        Assert.Equal(surface["trajectory"].Values[..2], points[..2]);
    }

    [Fact]
    public void Points_that_were_evaluated_are_points()
    {
        NpzFile.Write(folder.At("p.npz"), [new("points", new NpyArray([2, 1], [0.25, 0.5]))]);
        var told = CommandLine.Run(
            "evaluate",
            "--weights",
            Results + "#galerkin/2",
            "--points",
            folder.At("p.npz"),
            "--out",
            folder.At("p.vtu")
        );
        Assert.True(told.Code == 0, told.Error);
        var piece = XDocument.Load(folder.At("p.vtu")).Descendants("Piece").Single();
        Assert.Equal([0.25, 0, 0, 0.5, 0, 0], Numbers(piece.Element("Points")!.Element("DataArray")!));
        Assert.Equal(["u", "u_x", "u_xx", "residual", "exact", "error"], Fields(piece).Keys);
        Assert.Equal(1, Fields(piece)["exact"][1], 1e-15);
    }

    [Fact]
    public void All_arrays_are_groups_by_label()
    {
        Good(["--to", folder.At("all.h5")]);
        using var file = H5File.OpenRead(folder.At("all.h5"));
        Assert.Equal("poisson-1d", file.Attribute("study").Read<string>());
        var group = file.Group("surface at ritz, seed 1");
        Assert.Equal("ritz", group.Attribute("variant").Read<string>());
        Assert.Equal(1, group.Attribute("seed").Read<long>());
        Assert.Equal(20, group.Attribute("step").Read<long>());
        foreach (var (name, array) in Arrays("surface at ritz, seed 1"))
        {
            var dataset = group.Dataset(name);
            Assert.Equal(array.Shape.Select(n => (ulong)n), dataset.Space.Dimensions);
            Assert.Equal(array.Values, dataset.Read<double[]>());
        }
        using var study = Study();
        var withArrays = study
            .RootElement.GetProperty("tasks")
            .EnumerateArray()
            .Where(task => File.Exists(Path.Combine(Results, "results", task.GetProperty("key").GetString() + ".npz")));
        Assert.Equal(
            withArrays.Select(task => task.GetProperty("label").GetString()!).Order(StringComparer.Ordinal),
            file.Children().Select(child => child.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Arrays_of_one_run_are_its_own()
    {
        Good([.. Run, "--to", folder.At("run.h5")]);
        using var file = H5File.OpenRead(folder.At("run.h5"));
        var names = file.Children().Select(child => child.Name).ToList();
        Assert.Contains("train galerkin, seed 2", names);
        Assert.All(names, name => Assert.Contains("seed 2", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("index")]
    [InlineData("training")]
    [InlineData("roughness")]
    [InlineData("summary")]
    public async Task A_table_has_the_cells_of_its_CSV(string name)
    {
        var path = folder.At(name + ".parquet");
        Good(name == "index" ? ["--to", path] : ["--table", name, "--to", path]);
        var csv = File.ReadAllLines(Path.Combine(Results, name == "index" ? "index.csv" : $"tables/{name}.csv"));
        await using var stream = File.OpenRead(path);
        await using var reader = await ParquetReader.CreateAsync(
            stream,
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.Equal(csv[0].Split(','), reader.Schema.DataFields.Select(field => field.Name));
        using var rows = reader.OpenRowGroupReader(0);
        Assert.Equal(csv.Length - 1, (int)rows.RowCount);
        var count = (int)rows.RowCount;
        foreach (var field in reader.Schema.DataFields)
        {
            var column = Array.IndexOf(csv[0].Split(','), field.Name);
            if (field.ClrType == typeof(double))
            {
                var values = new double?[count];
                await rows.ReadAsync<double>(
                    field,
                    values.AsMemory(),
                    cancellationToken: TestContext.Current.CancellationToken
                );
                Assert.Equal(
                    csv.Skip(1)
                        .Select(line => Cells(line)[column])
                        .Select(cell =>
                            cell.Length == 0 ? default(double?) : double.Parse(cell, CultureInfo.InvariantCulture)
                        ),
                    values
                );
            }
            else if (field.ClrType == typeof(long))
            {
                var values = new long?[count];
                await rows.ReadAsync<long>(
                    field,
                    values.AsMemory(),
                    cancellationToken: TestContext.Current.CancellationToken
                );
                Assert.Equal(
                    csv.Skip(1)
                        .Select(line => Cells(line)[column])
                        .Select(cell =>
                            cell.Length == 0 ? default(long?) : long.Parse(cell, CultureInfo.InvariantCulture)
                        ),
                    values
                );
            }
            else if (field.ClrType == typeof(bool))
            {
                var values = new bool?[count];
                await rows.ReadAsync<bool>(
                    field,
                    values.AsMemory(),
                    cancellationToken: TestContext.Current.CancellationToken
                );
                Assert.Equal(csv.Skip(1).Select(line => (bool?)(Cells(line)[column] == "true")), values);
            }
            else
            {
                var values = new string?[count];
                await rows.ReadAsync(
                    field,
                    values.AsMemory(),
                    cancellationToken: TestContext.Current.CancellationToken
                );
                Assert.Equal(csv.Skip(1).Select(line => Cells(line)[column]), values.Select(value => value ?? ""));
            }
        }
    }

    [Theory]
    [InlineData("--kind: has no meaning for a file that is no grid (.vti)", "x.h5", "--kind", "profile")]
    [InlineData("--table: has no meaning for a file that is no table (.csv, .parquet)", "x.npz", "--table", "index")]
    [InlineData("--seed: has no meaning for a table", "x.parquet", "--seed", "1")]
    [InlineData("--table: the folder has no table 'rough'; it has index, ", "x.parquet", "--table", "rough")]
    [InlineData("--variant: missing; name one of 'ritz', 'galerkin'", "x.vti")]
    public void What_has_no_meaning_is_refused(string error, string to, params string[] more)
    {
        var told = CommandLine.Run(["export", Results, "--to", folder.At(to), .. more]);
        Assert.Equal((ExitCode.Input, ""), (told.Code, told.Output));
        Assert.StartsWith("error: " + error, told.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At(to)));
    }

    [Fact]
    public void A_study_without_surfaces_says_so()
    {
        File.WriteAllText(folder.At("small.yaml"), Workshop.Study);
        CommandLine.Run("run", folder.At("small.yaml"), "--out", folder.At("small"));
        foreach (
            string[] asked in new[]
            {
                ["--kind", "surface", "--to", folder.At("x.vti")],
                new[] { "--to", folder.At("x.vtu") },
            }
        )
        {
            var told = CommandLine.Run(["export", folder.At("small"), .. Run, .. asked]);
            Assert.Equal(ExitCode.Input, told.Code);
            Assert.Contains("the run galerkin, seed 2, has no surface", told.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_folder_has_not_whole_is_told()
    {
        File.WriteAllText(folder.At("hurt.yaml"), Workshop.Study);
        CommandLine.Run("run", folder.At("hurt.yaml"), "--out", folder.At("hurt"));
        var arrays = Directory.GetFiles(folder.At("hurt/results"), "*.npz").Order(StringComparer.Ordinal).ToList();
        File.AppendAllText(arrays[0], "x");
        File.Delete(Path.ChangeExtension(arrays[1], ".json"));
        foreach (var name in new[] { "hurt.h5", "hurt.parquet" })
        {
            var told = CommandLine.Run("export", folder.At("hurt"), "--to", folder.At(name));
            Assert.True(told.Code == 0, told.Error);
            Assert.Contains("does not have the SHA-256 that its record names", told.Error, StringComparison.Ordinal);
            Assert.Contains("note: 1 of ", told.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_was_exported_into_the_folder_is_replaced()
    {
        var inside = Path.Combine(Results, "own.npz");
        Good([.. Run, "--to", inside]);
        Good([.. Run, "--to", inside]);
        File.Delete(inside);
    }

    private IReadOnlyDictionary<string, NpyArray> Arrays(string label)
    {
        using var study = Study();
        var key = study
            .RootElement.GetProperty("tasks")
            .EnumerateArray()
            .First(task => task.GetProperty("label").GetString() == label)
            .GetProperty("key");
        return NpzFile.Read(Path.Combine(Results, "results", key.GetString() + ".npz"));
    }

    private JsonDocument Study() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Results, "study.json")));

    private static Dictionary<string, double[]> Fields(XElement parent) =>
        parent
            .Descendants("PointData")
            .Single()
            .Elements()
            .ToDictionary(array => array.Attribute("Name")!.Value, Numbers);

    private static double[] Numbers(XElement array) =>
        MemoryMarshal.Cast<byte, double>(Convert.FromBase64String(array.Value.Trim()).AsSpan(8)).ToArray();

    private void Good(string[] arguments)
    {
        var told = CommandLine.Run(["export", Results, .. arguments]);
        Assert.True(told.Code == 0, told.Error);
    }

    /// <summary>Cells, of which only those in quotation marks hold commas.</summary>
    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var isQuoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == ',' && !isQuoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += c;
            }
        }
        return cells;
    }
}
