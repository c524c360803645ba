using System.Collections;
using System.Reflection;

namespace Thalweg.Architecture.Tests.Nulls;

/// <summary>Every public method and constructor refuses null where its text takes none, and names the argument.</summary>
/// <remarks>
/// Left out by rule: constructors of exceptions, which must not fail while they tell of a failure, and positional constructors of records of
/// data. Those of results and of studies are read from JSON and enter keys as JSON, which refuses null by itself; those of pages are what the
/// library draws.
/// </remarks>
public sealed class NullArgumentTests
{
    private static readonly string[] Data = ["Results", "Studies", "Reports"];

    /// <summary>Records of the other libraries that these hand out and take from nobody.</summary>
    private static readonly HashSet<string> Answers =
    [
        "SegmentResult",
        "SegmentLoss",
        "PathResult",
        "PathLoss",
        "PersistenceResult",
        "NamedValues",
        "SlicedValues",
        "SliceResult",
        "CrossResult",
        "PairedRatio",
        "PairedRoughness",
        "RoughnessResult",
        "RoughnessSummary",
        "MinimiserVerdict",
        "BottomRoughness",
        "Polishing",
        "ValleyRadius",
        "SweepPoint",
        "VanishingRows",
        "BestParameters",
        "StartedRun",
        "PhaseOutcome",
        "TrainingRow",
        "Checkpoint",
        "TrainingResult",
        "DescentPoint",
        "DescentStep",
        "TermPlan",
        "PlanAlternative",
        "ErrorEstimate",
        "ProfileFields",
        "ProfileField",
        "Warning",
    ];

    public static TheoryData<string> Libraries { get; } = [.. Library.Names];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Null_is_refused_by_name(string library)
    {
        var nullability = new NullabilityInfoContext();
        var faults = new List<string>();
        var count = 0;
        foreach (var entry in PublicEntries.Of(Library.Load(library)).Where(entry => !IsLeftOut(entry, library)))
        {
            foreach (var parameter in entry.GetParameters().Where(p => TakesNoNull(p, nullability)))
            {
                count++;
                if (Outcome(entry, parameter) is { } outcome)
                {
                    var names = string.Join(", ", PublicEntries.Names(entry));
                    faults.Add($"{entry.DeclaringType}.{entry.Name}({names}), {parameter.Name}: {outcome}");
                }
            }
        }
        Assert.True(count > 10);
        Assert.True(faults.Count == 0, $"{faults.Count} of {count}:\n" + string.Join("\n", faults));
    }

    private static bool IsLeftOut(MethodBase entry, string library) =>
        PublicEntries.IsPositional(entry) && (Data.Contains(library) || Answers.Contains(entry.DeclaringType!.Name));

    private static bool TakesNoNull(ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        var type = parameter.ParameterType.IsByRef
            ? parameter.ParameterType.GetElementType()!
            : parameter.ParameterType;
        return !parameter.IsOut
            && type is { IsValueType: false, IsPointer: false, IsByRefLike: false }
            && nullability.Create(parameter).WriteState == NullabilityState.NotNull;
    }

    /// <summary>Null where the argument is refused by its name, otherwise what came instead.</summary>
    private static string? Outcome(MethodBase entry, ParameterInfo nulled)
    {
        try
        {
            var call = new PublicCall(entry);
            var arguments = entry.GetParameters().Select(p => p == nulled ? null : StandIn.Of(p.ParameterType));
            var result = call.Invoke(
                call.HasInstance ? [StandIn.Of(entry.DeclaringType!), .. arguments] : [.. arguments]
            );
            // A sequence checks as it begins.
            (result as IEnumerable)
                ?.GetEnumerator()
                .MoveNext();
            return "not refused";
        }
        catch (ArgumentNullException refusal) when (refusal.ParamName == nulled.Name)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever else is thrown is what is told.
        catch (Exception other)
#pragma warning restore CA1031
        {
            return $"{other.GetType().Name}: {other.Message.ReplaceLineEndings(" ")}";
        }
    }
}
