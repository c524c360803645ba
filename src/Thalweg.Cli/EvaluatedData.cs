using System.Text;
using Thalweg.Formats.Tables;
using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>What a trained network takes images for: loss, accuracy, a table of classes, and the class of each image.</summary>
internal sealed class EvaluatedData(ModelFlags model, WeightFlags weights, DataFlags data, Flag output, Flag threads)
{
    private const string Extension = ".csv";

    public int Run(Invocation invocation)
    {
        var path = invocation.TextOrNull(output);
        if (
            path is not (null or OutputFile.Standard)
            && !Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new InputException(
                $"classes of images are written as {Extension}, found {CallText.Show(path)}",
                output.Place
            );
        }
        var saved = weights.Open(invocation);
        var source = new DataSource(WeightFlags.Part(invocation, model.Network, saved), data.Read(invocation));
        if (source.Refusals is { Count: > 0 } refusals)
        {
            throw new InputException([.. refusals]);
        }
        var centre = weights.Read(invocation, saved, source);
        invocation.RequireMemory([source], threads);
        using var file = path is null ? null : invocation.Output(output);
        using var team = invocation.Team(threads);
        IObjective objective = source.Create();
        var losses = new double[1];
        objective.Values(centre.Parameters, losses, default, default, team);
        var counts = source.Counts(objective, centre.Parameters, team);
        if (file is not null && counts is null)
        {
            throw new InputException(
                "the network tells no classes apart, so that none can be written; leave it out",
                output.Place
            );
        }
        file?.Write(written => File.WriteAllText(written, Table(counts!), new UTF8Encoding(false)));
        var outcome = new Outcome
        {
            { "loss", losses[0] },
            { "accuracy", counts?.Accuracy },
            { "images", source.ImageCount(objective) },
        };
        for (var given = 0; given < counts?.Table.Count; given++)
        {
            outcome.Add(FormattableString.Invariant($"class{given}"), counts.Table[given].ToArray());
        }
        outcome.Add("network", source.Network.Canonical);
        outcome.Add("data", source.Data.Canonical);
        outcome.Add("weights", invocation.Written(weights.File)[^1]);
        outcome.Add("out", path);
        outcome.Print(invocation);
        return Verdict.Of(invocation.Terminal, double.IsFinite(losses[0]));
    }

    private static string Table(ClassCounts counts)
    {
        var table = new CsvTable("image", "label", "found");
        for (var i = 0; i < counts.Found.Count; i++)
        {
            table.Add(i, counts.Given[i], counts.Found[i]);
        }
        return table.Write();
    }
}
