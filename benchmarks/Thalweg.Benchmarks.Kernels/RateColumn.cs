using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>Floating-point operations per second, of the benchmarks that say how many they do.</summary>
internal sealed class RateColumn : IColumn
{
    public string Id => nameof(RateColumn);

    public string ColumnName => "GFLOP/s";

    public string Legend => "Floating-point operations per nanosecond; compare with the peak loop";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        var kernel = (string)benchmarkCase.Parameters[nameof(KernelBenchmarks.Kernel)];
        return
            summary[benchmarkCase]?.ResultStatistics?.Mean is { } nanoseconds
            && KernelCatalogue.Find(kernel).Flops is { } operations
            ? (operations / nanoseconds).ToString("F1", style.CultureInfo)
            : "-";
    }
}
