namespace Thalweg.Reports.Sections;

/// <summary>The sections of a page, one per kind of record, in their order.</summary>
internal static class SectionList
{
    public static IReadOnlyList<RecordSection> All { get; } =
    [
        new ComparisonSection(),
        new TrainSection(),
        new ProfileSection(),
        new LikelihoodSection(),
        new BaselineSection(),
        new RoughnessSection(),
        new SpectrumSection(),
        new ConvexitySection(),
        new CensusSection(),
        new ContinuationSection(),
        new LineSection(),
        new PathSection(),
        new BarriersSection(),
        new EmbeddingSection(),
        new GroupsSection(),
        new SurfaceSection(),
        new TopologySection(),
        new CrossSection(),
        new SimilaritySection(),
        new DifficultySection(),
    ];
}
