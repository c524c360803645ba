using System.Text;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Setups;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Pages;

/// <summary>What was trained on what: the equation, the losses and the trial function as formulas, then network, points and training,
/// every term with its meaning.</summary>
internal static class SetupBlock
{
    public static string Write(StudyView study)
    {
        var (rows, training) = (new StringBuilder(), new StringBuilder());
        var problems = TrainingInputs.Values(study.All, study.All.Trains, "problem");
        var equation = problems.Count == 1 ? Equations.Of(problems[0]) : null;
        if (equation is not null)
        {
            Row(rows, "Equation", "problem", Equation(equation));
        }
        else
        {
            Shared(rows, study, "Problem", "problem", "problem", Problem);
            Shared(rows, study, "Objective", "objective", "objective");
            Shared(rows, study, "Command", "external process", "command");
        }
        Shared(rows, study, "Trial function", "trial function", "trial", text => Trial(text, equation));
        Losses(rows, study, equation);
        Shared(rows, study, "Data", "data set", "data", text => Markup.Escape(ImageSets.Of(text)));
        // Where no equation stands in the left half, the network does.
        var hasData = TrainingInputs.Of(study.All, "data") is not null;
        Shared(
            hasData ? rows : training,
            study,
            "Network",
            "network",
            "network",
            text => $"<code>{Markup.Escape(text)}</code>{Size(study)}"
        );
        Shared(training, study, "Points", "quadrature", "quadrature");
        Shared(training, study, "Optimizer", "optimizer", "optimizer");
        Shared(training, study, "Weighting", "weighting", "weighting");
        Shared(training, study, "Curriculum", "phase", "curriculum");
        FinalWeightsRow.Write(study, html => Row(training, "Final weights", "weighting", html));
        Shared(training, study, "Schedule", "optimizer", "schedule");
        Shared(training, study, "Steps", "phase", "steps", Markup.Escape);
        Shared(training, study, "Kept", "minimiser", "keep", text => Markup.Escape(ImageSets.Kept(text)));
        Shared(training, study, "Precision", "quadrature", "precision", Markup.Escape);
        if (study.All.Variants.Count > 0)
        {
            Row(
                training,
                "Variants",
                "variant",
                string.Join(", ", study.All.Variants.Select(label => Html.Name(study.Styles[label])))
            );
        }
        Row(training, "Seeds", "chain", Markup.Escape(string.Join(", ", study.All.Study.Seeds)));
        return $"<section id=\"setup\"><h2>Setup</h2>\n<div class=\"setup\"><dl>{rows}</dl><dl>{training}</dl></div>\n{Glossary.Write()}</section>\n";
    }

    private static void Row(StringBuilder rows, string title, string word, string html) =>
        rows.Append("<dt>").Append(Glossary.Link(title, word)).Append("</dt><dd>").Append(html).Append("</dd>\n");

    /// <summary>What runs were made from: once where all variants agree, else for each.</summary>
    private static void Shared(
        StringBuilder rows,
        StudyView study,
        string title,
        string word,
        string input,
        Func<string, string>? shown = null
    ) =>
        Told(
            rows,
            study,
            title,
            word,
            runs => TrainingInputs.Of(study.All, runs, input),
            shown ?? (text => $"<code>{Markup.Escape(text)}</code>")
        );

    private static void Told(
        StringBuilder rows,
        StudyView study,
        string title,
        string word,
        Func<IEnumerable<TrainRecord>, string?> told,
        Func<string, string> shown
    )
    {
        var variants = study
            .All.Trains.GroupBy(t => t.Formulation)
            .Select(runs => (Variant: runs.Key, Text: told(runs)))
            .ToList();
        var values = variants.Where(v => v.Text is not null).GroupBy(v => v.Text!).ToList();
        if (values.Count == 0)
        {
            return;
        }
        // What holds for some alone is not told as if it held for all.
        var isShared = values.Count == 1 && variants.TrueForAll(v => v.Text is not null);
        var lines = values.Select(v =>
            (!isShared ? $"{string.Join(", ", v.Select(of => Html.Name(study.Styles[of.Variant])))}: " : "")
            + shown(v.Key)
        );
        Row(rows, title, word, string.Join("<br>", lines));
    }

    private static string Problem(string text) =>
        TextProblem.Of(text) is { } parts
            ? string.Join(
                "<br>",
                parts.Select(part =>
                    $"{Markup.Escape(part.Title)}: {string.Join("<br>", part.Texts.Select(t => $"<code>{Markup.Escape(t)}</code>"))}"
                )
            )
        : Statements.Of(text) is { } statement ? $"{Markup.Escape(statement)}<br><code>{Markup.Escape(text)}</code>"
        : $"<code>{Markup.Escape(text)}</code>";

    private static string Equation(Equation equation) =>
        $"{Mathematics.List(equation.Strong)}<br>{Mathematics.List(equation.Conditions)}<br>{Mathematics.List(equation.Solution)}";

    private static string Trial(string text, Equation? equation)
    {
        var call = new Call(text);
        if (call.Name == "none")
        {
            return Mathematics.Of("u(x; θ) = N(x; θ)");
        }
        if (call.Name != "hard" || equation is null)
        {
            return $"<code>{Markup.Escape(text)}</code>";
        }
        var sign = call["sign", "1"] == "-1" ? "−" : "";
        var lift = equation.Lift.Length > 0 ? $"{equation.Lift} {(sign.Length > 0 ? "−" : "+")}" : sign;
        var point = equation.HasTime ? "x, t; θ" : "x; θ";
        return Mathematics.Of($"u({point}) = {lift} {equation.Factor} ~N({point})");
    }

    private static void Losses(StringBuilder rows, StudyView study, Equation? equation)
    {
        var lines = new List<string>();
        foreach (var runs in study.All.Trains.GroupBy(t => study.LossOf(t.Formulation)))
        {
            if (equation is null || TrainingInputs.Of(study.All, runs, "formulation") is not { } formulation)
            {
                continue;
            }
            var infimum = study.Bounds.IsKnown(runs.Key)
                ? $", {Glossary.Link("inf", "infimum")} {Mathematics.Of($"L = L^* = {study.Bounds.Value(runs.Key)}")}"
                : "";
            var loss = Functionals.Of(formulation, equation) is { } functional
                ? Mathematics.List(functional)
                : $"<code>{Markup.Escape(formulation)}</code>";
            lines.Add($"{Html.Name(study.Styles.Loss(runs.Key))}: {loss}{infimum}");
        }
        if (lines.Count > 0)
        {
            Row(rows, "Loss", "formulation", string.Join("<br>", lines));
        }
        else
        {
            Shared(rows, study, "Loss", "formulation", "formulation");
            Told(rows, study, "Loss", "data set", runs => LossOfData(study, [.. runs]), Markup.Escape);
        }
    }

    private static string? LossOfData(StudyView study, IReadOnlyList<TrainRecord> runs) =>
        TrainingInputs.Of(study.All, runs, "data") is { } data
            ? ImageSets.Loss(
                data,
                TrainingInputs.Of(study.All, runs, "network") ?? "",
                hasClasses: runs.Any(r => r.Final.Errors.ContainsKey("errorRate"))
            )
            : null;

    private static string Size(StudyView study)
    {
        var counts = study.All.Trains.Select(t => t.ParameterCount).Distinct().ToList();
        return counts is [var only]
            ? $", {Mathematics.Of($"P = {only}")} {Glossary.Link("parameters", "parameters")}"
            : "";
    }
}
