using Thalweg.Reports.Tests.Synthetic;

namespace Thalweg.Reports.Tests;

public sealed class ReportTests
{
    [Fact]
    public void A_full_study_gives_a_page_figures_and_tables()
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(folder.Path, new SyntheticOptions());

        var report = ReportWriter.Write(folder.Path, cancellation: TestContext.Current.CancellationToken);

        Assert.True(new FileInfo(report.PagePath).Length < 8_000_000);
        Assert.Equal(
            "Around its minimiser the Galerkin landscape is 3.1 times less rough than the Ritz landscape (95\u00a0%: 2.6–3.7, 5 seeds).",
            report.Headline.Sentence
        );
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "figures"), "*-85mm.svg"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "tables"), "*.csv"));
    }
}
