using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections;
using Thalweg.Reports.Tests.Runs;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>Maps of solutions over a plane.</summary>
public sealed class ProfileMapTests(TinyRuns runs)
{
    [Fact]
    public void Every_unknown_has_its_maps_in_the_shape_of_the_domain()
    {
        using var folder = runs.Flow();
        var study = new StudyView(ResultSet.Read(folder.Path));
        var figures = SectionList
            .All.Select(section => section.Of(study))
            .SelectMany(section => section?.Exhibits ?? [])
            .Select(e => e.Figure)
            .Where(f => f.Id.StartsWith("map-", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(["map-u", "map-wrong", "map-v", "map-wrong-v", "map-p", "map-wrong-p"], figures.Select(f => f.Id));
        Assert.Equal(["error of v", "residual 2"], figures[3].Panels.Select(p => p.Title));
        // From -1/2 to 1 and from -1/2 to 3/2.
        Assert.All(figures.SelectMany(f => f.Panels), p => Assert.Equal(4.0 / 3, p.Aspect, 1e-12));
    }
}
