using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Training;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>The losses of the stages of a curriculum.</summary>
internal static class StagedLosses
{
    /// <summary>What each stage descends on.</summary>
    /// <exception cref="InputException">The loss has no such number, or does not take a value.</exception>
    public static IReadOnlyList<PhaseLoss> Of(
        ResolvedCall curriculum,
        Source source,
        Func<Source, Numerics.Objectives.IObjective> make
    ) =>
        curriculum.Name == Curricula.PseudoTime
            ? [.. Enumerable.Range(1, Curricula.Count(curriculum)).Select(k => Evolved(curriculum, k))]
            :
            [
                .. Walked(curriculum, source)
                    .Select(stage => new OtherLoss(
                        $"{curriculum.Word(Curricula.NumberOption)} = {CallText.Number(stage.Value)}",
                        () => make(stage.Loss)
                    )),
            ];

    /// <summary>Everything that is wrong with a curriculum before a loss.</summary>
    public static IEnumerable<InputException> Faults(ResolvedCall curriculum, Source source, OptimizerPhases phases)
    {
        if (curriculum.Name == Curricula.PseudoTime)
        {
            return PseudoTimeFaults(curriculum, source);
        }
        IReadOnlyList<(double Value, Source Loss)> stages;
        try
        {
            stages = Walked(curriculum, source);
        }
        catch (InputException fault)
        {
            return fault.All;
        }
        if (stages.SelectMany(s => s.Loss.Refusals).FirstOrDefault() is { } refusal)
        {
            return [new InputException(refusal.Message, curriculum.Location)];
        }
        return
            stages.Any(s => s.Loss.IsSumOfSquares == false)
            && phases.Calls.Take(phases.Stages).Any(c => Optimizers.Create(c) is LeastSquaresOptimizer)
            ?
            [
                new InputException(
                    "a stage has a loss that is no sum of squares, which its optimizer needs; give the stages another one, optimizer=ssbroyden",
                    curriculum.Location
                ),
            ]
            : [];
    }

    private static IEnumerable<InputException> PseudoTimeFaults(ResolvedCall curriculum, Source source)
    {
        if (Curricula.StepOf(curriculum) == 0)
        {
            yield return new InputException("step is 0, expected a number other than 0", curriculum.LocationOf("step"));
        }
        if (source is not PdeSource { Formulation.Name: "galerkin" })
        {
            yield return new InputException(
                $"'{curriculum.Name}' steps with the strong residual, and '{source.Label}' is another loss; take galerkin, or leave it out",
                curriculum.Location
            );
        }
    }

    private static PseudoTimeLoss Evolved(ResolvedCall curriculum, int stage) =>
        new(
            FormattableString.Invariant($"pseudo-time {stage} of {Curricula.Count(curriculum)}"),
            Curricula.StepOf(curriculum)
        );

    private static List<(double Value, Source Loss)> Walked(ResolvedCall curriculum, Source source)
    {
        var name = curriculum.Word(Curricula.NumberOption);
        var numbers = source.As<INumbers>();
        if (numbers is null || !numbers.Numbers.Contains(name, StringComparer.Ordinal))
        {
            throw new InputException(
                $"'{source.Label}' has no number '{name}' that could walk; {(numbers is { Numbers.Count: > 0 } ? $"expected one of {string.Join(", ", numbers.Numbers)}" : "it has none at all")}",
                curriculum.LocationOf(Curricula.NumberOption)
            );
        }
        var stated = numbers.NumberOf(name);
        return Curricula.Values(curriculum, stated).Select(value => (value, At(value))).ToList();

        Source At(double value)
        {
            try
            {
                return numbers.WithNumber(name, value);
            }
            catch (InputException fault)
            {
                throw new InputException(
                    $"a stage with {name} = {CallText.Number(value)} cannot be: {fault.Message}",
                    curriculum.LocationOf(Curricula.FromOption),
                    fault
                );
            }
        }
    }
}
