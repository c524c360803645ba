using System.Globalization;

namespace Thalweg.Optimization.Schedules;

/// <summary>start + (1 − start) k/steps for k &lt; steps, then another schedule from its own step 0 on.</summary>
/// <remarks>As PyTorch's <c>LinearLR</c>, followed through <c>SequentialLR</c>.</remarks>
/// <param name="Steps">Steps until the base rate is reached, at least 1.</param>
/// <param name="Start">The factor of step 0, in [0, 1]; at 0 the first step stands still.</param>
/// <param name="Then">What follows.</param>
public sealed record WarmUpSchedule(long Steps, double Start, Schedule Then) : Schedule
{
    public Schedule Then { get; init; } = Then ?? throw new ArgumentNullException(nameof(Then));

    public long Steps { get; } = AtLeastOne(Steps, nameof(Steps));

    public double Start { get; } = ShareOfRate(Start, nameof(Start));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"warm-up(steps={Steps}, start={Start}, then={Then.Description})");

    public override double Factor(long step) =>
        step >= Steps ? Then.Factor(step - Steps) : Start + ((1 - Start) * ((double)step / Steps));
}
