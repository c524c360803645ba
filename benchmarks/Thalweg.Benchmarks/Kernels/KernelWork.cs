namespace Thalweg.Benchmarks.Kernels;

/// <summary>Kernels that belong together.</summary>
internal enum KernelFamily
{
    Peak,
    Matrix,
    Gram,
    Function,
}

/// <summary>A kernel with its operands, ready to run.</summary>
/// <param name="Flops">Floating-point operations of one run, or null where they are not what counts.</param>
internal sealed record KernelWork(string Name, double? Flops, Action Run);
