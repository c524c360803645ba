using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Tables of embeddings that compare functions: their distances, and how alike their hidden layers are.</summary>
internal static class FunctionTables
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        foreach (var (record, i) in study.All.Embeddings.Where(r => r.Functions is not null).Select((r, i) => (r, i)))
        {
            var suffix = i == 0 ? "" : $"-{Numerals.Integer(i + 1)}";
            yield return Distances(study, record, record.Functions!, $"function-distances{suffix}");
            if (record.Functions!.Layers.Count > 0)
            {
                yield return Layers(study, record, record.Functions, $"layer-similarity{suffix}");
            }
        }
    }

    private static PageTable Distances(StudyView study, EmbeddingRecord record, EmbeddedFunctions functions, string id)
    {
        var data = new CsvTable(["variant", "runs", "norm", "to", "distance"]);
        foreach (var group in record.Groups)
        {
            var own = group.Functions!;
            data.Add([group.Group, group.Count, own.MeanNorm, group.Group, own.MeanDistance]);
            foreach (var (other, distance) in own.Between)
            {
                data.Add([group.Group, group.Count, own.MeanNorm, other, distance]);
            }
        }
        return new PageTable(
            id,
            "Distances of the trained functions",
            ["", "runs", "mean norm", "mean distance within", "to the others"],
            [
                .. record.Groups.Select(g =>
                    (IReadOnlyList<string>)
                        [
                            Html.Name(study.Styles[g.Group]),
                            Numerals.Integer(g.Count),
                            Number(g.Functions!.MeanNorm),
                            Number(g.Functions.MeanDistance),
                            Others(study, g.Functions.Between.Select(b => (b.Key, (double?)b.Value))),
                        ]
                ),
            ],
            $"‖u‖ and ‖u_a − u_b‖ in L² of the domain, means over pairs, on the {Numerals.Integer(functions.Nodes)} interior nodes of the {Markup.Escape(functions.Objective)} loss. Copies of one network by its symmetries are one function.",
            data
        )
        {
            IsLater = true,
        };
    }

    private static PageTable Layers(StudyView study, EmbeddingRecord record, EmbeddedFunctions functions, string id)
    {
        var data = new CsvTable(["layer", "width", "variant", "to", "similarity"]);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (layer, at) in functions.Layers.Select((layer, at) => (layer, at)))
        {
            foreach (var group in record.Groups)
            {
                var own = group.Functions!.Layers[at];
                data.Add([layer.Layer, layer.Width, group.Group, group.Group, own.Similarity]);
                foreach (var (other, similarity) in own.Between)
                {
                    data.Add([layer.Layer, layer.Width, group.Group, other, similarity]);
                }
                rows.Add([
                    Markup.Escape($"into {layer.Layer}"),
                    Numerals.Integer(layer.Width),
                    Html.Name(study.Styles[group.Group]),
                    Number(own.Similarity),
                    Others(study, own.Between.Select(b => (b.Key, b.Value))),
                ]);
            }
        }
        return new PageTable(
            id,
            "How alike the hidden layers are",
            ["layer", "units", "", "within", "to the others"],
            rows,
            "Linear CKA of what each linear map takes in, means over pairs, on the same nodes: 1 where the units of one network are those of the other but for exchanges, signs and rotations, 0 where they have nothing in common. A dash: one network alone, or a layer that is constant over the nodes.",
            data
        )
        {
            IsLater = true,
        };
    }

    private static string Others(StudyView study, IEnumerable<(string Group, double? Value)> others) =>
        string.Join("; ", others.Select(o => $"{Html.Name(study.Styles[o.Group])} {Number(o.Value)}"));

    private static string Number(double? value) =>
        value is { } known ? Markup.Escape(Numerals.Significant(known, 3)) : "–";
}
