using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>What is put around an objective before it is held against its own values.</summary>
internal static class Wrappings
{
    private static readonly Dictionary<string, Func<IObjective, IObjective>> All = new()
    {
        ["bare"] = objective => objective,
        ["transparent"] = Transparent,
        ["altering"] = Altering,
        ["transparent around altering"] = objective => Transparent(Altering(objective)),
        ["altering around transparent"] = objective => Altering(Transparent(objective)),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static IObjective Around(string name, IObjective objective) => All[name](objective);

    private static CountingObjective Transparent(IObjective objective) => new(objective, (_, _) => { });

    private static Ridge Altering(IObjective objective) => new(objective, 0.37);
}
