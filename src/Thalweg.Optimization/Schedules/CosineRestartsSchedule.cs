using System.Globalization;
using Thalweg.Numerics.Simd;

namespace Thalweg.Optimization.Schedules;

/// <summary>Half cosines from 1 to the floor, one after the other: floor + (1 − floor)(1 + cos(πt/T))/2 with t steps since the
/// last restart and T = first · growth^r after r restarts [Loshchilov2017, Eq. 5].</summary>
/// <remarks>The floor is never reached: the step after t = T − 1 restarts, as in PyTorch's
/// <c>CosineAnnealingWarmRestarts</c>.</remarks>
/// <param name="First">Steps before the first restart, at least 1.</param>
/// <param name="Growth">Factor of the length from one stretch to the next, a whole number, at least 1.</param>
/// <param name="Floor">The factor it falls towards, in [0, 1]; PyTorch's <c>eta_min</c> divided by the base rate.</param>
public sealed record CosineRestartsSchedule(long First, long Growth = 1, double Floor = 0) : Schedule
{
    public long First { get; } = AtLeastOne(First, nameof(First));

    public long Growth { get; } = AtLeastOne(Growth, nameof(Growth));

    public double Floor { get; } = ShareOfRate(Floor, nameof(Floor));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"restarts(first={First}, growth={Growth}, floor={Floor})");

    public override double Factor(long step)
    {
        var (since, length) = (step, First);
        if (Growth == 1)
        {
            since %= length;
        }
        while (since >= length)
        {
            since -= length;
            length = length > long.MaxValue / Growth ? long.MaxValue : length * Growth;
        }
        return Floor + ((1 - Floor) * (0.5 * (1 + Elementary.Cos(Math.PI * ((double)since / length)))));
    }
}
