using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Passes of a loss that has no finite minimiser: none is verified, and the record says why.</summary>
internal static class DoubtedPasses
{
    public static BarriersRecord Of(BarriersRecord record, string reason) =>
        record with
        {
            Points = [.. record.Points.Select(p => p with { Verified = false })],
            Passes = [.. record.Passes.Select(p => p with { Verified = false })],
            Heights =
            [
                .. record.Heights.Select(h =>
                    h with
                    {
                        Verified = false,
                        Why = reason,
                        VerifiedAsGiven = false,
                        WhyAsGiven = reason,
                    }
                ),
            ],
            Tree = [.. record.Tree.Select(j => Doubted(j, reason))],
            TreeAsGiven = [.. record.TreeAsGiven.Select(j => Doubted(j, reason))],
            Roughness = record.Roughness with { Minima = 0, Verified = false },
        };

    private static BarrierJoint Doubted(BarrierJoint joint, string reason) =>
        joint with
        {
            Verified = false,
            Why = reason,
        };
}
