using System.Globalization;
using Thalweg.Numerics.Simd;

namespace Thalweg.Optimization.Schedules;

/// <summary>floor + (1 − floor)(1 + cos(πk/steps))/2 for k &lt; steps, then floor [Loshchilov2017, Eq. 5].</summary>
/// <param name="Steps">Steps of the half wave, at least 1.</param>
/// <param name="Floor">The factor it ends at, in [0, 1]; PyTorch's <c>eta_min</c> divided by the base rate.</param>
public sealed record CosineSchedule(long Steps, double Floor = 0) : Schedule
{
    public long Steps { get; } = AtLeastOne(Steps, nameof(Steps));

    public double Floor { get; } = ShareOfRate(Floor, nameof(Floor));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"cosine(steps={Steps}, floor={Floor})");

    public override double Factor(long step) =>
        step >= Steps ? Floor : Floor + ((1 - Floor) * (0.5 * (1 + Elementary.Cos(Math.PI * ((double)step / Steps)))));
}
