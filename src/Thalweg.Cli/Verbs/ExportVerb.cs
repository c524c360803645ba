using System.Globalization;
using System.Text;
using Thalweg.Cli.Exports;
using Thalweg.Formats.Arrays;
using Thalweg.Networks.WeightFiles;
using Thalweg.Reports;
using Thalweg.Reports.Reading;
using Thalweg.Results.Records;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg export</c>: what a result folder holds, in the file forms of other programs.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Operand folder = new("folder", "folder of results that a run has left", true);
    private readonly RunFlags runs = new();
    private readonly Flag target = new(
        new TextOption(
            "to",
            null,
            "file whose ending says what is written: .safetensors or .npz the trained weights of a run; .vti a grid of a run and .vtu its "
                + "path over a surface, for ParaView; .h5 the arrays of all results; .csv or .parquet a table",
            "a path that ends in .safetensors, .npz, .vti, .vtu, .h5, .csv or .parquet"
        )
    )
    {
        Use = FileUse.Written,
    };
    private readonly Flag kind = new(
        new WordOption(
            "kind",
            "profile",
            "which grid of the run: its solution, or its losses on a plane",
            ["profile", "surface"]
        )
    );
    private readonly Flag table = new(
        new TextOption(
            "table",
            "index",
            "which table of the folder, as in its 'tables', or index",
            "the name of a table"
        ),
        "name"
    );

    public override string Name => "export";

    public override string Description => "Writes what a result folder holds in the file forms of other programs";

    public override string Example =>
        "thalweg export results/poisson-1d --variant galerkin --seed 3 --to galerkin-3.safetensors";

    protected override IReadOnlyList<Operand> Operands => [folder];

    protected override IReadOnlyList<Flag> Flags => [.. runs.All, target, kind, table];

    /// <summary>Nothing of the folder itself may be replaced.</summary>
    protected override IEnumerable<FileClaim> Claims(Invocation invocation) =>
        base.Claims(invocation).Concat(RunFlags.Files(invocation.Operand(folder)!));

    protected override int Run(Invocation invocation)
    {
        var (from, path) = (invocation.Operand(folder)!, invocation.Text(target));
        var form = Path.GetExtension(path).ToLowerInvariant();
        if (form != ".vti")
        {
            invocation.Refuse("for a file that is no grid (.vti)", kind);
        }
        if (form is ".csv" or ".parquet")
        {
            invocation.Refuse("for a table, which holds all runs", [.. runs.All]);
        }
        else
        {
            invocation.Refuse("for a file that is no table (.csv, .parquet)", table);
        }
        var outcome = form switch
        {
            ".safetensors" or ".npz" => Weights(invocation, from, form),
            ".vti" => Grid(invocation, from, invocation.Text(kind)),
            ".vtu" => Grid(invocation, from, "path"),
            ".h5" => Arrays(invocation, from),
            ".csv" or ".parquet" => Table(invocation, from, form),
            _ => throw new InputException(
                $"expected {target.Option.Expected}, found {CallText.Show(path)}",
                target.Place
            ),
        };
        outcome.Print(invocation);
        return ExitCode.Done;
    }

    private Outcome Weights(Invocation invocation, string from, string form)
    {
        var study = RunFlags.Study(from);
        var run = runs.One(invocation, study);
        var weights = RunWeights.Read(from, run.Variant, run.Seed, runs.Variant.Place);
        if (form == ".safetensors" && weights.Layout is null)
        {
            throw new InputException(
                "the tensors of these parameters are known to the program that computes the loss alone; write them to an .npz file, as one vector",
                target.Place
            );
        }
        Write(
            invocation,
            path =>
            {
                if (form == ".npz")
                {
                    NpzFile.Write(path, weights.Arrays, weights.Metadata);
                    return;
                }
                WeightFile.WriteSafetensors(path, weights.Layout!, weights.Parameters, weights.Metadata);
            }
        );
        var outcome = Of(invocation, study.Name, run);
        outcome.Add("parameters", weights.Parameters.Length);
        outcome.Add("arrays", weights.Arrays.Select(Shape).ToArray());
        return outcome;
    }

    private Outcome Grid(Invocation invocation, string from, string what)
    {
        var results = Read(invocation, from);
        var run = runs.One(invocation, results.Study);
        var isPath = what == "path";
        var records = results
            .Index.Where(r =>
                r.Kind == (isPath ? "surface" : what)
                && (r.Variant, r.Seed) == (run.Variant, run.Seed)
                && results.HasArrays(r.Key)
            )
            .ToList();
        // Of several surfaces of a run, the one at its end.
        var record =
            records.MaxBy(r => r.Step ?? -1)
            ?? throw new InputException(
                $"the run {run.Variant}, seed {run.Seed}, has no {(isPath ? "surface" : what)}; ask the study for one, or name another run",
                target.Place
            );
        var arrays = results.Arrays(record.Key);
        if (isPath && arrays.GetValueOrDefault("trajectory") is not { Values.Length: > 0 })
        {
            throw new InputException(
                "the surface of this run has no path of training; give the study 'checkpoints', or write the surface itself to a .vti file",
                target.Place
            );
        }
        IReadOnlyList<string> fields = [];
        Write(
            invocation,
            path =>
                fields = isPath
                    ? VtkGrid.WritePath(
                        path,
                        arrays,
                        results.Surfaces.First(s => s.Provenance.Key == record.Key).TrajectorySteps
                    )
                    : VtkGrid.WriteGrid(path, arrays)
        );
        var outcome = Of(invocation, results.Study.Name, run);
        outcome.Add("record", record.Label);
        outcome.Add("fields", fields);
        return outcome;
    }

    private Outcome Arrays(Invocation invocation, string from)
    {
        var results = Read(invocation, from);
        var chosen = runs.Some(invocation, results.Study)
            .Select(run => ((string?)run.Variant, (ulong?)run.Seed))
            .ToHashSet();
        var records = results
            .Index.Where(r => results.HasArrays(r.Key) && chosen.Contains((r.Variant, r.Seed)))
            .ToList();
        if (records.Count == 0)
        {
            throw new InputException(
                "the folder holds no arrays of such a run; run the study again, or name another",
                runs.Variant.Place
            );
        }
        Write(
            invocation,
            path =>
                HdfFile.Write(
                    path,
                    [new("study", results.Study.Name), new("version", WeightDeclaration.OwnVersion)],
                    records.Select(r => new HdfGroup(r.Label, [.. Attributes(r)], results.Arrays(r.Key)))
                )
        );
        return new Outcome
        {
            { "out", invocation.Text(target) },
            { "study", results.Study.Name },
            { "groups", records.Select(r => r.Label).ToArray() },
        };
    }

    private Outcome Table(Invocation invocation, string from, string form)
    {
        var (tables, name) = (ReportWriter.Tables(Read(invocation, from)), invocation.Text(table));
        if (!tables.TryGetValue(name, out var chosen))
        {
            throw new InputException(
                $"the folder has no table {CallText.Show(name)}; it has {string.Join(", ", tables.Keys)}",
                table.Place
            );
        }
        Write(
            invocation,
            path =>
            {
                if (form == ".csv")
                {
                    File.WriteAllText(path, chosen.Write(), new UTF8Encoding(false));
                    return;
                }
                ParquetTable.Write(path, chosen);
            }
        );
        return new Outcome
        {
            { "out", invocation.Text(target) },
            { "table", name },
            { "rows", chosen.Rows },
            { "columns", chosen.Columns },
        };
    }

    /// <summary>The results of a folder, with a word on those that are not whole.</summary>
    private static ResultSet Read(Invocation invocation, string from)
    {
        var results = ResultSet.Read(from);
        foreach (var damage in results.Damage)
        {
            invocation.Terminal.Warn(damage);
        }
        if (results.Missing > results.Damage.Count)
        {
            invocation.Terminal.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{results.Missing - results.Damage.Count} of {results.Study.Tasks.Count} results of the study are not in the folder"
                )
            );
        }
        return results;
    }

    private void Write(Invocation invocation, Action<string> write)
    {
        using var file = invocation.Output(target);
        file.Write(write);
    }

    private Outcome Of(Invocation invocation, string study, ChainRecord run) =>
        new()
        {
            { "out", invocation.Text(target) },
            { "study", study },
            { "variant", run.Variant },
            { "seed", run.Seed },
        };

    private static KeyValuePair<string, object?> Shape(KeyValuePair<string, NpyArray> array) =>
        new(array.Key, string.Join('x', array.Value.Shape.Select(n => n.ToString(CultureInfo.InvariantCulture))));

    private static IEnumerable<KeyValuePair<string, object>> Attributes(IndexedRecord record)
    {
        yield return new("label", record.Label);
        yield return new("kind", record.Kind);
        yield return new("key", record.Key);
        if (record.Variant is { } variant)
        {
            yield return new("variant", variant);
        }
        if (record.Seed is { } seed)
        {
            yield return new("seed", (long)seed);
        }
        if (record.Step is { } step)
        {
            yield return new("step", step);
        }
        if (record.Loss is { } loss)
        {
            yield return new("loss", loss);
        }
    }
}
