using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Data.Objectives;

/// <summary>Loss and gradient, or products of second derivatives, part by part; then the sums over parts.</summary>
internal sealed unsafe class GradientWork(LayeredLoss loss, DataImages images, List<LossScratch> scratch) : IWork
{
    // Sums that a block of directions takes: 64 MiB at most.
    private const int MostNumbers = 1 << 23;
    private const int MostDirections = 8;
    private const int Piece = 4096;

    // Numbers of a cache line.
    private const int Line = 8;

    private readonly Addition addition = new();
    private double[] parts = [];

    // In parts, where a cache line begins: no vector of a gradient lies in two.
    private double* first;
    private double[] sums = [];
    private double* parameters;
    private double* directions;
    private int count;
    private bool isGaussNewton;

    private int Length => loss.GradientLength;

    /// <summary>Directions whose products are computed together.</summary>
    public int Block => Math.Clamp(MostNumbers / (images.Parts * Length), 1, MostDirections);

    public double Run(double* parameters, Span<double> gradient, WorkerTeam team)
    {
        this.parameters = parameters;
        count = 0;
        Sum(1, team);
        loss.Unpad(new ReadOnlySpan<double>(first, Length), gradient);
        var sum = 0.0;
        for (var part = 0; part < images.Parts; part++)
        {
            sum += sums[part];
        }
        return sum / images.Count;
    }

    /// <param name="directions">[count][P], at most <see cref="Block"/>.</param>
    /// <param name="products">[count][P], written.</param>
    public void Run(
        double* parameters,
        double* directions,
        int count,
        Span<double> products,
        bool isGaussNewton,
        WorkerTeam team
    )
    {
        (this.count, this.isGaussNewton) = (count, isGaussNewton);
        this.parameters = parameters;
        this.directions = directions;
        Sum(count, team);
        var size = loss.Network.ParameterCount;
        for (var k = 0; k < count; k++)
        {
            loss.Unpad(new ReadOnlySpan<double>(first + (k * Length), Length), products.Slice(k * size, size));
        }
    }

    private void Sum(int vectors, WorkerTeam team)
    {
        var length = vectors * Length;
        if (parts.Length < (images.Parts * length) + Line)
        {
            parts = GC.AllocateUninitializedArray<double>((images.Parts * length) + Line, pinned: true);
            first = (double*)(((nuint)Unsafe.AsPointer(ref parts[0]) + 63) & ~(nuint)63);
        }
        if (sums.Length < images.Parts)
        {
            sums = new double[images.Parts];
        }
        Fill(scratch, team.Threads);
        team.Run(images.Parts, this);
        addition.Run(first, images.Parts, length, team);
    }

    void IWork.Run(int item, int worker)
    {
        var memory = scratch[worker];
        var length = Math.Max(count, 1) * Length;
        var target = first + (item * (nint)length);
        new Span<double>(target, length).Clear();
        var sum = 0.0;
        var (from, to) = images.TilesOf(item);
        for (var tile = from; tile < to; tile++)
        {
            loss.Load(memory, images.Tile(tile), 1.0 / images.Count);
            if (count == 0)
            {
                sum += loss.Gradient(memory, parameters, target);
            }
            else
            {
                loss.Products(memory, parameters, directions, count, target, isGaussNewton);
            }
        }
        sums[item] = sum;
    }

    public static void Fill(List<LossScratch> scratch, int threads)
    {
        while (scratch.Count < threads)
        {
            scratch.Add(new LossScratch());
        }
    }

    /// <summary>The first part becomes the sum of all, in their order.</summary>
    private sealed class Addition : IWork
    {
        private double* parts;
        private int count;
        private int length;

        public void Run(double* parts, int count, int length, WorkerTeam team)
        {
            (this.count, this.length) = (count, length);
            this.parts = parts;
            if (count > 1)
            {
                team.Run((length + Piece - 1) / Piece, this);
            }
        }

        void IWork.Run(int item, int worker) => Add(item * Piece, Math.Min(length, (item + 1) * Piece));

        // Lengths are whole vectors.
        [MethodImpl(Compilation.Apart)]
        private void Add(int from, int to)
        {
            for (var n = from; n < to; n += Vector512<double>.Count)
            {
                var sum = Vector512.Load(parts + n);
                for (var part = 1; part < count; part++)
                {
                    sum += Vector512.Load(parts + (part * (nint)length) + n);
                }
                sum.Store(parts + n);
            }
        }
    }
}
