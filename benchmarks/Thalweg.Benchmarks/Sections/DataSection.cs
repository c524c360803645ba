using Thalweg.Benchmarks.Measuring;
using Thalweg.Benchmarks.Peers;
using Thalweg.Data.DataSets;
using Thalweg.Data.Objectives;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>Losses of networks on images: share of the multiply-add peak, ratios to PyTorch, and products in gradients.</summary>
internal sealed class DataSection : ISection
{
    private const int Images = 5000;
    private const int Block = 4;

    // A sample of the larger networks must not last longer than a core stays one's own.
    private const int FewerImages = 960;

    public string Name => "data";

    public string Title => "Networks on images: loss and gradient, and products of second derivatives";

    public IEnumerable<string> Measure(Session session)
    {
        var peer = session.Peers.FirstOrDefault(p => p.Threads == 1);
        var table = new Table(
            "network",
            "images",
            "loss + gradient, ms per 5 000 images",
            "share of the peak",
            "PyTorch over Thalweg",
            "Hv",
            $"each of {Block}",
            "JᵀF″Jv"
        );
        foreach (
            var (name, network, images, goal) in new[]
            {
                ("fcp", LayeredNetwork.Fcp(Activation.Softplus), Images, 0.55),
                ("autoencoder", LayeredNetwork.Autoencoder(Activation.Softplus), Images, 0.55),
                ("lenet", LayeredNetwork.LeNet(Activation.Softplus), FewerImages, 0.40),
                (
                    "lstm",
                    LayeredNetwork.Lstm(PublishedPermutation.Of(784), PublishedPermutation.Name),
                    FewerImages,
                    0.40
                ),
            }
        )
        {
            var data = StrokeDigits.Draw(images, 1, DataSplit.Train);
            var objective = new DataObjective(
                network,
                name == "autoencoder" ? LossKind.MeanSquaredError : LossKind.CrossEntropy,
                data
            );
            var point = network.Start(1);
            var gradient = new double[point.Length];
            var own = Contestant.OnThread("gradient", () => objective.Gradient(point, gradient, default, Team));
            var flops = images * 2.0 * ((3.0 * network.Multiplications) - First(network));
            var share = PeakShare.Measure(session.Rounds, single: false, [(own, flops)])[0];
            var rival = Rival(
                peer,
                name,
                network,
                data,
                point,
                objective.Gradient(point, gradient, default, Team),
                gradient
            );
            Contestant[] products =
            [
                Product(objective, point, 1, isGaussNewton: false),
                Product(objective, point, Block, isGaussNewton: false),
                Product(objective, point, 1, isGaussNewton: true),
            ];
            var race = Race.Run(session.Rounds, [own, .. rival is null ? [] : (Contestant[])[rival], .. products]);
            table.Add([
                network.Name,
                $"{images}",
                $"{1000 * race[own].Median * 5000 / images:F0}",
                share.ToString(),
                rival is null ? "not measured" : Quantity.Times(race[rival].Over(race[own])),
                .. products.Select(c => Quantity.Times(race[c].Over(race[own]))),
            ]);
            session.Add(
                new Target(
                    $"{network.Name}, {images} images: loss + gradient, f64, 1 thread, share of peak",
                    $"≥ {goal:P0}",
                    share.ToString(),
                    share.Median >= goal
                )
            );
            session.Add(
                rival is null
                    ? Target.NotMeasured(
                        $"{network.Name}: PyTorch over Thalweg",
                        "≥ 1×",
                        session.PeerFault ?? "no peers"
                    )
                    : new Target(
                        $"{network.Name}, {images} images: PyTorch over Thalweg, f64, 1 thread",
                        "≥ 1×",
                        Quantity.Times(race[rival].Over(race[own])),
                        race[rival].Over(race[own]).Median >= 1
                    )
            );
        }
        yield return "One thread each, processor time, f64; useful operations alone, without adjoints of the images. PyTorch computes the same loss and gradient by its own layers and autograd, in the same rounds. Products are in gradients, a vector of a block its share of the block.\n\n"
            + table;
    }

    private static WorkerTeam Team => WorkerTeam.Sequential;

    /// <summary>Multiply-adds of the adjoint of the images, which nobody needs.</summary>
    private static double First(LayeredNetwork network)
    {
        var first = network.Layers.First(layer => layer.Tensors.Count > 0);
        return first is LstmLayer lstm ? (double)lstm.Input.Height * lstm.Tensors[0].Count : first.Multiplications;
    }

    private static Contestant? Rival(
        TorchPeer? peer,
        string name,
        LayeredNetwork network,
        DataSet data,
        double[] point,
        double loss,
        double[] gradient
    )
    {
        if (peer is null)
        {
            return null;
        }
        peer.Load(network, name, data, point, single: false);
        Agreement.RequireImages(name, peer, loss, gradient);
        return peer.InProcessorTime(TorchPeer.Layers);
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
