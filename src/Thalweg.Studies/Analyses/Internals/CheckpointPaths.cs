using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Directions of slices as a study asks for them: random, or through checkpoints of the run.</summary>
internal static class CheckpointPaths
{
    /// <param name="path">The checkpoints that directions through checkpoints lead to.</param>
    public static SliceDirections Directions(
        ResolvedCall call,
        StudyChains chains,
        StudyChain chain,
        IReadOnlyList<long> path
    ) =>
        call.Word("directions") == "checkpoints"
            ? new SliceDirections { Checkpoints = path }
            : new SliceDirections
            {
                Normalize = call.Word("normalize"),
                Bias = call.Word("bias"),
                Seed = chains.DirectionSeedOf(chain),
            };

    /// <param name="needed">Checkpoints that such directions need, the end of the run included.</param>
    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call, int needed)
    {
        var fewest = study.Variants.Min(v => v.Train.Checkpoints.Count);
        if (call.Word("directions") == "checkpoints" && fewest < needed)
        {
            yield return new InputException(
                $"'{call.Name}' through checkpoints needs {needed} of them, found {fewest}; add steps to train: checkpoints",
                call.Location
            );
        }
    }
}
