using System.Reflection;

namespace Thalweg.Architecture.Tests;

/// <summary>How kernels are compiled.</summary>
public sealed class CompilationTests
{
    private const BindingFlags Own =
        BindingFlags.DeclaredOnly
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance;

    /// <summary>What is compiled once with all optimisations must not become part of a caller, whose budget for that ends before the operations on
    /// lanes: they turn into calls, in the processes of users alone, whose runtime compiles by profiles.</summary>
    [Fact]
    public void What_is_optimised_at_once_is_never_moved_into_a_caller()
    {
        var kernels = (
            from library in Library.Names
            from type in Library.Load(library).GetTypes()
            from method in type.GetMethods(Own)
            let flags = method.GetMethodImplementationFlags()
            where flags.HasFlag(MethodImplAttributes.AggressiveOptimization)
            select (Name: $"{type.FullName}.{method.Name}", IsApart: flags.HasFlag(MethodImplAttributes.NoInlining))
        ).ToList();
        Assert.True(kernels.Count > 50, $"{kernels.Count} kernels found");
        Assert.Empty(kernels.Where(k => !k.IsApart).Select(k => k.Name));
    }
}
