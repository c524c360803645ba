using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Data.Objectives;

/// <summary>Losses and gradients of many θ: each is added up by one thread, which takes a few of them at a time.</summary>
/// <remarks>The parts of one θ are added in their order as they come, so that bits are those of <see cref="GradientWork"/>, whose sixteen parts leave the
/// cache before they are added; and a tile of images is read once for the θ of a block.</remarks>
internal sealed unsafe class GradientBatch(LayeredLoss loss, DataImages images, List<LossScratch> scratch) : IWork
{
    private const int MostInBlock = 4;

    // Sums and parts of a block: 8 MiB for each thread at most.
    private const int MostNumbers = 1 << 20;

    // Numbers of a cache line.
    private const int Line = 8;

    private readonly List<double[]> rooms = [];
    private double* parameters;
    private double* losses;
    private double* gradients;
    private int count;
    private int block;

    private int Length => loss.GradientLength;

    /// <summary>Whether there is enough for every thread: fewer are faster part by part.</summary>
    public static bool Suits(int count, WorkerTeam team) => count > 1 && count >= team.Threads;

    /// <param name="parameters">[count][P].</param>
    /// <param name="losses">[count], written.</param>
    /// <param name="gradients">[count][P], written.</param>
    public void Run(double* parameters, int count, double* losses, double* gradients, WorkerTeam team)
    {
        this.count = count;
        this.parameters = parameters;
        this.losses = losses;
        this.gradients = gradients;
        block = Math.Clamp(Math.Min(count / team.Threads, MostNumbers / (2 * Length)), 1, MostInBlock);
        GradientWork.Fill(scratch, team.Threads);
        while (rooms.Count < team.Threads)
        {
            rooms.Add([]);
        }
        team.Run((count + block - 1) / block, this);
    }

    void IWork.Run(int item, int worker)
    {
        var memory = scratch[worker];
        var sums = Room(worker);
        var parts = sums + (block * (nint)Length);
        var size = loss.Network.ParameterCount;
        var first = item * block;
        var number = Math.Min(block, count - first);
        var wholes = stackalloc double[MostInBlock];
        var own = stackalloc double[MostInBlock];
        new Span<double>(wholes, MostInBlock).Clear();
        new Span<double>(sums, number * Length).Clear();
        for (var part = 0; part < images.Parts; part++)
        {
            var (from, to) = images.TilesOf(part);
            var (isFirst, isOneTile) = (part == 0, to - from == 1);
            for (var tile = from; tile < to; tile++)
            {
                loss.Load(memory, images.Tile(tile), 1.0 / images.Count);
                for (var k = 0; k < number; k++)
                {
                    var sum = sums + (k * (nint)Length);
                    // Parts of one tile take turns in one place, which the cache holds.
                    var target =
                        isFirst ? sum
                        : isOneTile ? parts
                        : parts + (k * (nint)Length);
                    if (tile == from)
                    {
                        own[k] = 0.0;
                        if (!isFirst)
                        {
                            new Span<double>(target, Length).Clear();
                        }
                    }
                    own[k] += loss.Gradient(memory, parameters + ((first + k) * (nint)size), target);
                    if (tile == to - 1)
                    {
                        wholes[k] += own[k];
                        if (!isFirst)
                        {
                            Add(target, sum, Length);
                        }
                    }
                }
            }
        }
        for (var k = 0; k < number; k++)
        {
            losses[first + k] = wholes[k] / images.Count;
            loss.Unpad(
                new ReadOnlySpan<double>(sums + (k * (nint)Length), Length),
                new Span<double>(gradients + ((first + k) * (nint)size), size)
            );
        }
    }

    /// <summary>Where a thread adds up, at the beginning of a cache line.</summary>
    private double* Room(int worker)
    {
        var numbers = (2 * block * Length) + Line;
        if (rooms[worker].Length < numbers)
        {
            rooms[worker] = GC.AllocateUninitializedArray<double>(numbers, pinned: true);
        }
        return (double*)(((nuint)Unsafe.AsPointer(ref rooms[worker][0]) + 63) & ~(nuint)63);
    }

    // Lengths are whole vectors.
    [MethodImpl(Compilation.Apart)]
    private static void Add(double* part, double* sum, int length)
    {
        for (var n = 0; n < length; n += Vector512<double>.Count)
        {
            (Vector512.Load(sum + n) + Vector512.Load(part + n)).Store(sum + n);
        }
    }
}
