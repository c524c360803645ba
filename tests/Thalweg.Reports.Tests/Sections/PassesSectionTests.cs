using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of paths, level sets and embeddings is what records hold, and no path is called the lowest.</summary>
public sealed class PassesSectionTests(TinyRuns runs)
{
    [Fact]
    public void Heights_bars_and_points_are_those_of_the_records()
    {
        using var folder = runs.Passes();
        var html = folder.Page();
        Assert.Contains("How high is the way from one to another?", html, StringComparison.Ordinal);
        Assert.Contains("How many valleys does a surface show?", html, StringComparison.Ordinal);
        Assert.Contains("Where do the trained points lie?", html, StringComparison.Ordinal);
        Assert.Contains("No path here is proven to be the lowest one", html, StringComparison.Ordinal);
        Assert.Contains("no bound of the pass that it stands for", html, StringComparison.Ordinal);
        var paths = folder.Records<PathRecord>("path").ToList();
        Assert.Equal(8, paths.Count);
        // Two bands, four fitted paths and two aligned strings, each with both losses.
        Assert.Equal(1 + (8 * 2), Rows(folder, "path-heights").Length);
        Assert.Equal(1 + (2 * 2 * 7), Rows(folder, "paths").Length);
        Assert.Equal(1 + (4 * 2 * 9), Rows(folder, "paths-3").Length);
        Assert.Equal(1 + (2 * 2 * 5), Rows(folder, "paths-2").Length);
        Assert.Equal(1 + 2, Rows(folder, "path-alignments").Length);
        foreach (var path in paths.Where(p => p.Alignment is not null))
        {
            Assert.Contains(
                Rows(folder, "path-alignments"),
                row =>
                    row.Contains(
                        FormattableString.Invariant(
                            $",{path.Alignment!.DistanceBefore:R},{path.Alignment.Distance:R},{path.Alignment.LineHeightBefore:R},{path.Alignment.LineHeight:R},"
                        ),
                        StringComparison.Ordinal
                    )
            );
        }
        Assert.Contains("What aligning the ends did", html, StringComparison.Ordinal);
        Assert.Contains(
            "Copies of one network by its symmetries are different points here",
            html,
            StringComparison.Ordinal
        );
        var aligned = Assert.Single(folder.Records<EmbeddingRecord>("embedding"), e => e.Alignment is not null);
        Assert.InRange(aligned.Alignment!.Moved, 1, 3);
        Assert.Contains($"{aligned.Alignment.Moved} of 3 were carried there", html, StringComparison.Ordinal);
        Functions_are_in_tables(folder, aligned, html);
        var highest = paths.Max(p => p.Losses[0].Height);
        Assert.Contains(
            Rows(folder, "path-heights"),
            row => row.Contains(FormattableString.Invariant($",{highest:R},"), StringComparison.Ordinal)
        );
        var topologies = folder.Records<TopologyRecord>("topology").ToList();
        Assert.Equal(8, topologies.Count);
        Assert.Equal(1 + topologies.Sum(t => t.Pairs.Count), Rows(folder, "basins").Length);
        Assert.Equal(1 + (4 * 2), Rows(folder, "basins-by-chance").Length);
        Assert.Contains("Basins beside those of random surfaces", html, StringComparison.Ordinal);
        Assert.Equal(4, topologies.Count(t => t.Contours is not null && t.Cells is not null && t.Matched is not null));
        Assert.Equal(1 + 4, Rows(folder, "embedding").Length);
        Assert.Contains("How high are the passes between the minima?", html, StringComparison.Ordinal);
        var barriers = folder.Records<BarriersRecord>("barriers").ToList();
        Assert.Equal(2, barriers.Count);
        Assert.Equal(1 + 4, Rows(folder, "minima").Length);
        var joints = barriers.Sum(r => r.Tree.Count + r.TreeAsGiven.Count);
        Assert.Equal(1 + joints, Rows(folder, "spanning-tree").Length);
        foreach (var record in barriers)
        {
            Assert.Contains(
                $"{record.TreeAsGiven.Count(j => j.Verified)} of {record.TreeAsGiven.Count} apart",
                html,
                StringComparison.Ordinal
            );
        }
        foreach (var figure in new[] { "paths", "paths-2", "barcodes", "barcodes-2", "embedding", "disconnectivity" })
        {
            Assert.True(File.Exists(Path.Combine(folder.Path, "figures", $"{figure}-180mm.svg")), figure);
        }
        Assert.Contains(
            File.ReadAllLines(Path.Combine(folder.Path, "index.csv")),
            row => row.Contains(",path,galerkin,2,60,galerkin,1,60,", StringComparison.Ordinal)
        );
    }

    private static void Functions_are_in_tables(RunFolder folder, EmbeddingRecord record, string html)
    {
        Assert.Contains("Distances of the trained functions", html, StringComparison.Ordinal);
        Assert.Contains("How alike the hidden layers are", html, StringComparison.Ordinal);
        Assert.Contains("on the 21 interior nodes of the ritz loss", html, StringComparison.Ordinal);
        // Within and between, of two variants.
        var rows = Rows(folder, "function-distances");
        Assert.Equal(1 + 4, rows.Length);
        var ritz = record.Groups[0].Functions!;
        Assert.Equal(FormattableString.Invariant($"ritz,2,{ritz.MeanNorm:R},ritz,{ritz.MeanDistance:R}"), rows[1]);
        Assert.Equal(
            FormattableString.Invariant($"ritz,2,{ritz.MeanNorm:R},galerkin,{ritz.Between["galerkin"]:R}"),
            rows[2]
        );
        rows = Rows(folder, "layer-similarity");
        Assert.Equal(1 + (2 * 4), rows.Length);
        Assert.Equal(
            FormattableString.Invariant(
                $"layer_out,3,galerkin,ritz,{record.Groups[1].Functions!.Layers[1].Between["ritz"]:R}"
            ),
            rows[^1]
        );
    }

    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", $"{table}.csv"));
}
