using System.Runtime.Intrinsics;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Simd;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>The kernels with the widest lanes that the processor has registers for.</summary>
internal static class KernelCatalogue
{
    private static readonly Lazy<IReadOnlyDictionary<string, KernelEntry>> Entries = new(() =>
        All().ToDictionary(e => e.Name, StringComparer.Ordinal)
    );

    /// <summary>Layer widths that are measured.</summary>
    public static IReadOnlyList<int> Widths { get; } = [16, 20, 32, 50, 64, 128];

    /// <summary>[rows, columns] of the matrices whose Gram products are measured.</summary>
    public static IReadOnlyList<(int Rows, int Columns)> GramShapes { get; } = [(2000, 500), (2000, 2000)];

    /// <summary>Orders of the matrices that are factorised.</summary>
    public static IReadOnlyList<int> CholeskyOrders { get; } = [500, 2000];

    /// <summary>[rows, columns] of the matrices that are made triangular by reflections.</summary>
    public static IReadOnlyList<(int Rows, int Columns)> OrthogonalShapes { get; } = [(4000, 500), (6000, 1425)];

    public static IEnumerable<string> Names(KernelFamily family) =>
        Entries.Value.Values.Where(e => e.Family == family).Select(e => e.Name);

    /// <summary>Builds the operands of a kernel.</summary>
    public static KernelWork Find(string name) => Entries.Value[name].Build();

    /// <summary>The three products of a layer.</summary>
    public static IReadOnlyList<KernelWork> Products(int width, bool single) =>
        (Vector512.IsHardwareAccelerated, single) switch
        {
            (true, false) => new LayerProducts<LaneF64, double>(width).All(),
            (true, true) => new LayerProducts<LaneF32, float>(width).All(),
            (false, false) => new LayerProducts<LaneF64x4, double>(width).All(),
            _ => new LayerProducts<LaneF32x8, float>(width).All(),
        };

    /// <summary>The elementary functions over <see cref="ElementaryLoops.Numbers"/> values.</summary>
    public static IReadOnlyList<KernelWork> Functions(bool single) =>
        (Vector512.IsHardwareAccelerated, single) switch
        {
            (true, false) => ElementaryLoops.All<LaneF64, double>(),
            (true, true) => ElementaryLoops.All<LaneF32, float>(),
            (false, false) => ElementaryLoops.All<LaneF64x4, double>(),
            _ => ElementaryLoops.All<LaneF32x8, float>(),
        };

    private static IEnumerable<KernelEntry> All()
    {
        foreach (var single in (bool[])[false, true])
        {
            var precision = single ? "f32" : "f64";
            yield return new KernelEntry(
                KernelFamily.Peak,
                $"peak {precision}",
                () => new KernelWork("peak", FmaPeak.Flops(single), () => FmaPeak.Seconds(single))
            );
            foreach (var width in Widths)
            {
                for (var i = 0; i < LayerProducts.Names.Count; i++)
                {
                    var product = i;
                    yield return new KernelEntry(
                        KernelFamily.Matrix,
                        $"{LayerProducts.Names[i]} {precision} width {width}",
                        () => Products(width, single)[product]
                    );
                }
            }
            for (var i = 0; i < ElementaryLoops.Names.Count; i++)
            {
                var function = i;
                yield return new KernelEntry(
                    KernelFamily.Function,
                    $"{ElementaryLoops.Names[i]} {precision}",
                    () => Functions(single)[function]
                );
            }
        }
        foreach (var (rows, columns) in GramShapes)
        {
            yield return new KernelEntry(
                KernelFamily.Gram,
                $"Gram product of {rows}x{columns}",
                () => DenseAlgebra.Gram(rows, columns)
            );
        }
    }

    private sealed record KernelEntry(KernelFamily Family, string Name, Func<KernelWork> Build);
}
