using System.Globalization;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>Lines and planes of every kind have figures of their own, and a projected path is told from the path.</summary>
public sealed class PlaneFiguresTests(TinyRuns runs)
{
    [Fact]
    public void Each_kind_has_its_figure_with_what_its_axes_are()
    {
        using var folder = runs.Planes();
        var html = folder.Page();
        foreach (var id in new[] { "slices", "slices-2", "slices-3", "surface", "surface-2", "surface-3", "surface-4" })
        {
            Assert.Contains($"\"id\":\"{id}\"", html, StringComparison.Ordinal);
            Assert.True(File.Exists(At(folder, "figures", $"{id}-180mm.svg")), id);
        }
        Assert.Contains("along the principal components of the checkpoints", html, StringComparison.Ordinal);
        Assert.Contains(
            "those of a random walk in many dimensions explain 61 % and 15 %",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("t₁, λ = ", Svg(folder, "surface-2"), StringComparison.Ordinal);
        Assert.Contains("t₁, component 1 (", Svg(folder, "surface-3"), StringComparison.Ordinal);
        Assert.Contains("t₁, arc length of the path", Svg(folder, "surface-4"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"id\":\"trajectory-4\"", html, StringComparison.Ordinal);
        Assert.Contains("line: the path itself", html, StringComparison.Ordinal);
        // Only drawn directions are the same in all panels.
        Assert.Equal(2, html.Split("same two directions before scaling").Length);
    }

    [Fact]
    public void Every_figure_links_the_arrays_of_its_own_kind_and_no_two_results_have_one_label()
    {
        using var folder = runs.Planes();
        var study = new StudyView(ResultSet.Read(folder.Path));
        var exhibits = SectionList.All.Select(s => s.Of(study)).SelectMany(s => s?.Exhibits ?? []).ToList();
        foreach (var id in new[] { "slices", "slices-2", "slices-3", "surface", "surface-2", "surface-3", "surface-4" })
        {
            var links = exhibits.First(e => e.Figure.Id == id).Arrays;
            Assert.Equal(["Ritz seed 1", "Galerkin seed 1"], links.Select(link => link.Name));
        }
        var own = exhibits.Where(e => e.Figure.Id is "surface" or "surface-2" or "surface-3" or "surface-4");
        Assert.Equal(8, own.SelectMany(e => e.Arrays).Select(link => link.File).Distinct().Count());
        var labels = study.All.Index.Select(result => result.Label).ToList();
        Assert.Equal(labels.Count, labels.Distinct().Count());
        Assert.Contains(labels, label => label.StartsWith("surface (extremes) at ", StringComparison.Ordinal));
    }

    [Fact]
    public void True_losses_stand_beside_those_of_the_plane()
    {
        using var folder = runs.Planes();
        var html = folder.Page();
        Assert.Contains("the projected path is not the path", html, StringComparison.Ordinal);
        var rows = File.ReadAllLines(At(folder, "tables", "trajectory-2.csv"));
        Assert.EndsWith(
            "true_loss_above_bound,log10_true_loss_above_bound,projected_loss_above_bound,log10_projected_loss_above_bound",
            rows[0],
            StringComparison.Ordinal
        );
        // Two losses about each of two points, four checkpoints and the last of them the centre, which is on the plane.
        Assert.Equal(1 + (2 * 2 * 4), rows.Length);
        var parsed = rows.Skip(1).Select(r => r.Split(',')).ToList();
        Assert.All(
            parsed,
            r =>
            {
                var (distance, real, seen) = (Number(r[6]), Number(r[7]), Number(r[9]));
                Assert.Equal(distance == 0, Math.Abs(real - seen) <= 1e-12 * Math.Abs(real));
            }
        );
        Assert.Contains("on the plane", Svg(folder, "trajectory-2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_without_projections_are_drawn_as_they_are()
    {
        using var folder = runs.Line();
        var page = folder
            .ChangeArrays(
                "surface",
                (name, values) =>
                {
                    if (name.StartsWith("projection_", StringComparison.Ordinal))
                    {
                        Array.Fill(values, double.NaN);
                    }
                }
            )
            .Change<SurfaceRecord>("surface", record => record with { Axes = null })
            .Page();
        Assert.Contains("id=\"landscape\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("differ by up to a factor", page, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Svg(RunFolder folder, string id) =>
        File.ReadAllText(At(folder, "figures", $"{id}-180mm.svg"));

    private static string At(RunFolder folder, string kind, string name) => Path.Combine(folder.Path, kind, name);
}
