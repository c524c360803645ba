using System.Text.RegularExpressions;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;
using static Thalweg.Reports.Tests.Answers.MadeUpLandscapes;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>The strip of verdicts under the answer: each says what the records do and leads to its evidence.</summary>
public sealed partial class VerdictStripTests(TinyRuns runs)
{
    [Fact]
    public void All_is_well() =>
        Assert.Equal(
            [
                "#training trained? ✓ yes, error at most 0.10\u00a0%",
                "#roughness at a minimum? ✓ yes, all 4 points",
                "#roughness decided? ✓ yes, by roughness index",
                "#figure-sweep-radius robust to l? ✓ one order from l = 0.1 to 0.3 (2 seeds)",
                "#roughness robust to one direction? ✓ yes, one carries at most 12\u00a0%",
                "#figure-sweep-settings robust to the number of points? ✓ yes, within 0.010\u00a0% from m = 5 on",
            ],
            Strip(Plain().Points("ritz", Minimum, Minimum).Points("galerkin", Minimum, Minimum))
        );

    [Fact]
    public void Nothing_is_well() =>
        Assert.Equal(
            [
                "#training trained? ✗ not Ritz",
                "#roughness at a minimum? ✗ 1 of 4 points",
                "#roughness decided? ✗ no, by oscillation index",
                "#figure-sweep-radius robust to l? ✗ no, the order changes (2 seeds)",
                "#roughness robust to one direction? ✗ no, one carries 41\u00a0%",
                "#figure-sweep-settings robust to the number of points? ✗ no, 50\u00a0% off at m = 5",
            ],
            Strip(
                Plain()
                    .Errors(variant => variant == "ritz" ? 0.3 : 0.001)
                    .Slices("ritz", 3)
                    .Slices("galerkin", 6)
                    .Points("ritz", Minimum, Saddle)
                    .Points("galerkin", Beside, Monotone)
                    .Paired("oscillationIndex", 1.5, 0.8, 2.8)
                    .Swept(near: 0.5, far: 2)
                    .Roughness(
                        "ritz",
                        (record, _) => record with { Influence = new InfluenceRecord(0.1, 0.2, 0.41, 3) }
                    )
                    .Change<SweepRecord>(
                        "sweep",
                        record =>
                            record with
                            {
                                Rows =
                                [
                                    .. record.Rows.Select(row =>
                                        row.Intervals == 5
                                            ? row with
                                            {
                                                Roughness = 1.5 * row.Roughness,
                                                IntervalLower = 1.3 * row.Roughness,
                                                IntervalUpper = 1.7 * row.Roughness,
                                            }
                                            : row
                                    ),
                                ],
                            }
                    )
            )
        );

    [Fact]
    public void Nothing_is_known() =>
        Assert.Equal(
            [
                " trained? – no error is known",
                "#roughness at a minimum? – not measured",
                "#roughness decided? ✗ no, by roughness index",
                " robust to l? – not measured",
                "#roughness robust to one direction? – not measured",
                " robust to the number of points? – not measured",
            ],
            Strip(
                    Plain()
                        .Keep("train", "comparison", "roughness")
                        .Ratio(1.2, 0.8, 1.7)
                        .Roughness("ritz", (record, _) => record with { Influence = null })
                        .Roughness("galerkin", (record, _) => record with { Influence = null })
                        .Change<TrainRecord>(
                            "train",
                            record =>
                                record with
                                {
                                    Final = record.Final with { Errors = new Dictionary<string, double>() },
                                    History = record.History with
                                    {
                                        Errors = new Dictionary<string, IReadOnlyList<double>>(),
                                    },
                                }
                        )
                )
                .Select(line => line.Replace("#training", "", StringComparison.Ordinal))
        );

    [Fact]
    public void Variants_that_are_no_formulations_are_decided_by_their_errors()
    {
        var strip = Strip(runs.Ten());
        Assert.Contains(
            strip,
            line =>
                line.StartsWith("#comparison decided?", StringComparison.Ordinal)
                && line.EndsWith("of 45 pairs, by relative L² error", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(0, 0, "✓ yes, RI is 0 from m = 5 on")]
    [InlineData(0.02, 0, "✗ no, RI is 0 at m = 10 and not at 5")]
    [InlineData(0, 0.02, "✗ no, 100\u00a0% off at m = 5")]
    public void An_index_of_0_was_measured_too(double coarse, double fine, string words) =>
        Assert.Contains(
            $"#figure-sweep-settings robust to the number of points? {words}",
            Strip(
                Plain()
                    .Change<SweepRecord>(
                        "sweep",
                        record =>
                            record with
                            {
                                Rows =
                                [
                                    .. record.Rows.Select(row =>
                                        row with
                                        {
                                            Roughness = row.Intervals == 5 ? coarse : fine,
                                            IntervalLower = 0,
                                            IntervalUpper = 0.1,
                                        }
                                    ),
                                ],
                            }
                    )
            )
        );

    private RunFolder Plain() =>
        runs.Line()
            .Solved()
            .Keep("train", "comparison", "roughness", "sweep")
            .Slices("ritz", 0)
            .Slices("galerkin", 0)
            .Swept(near: 2, far: 2)
            .Ratio(3.1, 2.6, 3.7);

    private static List<string> Strip(RunFolder folder)
    {
        using (folder)
        {
            var strip = List().Match(folder.Page()).Groups[1].Value;
            return
            [
                .. Item()
                    .Matches(strip)
                    .Select(item => $"{item.Groups[1].Value} {Tag().Replace(item.Groups[2].Value, "")}"),
            ];
        }
    }

    [GeneratedRegex("<ul class=\"verdicts\"[^>]*>(.*?)</ul>")]
    private static partial Regex List();

    [GeneratedRegex("<li>(?:<a href=\"([^\"]*)\">|<span>)(.*?)</li>")]
    private static partial Regex Item();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
