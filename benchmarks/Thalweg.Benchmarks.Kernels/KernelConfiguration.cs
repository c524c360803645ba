using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>Runs in this process, whose runtime settings are those of the command-line program, and prints operations per second
/// beside the time.</summary>
internal sealed class KernelConfiguration : ManualConfig
{
    public KernelConfiguration()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(new RateColumn());
        ArtifactsPath = Checkout.Path("artifacts", "benchmarks");
    }
}
