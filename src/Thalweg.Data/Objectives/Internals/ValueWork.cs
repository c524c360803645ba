using Thalweg.Networks.Layers;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Data.Objectives;

/// <summary>Losses, and classes where they are asked for, of several θ, part by part.</summary>
internal sealed unsafe class ValueWork(LayeredLoss loss, DataImages images, List<LossScratch> scratch) : IWork
{
    // Vectors that share a tile of images once it is converted.
    private const int MostInBlock = 8;

    private double[] sums = [];
    private int[] right = [];
    private int[] classes = [];
    private double* parameters;
    private bool classifies;
    private int count;
    private int block;

    public void Run(double* parameters, int count, bool classifies, WorkerTeam team)
    {
        this.parameters = parameters;
        this.classifies = classifies && images.HasLabels;
        this.count = count;
        // As few as leave something for every thread.
        block = Math.Clamp(count * images.Parts / (4 * team.Threads), 1, MostInBlock);
        var items = count * images.Parts;
        if (sums.Length < items)
        {
            sums = new double[items];
            right = new int[items];
        }
        if (this.classifies && classes.Length < images.Count)
        {
            classes = new int[images.Count];
        }
        GradientWork.Fill(scratch, team.Threads);
        team.Run((count + block - 1) / block * images.Parts, this);
    }

    public double Loss(int vector)
    {
        var sum = 0.0;
        for (var part = 0; part < images.Parts; part++)
        {
            sum += sums[(vector * images.Parts) + part];
        }
        return sum / images.Count;
    }

    /// <summary>Share of the images that are taken for another class.</summary>
    public double ErrorRate(int vector)
    {
        var count = 0;
        for (var part = 0; part < images.Parts; part++)
        {
            count += right[(vector * images.Parts) + part];
        }
        return (double)(images.Count - count) / images.Count;
    }

    /// <summary>Of the last vector.</summary>
    public int[] Classes() => [.. classes.Take(images.Count)];

    void IWork.Run(int item, int worker)
    {
        var (row, part) = Math.DivRem(item, images.Parts);
        var (first, last) = (row * block, Math.Min((row + 1) * block, count));
        var memory = scratch[worker];
        for (var vector = first; vector < last; vector++)
        {
            var place = (vector * images.Parts) + part;
            (sums[place], right[place]) = (0.0, 0);
        }
        var (from, to) = images.TilesOf(part);
        for (var tile = from; tile < to; tile++)
        {
            var given = images.Tile(tile);
            loss.Load(memory, given, 1.0 / images.Count);
            for (var vector = first; vector < last; vector++)
            {
                var place = (vector * images.Parts) + part;
                sums[place] += loss.Value(memory, parameters + (vector * (nint)loss.Network.ParameterCount));
                if (classifies)
                {
                    right[place] += Count(loss.LastOutputs(memory), tile * LayeredLoss.TileSize, given.Count);
                }
            }
        }
    }

    private int Count(double* outputs, int first, int count)
    {
        var correct = 0;
        for (var n = 0; n < count; n++)
        {
            var best = 0;
            for (var c = 1; c < loss.Network.Output.Count; c++)
            {
                // A NaN is never better, and the lowest of equals stays.
                if (outputs[(c * LayeredLoss.TileSize) + n] > outputs[(best * LayeredLoss.TileSize) + n])
                {
                    best = c;
                }
            }
            classes[first + n] = best;
            correct += best == images.Label(first + n) ? 1 : 0;
        }
        return correct;
    }
}
