using System.Globalization;
using System.Reflection;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Statistics;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Formulations;
using Thalweg.Results.Records;

namespace Thalweg.Architecture.Tests;

/// <summary>docs/numbers.md explains every number of every record, and its limits are those of the code.</summary>
public sealed class NumberPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "numbers.md"));

    public static TheoryData<string> Records { get; } =
    [
        .. typeof(Provenance)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(Provenance).Namespace && type != typeof(RecordJson))
            .Where(type => Numbers(type).Any())
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Records_with_numbers_are_found() =>
        Assert.Superset(
            new HashSet<string> { nameof(TrainRecord), nameof(LineRise), nameof(SweepRow), nameof(TimingRecord) },
            Records.Select(row => row.Data).ToHashSet()
        );

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_number_of_a_record_is_explained(string record)
    {
        var type = typeof(Provenance).Assembly.GetType($"{typeof(Provenance).Namespace}.{record}")!;
        Assert.All(
            Numbers(type),
            name => Assert.True(Page.Contains($"`{name}`"), $"docs/numbers.md does not explain `{name}` of {record}")
        );
    }

    [Fact]
    public void Limits_are_those_of_the_code()
    {
        var limits = new WarningLimits();
        string[] statements =
        [
            $"more than {limits.ResidualRatio} times that on the training points",
            $"more than {limits.ResidualRatio} standard errors",
            $"fewer than {limits.PointsPerWave} points on the shortest wave",
            $"more than {limits.GradientRatio} times that of another",
            $"changes by more than {Text(ErrorMetrics.Resolution)}",
            $"0 where that is below {Text(RoughnessSummary.LeastRoughness)}",
            $"the rounding bound of a slice is above {SliceVariation.LargestBound.ToString(CultureInfo.InvariantCulture)}",
            $"{BootstrapInterval.DefaultResamples} resamples",
            $"NaN with fewer than {BootstrapInterval.SmallestSample} directions",
        ];
        Assert.All(statements, statement => Assert.Contains(statement, Page));
        string[] warnings = [Warning.UnseenResidual, Warning.CoarsePoints, Warning.DominatedTerm];
        Assert.All(warnings, warning => Assert.Contains($"`{warning}`", Page));
    }

    private static string Text(double limit) => limit.ToString("0e-0", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Numbers(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => IsNumber(property.PropertyType))
            .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);

    /// <summary>A number, or a list or dictionary of numbers, nullable or not.</summary>
    private static bool IsNumber(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(double)
            || plain == typeof(int)
            || plain == typeof(long)
            || plain == typeof(ulong)
            || (plain.IsGenericType && IsNumber(plain.GenericTypeArguments[^1]));
    }
}
