using Thalweg.Numerics.Random;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Between which runs an entry of a study seeks its paths.</summary>
internal static class PathPairs
{
    /// <summary>Value of <c>between</c>: runs of one variant.</summary>
    public const string Seeds = "seeds";

    /// <summary>Value of <c>between</c>: runs of one seed.</summary>
    public const string Variants = "variants";

    /// <summary>The option that says how many pairs of seeds are drawn.</summary>
    public const string Count = "pairs";

    /// <summary>Whether an entry joins the seeds of each variant.</summary>
    public static bool AreOfSeeds(ResolvedCall call) => call.Word("between") == Seeds;

    /// <summary>The option that says between the runs of which variants; all if absent.</summary>
    public const string Only = "variants";

    /// <summary>Whether an entry looks at a variant.</summary>
    public static bool Takes(ResolvedCall call, StudyVariant variant) =>
        !call.Has(Only) || call.Words(Only).Contains(variant.Label, StringComparer.Ordinal);

    /// <summary>Why the variants that are named are none of the study.</summary>
    public static IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        foreach (var refusal in BestRuns.Refusals(study, call))
        {
            yield return refusal;
        }
        if (!AreOfSeeds(call))
        {
            foreach (var name in new[] { Count, BestRuns.Name, Only }.Where(call.Has))
            {
                yield return new InputException(
                    $"'{name}' chooses among the seeds of a variant, and between=variants joins the variants of one seed; leave it out",
                    call.LocationOf(name)
                );
            }
        }
        if (
            call.Has(Only) && call.Words(Only).FirstOrDefault(n => study.Variants.All(v => v.Label != n)) is { } unknown
        )
        {
            yield return new InputException(
                $"variants: expected labels of variants, which are {string.Join(", ", study.Variants.Select(v => v.Label))}, found '{unknown}'",
                call.LocationOf(Only)
            );
        }
    }

    /// <summary>The pairs of an entry, as places among the seeds of the study, or among the best runs, in order.</summary>
    public static IReadOnlyList<(int First, int Second)> Of(Study study, ResolvedCall call)
    {
        var seeds = BestRuns.Count(call) ?? study.Seeds.Count;
        if (!call.Has(Count))
        {
            return [.. Enumerable.Range(0, seeds - 1).Select(i => (i, i + 1))];
        }
        (int First, int Second)[] all =
        [
            .. Enumerable.Range(1, seeds - 1).SelectMany(j => Enumerable.Range(0, j).Select(i => (i, j))),
        ];
        new RandomStream(study.Seed, "path/pairs").Shuffle(all.AsSpan());
        return [.. all.Take(call.Integer(Count)).Order()];
    }

    /// <summary>Each variant and the next one that has its parameters.</summary>
    public static IEnumerable<(StudyVariant First, StudyVariant Second)> Neighbours(
        IReadOnlyList<StudyVariant> variants
    ) =>
        variants
            .Select(
                (variant, i) =>
                    (
                        First: variant,
                        Second: variants
                            .Skip(i + 1)
                            .FirstOrDefault(v =>
                                v.Source.Equals(variant.Source) || v.Source.SharesParameters(variant.Source)
                            )
                    )
            )
            .Where(pair => pair.Second is not null)
            .Select(pair => (pair.First, pair.Second!));
}
