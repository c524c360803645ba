using System.Globalization;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>A training as six lines for people: error or point, loss, why it stopped, time, file, and the next command.</summary>
/// <param name="Seconds">Of training.</param>
/// <param name="Seed">Of the best of several starts; null where there was one.</param>
/// <param name="File">Where the parameters went, or null.</param>
internal sealed record TrainLines(
    TrainInputs Inputs,
    TrainingResult Result,
    TrainRecord Record,
    double Seconds,
    ulong? Seed,
    string? File
)
{
    /// <summary>What the errors of the outcome were measured on, set by set.</summary>
    public static Outcome ErrorSets { get; } =
        new()
        {
            { "errors", "the error quadrature doubled until they stay" },
            { "best", First },
            { "history", First },
            { "runs", First },
        };

    private const string First = "the first error quadrature";
    private const int MostCoordinates = 8;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["errorRate"] = "error rate",
        ["heldOutLoss"] = "held-out loss",
        ["heldOutErrorRate"] = "held-out error rate",
        ["relativeL2"] = "relative L2",
        ["relativeH1"] = "H1",
        ["maximumError"] = "maximum",
    };

    public void Print(TextWriter output)
    {
        foreach (var coefficient in Record.Coefficients ?? [])
        {
            var width = coefficient.Deviation is { } deviation
                ? $" ± {Short(CoefficientEstimate.Quantile * deviation)} (95 %, by the curvature of the loss)"
                : $" (no interval: {coefficient.Reason})";
            output.WriteLine($"{"learned", -9}{coefficient.Name} = {Short(coefficient.Value)}{width}");
        }
        foreach (
            var (name, text) in new[] { Accuracy(), ("loss", Loss()), ("stopped", Stopped()), ("time", Time()) }.Append(
                ("file", File ?? "none; --save FILE keeps the parameters")
            )
        )
        {
            output.WriteLine($"{name, -9}{text}");
        }
        output.WriteLine($"{"next", -9}{Next()}");
    }

    /// <summary>Whether the run ended where double precision ends, which is all that one can ask of it.</summary>
    public static bool IsAtLimit(Source source, TrainingResult result) =>
        result.StopReason == StopReason.PrecisionStall && source.IsInDouble;

    private (string Name, string Text) Accuracy()
    {
        var errors = Record.Final.Errors;
        if (errors.Count > 0)
        {
            var shown = errors.Where(e => Words.ContainsKey(e.Key)).DefaultIfEmpty(errors.First());
            var list = string.Join(
                ", ",
                shown.Select(e => $"{Words.GetValueOrDefault(e.Key, e.Key)} {Short(e.Value)}")
            );
            return Inputs.Source.As<IRefinedErrors>() is null
                ? ("error", list)
                : (
                    "error",
                    $"{list} (error quadrature doubled until they stay; histories keep to the first one: "
                        + $"{Words["relativeL2"]} {Short(Result.Final.Metrics[0])})"
                        + (
                            Record.ReferenceError is { } own
                                ? $"; of the reference itself at most {Certificate.Upwards(own)}"
                                : ""
                        )
                );
        }
        return Inputs.Source.As<IClasses>() is not null ? ("classes", "none: the network gives numbers")
            : Inputs.Source.Layout.Tensors.Count > 1 ? ("error", "unknown: there is no solution to compare with")
            : Result.Parameters.Length > MostCoordinates
                ? ("reached", $"a point of {Result.Parameters.Length} coordinates")
            : ("reached", string.Join(", ", Result.Parameters.Select(Short)));
    }

    private string Loss()
    {
        var bound = Record.LowerBound is { } infimum ? $", infimum {Short(infimum)}" : "";
        var best = Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $", best start: seed {seed}") : "";
        var row = Record.History.Steps.ToList().IndexOf(Result.Final.Step);
        var others = row < 0 ? [] : Record.History.OtherLosses.Select(o => $"; {Name(o.Key)} {Short(o.Value[row])}");
        return $"{Short(Record.Final.Loss)} ({Inputs.Source.Label}{bound}{best}){string.Concat(others)}";
    }

    private static string Name(string other) => other == Stops.HeldOut ? "held out" : other;

    private string Stopped()
    {
        var limit = IsAtLimit(Inputs.Source, Result) ? " at the limit of double precision" : "";
        var kept =
            Result.Final.Step == Result.StepsDone
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $" The result is the parameters of step {Result.Final.Step}."
                );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"after {Result.StepsDone} {(Result.StepsDone == 1 ? "step" : "steps")}{limit}: {Result.Message}{kept}"
        );
    }

    private string Time()
    {
        var evaluations = Result.Evaluations;
        string[] counts =
        [
            Count(evaluations.Gradients, "gradient"),
            Count(evaluations.Values, "loss"),
            Count(evaluations.Jacobians, "Jacobian"),
            Count(evaluations.Products, "product"),
        ];
        return $"{Short(Seconds)} s: {string.Join(", ", counts.Where(c => c.Length > 0))}";
    }

    private static string Count(long count, string what) =>
        count == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{count} {what}{(count == 1 ? "" : what == "loss" ? "es" : "s")}"
            );

    private string Next()
    {
        if (!double.IsFinite(Record.Final.Loss))
        {
            return Result.Final.Step == 0
                ? "another start, of another seed or initializer or from --weights: the loss is not finite at this one, whatever the optimizer"
                : "a smaller rate of the optimizer, or another initializer: the loss is not finite";
        }
        var roughness = $"thalweg roughness {Loss(Inputs.Source)}";
        return File is { } file && file != OutputFile.Standard ? $"{roughness} --weights {ShellWord.Of(file)}"
            : Inputs.Source is AnalyticSource && Result.Parameters.Length <= MostCoordinates
                ? $"{roughness} --at={string.Join(',', Result.Parameters.Select(CallText.Number))}"
            : $"the same with --save FILE, then {roughness} --weights FILE";
    }

    /// <summary>The flags of the loss beside a file that says what its parameters are of.</summary>
    private static string Loss(Source source) =>
        source switch
        {
            PdeSource pde => $"--formulation {Word(pde.Formulation)} --quadrature {Word(pde.Quadrature)}"
                + (pde.IsInDouble ? "" : $" --precision {Word(pde.Precision)}")
                + (pde.IsPublished ? " --compat published" : ""),
            DataSource data => $"--data {Word(data.Data)}",
            AnalyticSource analytic => $"--objective {Word(analytic.Objective)}",
            ExternalSource external => $"--objective {Word(external.Objective)}",
            _ => throw new ArgumentException($"no flags for {source}", nameof(source)),
        };

    private static string Word(ResolvedCall call) => ShellWord.Of(call.Brief);

    /// <summary>Four digits.</summary>
    private static string Short(double value) =>
        double.IsFinite(value)
            ? CallText.Number(
                double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            )
            : CallText.Number(value);
}
