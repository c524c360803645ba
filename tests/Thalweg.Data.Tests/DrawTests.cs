using Thalweg.Data.DataSets;
using Thalweg.Data.Objectives;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Data.Tests;

public sealed class DrawTests
{
    [Theory]
    [InlineData(100, 30)]
    [InlineData(64, 64)]
    [InlineData(5, 1)]
    [InlineData(5, 9)]
    public void An_epoch_takes_each_image_once_and_ends_with_the_short_batch(int images, int size)
    {
        var subject = Subject.Of("linear", images, 2);
        var objective = subject.Objective(batches: new MiniBatches(size, 4));
        var batches = (images + Math.Min(size, images) - 1) / Math.Min(size, images);
        var whole = new double[objective.ParameterCount];
        objective.Gradient(subject.Parameters, whole, default, WorkerTeam.Sequential);
        var orders = new List<string>();
        for (var epoch = 0; epoch < 2; epoch++)
        {
            // Batch by batch the means add up to the mean of all.
            var sum = new double[whole.Length];
            var losses = "";
            for (var b = 0; b < batches; b++)
            {
                var drawn = (DataObjective)objective.At((epoch * batches) + b);
                var gradient = new double[whole.Length];
                losses += $" {drawn.Gradient(subject.Parameters, gradient, default, WorkerTeam.Sequential)}";
                Assert.Equal(
                    b < batches - 1 ? Math.Min(size, images) : images - (b * Math.Min(size, images)),
                    drawn.Images
                );
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += gradient[i] * drawn.Images / images;
                }
            }
            Assert.All(sum.Zip(whole), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
            orders.Add(losses);
        }
        if (batches > 1)
        {
            Assert.NotEqual(orders[0], orders[1]);
        }
    }

    [Fact]
    public void A_draw_is_the_same_whatever_was_drawn_before()
    {
        var subject = Subject.Of("linear", 50, 2);
        var (a, b) = (
            subject.Objective(batches: new MiniBatches(8, 4)),
            subject.Objective(batches: new MiniBatches(8, 4))
        );
        for (var draw = 20L; draw >= 0; draw -= 3)
        {
            Assert.Equal(Loss(a.At(draw), subject), Loss(b.At(draw), subject));
            b.At(1000 + draw);
        }
        Assert.NotEqual(Loss(a.At(3), subject), Loss(subject.Objective(batches: new MiniBatches(8, 5)).At(3), subject));
        Assert.Null(((IObjective)subject.Objective()).As<IDrawable>());
        Assert.NotNull(((IObjective)a).As<IDrawable>());
    }

    [Fact]
    public void Noise_exchanges_labels_for_others_and_more_noise_keeps_what_less_changed()
    {
        var set = StrokeDigits.Draw(2000, 3, DataSplit.Train);
        var (some, more) = (set.WithNoise(0.1, 9), set.WithNoise(0.3, 9));
        var changed = Changed(set, some);
        Assert.InRange(changed.Count, 150, 250);
        Assert.Subset(Changed(set, more), changed);
        Assert.Equal(2000, Changed(set, set.WithNoise(1, 9)).Count);
        Assert.Equal(10, some.Classes);
    }

    [Fact]
    public void Images_are_the_first_or_drawn()
    {
        var set = StrokeDigits.Draw(100, 3, DataSplit.Train);
        Assert.Equal(set.Labels[..30], set.Take(30, null).Labels);
        Assert.NotEqual(set.Labels[..30].ToArray(), set.Take(30, 1).Labels.ToArray());
        Assert.Equal(set.Take(30, 1).Bytes, set.Take(30, 1).Bytes);
        Assert.Equal(set.Bytes, set.Take(100, 1).Bytes);
        Assert.NotEqual(set.Bytes.ToArray(), StrokeDigits.Draw(100, 3, DataSplit.Test).Bytes.ToArray());
        Assert.Equal(new LayerShape(1, 28, 28), set.Shape);
    }

    private static HashSet<int> Changed(DataSet from, DataSet to)
    {
        var places = new HashSet<int>();
        for (var i = 0; i < from.Count; i++)
        {
            if (from.Labels[i] != to.Labels[i])
            {
                places.Add(i);
            }
        }
        return places;
    }

    private static double Loss(IObjective objective, Subject subject)
    {
        var losses = new double[1];
        objective.Values(subject.Parameters, losses, default, default, WorkerTeam.Sequential);
        return losses[0];
    }
}
