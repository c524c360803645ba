using Thalweg.Optimization;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Tests.Running;

public sealed class FindingWordsTests
{
    /// <summary>Records hold the sentence, and know nothing of stop reasons.</summary>
    [Fact]
    public void The_limit_of_the_precision_is_recognised_by_what_a_training_says()
    {
        Assert.StartsWith(Finding.Limit, StopReason.PrecisionStall.Describe(), StringComparison.Ordinal);
        Assert.All(
            Enum.GetValues<StopReason>().Except([StopReason.PrecisionStall]),
            reason => Assert.DoesNotContain(Finding.Limit, reason.Describe(), StringComparison.Ordinal)
        );
    }
}
