using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

/// <summary>How the methods that a computation spends its time in are compiled.</summary>
public static class Compilation
{
    /// <summary>Once, at the first call and with all optimisations, and never inside a caller.</summary>
    /// <remarks>A process on one core waits seconds for a second compilation. A runtime that compiles by profiles moves what is called often
    /// into its caller, whose budget for such moves then ends before the operations on lanes, which become calls: five times slower.</remarks>
    public const MethodImplOptions Apart = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
