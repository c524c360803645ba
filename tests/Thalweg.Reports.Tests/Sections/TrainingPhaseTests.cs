using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections.Training;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What training curves say of phases and ends.</summary>
public sealed class TrainingPhaseTests(TinyRuns runs)
{
    [Fact]
    public void A_phase_is_marked_where_it_begins_and_an_end_with_its_reason()
    {
        using var folder = Changed();
        var panel = Exhibit(folder).Figure.Panels[0];
        var begins = panel
            .Marks.OfType<PointsMark>()
            .Where(m =>
                m.Marker == Marker.OpenSquare
                && m.Notes is [var note]
                && note.Contains("begins", StringComparison.Ordinal)
            )
            .ToList();
        Assert.Equal(2, begins.Count);
        Assert.All(begins, b => Assert.Equal(31, Assert.Single(b.X)));
        Assert.Equal("step 31: lbfgs begins", begins[0].Notes![0]);
        // Between the rows of steps 30 and 33, on the straight line that a logarithmic axis shows.
        var run = folder.Records<TrainRecord>("train").First(t => t is { Formulation: "ritz", Seed: 1 });
        var row = run.History.Steps.ToList().IndexOf(30);
        var errors = run.History.Errors["relativeL2"];
        Assert.Equal(33, run.History.Steps[row + 1]);
        var third = Math.Cbrt(errors[row + 1] / errors[row]);
        Assert.Equal(1, begins[0].Y[0] / (errors[row] * third), 1e-9);
        var ends = panel
            .Marks.OfType<PointsMark>()
            .Where(m => m.Notes is [var note] && note.StartsWith("ended", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(4, ends.Count);
        Assert.Contains("ended at step 60: all steps were done", ends.Select(e => e.Notes![0]));
    }

    [Fact]
    public void A_stage_is_named_with_its_optimizer_and_the_caption_says_what_rows_are_of()
    {
        using var folder = Changed();
        Assert.DoesNotContain("of a stage", Exhibit(folder).Caption, StringComparison.Ordinal);
        folder.Change<TrainRecord>(
            "train",
            t =>
                t with
                {
                    Phases =
                    [
                        .. (t.Phases ?? []).Select(
                            (p, i) => t.Phases!.Count > 1 && i == 0 ? p with { Stage = "problem.beta = 5" } : p
                        ),
                    ],
                }
        );
        Assert.Contains(
            "(Ritz adam on problem.beta = 5, then lbfgs from step 31). Losses and gradients of a stage are those of the loss that it descends on",
            Exhibit(folder).Caption,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_caption_names_the_phases_and_why_trainings_stopped()
    {
        using var folder = Changed();
        Assert.Contains(
            "Open squares mark where a phase begins (Ritz adam, then lbfgs from step 31). Every training stopped because all steps were done.",
            Exhibit(folder).Caption,
            StringComparison.Ordinal
        );
        folder.Change<TrainRecord>(
            "train",
            t => t.Seed == 2 && t.Formulation == "ritz" ? t with { StopReason = "The gradient is small." } : t
        );
        Assert.Contains(
            "Why trainings stopped: Ritz: all steps were done, the gradient is small; Galerkin: all steps were done (2 seeds).",
            Exhibit(folder).Caption,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_table_has_a_row_per_variant_and_phase()
    {
        using var folder = Changed();
        var table = Assert.Single(TrainingPhases.Table(new StudyView(ResultSet.Read(folder.Path))));
        Assert.Equal(3, table.Rows.Count);
        Assert.EndsWith("lbfgs", table.Rows[1][0], StringComparison.Ordinal);
        Assert.Equal(
            ["31", "29", "the gradient is small (2 seeds)", "0.0010<small>0.0010–0.0010</small>"],
            table.Rows[1].Skip(1)
        );
        Assert.Equal(1 + 6, table.Data.Write().TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Losses_whose_weights_change_are_told_not_to_compare()
    {
        const string told =
            "Weights changed while training Ritz: losses and gradient norms there have the weights of their step";
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                t => t.Formulation != "ritz" ? t : t with { History = t.History with { Weights = t.History.Terms } }
            );
        Assert.Contains(told, Exhibit(folder).Caption, StringComparison.Ordinal);
        using var plain = runs.Line();
        Assert.DoesNotContain("Weights changed", Exhibit(plain).Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_without_phases_have_neither_marks_nor_a_table()
    {
        using var folder = runs.Line().Change<TrainRecord>("train", t => t with { Phases = null });
        Assert.Empty(TrainingPhases.Table(new StudyView(ResultSet.Read(folder.Path))));
        Assert.DoesNotContain("phase begins", Exhibit(folder).Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_median_that_ends_early_is_led_to_its_name()
    {
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                t =>
                    t.Formulation != "ritz"
                        ? t
                        : t with
                        {
                            History = t.History with
                            {
                                Steps = [.. t.History.Steps.Take(5)],
                                Loss = [.. t.History.Loss.Take(5)],
                                GradientNorm = [.. t.History.GradientNorm.Take(5)],
                                Errors = t.History.Errors.ToDictionary(
                                    e => e.Key,
                                    e => (IReadOnlyList<double>)[.. e.Value.Take(5)]
                                ),
                            },
                        }
            );
        foreach (var panel in Exhibit(folder).Figure.Panels)
        {
            var lines = panel.Marks.OfType<LineMark>().ToList();
            var median = lines.Single(m => m.Name == "Ritz, median");
            var leader = Assert.Single(lines, m => m.Name.EndsWith("where it ended", StringComparison.Ordinal));
            Assert.Equal([median.X[^1], 60], leader.X);
            Assert.Equal([median.Y[^1], median.Y[^1]], leader.Y);
            Assert.Equal(median.Ink, leader.Ink);
        }
    }

    [Fact]
    public void A_median_whose_last_values_cannot_be_shown_is_led_on_from_its_last_point()
    {
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                t =>
                    t with
                    {
                        History = t.History with
                        {
                            GradientNorm = [1, .. t.History.GradientNorm.Skip(1).Select(_ => 0.0)],
                        },
                    }
            );
        var lines = Exhibit(folder).Figure.Panels[^1].Marks.OfType<LineMark>().ToList();
        var leaders = lines.FindAll(m => m.Name.EndsWith("where it ended", StringComparison.Ordinal));
        Assert.Equal(["Ritz, median, where it ended", "Galerkin, median, where it ended"], leaders.Select(m => m.Name));
        Assert.All(leaders, m => Assert.Equal([0, 60, 1, 1], m.X.Concat(m.Y)));
    }

    private RunFolder Changed() =>
        runs.Line()
            .Change<TrainRecord>(
                "train",
                t =>
                    t.Formulation != "ritz"
                        ? t
                        : t with
                        {
                            Phases =
                            [
                                new("adam(rate=0.01)", 0, 31, "All steps were done.", "", 1, 0.1, 31, 0, 0),
                                new("lbfgs(memory=10)", 31, 29, "The gradient is small.", "", 1, 1e-3, 29, 0, 0),
                            ],
                        }
            );

    private static Exhibit Exhibit(RunFolder folder) =>
        TrainingFigures.Of(new StudyView(ResultSet.Read(folder.Path))).First();
}
