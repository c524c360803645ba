using BenchmarkDotNet.Attributes;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>One benchmark per kernel of a family.</summary>
public abstract class KernelBenchmarks
{
    private Action run = () => { };

    /// <summary>Name of the kernel in the catalogue.</summary>
    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    /// <summary>Names of the family.</summary>
    public IEnumerable<string> Kernels => KernelCatalogue.Names(Family);

    private protected abstract KernelFamily Family { get; }

    /// <summary>Builds the operands.</summary>
    [GlobalSetup]
    public void Build() => run = KernelCatalogue.Find(Kernel).Run;

    /// <summary>Runs the kernel once.</summary>
    [Benchmark]
    public void Run() => run();
}

/// <summary>The multiply-add loop on registers.</summary>
public class PeakBenchmarks : KernelBenchmarks
{
    private protected override KernelFamily Family => KernelFamily.Peak;
}

/// <summary>The three matrix products of a layer.</summary>
public class MatrixBenchmarks : KernelBenchmarks
{
    private protected override KernelFamily Family => KernelFamily.Matrix;
}

/// <summary>Gram products.</summary>
public class GramBenchmarks : KernelBenchmarks
{
    private protected override KernelFamily Family => KernelFamily.Gram;
}

/// <summary>Elementary functions, 1024 values.</summary>
public class FunctionBenchmarks : KernelBenchmarks
{
    private protected override KernelFamily Family => KernelFamily.Function;
}
