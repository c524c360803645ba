using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Pages;

/// <summary>The weights that landscapes “with final weights” have: those that the training of their centre ended with.</summary>
internal static class FinalWeightsRow
{
    /// <param name="write">Takes the row; not called where no landscape has such weights.</param>
    public static void Write(StudyView study, Action<string> write)
    {
        var seen = study
            .All.Slices.SelectMany(s => s.Objectives)
            .Concat(study.All.Surfaces.SelectMany(s => s.Objectives))
            .Concat(study.All.Study.Tasks.Select(t => t.Loss ?? ""));
        if (!seen.Any(name => name.EndsWith(LossNames.FinalWeights, StringComparison.Ordinal)))
        {
            return;
        }
        var lines = study
            .All.Trains.Where(t => t.History.Weights is not null)
            .Select(t =>
                $"{Html.Name(study.Styles[t.Formulation])}, seed {t.Seed}: "
                + string.Join(
                    ", ",
                    t.History.Weights!.Select(w => $"{Markup.Escape(w.Key)} × {Numerals.Significant(w.Value[^1], 3)}")
                )
            );
        write(
            "Landscapes named so have the weights that the training of their centre ended with, frozen, times those that the loss states (of points the mean): "
                + string.Join("; ", lines)
        );
    }
}
