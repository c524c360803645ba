using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>A loss with a number that changes.</summary>
/// <param name="Source">The loss, A of a blend.</param>
/// <param name="Other">B of a blend; null for none.</param>
/// <param name="Parameter"><c>ridge</c>, <c>blend</c>, or one of <see cref="INumbers.Numbers"/>.</param>
/// <param name="Ridge">μ where another number changes; null for none.</param>
/// <param name="Blend">s where another number changes and there are two losses.</param>
public sealed record ChangingLoss(Source Source, Source? Other, string Parameter, double? Ridge, double? Blend)
{
    /// <summary>The ridge changes.</summary>
    public const string RidgeWord = "ridge";

    /// <summary>The blend changes.</summary>
    public const string BlendWord = "blend";

    /// <summary>What is wrong, by the option that has to change.</summary>
    /// <param name="start">The number at the start.</param>
    public IEnumerable<(string Option, string Message)> Faults(double start, (double From, double To) range)
    {
        if (start < range.From || start > range.To)
        {
            yield return (
                "start",
                $"expected a number in the range {CallText.Number(range.From)}:{CallText.Number(range.To)}, found {CallText.Number(start)}"
            );
        }
        if (Parameter == BlendWord && Other is null)
        {
            yield return ("parameter", "blends two losses of the same parameters, found one; add a formulation");
        }
        if (Blend is not null && (Parameter == BlendWord || Other is null))
        {
            yield return (
                "blend",
                Parameter == BlendWord
                    ? "has no meaning where the blend changes; leave it out"
                    : "blends two losses of the same parameters, found one; add a formulation, or leave it out"
            );
        }
        if (Parameter == RidgeWord)
        {
            if (Ridge is not null)
            {
                yield return ("ridge", "has no meaning where the ridge changes; leave it out");
            }
            if (range.From <= 0)
            {
                yield return ("range", $"a ridge is above 0, found a range from {CallText.Number(range.From)}");
            }
        }
        else if (Parameter != BlendWord)
        {
            foreach (var fault in NumberFaults(range))
            {
                yield return fault;
            }
        }
    }

    /// <summary>The loss by the value of its number. Beyond what the number may be, where a step may end, it stays at the end of that.</summary>
    public LossFamily At(ObjectivePool objectives)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        if (Parameter == RidgeWord)
        {
            var loss = Blended(objectives.Of(Source), Other is null ? null : objectives.Of(Other), Blend ?? 0);
            return μ => new Ridge(loss, Math.Max(μ, double.Epsilon));
        }
        if (Parameter == BlendWord)
        {
            var (one, other) = (objectives.Of(Source), objectives.Of(Other!));
            return s => Ridged(WeightedSum.Blend(one, other, s));
        }
        // The same value is asked for again and again while a point is refined.
        var last = (At: double.NaN, Loss: (IObjective?)null);
        return value =>
        {
            if (value != last.At)
            {
                last = (
                    value,
                    Ridged(
                        Blended(
                            objectives.Passing(With(Source, value)),
                            Other is null ? null : objectives.Passing(With(Other, value)),
                            Blend ?? 0
                        )
                    )
                );
            }
            return last.Loss!;
        };
    }

    private IEnumerable<(string Option, string Message)> NumberFaults((double From, double To) range)
    {
        var numbers = Source.As<INumbers>()?.Numbers ?? [];
        if (!numbers.Contains(Parameter))
        {
            yield return (
                "parameter",
                $"expected {RidgeWord}, {BlendWord}{string.Concat(numbers.Select(n => $", {n}"))}, found {CallText.Show(Parameter)}"
            );
            yield break;
        }
        foreach (var end in new[] { range.From, range.To })
        {
            string? message = null;
            try
            {
                message = Source.As<INumbers>()!.WithNumber(Parameter, end).Refusals is [var refusal, ..]
                    ? refusal.Message
                    : null;
            }
            catch (InputException fault)
            {
                message = fault.Message;
            }
            if (message is not null)
            {
                yield return ("range", $"{Parameter.Split('.')[0]}: {message}");
            }
        }
    }

    private Source With(Source source, double value)
    {
        var numbers = source.As<INumbers>();
        return numbers is null || !numbers.Numbers.Contains(Parameter)
            ? source
            : numbers.WithNumber(Parameter, numbers.Nearest(Parameter, value));
    }

    private IObjective Ridged(IObjective loss) => Ridge is { } weight ? new Ridge(loss, weight) : loss;

    private static IObjective Blended(IObjective one, IObjective? other, double share) =>
        other is null ? one : WeightedSum.Blend(one, other, share);
}
