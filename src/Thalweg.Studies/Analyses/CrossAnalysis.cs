using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>Roughness of every loss at the trained points of every variant that shares its parameters.</summary>
public sealed class CrossAnalysis : Analysis
{
    private CrossAnalysis() { }

    public static CrossAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "cross",
            "roughness index of each loss at the trained points of each other one with the same parameters",
            SamplingOptions.Roughness
        );

    public override Stage Stage => Stage.Roughness;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return SharedLosses.Refusals(study, call).Concat(OneParameter.Refusals(study, call));
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var sampling = RoughnessSampling.Of(call!);
        return chains.All.SelectMany(chain =>
            chains
                .SharingParameters(chain.Variant.Source)
                .Select(loss => RoughnessAnalysis.Instance.TaskOf(chains, chain, loss, sampling, chain.End))
        );
    }
}
