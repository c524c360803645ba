using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;
using static Thalweg.Reports.Tests.Answers.MadeUpLandscapes;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>The rule of the first sentence: one made-up set of records per case, two formulations of two seeds each, slices of l = 0.3.</summary>
public sealed class HeadlineCaseTests(TinyRuns runs)
{
    private const double Infinite = double.PositiveInfinity;

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["none oscillates, all at minima, decided"] = new(
            f => f.Points("ritz", Minimum, Minimum).Points("galerkin", Minimum, Minimum),
            "Neither landscape oscillates within l = 0.3 of trained points that are minima (none of 24 slices each, 2 seeds): the roughness index compares how far training got, and is 3.1 times smaller for Galerkin than for Ritz (95\u00a0%: 2.6–3.7, 2 seeds).",
            "To slices of l = 0.3 the trained points are minima to within 0.02\u00a0l."
        ),
        ["none oscillates, none at a minimum, undecided"] = new(
            f => f.Points("ritz", Beside, Beside).Points("galerkin", Monotone, Monotone).Ratio(1.8, 0.9, 3.2),
            "Neither landscape oscillates within l = 0.3 of trained points that are no minima (none of 24 slices each, 2 seeds): the roughness index compares how far training got, which the data do not tell apart (ratio of Ritz to Galerkin 1.8, 95\u00a0%: 0.90–3.2, 2 seeds).",
            "To slices of l = 0.3 the trained points of Ritz are in the median 0.60\u00a0l from their minima, a distance that the roughness index measures, those of Galerkin are no minima (31\u00a0% of slices only fall or rise)."
        ),
        ["some at minima, lopsided valleys"] = new(
            f =>
                f.Slices("ritz", 0, 0.1)
                    .Slices("galerkin", 0, 0.69)
                    .Points("ritz", Minimum, Saddle)
                    .Points("galerkin", Minimum, Flat),
            "Neither landscape oscillates within l = 0.3 of trained points of which 2 of 4 are minima (none of 24 slices each, 2 seeds): the roughness index compares how lopsided the valleys are, and is 3.1 times smaller for Galerkin than for Ritz (95\u00a0%: 2.6–3.7, 2 seeds).",
            "To slices of l = 0.3 the trained points of Ritz are minima to within 0.02\u00a0l in 1 of 2 seeds, in saddle regions (25\u00a0% of directions curve down) in 1 of 2 seeds, those of Galerkin are minima to within 0.02\u00a0l in 1 of 2 seeds, of a curvature that no slice shows in 1 of 2 seeds."
        ),
        ["none oscillates, but both do farther out"] = new(
            f => f.Valleys("ritz", 0.5, 0.7).Valleys("galerkin", 0.4, 0.4).Paired("valleyRadius", 1.5, 1.2, 1.9),
            "Neither landscape oscillates within l = 0.3 of where training ended (none of 24 slices each, 2 seeds), and one slice in twenty does from l = 0.60 on for Ritz and from l = 0.40 on for Galerkin: the roughness index compares",
            "Up to the valley radius at most one slice in twenty oscillates: Ritz 0.60 (0.50 to 0.70 over 2 seeds), Galerkin 0.40; that of Ritz is 1.5 times larger (95\u00a0%: 1.2–1.9, 2 seeds)."
        ),
        ["one oscillates farther out"] = new(
            f =>
                f.Valleys("ritz", Infinite, Infinite)
                    .Valleys("galerkin", 0.4, Infinite)
                    .Paired("valleyRadius", Infinite, double.NaN, double.NaN),
            "and fewer than one slice in twenty do up to l = 10: the roughness index compares",
            "Ritz ∞ (none up to l = 10), Galerkin ∞ (0.40 to ∞ over 2 seeds), which the data do not tell apart."
        ),
        ["one landscape oscillates"] = new(
            f => f.Slices("ritz", 3),
            "Only the Ritz landscape oscillates within l = 0.3 of where training ended: along 25\u00a0% of its 24 slices, and Galerkin along none of its 24 slices (2 seeds).",
            "The roughness index, which holds the distance from the minimum too, is 3.1 times smaller for Galerkin than for Ritz"
        ),
        ["the other oscillates"] = new(
            f => f.Slices("galerkin", 6),
            "Only the Galerkin landscape oscillates within l = 0.3 of where training ended: along 50\u00a0% of its 24 slices, and Ritz along none of its 24 slices (2 seeds).",
            ""
        ),
        ["both oscillate, decided"] = new(
            f =>
                f.Slices("ritz", 3)
                    .Slices("galerkin", 6)
                    .Points("ritz", Minimum, Minimum)
                    .Points("galerkin", Minimum, Minimum)
                    .Valleys("ritz", 0.2, 0.2)
                    .Valleys("galerkin", 0.1, 0.1)
                    .Paired("oscillationIndex", 0.5, 0.4, 0.75),
            "The Galerkin landscape oscillates 2.0 times more than the Ritz landscape within l = 0.3 of trained points that are minima (oscillation index, 95\u00a0%: 1.3–2.5, 2 seeds): Ritz along 25\u00a0% of its 24 slices, Galerkin along 50\u00a0% of its 24 slices.",
            "Up to the valley radius at most one slice in twenty oscillates: Ritz 0.20, Galerkin 0.10. The roughness index, which"
        ),
        ["both oscillate, undecided"] = new(
            f => f.Slices("ritz", 3).Slices("galerkin", 6).Paired("oscillationIndex", 1.8, 0.9, 3.1, comparisons: 3),
            "Both landscapes oscillate within l = 0.3 of where training ended, and the data do not decide which more: Ritz along 25\u00a0% of its 24 slices, Galerkin along 50\u00a0% of its 24 slices (ratio of the oscillation indices of Ritz to Galerkin 1.8, 95\u00a0% for 3 pairs: 0.90–3.1, 2 seeds).",
            ""
        ),
        ["both oscillate, no interval"] = new(
            f => f.Slices("ritz", 3).Slices("galerkin", 6).Paired("oscillationIndex", 1.8, double.NaN, double.NaN),
            "Both landscapes oscillate within l = 0.3 of where training ended, and the data do not decide which more: Ritz along 25\u00a0% of its 24 slices, Galerkin along 50\u00a0% of its 24 slices (2 seeds).",
            ""
        ),
        ["both oscillate, beyond all bounds"] = new(
            f => f.Slices("ritz", 3).Slices("galerkin", 6).Paired("oscillationIndex", 8, 1.3, Infinite),
            "The Ritz landscape oscillates 8.00 times more than the Galerkin landscape within l = 0.3 of where training ended (oscillation index, 95\u00a0%: above 1.30, 2 seeds)",
            ""
        ),
        ["a training failed"] = new(
            f => f.Errors(variant => variant == "ritz" ? 0.36 : 0.001),
            "Poisson was not solved with Ritz: relative L² error 36\u00a0% (median of 2 seeds).",
            "Neither landscape oscillates within l = 0.3"
        ),
        ["every training failed"] = new(
            f => f.Errors(variant => variant == "ritz" ? 0.36 : 0.52),
            "Poisson was not solved: relative L² error 36\u00a0% with Ritz, 52\u00a0% with Galerkin (medians of 2 seeds).",
            "Neither landscape oscillates within l = 0.3"
        ),
        ["a training diverged"] = new(
            f => f.Errors(variant => variant == "ritz" ? double.NaN : 0.001),
            "Poisson was not solved with Ritz: relative L² error not finite (median of 2 seeds).",
            ""
        ),
        ["the order changes with l"] = new(
            f => f.Swept(near: 0.5, far: 2),
            "Neither landscape oscillates",
            "The order changes with l: the larger roughness index is that of Galerkin at l = 0.1 and that of Ritz at l = 0.3."
        ),
        ["an earlier version, decided"] = new(
            f => f.Slices("ritz", null).Slices("galerkin", null),
            "Within l = 0.3 of where training ended the roughness index is 3.1 times smaller for Galerkin than for Ritz (95\u00a0%: 2.6–3.7, 2 seeds).",
            ""
        ),
        ["an earlier version, undecided"] = new(
            f => f.Slices("ritz", null).Slices("galerkin", null).Ratio(1.8, 0.9, 3.2),
            "The data do not decide which landscape has the larger roughness index within l = 0.3 of where training ended: ratio of Ritz to Galerkin 1.8, 95\u00a0%: 0.90–3.2, 2 seeds.",
            ""
        ),
    };

    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_sentence_says_what_the_records_do(string name)
    {
        var (make, sentence, lede) = Cases[name];
        using var folder = make(Plain());
        var headline = folder.Render().Headline;
        Assert.Contains(sentence, headline.Sentence, StringComparison.Ordinal);
        Assert.Contains(lede, headline.Lede, StringComparison.Ordinal);
        Assert.Equal(sentence.EndsWith('.'), sentence == headline.Sentence);
        // No text calls a point a minimum that fails the verdict.
        var text = $"{headline.Sentence} {headline.Lede}";
        Assert.DoesNotContain("minimiser", text, StringComparison.Ordinal);
        var (minima, points) = Minima(folder);
        Assert.Equal(points > 0 && minima == points, text.Contains("that are minima", StringComparison.Ordinal));
        Assert.Equal(minima > 0, text.Contains("minima to within", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "of trained points that are minima (")]
    [InlineData(3, "of trained points of which 4 of 4 are minima to every slice but 2 saddles by their eigenvalues (")]
    public void What_no_slice_tells_from_a_minimum_is_none_where_its_spectrum_is_negative(int negative, string expected)
    {
        using var folder = runs.Curvature()
            .Solved()
            .Slices("ritz", 0)
            .Slices("galerkin", 0)
            .Points("ritz", Minimum, Minimum)
            .Points("galerkin", Minimum, Minimum)
            .Change<SpectrumRecord>(
                "spectrum",
                r =>
                    r with
                    {
                        Negative = new SpectrumCount(r.Seed == 1 || r.Objective != r.TrainedOn ? negative : 0, 9),
                    }
            );
        var page = folder.Render();
        Assert.Contains(expected, page.Headline.Sentence, StringComparison.Ordinal);
        Assert.Equal(
            negative > 0,
            folder.Page().Contains("4 of 4 to slices, 2 are saddles by spectrum", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(0.85, 2)]
    [InlineData(3, 2)]
    public void An_order_that_is_not_decided_or_stays_is_not_told_to_change(double near, double far)
    {
        using var folder = Plain().Swept(near, far);
        Assert.DoesNotContain("order changes", folder.Render().Headline.Lede, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.8, 1.0, 3.2)]
    [InlineData(0.8, 0.5, 1.0)]
    [InlineData(1.8, double.NaN, double.NaN)]
    public void An_interval_that_does_not_exclude_one_decides_nothing(double ratio, double lower, double upper)
    {
        using var folder = Plain().Ratio(ratio, lower, upper);
        var sentence = folder.Render().Headline.Sentence;
        Assert.True(
            sentence.Contains("which the data do not tell apart", StringComparison.Ordinal)
                || sentence.StartsWith("The data do not decide", StringComparison.Ordinal),
            sentence
        );
    }

    /// <summary>None oscillates; the indices differ; nothing is known of the points.</summary>
    private RunFolder Plain() =>
        runs.Line()
            .Solved()
            .Keep("train", "comparison", "roughness", "sweep")
            .Slices("ritz", 0)
            .Slices("galerkin", 0)
            .Swept(near: 2, far: 2)
            .Ratio(3.1, 2.6, 3.7);

    private static (int Minima, int Points) Minima(RunFolder folder)
    {
        List<MinimiserRecord> verdicts =
        [
            .. folder
                .Records<RoughnessRecord>("roughness")
                .Where(r => r.IsFinal && r.Objective == r.TrainedOn)
                .Select(r => r.Minimiser)
                .OfType<MinimiserRecord>(),
        ];
        return (verdicts.Count(v => v.IsMinimum), verdicts.Count);
    }

    /// <param name="Make">Changes plain records.</param>
    /// <param name="Sentence">The first sentence, or a part of it that does not end with a full stop.</param>
    /// <param name="Lede">A part of what follows.</param>
    private sealed record Case(Func<RunFolder, RunFolder> Make, string Sentence, string Lede);
}
