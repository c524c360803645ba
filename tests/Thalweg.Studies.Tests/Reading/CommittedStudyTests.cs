using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;

namespace Thalweg.Studies.Tests.Reading;

/// <summary>The studies of the repository are valid and make tasks.</summary>
public sealed class CommittedStudyTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "studies");

    public static TheoryData<string> Files { get; } =
    [
        .. Directory
            .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Those_of_the_tutorial_are_among_them() =>
        Assert.Equal(2, Files.Count(row => row.Data.StartsWith("tutorial", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_is_valid(string file)
    {
        var study = StudyReader.ReadFile(Path.Combine(Folder, file));
        var plan = StudyPlan.Expand(study);

        Assert.Equal(study.Variants.Count * study.Seeds.Count, plan.Chains.All.Count);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), study.Name);
    }
}
