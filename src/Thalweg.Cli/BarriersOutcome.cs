using Thalweg.Results.Records;

namespace Thalweg.Cli;

/// <summary>Minima, passes and heights as <c>thalweg barriers</c> prints them.</summary>
internal static class BarriersOutcome
{
    /// <param name="census">What found the minima; null where they were given.</param>
    public static Outcome Of(BarriersRecord record, CensusRecord? census)
    {
        var found = record.Points.Where(p => p.Verified).GroupBy(p => p.Index).OrderBy(g => g.Key);
        return new Outcome
        {
            { "points", record.Points.Select(StationaryFlags.Describe).ToArray() },
            { "minima", record.Minima },
            { "classes", record.Classes },
            {
                "counts",
                census is null
                    ?
                    [
                        .. found.Select(g =>
                            KeyValuePair.Create(
                                g.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                                (object?)g.Count()
                            )
                        ),
                    ]
                    : census.Counts?.Select(c => KeyValuePair.Create(c.Key, (object?)c.Value)).ToArray()
            },
            { "euler", census?.Euler },
            { "eulerGenuine", census?.EulerGenuine },
            { "complete", census?.Complete ?? false },
            { "verdict", census?.Verdict ?? "minima were given, and no list of all was sought" },
            { "passes", record.Passes.Select(Describe).ToArray() },
            { "pairs", record.Heights.Select(Describe).ToArray() },
            { "tree", record.Tree.Select(Describe).ToArray() },
            { "treeAsGiven", record.TreeAsGiven.Select(Describe).ToArray() },
            { "roughness", Describe(record.Roughness) },
            { "given", record.Given.Select(Describe).ToArray() },
            { "drawn", record.Drawn },
            { "bands", record.Bands },
            { "images", record.Images },
            { "steps", record.Steps },
            { "ridge", record.Ridge },
            { "parameters", record.Parameters },
        };
    }

    private static Outcome Describe(PassRecord pass) =>
        new()
        {
            { "from", pass.From },
            { "to", pass.To },
            { "height", pass.Height },
            { "barrier", pass.Barrier },
            { "saddle", pass.Saddle },
            { "verified", pass.Verified },
        };

    private static Outcome Describe(BarrierPair pair) =>
        new()
        {
            { "from", pair.From },
            { "to", pair.To },
            { "height", pair.Height },
            { "barrier", pair.Barrier },
            { "saddle", pair.Saddle },
            { "verified", pair.Verified },
            { "why", pair.Why },
            { "heightAsGiven", pair.HeightAsGiven },
            { "barrierAsGiven", pair.BarrierAsGiven },
            { "saddleAsGiven", pair.SaddleAsGiven },
            { "verifiedAsGiven", pair.VerifiedAsGiven },
            { "whyAsGiven", pair.WhyAsGiven },
            { "line", pair.Line },
            { "lineBarrier", pair.LineBarrier },
            { "lineAsGiven", pair.LineAsGiven },
            { "lineBarrierAsGiven", pair.LineBarrierAsGiven },
            { "bands", pair.Bands },
            { "stop", pair.Stop },
            { "stopAsGiven", pair.StopAsGiven },
        };

    private static Outcome Describe(BarrierJoint joint) =>
        new()
        {
            { "from", joint.From },
            { "to", joint.To },
            { "height", joint.Height },
            { "barrier", joint.Barrier },
            { "saddle", joint.Saddle },
            { "verified", joint.Verified },
            { "why", joint.Why },
        };

    private static Outcome Describe(BarrierRoughness roughness) =>
        new()
        {
            { "frustration", roughness.Frustration },
            { "climb", roughness.Climb },
            { "minima", roughness.Minima },
            { "apart", roughness.Apart },
            { "verified", roughness.Verified },
        };

    private static Outcome Describe(BarrierStart start) =>
        new()
        {
            { "minimum", start.Minimum },
            { "label", start.Label },
            { "moved", start.Moved },
        };
}
