using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;

namespace Thalweg.Benchmarks.Cases;

/// <summary>An objective without its metrics: slices then compute losses and no solution errors.</summary>
internal sealed class LossOnly(IObjective inner) : TransparentObjective(inner)
{
    public override IReadOnlyList<string> MetricNames => [];

    protected override TransparentObjective Around(IObjective inner) => new LossOnly(inner);
}
