namespace Thalweg.Reports.Sections;

/// <summary>The sections of a page, one per kind of record, in their order.</summary>
internal static class SectionList
{
    public static IReadOnlyList<RecordSection> All { get; } =
    [
        new TrainSection(),
        new ComparisonSection(),
        new ProfileSection(),
        new SurfaceSection(),
        new RoughnessSection(),
        new SweepSection(),
        new SliceSection(),
        new LineSection(),
    ];
}
