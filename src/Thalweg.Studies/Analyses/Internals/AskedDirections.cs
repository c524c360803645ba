using Thalweg.Landscapes.Planes;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>Directions of slices as a study asks for them.</summary>
internal static class AskedDirections
{
    /// <summary>What labels call directions that are not drawn.</summary>
    public static string Named(ResolvedCall call) =>
        call.Word("directions") is not DerivedDirections.Random and var word ? $" ({word})" : "";

    /// <param name="path">The checkpoints that directions through checkpoints lead to.</param>
    public static SliceDirections Directions(
        ResolvedCall call,
        StudyChains chains,
        StudyChain chain,
        IReadOnlyList<long> path
    ) =>
        call.Word("directions") switch
        {
            DerivedDirections.Random => new SliceDirections
            {
                Normalize = call.Word("normalize"),
                Bias = call.Word("bias"),
                Seed = chains.DirectionSeedOf(chain),
            },
            DerivedDirections.Checkpoints => new SliceDirections { Checkpoints = path },
            var word => new SliceDirections
            {
                Along = word,
                Loss = DerivedDirections.NeedsLoss(word) ? chain.Variant.Source : null,
            },
        };

    /// <summary>What finding the directions takes beside the losses.</summary>
    public static TaskWork Work(string word, int parameters) =>
        DerivedDirections.NeedsLoss(word)
            // A product is about two and a half gradients; a search takes some hundreds of them.
            ? new TaskWork(1 + (Math.Min(parameters, CurvedDirections.LargestDense) * 5L / 2), 0)
            : default;

    /// <summary>The matrices of a dense spectrum.</summary>
    public static IEnumerable<MemoryPart> Memory(ResolvedCall call, int parameters) =>
        DerivedDirections.NeedsLoss(call.Word("directions")) && parameters <= CurvedDirections.LargestDense
            ?
            [
                new MemoryPart(
                    8.0 * parameters * parameters * sizeof(double),
                    FormattableString.Invariant($"the eigenvectors of {parameters} parameters"),
                    "a smaller network",
                    call.Location
                ),
            ]
            : [];

    /// <param name="needed">Checkpoints that directions through them need, the end of the run included.</param>
    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call, int needed)
    {
        var word = call.Word("directions");
        var fewest = study.Variants.Min(v => v.Train.Checkpoints.Count);
        var least = word == DerivedDirections.Ribbon ? 2 : needed;
        if (DerivedDirections.NeedsRun(word) && fewest < least)
        {
            yield return new InputException(
                $"'{call.Name}' {(word == DerivedDirections.Checkpoints ? "through" : "along the path of")} checkpoints needs {least} of them, found {fewest}; add steps to train: checkpoints",
                call.Location
            );
        }
        if (word == DerivedDirections.Random)
        {
            yield break;
        }
        foreach (var option in new[] { SamplingOptions.Normalize, SamplingOptions.Bias })
        {
            if (call.TextOf(option.Name) != option.Default)
            {
                yield return new InputException(
                    $"'{option.Name}' scales random directions, and directions={word} has none; leave it out",
                    call.LocationOf(option.Name)
                );
            }
        }
    }
}
