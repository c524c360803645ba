using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Pages;

public sealed class VariantTests(TinyRuns runs)
{
    private static VariantRecord Variant(string label, string loss, string? formulation = null) =>
        new(label, label, loss)
        {
            Overrides = formulation is null ? null : new Dictionary<string, string> { ["formulation"] = formulation },
        };

    [Fact]
    public void Eight_variants_differ_in_colour_dash_and_marker()
    {
        var labels = Enumerable.Range(0, 8).Select(i => $"variant {i}").ToList();
        var styles = new VariantStyles([.. labels.Select(l => Variant(l, "galerkin"))]);

        Assert.Equal(8, labels.Select(l => styles[l].Ink).Distinct().Count());
        Assert.Equal(8, labels.Select(l => styles[l].Dash).Distinct().Count());
        Assert.Equal(8, labels.Select(l => styles[l].Marker).Distinct().Count());
        Assert.Equal(labels, labels.Select(l => styles[l].Name));
    }

    [Fact]
    public void A_formulation_keeps_its_colour_and_dashes_tell_its_variants_apart()
    {
        var styles = new VariantStyles([
            Variant("galerkin, a", "galerkin", "galerkin"),
            Variant("galerkin, b", "galerkin", "galerkin"),
            Variant("ritz, a", "ritz", "ritz"),
            Variant("ritz, b", "ritz", "ritz"),
        ]);

        Assert.Equal(Ink.Series(1), styles["galerkin, a"].Ink);
        Assert.Equal(Ink.Series(1), styles["galerkin, b"].Ink);
        Assert.Equal(Ink.Series(0), styles["ritz, b"].Ink);
        Assert.NotEqual(styles["ritz, a"].Dash, styles["ritz, b"].Dash);
        Assert.Equal(Ink.Series(0), styles.Loss("ritz").Ink);
        // Around its own minimiser a loss looks like the variant, around another's like itself.
        Assert.Equal(styles["ritz, b"].Dash, styles.Loss("ritz", "ritz, b").Dash);
        Assert.Equal(Ink.Series(0), styles.Loss("ritz", "galerkin, b").Ink);
    }

    [Fact]
    public void A_loss_of_all_variants_has_no_colour_of_its_own_but_takes_the_look_of_the_point()
    {
        var styles = new VariantStyles([Variant("adam", "galerkin"), Variant("lbfgs", "galerkin")]);

        Assert.Equal(Ink.Text, styles.Loss("galerkin").Ink);
        Assert.Equal(styles["lbfgs"].Ink, styles.Loss("galerkin", "lbfgs").Ink);
        Assert.Equal("Galerkin", styles.Loss("galerkin", "lbfgs").Name);
    }

    [Fact]
    public void Beyond_eight_variants_figures_show_eight_and_tables_all()
    {
        using var folder = runs.Ten();
        var report = folder.Render();
        var html = File.ReadAllText(report.PagePath);

        Assert.Contains("Figures show the first 8 of 10 variants", html, StringComparison.Ordinal);
        Assert.True(report.Summary.IsWide);
        Assert.Equal(10, report.Summary.Columns.Count);
        Assert.Contains("lbfgs", report.Summary.Columns);
        Assert.All(report.Summary.Columns, name => Assert.Contains(name, Head(html), StringComparison.Ordinal));
        var table = File.ReadAllLines(Path.Combine(folder.Path, "tables", "paired.csv"));
        Assert.Equal(45, table.Count(line => line.StartsWith("relativeL2,", StringComparison.Ordinal)));
        var drawn = File.ReadAllLines(Path.Combine(folder.Path, "tables", "paired-drawn.csv"));
        Assert.Equal(28, drawn.Count(line => line.StartsWith("relativeL2,", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_mix_of_variants_fills_its_sections()
    {
        using var product = runs.Product();
        using var potential = runs.Potential();

        Assert.Contains("id=\"figure-paired\"", product.Page(), StringComparison.Ordinal);
        var page = potential.Page();
        Assert.Contains("How do they compare?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Where is it wrong?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("relative L² error", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_are_shown_as_of_this_machine_and_their_absence_is_no_fault()
    {
        using var folder = runs.Product();

        Assert.Contains("another machine gives other ratios", folder.Page(), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder.Path, "timings.json"));
        var page = folder.Page();
        Assert.DoesNotContain("seconds of training", page, StringComparison.Ordinal);
        Assert.Contains("id=\"table-paired\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_other_studies_and_formats_are_counted()
    {
        using var folder = runs.Line();
        folder.ChangeStudy(study => study with { Tasks = [.. study.Tasks.Skip(1)] });
        File.WriteAllText(Path.Combine(folder.Path, "results", new string('0', 64) + ".json"), "{\"format\":0}");

        var page = folder.Page();

        Assert.Contains(
            "1 result of another study lies in this folder and is not shown.",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "1 result in this folder was written in another format and is left alone.",
            page,
            StringComparison.Ordinal
        );
    }

    private static string Head(string html) =>
        html[..html.IndexOf("<section id=\"comparison\"", StringComparison.Ordinal)];
}
