using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

public sealed class TrainingTimeTests
{
    /// <summary>Two steps that a busy machine stopped for a second say nothing; where steps take long, four of them do.</summary>
    [Theory]
    [InlineData(1, 0.3, 0.3, false)]
    [InlineData(2, 1.1, 1.4, false)]
    [InlineData(16, 0.01, 0.5, false)]
    [InlineData(16, 0.1, 0.2, false)]
    [InlineData(16, 0.1, 0.3, true)]
    [InlineData(4, 2.4, 4.2, true)]
    public void A_time_is_that_of_sixteen_steps_or_of_a_few_seconds(
        long steps,
        double seconds,
        double altogether,
        bool expected
    ) => Assert.Equal(expected, TrainingTime.IsEnough(steps, seconds, altogether));
}
