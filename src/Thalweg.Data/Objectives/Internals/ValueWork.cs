using Thalweg.Networks.Layers;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Data.Objectives;

/// <summary>Losses, and classes where they are asked for, of several θ, part by part.</summary>
internal sealed unsafe class ValueWork(LayeredLoss loss, DataImages images, List<LossScratch> scratch) : IWork
{
    private double[] sums = [];
    private int[] right = [];
    private int[] classes = [];
    private double* parameters;
    private bool classifies;

    public void Run(double* parameters, int count, bool classifies, WorkerTeam team)
    {
        this.parameters = parameters;
        this.classifies = classifies && images.HasLabels;
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
        team.Run(items, this);
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
        var (vector, part) = Math.DivRem(item, images.Parts);
        var theta = parameters + (vector * (nint)loss.Network.ParameterCount);
        var memory = scratch[worker];
        var (sum, count) = (0.0, 0);
        var (from, to) = images.TilesOf(part);
        for (var tile = from; tile < to; tile++)
        {
            var place = images.Tile(tile);
            loss.Load(memory, place, 1.0 / images.Count);
            sum += loss.Value(memory, theta);
            if (classifies)
            {
                count += Count(loss.LastOutputs(memory), tile * LayeredLoss.TileSize, place.Count);
            }
        }
        (sums[item], right[item]) = (sum, count);
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
