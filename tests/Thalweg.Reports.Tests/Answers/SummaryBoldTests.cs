using Thalweg.Reports.Answers;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>What is bold in the table at the head of a page.</summary>
public sealed class SummaryBoldTests(TinyRuns runs)
{
    [Theory]
    [InlineData(0.01, 0.1, true)]
    [InlineData(0.5, 0.1, false)]
    [InlineData(0.01, 0.0, false)]
    public void The_lowest_index_is_best_only_where_trainings_solved_the_problem_and_slices_differ(
        double error,
        double index,
        bool isBest
    )
    {
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                t => t with { Final = t.Final with { Errors = t.Final.Errors.ToDictionary(e => e.Key, _ => error) } }
            )
            .Change<ComparisonRecord>(
                "comparison",
                c =>
                    c with
                    {
                        Cross =
                        [
                            .. c.Cross.Select(cell =>
                                cell.Objective == "ritz"
                                    ? cell with
                                    {
                                        Roughness = index,
                                        IntervalLower = index,
                                        IntervalUpper = 1.2 * index,
                                    }
                                    : cell with
                                    {
                                        Roughness = 0.5,
                                        IntervalLower = 0.4,
                                        IntervalUpper = 0.6,
                                    }
                            ),
                        ],
                    }
            );
        var row = SummaryTable
            .Of(new StudyView(ResultSet.Read(folder.Path)))
            .Rows.Single(r => r.Name == "RI at own point");
        Assert.Equal([isBest, false], row.Cells.Select(c => c.Best));
        Assert.Equal(
            error > 0.1,
            folder.Page().Contains("(no index where a training failed)", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(0.0866, "87\u202f000 times more accurate")]
    [InlineData(0.000314, "310 times more accurate")]
    [InlineData(0.0000314, "31 times more accurate")]
    public void A_factor_has_the_digits_that_are_known(double error, string words)
    {
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                t =>
                    t with
                    {
                        Final = t.Final with
                        {
                            Errors = t.Final.Errors.ToDictionary(
                                e => e.Key,
                                _ => t.Formulation == "ritz" ? error : 1e-6
                            ),
                        },
                    }
            )
            .Change<ComparisonRecord>("comparison", record => record with { Paired = [] });
        Assert.Contains(
            words,
            SummaryTable.ErrorSentence(new StudyView(ResultSet.Read(folder.Path))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void How_much_more_accurate_a_training_ends_is_paired_by_seed_with_its_interval()
    {
        using var folder = runs.Line()
            .Errors(variant => variant == "ritz" ? 0.0866 : 1e-6)
            .Change<ComparisonRecord>("comparison", record => record with { Paired = [] })
            .Paired("relativeL2", 91234.5, 71234.5, 123456);
        Assert.StartsWith(
            "Galerkin training ends 91\u202f000 times more accurate (95\u00a0%: 71\u202f000 to 120\u202f000, 2 seeds): median relative L² error ",
            SummaryTable.ErrorSentence(new StudyView(ResultSet.Read(folder.Path))),
            StringComparison.Ordinal
        );
    }
}
