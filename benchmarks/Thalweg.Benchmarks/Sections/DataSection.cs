using Thalweg.Benchmarks.Measuring;
using Thalweg.Data.DataSets;
using Thalweg.Data.Objectives;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>Losses of networks on images: share of the multiply-add peak, and products in gradients.</summary>
internal sealed class DataSection : ISection
{
    private const int Images = 960;
    private const int Block = 4;

    public string Name => "data";

    public string Title => "Networks on images: loss and gradient, and products of second derivatives";

    public IEnumerable<string> Measure(Session session)
    {
        var table = new Table(
            "network",
            "loss + gradient, ms per 5 000 images",
            "share of the peak",
            "Hv",
            $"each of {Block}",
            "JᵀF″Jv"
        );
        foreach (
            var (network, goal) in new[]
            {
                (LayeredNetwork.Fcp(Activation.Softplus), 0.55),
                (LayeredNetwork.Autoencoder(Activation.Softplus), 0.55),
                (LayeredNetwork.LeNet(Activation.Softplus), 0.40),
                (LayeredNetwork.Lstm(PublishedPermutation.Of(784), PublishedPermutation.Name), 0.40),
            }
        )
        {
            var isAutoencoder = network.Output.Count == network.Input.Count;
            var objective = new DataObjective(
                network,
                isAutoencoder ? LossKind.MeanSquaredError : LossKind.CrossEntropy,
                StrokeDigits.Draw(Images, 1, DataSplit.Train)
            );
            var point = network.Start(1);
            var gradient = new double[point.Length];
            var own = Contestant.OnThread("gradient", () => objective.Gradient(point, gradient, default, Team));
            var flops = Images * 2.0 * ((3.0 * network.Multiplications) - First(network));
            var share = PeakShare.Measure(session.Rounds, single: false, [(own, flops)])[0];
            Contestant[] products =
            [
                own,
                Product(objective, point, 1, isGaussNewton: false),
                Product(objective, point, Block, isGaussNewton: false),
                Product(objective, point, 1, isGaussNewton: true),
            ];
            var race = Race.Run(session.Rounds, products);
            var seconds = race[own].Median * 5000 / Images;
            table.Add([
                network.Name,
                $"{1000 * seconds:F0}",
                share.ToString(),
                .. products.Skip(1).Select(c => Quantity.Times(race[c].Over(race[own]))),
            ]);
            session.Add(
                new Target(
                    $"{network.Name}, {Images} images: loss + gradient, f64, 1 thread, share of peak",
                    $"≥ {goal:P0}",
                    share.ToString(),
                    share.Median >= goal
                )
            );
        }
        yield return "One thread, processor time; useful operations alone, without adjoints of the images. Products are in gradients, a vector of a block its share of the block.\n\n"
            + table;
    }

    private static WorkerTeam Team => WorkerTeam.Sequential;

    /// <summary>Multiply-adds of the adjoint of the images, which nobody needs.</summary>
    private static double First(LayeredNetwork network)
    {
        var first = network.Layers.First(layer => layer.Tensors.Count > 0);
        return first is LstmLayer lstm ? (double)lstm.Input.Height * lstm.Tensors[0].Count : first.Multiplications;
    }

    private static Contestant Product(DataObjective objective, double[] point, int count, bool isGaussNewton)
    {
        var vectors = Enumerable.Range(0, count * point.Length).Select(i => Math.Cos(0.7 * i)).ToArray();
        var products = new double[vectors.Length];
        var by = isGaussNewton ? objective.GaussNewtonAt(point, null, Team) : objective.LinearizeAt(point, Team);
        var contestant = Contestant.OnThread(
            $"{(isGaussNewton ? "JᵀF″Jv" : "Hv")}, {count}",
            () => by.Apply(vectors, products, Team)
        );
        return contestant with { SecondsPerEvaluation = seconds => contestant.SecondsPerEvaluation(seconds) / count };
    }
}
